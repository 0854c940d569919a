"""Which events of different articles are one: merged with all their sources, and what they dispute.

Two events of one article are never merged: their author told them apart. Precision matters more than
recall, so a pair is merged only where `geomap.events.sameness` finds enough that speaks for it, and a
group only where no two of its reports exclude each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from geomap.events.sameness import (
    SAME,
    Account,
    account_of,
    actors_agree,
    counts_agree,
    places_agree,
    sameness,
    type_group,
)
from geomap.model import Event, Reading

MOST_DAYS = 45  # an event that is dated less closely than this is compared by its sentence only


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's account of an event."""

    event: Event
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A fact on which reports differ. ``values`` holds (value, report) for each that gives one."""

    field: str  # "date", "location", "status", "fatalities", "actor1" or "actor2"
    values: tuple[tuple[Any, Report], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event with every report of it, the most telling report first.

    ``id`` is that of the report published first, so that it stays when later articles join.
    """

    id: str
    reports: tuple[Report, ...]
    contradictions: tuple[Contradiction, ...] = ()


def merge(readings: Iterable[Reading]) -> tuple[MergedEvent, ...]:
    """Events in the order of the articles that first have them; an event id counts once."""
    reports: dict[str, Report] = {}
    for reading in readings:
        for event in reading.events:
            reports.setdefault(event.id, Report(event=event, reading=reading))
    return tuple(_merged(group) for group in _groups(tuple(reports.values())))


def _groups(reports: tuple[Report, ...]) -> list[list[Report]]:
    """Reports that tell of one event, best pairs first; each group has an article once."""
    accounts = [account_of(report.event, report.reading) for report in reports]
    scored = []
    for i, j in _neighbours(accounts):
        score = sameness(accounts[i], accounts[j])
        if score is not None and score >= SAME:
            scored.append((-score, i, j))
    groups = [[i] for i in range(len(reports))]
    for _, i, j in sorted(scored):
        one, other = groups[i], groups[j]
        if one is not other and _fit(one, other, accounts):
            one.extend(other)
            for k in other:
                groups[k] = one
    unique = {id(group): group for group in groups}
    return [[reports[i] for i in sorted(group)] for group in unique.values()]


def _fit(one: list[int], other: list[int], accounts: list[Account]) -> bool:
    """Whether two groups share no article, and no report of one excludes a report of the other."""
    if {accounts[i].article_id for i in one} & {accounts[j].article_id for j in other}:
        return False
    return all(sameness(accounts[i], accounts[j]) is not None for i in one for j in other)


def _neighbours(accounts: list[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of different articles worth comparing: of one kind, days and surroundings, or of one sentence."""
    near: dict[Any, list[int]] = defaultdict(list)
    wide: dict[Any, list[int]] = defaultdict(list)
    in_country: dict[Any, list[int]] = defaultdict(list)
    for index, account in enumerate(accounts):
        near[account.sentence].append(index)
        days = _days(account)
        group = type_group(account.event)
        for week in {day.toordinal() // 7 for day in days}:
            key = (group, week, account.country)
            in_country[key].append(index)
            if account.wide:
                wide[key].append(index)
        for cell in () if account.wide else account.cells:
            for day in days:
                near[group, day, cell].append(index)
    pairs = {(i, j) for found in near.values() for n, i in enumerate(found) for j in found[n + 1 :]}
    pairs.update(
        (min(i, j), max(i, j))
        for key, found in wide.items()
        for i in found
        for j in in_country[key]
        if i != j
    )
    for i, j in sorted(pairs):
        if accounts[i].article_id != accounts[j].article_id:
            yield i, j


def _days(account: Account) -> list[date]:
    """The days of an event and the one after, since a report may be a day off; none where it is too vague."""
    when = account.when
    if when is None or (when.end - when.start).days > MOST_DAYS:
        return []
    return [when.start + timedelta(days=n) for n in range((when.end - when.start).days + 2)]


def _merged(group: list[Report]) -> MergedEvent:
    first = min(group, key=lambda r: r.reading.published or date.max)
    ranked = sorted(group, key=_rank)
    return MergedEvent(id=first.event.id, reports=tuple(ranked), contradictions=_contradictions(ranked))


def _rank(report: Report) -> tuple[Any, ...]:
    """Smaller is more telling: reported, sharply placed and dated, with numbers and names, sure, early."""
    event = report.event
    return (
        event.status != "reported",
        event.location.geo_precision if event.location else 9,
        (event.when.end - event.when.start).days if event.when else 99_999,
        event.fatalities is None,
        -len(event.actors),
        -event.confidence,
        report.reading.published or date.max,
    )


def _contradictions(reports: list[Report]) -> tuple[Contradiction, ...]:
    """Facts on which any two reports differ, with every report's own value."""
    found = []
    for name, values in _facts(reports).items():
        told = [(value, report) for value, report in zip(values, reports, strict=True) if value is not None]
        differ = any(
            not _agree(name, a[1].event, b[1].event) for n, a in enumerate(told) for b in told[n + 1 :]
        )
        if differ:
            found.append(Contradiction(field=name, values=tuple(told)))
    return tuple(found)


def _facts(reports: list[Report]) -> Mapping[str, list[Any]]:
    events = [report.event for report in reports]
    return {
        "date": [_date_value(event) for event in events],
        "location": [event.location.name if event.location else None for event in events],
        "status": [event.status for event in events],
        "fatalities": [_count_value(event) for event in events],
        "actor1": [_actor_value(event, "actor1") for event in events],
        "actor2": [_actor_value(event, "actor2") for event in events],
    }


def _date_value(event: Event) -> str | None:
    if event.when is None:
        return None
    start, end = event.when.start.isoformat(), event.when.end.isoformat()
    return start if start == end else f"{start}/{end}"


def _count_value(event: Event) -> str | None:
    count = event.fatalities
    if count is None:
        return None
    if count.max is None:
        return f"{count.min} or more"
    return str(count.min) if count.min == count.max else f"{count.min} to {count.max}"


def _actor_value(event: Event, role: str) -> str | None:
    return "; ".join(dict.fromkeys(a.name for a in event.actors if a.role == role)) or None


def _agree(name: str, a: Event, b: Event) -> bool:
    """Whether what two reports say of one fact can both be true."""
    if name == "date" and a.when and b.when:
        return a.when.start <= b.when.end and b.when.start <= a.when.end
    if name == "location" and a.location and b.location:
        return places_agree(a.location, b.location)
    if name == "fatalities" and a.fatalities and b.fatalities:
        return counts_agree(a.fatalities, b.fatalities)
    if name == "status":
        return (a.status == "denied") == (b.status == "denied")
    return actors_agree(a, b, name)
