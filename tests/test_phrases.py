"""Phrases such as "north of Idlib" become areas as vague as the words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from shapely.geometry import Point, shape

from geomap.borders import Borders, open_borders
from geomap.geo import distance_km
from geomap.model import Area, Article, Candidate, GeoReference, Mention, Place
from geomap.resolve import find_areas
from geomap.resolve.precision import precision_of
from geomap.resolve.shapes import course_of
from geomap.resolve.wording import direction_of

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


@pytest.fixture(scope="module")
def borders() -> Borders:
    return open_borders()


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


@pytest.mark.parametrize(("text", "relation", "words", "inside", "outside"), FORMS, ids=[f[2] for f in FORMS])
def test_a_phrase_means_the_ground_that_a_reader_would_point_to(
    text: str,
    relation: str,
    words: str,
    inside: tuple[float, float],
    outside: tuple[float, float],
    borders: Borders,
) -> None:
    area = the_area(text, borders)
    assert (area.relation, area.text) == (relation, words)
    assert covers(area, *inside)
    assert not covers(area, *outside)


@pytest.mark.parametrize("text", [f[0] for f in FORMS], ids=[f[2] for f in FORMS])
def test_every_area_is_a_valid_surface_with_an_honest_radius(text: str, borders: Borders) -> None:
    area = the_area(text, borders)
    made = shape(area.geometry)
    assert made.is_valid
    assert made.area > 0
    corners = [point for part in getattr(made, "geoms", [made]) for point in part.exterior.coords]
    furthest = max(distance_km(area.lat, area.lon, lat, lon) for lon, lat in corners)
    assert furthest <= area.radius_km * 1.05 + 1
    assert covers(area, area.lat, area.lon)
    assert text[area.start : area.end] == area.text


@pytest.mark.parametrize(
    "text",
    [
        "northern Syria",
        "in the west of Syria",
        "Syria's south",
        "the southern outskirts of Qamishli",
        "north of Qamishli",
    ],
)
def test_a_part_of_a_country_ends_at_its_border(text: str, borders: Borders) -> None:
    syria = borders.country("SY")
    assert syria is not None
    made = shape(the_area(text, borders).geometry)
    assert made.difference(syria.buffer(0.05)).area < 0.02 * made.area


@pytest.mark.parametrize(
    "text",
    [
        "talks between Syria and Iraq",
        "the war between Turkey and Syria",
        "a deal between Mosul and Raqqa was struck",
        "the northern Syrian city of Raqqa",
        "Syria's northern city of Raqqa",
        "Syrian border guards",
        "North Korea fired a missile",
        "Raqqa and Mosul fell",
        "people near Syria",
        "a shop on north Aleppo Street",
        "groups around Hasaka Province",
    ],
)
def test_words_that_mean_no_area_give_none(text: str, borders: Borders) -> None:
    assert areas_in(text, borders) == ()


def test_a_border_is_cut_to_the_stretch_near_the_town_that_the_text_names(borders: Borders) -> None:
    area = the_area("In Kobane, on the Turkish border, shells fell.", borders)
    assert covers(area, 36.88, 38.3)
    assert not covers(area, 37.1, 41.5)


def test_the_other_side_of_a_border_is_the_neighbour_that_the_text_names(borders: Borders) -> None:
    area = the_area("Syria moved troops to the Turkish border.", borders)
    assert covers(area, 36.83, 38.3)
    assert not covers(area, 39.0, 44.4)


def test_a_distance_from_a_border_is_a_strip(borders: Borders) -> None:
    area = the_area("20 km from the Turkish border, in Raqqa", borders)
    assert area.relation == "distance"
    assert covers(area, 36.5, 39.0)


def test_two_directions_make_one_area_of_both(borders: Borders) -> None:
    area = the_area("to the north and east of Aleppo", borders)
    assert covers(area, 36.4, 37.16)
    assert covers(area, 36.2, 37.5)


def test_a_direction_seen_from_a_river_lies_on_that_side(borders: Borders) -> None:
    area = the_area("raids east of the Euphrates", borders)
    assert covers(area, 35.3, 40.3)
    assert not covers(area, 35.3, 39.8)


def test_an_unresolved_or_approximate_name_gives_no_area(borders: Borders) -> None:
    text = "north of Idlib"
    (reference,) = references_in(text)
    for broken in (
        GeoReference(mention=reference.mention),
        GeoReference(mention=reference.mention, place=reference.place, approximate=True),
    ):
        assert find_areas(Article(id="a", text=text), [broken], borders=borders) == ()


def test_areas_come_in_order_and_share_no_words(borders: Borders) -> None:
    text = "From northern Syria to the Syrian-Turkish border, near Kobane and north of Idlib, it was calm."
    areas = areas_in(text, borders)
    assert [a.relation for a in areas] == ["northern", "border", "near", "north_of"]
    assert all(a.end <= b.start for a, b in pairwise(areas))


def test_anchors_name_the_references(borders: Borders) -> None:
    text = "Iraq said a convoy between Mosul and Raqqa was hit."
    assert the_area(text, borders).anchors == (1, 2)


def test_private_characters_in_hostile_text_are_no_places(borders: Borders) -> None:
    assert areas_in("north of \ue000 and near \ue001, between \ue000 and \ue000", borders) == ()


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("north", "north"),
        ("North-Eastern", "northeast"),
        ("south west", "southwest"),
        ("SSE", "southeast"),
        ("NE", "northeast"),
        ("southernmost", "south"),
        ("westward", "west"),
        ("centre", "central"),
    ],
)
def test_a_direction_is_read_in_any_spelling(words: str, direction: str) -> None:
    assert direction_of(words) == direction


def test_a_river_without_a_known_course_is_drawn_about_its_point(borders: Borders) -> None:
    text = "along the Euphrates"
    (reference,) = references_in(text)
    assert reference.place is not None
    bare = replace(reference, place=replace(reference.place, course=()))
    (area,) = find_areas(Article(id="a", text=text), [bare], borders=borders)
    assert "not known" in area.rule
    assert course_of(replace(reference.place, course=((1.0, 2.0),))) is None


@pytest.mark.parametrize(
    ("radius_km", "codes"),
    [(1, (1, 1, 5)), (10, (1, 1, 4)), (30, (2, 2, 3)), (55, (2, 3, 3)), (120, (3, 4, 2)), (500, (3, 6, 1))],
)
def test_precision_codes_follow_from_one_radius(radius_km: float, codes: tuple[int, int, int]) -> None:
    found = precision_of(radius_km)
    assert (found.acled, found.ucdp, found.plover) == codes


def test_a_long_line_is_a_line_to_ucdp() -> None:
    assert precision_of(120, line=True).ucdp == precision_of(500, line=True).ucdp == 5
