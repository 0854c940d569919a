"""The ledger: every place name that is not on the map, with the reason."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.countries import country_name
from geomap.exporters.properties import CANDIDATES, marks_in, to_candidate
from geomap.files import replacing
from geomap.model import GeoReference, Reading, Span
from geomap.text import index_at, overlap, sentences

EXCERPT = 400  # code points of a sentence that are shown; more is cut around the name
_PLAIN = {
    "unresolved": "no gazetteer knows a place of this name",
    "approximate": "the name is unknown; only a place near it is known",
    "repeated": "the place is on the map through another sentence of this article",
    "unlocated": "something happened, but no event could be placed here",
    "context": "the article talks about the place; nothing is reported to have happened there",
}


def to_ledger(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """One row per article, name and reason; the first mention stands for the others it counts.

    ``reason`` is a role that keeps a name off the map ("origin", "furniture", ...) or one of
    "unresolved", "approximate", "repeated", "unlocated", "context"; `geomap.corrections` adds
    "rejected", and `geomap.exporters.at_least` "unsure".
    """
    return [row for reading in readings for row in _rows(reading)]


def _rows(reading: Reading) -> Iterator[dict[str, Any]]:
    drawn = _drawn(reading)
    places = {reading.references[i].place.id for i in drawn if reading.references[i].place}  # type: ignore[union-attr]
    spans = sentences(reading.article.text) if len(drawn) < len(reading.references) else ()
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for index, reference in enumerate(reading.references):
        if index in drawn:
            continue
        reason = _reason(reference, places)
        key = (reference.mention.text, reason)
        if key in rows:
            rows[key]["count"] += 1
        else:
            rows[key] = _row(reading, reference, reason, spans)
    yield from rows.values()


def _drawn(reading: Reading) -> set[int]:
    """Indices of the references that put an event on the map, alone or as ends of a phrase."""
    drawn = set()
    for event in reading.events:
        location = event.location
        if location is None:
            continue
        if location.toponym is not None:
            drawn.add(location.toponym)
        for area in reading.areas:
            if location.relation and location.span and overlap(area, location.span):
                drawn.update(area.anchors)
    return {index for index in drawn if 0 <= index < len(reading.references)}


def _reason(reference: GeoReference, drawn_places: set[str]) -> str:
    role = reference.mention.role
    if role not in {"event", "context"}:
        return role
    if reference.place is None:
        return "unresolved"
    if reference.approximate:
        return "approximate"
    if reference.place.id in drawn_places:
        return "repeated"
    return "unlocated" if role == "event" else "context"


def _row(reading: Reading, reference: GeoReference, reason: str, spans: Sequence[Span]) -> dict[str, Any]:
    mention, place = reference.mention, reference.place
    excerpt = excerpt_around(reading.article.text, mention, spans)
    return {
        "name": mention.text,
        "role": mention.role,
        "reason": reason,
        "why": _PLAIN.get(reason)
        if reason in _PLAIN and reason != "context"
        else mention.why or _PLAIN.get(reason, ""),
        "article_id": reading.article.id,
        "start": mention.start,
        "end": mention.end,
        "excerpt": excerpt.text,
        "marks": marks_in(excerpt, [("where", mention)]),
        "lat": round(place.lat, 5) if place else None,
        "lon": round(place.lon, 5) if place else None,
        "place_id": place.id if place else None,
        "place": place.name if place else None,
        "country": country_name(place.country) if place else None,
        "candidates": [to_candidate(candidate) for candidate in reference.candidates[:CANDIDATES]],
        "count": 1,
    }


def row_of_event(feature: Mapping[str, Any], reason: str, why: str) -> dict[str, Any]:
    """The row for the place of an event that was found and is not drawn; ``event_id`` says which one."""
    p = feature["properties"]
    where = next((mark for mark in p["marks"] if mark[0] == "where"), None)
    start = p["excerpt_start"] or 0
    return {
        "name": p["location_text"] or p["location"] or p["trigger"],
        "role": "event",
        "reason": reason,
        "why": why,
        "article_id": p["article_id"],
        "start": start + where[1] if where else p["trigger_start"],
        "end": start + where[2] if where else p["trigger_end"],
        "excerpt": p["excerpt"],
        "marks": p["marks"],
        "lat": p["latitude"],
        "lon": p["longitude"],
        "place_id": p["place_id"],
        "place": p["location"],
        "country": p["country"],
        "candidates": p["candidates"],
        "count": 1,
        "event_id": feature["id"],
    }


def excerpt_around(text: str, span: Span, spans: Sequence[Span]) -> Span:
    """The sentence that holds a span, cut to `EXCERPT` around it where it is longer."""
    index = index_at(spans, span.start)
    start, end = (
        (spans[index].start, max(spans[index].end, span.end)) if index is not None else (0, len(text))
    )
    if end - start > EXCERPT:
        start = max(start, span.start - EXCERPT // 2)
        end = min(end, max(span.end, start + EXCERPT))
    return Span(start=start, end=end, text=text[start:end])


COLUMNS = (
    "name", "reason", "why", "role", "count", "article_id", "start", "end", "excerpt",
    "place", "country", "place_id", "lat", "lon",
)  # fmt: skip


def write_ledger(geojson: Mapping[str, Any], path: Path) -> None:
    """The ledger of a result as CSV (UTF-8, with the mark that spreadsheets need)."""
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as out,
    ):
        rows = csv.writer(out, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for row in geojson["geomap"]["ledger"]:
            rows.writerow([safe_cell(row[column]) for column in COLUMNS])


def safe_cell(value: Any) -> Any:
    """A cell that a spreadsheet shows and does not execute; text that starts a formula gets a quote.

    >>> safe_cell("=1+1")
    "'=1+1"
    """
    if isinstance(value, str):
        value = value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
    return "" if value is None else value
