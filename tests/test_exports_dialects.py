"""The formats of other fields, held to what their specifications say."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from export_samples import TEXT, sample
from export_schemas import PLACE, PLOVER, TIMEMAP
from geomap.exporters import at_least, exporter_for
from geomap.exporters.acled import COLUMNS
from geomap.exporters.annotations import AROUND


def written(name: str, folder: Path, geojson: dict[str, Any] | None = None) -> str:
    path = folder / f"out.{name}"
    exporter_for(name, path)(geojson or sample(), path)
    return path.read_bytes().decode("utf-8")


def accept(schema: dict[str, Any], values: list[Any]) -> None:
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for value in values for error in checker.iter_errors(value)] == []


def table(folder: Path, geojson: dict[str, Any] | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(written("csv", folder, geojson).splitlines(keepends=True)))


def test_acled_columns_are_those_of_march_2023_in_their_order(tmp_path: Path):
    assert written("csv", tmp_path).split("\r\n", 1)[0] == (
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
        "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
        "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
        "tags,timestamp"
    )


def test_an_acled_row_holds_codes_and_numbers(tmp_path: Path):
    row = table(tmp_path)[0]
    assert row["event_id_cnty"] == f"SYR{sample()['features'][0]['id']}"
    assert (row["iso"], row["region"], row["country"]) == ("760", "Middle East", "Syria")
    assert (row["time_precision"], row["geo_precision"], row["fatalities"]) == ("1", "1", "14")
    assert (row["latitude"], row["longitude"]) == ("35.95283", "39.00788")


def test_gdal_reads_the_acled_rows_at_their_coordinates(tmp_path: Path):
    written("csv", tmp_path)
    (tmp_path / "out.csv").rename(tmp_path / "rows.csv")
    frame = pyogrio.read_dataframe(
        tmp_path / "rows.csv", X_POSSIBLE_NAMES="longitude", Y_POSSIBLE_NAMES="latitude"
    )
    expected = [
        (p["longitude"], p["latitude"]) if p["latitude"] is not None else None
        for p in (f["properties"] for f in sample()["features"])
    ]
    assert [g and (g.x, g.y) for g in frame.geometry] == expected


def test_what_nobody_knows_is_an_empty_cell_and_never_zero(tmp_path: Path):
    unlocated = next(row for row in table(tmp_path) if not row["location"])
    assert {unlocated[c] for c in ("latitude", "longitude", "event_date", "fatalities", "iso")} == {""}


def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(tmp_path: Path):
    geojson = sample()
    texts = ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1"]
    for text in texts:
        geojson["features"][0]["properties"]["notes"] = text
        assert table(tmp_path, geojson)[0]["notes"] == f"'{text}"
    assert "-16.85" in {row["latitude"] for row in table(tmp_path)}  # a number is no formula


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        ("Military Forces of Syria (2000-)", "State forces"),
        ("Police Forces of Iraq", "State forces"),
        ("Civilians (Syria)", "Civilians"),
        ("Protesters (Iraq)", "Protesters"),
        ("Unidentified Armed Group (Mali)", "Political militia"),
        ("Free Syrian Army", ""),
    ],
)
def test_an_actor_has_a_class_where_its_name_makes_it_plain(tmp_path: Path, actor: str, kind: str):
    geojson = sample()
    geojson["features"][0]["properties"]["actor2"] = actor
    row = table(tmp_path, geojson)[0]
    assert row["inter2"] == kind
    assert bool(row["civilian_targeting"]) == (kind == "Civilians")


def test_the_csv_is_described_beside_it_as_the_w3c_wants(tmp_path: Path):
    written("csv", tmp_path)
    described = json.loads((tmp_path / "out.csv-metadata.json").read_text(encoding="utf-8"))
    assert (described["@context"], described["url"]) == ("http://www.w3.org/ns/csvw", "out.csv")
    assert tuple(column["name"] for column in described["tableSchema"]["columns"]) == COLUMNS


def test_timemap_events_fit_its_schema(tmp_path: Path):
    events = json.loads(written("timemap", tmp_path))
    accept(TIMEMAP, events)
    assert all(event["date"] or event["latitude"] for event in events)


def test_timemap_has_every_event_with_a_day_or_a_place(tmp_path: Path):
    shown = [
        f["id"]
        for f in sample()["features"]
        if f["properties"]["event_date"] or f["properties"]["latitude"] is not None
    ]
    assert [event["id"] for event in json.loads(written("timemap", tmp_path))] == shown


def test_linked_places_fit_the_format(tmp_path: Path):
    found = json.loads(written("lpf", tmp_path))
    assert found["type"] == "FeatureCollection"
    assert found["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    accept(PLACE, found["features"])


def test_gdal_reads_linked_places_at_the_coordinates_of_the_events(tmp_path: Path):
    path = tmp_path / "places.geojson"
    exporter_for("lpf", path)(sample(), path)
    frame = pyogrio.read_dataframe(path)
    located = [f for f in sample()["features"] if f["geometry"]]
    assert len(frame) == len(located)
    for found, feature in zip(frame.geometry, located, strict=True):
        assert (
            json.loads(json.dumps(found.__geo_interface__["coordinates"]))
            == feature["geometry"]["coordinates"]
        )


def test_a_place_of_geonames_is_linked_and_a_phrase_only_nearly(tmp_path: Path):
    first, second = json.loads(written("lpf", tmp_path))["features"][:2]
    assert first["links"] == [{"type": "exactMatch", "identifier": "https://sws.geonames.org/172955/"}]
    assert second["links"] == [{"type": "closeMatch", "identifier": "https://sws.geonames.org/169389/"}]
    assert (first["properties"]["fclasses"], second["properties"]["fclasses"]) == (["P"], ["L"])


def test_plover_lines_have_the_fields_of_the_manual(tmp_path: Path):
    events = [json.loads(line) for line in written("plover", tmp_path).splitlines()]
    accept(PLOVER, events)
    assert [event["id"] for event in events] == [f["id"] for f in sample()["features"]]


def test_plover_codes_an_event_by_category_mode_and_context(tmp_path: Path):
    events = [json.loads(line) for line in written("plover", tmp_path).splitlines()]
    assert (events[0]["event"], events[0]["size"]["dead"], events[0]["quad_code"]) == (["ASSAULT"], 14, 4)
    assert (events[1]["event"], events[1]["mode"]) == (["COERCE"], ["seize"])  # a raid, by the manual
    assert [event["context"] for event in events if event["context"]] == [["negation"]]


@pytest.mark.parametrize(
    ("actor", "code", "sector"),
    [
        ("Military Forces of Syria (2000-)", "SYR", "MIL"),
        ("Police Forces of Iraq", "IRQ", "COP"),
        ("Civilians (Mali)", "MLI", "CVL"),
        ("Free Syrian Army", None, None),
    ],
)
def test_plover_actors_have_the_codes_that_their_names_tell(tmp_path: Path, actor, code, sector):
    geojson = sample()
    geojson["features"][0]["properties"]["actor1"] = actor
    [entity] = json.loads(written("plover", tmp_path, geojson).splitlines()[0])["actor"]
    assert (entity["entity_text"], entity["code"], entity["sector"]) == (actor, code, sector)


def annotations(folder: Path, geojson: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    page = json.loads(written("annotations", folder, geojson))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert page["partOf"]["total"] == len(page["items"])
    return page["items"]


def test_an_annotation_quotes_its_name_and_gives_its_position(tmp_path: Path):
    mine = [item for item in annotations(tmp_path) if item["id"].startswith("urn:geomap:article:a1:")]
    for item in mine:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"]
        assert TEXT[:start].endswith(quote["prefix"])
        assert TEXT[end:].startswith(quote["suffix"])
        assert max(len(quote["prefix"]), len(quote["suffix"])) <= AROUND
    names = {item["target"]["selector"][0]["exact"] for item in mine}
    assert names == {"GHENT", "Raqqa", "north of Idlib", "Syria", "Xanadu"}


def test_every_annotation_has_an_id_of_its_own_and_a_role(tmp_path: Path):
    items = annotations(tmp_path)
    assert len({item["id"] for item in items}) == len(items)
    roles = [body["value"] for item in items for body in item["body"] if body["purpose"] == "tagging"]
    assert sorted(set(roles)) == ["context", "dateline", "event", "origin"]


def test_the_name_of_an_event_that_was_left_out_is_annotated_as_context(tmp_path: Path):
    raqqa = f"urn:geomap:article:a1:{TEXT.index('Raqqa')}-"

    def roles(geojson: dict[str, Any]) -> list[str]:
        found = [item for item in annotations(tmp_path, geojson) if item["id"].startswith(raqqa)]
        return [item["body"][1]["value"] for item in found]

    assert (roles(sample()), roles(at_least(sample(), 0.9))) == (["event"], ["context"])


def test_an_unresolved_name_is_annotated_without_a_place(tmp_path: Path):
    [item] = [
        item
        for item in annotations(tmp_path)
        if item["target"]["selector"][0]["exact"] == "Xanadu" and ":a1:" in item["id"]
    ]
    assert [body["type"] for body in item["body"]] == ["TextualBody"]


def test_a_target_is_an_address_or_a_name_of_our_own(tmp_path: Path):
    geojson = sample()
    geojson["features"][0]["properties"]["sources"][0]["url"] = "javascript:alert(1)"
    sources = {item["target"]["source"] for item in annotations(tmp_path, geojson)}
    assert all(re.fullmatch(r"(https?://|urn:geomap:article:)[!-~]+", source) for source in sources)
    assert not any(set('<>"{}|\\^`') & set(source) for source in sources)


def test_kml_balloons_hold_words_and_nothing_that_runs(tmp_path: Path):
    geojson = sample()
    p = geojson["features"][0]["properties"]
    p["sources"][0] |= {"excerpt": "<script>alert(1)</script> & more", "url": "javascript:alert(1)"}
    tree = etree.fromstring(written("kml", tmp_path, geojson).encode())
    balloon = tree.xpath("//k:Placemark/k:description", namespaces={"k": tree.nsmap[None]})[0].text
    assert "<blockquote>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</blockquote>" in balloon
    assert "javascript" not in balloon


def test_a_vague_place_is_styled_as_vague_in_kml(tmp_path: Path):
    tree = etree.fromstring(written("kml", tmp_path).encode())
    space = {"k": tree.nsmap[None]}
    styles = {
        mark.findtext("k:name", namespaces=space): mark.findtext("k:styleUrl", namespaces=space)
        for mark in tree.xpath("//k:Placemark", namespaces=space)
    }
    assert styles["Armed clash: Ar Raqqah"] == "#type0"
    assert styles["Arrests: north of Idlib"] == "#type5-vague"
    assert {url[1:] for url in styles.values()} <= {
        style.get("id") for style in tree.xpath("//k:Style", namespaces=space)
    }


def test_kml_tells_when(tmp_path: Path):
    tree = etree.fromstring(written("kml", tmp_path).encode())
    spans = tree.xpath("//k:TimeSpan/k:begin/text()", namespaces={"k": tree.nsmap[None]})
    assert spans == ["2017-05-03", "2020-01-02"]
