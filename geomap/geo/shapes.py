"""Shapes on the globe, in degrees as (lon, lat), made in the plane of `geomap.geo.plane`."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, Any

from geomap.geo.plane import centre_of, polygons_of, to_globe, to_plane
from geomap.geo.sphere import bearing_deg, distance_km, midpoint
from geomap.model import GeoJSON

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SEGMENTS = 12  # of a quarter circle: arcs keep within 0.3 % of the radius


def disc(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    """Everything within ``radius_km`` of a point."""
    from shapely.geometry import Point

    return to_globe(Point(0, 0).buffer(radius_km, quad_segs=_SEGMENTS), lat, lon)


def ring(lat: float, lon: float, inner_km: float, outer_km: float) -> BaseGeometry:
    """Everything between ``inner_km`` and ``outer_km`` from a point."""
    from shapely.geometry import Point

    outer = Point(0, 0).buffer(outer_km, quad_segs=_SEGMENTS)
    return to_globe(outer.difference(Point(0, 0).buffer(inner_km, quad_segs=_SEGMENTS)), lat, lon)


def sector(
    lat: float, lon: float, bearing: float, inner_km: float, outer_km: float, *, width: float = 90.0
) -> BaseGeometry:
    """The part of a ring within ``width`` / 2 degrees of ``bearing``; ``width`` is below 360."""
    from shapely.geometry import Polygon

    steps = max(2, round(width / 90 * _SEGMENTS)) + 1
    turns = [radians(bearing - width / 2 + width * i / (steps - 1)) for i in range(steps)]
    outline = [(outer_km * sin(t), outer_km * cos(t)) for t in turns]
    outline += [(inner_km * sin(t), inner_km * cos(t)) for t in reversed(turns)]
    return to_globe(Polygon(outline), lat, lon)


def corridor(lat1: float, lon1: float, lat2: float, lon2: float, half_width_km: float) -> BaseGeometry:
    """Everything within ``half_width_km`` of the great circle between two points."""
    from shapely.geometry import LineString, Point

    lat, lon = midpoint(lat1, lon1, lat2, lon2)  # great circles through the centre are straight there
    half = distance_km(lat1, lon1, lat2, lon2) / 2
    turn = radians(bearing_deg(lat, lon, lat2, lon2))
    end = (half * sin(turn), half * cos(turn))
    line = LineString([(-end[0], -end[1]), end]) if half > 0 else Point(0, 0)
    return to_globe(line.buffer(half_width_km, quad_segs=_SEGMENTS), lat, lon)


def buffer(geometry: BaseGeometry, distance: float) -> BaseGeometry:
    """Everything within ``distance`` km of a geometry; a negative distance shrinks an area."""
    lat, lon = centre_of(geometry)
    plane = to_plane(geometry, lat, lon)
    return to_globe(plane.buffer(distance, quad_segs=_SEGMENTS), lat, lon)


def part(geometry: BaseGeometry, bearing: float | None, *, share: float = 0.5) -> BaseGeometry:
    """The part of an area that lies furthest towards ``bearing``, ``share`` of its surface.

    Without a bearing the central part: what lies within a circle about the centre of the area.
    """
    from shapely.affinity import rotate
    from shapely.geometry import Point, box

    lat, lon = centre_of(geometry)
    plane = to_plane(geometry, lat, lon)
    reach = max(hypot(x, y) for x, y in _hull_points(plane)) or 1.0
    plane = plane.simplify(reach / 1000).buffer(0)

    def cut(t: float) -> BaseGeometry:
        if bearing is None:
            return Point(0, 0).buffer(t, quad_segs=4 * _SEGMENTS)
        return rotate(box(-3 * reach, t, 3 * reach, 3 * reach), -bearing, origin=(0, 0))

    wanted, low, high = plane.area * share, (0.0 if bearing is None else -reach), reach
    for _ in range(24):
        middle = (low + high) / 2
        too_large = plane.intersection(cut(middle)).area > wanted
        if too_large == (bearing is None):
            high = middle
        else:
            low = middle
    return to_globe(plane.intersection(cut(high)), lat, lon)


def simplified(geometry: BaseGeometry, tolerance_km: float) -> BaseGeometry:
    """The same shape with fewer corners, none moved by more than ``tolerance_km``."""
    lat, lon = centre_of(geometry)
    return to_globe(to_plane(geometry, lat, lon).simplify(tolerance_km), lat, lon)


def centre_and_radius(geometry: BaseGeometry) -> tuple[float, float, float]:
    """A point that stands for the shape, inside it, and the km from there to its furthest corner."""
    lat, lon = centre_of(geometry)
    plane = to_plane(geometry, lat, lon)
    point = plane.centroid
    if not plane.covers(point):
        point = plane.representative_point()
    radius = max(hypot(x - point.x, y - point.y) for x, y in _hull_points(plane))
    point = to_globe(point, lat, lon)
    return point.y, point.x, float(radius)


def to_geojson(geometry: BaseGeometry) -> GeoJSON:
    """RFC 7946: (lon, lat) with 5 decimals (1 m), closed rings, outer ones counter-clockwise.

    >>> to_geojson(disc(0, 0, 111))["type"]
    'Polygon'
    """
    from shapely.geometry import mapping
    from shapely.geometry.polygon import orient

    shapes = [orient(g) if g.geom_type == "Polygon" else g for g in getattr(geometry, "geoms", [geometry])]
    if geometry.geom_type.startswith("Multi"):
        kind, parts = geometry.geom_type, [_rounded(mapping(s)["coordinates"]) for s in shapes]
        return {"type": kind, "coordinates": parts}
    if geometry.geom_type == "GeometryCollection":
        return to_geojson(polygons_of(geometry))
    return {"type": geometry.geom_type, "coordinates": _rounded(mapping(shapes[0])["coordinates"])}


def from_geojson(geometry: GeoJSON) -> BaseGeometry:
    """The Shapely shape of a GeoJSON geometry."""
    from shapely.geometry import shape

    made: BaseGeometry = shape(geometry)
    return made


def _rounded(coordinates: Any) -> list[Any]:
    if isinstance(coordinates[0], (int, float)):
        return [round(float(c), 5) + 0.0 for c in coordinates]
    parts = [_rounded(c) for c in coordinates]
    if isinstance(parts[0][0], float) and len(parts) > 4:  # rounding can make neighbours equal
        parts = [p for i, p in enumerate(parts) if i == 0 or p != parts[i - 1]]
    return parts


def _hull_points(plane: BaseGeometry) -> Sequence[tuple[float, float]]:
    hull = plane.convex_hull
    return list(hull.exterior.coords if hull.geom_type == "Polygon" else hull.coords)
