"""The GeoJSON that everything else is made from."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from export_samples import TEXT, day, event, mention, raqqa_reading, town
from geomap.errors import ConfigError
from geomap.exporters import (
    at_least,
    exporter_for,
    read_geojson,
    record_line,
    summary,
    to_geojson,
    to_record,
    write_geojson,
    write_ledger,
)
from geomap.exporters.properties import certainty
from geomap.model import Article, GeoReference, Location, Place, Reading, Span


def collection(*readings):
    return to_geojson(
        readings or (raqqa_reading(),),
        version="0.1.0",
        gazetteer_info={"version": "7"},
        attribution=["GeoNames, CC BY 4.0"],
    )


def test_every_event_is_one_feature_and_unlocated_ones_have_no_geometry():
    features = collection()["features"]
    assert [f["geometry"] and f["geometry"]["type"] for f in features] == ["Point", "Polygon", None]
    assert [f["properties"]["certainty"] for f in features] == ["exact", "area", "none"]


def test_positions_are_longitude_first_and_rounded():
    assert collection()["features"][0]["geometry"]["coordinates"] == [39.00788, 35.95283]


def test_outer_rings_run_counter_clockwise_and_are_closed():
    from shapely import LinearRing

    ring = collection()["features"][1]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert LinearRing(ring).is_ccw


def test_marks_cut_the_words_out_of_the_excerpt():
    properties = collection()["features"][0]["properties"]
    words = {kind: properties["excerpt"][start:end] for kind, start, end in properties["marks"]}
    assert words == {"what": "clash", "where": "Raqqa", "when": "3 May", "who": "Free Syrian Army"}


def test_excerpt_and_trigger_offsets_index_the_article():
    for feature in collection()["features"]:
        p = feature["properties"]
        assert TEXT[p["excerpt_start"] : p["excerpt_end"]] == p["excerpt"]
        assert TEXT[p["trigger_start"] : p["trigger_end"]] == p["trigger"]


def test_acled_names_hold_acled_values():
    p = collection()["features"][0]["properties"]
    assert (p["iso"], p["country"], p["admin1"], p["location"]) == (760, "Syria", "Ar-Raqqah", "Ar Raqqah")
    assert (p["event_date"], p["year"], p["time_precision"]) == ("2017-05-03", 2017, 1)
    assert (p["disorder_type"], p["fatalities"], p["fatalities_max"]) == ("Political violence", 14, None)


def test_an_undated_event_has_no_date_rather_than_a_guess():
    p = collection()["features"][1]["properties"]
    assert [p[k] for k in ("event_date", "event_date_end", "year", "time_precision", "date_precision")] == [
        None
    ] * 5


def test_the_rule_of_a_phrase_is_told():
    assert collection()["features"][1]["properties"]["rule"] == "a sector to the north"


def test_every_name_that_is_not_drawn_is_in_the_ledger_with_its_reason():
    ledger = {row["name"]: row["reason"] for row in collection()["geomap"]["ledger"]}
    assert ledger == {"GHENT": "dateline", "Syria": "origin", "Xanadu": "unresolved"}


def test_a_ledger_row_shows_the_name_in_its_sentence():
    row = collection()["geomap"]["ledger"][2]
    [(kind, start, end)] = row["marks"]
    assert (kind, row["excerpt"][start:end], TEXT[row["start"] : row["end"]]) == ("where", "Xanadu", "Xanadu")


def test_a_country_is_never_an_exact_place():
    syria = Location(
        name="Syria", lat=35, lon=38, radius_km=350, geo_precision=3, country="SY", feature="PCLI"
    )
    assert certainty(syria) == "country"


def test_mentions_of_one_name_for_one_reason_share_a_row():
    text = "Xanadu, Xanadu and Xanadu."
    found = tuple(GeoReference(mention=mention(text, "Xanadu", "context", start=n)) for n in (0, 8, 19))
    reading = Reading(article=Article(id="x", text=text), references=found)
    assert [(r["name"], r["count"]) for r in collection(reading)["geomap"]["ledger"]] == [("Xanadu", 3)]


def test_the_same_article_twice_gives_each_event_once():
    ids = [f["id"] for f in collection(raqqa_reading(), raqqa_reading())["features"]]
    assert len(ids) == len(set(ids)) == 3


def test_no_articles_give_an_empty_collection(tmp_path: Path):
    empty = to_geojson((), version="0.1.0")
    assert "bbox" not in empty
    write_geojson(empty, tmp_path / "empty.geojson")
    assert read_geojson(tmp_path / "empty.geojson") == empty


def test_what_is_written_is_read_back_the_same(tmp_path: Path):
    path = tmp_path / "out" / "week.geojson"
    geojson = collection()
    write_geojson(geojson, path)
    assert read_geojson(path) == geojson
    assert [p.name for p in path.parent.iterdir()] == ["week.geojson"]


def test_the_same_result_gives_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        write_geojson(collection(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


HOSTILE = (
    "{{ 7*7 }} {% raise %} </script> ${x} ` C:\\2019 \ud800 \x00 \u2028 \u202eעבדת مدينة <img onerror=1>"
)


def test_hostile_text_comes_through_unchanged(tmp_path: Path):
    text = f"A clash {HOSTILE}"
    reading = Reading(article=Article(id="h", text=text, title=HOSTILE), events=(event(text, "clash"),))
    geojson = collection(reading)
    write_geojson(geojson, tmp_path / "h.geojson")
    assert (tmp_path / "h.geojson").read_bytes().decode("utf-8")
    assert read_geojson(tmp_path / "h.geojson")["features"][0]["properties"]["excerpt"] == text
    assert json.loads(record_line(reading))["title"] == HOSTILE
    write_ledger(geojson, tmp_path / "h.csv")


def test_not_a_number_is_refused_and_nothing_is_left_behind(tmp_path: Path):
    broken = collection()
    broken["features"][0]["properties"]["confidence"] = float("nan")
    with pytest.raises(ValueError, match="JSON compliant"):
        write_geojson(broken, tmp_path / "x.geojson")
    assert list(tmp_path.iterdir()) == []


def test_the_record_of_an_article_follows_the_contract():
    record = to_record(raqqa_reading())
    assert (record["published"], record["published_basis"]) == ("2017-05-04", "given")
    unresolved = record["toponyms"][4]
    assert (unresolved["place"], unresolved["lat"], unresolved["lon"], unresolved["candidates"]) == (
        None,
        None,
        None,
        [],
    )
    for found in (*record["toponyms"], *(e["trigger"] for e in record["events"])):
        assert TEXT[found["start"] : found["end"]] == found["text"]
    assert record["events"][0]["fatalities"] == {"min": 14, "max": None, "start": 17, "end": 28}
    assert record["events"][1]["location"]["relation"] == "north_of"
    assert record["events"][2]["location"] is None
    assert record["flows"][0]["from"]["name"] == "Syria"
    assert record["zones"][0]["class"] == "attack"


def test_a_record_is_one_line_of_json():
    line = record_line(raqqa_reading())
    assert line.count("\n") == 1
    assert json.loads(line) == to_record(raqqa_reading())


def test_the_ledger_file_opens_in_a_spreadsheet_without_running_formulas(tmp_path: Path):
    text = "=cmd() near Xanadu"
    found = GeoReference(mention=mention(text, "=cmd()", "context"))
    reading = Reading(article=Article(id="x", text=text), references=(found,))
    write_ledger(collection(reading), tmp_path / "x.ledger.csv")
    with (tmp_path / "x.ledger.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["reason"], row["start"]) for row in rows] == [("'=cmd()", "unresolved", "0")]


def test_the_summary_counts_events_by_how_well_they_are_placed():
    [row] = summary(collection())
    assert {k: row[k] for k in ("events", "exact", "area", "no place", "names", "not drawn")} == {
        "events": 3, "exact": 1, "area": 1, "no place": 1, "names": 5, "not drawn": 3,
    }  # fmt: skip


def test_less_sure_events_can_be_left_out():
    assert at_least(collection(), 0.9)["features"] == []
    rows = at_least(collection(), 0.9)["geomap"]["ledger"]
    assert [(r["name"], r["why"]) for r in rows if r["reason"] == "unsure"] == [
        ("Raqqa", "its confidence, 0.8, is below 0.9"),
        ("north of Idlib", "its confidence, 0.8, is below 0.9"),
        ("bombing", "its confidence, 0.8, is below 0.9"),
    ]
    assert len(at_least(collection(), 0.8)["features"]) == 3


def test_an_unknown_format_lists_the_known_ones():
    with pytest.raises(ConfigError, match=r"known are .*geojson"):
        exporter_for("shp", "x.shp")
    with pytest.raises(ConfigError, match="format is not clear"):
        exporter_for(None, "x.bin")


def test_the_gazetteer_is_told_by_its_version_and_not_by_where_it_lay():
    info = {"file": "g.sqlite", "my.sqlite file": "g", "data": "7", "PPL": 3, "my.sqlite ADM1": 2}
    assert to_geojson((), gazetteer_info=info)["geomap"]["gazetteer"] == {"data": "7"}


def test_candidates_of_the_place_are_listed_best_first():
    [candidate] = collection()["features"][0]["properties"]["candidates"]
    assert (candidate["id"], candidate["score"], candidate["radius_km"]) == ("geonames:172955", 0.9, 6.0)


def test_an_event_at_a_second_place_of_the_world_is_on_the_right_side_of_it():
    text = "A clash in Taveuni"
    taveuni = Place(id="t:1", name="Taveuni", lat=-16.85, lon=-179.98, feature="ISL", country="FJ")
    where = town(taveuni, Span(start=11, end=18, text="Taveuni"))
    reading = Reading(
        article=Article(id="f", text=text),
        events=(event(text, "clash", location=where, when=day("2020-01-02")),),
    )
    assert collection(reading)["bbox"] == [-179.98, -16.85, -179.98, -16.85]
