"""Features as columns: a hundred thousand events in a few dozen arrays, with nothing said twice.

`static/columns.js` reads them back. A column is one of

    {"all": value}                          the same for every event
    {"each": [...]}                         one value an event
    {"values": [...], "index": [...]}       values that repeat, by number
    {"some": {"7": value}, "else": value}   what few events have
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

KINDS = {"what": 0, "where": 1, "when": 2, "who": 3}  # of marks
# What a source says itself; where it says the same as its event, it is left out.
_OF_EVENT = (
    "excerpt", "excerpt_start", "excerpt_end", "marks", "event_date", "event_date_end", "fatalities",
    "actor1", "actor2",
)  # fmt: skip
_OF_ARTICLE = ("title", "source", "url", "published", "published_basis")
_WRITTEN_ANEW = frozenset({"notes", "trigger", "marks", "candidates", "sources"})
_FEW = 0.1  # share of events below which a column holds only those that have a value

Row = Mapping[str, Any]


def to_columns(features: Sequence[Row], articles: Sequence[Row]) -> dict[str, Any]:
    """``{"n", "ids", "columns", "places", "articles"}`` that hold every feature, in order.

    ``articles`` is the list of the GeoJSON's ``geomap`` member; an article that only a source names
    is added to it.
    """
    rows = [feature.get("properties") or {} for feature in features]
    known = _Articles(articles)
    places = _Places()
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: _column([row.get(name) for row in rows]) for name in names if name not in _WRITTEN_ANEW}
    columns |= {
        "notes": _column([_note(row) for row in rows]),
        "trigger": _column([_trigger(row) for row in rows]),
        "marks": _column([_flat(row.get("marks") or ()) for row in rows]),
        "candidates": _column([places.numbers(row.get("candidates") or ()) for row in rows]),
        "sources": _column([known.sources(feature) for feature in features]),
        "geometry": _column([_area(feature.get("geometry")) for feature in features]),
    }
    return {
        "n": len(rows),
        "ids": [feature.get("id") for feature in features],
        "names": list(names),
        "columns": columns,
        "places": places.rows,
        "articles": known.rows,
    }


def _column(values: list[Any]) -> dict[str, Any]:
    """The shortest of the four forms."""
    if not values:
        return {"all": None}
    first = values[0]
    if all(value is first or (value == first and type(value) is type(first)) for value in values):
        return {"all": first}
    missing = values.count(None)
    if len(values) - missing <= _FEW * len(values):
        return {"some": {str(i): v for i, v in enumerate(values) if v is not None}, "else": None}
    if all(isinstance(value, (str, tuple, type(None))) for value in values):
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        if len(numbers) <= len(values) / 2:
            return {"values": list(numbers), "index": [numbers[value] for value in values]}
    return {"each": values}


def _note(row: Row) -> Any:
    """The note up to the excerpt it ends with; the page adds that."""
    note, excerpt = row.get("notes"), row.get("excerpt")
    if isinstance(note, str) and isinstance(excerpt, str):
        end = f"“{' '.join(excerpt.split())}”"
        if note.endswith(end):
            return (note[: -len(end)],)
    return note


def _trigger(row: Row) -> Any:
    """None where the trigger is the stretch of the excerpt that the offsets say."""
    trigger, excerpt = row.get("trigger"), row.get("excerpt")
    start, begin = row.get("trigger_start"), row.get("excerpt_start")
    if isinstance(trigger, str) and isinstance(excerpt, str) and start is not None and begin is not None:
        at = start - begin
        if at >= 0 and excerpt[at : at + len(trigger)] == trigger:
            return None
    return trigger


def _flat(marks: Sequence[Sequence[Any]]) -> tuple[int, ...]:
    return tuple(
        number
        for kind, start, end in marks
        if kind in KINDS
        for number in (KINDS[kind], int(start), int(end))
    )


def _area(geometry: Any) -> Any:
    """None for a point: latitude and longitude say it."""
    return None if geometry is None or geometry.get("type") == "Point" else geometry


class _Places:
    """Every candidate place once; an event has ``(row number, score, ...)``."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def numbers(self, candidates: Sequence[Row]) -> tuple[float, ...]:
        found: list[float] = []
        for candidate in candidates:
            key = tuple(value for name, value in candidate.items() if name != "score")
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers[key] = len(self.rows)
                self.rows.append({name: value for name, value in candidate.items() if name != "score"})
            found += (number, candidate.get("score") or 0)
        return tuple(found)


class _Articles:
    """Every article once; a source has its row number and what differs from the event it belongs to."""

    def __init__(self, articles: Sequence[Row]) -> None:
        self.rows: list[dict[str, Any]] = [dict(article) for article in articles]
        self._numbers = {article.get("id"): number for number, article in enumerate(self.rows)}

    def sources(self, feature: Row) -> list[dict[str, Any]] | None:
        """None where the only source is the event's own article and says what the event says."""
        row = feature.get("properties") or {}
        written = [self._source(source, feature.get("id"), row) for source in row.get("sources") or ()]
        own = self._numbers.get(row.get("article_id"))
        return None if written == [{"article": own}] else written

    def _source(self, source: Row, event_id: Any, row: Row) -> dict[str, Any]:
        identifier = source.get("article_id")
        if identifier not in self._numbers:
            self._numbers[identifier] = len(self.rows)
            self.rows.append({"id": identifier, **{name: source.get(name) for name in _OF_ARTICLE}})
        number = self._numbers[identifier]
        article = self.rows[number]
        found: dict[str, Any] = {"article": number}
        if source.get("event_id") != event_id:
            found["event_id"] = source.get("event_id")
        found |= {name: source.get(name) for name in _OF_EVENT if source.get(name) != row.get(name)}
        found |= {name: source.get(name) for name in _OF_ARTICLE if source.get(name) != article.get(name)}
        return found
