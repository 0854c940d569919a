"""Places of Syria and Iraq with their rivers, and phrases about them with what a reader would point to."""

from __future__ import annotations

import re

from shapely.geometry import Point, shape

from geomap.borders import Borders
from geomap.model import Area, Article, Candidate, GeoReference, Mention, Place
from geomap.resolve import find_areas

# Towns along them, in order: "lat lon" each.
EUPHRATES = (
    "37.03 37.98,36.82 38.01,36.64 38.21,36.38 38.18,35.84 38.55,35.95 39.01,35.75 39.60,"
    "35.34 40.14,35.02 40.45,34.45 40.92,34.37 41.10,34.48 41.92,34.14 42.38,33.64 42.83,33.42 43.31,"
    "33.35 43.78,32.79 44.29,32.48 44.43,31.99 44.92,31.31 45.28,31.04 46.27,31.01 47.43"
)
TIGRIS = (
    "37.33 42.19,37.07 42.38,36.34 43.13,35.80 43.29,35.51 43.24,34.93 43.49,34.61 43.68,"
    "34.20 43.87,34.01 44.15,33.34 44.39,32.93 44.78,32.51 45.82,31.84 47.14,31.01 47.43"
)
M5 = "36.20 37.16,35.86 36.80,35.64 36.67,35.13 36.75,34.73 36.71,34.02 36.73,33.51 36.29,32.62 36.10"


def line(towns: str) -> tuple[tuple[float, float], ...]:
    pairs = (town.split() for town in towns.split(","))
    return tuple((float(lat), float(lon)) for lat, lon in pairs)


def place(
    name: str,
    lat: float,
    lon: float,
    feature: str = "PPL",
    country: str | None = "SY",
    km: float | None = None,
    division: str | None = None,
    course: tuple[tuple[float, float], ...] = (),
) -> Place:
    return Place(
        id=f"t:{name}",
        name=name,
        lat=lat,
        lon=lon,
        feature=feature,
        country=country,
        extent_km=km,
        admin1_code=division,
        course=course,
    )


