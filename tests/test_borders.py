"""Countries as shapes, from the borders that come with geomap."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from geomap.borders import Borders, open_borders


@pytest.fixture(scope="module")
def borders() -> Borders:
    return open_borders()


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (33.51, 36.29, "SY"),
        (36.34, 43.13, "IQ"),
        (35.93, 36.63, "SY"),
        (71.29, -156.79, "US"),
        (66.0, -172.0, "RU"),
        (42.66, 21.16, "XK"),
        (30.0, -40.0, None),
    ],
)
def test_a_point_lies_in_its_country(borders: Borders, lat: float, lon: float, code: str | None) -> None:
    assert borders.country_at(lat, lon) == code


def test_neighbours_share_a_land_border(borders: Borders) -> None:
    assert borders.neighbours("SY") == ("IL", "IQ", "JO", "LB", "TR")
    assert borders.neighbours("IS") == ()


def test_the_line_between_two_countries_is_the_same_from_both_sides(borders: Borders) -> None:
    line = borders.shared("SY", "IQ")
    assert line is not None
    assert line.equals(borders.shared("IQ", "SY"))
    assert line.distance(Point(41.0, 34.4)) < 0.1  # Abu Kamal and Qaim


@pytest.mark.parametrize(("first", "second"), [("SY", "FR"), ("SY", "SY"), ("SY", "ZZ")])
def test_countries_that_do_not_touch_share_no_line(borders: Borders, first: str, second: str) -> None:
    assert borders.shared(first, second) is None


def test_an_island_has_no_land_border(borders: Borders) -> None:
    assert borders.outline("IS") is None
    assert borders.outline("SY") is not None


def test_an_unknown_code_has_no_shape(borders: Borders) -> None:
    assert borders.country("ZZ") is None


@pytest.mark.parametrize("detail", ["10m", "50m", "110m"])
def test_every_country_is_a_valid_shape_within_the_degrees_of_the_map(detail) -> None:  # type: ignore[no-untyped-def]
    borders = open_borders(detail)
    for code in ("SY", "RU", "FJ", "US", "AQ", "NZ"):
        shape = borders.country(code)
        assert shape is not None
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180.01 <= west <= east <= 180.01
        assert -90.01 <= south <= north <= 90.01
