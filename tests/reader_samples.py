"""One article in every format that geomap reads, and short ways to read it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers import read_inputs

STORY = "Shells fell on the market of Kharkiv on Tuesday.\n\nTwo people were killed, the mayor’s office said."
ROW = {
    "id": "k-1",
    "text": STORY,
    "title": "Shelling",
    "published": "2022-05-04",
    "source": "Example Wire",
    "url": "https://example.org/1",
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shelling</title>
<meta property="article:published_time" content="2022-05-04T10:00:00+03:00">
<meta property="og:site_name" content="Example Wire"><script>let town = "Lviv";</script></head><body>
<nav><a href="/">Home</a> <a href="/moscow">Moscow bureau</a></nav>
<article><h1>Shelling</h1>
<p>Shells fell on the market of Kharkiv on Tuesday, and the stalls along the northern side burned for
hours before firefighters reached them from the other bank of the river.</p>
<p>Two people were killed, the mayor’s office said, while eleven others were taken to a hospital in
Poltava.</p></article>
<footer>Published in Vienna</footer></body></html>"""

Write = Callable[[str, str | bytes], Path]


def read(*paths: Path | str, **options: object) -> tuple[list[Article], list[InputError]]:
    problems: list[InputError] = []
    articles = list(read_inputs([str(p) for p in paths], on_error=problems.append, **options))
    return articles, problems


def one(path: Path | str, **options: object) -> Article:
    articles, problems = read(path, **options)
    assert problems == []
    (article,) = articles
    return article


def pdf(*pages: str, title: str | None = None) -> bytes:
    """A small PDF with one line of text after another on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        shown = " T* ".join(f"({line.replace('(', '').replace(')', '')}) Tj" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 50 800 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents {len(objects)} 0 R /Resources "
            "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>" if title else "<< >>")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return out + f"{table}{trailer}\nstartxref\n{len(out)}\n%%EOF".encode("latin-1")


def warc(*pages: tuple[str, str, bytes], pack: Callable[[bytes], bytes] = bytes) -> bytes:
    """A web archive of these addresses, content types and contents; ``pack`` is applied to each record."""
    out = b""
    for number, (address, kind, content) in enumerate(pages):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Date: 2022-05-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0-{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        out += pack(head.encode() + answer + b"\r\n\r\n")
    return out


def parquet(rows: list[dict[str, object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


# Formats
