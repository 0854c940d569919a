"""The data of the page, by the id of the element that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.errors import ConfigError
from geomap.mapping import assets
from geomap.mapping.basemap import to_base_map
from geomap.mapping.columns import to_columns
from geomap.mapping.labels import to_countries, to_labels

LANGUAGES = ("en", "fr", "ar")
_BESIDE = (
    "version",
    "gazetteer",
    "attribution",
    "ledger",
    "cuts",
    "flows",
    "zones",
    "rejected",
    "not_applied",
)


def to_blocks(
    geojson: Mapping[str, Any],
    title: str | None,
    language: str,
    tiles: Mapping[str, Any] | None,
    overlays: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The data of the page by the id of the element that holds them."""
    if language not in LANGUAGES:
        raise ConfigError(f"language {language!r}: the page speaks {', '.join(LANGUAGES)}")
    features, beside = geojson["features"], geojson.get("geomap") or {}
    points = _points(features, beside)
    return {
        "words": assets.words(),
        "base": {
            **to_base_map(points),
            **to_labels(points, features, language),
            "countries": to_countries(),
        },
        "data": {
            "title": title,
            "language": language,
            **to_columns(features, beside.get("articles") or ()),
            **{name: beside.get(name) for name in _BESIDE},
            "tiles": tiles,
            "overlays": overlays,
        },
    }


def _points(features: Sequence[Mapping[str, Any]], beside: Mapping[str, Any]) -> list[tuple[float, float]]:
    """(lat, lon) of all that is drawn, to whole tenths of a degree."""
    rows = [feature.get("properties") or {} for feature in features]
    found = {(row["latitude"], row["longitude"]) for row in rows if row.get("latitude") is not None}
    found |= {(zone["lat"], zone["lon"]) for zone in beside.get("zones") or ()}
    ends = [flow.get(end) for flow in beside.get("flows") or () for end in ("from", "to")]
    found |= {(end["lat"], end["lon"]) for end in ends if end}
    return sorted({(round(lat, 1), round(lon, 1)) for lat, lon in found})
