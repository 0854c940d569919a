"""Distances and shapes on the globe. Pure.

`sphere` reckons with points; `shapes` makes areas of them, by way of the `plane`. Shapely is loaded
on first use.
"""

from geomap.geo.plane import cut_at_antimeridian
from geomap.geo.shapes import (
    buffer,
    centre_and_radius,
    corridor,
    disc,
    from_geojson,
    part,
    ring,
    sector,
    simplified,
    to_geojson,
)
from geomap.geo.sphere import (
    BEARINGS,
    EARTH_RADIUS_KM,
    KM_PER_MILE,
    bearing_deg,
    destination,
    distance_km,
    midpoint,
)

__all__ = [
    "BEARINGS",
    "EARTH_RADIUS_KM",
    "KM_PER_MILE",
    "bearing_deg",
    "buffer",
    "centre_and_radius",
    "corridor",
    "cut_at_antimeridian",
    "destination",
    "disc",
    "distance_km",
    "from_geojson",
    "midpoint",
    "part",
    "ring",
    "sector",
    "simplified",
    "to_geojson",
]
