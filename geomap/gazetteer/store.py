"""One gazetteer file, opened for reading: rows by key, by sound, by place."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from geomap.errors import GazetteerError
from geomap.gazetteer.schema import FIRST_OWN_ID, NOWHERE, SCHEMA_VERSION
from geomap.names import KEYS_VERSION

_PLACE = "id, ref, name, lat, lon, feature, country, admin1, admin2, population, extent_km, course"
_QUALIFIED = ", ".join(f"p.{column.strip()}" for column in _PLACE.split(","))
_BY_KEY = (
    f"SELECT {_QUALIFIED}, n.kind FROM name n JOIN place p ON p.id = n.place_id WHERE n.key = ?"
    " ORDER BY p.population DESC LIMIT ?"
)


class PlaceRow(NamedTuple):
    """A row of `place`, without its other names."""

    id: int
    ref: str | None
    name: str
    lat: float
    lon: float
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int | None
    extent_km: float | None
    course: str | None

    @property
    def place_id(self) -> str:
        """The full id: the file's own, or GeoNames' number."""
        return self.ref or f"geonames:{self.id}"


class Sounds(NamedTuple):
    """Consonant keys, and beside each the number of a place with a name that sounds so."""

    keys: list[str]
    places: list[int]


class Store:
    """A gazetteer file. Nothing is read at opening but its `meta`; `close` it when done."""

    def __init__(self, path: Path) -> None:
        """Raises `GazetteerError` where the file is missing, damaged or of another version."""
        self.path = path
        if not path.is_file():
            raise GazetteerError(
                f"{path}: there is no such gazetteer; `geomap gazetteer build` makes the built-in one,"
                " `geomap gazetteer import` one of your own"
            )
        try:
            # immutable: no locks and no journal, so that a read-only folder will do
            self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._database.execute("PRAGMA mmap_size = 268435456")
            self.meta = dict(self._database.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"{path}: not a gazetteer file of geomap ({error}); build or import it anew"
            ) from error
        made = self.meta.get("schema"), self.meta.get("keys")
        if made != (str(SCHEMA_VERSION), str(KEYS_VERSION)):
            self.close()
            raise GazetteerError(f"{path}: made by another version of geomap; build or import it anew")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def by_key(self, key: str, limit: int) -> list[tuple[PlaceRow, int]]:
        """Places with a name of this key and the kind of that name, most populous first."""
        rows = self._database.execute(_BY_KEY, (key, limit)).fetchall()
        return [(PlaceRow._make(row[:-1]), row[-1]) for row in rows]

    def by_sound(self, sound: str, countries: Collection[str]) -> list[int]:
        """Numbers of places with a name of this consonant key, in these countries or, if none, everywhere."""
        where = sorted(countries) or self._countries()
        marks = ",".join("?" * len(where))
        query = f"SELECT DISTINCT place_id FROM roman WHERE country IN ({marks}) AND key = ?"
        return [number for (number,) in self._database.execute(query, (*where, sound))]

    def sounds(self, country: str) -> Sounds:
        """Every consonant key of a country with its place's number."""
        query = "SELECT key, place_id FROM roman WHERE country = ? ORDER BY key, place_id"
        rows = self._database.execute(query, (country,)).fetchall()
        return Sounds([key for key, _ in rows], [number for _, number in rows])

    def places(self, numbers: Collection[int]) -> Iterator[tuple[PlaceRow, tuple[str, ...]]]:
        """Places by number, with their other names."""
        query = f"SELECT {_PLACE}, names FROM place WHERE id = ?"
        for number in sorted(numbers):
            for row in self._database.execute(query, (number,)):
                yield PlaceRow._make(row[:-1]), tuple(row[-1].split("\n")) if row[-1] else ()

    def of_country(self, country: str) -> Iterator[tuple[PlaceRow, tuple[str, ...]]]:
        """Every place of a country with its other names, by number."""
        query = "SELECT id FROM place WHERE country = ? ORDER BY id"
        numbers = [number for (number,) in self._database.execute(query, (country,))]
        yield from self.places(numbers)

    def by_id(self, place_id: str) -> tuple[PlaceRow, tuple[str, ...]] | None:
        """A place by its full id, "geonames:170794" or one of the file's own."""
        authority, _, key = place_id.partition(":")
        if authority == "geonames" and key.isdecimal() and int(key) < FIRST_OWN_ID:
            number = int(key)
        else:
            row = self._database.execute("SELECT id FROM place WHERE ref = ?", (place_id,)).fetchone()
            if row is None:
                return None
            number = row[0]
        return next(self.places([number]), None)

    def division(self, code: str) -> str | None:
        """Name of the first-level division with this code, "SY.07"."""
        query = "SELECT name FROM place WHERE admin1 = ? AND feature = 'ADM1' ORDER BY id LIMIT 1"
        row = self._database.execute(query, (code,)).fetchone()
        return row[0] if row else None

    def within(
        self, south: float, west: float, north: float, east: float, features: Collection[str], limit: int
    ) -> list[PlaceRow]:
        """Places in a box, most populous first; a box with ``west > east`` crosses the antimeridian."""
        span = "lon BETWEEN ? AND ?" if west <= east else "(lon >= ? OR lon <= ?)"
        kinds = f" AND feature IN ({','.join('?' * len(features))})" if features else ""
        query = (
            f"SELECT {_PLACE} FROM place WHERE lat BETWEEN ? AND ? AND {span}{kinds}"
            " ORDER BY population DESC, id LIMIT ?"
        )
        values = (south, north, west, east, *sorted(features), limit)
        return [PlaceRow._make(row) for row in self._database.execute(query, values)]

    def surfaces(self) -> list[tuple[str, str]]:
        """Names that a recogniser may take for granted, each with "LOC", "ADJ" or "TOWN"."""
        return self._database.execute("SELECT name, tag FROM surface ORDER BY name, tag").fetchall()

    def counts(self) -> dict[str, int]:
        """Number of places by kind: countries, divisions and so on."""
        query = "SELECT feature, count(*) FROM place GROUP BY feature ORDER BY feature"
        return dict(self._database.execute(query).fetchall())

    def _countries(self) -> list[str]:
        if not hasattr(self, "_known"):
            # a loose index scan: one seek a country
            query = (
                "WITH RECURSIVE c(code) AS (SELECT min(country) FROM roman UNION ALL"
                " SELECT (SELECT min(country) FROM roman WHERE country > code) FROM c WHERE code IS NOT NULL)"
                " SELECT code FROM c WHERE code IS NOT NULL"
            )
            self._known = [code for (code,) in self._database.execute(query)] or [NOWHERE]
        return self._known
