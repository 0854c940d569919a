"""Scores against annotated articles, and the page of mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.evaluate import Prediction, Score, evaluate
from geomap.gold import read_gold
from geomap.recognise.errors_page import errors_page, write_errors

TEXT = "Syria said that a bomb went off in northern Aleppo on Friday."


def gold(*toponyms: dict[str, Any], text: str = TEXT) -> list[dict[str, Any]]:
    return [{"id": "a", "text": text, "toponyms": list(toponyms)}]


SYRIA = {"start": 0, "end": 5, "role": "actor"}
ALEPPO = {"start": 44, "end": 50, "role": "event", "lat": 36.2, "lon": 37.16}


def test_an_overlapping_span_counts_as_overlap_and_not_as_exact() -> None:
    report = evaluate(gold(SYRIA, ALEPPO), {"a": [Prediction(start=35, end=50)]})
    assert (report.strict.right, report.overlap.right) == (0, 1)
    assert report.overlap == Score(right=1, found=1, wanted=2)


def test_one_prediction_matches_one_name() -> None:
    report = evaluate(gold(SYRIA, ALEPPO), {"a": [Prediction(start=0, end=61)]})
    assert report.overlap.right == 1


def test_an_article_without_predictions_is_one_in_which_nothing_was_found() -> None:
    report = evaluate(gold(SYRIA), {})
    assert report.overlap == Score(right=0, found=0, wanted=1)
    assert report.overlap.f1 == 0


def test_what_is_not_named_is_neither_required_nor_punished() -> None:
    report = evaluate(gold(SYRIA | {"named": False}), {"a": [Prediction(start=0, end=5)]})
    assert report.overlap == Score()


def test_furniture_is_left_out_on_both_sides() -> None:
    found = [Prediction(start=0, end=5, role="furniture"), Prediction(start=44, end=50)]
    report = evaluate(gold(SYRIA | {"role": "furniture"}, ALEPPO), {"a": found})
    assert report.overlap == Score(right=1, found=1, wanted=1)


def test_event_and_context_are_one_role_to_recognition() -> None:
    report = evaluate(gold(ALEPPO), {"a": [Prediction(start=44, end=50, role="context")]})
    assert report.roles["context"].f1 == 1
    assert report.mistakes == []


def test_literal_names_are_scored_against_associative_ones() -> None:
    found = [Prediction(start=0, end=5, role="context"), Prediction(start=44, end=50, role="event")]
    report = evaluate(gold(SYRIA, ALEPPO), {"a": found})
    assert report.literal == Score(right=1, found=2, wanted=1)


def test_the_distance_from_the_gold_point_is_measured() -> None:
    found = [Prediction(start=44, end=50, lat=36.2, lon=37.16)]
    report = evaluate(gold(ALEPPO), {"a": found})
    assert report.errors_km == [pytest.approx(0.0)]
    assert report.as_dict()["resolution"]["accuracy_161km"] == 1


def test_every_difference_is_listed_with_its_words() -> None:
    found = [Prediction(start=35, end=50, role="origin"), Prediction(start=54, end=60)]
    report = evaluate(gold(SYRIA, ALEPPO), {"a": found})
    assert [(m.kind, m.text) for m in report.mistakes] == [
        ("missed", "Syria"),
        ("other role", "Aleppo"),
        ("other span", "Aleppo"),
        ("not a place", "Friday"),
    ]


def test_the_text_report_has_a_line_for_each_measure() -> None:
    text = evaluate(gold(SYRIA, ALEPPO), {"a": [Prediction(start=44, end=50)]}).as_text()
    assert "names, exact span" in text
    assert "under 200 words" in text


def test_news_text_in_the_page_of_mistakes_is_escaped(tmp_path: Path) -> None:
    record = gold({"start": 0, "end": 4}, text="Lima <script>alert(1)</script>")
    report = evaluate(record, {})
    write_errors(report, tmp_path / "errors.html")
    page = (tmp_path / "errors.html").read_text(encoding="utf-8")
    assert page == errors_page(report)
    assert "<script>" not in page
    assert "<mark>Lima</mark> &lt;script&gt;" in page


def test_a_gold_file_that_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\x82\xff\x00\x9d")

    with pytest.raises(InputError, match="is not JSON"):
        list(read_gold(path))


@pytest.mark.parametrize(
    "line", ['{"id": 1, "text": "x", "toponyms": 5}', '{"id": 1, "text": 5, "toponyms": []}']
)
def test_a_gold_record_of_the_wrong_kinds_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line)

    with pytest.raises(InputError, match="lacks id, text or toponyms"):
        list(read_gold(path))
