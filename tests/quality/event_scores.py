"""Events found against events that a person read: pairs, precision, recall, and every difference in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from geomap import Event, Reading
from geomap.geo import distance_km

DRAWN = ("reported", "claimed")
WEEK = timedelta(days=6)


class Expected(NamedTuple):
    """One event as the person read it; the fields are explained in README.md."""

    types: list[str]
    place: str
    lat: float
    lon: float
    km: float
    start: str
    end: str
    deaths: int | None
    must: bool


class Scores(NamedTuple):
    precision: float
    recall: float
    deaths: float  # share of right numbers among the paired events that have one
    lines: tuple[str, ...]  # each difference

    def __str__(self) -> str:
        head = f"precision {self.precision:.2f}, recall {self.recall:.2f}, deaths {self.deaths:.2f}"
        return "\n".join([head, *self.lines])


def read_expected(path: Path) -> dict[str, list[Expected]]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: [Expected(**event) for event in row["events"]] for row in rows}


def fits(event: Event, wanted: Expected) -> bool:
    """Same type, place and time, and no vaguer than what the article says."""
    where, when = event.location, event.when
    if where is None or when is None or event.event_type not in wanted.types:
        return False
    is_near = distance_km(where.lat, where.lon, wanted.lat, wanted.lon) <= wanted.km
    is_sharp = where.radius_km <= max(60.0, 1.5 * wanted.km)
    first, last = date.fromisoformat(wanted.start), date.fromisoformat(wanted.end)
    is_then = when.start <= last and first <= when.end
    return is_near and is_sharp and is_then and (first != last or when.end - when.start <= WEEK)


def deaths_fit(event: Event, wanted: Expected) -> bool:
    counted = event.fatalities
    return wanted.deaths is None or (counted is not None and counted.min == wanted.deaths)


def paired(events: list[Event], expected: list[Expected]) -> list[tuple[Event, Expected]]:
    """Each event with at most one that was expected; the best fits first."""
    fitting = [
        (not deaths_fit(event, wanted), not wanted.must, i, j)
        for i, event in enumerate(events)
        for j, wanted in enumerate(expected)
        if fits(event, wanted)
    ]
    found: dict[int, int] = {}
    for _, _, i, j in sorted(fitting):
        if i not in found and j not in found.values():
            found[i] = j
    return [(events[i], expected[j]) for i, j in found.items()]


def score(readings: Iterable[Reading], gold: Mapping[str, list[Expected]]) -> Scores:
    hits = false = missed = counted = right = 0
    lines = []
    for reading in readings:
        events = [event for event in reading.events if event.status in DRAWN]
        expected, name = gold[reading.article.id], reading.article.id
        pairs = paired(events, expected)
        wrong = [event for event in events if all(event is not found for found, _ in pairs)]
        gone = [w for w in expected if w.must and all(w is not wanted for _, wanted in pairs)]
        dead = [(event, wanted) for event, wanted in pairs if wanted.deaths is not None]
        slips = [(event, wanted) for event, wanted in dead if not deaths_fit(event, wanted)]
        hits += sum(wanted.must for _, wanted in pairs)
        false += len(wrong)
        missed += len(gone)
        counted += len(dead)
        right += len(dead) - len(slips)
        lines += [f"{name} missed: {'/'.join(w.types)} at {w.place}, {w.start}..{w.end}" for w in gone]
        lines += [
            f"{name} deaths: {e.fatalities and e.fatalities.min}, not {w.deaths}, at {w.place}"
            for e, w in slips
        ]
        lines += [f"{name} false: {_in_words(event)}" for event in wrong]
    return Scores(hits / (hits + false), hits / (hits + missed), right / max(1, counted), tuple(lines))


def _in_words(event: Event) -> str:
    place = event.location.name if event.location else "no place"
    days = f"{event.when.start}..{event.when.end}" if event.when else "no day"
    return f"{event.sub_event_type} at {place}, {days}: {event.excerpt.text[:160]!r}"
