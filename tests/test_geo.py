"""Distances and shapes on the globe."""

from __future__ import annotations

import pytest
from shapely.geometry import Point, box, shape

from geomap import geo

MOSUL = (36.34, 43.13)


def test_a_quarter_of_the_globe_is_ten_thousand_kilometres() -> None:
    assert geo.distance_km(0, 0, 90, 0) == pytest.approx(10007.5, abs=0.5)


def test_a_destination_lies_at_its_distance_and_bearing() -> None:
    for bearing in (1, 45, 133, 270):
        lat, lon = geo.destination(*MOSUL, bearing, 80)
        assert geo.distance_km(*MOSUL, lat, lon) == pytest.approx(80)
        assert geo.bearing_deg(*MOSUL, lat, lon) == pytest.approx(bearing, abs=0.01)


def test_a_destination_past_the_antimeridian_has_a_longitude_on_the_other_side() -> None:
    assert geo.destination(0, 179.9, 90, 100)[1] == pytest.approx(-179.2, abs=0.01)


def test_the_midpoint_is_as_far_from_either_end() -> None:
    lat, lon = geo.midpoint(35.33, 40.14, 36.5, 40.75)
    assert geo.distance_km(35.33, 40.14, lat, lon) == pytest.approx(geo.distance_km(36.5, 40.75, lat, lon))


def test_a_disc_reaches_its_radius_and_no_further() -> None:
    disc = geo.disc(*MOSUL, 25)
    assert disc.covers(Point(*reversed(geo.destination(*MOSUL, 200, 24.8))))
    assert not disc.covers(Point(*reversed(geo.destination(*MOSUL, 200, 25.2))))


def test_a_ring_leaves_out_its_middle() -> None:
    assert not geo.ring(*MOSUL, 10, 20).covers(Point(MOSUL[1], MOSUL[0]))


def test_a_sector_lies_on_its_side_only() -> None:
    sector = geo.sector(*MOSUL, 0, 5, 30)
    assert sector.covers(Point(*reversed(geo.destination(*MOSUL, 20, 20))))
    assert not sector.covers(Point(*reversed(geo.destination(*MOSUL, 180, 20))))


def test_a_corridor_holds_both_ends_and_the_middle() -> None:
    corridor = geo.corridor(35.33, 40.14, 36.5, 40.75, 10)
    for lat, lon in ((35.33, 40.14), (36.5, 40.75), geo.midpoint(35.33, 40.14, 36.5, 40.75)):
        assert corridor.covers(Point(lon, lat))


def test_a_corridor_between_a_place_and_itself_is_a_disc() -> None:
    assert geo.corridor(*MOSUL, *MOSUL, 10).equals_exact(geo.disc(*MOSUL, 10), 1e-6)


def test_the_northern_half_has_half_of_the_surface_and_lies_north() -> None:
    whole = box(38, 34, 42, 37)
    half = geo.part(whole, 0.0)
    assert half.area == pytest.approx(whole.area / 2, rel=0.03)
    assert half.bounds[1] > 35.3


def test_the_central_part_lies_about_the_middle() -> None:
    part = geo.part(box(38, 34, 42, 37), None, share=0.3)
    assert part.centroid.distance(Point(40, 35.5)) < 0.1


def test_a_shape_that_shrinks_to_nothing_is_empty() -> None:
    assert geo.buffer(geo.disc(*MOSUL, 5), -10).is_empty


@pytest.mark.parametrize("make", [lambda: geo.disc(52, 179.5, 200), lambda: geo.disc(-17, -179.9, 150)])
def test_a_shape_across_the_antimeridian_comes_in_parts_within_the_degrees_of_the_map(make) -> None:  # type: ignore[no-untyped-def]
    disc = make()
    assert disc.is_valid
    assert disc.geom_type == "MultiPolygon"
    assert disc.bounds[0] >= -180
    assert disc.bounds[2] <= 180


def test_a_disc_about_a_pole_is_closed_over_it() -> None:
    disc = geo.disc(89, 40, 300)
    assert disc.is_valid
    assert disc.covers(Point(-100, 89.5))


def test_the_point_that_stands_for_a_shape_lies_inside_it() -> None:
    lat, lon, radius = geo.centre_and_radius(geo.ring(*MOSUL, 40, 50))
    assert geo.ring(*MOSUL, 40, 50).covers(Point(lon, lat))
    assert 50 < radius <= 100


def test_geojson_has_five_decimals_closed_rings_and_counter_clockwise_outlines() -> None:
    geometry = geo.to_geojson(geo.ring(*MOSUL, 10, 20))
    outer, inner = geometry["coordinates"]
    assert outer[0] == outer[-1]
    assert shape({"type": "Polygon", "coordinates": [outer]}).exterior.is_ccw
    assert not shape({"type": "Polygon", "coordinates": [inner]}).exterior.is_ccw
    assert all(round(value, 5) == value for point in outer for value in point)


def test_a_shape_survives_geojson() -> None:
    corridor = geo.corridor(35.33, 40.14, 36.5, 40.75, 10)
    back = geo.from_geojson(geo.to_geojson(corridor))
    assert back.is_valid
    assert back.symmetric_difference(corridor).area < 1e-3
