"""Events read through the whole chain from articles of our own, with floors that move only on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.events import REAL
from benchmarks.judging import right
from benchmarks.marked import read_folder
from geomap.config import open_steps
from geomap.events.acled import EVENT_TYPE_OF
from geomap.model import Article, Event, Reading
from geomap.pipeline import geoparse

FOLDER = Path(__file__).parent / "quality" / "events"


def gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def read(rows: Sequence[dict[str, Any]]) -> Iterator[Reading]:
    articles = [
        Article(
            id=row["id"],
            text=row["text"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
        )
        for row in rows
    ]
    with open_steps() as steps:
        yield from geoparse(articles, steps)


def matched(wanted: Sequence[dict[str, Any]], events: Sequence[Event]) -> int:
    """Size of a largest one-to-one assignment of right pairs (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, event in enumerate(events):
            if j not in seen and right(wanted[i], event):
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(wanted)))


def scores(name: str) -> tuple[float, float]:
    """Precision and recall of reported events."""
    rows = gold(name)
    hits = said = sought = 0
    for row, reading in zip(rows, read(rows), strict=True):
        wanted = [e for e in row["events"] if e["status"] in REAL]
        events = [e for e in reading.events if e.status in REAL]
        hits += matched(wanted, events)
        said += len(events)
        sought += len(wanted)
    return hits / said, hits / sought


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("development.jsonl", 0.79, 0.74),
        ("heldout.jsonl", 0.77, 0.84),
        ("unseen.jsonl", 0.71, 0.74),
        ("plain.jsonl", 0.54, 0.52),
    ],
)
def test_events_are_right_in_kind_place_and_day(name: str, precision: float, recall: float) -> None:
    found = scores(name)
    assert found[0] >= precision, f"precision {found[0]:.3f}"
    assert found[1] >= recall, f"recall {found[1]:.3f}"


def test_confidence_promises_about_what_comes_true() -> None:
    rows = gold("heldout.jsonl") + gold("unseen.jsonl")
    promised: list[float] = []
    hits = 0
    for row, reading in zip(rows, read(rows), strict=True):
        events = [e for e in reading.events if e.status in REAL]
        promised += [e.confidence for e in events]
        hits += matched([e for e in row["events"] if e["status"] in REAL], events)
    assert hits / len(promised) == pytest.approx(sum(promised) / len(promised), abs=0.12)


@pytest.mark.parametrize(
    "name",
    ["training", "training/plain", "development.jsonl", "heldout.jsonl", "unseen.jsonl", "plain.jsonl"],
)
def test_the_annotation_keeps_its_own_rules(name: str) -> None:
    rows = gold(name) if name.endswith(".jsonl") else read_folder(FOLDER / name)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        for event in row["events"]:
            end = event["start"] + len(event["trigger"])
            assert row["text"][event["start"] : end] == event["trigger"], row["id"]
            assert event["sub_event_type"] in EVENT_TYPE_OF
            assert event["date"] is None or event["date"][0] <= event["date"][1]


def test_nothing_is_learned_from_what_was_held_back() -> None:
    learned = {row["id"] for name in ("training", "training/plain") for row in read_folder(FOLDER / name)}
    for name in ("heldout.jsonl", "unseen.jsonl", "plain.jsonl"):
        assert not learned & {row["id"] for row in gold(name)}


def test_a_quarter_of_the_articles_reports_nothing() -> None:
    rows = gold("development.jsonl") + gold("heldout.jsonl")
    silent = [row for row in rows if not any(e["status"] in REAL for e in row["events"])]
    assert len(silent) >= len(rows) / 4
