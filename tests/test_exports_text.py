"""Any text at all makes files that open, with the same text in them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from export_samples import sample
from geomap.exporters import exporter_for, read_geojson
from geomap.exporters.credits import clean, clean_xml

ANY = st.text(st.characters(categories=None), min_size=1, max_size=60)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(name: str, ending: str, folder: Path, text: str) -> Path:
    """A file in which every text of the first event is this one."""
    geojson = sample()
    p = geojson["features"][0]["properties"]
    for key in ("excerpt", "notes", "actor1", "location", "location_text", "trigger", "source", "why"):
        p[key] = text
    for source in p["sources"]:
        source |= {"excerpt": text, "title": text, "source": text, "article_id": text, "url": text}
    geojson["geomap"]["attribution"] = [text]
    path = folder / f"x.{ending}"
    exporter_for(name, path)(geojson, path)
    return path


@QUICK
@given(text=ANY)
def test_geojson_keeps_every_character(text: str, tmp_path: Path):
    found = read_geojson(write("geojson", "geojson", tmp_path, text))
    assert found["features"][0]["properties"]["excerpt"] == text


@QUICK
@given(text=ANY)
def test_geoparquet_keeps_every_character_that_can_be_stored(text: str, tmp_path: Path):
    found = read_geojson(write("parquet", "parquet", tmp_path, text))
    assert found["features"][0]["properties"]["excerpt"] == clean(text)
    assert found["features"][0]["properties"]["sources"][0]["title"] == text


@settings(QUICK, max_examples=6)
@given(text=ANY)
@pytest.mark.parametrize(("name", "ending"), [("gpkg", "gpkg"), ("fgb", "fgb")])
def test_files_of_gdal_keep_every_character_that_can_be_stored(
    name: str, ending: str, text: str, tmp_path: Path
):
    path = write(name, ending, tmp_path, text)
    frame = pyogrio.read_dataframe(path, layer="events")
    assert frame["excerpt"][0] == clean(text)


@QUICK
@given(text=ANY)
def test_kml_keeps_every_character_that_xml_has(text: str, tmp_path: Path):
    tree = etree.parse(write("kml", "kml", tmp_path, text))
    [why] = tree.xpath("(//*[local-name()='SimpleData' and @name='why'])[1]/text()")
    assert why.replace("\r", "\n") == clean_xml(text).replace("\r\n", "\n").replace("\r", "\n")


@QUICK
@given(text=ANY)
def test_csv_keeps_every_character_behind_the_apostrophe(text: str, tmp_path: Path):
    with write("csv", "csv", tmp_path, text).open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    kept = clean(text)
    assert row["notes"].removeprefix("'") == kept.removeprefix("'")
    assert row["notes"][:1] not in set("=+-@\t\r")


@QUICK
@given(text=ANY)
@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("lpf", "jsonld"),
        ("annotations", "jsonld"),
        ("timemap", "json"),
        ("plover", "jsonl"),
        ("geojsonl", "geojsonl"),
    ],
)
def test_json_of_every_kind_is_utf_8_and_parses(name: str, ending: str, text: str, tmp_path: Path):
    written = write(name, ending, tmp_path, text).read_bytes().decode("utf-8")
    parts = written.splitlines() if ending.endswith("l") else [written]
    assert all(json.loads(part) for part in parts)
