"""Distances and shapes on the globe. Pure.

The Earth is a sphere of the mean radius of WGS 84, so distances are within 0.6 % of the geodesic.
Shapes are made in an azimuthal equidistant plane about their own centre, where distances from the
centre are true and others are stretched by less than 0.5 % within 1,000 km and 7 % within 4,000 km,
and come back in degrees as (lon, lat), cut at the antimeridian. Shapely is loaded on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from geomap.model import GeoJSON

if TYPE_CHECKING:
    from numpy import ndarray
    from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_KM = 6371.009  # mean radius (2a + b) / 3 of WGS 84, as in geopy.distance
KM_PER_MILE = 1.609344
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_SEGMENTS = 12  # of a quarter circle: arcs keep within 0.3 % of the radius


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km, within 0.6 % of the geodesic.

    >>> round(distance_km(51.5074, -0.1278, 48.8566, 2.3522))
    344
    """
    half_dlat, half_dlon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    h = sin(half_dlat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_dlon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))  # rounding can push h past 1


def bearing_deg(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Direction from the first point to the second at the first: degrees clockwise from north.

    >>> bearing_deg(0, 0, 0, 10)
    90.0
    """
    a, b, dlon = radians(lat1), radians(lat2), radians(lon2 - lon1)
    return degrees(atan2(sin(dlon) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(dlon))) % 360


def destination(lat: float, lon: float, bearing: float, distance: float) -> tuple[float, float]:
    """The point ``distance`` km away along the great circle that starts at ``bearing``.

    >>> [round(x, 3) for x in destination(36.34, 43.13, 180, 30)]
    [36.07, 43.13]
    """
    a, c, d = radians(lat), distance / EARTH_RADIUS_KM, radians(bearing)
    lat2 = asin(max(-1.0, min(1.0, sin(a) * cos(c) + cos(a) * sin(c) * cos(d))))
    dlon = atan2(sin(d) * sin(c) * cos(a), cos(c) - sin(a) * sin(lat2))
    return degrees(lat2), (lon + degrees(dlon) + 540) % 360 - 180


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point half way along the great circle."""
    half = distance_km(lat1, lon1, lat2, lon2) / 2
    return destination(lat1, lon1, bearing_deg(lat1, lon1, lat2, lon2), half)


def direction_name(bearing: float) -> str:
    """The nearest of the eight points of the compass: "northeast".

    >>> direction_name(50), direction_name(359)
    ('northeast', 'north')
    """
    return list(BEARINGS)[round((bearing % 360) / 45) % 8]


def disc(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    """Everything within ``radius_km`` of a point."""
    from shapely.geometry import Point

    return _to_globe(Point(0, 0).buffer(radius_km, quad_segs=_SEGMENTS), lat, lon)


def ring(lat: float, lon: float, inner_km: float, outer_km: float) -> BaseGeometry:
    """Everything between ``inner_km`` and ``outer_km`` from a point."""
    from shapely.geometry import Point

    outer = Point(0, 0).buffer(outer_km, quad_segs=_SEGMENTS)
    return _to_globe(outer.difference(Point(0, 0).buffer(inner_km, quad_segs=_SEGMENTS)), lat, lon)


def sector(
    lat: float, lon: float, bearing: float, inner_km: float, outer_km: float, *, width: float = 90.0
) -> BaseGeometry:
    """The part of a ring within ``width`` / 2 degrees of ``bearing``; ``width`` is below 360."""
    from shapely.geometry import Polygon

    steps = max(2, round(width / 90 * _SEGMENTS)) + 1
    turns = [radians(bearing - width / 2 + width * i / (steps - 1)) for i in range(steps)]
    outline = [(outer_km * sin(t), outer_km * cos(t)) for t in turns]
    outline += [(inner_km * sin(t), inner_km * cos(t)) for t in reversed(turns)]
    return _to_globe(Polygon(outline), lat, lon)


def corridor(lat1: float, lon1: float, lat2: float, lon2: float, half_width_km: float) -> BaseGeometry:
    """Everything within ``half_width_km`` of the great circle between two points."""
    from shapely.geometry import LineString, Point

    lat, lon = midpoint(lat1, lon1, lat2, lon2)  # great circles through the centre are straight there
    half = distance_km(lat1, lon1, lat2, lon2) / 2
    turn = radians(bearing_deg(lat, lon, lat2, lon2))
    end = (half * sin(turn), half * cos(turn))
    line = LineString([(-end[0], -end[1]), end]) if half > 0 else Point(0, 0)
    return _to_globe(line.buffer(half_width_km, quad_segs=_SEGMENTS), lat, lon)


def buffer(geometry: BaseGeometry, distance: float) -> BaseGeometry:
    """Everything within ``distance`` km of a geometry; a negative distance shrinks an area."""
    lat, lon = _centre(geometry)
    plane = _to_plane(geometry, lat, lon)
    return _to_globe(plane.buffer(distance, quad_segs=_SEGMENTS), lat, lon)


def part(geometry: BaseGeometry, bearing: float | None, *, share: float = 0.5) -> BaseGeometry:
    """The part of an area that lies furthest towards ``bearing``, ``share`` of its surface.

    Without a bearing the central part: what lies within a circle about the centre of the area.
    """
    from shapely.affinity import rotate
    from shapely.geometry import Point, box

    lat, lon = _centre(geometry)
    plane = _to_plane(geometry, lat, lon)
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
    return _to_globe(plane.intersection(cut(high)), lat, lon)


def simplified(geometry: BaseGeometry, tolerance_km: float) -> BaseGeometry:
    """The same shape with fewer corners, none moved by more than ``tolerance_km``."""
    lat, lon = _centre(geometry)
    return _to_globe(_to_plane(geometry, lat, lon).simplify(tolerance_km), lat, lon)


def centre_and_radius(geometry: BaseGeometry) -> tuple[float, float, float]:
    """A point that stands for the shape, inside it, and the km from there to its furthest corner."""
    lat, lon = _centre(geometry)
    plane = _to_plane(geometry, lat, lon)
    point = plane.centroid
    if not plane.covers(point):
        point = plane.representative_point()
    radius = max(hypot(x - point.x, y - point.y) for x, y in _hull_points(plane))
    point = _to_globe(point, lat, lon)
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
        return to_geojson(_polygons(geometry))
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


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Only what has a surface."""
    from shapely.ops import unary_union

    return unary_union([g for g in getattr(geometry, "geoms", [geometry]) if "Polygon" in g.geom_type])


def _hull_points(plane: BaseGeometry) -> Sequence[tuple[float, float]]:
    hull = plane.convex_hull
    return list(hull.exterior.coords if hull.geom_type == "Polygon" else hull.coords)


def _centre(geometry: BaseGeometry) -> tuple[float, float]:
    """Mean direction of the corners' bounding shape: a good centre for the plane."""
    import numpy as np
    import shapely

    lon, lat = np.radians(shapely.get_coordinates(geometry)).T
    x, y, z = (np.cos(lat) * np.cos(lon)), (np.cos(lat) * np.sin(lon)), np.sin(lat)
    v = [(c.min() + c.max()) / 2 for c in (x, y, z)]
    return degrees(atan2(v[2], hypot(v[0], v[1]))), degrees(atan2(v[1], v[0]))


def _to_plane(geometry: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    import numpy as np
    import shapely

    lat0, lon0 = radians(lat), radians(lon)

    def project(degrees_: ndarray[Any, Any]) -> ndarray[Any, Any]:
        dlon, la = np.radians(degrees_[:, 0]) - lon0, np.radians(degrees_[:, 1])
        cos_c = np.clip(sin(lat0) * np.sin(la) + cos(lat0) * np.cos(la) * np.cos(dlon), -1, 1)
        c = np.arccos(cos_c)
        k = EARTH_RADIUS_KM / np.sinc(c / pi)
        x = k * np.cos(la) * np.sin(dlon)
        y = k * (cos(lat0) * np.sin(la) - sin(lat0) * np.cos(la) * np.cos(dlon))
        return np.column_stack([x, y])

    plane: BaseGeometry = shapely.transform(geometry, project)
    return plane if plane.is_valid else plane.buffer(0)


def _to_globe(plane: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    import numpy as np
    import shapely

    lat0 = radians(lat)

    def unproject(km: ndarray[Any, Any]) -> ndarray[Any, Any]:
        x, y = km.T
        rho = np.hypot(x, y)
        c = rho / EARTH_RADIUS_KM
        sinc = np.sinc(c / pi) / EARTH_RADIUS_KM  # sin(c) / rho
        la = np.arcsin(np.clip(np.cos(c) * sin(lat0) + y * sinc * cos(lat0), -1, 1))
        lo = np.arctan2(x * sinc, cos(lat0) * np.cos(c) - y * sinc * sin(lat0))
        return np.column_stack([lon + np.degrees(lo), np.degrees(la)])

    globe: BaseGeometry = shapely.transform(plane, unproject)
    return cut_at_antimeridian(globe)


def cut_at_antimeridian(globe: BaseGeometry) -> BaseGeometry:
    """The same shape with longitudes in -180..180: split where it crosses, closed over a pole."""
    import shapely
    from shapely.affinity import translate
    from shapely.geometry import box
    from shapely.ops import unary_union

    if globe.is_empty:
        return globe
    if not globe.geom_type.endswith("Polygon"):
        west, _, east, _ = globe.bounds
        return globe if west >= -180 and east <= 180 else shapely.transform(globe, _wrapped)
    continuous = _polygons(unary_union([_unwrapped(p) for p in getattr(globe, "geoms", [globe])]))
    west, _, east, _ = continuous.bounds if not continuous.is_empty else (0, 0, 0, 0)
    if west >= -180 and east <= 180:
        return continuous
    turns = range(int((west + 180) // 360), int((east + 180) // 360) + 1)
    pieces = [continuous.intersection(box(360 * k - 180, -90, 360 * k + 180, 90)) for k in turns]
    return _polygons(unary_union([translate(p, -360 * k) for p, k in zip(pieces, turns, strict=True)]))


def _wrapped(lonlat: ndarray[Any, Any]) -> ndarray[Any, Any]:
    lonlat[:, 0] = (lonlat[:, 0] + 180) % 360 - 180
    return lonlat


def _unwrapped(polygon: Any) -> BaseGeometry:
    """A polygon whose longitudes run on past 180; one around a pole gets the pole's edge."""
    import numpy as np
    from shapely.geometry import Polygon

    rings: list[tuple[Any, Any]] = []
    for edge in [polygon.exterior, *polygon.interiors]:
        lon, lat = np.asarray(edge.coords).T
        lon = np.unwrap(lon, period=360)
        if rings:
            lon = lon - 360 * round((lon.mean() - rings[0][0].mean()) / 360)
        elif abs(lon[-1] - lon[0]) > 180:
            pole = 90.0 if lat.mean() > 0 else -90.0
            lon, lat = np.append(lon, [lon[-1], lon[0]]), np.append(lat, [pole, pole])
        rings.append((lon, lat))
    shell, *holes = [np.column_stack(r) for r in rings]
    made: BaseGeometry = Polygon(shell, holes).buffer(0)
    return made
