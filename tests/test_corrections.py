"""What a reader corrected in the map holds on every later run, and says that it was done by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from export_samples import raqqa_reading
from geomap.corrections import Correction, apply_corrections, read_corrections, write_corrections
from geomap.errors import CorrectionError
from geomap.exporters import at_least, read_geojson, to_geojson, write_geojson

ALEPPO = {
    "place_id": "geonames:170063", "name": "Aleppo", "lat": 36.20124, "lon": 37.16117, "radius_km": 9.0,
    "country": "SY",
}  # fmt: skip


def collection(*article_ids: str):
    return to_geojson([raqqa_reading(name) for name in article_ids or ("a1",)])


def correction(feature: dict, action: str, **value):
    """What the page writes for a feature."""
    p = feature["properties"]
    key = {
        "article_id": p["article_id"],
        "source": p["sources"][0]["source"],
        "url": p["sources"][0]["url"],
        "name": p["location_text"],
        "trigger": p["trigger"],
        "excerpt": p["excerpt"],
        "event_date": p["event_date"],
    }
    return Correction(event_id=feature["id"], action=action, key=key, value=value)


def corrected(action: str, index: int = 0, **value):
    """The properties of an event after one correction, and its feature."""
    geojson = collection()
    one = correction(geojson["features"][index], action, **value)
    result, not_applied = apply_corrections(geojson, [one])
    assert not_applied == ()
    feature = next(f for f in result["features"] if f["id"] == one.event_id)
    return feature["properties"], feature


def test_a_chosen_candidate_moves_the_event_and_says_where_it_was():
    p, feature = corrected("candidate", **ALEPPO)
    assert feature["geometry"] == {"type": "Point", "coordinates": [37.16117, 36.20124]}
    assert (p["location"], p["place_id"], p["iso"], p["certainty"]) == (
        "Aleppo",
        "geonames:170063",
        760,
        "exact",
    )
    assert p["corrected"]["before"]["location"] == "Ar Raqqah"
    assert p["notes"].startswith("Armed clash; Aleppo, Syria; 2017-05-03")


def test_a_phrase_about_another_place_stays_as_vague_as_it_was():
    p, _ = corrected("candidate", 1, **ALEPPO)
    assert (p["certainty"], p["radius_km"], p["geo_precision"]) == ("area", 25.0, 2)


def test_a_dragged_point_is_where_the_reader_put_it():
    p, feature = corrected("move", lat=35.96, lon=39.01)
    assert feature["geometry"]["coordinates"] == [39.01, 35.96]
    assert (p["location"], p["country_code"], p["admin1"], p["radius_km"]) == (
        "Ar Raqqah",
        "SY",
        "Ar-Raqqah",
        1.0,
    )


def test_a_point_dragged_over_a_border_is_in_the_other_country():
    p, _ = corrected("move", lat=37.1, lon=38.8)
    assert (p["country"], p["iso"], p["admin1"]) == ("Turkey", 792, None)


def test_a_point_in_a_harbour_is_in_the_country_of_the_shore():
    p, _ = corrected("move", lat=55.68, lon=12.59)
    assert p["country"] == "Denmark"
    p, _ = corrected("move", lat=43.0, lon=34.0)
    assert (p["country"], p["iso"], p["certainty"]) == (None, None, "exact")


def test_a_date_set_by_hand_carries_its_precision():
    p, _ = corrected("date", start="2017-05-01", end="2017-05-07", precision="week")
    assert (p["event_date"], p["event_date_end"], p["time_precision"], p["year"]) == (
        "2017-05-01",
        "2017-05-07",
        2,
        2017,
    )
    assert p["date_basis"] == "set by hand"
    assert p["corrected"]["before"]["event_date"] == "2017-05-03"


def test_a_type_set_by_hand_brings_its_disorder_type():
    p, _ = corrected("type", event_type="Protests", sub_event_type="Peaceful protest")
    assert (p["event_type"], p["disorder_type"]) == ("Protests", "Demonstrations")


def test_a_note_is_kept_with_the_event():
    p, _ = corrected("note", text="Seen on video.")
    assert p["corrected"] == {"actions": ["note"], "note": "Seen on video.", "before": {}}


def test_the_first_value_is_remembered_through_several_corrections():
    geojson = collection()
    feature = geojson["features"][0]
    rows = [correction(feature, "date", start=day) for day in ("2017-06-01", "2017-07-01")]
    result, _ = apply_corrections(geojson, rows)
    p = result["features"][0]["properties"]
    assert (p["event_date"], p["corrected"]["before"]["event_date"]) == ("2017-07-01", "2017-05-03")


def test_the_result_that_was_given_stays_as_it_was():
    geojson, fresh = collection(), collection()
    apply_corrections(geojson, [correction(geojson["features"][0], "reject")])
    assert geojson == fresh


def test_a_rejected_event_leaves_the_map_and_stands_in_the_ledger():
    geojson = collection()
    gone = geojson["features"][0]
    result, _ = apply_corrections(geojson, [correction(gone, "reject")])
    assert gone["id"] not in {f["id"] for f in result["features"]}
    row = result["geomap"]["ledger"][-1]
    assert (row["name"], row["reason"], row["event_id"]) == ("Raqqa", "rejected", gone["id"])
    assert result["bbox"] == [36.4, 35.95, 36.9, 36.3]


def test_a_rejected_event_can_be_restored_from_the_file():
    geojson = collection()
    gone = geojson["features"][0]
    rejected, _ = apply_corrections(geojson, [correction(gone, "reject")])
    result, not_applied = apply_corrections(rejected, [correction(gone, "restore")])
    assert not_applied == ()
    [back] = [feature for feature in result["features"] if feature["id"] == gone["id"]]
    assert back["geometry"] == gone["geometry"]
    assert back["properties"]["corrected"]["actions"] == ["restore"]
    assert result["geomap"]["ledger"] == geojson["geomap"]["ledger"]


def test_an_event_that_was_left_out_for_its_confidence_can_be_restored():
    geojson = collection()
    unsure = correction(geojson["features"][0], "restore")
    result, not_applied = apply_corrections(geojson, [unsure])
    assert not_applied == ()
    assert [feature["id"] for feature in at_least(result, 0.99)["features"]] == [unsure.event_id]


def test_a_name_of_the_ledger_can_be_made_an_event():
    geojson = collection()
    row = next(r for r in geojson["geomap"]["ledger"] if r["name"] == "Syria")
    key = {"article_id": "a1", "name": "Syria", "excerpt": row["excerpt"]}
    value = {"start": row["start"], "end": row["end"]}
    one = Correction(event_id="new", action="restore", key=key, value=value)
    result, not_applied = apply_corrections(geojson, [one])
    feature = result["features"][-1]
    p = feature["properties"]
    assert not_applied == ()
    assert (feature["id"], p["certainty"], p["country"], p["trigger"]) == ("new", "country", "Syria", "Syria")
    assert "Syria" not in {r["name"] for r in result["geomap"]["ledger"]}


def test_corrections_of_a_file_may_build_on_one_another():
    geojson = collection()
    row = next(r for r in geojson["geomap"]["ledger"] if r["name"] == "Xanadu")
    key = {"article_id": "a1", "name": "Xanadu", "excerpt": row["excerpt"]}
    rows = [
        Correction(
            event_id="new", action="restore", key=key, value={"start": row["start"], "end": row["end"]}
        ),
        Correction(event_id="new", action="move", key=key, value={"lat": 35.5, "lon": 38.5}),
    ]
    result, not_applied = apply_corrections(geojson, rows)
    assert not_applied == ()
    assert result["features"][-1]["geometry"]["coordinates"] == [38.5, 35.5]
    assert result["features"][-1]["properties"]["country"] == "Syria"


def test_a_corrected_file_is_read_again(tmp_path: Path):
    geojson = collection()
    rows = [
        correction(geojson["features"][0], "reject"),
        correction(geojson["features"][1], "move", lat=1, lon=2),
    ]
    result, _ = apply_corrections(geojson, rows)
    write_geojson(result, tmp_path / "c.geojson")
    assert read_geojson(tmp_path / "c.geojson") == result


def test_another_copy_of_the_article_is_corrected_too():
    one = correction(collection("a1")["features"][0], "date", start="2017-05-01")
    result, not_applied = apply_corrections(collection("b7"), [one])
    assert not_applied == ()
    assert [f["properties"]["event_date"] for f in result["features"]] == ["2017-05-01", None, None]


def test_the_same_words_on_another_day_are_another_event():
    one = correction(collection("a1")["features"][0], "reject")
    other = collection("b7")
    for holder in (other["features"][0]["properties"], *other["features"][0]["properties"]["sources"]):
        holder["event_date"] = "2018-09-09"
    result, not_applied = apply_corrections(other, [one])
    assert len(result["features"]) == 3
    assert not_applied == (
        "reject of 'Raqqa' in 'a1': no event of these articles has this sentence any more",
    )


def test_a_choice_carries_over_to_the_same_name_in_a_like_context_of_the_source():
    first = collection("a1")["features"][0]
    one = correction(first, "candidate", **ALEPPO)
    other = collection("b7")
    p = other["features"][0]["properties"]
    p["candidates"] = [
        {**ALEPPO, "id": "geonames:170063", "admin1": "Aleppo", "feature": "PPLA", "score": 0.4}
    ]
    p["trigger"] = "battle"
    p["excerpt"] = "Fighters of the Free Syrian Army took up positions in Raqqa."
    p["sources"][0]["excerpt"] = p["excerpt"]
    result, not_applied = apply_corrections(other, [one])
    assert not_applied == ()
    assert result["features"][0]["properties"]["admin1"] == "Aleppo"
    p["sources"][0] |= {"source": "Another Paper", "url": "https://other.example/"}
    assert apply_corrections(other, [one])[1] != ()


def test_what_no_longer_applies_is_reported_and_kept_in_the_result():
    one = Correction(event_id="gone", action="date", key={"trigger": "raid"}, value={"start": "2020-01-01"})
    result, not_applied = apply_corrections(collection(), [one])
    assert len(not_applied) == 1
    assert result["geomap"]["not_applied"] == list(not_applied)
    assert result["geomap"]["corrections"] == 0


def test_a_file_of_corrections_is_written_and_read(tmp_path: Path):
    rows = (correction(collection()["features"][0], "note", text="é \ud800"),)
    write_corrections(rows, tmp_path / "corrections.json")
    assert read_corrections(tmp_path / "corrections.json") == rows


def row(action: str, **value):
    return {"event_id": "x", "key": {}, "action": action, "value": value}


def holding(*rows):
    return {"geomap_corrections": 1, "corrections": list(rows)}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not JSON"),
        ([], "is not a file of corrections"),
        ({"geomap_corrections": 2, "corrections": []}, "format 2; this geomap reads format 1"),
        ({"geomap_corrections": 1, "corrections": {}}, "not a list"),
        (holding(1), "correction 1: is not an object"),
        (holding(row("vote")), "action 'vote' is not known; known are candidate"),
        (holding(row("move", lat=1)), "correction 1: move without lon"),
        (holding(row("move", lat=91, lon=1)), "not on Earth"),
        (holding(row("move", lat=1, lon=1, radius_km=-2)), "no radius"),
        (holding(row("candidate", lat=1, lon=1)), "candidate without name"),
        (holding(row("date", start="May")), "date: Invalid isoformat"),
        (
            holding(row("date", start="2020-02-01", end="2020-01-01")),
            "2020-01-01 is before",
        ),
        (holding(row("type", event_type="Riots")), "without sub_event_type"),
        (holding(row("restore", start="a", end="b")), "not whole numbers"),
        (
            holding({"action": "note", "key": {"name": 3}, "value": {"text": "x"}}),
            "name in the key is not text",
        ),
    ],
)  # fmt: skip
def test_a_broken_file_names_what_is_wrong_with_it(tmp_path: Path, content, reason: str):
    path = tmp_path / "c.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(CorrectionError, match=reason) as caught:
        read_corrections(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CorrectionError, match="cannot be read"):
        read_corrections(tmp_path / "none.json")
