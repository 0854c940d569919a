"""Reading a GeoJSON of events again: checked, so that what is drawn from it can be trusted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.exporters.schema import LISTS, PROPERTIES, REQUIRED, ROWS_OPTIONAL, ROWS_REQUIRED

_POINTS = {
    "Point": 0,
    "LineString": 1,
    "MultiPoint": 1,
    "Polygon": 2,
    "MultiLineString": 2,
    "MultiPolygon": 3,
}


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _marks(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(m, list) and len(m) == 3 and _text(m[0]) and _whole(m[1]) and _whole(m[2]) for m in value
    )


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "text": _text,
    "date": _day,
    "whole": _whole,
    "number": _number,
    "marks": _marks,
    "objects": _objects,
    "object": _object,
}
_MEMBERS: Mapping[str, Callable[[Any], bool]] = {
    "version": _text,
    "gazetteer": _object,
    "attribution": _texts,
    "articles": _objects,
    "ledger": _objects,
    "cuts": _objects,
    "flows": _objects,
    "zones": _objects,
}


def read_geojson(path: Path) -> dict[str, Any]:
    """The collection that geomap wrote to this GeoJSON or GeoParquet file.

    Raises `InputError` that names the first thing that is wrong: not JSON, not geomap's, a feature
    without an excerpt, a position that is not on Earth. Missing optional properties become None.
    """
    if path.suffix.lower() in {".parquet", ".geoparquet"}:
        from geomap.exporters.parquet import read_collection

        return checked(read_collection(path), str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8: {error.reason} at byte {error.start}") from error
    try:
        collection = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), f"is not JSON: {error}") from error
    return checked(collection, str(path))


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number in JSON")


def checked(collection: Any, where: str) -> dict[str, Any]:
    """The collection with every property present, or `InputError`."""
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise InputError(where, "is not a GeoJSON FeatureCollection")
    features, member = collection.get("features"), collection.get("geomap")
    if not isinstance(member, dict):
        raise InputError(where, 'was not written by geomap: it has no member "geomap"')
    if not isinstance(features, list):
        raise InputError(where, '"features" is not a list')
    for name, fits in _MEMBERS.items():
        value = member.setdefault(name, "" if name == "version" else {} if name == "gazetteer" else [])
        if not fits(value):
            raise InputError(where, f'"geomap": {name} has the wrong type')
    if problem := _member_problem(member):
        raise InputError(where, f'"geomap": {problem}')
    rejected = member.get("rejected", [])
    if not isinstance(rejected, list) or not _texts(member.get("not_applied", [])):
        raise InputError(where, '"geomap": rejected or not_applied has the wrong type')
    for name, listed in (("feature", features), ("rejected feature", rejected)):
        seen: set[str] = set()
        for index, feature in enumerate(listed):
            if problem := _problem(feature, seen):
                raise InputError(where, f"{name} {index}: {problem}")
    return collection


def _problem(feature: Any, seen: set[str]) -> str | None:
    """What is wrong with a feature; fills in missing optional properties."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "is not a Feature"
    if not isinstance(feature.get("id"), str) or not feature["id"]:
        return "has no id"
    if feature["id"] in seen:
        return f"its id {feature['id']!r} was there before"
    seen.add(feature["id"])
    geometry = feature.setdefault("geometry", None)
    if geometry is not None and (problem := _geometry_problem(geometry)):
        return problem
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return "has no properties"
    return _property_problem(properties, located=geometry is not None)


def _property_problem(properties: dict[str, Any], *, located: bool) -> str | None:
    for name, kind in PROPERTIES.items():
        value = properties.setdefault(name, [] if name in LISTS else None)
        if value is None and (name in REQUIRED or name in LISTS):
            return f"{name} is missing"
        if value is not None and not _FITS[kind](value):
            return f"{name} has the wrong type: {value!r:.60}"
    for name in ("sources", "candidates", "contradictions"):
        if problem := _rows_problem(name, properties[name]):
            return problem
    if properties["certainty"] is None:
        properties["certainty"] = "area" if located else "none"
    if (properties["certainty"] == "none") is located:
        return f"certainty {properties['certainty']!r} does not go with its geometry"
    return None


def _member_problem(member: dict[str, Any]) -> str | None:
    """What is wrong with the rows beside the features; fills in what may be missing."""
    for name in ("articles", "ledger", "cuts", "flows", "zones"):
        if problem := _rows_problem(name, member[name]):
            return problem
    for row in member["ledger"]:
        if problem := _rows_problem("candidates", row["candidates"]):
            return f"ledger: {problem}"
    for flow in member["flows"]:
        if problem := _rows_problem("end", [end for end in (flow["from"], flow["to"]) if end]):
            return f"flows: {problem}"
    for zone in member["zones"]:
        if zone["geometry"] is not None and (problem := _geometry_problem(zone["geometry"])):
            return f"zones: {problem}"
    return None


def _rows_problem(name: str, rows: Sequence[dict[str, Any]]) -> str | None:
    """What is wrong with the rows of a list; fills in what they may lack."""
    required, optional = ROWS_REQUIRED[name], ROWS_OPTIONAL.get(name, {})
    for number, row in enumerate(rows):
        for key, kind in required.items():
            if not _FITS[kind](row.get(key)):
                return f"{name} {number}: {key} is missing or has the wrong type"
        for key, kind in optional.items():
            value = row.setdefault(key, None)
            if value is not None and not _FITS[kind](value):
                return f"{name} {number}: {key} has the wrong type"
    return None


def _geometry_problem(geometry: Any) -> str | None:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in _POINTS:
        return f"its geometry is not one that geomap writes: {kind!r:.40}"
    coordinates = geometry.get("coordinates")
    return (
        None if _on_earth(coordinates, _POINTS[kind]) else f"its {kind} has positions that are not on Earth"
    )


def _on_earth(coordinates: Any, depth: int) -> bool:
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth:
        return all(_on_earth(inner, depth - 1) for inner in coordinates)
    return (
        len(coordinates) >= 2
        and all(map(_number, coordinates))
        and -180 <= coordinates[0] <= 180
        and -90 <= coordinates[1] <= 90
    )
