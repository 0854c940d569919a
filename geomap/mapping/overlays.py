"""Lines of the user's own over the base map: first-level borders, a front line, roads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from geomap.errors import ConfigError

Overlay = str | Path | Mapping[str, Any]


def to_overlays(overlays: Sequence[Overlay]) -> list[dict[str, Any]]:
    """``[{"name", "geojson"}]`` with geometries only, rounded to 4 decimals (11 m).

    Raises `ConfigError` for a file that is no GeoJSON.
    """
    return [_overlay(overlay, number) for number, overlay in enumerate(overlays, start=1)]


def _overlay(overlay: Overlay, number: int) -> dict[str, Any]:
    if isinstance(overlay, Mapping):
        name, content = str(overlay.get("name") or f"Overlay {number}"), overlay
    else:
        name, content = Path(overlay).stem, _read(Path(overlay))
    try:
        geometries = [_rounded(geometry) for geometry in _geometries(content, name)]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ConfigError(f"overlay {name!r}: is not GeoJSON as RFC 7946 has it: {error!r}") from error
    return {"name": name, "geojson": {"type": "GeometryCollection", "geometries": geometries}}


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"overlay {path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"overlay {path}: is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ConfigError(f"overlay {path}: is not a GeoJSON object")
    return content


def _geometries(content: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    kind = content.get("type")
    if kind == "FeatureCollection":
        for feature in content.get("features") or ():
            yield from _geometries(feature, name)
    elif kind == "Feature":
        if content.get("geometry"):
            yield from _geometries(content["geometry"], name)
    elif kind == "GeometryCollection":
        for geometry in content.get("geometries") or ():
            yield from _geometries(geometry, name)
    elif kind in {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}:
        yield content
    else:
        raise ConfigError(f"overlay {name!r}: {kind!r} is no GeoJSON type")


def _rounded(geometry: Mapping[str, Any]) -> dict[str, Any]:
    def short(nested: Any) -> Any:
        if isinstance(nested, list):
            return [short(item) for item in nested]
        if not isfinite(nested):
            raise ValueError(f"{nested} is no coordinate")
        return round(nested, 4)

    return {"type": geometry["type"], "coordinates": short(geometry["coordinates"])}
