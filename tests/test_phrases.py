"""Phrases such as "north of Idlib" become areas as vague as the words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from shapely.geometry import shape

from geomap.borders import Borders, open_borders
from geomap.geo import distance_km
from geomap.model import Article, GeoReference
from geomap.resolve import find_areas
from geomap.resolve.precision import precision_of
from geomap.resolve.shapes import course_of
from geomap.resolve.wording import direction_of
from phrase_samples import (
    FORMS,
    areas_in,
    covers,
    references_in,
    the_area,
)


@pytest.fixture(scope="module")
def borders() -> Borders:
    return open_borders()


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
        "students outside the Raqqa parliament",
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
