"""Web archives: one article for each archived page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.errors import InputError, MissingDependency
from geomap.model import Article
from geomap.readers.html import to_article
from geomap.readers.records import Details

_PAGES = ("text/html", "application/xhtml+xml")
_MAX_PAGE_BYTES = 20_000_000  # of one page, unpacked: an archive may hold a bomb


def read_warc(source: str) -> Iterator[Article | InputError]:
    """Articles of the HTML pages that were answered with success; other records are passed over.

    A page without an article text is an error in its place, named by its address.
    """
    warcio = _library()
    with Path(source).open("rb") as file:
        records = iter(warcio.archiveiterator.ArchiveIterator(file))
        number = 0
        while True:
            try:
                record = next(records, None)
                number += 1
                if record is None:
                    break
                page = record.content_stream().read(_MAX_PAGE_BYTES + 1) if _is_page(record) else None
            except (warcio.exceptions.ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
                problem = " ".join(str(error).split())[:120]
                raise InputError(
                    f"{source}:{number + 1}", f"is damaged from here on ({problem}); copy it again"
                ) from error
            if page is None:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI")
            if len(page) > _MAX_PAGE_BYTES:
                reason = f"is a page of more than {_MAX_PAGE_BYTES // 10**6} MB; save its text as .txt"
                yield InputError(f"{source}:{number} ({address})", reason)
                continue
            try:
                yield to_article(page, where=f"{source}:{number}", details=Details(url=address), url=address)
            except InputError as error:
                yield InputError(f"{source}:{number} ({address})", error.reason)
    if number <= 1:
        raise InputError(source, "holds no records; is it a WARC file?")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    kind = (headers.get_header("Content-Type") or "").lower()
    return kind.startswith(_PAGES)


def _library() -> Any:
    try:
        import warcio
        import warcio.archiveiterator
        import warcio.exceptions
    except ImportError as error:
        raise MissingDependency("reading web archives needs: pip install warcio") from error
    return warcio
