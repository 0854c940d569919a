"""Between the globe and a plane about a shape's own centre, and the cut at the antimeridian.

The projection is the azimuthal equidistant one: distances from the centre are true, others are
stretched by less than 0.5 % within 1,000 km and 7 % within 4,000 km.
"""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, pi, radians, sin
from typing import TYPE_CHECKING, Any

from geomap.geo.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from numpy import ndarray
    from shapely.geometry.base import BaseGeometry


def centre_of(geometry: BaseGeometry) -> tuple[float, float]:
    """Mean direction of the corners' bounding shape: a good centre for the plane."""
    import numpy as np
    import shapely

    lon, lat = np.radians(shapely.get_coordinates(geometry)).T
    x, y, z = (np.cos(lat) * np.cos(lon)), (np.cos(lat) * np.sin(lon)), np.sin(lat)
    v = [(c.min() + c.max()) / 2 for c in (x, y, z)]
    return degrees(atan2(v[2], hypot(v[0], v[1]))), degrees(atan2(v[1], v[0]))


def to_plane(geometry: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    """A shape in degrees as (x, y) in km from ``lat``, ``lon``; what crosses itself there is mended."""
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


def to_globe(plane: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    """A shape in km from ``lat``, ``lon`` back in degrees, cut at the antimeridian."""
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
    continuous = polygons_of(unary_union([_unwrapped(p) for p in getattr(globe, "geoms", [globe])]))
    west, _, east, _ = continuous.bounds if not continuous.is_empty else (0, 0, 0, 0)
    if west >= -180 and east <= 180:
        return continuous
    turns = range(int((west + 180) // 360), int((east + 180) // 360) + 1)
    pieces = [continuous.intersection(box(360 * k - 180, -90, 360 * k + 180, 90)) for k in turns]
    return polygons_of(unary_union([translate(p, -360 * k) for p, k in zip(pieces, turns, strict=True)]))


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


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Only what has a surface."""
    from shapely.ops import unary_union

    return unary_union([g for g in getattr(geometry, "geoms", [geometry]) if "Polygon" in g.geom_type])
