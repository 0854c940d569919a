"""Shapes as RFC 7946 wants them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from export_samples import event
from geomap.exporters import to_geojson
from geomap.exporters.geometry import bounding_box, positions, to_geometry
from geomap.model import Article, Location, Reading


def test_an_area_across_the_antimeridian_is_cut_there():
    fiji = {
        "type": "Polygon",
        "coordinates": [[[178, -19], [-178, -19], [-178, -16], [178, -16], [178, -19]]],
    }
    cut = to_geometry(fiji)
    assert cut is not None
    assert cut["type"] == "MultiPolygon"
    assert bounding_box([cut]) == [178.0, -19.0, -178.0, -16.0]


def test_an_area_round_a_pole_is_cut_and_led_over_it():
    cap = {"type": "Polygon", "coordinates": [[[lon, 80] for lon in range(-180, 181, 20)]]}
    shape = to_geometry(cap)
    assert shape is not None
    assert max(lat for _, lat in positions(shape)) == 90


def test_an_area_too_small_to_write_becomes_its_point():
    speck = {"type": "Polygon", "coordinates": [[[1, 1], [1.000001, 1], [1.000001, 1.000001], [1, 1]]]}
    location = Location(name="x", lat=1, lon=1, radius_km=0.1, geo_precision=2, geometry=speck)
    text = "A clash"
    reading = Reading(article=Article(id="x", text=text), events=(event(text, "clash", location=location),))
    assert to_geojson([reading])["features"][0]["geometry"] == {"type": "Point", "coordinates": [1.0, 1.0]}


@settings(max_examples=100, deadline=None)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-89, 89),
    radii=st.lists(st.floats(0.01, 30), min_size=3, max_size=12),
)
def test_any_area_is_valid_within_the_world_and_wound_right(lon: float, lat: float, radii: list[float]):
    from math import cos, pi, sin

    from shapely.geometry import shape

    turns = [2 * pi * i / len(radii) for i in range(len(radii))]
    ring = [
        [lon + r * cos(t), max(-90, min(90, lat + r * sin(t)))] for r, t in zip(radii, turns, strict=True)
    ]
    written = to_geometry({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    if written is None:
        return
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in positions(written))
    parts = shape(written)
    for part in getattr(parts, "geoms", [parts]):
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)
