"""The map page: one HTML file with everything in it, drawn from a result's GeoJSON."""

from __future__ import annotations

from geomap.mapping.page import Map, to_map

__all__ = ["Map", "to_map"]
