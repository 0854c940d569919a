"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.decoding import decode
from geomap.readers.records import Details, read_sidecar


def read_plain(source: str) -> Iterator[Article]:
    """The article in a text file, with the details of its sidecar."""
    path = Path(source)
    data = path.read_bytes()
    yield to_article(data, where=source, details=read_sidecar(path))


def to_article(data: bytes, *, where: str, details: Details) -> Article:
    """The article in these bytes; `InputError` where they hold no text."""
    text = decode(data, where)
    if not text.strip():
        raise InputError(where, "is empty; remove it, or save the article into it again")
    return Article(
        id=details.id or where,
        text=text,
        title=details.title,
        source=details.source,
        url=details.url,
        published=details.published,
        language=details.language,
        home=details.home,
    )
