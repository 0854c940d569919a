"""Features as columns: a hundred thousand events in a few dozen arrays, with nothing said twice.

The forms of a column are those of `packing`, and what follows from other columns is left out, as
`leaving` says; `static/columns.js` reads them back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from geomap.mapping.leaving import NEEDED, WRITTEN_ANEW
from geomap.mapping.packing import to_column

# What a source says itself; where it says the same as its event, it is left out.
_OF_EVENT: tuple[str, ...] = (
    "excerpt", "excerpt_start", "excerpt_end", "marks", "event_date", "event_date_end", "fatalities",
    "actor1", "actor2",
)  # fmt: skip
_OF_ARTICLE: tuple[str, ...] = ("title", "source", "url", "published", "published_basis")
# What the base map and its names are made from.
OF_PLACE = ("certainty", "place_id", "location_text", "location", "latitude", "longitude")
_ALWAYS = frozenset({*NEEDED, *_OF_EVENT, *OF_PLACE, "article_id", "candidates", "sources"})
_CHUNK = 300  # rows that are turned at a time, since more do not fit a processor's cache

Row = Mapping[str, Any]
Table = dict[str, Sequence[Any]]


def to_columns(
    features: Sequence[Row], table: Table, names: Sequence[str], articles: Sequence[Row]
) -> dict[str, Any]:
    """``{"n", "ids", "names", "columns", "places", "articles"}`` that hold every feature, in order.

    ``table, names`` are `to_table` of the features. ``articles`` is the list of the GeoJSON's
    ``geomap`` member; an article that only a source names is added to it.
    """
    known, places = _Articles(articles), _Places()
    ids = [feature.get("id") for feature in features]
    kept: Table = {name: values for name, values in table.items() if name in names}
    kept |= {name: make(table) for name, make in WRITTEN_ANEW.items() if name in names}
    kept |= {
        "candidates": list(map(places.numbers, table["candidates"])),
        "sources": known.sources(ids, table),
        "geometry": [_area(feature.get("geometry")) for feature in features],
    }
    shared: dict[tuple[int, str], str] = {}
    return {
        "n": len(features),
        "ids": ids,
        "names": names,
        "columns": {name: to_column(name, values, shared) for name, values in kept.items()},
        "places": places.rows,
        "articles": known.to_table(),
    }


def to_table(features: Sequence[Row]) -> tuple[Table, list[str]]:
    """The properties by name, those that geomap writes with None where missing; the names of the given."""
    rows: list[Row] = [feature.get("properties") or {} for feature in features]
    names = list(dict.fromkeys(name for row in rows[:1] for name in row))
    if set(map(len, rows)) <= {len(names)} and _ALWAYS.issubset(names):
        try:
            return _turned(names, rows), names
        except KeyError:  # as many properties, but others
            pass
    names = list(dict.fromkeys(name for row in rows for name in row))
    blank = dict.fromkeys([*names, *sorted(_ALWAYS)])
    return _turned(list(blank), [blank | dict(row) for row in rows]), names


def _turned(names: Sequence[str], rows: Sequence[Row]) -> Table:
    """For each name its values. Raises KeyError where a row lacks one."""
    table: dict[str, list[Any]] = {name: [] for name in names}
    values_of = itemgetter(*names)
    for start in range(0, len(rows), _CHUNK):
        part = zip(*map(values_of, rows[start : start + _CHUNK]), strict=True)
        for name, values in zip(names, part, strict=True):
            table[name].extend(values)
    return {**table}


def _area(geometry: Any) -> Any:
    """None for a point: latitude and longitude say it."""
    return None if geometry is None or geometry.get("type") == "Point" else geometry


class _Places:
    """Every candidate place once; an event has ``(row number, score, ...)``."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._pairs: dict[tuple[str, ...], dict[tuple[Any, ...], tuple[int, float]]] = {}

    def numbers(self, candidates: Sequence[Row] | None) -> tuple[float, ...]:
        found: tuple[float, ...] = ()
        for candidate in candidates or ():
            pairs = self._pairs.setdefault(tuple(candidate), {})
            key = tuple(candidate.values())
            found += pairs.get(key) or pairs.setdefault(key, self._pair(candidate))
        return found

    def _pair(self, candidate: Row) -> tuple[int, float]:
        place = dict(candidate)
        score = place.pop("score", None) or 0
        number = self._numbers.setdefault(tuple(place.items()), len(self.rows))
        if number == len(self.rows):
            self.rows.append(place)
        return number, score


_of_event: Callable[[Row], tuple[Any, ...]] = itemgetter(*_OF_EVENT)
_of_article: Callable[[Row], tuple[Any, ...]] = itemgetter(*_OF_ARTICLE)


class _Articles:
    """Every article once; a source has its row number and what differs from the event it belongs to."""

    def __init__(self, articles: Sequence[Row]) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[Any, int] = {}
        self._said: dict[Any, tuple[Any, ...]] = {}
        for article in articles:
            self._add(dict(article))

    def _add(self, article: dict[str, Any]) -> int:
        number = self._numbers[article.get("id")] = len(self.rows)
        self.rows.append(article)
        self._said[article.get("id")] = tuple(article.get(name) for name in _OF_ARTICLE)
        return number

    def to_table(self) -> dict[str, Any]:
        """``{"names": [...], "rows": [[...], ...]}``."""
        names = list(dict.fromkeys(name for row in self.rows for name in row))
        return {"names": names, "rows": [[row.get(name) for name in names] for row in self.rows]}

    def sources(self, ids: Sequence[Any], table: Table) -> list[list[dict[str, Any]] | None]:
        """For each event its sources.

        None where the only source is the event's own article and says what the event says.
        """
        told = zip(*(table[name] for name in _OF_EVENT), strict=True)
        return list(map(self._of, table["sources"], ids, table["article_id"], told))

    def _of(
        self, sources: Sequence[Row] | None, event_id: Any, article: Any, told: tuple[Any, ...]
    ) -> list[dict[str, Any]] | None:
        if sources and len(sources) == 1 and self._says_the_same(sources[0], event_id, article, told):
            return None
        row = dict(zip(_OF_EVENT, told, strict=True))
        return [self._source(source, event_id, row) for source in sources or ()]

    def _says_the_same(self, source: Row, event_id: Any, article: Any, told: tuple[Any, ...]) -> bool:
        try:
            return (
                source["event_id"] == event_id
                and source["article_id"] == article
                and _of_event(source) == told
                and _of_article(source) == self._said[article]
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
