"""A GeoJSON of events that is read again: what is wrong with it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from export_samples import raqqa_reading
from geomap.errors import InputError
from geomap.exporters import (
    read_geojson,
    to_geojson,
    write_geojson,
)


def collection():
    return to_geojson((raqqa_reading(),))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"type": NaN}', "NaN is not a number"),
        ("[]", "not a GeoJSON FeatureCollection"),
        ('{"type":"FeatureCollection","features":[]}', "not written by geomap"),
        ('{"type":"FeatureCollection","geomap":{}}', "not a list"),
        ('{"type":"FeatureCollection","features":[],"geomap":{"ledger":3}}', "ledger has the wrong type"),
        ('{"type":"FeatureCollection","features":[3],"geomap":{}}', "feature 0: is not a Feature"),
        ('{"type":"FeatureCollection","features":[{"type":"Feature"}],"geomap":{}}', "feature 0: has no id"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path: Path, content: str, reason: str):
    path = tmp_path / "bad.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        read_geojson(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"excerpt": None}, "excerpt is missing"),
        ({"confidence": "high"}, "confidence has the wrong type"),
        ({"marks": [["what", 1]]}, "marks has the wrong type"),
        ({"certainty": "none"}, "certainty 'none' does not go"),
        ({"event_date": "yesterday"}, "event_date has the wrong type"),
    ],
)
def test_a_property_of_the_wrong_kind_is_named(tmp_path: Path, change: dict, reason: str):
    geojson = collection()
    geojson["features"][0]["properties"] |= change
    write_geojson(geojson, tmp_path / "bad.geojson")
    with pytest.raises(InputError, match=reason):
        read_geojson(tmp_path / "bad.geojson")


@pytest.mark.parametrize(
    ("name", "key", "value", "reason"),
    [
        ("sources", "excerpt", None, "feature 0: sources 0: excerpt is missing"),
        ("candidates", "lat", "north", "feature 0: candidates 0: lat is missing or has the wrong type"),
        ("candidates", "score", "high", "feature 0: candidates 0: score has the wrong type"),
        ("ledger", "start", 1.5, "ledger 0: start is missing or has the wrong type"),
        ("articles", "id", None, "articles 0: id is missing"),
        ("flows", "from", {"name": "x"}, "flows: end 0: lat is missing"),
        ("zones", "geometry", {"type": "Circle"}, "zones: its geometry is not one that geomap writes"),
        ("rejected", "id", None, "rejected feature 0: has no id"),
    ],
)
def test_a_row_inside_a_list_is_checked_too(tmp_path: Path, name: str, key: str, value: object, reason: str):
    geojson = collection()
    geojson["geomap"]["rejected"] = [dict(geojson["features"][2])]
    holder = geojson["geomap"] if name in geojson["geomap"] else geojson["features"][0]["properties"]
    holder[name][0][key] = value
    write_geojson(geojson, tmp_path / "bad.geojson")
    with pytest.raises(InputError, match=reason):
        read_geojson(tmp_path / "bad.geojson")


@pytest.mark.parametrize("position", [[200, 10], [10, 95], [None, 0], [True, 1], []])
def test_a_position_off_the_earth_is_named(tmp_path: Path, position: list):
    geojson = collection()
    geojson["features"][0]["geometry"]["coordinates"] = position
    write_geojson(geojson, tmp_path / "bad.geojson")
    with pytest.raises(InputError, match="not on Earth"):
        read_geojson(tmp_path / "bad.geojson")
