"""Lines of rivers and roads that news of Syria and Iraq names, by hand. Pure.

Each is a chain of towns that lie on it, in order, with their positions (GeoNames, rounded to 0.01
degrees), so a line is within about 10 km of the water or the asphalt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geomap.model import Place
from geomap.names import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# name -> lat lon of the towns along it
COURSES: Mapping[str, str] = {
    # Birecik, Jarabulus, Qara Qozak, Tishrin dam, Tabqa, Raqqa, Maadan, Deir ez-Zor, Mayadin, Abu Kamal,
    # Qaim, Rawa, Haditha, Hit, Ramadi, Fallujah, Musayyib, Hilla, Diwaniyah, Samawah, Nasiriyah, Qurna
    "euphrates": "37.03 37.98,36.82 38.01,36.64 38.21,36.38 38.18,35.84 38.55,35.95 39.01,35.75 39.60,"
    "35.34 40.14,35.02 40.45,34.45 40.92,34.37 41.10,34.48 41.92,34.14 42.38,33.64 42.83,33.42 43.31,"
    "33.35 43.78,32.79 44.29,32.48 44.43,31.99 44.92,31.31 45.28,31.04 46.27,31.01 47.43",
    # Cizre, Feysh Khabur, Mosul, Qayyarah, Shirqat, Baiji, Tikrit, Samarra, Balad, Baghdad, Suwayrah, Kut,
    # Amarah, Qurna
    "tigris": "37.33 42.19,37.07 42.38,36.34 43.13,35.80 43.29,35.51 43.24,34.93 43.49,34.61 43.68,34.20 43.87,"
    "34.01 44.15,33.34 44.39,32.93 44.78,32.51 45.82,31.84 47.14,31.01 47.43",
}


def course_of(place: Place) -> BaseGeometry | None:
    """The line of a river or road as (lon, lat); None where this module has none."""
    from shapely.geometry import LineString

    name = fold(place.name).removesuffix(" river").removesuffix(" highway")
    points = COURSES.get(name)
    if points is None or place.feature not in ("STM", "STMS", "RD", "RDS"):
        return None
    pairs = [point.split() for point in points.split(",")]
    return LineString([(float(lon), float(lat)) for lat, lon in pairs])
