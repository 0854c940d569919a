"""The data of the page, by the id of the element that holds them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from math import floor
from typing import Any

from geomap.errors import ConfigError
from geomap.mapping import assets
from geomap.mapping.basemap import to_base_map
from geomap.mapping.columns import Table, to_columns, to_table
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
    with _no_collecting():
        table, names = to_table(features)
        points = _points(table, beside)
        return {
            "words": assets.words(),
            "base": {
                **to_base_map(points),
                **to_labels(points, table, language),
                "countries": to_countries(),
            },
            "data": {
                "title": title,
                "language": language,
                **to_columns(features, table, names, beside.get("articles") or ()),
                **{name: beside.get(name) for name in _BESIDE},
                "restored_ids": [_restored_id(row) for row in beside.get("ledger") or ()],
                "tiles": tiles,
                "overlays": overlays,
            },
        }


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Python looks for cycles whenever much is made. Here are none, and a third of the time goes into it.

    What was made meanwhile counts as old afterwards, so that it is not looked through at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()


def _restored_id(row: Mapping[str, Any]) -> str:
    """The id of the event that a row of the ledger becomes, as `geomap.corrections` gives it."""
    event_id: str | None = row.get("event_id")
    return event_id or sha256(f"{row['article_id']}|restored|{row['start']}".encode()).hexdigest()[:16]


def _points(table: Table, beside: Mapping[str, Any]) -> list[tuple[float, float]]:
    """(lat, lon) of the middles of the one-degree cells in which something is drawn."""
    rows = zip(table["latitude"], table["longitude"], strict=True)
    found = {(floor(lat), floor(lon)) for lat, lon in rows if lat is not None}
    found |= {(floor(zone["lat"]), floor(zone["lon"])) for zone in beside.get("zones") or ()}
    ends = [flow.get(end) for flow in beside.get("flows") or () for end in ("from", "to")]
    found |= {(floor(end["lat"]), floor(end["lon"])) for end in ends if end}
    return sorted((lat + 0.5, lon + 0.5) for lat, lon in found)