SYRIA = place("Syria", 35, 38, "PCLI")
IRAQ = place("Iraq", 33, 44, "PCLI", "IQ")
TURKEY = place("Turkey", 39, 35, "PCLI", "TR")
DEIR_CITY = place("Deir ez-Zor", 35.336, 40.141, km=6, division="SY.07")
DEIR = place("Deir ez-Zor", 35.1, 40.3, "ADM1", km=110, division="SY.07")
PLACES = {
    "Syria": SYRIA,
    "Iraq": IRAQ,
    "Turkey": TURKEY,
    "Syrian": SYRIA,
    "Iraqi": IRAQ,
    "Turkish": TURKEY,
    "Idlib": place("Idlib", 35.931, 36.634, km=5),
    "Mosul": place("Mosul", 36.34, 43.13, country="IQ", km=14),
    "Aleppo": place("Aleppo", 36.2, 37.16, km=14),
    "Damascus": place("Damascus", 33.51, 36.29, "PPLC", km=15),
    "Raqqa": place("Raqqa", 35.95, 39.01, km=6),
    "Qamishli": place("Qamishli", 37.05, 41.22, km=5),
    "Kobane": place("Kobane", 36.89, 38.35, km=3),
    "Deir el-Zour": DEIR_CITY,
    "Deir ez-Zour Province": DEIR,
    "Hasaka Province": place("Al-Hasakah", 36.5, 40.9, "ADM1", km=100, division="SY.01"),
    "Euphrates": place("Euphrates", 31.0, 47.4, "STM", country=None, course=line(EUPHRATES)),
    "Tigris": place("Tigris", 31.0, 47.4, "STM", country=None, course=line(TIGRIS)),
    "M5": place("M5 highway", 34.8, 36.75, "RD", course=line(M5)),
    "Northern Syria": SYRIA,
    "North Korea": place("North Korea", 40, 127, "PCLI", "KP"),
}
DEMONYMS = {"Syrian", "Iraqi", "Turkish"}
_NAMES = re.compile("|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)))


def references_in(text: str) -> list[GeoReference]:
    """Every name of `PLACES` in the text, as resolved."""
    found = []
    for match in _NAMES.finditer(text):
        name = match.group()
        known = (DEIR_CITY, DEIR) if name == "Deir el-Zour" else (PLACES[name],)
        candidates = tuple(Candidate(place=p, match="exact", score=0.9, name=p.name) for p in known)
        mention = Mention(
            start=match.start(), end=match.end(), text=name, role="demonym" if name in DEMONYMS else "context"
        )
        found.append(GeoReference(mention=mention, place=known[0], confidence=0.9, candidates=candidates))
    return found


def areas_in(text: str, borders: Borders) -> tuple[Area, ...]:
    return find_areas(Article(id="a", text=text), references_in(text), borders=borders)


def the_area(text: str, borders: Borders) -> Area:
    areas = areas_in(text, borders)
    assert len(areas) == 1, [(a.relation, a.text) for a in areas]
    return areas[0]


def covers(area: Area, lat: float, lon: float) -> bool:
    return bool(shape(area.geometry).covers(Point(lon, lat)))


# form: (text, relation, words, a point inside, a point outside)


FORMS = [
    (
        "They raided a hideout north of Idlib, witnesses said.",
        "north_of",
        "north of Idlib",
        (36.1, 36.63),
        (35.7, 36.63),
    ),
    (
        "A strike hit a farm just south-east of the city of Aleppo.",
        "southeast_of",
        "just south-east of the city of Aleppo",
        (36.02, 37.38),
        (36.4, 37.0),
    ),
    (
        "A drone fell to the west of the Syrian town of Kobane.",
        "west_of",
        "to the west of the Syrian town of Kobane",
        (36.85, 38.2),
        (36.89, 38.6),
    ),
    ("Clashes went on in northern Syria.", "northern", "northern Syria", (36.5, 38.5), (33.0, 36.5)),
    ("Camps in Northern Syria are full.", "northern", "Northern Syria", (36.5, 38.5), (33.0, 36.5)),
    (
        "They hold ground in the northeast [of Syria].",
        "northeastern",
        "in the northeast [of Syria]",
        (36.7, 41.0),
        (35.2, 36.0),
    ),
    ("Syria's northeast is quiet.", "northeastern", "Syria's northeast", (36.7, 41.0), (33.0, 36.5)),
    ("Shells fell in central Syria.", "central", "central Syria", (35.0, 38.4), (37.0, 41.9)),
    ("Shells fell on western Mosul.", "western", "western Mosul", (36.34, 43.05), (36.34, 43.2)),
    (
        "A cell in the eastern countryside of Deir el-Zour was caught.",
        "countryside",
        "eastern countryside of Deir el-Zour",
        (35.0, 40.9),
        (35.3, 39.6),
    ),
    (
        "Attacks rose in the Deir el-Zour countryside.",
        "countryside",
        "Deir el-Zour countryside",
        (34.9, 40.6),
        (35.336, 40.141),
    ),
    (
        "Mortars hit Aleppo's northern countryside.",
        "countryside",
        "Aleppo's northern countryside",
        (36.5, 37.16),
        (36.0, 37.16),
    ),
    ("They drove through rural Idlib.", "countryside", "rural Idlib", (35.8, 36.8), (35.931, 36.634)),
    (
        "A bomb went off about 30 kilometers (19 miles) south of Mosul.",
        "distance",
        "about 30 kilometers (19 miles) south of Mosul",
        (36.07, 43.13),
        (36.6, 43.13),
    ),
    (
        "A base lies 10 miles outside the Iraqi city of Mosul.",
        "distance",
        "10 miles outside the Iraqi city of Mosul",
        (36.34, 43.33),
        (36.34, 43.8),
    ),
    ("It is 15km NE of Raqqa.", "distance", "15km NE of Raqqa", (36.05, 39.13), (35.95, 39.01)),
    (
        "All within a 20-mile radius of Mosul fled.",
        "distance",
        "20-mile radius of Mosul",
        (36.5, 43.2),
        (37.0, 43.2),
    ),
    (
        "A convoy drove near the town of Qamishli.",
        "near",
        "near the town of Qamishli",
        (37.0, 41.3),
        (36.5, 41.3),
    ),
    (
        "The area around Deir el-Zour is a hot spot.",
        "near",
        "The area around Deir el-Zour",
        (35.4, 40.2),
        (36.0, 40.2),
    ),
    ("They camped not far from Raqqa.", "near", "not far from Raqqa", (35.9, 39.1), (36.4, 39.1)),
    (
        "targets between Deir ez-Zour Province and Hasaka Province",
        "between",
        "between Deir ez-Zour Province and Hasaka Province",
        (35.8, 40.6),
        (35.8, 38.5),
    ),
    (
        "Halfway between Mosul and Raqqa the bus broke down.",
        "between",
        "Halfway between Mosul and Raqqa",
        (36.2, 41.0),
        (34.5, 41.0),
    ),
    (
        "somewhere between the city of Aleppo and Idlib",
        "between",
        "somewhere between the city of Aleppo and Idlib",
        (36.07, 36.9),
        (35.5, 37.5),
    ),
    (
        "at a border crossing between Syria and Iraq",
        "border",
        "border crossing between Syria and Iraq",
        (34.42, 40.98),
        (34.4, 40.2),
    ),
    ("on the Syrian-Turkish border", "border", "Syrian-Turkish border", (36.83, 38.3), (36.2, 38.3)),
    ("along Turkey's border with Syria", "border", "Turkey's border with Syria", (36.83, 38.3), (39.0, 44.4)),
    (
        "near the periphery of Syria and Iraq",
        "border",
        "periphery of Syria and Iraq",
        (34.42, 40.98),
        (34.4, 40.2),
    ),
    ("They marched along the Euphrates.", "along", "along the Euphrates", (35.94, 39.0), (36.5, 40.0)),
    (
        "villages on the eastern bank of the Euphrates",
        "along",
        "the eastern bank of the Euphrates",
        (35.2, 40.6),
        (34.8, 39.9),
    ),
    ("farms in the Tigris valley", "along", "Tigris valley", (34.6, 43.68), (34.6, 42.5)),
    ("ambushes along the M5", "along", "along the M5", (35.13, 36.75), (35.1, 38.0)),
    ("fighting on the outskirts of Mosul", "outskirts", "outskirts of Mosul", (36.34, 43.28), (36.34, 43.13)),
    (
        "in the southern suburbs of Damascus",
        "outskirts",
        "southern suburbs of Damascus",
        (33.36, 36.29),
        (33.65, 36.29),
    ),
    (
        "on Aleppo's western outskirts",
        "outskirts",
        "Aleppo's western outskirts",
        (36.2, 36.98),
        (36.2, 37.34),
    ),
    (
        "He was caught on the road from Raqqa to Deir el-Zour.",
        "route",
        "road from Raqqa to Deir el-Zour",
        (35.65, 39.57),
        (36.4, 40.0),
    ),
    ("on the Damascus-Aleppo highway", "route", "Damascus-Aleppo highway", (34.9, 36.7), (34.9, 39.0)),
    (
        "a truck en route to Mosul from Raqqa",
        "route",
        "en route to Mosul from Raqqa",
        (36.2, 41.0),
        (34.5, 41.0),
    ),
]
