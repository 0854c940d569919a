"""Addresses: one polite request, and the answer is read by the reader of its kind."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.kinds import suffix_of
from geomap.readers.registry import known_readers, open_reader

TIMEOUT_S = 30.0
MAX_ANSWER_BYTES = 200_000_000  # an address is not a way to fill the disk
USER_AGENT = "geomap/0.1 (reads single news articles for a map; one request per address)"
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


def read_address(source: str) -> Iterator[Article | Exception]:
    """The articles behind an http or https address: a page, a feed, or a file of any known kind."""
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        path, address = _fetch(source, Path(folder))
        kind = path.suffix.lstrip(".")
        reader = open_reader("warc.gz" if kind == "gz" else kind)
        try:
            for article in reader(str(path)):
                yield _renamed(article, str(path), source, address)
        except InputError as error:
            raise InputError(error.where.replace(str(path), source), error.reason) from error


def _renamed(article: Article | Exception, path: str, source: str, address: str) -> Article | Exception:
    """The article, or the error, with the address in the place of the temporary file."""
    if isinstance(article, InputError):
        return InputError(article.where.replace(path, source), article.reason)
    if not isinstance(article, Article):
        return article
    own_id = article.id.replace(path, source) if article.id.startswith(path) else article.id
    host = urlsplit(address).hostname
    return replace(article, id=own_id, url=article.url or address, source=article.source or host)


def _fetch(source: str, folder: Path) -> tuple[Path, str]:
    """The answer in a file named by its kind, and the address that it came from after redirects."""
    try:
        request = Request(source, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        with urlopen(request, timeout=TIMEOUT_S) as answer:
            data = answer.read(MAX_ANSWER_BYTES + 1)
            address = answer.geturl()
            kind = answer.headers.get_content_type()
    except HTTPError as error:
        error.close()
        raise InputError(
            source, f"the server answers {error.code} {error.reason}; check the address"
        ) from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise InputError(
            source, f"cannot be reached ({reason}); check the address and the network"
        ) from error
    if len(data) > MAX_ANSWER_BYTES:
        raise InputError(source, f"is larger than {MAX_ANSWER_BYTES // 10**6} MB; download it and split it")
    path = folder / f"answer.{_kind(kind, urlsplit(address).path, data)}"
    path.write_bytes(data)
    return path, address


def _kind(content_type: str, path: str, data: bytes) -> str:
    """The reader's name: by the address's suffix where it says more than the content type."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(rss|feed|rdf:RDF)\b", head, re.DOTALL):
        return "rss"
    known = _KINDS.get(content_type)
    suffix = suffix_of(Path(path), known_readers())
    if suffix in known_readers() and (known is None or known == "txt"):
        return suffix
    if known:
        return known
    return "html" if re.match(rb"(?i)<(!doctype|html|\?xml)", head) else "txt"
