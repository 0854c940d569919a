"""Features as columns: a hundred thousand events in a few dozen arrays, with nothing said twice.

`static/columns.js` reads them back. A column is one of

    {"all": value}                          the same for every event
    {"each": [...]}                         one value an event
    {"values": [...], "index": [...]}       values that repeat, by number; columns that repeat alike share
    {"values": [...], "index": "name"}      one index, which stands in the first of them
    {"some": {"7": value}, "else": value}   what few events have

and what follows from other columns is left out: see `_WRITTEN_ANEW`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

KINDS = {"what": 0, "where": 1, "when": 2, "who": 3}  # of marks
# What a source says itself; where it says the same as its event, it is left out.
_OF_EVENT: tuple[str, ...] = (
    "excerpt", "excerpt_start", "excerpt_end", "marks", "event_date", "event_date_end", "fatalities",
    "actor1", "actor2",
)  # fmt: skip
_OF_ARTICLE: tuple[str, ...] = ("title", "source", "url", "published", "published_basis")
_FEW = 0.1  # share of events below which a column holds only those that have a value
_CHUNK = 2000  # rows that are written at a time
_TEXTS = {str, tuple, type(None)}

Row = Mapping[str, Any]


def to_columns(features: Sequence[Row], articles: Sequence[Row]) -> dict[str, Any]:
    """``{"n", "ids", "names", "columns", "places", "articles"}`` that hold every feature, in order.

    ``articles`` is the list of the GeoJSON's ``geomap`` member; an article that only a source names
    is added to it.
    """
    known = _Articles(articles)
    places = _Places()
    rows, names = _rows_of(features)
    plain = [name for name in names if name not in _NESTED]
    anew = {name: make for name, make in _WRITTEN_ANEW.items() if name in names}
    written: dict[str, list[Any]] = {name: [] for name in (*names, "candidates", "sources", "geometry")}
    for start in range(0, len(rows), _CHUNK):
        part, features_part = rows[start : start + _CHUNK], features[start : start + _CHUNK]
        for name, values in zip(plain, _transposed(plain, part), strict=True):
            written[name].extend(values)
        for name, make in anew.items():
            written[name].extend(map(make, part))
        written["candidates"].extend(places.numbers(row["candidates"] or ()) for row in part)
        pairs = zip(features_part, part, strict=True)
        written["sources"].extend(known.sources(feature.get("id"), row) for feature, row in pairs)
        written["geometry"].extend(_area(feature.get("geometry")) for feature in features_part)
    shared: dict[tuple[int, ...], str] = {}
    return {
        "n": len(rows),
        "ids": [feature.get("id") for feature in features],
        "names": names,
        "columns": {name: _column(name, values, shared) for name, values in written.items()},
        "places": places.rows,
        "articles": known.to_table(),
    }


def _rows_of(features: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The properties of every feature, those that geomap writes with None where missing; their names."""
    rows: list[Row] = [feature.get("properties") or {} for feature in features]
    shapes = dict.fromkeys(map(tuple, rows))
    names = list(dict.fromkeys(name for shape in shapes for name in shape))
    if len(shapes) > 1 or any(not _KNOWN.issubset(shape) for shape in shapes):
        blank = _NOTHING | dict.fromkeys(names)
        rows = [blank | dict(row) for row in rows]
    return rows, names


def _transposed(names: Sequence[str], rows: Sequence[Row]) -> Iterable[Sequence[Any]]:
    """For each name its values; a few thousand rows at a time, since more do not fit a processor's cache."""
    if len(names) < 2:
        return [[row[name] for row in rows] for name in names]
    return zip(*map(itemgetter(*names), rows), strict=True)


def _column(name: str, values: Sequence[Any], shared: dict[tuple[int, ...], str]) -> dict[str, Any]:
    """The shortest of the forms."""
    if not values:
        return {"all": None}
    types = set(map(type, values))
    if len(types) == 1 and values.count(values[0]) == len(values):
        return {"all": values[0]}
    if len(values) - values.count(None) <= _FEW * len(values):
        return {"some": {str(i): v for i, v in enumerate(values) if v is not None}, "else": None}
    if types <= _TEXTS or types == {float}:
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        if len(numbers) <= len(values) / 2:
            index = tuple(map(numbers.__getitem__, values))
            first = shared.setdefault(index, name)
            return {"values": list(numbers), "index": index if first == name else first}
    return {"each": values}


def _note(row: Row) -> Any:
    """The note up to the excerpt it ends with, None where the rest follows from the properties too."""
    note, excerpt = row["notes"], row["excerpt"]
    if not isinstance(note, str) or not isinstance(excerpt, str):
        return note
    is_plain = excerpt.isprintable() and "  " not in excerpt and excerpt.strip() == excerpt
    end = f": “{excerpt if is_plain else ' '.join(excerpt.split())}”"  # most need no splitting
    if not note.endswith(end):
        return note
    head = note[: -len(end)]
    return None if head == _facts(row) else (head,)


_FACTS = itemgetter(
    "sub_event_type", "event_type", "status", "location", "country", "event_date", "event_date_end"
)  # fmt: skip


