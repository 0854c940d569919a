"""PDF: the text layer of the pages, one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.errors import InputError, MissingDependency
from geomap.model import Article
from geomap.readers.records import Details, read_sidecar

_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")  # a word broken at a line's end
_EDGE_LINES = 2  # lines at the top and bottom of a page that may be running heads


def read_pdf(source: str) -> Iterator[Article]:
    """The article in a PDF, with the details of its sidecar before those of the document.

    Raises `InputError` for damaged and locked files and for scans, which have no text.
    """
    path = Path(source)
    details = read_sidecar(path)
    pages, title = _pages(path)
    text = _HYPHEN.sub("", "\n\n".join(_without_running_heads(pages)))
    if not text.strip():
        raise InputError(source, "holds no text (a scan?); run it through OCR, such as ocrmypdf, first")
    yield details.or_else(Details(title=title)).to_article(text, where=source)


def _pages(path: Path) -> tuple[list[str], str | None]:
    """The text of each page and the title of the document."""
    pypdf = _library()
    try:
        with pypdf.PdfReader(path) as document:
            if document.is_encrypted and not document.decrypt(""):
                raise InputError(str(path), "is locked by a password; save it without one")
            title = document.metadata.title if document.metadata else None
            pages = [page.extract_text() for page in document.pages]
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(str(path), f"is not a readable PDF ({error}); save it again") from error
    return pages, title.strip() or None if isinstance(title, str) else None


def _without_running_heads(pages: list[str]) -> list[str]:
    """Pages without the first and last lines that stand on most of them, and page numbers."""
    if len(pages) < 3:
        return pages
    edges: dict[str, int] = {}
    for page in pages:
        lines = [line.strip() for line in page.split("\n")]
        for line in {_key(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}:
            edges[line] = edges.get(line, 0) + 1
    heads = {line for line, count in edges.items() if count > len(pages) / 2}
    kept = []
    for page in pages:
        lines = page.split("\n")
        last = len(lines) - _EDGE_LINES
        kept.append(
            "\n".join(
                line
                for i, line in enumerate(lines)
                if _EDGE_LINES <= i < last or _key(line.strip()) not in heads
            )
        )
    return kept


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _library() -> Any:
    try:
        import pypdf
    except ImportError as error:
        raise MissingDependency("reading PDF needs: pip install pypdf") from error
    return pypdf
