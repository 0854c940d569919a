"""Places of a user's own tables: CSV with any column names, GeoJSON and the Linked Places Format."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.cities import LEAST_EXTENT_KM, alias_kind, city_extent_km
from geomap.gazetteer.writer import Record
from geomap.model import Place

# What a column may be called, the first that is there; --columns says otherwise.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code", "pcode", "geonameid"),
    "name": ("name", "name_en", "title", "toponym", "place", "settlement"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "country": ("country", "country_code", "iso2", "ccode", "ccodes"),
    "admin1": ("admin1", "admin1_code"),
    "feature": ("feature", "feature_code", "fcode"),
    "population": ("population", "pop"),
    "radius_km": ("radius_km", "extent_km", "radius"),
    "aliases": ("aliases", "alternatenames", "alt_names", "variants", "name_ar"),
}
NEEDED = ("name", "lat", "lon")
# Linked Places' classes of GeoNames, as the commonest feature code of each.
CLASSES = {"A": "ADM2", "H": "STM", "L": "RGN", "P": "PPL", "R": "RD", "S": "SITE", "T": "MT", "V": "FRST"}
_GEONAMES = re.compile(r"(?:geonames:|gn:|https?://(?:www\.|sws\.)?geonames\.org/)(\d+)/?")


def read_csv(path: Path, *, columns: Mapping[str, str] | None = None) -> Iterator[Record]:
    """A record for each row; ``columns`` maps our words (`COLUMNS`) to the file's own."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        try:
            head = lines.readline()
            lines.seek(0)
            table = csv.DictReader(lines, delimiter=_delimiter(head))
            chosen = _chosen(path, tuple(table.fieldnames or ()), columns or {})
            for row in table:
                cells = {word: (row.get(column) or "").strip() for word, column in chosen.items()}
                yield _record(cells, path, f"{path}:{table.line_num}")
        except UnicodeDecodeError as error:
            raise GazetteerError(f"{path}: not UTF-8 ({error}); save the table as CSV UTF-8") from error
        except csv.Error as error:
            raise GazetteerError(f"{path}: not a CSV table: {error}") from error


def _delimiter(head: str) -> str:
    return max(",;\t|", key=head.count)


def _chosen(path: Path, fields: tuple[str, ...], columns: Mapping[str, str]) -> dict[str, str]:
    """Our words to the file's columns."""
    if strange := sorted(columns.keys() - COLUMNS.keys()):
        raise GazetteerError(f"--columns {strange[0]}: not one of {', '.join(COLUMNS)}")
    if missing := sorted(set(columns.values()) - set(fields)):
        raise GazetteerError(
            f"{path}: there is no column {missing[0]!r}; it has {', '.join(fields) or 'none'}"
        )
    folded = {field.strip().casefold(): field for field in reversed(fields)}
    chosen = dict(columns)
    for word, synonyms in COLUMNS.items():
        found = next((folded[s] for s in synonyms if s in folded), None)
        if word not in chosen and found:
            chosen[word] = found
    if lacking := [word for word in NEEDED if word not in chosen]:
        raise GazetteerError(
            f"{path}: which column is {lacking[0]}? It has {', '.join(fields)};"
            f" say --columns {','.join(f'{word}=COLUMN' for word in lacking)}"
        )
    return chosen


def _record(cells: Mapping[str, str], path: Path, where: str) -> Record:
    try:
        population = int(float(cells["population"])) if cells.get("population") else None
        radius = float(cells["radius_km"]) if cells.get("radius_km") else None
        place = Place(
            id=_id(cells.get("id", ""), path, where),
            name=_name(cells["name"]),
            lat=float(cells["lat"]),
            lon=float(cells["lon"]),
            feature=cells.get("feature") or "PPL",
            country=cells.get("country", "").upper() or None,
            admin1_code=cells.get("admin1") or None,
            population=population,
            extent_km=radius or city_extent_km(population),
        )
    except ValueError as error:
        raise GazetteerError(f"{where}: {error}; mend the row, or leave it out") from error
    names = [name.strip() for name in re.split(r"[|;\n]", cells.get("aliases", "")) if name.strip()]
    return Record(place=place, names=tuple((name, alias_kind(name)) for name in names))


def _name(name: str) -> str:
    if not name:
        raise ValueError("a place without a name")
    return name


def _id(given: str, path: Path, where: str) -> str:
    """GeoNames' number where the id is one, the id itself where it names its authority, else the file's."""
    if match := _GEONAMES.fullmatch(given):
        return f"geonames:{match[1]}"
    if ":" in given:
        return given
    return f"{path.stem}:{given or where.rpartition(':')[2]}"


def read_geojson(path: Path) -> Iterator[Record]:
    """A record for each feature of a GeoJSON or Linked Places file, or of each line of a ``.jsonl``."""
    for where, feature in _features(path):
        try:
            yield _feature_record(feature, path, where)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise GazetteerError(f"{where}: not a GeoJSON feature of a place ({error!r})") from error


def _features(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".jsonl":
            lines = ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip())
            yield from ((f"{path}:{number}", json.loads(line)) for number, line in lines)
            return
        found = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: not JSON: {error}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise GazetteerError(f"{path}: not a FeatureCollection; GeoJSON and Linked Places files are")
    yield from ((f"{path}: feature {number}", feature) for number, feature in enumerate(features, 1))


def _feature_record(feature: Mapping[str, Any], path: Path, where: str) -> Record:
    """The place of a feature; a shape becomes its centre with a radius that covers it."""
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry")
    if not geometry:
        raise GazetteerError(f"{where}: has no geometry; a place needs a point or a shape")
    lat, lon, radius = _centre(geometry, where)
    folded = {str(key).casefold(): value for key, value in properties.items()}
    cells = {
        word: str(value)
        for word, synonyms in COLUMNS.items()
        if (value := next((folded[s] for s in synonyms if folded.get(s) is not None), None)) is not None
    }
    cells |= {"lat": str(lat), "lon": str(lon)}
    if codes := properties.get("ccodes"):
        cells["country"] = str(codes[0]) if len(codes) == 1 else ""
    if classes := properties.get("fclasses"):
        cells.setdefault("feature", CLASSES.get(str(classes[0]), "SITE"))
    if radius:
        cells.setdefault("radius_km", str(max(radius, LEAST_EXTENT_KM)))
    cells["id"] = str(feature.get("@id") or feature.get("id") or cells.get("id") or "")
    names = [str(name["toponym"]) for name in feature.get("names") or ()]
    cells["aliases"] = "|".join([*names, cells.get("aliases", "")])
    cells.setdefault("name", names[0] if names else "")
    return _record(cells, path, where)


def _centre(geometry: Mapping[str, Any], where: str) -> tuple[float, float, float]:
    """Latitude, longitude and radius in km, 0 for a point."""
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return float(lat), float(lon), 0.0
    from geomap.geo import centre_and_radius, from_geojson

    try:
        return centre_and_radius(from_geojson(geometry))
    except ValueError as error:
        raise GazetteerError(f"{where}: a shape that cannot be read: {error}") from error
