"""Names on the base map: cities and waters from the gazetteer, in the spelling that the articles use."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from geomap.countries import countries
from geomap.mapping.basemap import AROUND, NEAR, country_centres
from geomap.mapping.columns import OF_PLACE, Table
from geomap.mapping.windows import Windows

CITIES, EVERYWHERE = 2500, 150  # most names: around the events, and on the rest of the Earth
_BLOCK = 3  # degrees of a block, in which there are so many names at most, near an event and further off
_NEAR_IN_BLOCK, _IN_BLOCK = 16, 4
_SMALLEST = 5_000  # inhabitants of a place near an event that may get a name
_ARABIC = re.compile("[ء-غف-ي ]+")
# Countries whose names come to the gazetteer from Arabic script.
_TRANSLITERATED = (
    frozenset({"AE", "AF", "BH", "DJ", "DZ", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR"})
    | frozenset({"OM", "PK", "PS", "QA", "SA", "SD", "SY", "TN", "YE"})
)  # fmt: skip
_SIGNS = {ord(sign): None for sign in "ʻʼʿʾ‘’`'"}
_WATERS = ("LK", "STM", "SEA", "GULF", "RSV")
_MILLION = 1_000_000
_QUERY = """
SELECT id, ref, name, lat, lon, feature, country, population, names FROM place
WHERE feature IN ('PPLC', 'LK', 'STM', 'SEA', 'GULF', 'RSV') OR feature LIKE 'PPL%' AND (
    population >= :million
    OR population >= :smallest AND lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east)
ORDER BY population * (1 + (length(coalesce(names, '')) >= 40)) DESC, id
"""  # what many languages name goes before what has as many people: Mosul before Al Mawsil al Jadidah in it


def to_labels(points: Iterable[tuple[float, float]], table: Table, language: str) -> dict[str, Any]:
    """``{"cities": [[name, lat, lon, rank]], "waters": [[name, lat, lon, is_river]]}``, important first.

    Rank 1 is a capital or a city of a million, 5 a small town. A page in Arabic has Arabic names where
    the gazetteer knows them. Without a gazetteer only the places of exact events have names.
    """
    points = sorted(set(points))
    near, around = Windows(points, pad=NEAR), Windows(points, pad=AROUND)
    spelled = spellings(table)
    cities: list[tuple[int, list[Any]]] = []
    waters: list[list[Any]] = []
    elsewhere: list[list[Any]] = []
    seen: set[str] = set()
    free, free_water, blocks = _Ground(), _Ground(), Counter[tuple[float, float]]()
    for row in _places(around):
        lat, lon = row["lat"], row["lon"]
        rank = _rank(row["feature"], row["population"] or 0)
        if rank > 1 and not around.holds(lat, lon):
            continue
        identifier = row["ref"] or f"geonames:{row['id']}"
        known = _arabic(row["names"]) if language == "ar" else None
        name = known or spelled.get(identifier, (_plain(row["name"], row["country"]),))[0]
        label = [name, round(lat, 3), round(lon, 3)]
        if row["feature"] in _WATERS:
            if row["feature"] == "STM" or free_water.claim(lat, lon):  # some have two names
                waters.append([*label, row["feature"] == "STM"])
        elif not around.holds(lat, lon):
            elsewhere.append([*label, rank])
        elif (is_near := near.holds(lat, lon)) or rank < 4:
            suburb = identifier not in spelled and not free.claim(lat, lon)
            block = (lat // _BLOCK, lon // _BLOCK)
            blocks[block] += not suburb
            if identifier in spelled or blocks[block] <= (_NEAR_IN_BLOCK if is_near else _IN_BLOCK):
                cities.append((blocks[block], [*label, 5 if suburb else rank]))
                seen.add(identifier)
    named = [city for _, city in sorted(cities, key=lambda city: city[0])[:CITIES]]
    named += elsewhere[:EVERYWHERE] + [[*spelled[key], 5] for key in sorted(spelled.keys() - seen)]
    return {"cities": sorted(named, key=lambda city: city[3]), "waters": waters}


def spellings(table: Table) -> dict[str, tuple[str, float, float]]:
    """For each place with an exact event the name that most articles give it, and its point."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    rows = zip(*(table[name] for name in OF_PLACE), strict=True)
    exact = [row[1:] for row in rows if row[0] == "exact" and row[1] and row[4] is not None]
    for (key, text, name), count in Counter(row[:3] for row in exact).items():
        text = text or name or ""
        if text[:1].isupper() and len(text) <= 40 and text.isprintable():
            names[key][text] += count
    points = {key: (lat, lon) for key, _, _, lat, lon in exact}
    return {key: (min(names[key], key=lambda n: (-names[key][n], n)), *points[key]) for key in names}


def to_countries() -> list[list[Any]]:
    """``[alpha-2 code, lat, lon, width, ISO number, English name]``, large ones first.

    The point is where the name of the country stands best.
    """
    centres = country_centres()
    rows = [
        [code, *centres[country.alpha3], country.numeric, country.name]
        for code, country in sorted(countries().items())
        if country.alpha3 in centres
    ]
    return sorted(rows, key=lambda row: (-float(row[3]), row[0]))


class _Ground:
    """Cells of a fifth of a degree; a place beside a larger one that has its cell is a suburb."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()

    def claim(self, lat: float, lon: float) -> bool:
        row, column = round(lat * 5), round(lon * 5)
        cells = {(row + dy, column + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
        if (row, column) in self._taken:
            return False
        self._taken |= cells
        return True


def _places(around: Windows) -> list[Mapping[str, Any]]:
    """Rows of the gazetteer that may be named: large cities anywhere, smaller ones in the box."""
    path = files("geomap").joinpath("_assets", "gazetteer.sqlite")
    if not path.is_file():
        return []
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        west, south, east, north = around.box()
        box = {"west": west, "south": south, "east": east, "north": north}
        return connection.execute(_QUERY, {"million": _MILLION, "smallest": _SMALLEST, **box}).fetchall()
    finally:
        connection.close()


def _arabic(names: str | None) -> str | None:
    """The first name in Arabic letters without those that only Persian, Kurdish or Urdu have."""
    return next((name for name in (names or "").split("\n") if _ARABIC.fullmatch(name)), None)


def _plain(name: str, country: str | None) -> str:
    """The name without the signs of a transliteration, which no newspaper prints: Hamah, not Ḩamāh."""
    if name.isascii() or country not in _TRANSLITERATED:
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_SIGNS).strip()


def _rank(feature: str, population: int) -> int:
    if feature == "PPLC" or population >= _MILLION:
        return 1
    return 2 if population >= 300_000 else 3 if population >= 80_000 else 4 if population >= 25_000 else 5
