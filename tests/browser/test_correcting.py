"""What a reader corrects in the page is what `geomap --corrections` applies; exports hold what is shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from browser.samples import HOSTILE, collection, sentence, varied
from geomap.corrections import apply_corrections, read_corrections

Show = Callable[..., Any]


def downloaded(seen: Any, click: str, folder: Path) -> Path:
    with seen.page.expect_download() as waiting:
        seen.page.click(click)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def exported(seen: Any, entry: int, folder: Path) -> Path:
    seen.page.click("#export")
    return downloaded(seen, f"#pop .mi:nth-of-type({entry})", folder)


def replayed(seen: Any, geojson: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The collection after geomap applied what the page downloaded."""
    corrections = read_corrections(downloaded(seen, "#corr", folder))
    result, not_applied = apply_corrections(geojson, corrections)
    assert not_applied == ()
    return result


def feature(geojson: dict[str, Any], identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in geojson["features"] if f["id"] == identifier)
    return found


def test_another_candidate_moves_the_event(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    first = geojson["features"][0]["properties"]["candidates"][0]
    other = first | {"id": "t:other", "name": "Another Town", "lat": 36.5, "lon": 41.5, "score": 0.4}
    geojson["features"][0]["properties"] |= {"candidates": [first, other], "place_id": first["id"]}
    seen = show(geojson, hash_="#e=e0")
    seen.page.click("[data-k=cand1]")
    assert "Another Town" in seen.do("() => document.querySelector('.by').textContent")
    result = feature(replayed(seen, geojson, tmp_path), "e0")["properties"]
    assert (result["location"], result["latitude"], result["longitude"]) == ("Another Town", 36.5, 41.5)
    made = feature(json.loads(exported(seen, 1, tmp_path).read_text()), "e0")["properties"]
    told = ("location", "latitude", "country", "country_code", "iso", "certainty", "geo_precision", "notes")
    assert [made[name] for name in told] == [result[name] for name in told]
    assert result["corrected"]["actions"] == ["candidate"]


def test_a_dragged_mark_becomes_a_move(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#e=e0&m=8/35/39")
    seen.page.click("[data-k=fix-move]")
    box = seen.page.locator("#map .mk.sel").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x + 80, y - 60, steps=5)
    seen.page.mouse.up()
    result = feature(replayed(seen, geojson, tmp_path), "e0")["properties"]
    assert result["latitude"] > 35.1
    assert result["longitude"] > 39.1
    assert result["certainty"] == "exact"


def test_date_type_and_note_are_replayed(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#e=e1")
    seen.page.click("[data-k=fix-edit]")
    seen.page.select_option("[data-k=fix-type]", "Riots")
    seen.page.select_option("[data-k=fix-sub]", "Mob violence")
    seen.page.fill("[data-k=fix-from]", "2019-02-07")
    seen.page.dispatch_event("[data-k=fix-from]", "change")
    seen.page.click("[data-k=fix-note]")
    seen.page.fill("[data-k=fix-text]", "Seen by </script> a witness {{ 7*7 }}")
    seen.page.dispatch_event("[data-k=fix-text]", "change")
    result = feature(replayed(seen, geojson, tmp_path), "e1")["properties"]
    assert (result["event_type"], result["sub_event_type"], result["event_date"]) == (
        "Riots",
        "Mob violence",
        "2019-02-07",
    )
    assert result["corrected"]["note"] == "Seen by </script> a witness {{ 7*7 }}"
    again = show(
        apply_corrections(geojson, read_corrections(tmp_path / "corrections.json"))[0], hash_="#e=e1"
    )
    assert "witness" in again.do("() => document.querySelector('.byhand').textContent")


def test_a_rejected_event_leaves_the_map_and_can_come_back(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#e=e2")
    seen.page.click("[data-k=fix-reject]")
    assert seen.do("() => document.querySelectorAll('.row[data-id=\"2\"]').length") == 0
    result = replayed(seen, geojson, tmp_path)
    assert "e2" not in {f["id"] for f in result["features"]}
    seen.page.click("#tab-off")
    seen.page.click(".om .btn >> text=Restore")
    seen.page.click("#tab-list")
    assert seen.do("() => document.querySelectorAll('.row[data-id=\"2\"]').length") == 1


def located_row(geojson: dict[str, Any]) -> int:
    return next(k for k, row in enumerate(geojson["geomap"]["ledger"]) if row["lat"] is not None)


def test_a_name_that_is_put_on_the_map_is_an_event_at_once(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    row = located_row(geojson)
    seen = show(geojson, hash_="#v=off&f.status=*")
    before = int(seen.do("() => document.querySelector('#tab-list .n').textContent"))
    off = int(seen.do("() => document.querySelector('#tab-off .n').textContent"))
    seen.page.click(f'[data-k="name:{row}"]')
    assert int(seen.do("() => document.querySelector('#tab-list .n').textContent")) == before + 1
    assert int(seen.do("() => document.querySelector('#tab-off .n').textContent")) == off - 1
    made = json.loads(exported(seen, 1, tmp_path).read_text())["features"][-1]
    replay = replayed(seen, geojson, tmp_path)["features"]
    assert len(replay) == len(geojson["features"]) + 1
    assert made == json.loads(json.dumps(replay[-1]))
    seen.page.click("#tab-list")
    seen.page.click(f".row[data-id='{len(geojson['features']) + row}']")
    assert "hand" in seen.do("() => document.querySelector('.card .by').textContent")
    assert seen.do("() => document.querySelectorAll('#map .mk.sel').length") == 1


def test_what_was_put_on_the_map_is_corrected_like_any_event_and_taken_back(
    show: Show, tmp_path: Path
) -> None:
    geojson = varied()
    row = located_row(geojson)
    seen = show(geojson, hash_="#v=off")
    seen.page.click(f'[data-k="name:{row}"]')
    seen.page.click("#tab-list")
    seen.page.click(f".row[data-id='{len(geojson['features']) + row}']")
    seen.page.click("[data-k=fix-edit]")
    seen.page.select_option("[data-k=fix-type]", "Riots")
    made = replayed(seen, geojson, tmp_path)["features"][-1]["properties"]
    assert (made["event_type"], made["corrected"]["actions"]) == ("Riots", ["restore", "type"])
    seen.page.click("[data-k=fix-undo]")
    assert seen.do("() => document.getElementById('corrn').textContent") == "0"
    assert seen.do(f"() => document.querySelector('[data-id=\"{len(geojson['features']) + row}\"]')") is None


def test_an_event_that_an_earlier_run_rejected_comes_back_whole(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#e=e2")
    seen.page.click("[data-k=fix-reject]")
    without = replayed(seen, geojson, tmp_path)
    row = next(k for k, entry in enumerate(without["geomap"]["ledger"]) if entry.get("event_id") == "e2")
    again = show(without, hash_="#v=off&f.status=*")
    again.page.click(f'[data-k="name:{row}"]')
    made = json.loads(exported(again, 1, tmp_path).read_text())["features"][-1]
    expected = replayed(again, without, tmp_path)["features"][-1]
    assert made["id"] == "e2"
    assert made == json.loads(json.dumps(expected))


def test_an_undone_correction_is_gone(show: Show) -> None:
    seen = show(varied(), hash_="#e=e1")
    seen.page.click("[data-k=fix-note]")
    seen.page.fill("[data-k=fix-text]", "wrong")
    seen.page.dispatch_event("[data-k=fix-text]", "change")
    assert seen.do("() => document.getElementById('corrn').textContent") == "1"
    seen.page.click("[data-k=fix-undo]")
    assert seen.do("() => document.getElementById('corrn').textContent") == "0"


def test_the_geojson_of_the_page_is_the_one_it_was_made_from(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#f.status=*")
    assert json.loads(exported(seen, 1, tmp_path).read_text())["features"] == json.loads(
        json.dumps(geojson["features"])
    )


def test_hostile_texts_survive_the_export(show: Show, tmp_path: Path) -> None:
    geojson = collection([sentence(text) for text in HOSTILE])
    features = json.loads(exported(show(geojson), 1, tmp_path).read_text())["features"]
    assert [f["properties"]["excerpt"] for f in features] == list(HOSTILE)
    assert [f["properties"]["notes"] for f in features] == [
        f["properties"]["notes"] for f in geojson["features"]
    ]


def test_the_csv_has_acled_columns_and_no_formulas(show: Show, tmp_path: Path) -> None:
    geojson = varied()
    geojson["features"][0]["properties"]["actor1"] = "=1+1"
    seen = show(geojson, hash_="#t=B")
    text = exported(seen, 2, tmp_path).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0])[:4] == ["event_id_cnty", "event_date", "year", "time_precision"]
    assert rows[0]["actor1"] == "'=1+1"
    assert len(rows) == 5


def test_the_view_is_saved_as_a_picture(show: Show, tmp_path: Path) -> None:
    picture = exported(show(varied()), 3, tmp_path).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) > 40_000


def test_print_shows_every_event_with_its_sentence(show: Show) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#f.status=*")
    seen.do("() => dispatchEvent(new Event('beforeprint'))")
    sentences = seen.do(
        "() => Array.from(document.querySelectorAll('#paper td.x'), node => node.textContent)"
    )
    assert sorted(sentences) == sorted(f["properties"]["excerpt"] for f in geojson["features"])


def test_the_first_page_on_paper_is_the_map_and_the_others_the_events(show: Show) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#f.status=*")
    pages = PdfReader(io.BytesIO(seen.page.pdf(prefer_css_page_size=True))).pages
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {(842, 595)}  # A4
    first, *others = (page.extract_text() for page in pages)
    assert "All dates" in first
    assert others
    assert not any("All dates" in page for page in others)
    assert "Skip to" not in first + "".join(others)
