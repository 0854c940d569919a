"""Distances, bearings and points on a sphere of the mean radius of WGS 84: within 0.6 % of the geodesic."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

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
