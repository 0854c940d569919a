"""Which events of different articles are one: merged with all their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geomap.model import Event, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's account of an event."""

    event: Event
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A fact on which reports differ. ``values`` holds (value, report) for each that gives one."""

    field: str  # "date", "fatalities", "actor1", "actor2", "status", "location"
    values: tuple[tuple[Any, Report], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event with every report of it, the most telling report first."""

    reports: tuple[Report, ...]
    contradictions: tuple[Contradiction, ...] = ()


def merge(readings: Iterable[Reading]) -> tuple[MergedEvent, ...]:
    """Events in the order of their articles."""
    seen: set[str] = set()
    merged = []
    for reading in readings:
        for event in reading.events:
            if event.id not in seen:
                seen.add(event.id)
                merged.append(MergedEvent(reports=(Report(event=event, reading=reading),)))
    return tuple(merged)
