"""Lines of rivers and roads that war news names, by hand. Pure.

Each is a chain of towns that lie on it, in order, with their positions (GeoNames, rounded to 0.01
degrees), so a line is within about 15 km of the water or the asphalt. A place of a gazetteer that
brings its own course is taken at its word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geomap.model import Place
from geomap.names import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LINES = frozenset({"STM", "STMS", "RD", "RDS", "RR", "PIPE"})  # GeoNames features that are lines
COURSES: Mapping[str, str] = {  # folded name -> lat lon of the towns along it
    # Birecik, Jarabulus, Qara Qozak, Tishrin dam, Tabqa, Raqqa, Maadan, Deir ez-Zor, Mayadin, Abu Kamal,
    # Qaim, Rawa, Haditha, Hit, Ramadi, Fallujah, Musayyib, Hilla, Diwaniyah, Samawah, Nasiriyah, Qurna
    "euphrates": "37.03 37.98,36.82 38.01,36.64 38.21,36.38 38.18,35.84 38.55,35.95 39.01,35.75 39.60,"
    "35.34 40.14,35.02 40.45,34.45 40.92,34.37 41.10,34.48 41.92,34.14 42.38,33.64 42.83,33.42 43.31,"
    "33.35 43.78,32.79 44.29,32.48 44.43,31.99 44.92,31.31 45.28,31.04 46.27,31.01 47.43",
    # Cizre, Feysh Khabur, Mosul, Qayyarah, Shirqat, Baiji, Tikrit, Samarra, Balad, Baghdad, Suwayrah, Kut,
    # Amarah, Qurna
    "tigris": "37.33 42.19,37.07 42.38,36.34 43.13,35.80 43.29,35.51 43.24,34.93 43.49,34.61 43.68,"
    "34.20 43.87,34.01 44.15,33.34 44.39,32.93 44.78,32.51 45.82,31.84 47.14,31.01 47.43",
    # Ras al-Ayn, Tell Tamer, Hasakah, Shaddadi, Suwar, Busayrah
    "khabur": "36.85 40.07,36.66 40.37,36.50 40.75,36.06 40.73,35.51 40.65,35.16 40.43",
    # Homs, Rastan, Hama, Jisr al-Shughur, Darkush, Antakya
    "orontes": "34.73 36.71,34.93 36.73,35.13 36.75,35.81 36.32,35.99 36.39,36.20 36.16",
    # Kyiv, Cherkasy, Kremenchuk, Dnipro, Zaporizhzhia, Nikopol, Nova Kakhovka, Kherson
    "dnieper": "50.45 30.52,49.44 32.06,49.07 33.42,48.46 35.05,47.84 35.14,47.57 34.40,46.75 33.35,"
    "46.64 32.62",
    # Khartoum, Atbara, Abu Hamad, Dongola, Wadi Halfa, Aswan, Luxor, Sohag, Asyut, Minya, Beni Suef, Cairo
    "nile": "15.59 32.53,17.70 33.99,19.53 33.33,19.18 30.48,21.80 31.35,24.09 32.90,25.69 32.64,"
    "26.56 31.69,27.18 31.18,28.09 30.75,29.07 31.10,30.04 31.24",
    # Segou, Mopti, Timbuktu, Gao, Ansongo, Tillaberi, Niamey, Gaya, Jebba, Lokoja, Onitsha
    "niger": "13.43 -6.27,14.49 -4.20,16.77 -3.01,16.27 -0.04,15.67 0.50,14.21 1.45,13.51 2.11,11.88 3.45,"
    "9.13 4.83,7.80 6.74,6.15 6.79",
    # Latakia, Jisr al-Shughur, Ariha, Saraqib, Aleppo, Manbij, Ayn Issa, Tell Tamer, Qamishli, Yaarubiyah
    "m4": "35.53 35.79,35.81 36.32,35.81 36.61,35.86 36.80,36.20 37.16,36.53 37.95,36.38 38.86,36.66 40.37,"
    "37.05 41.22,36.81 42.06",
    # Aleppo, Saraqib, Maarat al-Numan, Hama, Homs, Nabk, Damascus, Daraa
    "m5": "36.20 37.16,35.86 36.80,35.64 36.67,35.13 36.75,34.73 36.71,34.02 36.73,33.51 36.29,32.62 36.10",
}


def course_of(place: Place) -> BaseGeometry | None:
    """The line of a river or road as (lon, lat); None for other places and where none is known."""
    from shapely.geometry import LineString

    if place.feature not in LINES:
        return None
    points = place.course or _by_hand(place)
    return LineString([(lon, lat) for lat, lon in points]) if len(points) > 1 else None


def _by_hand(place: Place) -> tuple[tuple[float, float], ...]:
    name = fold(place.name).removesuffix(" river").removesuffix(" highway")
    pairs = (point.split() for point in COURSES.get(name, "").split(",") if point)
    return tuple((float(lat), float(lon)) for lat, lon in pairs)
