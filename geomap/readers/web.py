"""Addresses: one polite request, and the answer is read by the reader of its kind."""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.decoding import encoding_of
from geomap.readers.kinds import STREAMED, scheme_of, suffix_of
from geomap.readers.registry import known_readers, open_reader

TIMEOUT_S = 30.0  # of silence
DEADLINE_S = 300.0  # for the whole answer: a server may drip
MAX_ANSWER_MB = 200.0  # an address is not a way to fill the disk
USER_AGENT = "geomap/0.1 (reads single news articles for a map; one request per address)"
_CHUNK = 65_536  # bytes
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "application/rss+xml": "rss",
    "application/atom+xml": "rss",
    "application/xml": "rss",
    "text/xml": "rss",
    "application/warc": "warc",
    "application/vnd.apache.parquet": "parquet",
}
_TEXTS = frozenset({"csv", "html", "json", "jsonl", "txt"})  # kinds that a server's charset applies to


def read_address(
    source: str,
    *,
    max_size_mb: float = 20.0,
    timeout_s: float = TIMEOUT_S,
    deadline_s: float = DEADLINE_S,
) -> Iterator[Article | Exception]:
    """The articles behind an http or https address: a page, a feed, or a file of any known kind.

    ``max_size_mb`` is for kinds that hold one article; archives and tables may be `MAX_ANSWER_MB`.
    """
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        kind, content, address = _fetch(source, max_size_mb, timeout_s, deadline_s)
        path = Path(folder) / f"answer.{kind}"
        path.write_bytes(content)
        try:
            for article in open_reader(kind)(str(path)):
                yield _renamed(article, str(path), source, address)
        except InputError as error:
            raise InputError(error.where.replace(str(path), source), error.reason) from error


def _renamed(article: Article | Exception, path: str, source: str, address: str) -> Article | Exception:
    """The article, or the error, with the address in the place of the temporary file."""
    if isinstance(article, InputError):
        return InputError(article.where.replace(path, source), article.reason.replace(path, source))
    if not isinstance(article, Article):
        return article
    own_id = article.id.replace(path, source) if article.id.startswith(path) else article.id
    host = urlsplit(address).hostname
    return replace(article, id=own_id, url=article.url or address, source=article.source or host)


def _fetch(source: str, max_size_mb: float, timeout_s: float, deadline_s: float) -> tuple[str, bytes, str]:
    """The name of the answer's reader, its bytes, and the address that it came from after redirects."""
    try:
        request = Request(_ascii(source), headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        with _opener().open(request, timeout=timeout_s) as answer:
            until = monotonic() + deadline_s
            limit = max(max_size_mb, MAX_ANSWER_MB)
            content = _unpacked(_read(answer, source, limit, until), answer, source, limit, until)
            address = answer.geturl()
            kind = _kind(answer.headers.get_content_type(), urlsplit(address).path, content)
            charset = answer.headers.get_content_charset()
    except HTTPError as error:
        error.close()
        raise InputError(source, _answered(error)) from error
    except (URLError, HTTPException, OSError, ValueError, EOFError, zlib.error) as error:
        if isinstance(error, InputError):
            raise
        reason = getattr(error, "reason", None) or error
        raise InputError(
            source, f"cannot be reached ({reason}); check the address and the network"
        ) from error
    if kind not in STREAMED and len(content) > max_size_mb * 1e6:
        raise InputError(source, _too_large(len(content) / 1e6, max_size_mb))
    return kind, _as_utf8(content, source, charset) if kind in _TEXTS and charset else content, address


def _answered(error: HTTPError) -> str:
    if 300 <= error.code < 400:
        return f"leads in circles or to where geomap does not follow ({error.code}); open it in a browser"
    return f"the server answers {error.code} {error.reason}; check the address"


def _ascii(address: str) -> str:
    """The address as servers know it: its host in IDNA, other letters in percent signs.

    >>> _ascii("http://bücher.example/straße?q=ä b")
    'http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4%20b'
    """
    parts = urlsplit(address.strip())
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    safe = "/%:=&?~+!$,;'@()*[]"
    plain = parts._replace(
        netloc=host, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    )
    return plain.geturl()


class _WebRedirects(HTTPRedirectHandler):
    """Follows to http and https only: the library would go to ftp too."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if scheme_of(newurl) not in ("http", "https"):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    opener = OpenerDirector()
    handlers = (
        ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, _WebRedirects, HTTPErrorProcessor,
    )  # fmt: skip
    for handler in handlers:
        opener.add_handler(handler())
    return opener


def _read(stream: HTTPResponse | BinaryIO, source: str, limit_mb: float, until: float) -> bytes:
    """All of the stream, if it ends below the limit and before the deadline."""
    chunks = []
    size = 0
    read = getattr(stream, "read1", stream.read)  # what is there, without waiting for a whole chunk
    while chunk := read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit_mb * 1e6:
            raise InputError(source, _too_large(size / 1e6, limit_mb))
        if monotonic() > until:
            raise InputError(source, "answers too slowly; download it and give the file")
    return b"".join(chunks)


def _unpacked(content: bytes, answer: HTTPResponse, source: str, limit_mb: float, until: float) -> bytes:
    """The bytes without the compression that some servers send without being asked."""
    packing = (answer.headers.get("Content-Encoding") or "identity").lower()
    if packing in ("gzip", "x-gzip"):
        with gzip.open(BytesIO(content)) as stream:
            return _read(stream, source, limit_mb, until)  # type: ignore[arg-type]
    if packing != "identity":
        raise InputError(source, f"is packed in a way that was not asked for ({packing!r}); download it")
    return content


def _too_large(size_mb: float, limit_mb: float) -> str:
    remedy = "raise --max-size, or download and split it"
    return f"is larger than {limit_mb:g} MB ({size_mb:.0f} MB or more); {remedy}"


def _as_utf8(content: bytes, source: str, charset: str) -> bytes:
    """Text in UTF-8, from what the server says it is in, unless the bytes prove it wrong."""
    try:
        encoding = encoding_of(content, source, declared=charset)
        return content if encoding.startswith("utf") else content.decode(encoding).encode()
    except (InputError, UnicodeError):
        return content  # the reader guesses better, or says what is wrong


def _kind(content_type: str, path: str, content: bytes) -> str:
    """The reader's name: by the address's suffix where it says more than the content type."""
    head = content[:2000].lstrip(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(rss|feed|rdf:RDF)\b", head, re.DOTALL):
        return "rss"
    known = _KINDS.get(content_type)
    suffix = suffix_of(Path(path), known_readers())
    if suffix in known_readers() and (known is None or known == "txt"):
        return suffix
    if known:
        return known
    return "html" if re.match(rb"(?i)<(!doctype|html|\?xml)", head) else "txt"
