"""The tables in `gazetteer/`: countries, divisions, regions, villages, aliases, the conflict pack."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.cities import alias_kind, city_extent_km
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.writer import Record
from geomap.model import Place

KINDS = {
    "main": NameKind.MAIN,
    "alias": NameKind.ALIAS,
    "demonym": NameKind.DEMONYM,
    "abbreviation": NameKind.ABBREVIATION,
    "code": NameKind.CODE,
}
Row = Mapping[str, str]


def tables_folder() -> Path:
    """The tables inside an installed geomap, or those of the repository it runs from."""
    package = Path(__file__).parent.parent
    for folder in (package / "_assets" / "tables", package.parent / "gazetteer"):
        if (folder / "countries.csv").is_file():
            return folder
    raise GazetteerError("the gazetteer's tables are missing from this installation; reinstall geomap")


def rows(path: Path) -> Iterator[Row]:
    """Rows of a table; none where there is no such table. Lines that begin with # are notes."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if None in row or None in row.values():
                raise GazetteerError(f"{path.name}: a row with the wrong number of columns: {row}")
            yield row


def countries(folder: Path) -> Iterator[Record]:
    """Countries and territories, by their ISO 3166-1 codes."""
    for row in rows(folder / "countries.csv"):
        place = Place(
            id=f"geonames:{row['geonames']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            feature=row.get("feature") or "PCLI",
            country=row["code"],
            population=number(row["population"]),
            extent_km=float(row["extent_km"]),
        )
        yield Record(place=place, names=_aliases(row))


def divisions(folder: Path) -> Iterator[Record]:
    """First-level divisions, by GeoNames' codes."""
    for row in rows(folder / "admin1.csv"):
        place = Place(
            id=f"geonames:{row['geonames']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            feature="ADM1",
            country=row["code"][:2],
            admin1=row["name"],
            admin1_code=row["code"],
            population=number(row["population"]),
            extent_km=float(row["extent_km"]),
        )
        yield Record(place=place, names=_aliases(row))


def districts(folder: Path, parents: Mapping[str, Place]) -> Iterator[Record]:
    """Second-level divisions. One without a point of its own has its parent's, and no extent."""
    for row in rows(folder / "admin2.csv"):
        division = row["code"].rpartition(".")[0]
        parent = parents.get(division)
        if not row["lat"] and parent is None:
            raise GazetteerError(f"admin2.csv: {row['code']} has no point, and admin1.csv has no {division}")
        known = bool(row["lat"])
        place = Place(
            id=f"geonames:{row['geonames']}" if row["geonames"] else f"geomap:{row['code'].lower()}",
            name=row["name"],
            lat=float(row["lat"]) if known or parent is None else parent.lat,
            lon=float(row["lon"]) if known or parent is None else parent.lon,
            feature="ADM2",
            country=row["code"][:2],
            admin1_code=division,
            admin2=row["name"],
            extent_km=number(row["extent_km"]),
        )
        yield Record(place=place)


def courses(folder: Path) -> dict[str, tuple[tuple[float, float], ...]]:
    """Points (lat, lon) along rivers and roads, by the id of the place."""
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows(folder / "courses.csv"):
        found[row["id"]].append((float(row["lat"]), float(row["lon"])))
    return {place_id: tuple(points) for place_id, points in found.items()}


def own_places(path: Path) -> Iterator[Record]:
    """Rows of regions.csv, conflict.csv and places.csv: places that no list of cities has."""
    along = courses(path.parent)
    for row in rows(path):
        population = number(row.get("population", ""))
        extent = row["radius_km"]
        place = Place(
            id=row["id"],
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            feature=row["feature"],
            country=row["country"] or None,
            admin1_code=row.get("admin1") or None,
            population=population,
            extent_km=float(extent) if extent else city_extent_km(population),
            course=along.get(row["id"], ()),
        )
        yield Record(place=place, names=_aliases(row))


def more_names(folder: Path) -> Iterator[tuple[str, str, NameKind]]:
    """Rows of aliases.csv: id of a place, one more name, what kind of name."""
    for row in rows(folder / "aliases.csv"):
        yield row["id"], row["name"], KINDS[row["kind"]]


def capitals(folder: Path) -> frozenset[str]:
    """Ids of the capitals."""
    return frozenset(f"geonames:{row['capital']}" for row in rows(folder / "countries.csv") if row["capital"])


def number(cell: str) -> int | None:
    """A whole number; None for an empty cell."""
    return int(float(cell)) if cell else None


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell, between bars; none of them empty."""
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)


def _aliases(row: Row) -> tuple[tuple[str, NameKind], ...]:
    """The names in a row's cells, which are parted by bars."""
    names = [
        (name, alias_kind(name)) for column in ("arabic", "aliases") for name in split(row.get(column, ""))
    ]
    names += [(name, _abbreviation_kind(name)) for name in split(row.get("abbreviations", ""))]
    return (*names, *((name, NameKind.DEMONYM) for name in split(row.get("demonyms", ""))))


def _abbreviation_kind(name: str) -> NameKind:
    """Initials ("U.S.", "UAE") are a code: only capitals mean the place."""
    return NameKind.CODE if name.replace(".", "").isupper() else NameKind.ABBREVIATION