def _facts(row: Row) -> str:
    """How `geomap.exporters` begins a note."""
    sub, kind, status, place, country, start, end = _FACTS(row)
    said = "" if status == "reported" or not status else f" ({status.replace('_', ' ')})"
    where = f"{place}, {country}" if place and country and place != country else place or country
    when = f"{start} to {end}" if start and end and start != end else start or end
    return f"{sub or kind}{said}; {where or 'place not known'}; {when or 'date not known'}"


_TRIGGER = itemgetter("trigger", "excerpt", "trigger_start", "trigger_end", "excerpt_start")


def _trigger(row: Row) -> Any:
    """None where the trigger is the stretch of the excerpt that the offsets say."""
    trigger, excerpt, start, end, begin = _TRIGGER(row)
    if isinstance(trigger, str) and isinstance(excerpt, str) and start is not None and begin is not None:
        at = start - begin
        if at >= 0 and end == start + len(trigger) and excerpt.startswith(trigger, at):
            return None
    return trigger


def _trigger_offset(name: str, place: int) -> Callable[[Row], Any]:
    """None where the first mark of what happened says the offset."""

    def offset(row: Row) -> Any:
        begin, value = row["excerpt_start"], row[name]
        for mark in row["marks"] or ():
            if mark[0] == "what":
                return None if begin is not None and value == begin + mark[place] else value
        return value

    return offset


def _excerpt_end(row: Row) -> Any:
    start, end, excerpt = row["excerpt_start"], row["excerpt_end"], row["excerpt"]
    return None if start is not None and isinstance(excerpt, str) and end == start + len(excerpt) else end


def _year(row: Row) -> Any:
    day, year = row["event_date"], row["year"]
    return None if isinstance(day, str) and day[:4] == str(year) else year


def _marks(row: Row) -> tuple[int, ...]:
    """``(kind, start, end, ...)``, kinds as numbers."""
    marks = row["marks"] or ()
    return tuple([n for kind, start, end in marks if kind in KINDS for n in (KINDS[kind], start, end)])


# Properties that the page can put together from the others, with what must be kept of them.
_WRITTEN_ANEW: Mapping[str, Callable[[Row], Any]] = {
    "notes": _note,
    "trigger": _trigger,
    "trigger_start": _trigger_offset("trigger_start", 1),
    "trigger_end": _trigger_offset("trigger_end", 2),
    "excerpt_end": _excerpt_end,
    "year": _year,
    "marks": _marks,
}
_NESTED = frozenset({*_WRITTEN_ANEW, "candidates", "sources"})
_KNOWN = frozenset(
    {*_NESTED, *_OF_EVENT, "article_id", "status", "location", "country", "event_type", "sub_event_type"}
)
_NOTHING = dict.fromkeys(sorted(_KNOWN))


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
            place = dict(candidate)
            score = place.pop("score", None) or 0
            key = tuple(place.values())
            number = self._numbers.setdefault(key, len(self.rows))
            if number == len(self.rows):
                self.rows.append(place)
            found += (number, score)
        return tuple(found)


_of_event: Callable[[Row], tuple[Any, ...]] = itemgetter(*_OF_EVENT)
_of_article: Callable[[Row], tuple[Any, ...]] = itemgetter(*_OF_ARTICLE)


class _Articles:
    """Every article once; a source has its row number and what differs from the event it belongs to."""

    def __init__(self, articles: Sequence[Row]) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[Any, int] = {}
        self._said: list[tuple[Any, ...]] = []
        for article in articles:
            self._add(dict(article))

    def _add(self, article: dict[str, Any]) -> int:
        number = self._numbers[article.get("id")] = len(self.rows)
        self.rows.append(article)
        self._said.append(tuple(article.get(name) for name in _OF_ARTICLE))
        return number

    def to_table(self) -> dict[str, Any]:
        """``{"names": [...], "rows": [[...], ...]}``."""
        names = list(dict.fromkeys(name for row in self.rows for name in row))
        return {"names": names, "rows": [[row.get(name) for name in names] for row in self.rows]}

    def sources(self, event_id: Any, row: Row) -> list[dict[str, Any]] | None:
        """None where the only source is the event's own article and says what the event says."""
        sources: Sequence[Row] = row["sources"] or ()
        if len(sources) == 1 and self._says_the_same(sources[0], event_id, row):
            return None
        return [self._source(source, event_id, row) for source in sources]

    def _says_the_same(self, source: Row, event_id: Any, row: Row) -> bool:
        number = self._numbers.get(row["article_id"])
        try:
            return (
                number is not None
                and source["article_id"] == row["article_id"]
                and source["event_id"] == event_id
                and _of_event(source) == _of_event(row)
                and _of_article(source) == self._said[number]
            )
        except KeyError:
            return False

    def _source(self, source: Row, event_id: Any, row: Row) -> dict[str, Any]:
        identifier = source.get("article_id")
        number = self._numbers.get(identifier)
        if number is None:
            number = self._add({"id": identifier, **{name: source.get(name) for name in _OF_ARTICLE}})
        article = self.rows[number]
        found: dict[str, Any] = {"article": number}
        if source.get("event_id") != event_id:
            found["event_id"] = source.get("event_id")
        found |= {name: source.get(name) for name in _OF_EVENT if source.get(name) != row.get(name)}
        found |= {name: source.get(name) for name in _OF_ARTICLE if source.get(name) != article.get(name)}
        return found
