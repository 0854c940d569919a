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
    content = path.read_bytes()
    yield to_article(content, where=source, details=read_sidecar(path))


def to_article(content: bytes, *, where: str, details: Details) -> Article:
    """The article in these bytes; `InputError` where they hold no text."""
    text = decode(content, where)
    if not text.strip():
        raise InputError(where, "is empty; remove it, or save the article into it again")
    return details.to_article(text, where=where)
