"""One record of named fields (a table's row, a JSON object, a sidecar) to one `Article`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.model import Article, Furniture, Span
from geomap.readers.dates import read_date
from geomap.readers.kinds import SIDECAR

FIELDS = ("text", "id", "title", "published", "source", "url", "spans", "language", "home")
_LIKELY = ("content", "body", "article", "fulltext", "full_text", "article_text", "maintext", "description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known about an article besides its text."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    home: str | None = None

    def or_else(self, others: Details) -> Details:
        """These details, and of the others what these leave open."""
        return Details(**{f.name: getattr(self, f.name) or getattr(others, f.name) for f in fields(self)})

    def to_article(
        self,
        text: str,
        *,
        where: str,
        furniture: tuple[Furniture, ...] = (),
        spans: tuple[Span, ...] | None = None,
    ) -> Article:
        """The article with this text; ``where`` it was read is its id where it has none of its own."""
        return Article(
            id=self.id or where,
            text=text,
            title=self.title,
            source=self.source,
            url=self.url,
            published=self.published,
            language=self.language,
            furniture=furniture,
            spans=spans,
            home=self.home,
        )


def read_record(record: Mapping[str, Any], *, where: str) -> Article:
    """The article of one row. ``where`` names the row and is its id where it has none.

    Raises `InputError` for a missing or empty text, a bad date and spans that do not fit the text.
    """
    text = record.get("text")
    if text is None and "text" not in record:
        raise InputError(where, missing_text(record.keys()))
    if not isinstance(text, str):
        problem = "is null" if text is None else f"is {type(text).__name__}, not text"
        raise InputError(where, f"'text' {problem}; give the article's text or remove the row")
    if not text.strip():
        raise InputError(where, "'text' is empty; give the article's text or remove the row")
    details = read_details(record, where=where)
    return details.to_article(text, where=where, spans=_spans(record.get("spans"), text, where))


def read_details(record: Mapping[str, Any], *, where: str) -> Details:
    """The fields about the article. Empty strings count as absent; a wrong type is an `InputError`."""
    try:
        published = read_date(record.get("published"))
    except ValueError as error:
        raise InputError(where, str(error)) from error
    return Details(
        published=published,
        **{
            name: _words(record, name, where) for name in ("id", "title", "source", "url", "language", "home")
        },
    )


def read_sidecar(path: Path) -> Details:
    """What ``NAME.meta.json`` or ``NAME.txt.meta.json`` says about ``NAME.txt``; else nothing."""
    for name in (f"{path.name}{SIDECAR}", f"{path.stem}{SIDECAR}"):
        sidecar = path.with_name(name)
        if not sidecar.is_file():
            continue
        try:
            record = json.loads(sidecar.read_bytes())
        except (ValueError, RecursionError) as error:
            raise InputError(str(sidecar), f"is not JSON ({error}); mend it or remove it") from error
        if not isinstance(record, dict):
            raise InputError(str(sidecar), 'must hold one JSON object, such as {"published": "2020-05-08"}')
        if slips := sorted(
            key for key in record if key not in FIELDS and get_close_matches(key, FIELDS, 1, 0.8)
        ):
            meant = ", ".join(
                f"{slip!r} (did you mean {get_close_matches(slip, FIELDS, 1)[0]!r}?)" for slip in slips
            )
            raise InputError(str(sidecar), f"unknown field {meant}")
        return read_details(record, where=str(sidecar))
    return Details()


def missing_text(columns: Iterable[str]) -> str:
    """The reason to give when no column is called ``text``, with what to do about it."""
    names = [str(name) for name in columns]
    likely = [name for name in names if name.strip().lower() in ("text", *_LIKELY)]
    listed = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    remedy = f"rename {likely[0]!r} to 'text'" if likely else "name the column that holds the article 'text'"
    return f"has no 'text' among its columns ({listed or 'none'}); {remedy}"


def _words(record: Mapping[str, Any], name: str, where: str) -> str | None:
    value = record.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return None
    if not isinstance(value, str):
        raise InputError(where, f"{name!r} is {type(value).__name__}, not text; put it in quotes")
    return value.strip() or None


def _spans(value: object, text: str, where: str) -> tuple[Span, ...] | None:
    """``[[start, end], ...]`` or its JSON, checked against the text and sorted; None where absent."""
    if value is None or value == "":
        return None
    remedy = "give [[start, end], ...] in Python character offsets, 'end' not included"
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise InputError(where, f"'spans' is not JSON ({error}); {remedy}") from error
    if not isinstance(value, (list, tuple)):
        raise InputError(where, f"'spans' is {type(value).__name__}; {remedy}")
    found = set()
    for pair in value:
        if not (
            isinstance(pair, (list, tuple))
            and len(pair) == 2
            and all(isinstance(n, int) and not isinstance(n, bool) for n in pair)
            and 0 <= pair[0] < pair[1] <= len(text)
        ):
            raise InputError(where, f"span {pair!r} does not fit a text of {len(text)} characters; {remedy}")
        found.add((pair[0], pair[1]))
    return tuple(Span(start=a, end=b, text=text[a:b]) for a, b in sorted(found))
