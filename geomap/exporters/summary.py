"""A result in a few rows, and with its less sure events left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from geomap.exporters.geometry import bounding_box
from geomap.exporters.ledger import row_of_event


def summary(geojson: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row per article: its events by how well they are placed, and its names that are not drawn."""
    placed: dict[str, Counter[str]] = {}
    for feature in geojson["features"]:
        properties = feature["properties"]
        for article_id in {source["article_id"] for source in properties["sources"]}:
            placed.setdefault(article_id, Counter())[properties["certainty"]] += 1
    off = Counter[str]()
    for row in geojson["geomap"]["ledger"]:
        off[row["article_id"]] += row["count"]
    rows = []
    for article in geojson["geomap"]["articles"]:
        counts = placed.get(article["id"], Counter())
        rows.append(
            {
                "article": article["title"] or article["id"],
                "published": article["published"] or "?",
                "events": counts.total(),
                "exact": counts["exact"],
                "area": counts["area"] + counts["country"],
                "no place": counts["none"],
                "names": article["names"],
                "not drawn": off[article["id"]],
            }
        )
    return rows


def at_least(geojson: Mapping[str, Any], confidence: float) -> dict[str, Any]:
    """The collection without the events that are less sure than this (0..1); the ledger tells of them.

    An event that a reader corrected or restored by hand stays.
    """

    def is_sure(feature: Mapping[str, Any]) -> bool:
        p = feature["properties"]
        return bool(p["corrected"]) or (p["confidence"] or 0.0) >= confidence

    kept = [feature for feature in geojson["features"] if is_sure(feature)]
    left_out = [feature for feature in geojson["features"] if not is_sure(feature)]
    rows = [
        row_of_event(f, "unsure", f"its confidence, {f['properties']['confidence']}, is below {confidence:g}")
        for f in left_out
    ]
    result = {key: value for key, value in geojson.items() if key not in {"bbox", "features", "geomap"}}
    if box := bounding_box(f["geometry"] for f in kept if f["geometry"]):
        result["bbox"] = box
    member = {**geojson["geomap"], "ledger": [*geojson["geomap"]["ledger"], *rows]}
    return {**result, "features": kept, "geomap": member}
