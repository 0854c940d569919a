"""Readers: every format gives the same article, and offsets index its text as read."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import ConfigError, InputError
from geomap.model import Article
from geomap.readers import is_events_file, known_readers, open_reader, read_inputs
from geomap.readers.dates import read_date
from geomap.readers.records import read_record
from geomap.readers.standard import read_standard_input

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


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


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


def test_a_text_file_is_one_article_named_by_its_path(write: Write) -> None:
    article = one(write("kharkiv.txt", STORY))
    assert (article.id, article.text, article.published) == ("kharkiv", STORY, None)


@pytest.mark.parametrize("name", ["kharkiv.meta.json", "kharkiv.txt.meta.json"])
def test_a_sidecar_tells_what_a_text_file_cannot(write: Write, name: str) -> None:
    write(name, json.dumps({k: v for k, v in ROW.items() if k != "text"}))
    article = one(write("kharkiv.txt", STORY))
    assert article == read_record(ROW, where="k")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(ROW)),
        ("b.json", json.dumps([ROW])),
        ("c.json", json.dumps({"articles": [ROW]})),
        ("d.json", json.dumps(ROW) + "\n"),
        ("e.jsonl", json.dumps(ROW, ensure_ascii=False)),
        ("f.ndjson", "\ufeff" + json.dumps(ROW)),
        ("g.csv", "id,text,title,published,source,url\n" + ",".join(f'"{v}"' for v in ROW.values())),
        ("h.csv", "\ufeffid;text;title;published;source;url\r\n" + ";".join(f'"{v}"' for v in ROW.values())),
        ("i.tsv", "id\ttext\ttitle\tpublished\tsource\turl\n" + "\t".join(f'"{v}"' for v in ROW.values())),
        ("j.csv", (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values())).encode("cp1252")),
        ("k.csv", (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values())).encode("utf-16")),
        ("l.parquet", parquet([ROW])),
        ("m.parquet", parquet([{**ROW, "published": date(2022, 5, 4), "unrelated": 3.5}])),
    ],
)
def test_a_row_is_the_same_article_in_every_table(write: Write, name: str, content: str | bytes) -> None:
    assert one(write(name, content)) == read_record(ROW, where="k")


def test_a_web_page_gives_its_article_and_keeps_the_rest_as_furniture(write: Write) -> None:
    article = one(write("page.html", PAGE))
    assert article.title == "Shelling"
    assert article.published == date(2022, 5, 4)
    assert article.source == "Example Wire"
    assert article.language == "en"
    assert article.text.startswith("Shelling\n\nShells fell on the market of Kharkiv on Tuesday")
    reasons = {piece.text: piece.reason for piece in article.furniture}
    assert reasons["Home Moscow bureau"] == "menu of the page"
    assert reasons["Published in Vienna"] == "footer of the page"
    assert "Lviv" not in article.text


@pytest.mark.parametrize(
    "frame",
    [
        "<article><p>{}</p><p>{}</p><p>{}</p></article>",
        "<div id='story'><div>{}</div><div>{}</div><div>{}</div></div>",
        "<div>{}<br><br>{}<br><br>{}</div>",
        "<article><h1>Log</h1><ul><li>{}</li><li>{}</li><li>{}</li></ul></article>",
        "<article><h2>One</h2><p>{}</p><blockquote>{}</blockquote><h2>Two</h2><p>{}</p></article>",
        "<center><font size=2><b>Log</b><br>{}<br>{}<br>{}</font></center>",
        "<main><section><span>{}</span></section><section>{}</section><section>{}</section></main>",
        "<table><tr><td>Menu</td><td><p>{}</p><p>{}</p><p>{}</p></td></tr></table>",
        "{} {} {}",
    ],
)
def test_no_sentence_of_a_page_is_lost_however_it_is_built(write: Write, frame: str) -> None:
    said = (
        "Shells fell on Kharkiv on Tuesday.",
        "A drone hit a bus in Kherson.",
        "The governor of Odesa asked for help.",
    )
    article = one(write("page.html", f"<html><body>{frame.format(*said)}</body></html>"))
    cut = " ".join(piece.text for piece in article.furniture)
    assert all(sentence in article.text and sentence not in cut for sentence in said)


def test_a_page_in_another_encoding_is_read_as_it_declares(write: Write) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("mayor’s", "mayor (мэр)").encode("cp1251")
    assert "the mayor (мэр) office" in one(write("page.html", page)).text


def test_a_copyright_year_does_not_date_a_page(write: Write) -> None:
    page = PAGE.replace("2022-05-04T10:00:00+03:00", "").replace("Published in", "© 2018 Example Wire,")
    assert one(write("page.html", page)).published is None


def test_a_pdf_gives_the_text_of_its_pages(write: Write) -> None:
    article = one(
        write("report.pdf", pdf("Shells fell on the mar-\nket of Kharkiv.", "Two died.", title="Shelling"))
    )
    assert article.title == "Shelling"
    assert article.text == "Shells fell on the market of Kharkiv.\n\nTwo died."


def test_running_heads_of_a_pdf_go(write: Write) -> None:
    pages = [
        f"Vienna Weekly {n}\nLine {word} of the story.\nIt goes on here." for n, word in enumerate("abcd")
    ]
    text = one(write("report.pdf", pdf(*pages))).text
    assert "Vienna Weekly" not in text
    assert "Line c of the story." in text


@pytest.mark.parametrize(("name", "pack"), [("crawl.warc", bytes), ("crawl.2022.warc.gz", gzip.compress)])
def test_a_web_archive_gives_each_archived_page(
    write: Write, name: str, pack: Callable[[bytes], bytes]
) -> None:
    archive = warc(
        ("https://example.org/1", "text/html; charset=utf-8", PAGE.encode()),
        ("https://example.org/logo", "image/png", b"\x89PNG"),
        pack=pack,
    )
    article = one(write(name, archive))
    assert article.url == "https://example.org/1"
    assert "\n\nShells fell on" in article.text


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example Wire</title><language>en-gb</language>
<item><title>Shelling</title><guid>k-1</guid><link>https://example.org/1</link>
<pubDate>Wed, 04 May 2022 07:00:00 GMT</pubDate><description>Short.</description>
<content:encoded>
<![CDATA[<p>Shells fell on <b>Kharkiv</b>.</p><p>Two died &amp; six were hurt.</p>]]></content:encoded></item>
<item><title>Nothing to say</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><link href="https://example.org/"/>
<entry><id>k-1</id><title>Shelling</title><link rel="self" href="https://example.org/x"/>
<link href="https://example.org/1"/><published>2022-05-04T07:00:00Z</published><updated>2023-01-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Shells fell on <b>Kharkiv</b>.</p>
<p>Two died &amp; six were hurt.</p></div></content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("f.rss", RSS), ("f.atom", ATOM), ("f.xml", RSS)])
def test_a_feed_gives_the_text_of_its_entries(write: Write, name: str, feed: str) -> None:
    (article,), problems = read(write(name, feed))
    assert article.text == "Shells fell on Kharkiv.\n\nTwo died & six were hurt."
    assert (article.id, article.title, article.source) == ("k-1", "Shelling", "Example Wire")
    assert (article.url, article.published) == ("https://example.org/1", date(2022, 5, 4))
    assert [str(p).rpartition(":2: ")[2] for p in problems] == [
        "this entry has no text; open its page instead"
    ] * (feed is RSS)


def test_a_feed_fetches_and_expands_nothing(write: Write) -> None:
    secret = write("secret", "top secret")
    bomb = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<rss><channel><item><description>Fire in Lviv. &x; &b;</description></item></channel></rss>"
    )
    article = one(write("f.rss", bomb))
    assert article.text.startswith("Fire in Lviv.")
    assert "secret" not in article.text
    assert "ha" not in article.text


# Standard input


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (STORY, [None]),
        (PAGE, ["Shelling"]),
        (
            f"\n{json.dumps(ROW)}\n\n{json.dumps({**ROW, 'id': 'k-2', 'title': 'Again'})}\n",
            ["Shelling", "Again"],
        ),
        (json.dumps([ROW], indent=1), ["Shelling"]),
        ("{Kharkiv} is not JSON.", [None]),
    ],
)
def test_standard_input_is_told_by_its_first_line(data: str, titles: list[str | None]) -> None:
    found = list(read_standard_input(max_size_mb=1, stream=io.BytesIO(data.encode())))
    assert [article.title for article in found if isinstance(article, Article)] == titles


def test_standard_input_is_named_so_in_ids_and_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"text": "Fire in Lviv."}\n{"text": \n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    (article,), (problem,) = read("-")
    assert article.id == "stdin:1"
    assert problem.where == "-:2"


def test_json_lines_on_standard_input_are_read_as_they_come() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "Fire in Lviv."}\n'
            buffer[: len(line)] = line
            return len(line)

    found = read_standard_input(max_size_mb=1, stream=io.BufferedReader(Endless()))
    assert [next(found).text for _ in range(3)] == ["Fire in Lviv."] * 3  # type: ignore[union-attr]


def test_too_much_on_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match=r"more than 0\.001 MB; raise --max-size"):
        list(read_standard_input(max_size_mb=0.001, stream=io.BytesIO(b"word " * 1000)))


# Offsets, ids and order


@given(text=st.text(st.characters(codec=None, exclude_characters="\r\ufeff"), min_size=1))
def test_the_text_of_a_json_row_is_never_touched(text: str) -> None:
    row = json.loads(json.dumps({"text": text}))
    if text.strip():
        assert read_record(row, where="x").text == text


def test_line_ends_are_normalised_once_and_offsets_fit_the_text(write: Write) -> None:
    article = one(write("a.txt", "Fire in Łódź 🔥.\r\n\r\nLeave a Reply\r\n"))
    assert article.text == "Fire in Łódź 🔥.\n\nLeave a Reply\n"
    (piece,) = article.furniture
    assert article.text[piece.start : piece.end] == piece.text == "Leave a Reply"


def test_furniture_of_a_page_fits_its_text(write: Write) -> None:
    article = one(write("page.html", PAGE))
    assert article.furniture
    assert all(article.text[p.start : p.end] == p.text for p in article.furniture)


def test_spans_by_hand_are_kept_and_sorted(write: Write) -> None:
    row = {"text": "From Lviv to Kyiv.", "spans": [[13, 17], [5, 9], [5, 9]]}
    spans = one(write("a.json", json.dumps(row))).spans
    assert spans is not None
    assert [s.text for s in spans] == ["Lviv", "Kyiv"]


def test_no_spans_by_hand_and_none_at_all_differ(write: Write) -> None:
    assert one(write("a.json", '{"text": "Fire.", "spans": []}')).spans == ()
    assert one(write("b.json", '{"text": "Fire."}')).spans is None


def test_a_folder_is_read_by_name_with_its_folders(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", "deep/.hidden.txt", "Z.txt"):
        write(name, f"Story {name}.")
    assert [a.id for a in read(tmp_path)[0]] == ["Z", "a", "b", "deep/c"]


def test_a_folder_that_holds_an_earlier_map_is_read_without_it(write: Write, tmp_path: Path) -> None:
    write("a.txt", "Fire in Lviv.")
    write("page.html", PAGE)
    for name in ("map.html", "map.ledger.csv"):
        write(name, "anything")
    write("map.geojson", '{"type": "FeatureCollection", "features": []}')
    write("corrections.json", '{"geomap_corrections": 1, "corrections": []}')
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a", "page"]
    assert problems == []


def test_inputs_keep_their_order_and_a_file_given_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    b, a = write("b.txt", "Story b."), write("a.txt", "Story a.")
    (tmp_path / "link.txt").symlink_to(a)
    assert [x.id for x in read(b, a, tmp_path)[0]] == ["b", "a"]


def test_files_of_one_name_get_ids_of_their_own(write: Write) -> None:
    paths = [write(f"{folder}/a.txt", f"Story {folder}.") for folder in ("x", "y", "z")]
    assert [a.id for a in read(*paths)[0]] == ["a", "a-2", "a-3"]


def test_rows_without_ids_are_named_by_their_line(write: Write) -> None:
    articles, _ = read(write("w.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n'))
    assert [a.id for a in articles] == ["w.jsonl:1", "w.jsonl:3"]


def test_published_dates_only_what_has_no_date(write: Write) -> None:
    path = write("w.jsonl", '{"text": "One."}\n{"text": "Two.", "published": "2020-01-02"}')
    articles, _ = read(path, published=date(2024, 3, 1))
    assert [a.published for a in articles] == [date(2024, 3, 1), date(2020, 1, 2)]


def test_reading_is_lazy(write: Write, tmp_path: Path) -> None:
    paths = [write("a.txt", "One."), tmp_path / "missing.txt"]
    articles: Iterator[Article] = read_inputs(paths)
    assert next(articles).text == "One."
    with pytest.raises(InputError, match="there is no such file"):
        next(articles)


def test_a_headline_is_the_title_of_an_article_that_has_none(write: Write) -> None:
    assert (
        one(write("a.txt", f"Breaking News\n\nShelling in Kharkiv\n\n{STORY}")).title == "Shelling in Kharkiv"
    )
    assert (
        one(write("b.json", json.dumps({**ROW, "text": f"Shelling in Kharkiv\n\n{STORY}"}))).title
        == "Shelling"
    )


# Dates


@pytest.mark.parametrize(
    "written",
    [
        "2020-05-08", "2020-05-08T23:30:00-05:00", "20200508", "8 May 2020", "May 8, 2020", "May 8th, 2020",
        "Friday, 8 May 2020", "Fri, 08 May 2020 10:00:00 GMT", "2020/05/08", "2020-05-08 10:00 PM",
        " 8 May. 2020 ",
    ],
)  # fmt: skip
def test_a_date_is_the_day_as_written(written: str) -> None:
    assert read_date(written) == date(2020, 5, 8)


@pytest.mark.parametrize("written", ["03/04/2020", "yesterday", "2020", "May 2020", "2020-13-45", 20200508])
def test_what_is_not_one_certain_day_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        read_date(written)


@pytest.mark.parametrize("written", [None, "", "  ", "null", "NaN"])
def test_an_absent_date_is_none(written: object) -> None:
    assert read_date(written) is None


# Events files and the registry


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.geojson", "{}", True),
        ("a.json", ' {"type": "FeatureCollection", "features": []}', True),
        ("b.json", '{"text": "type FeatureCollection"}', False),
        ("a.parquet", parquet([ROW]), False),
        ("a.txt", "FeatureCollection", False),
    ],
)
def test_events_are_told_from_articles(write: Write, name: str, content: str | bytes, expected: bool) -> None:
    assert is_events_file(write(name, content)) is expected


def test_a_geoparquet_holds_events(tmp_path: Path) -> None:
    table = pa.table({"a": [1]}).replace_schema_metadata({"geo": "{}"})
    pq.write_table(table, tmp_path / "e.parquet")
    assert is_events_file(tmp_path / "e.parquet")


def test_an_unknown_reader_lists_the_known() -> None:
    with pytest.raises(ConfigError, match=r"nothing reads 'docx'; known are atom, csv, .*xml"):
        open_reader("docx")


def test_every_built_in_reader_opens() -> None:
    assert all(callable(open_reader(name)) for name in known_readers())
