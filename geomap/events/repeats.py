"""An event told twice: again later without a day of its own, or by two triggers of one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.acled import EVENT_TYPE_OF
from geomap.events.certainty import Finding
from geomap.events.grouping import REAL, Draft, Telling, parted
from geomap.events.status import Judgement
from geomap.geo import distance_km
from geomap.model import Location

AGAIN = "the same event is told more clearly in this sentence"
TAKEN = "Abduction/forced disappearance"  # whoever was taken may have been killed too


def rejoined(drafts: Sequence[Draft], findings: Sequence[Finding]) -> list[Draft]:
    """The drafts, with a finding that has no day of its own joined to the one that it takes up."""
    homes: dict[int, int] = {}
    for i, finding in enumerate(findings):
        if finding.draft.when is None and (home := _home(i, findings, homes)) is not None:
            homes[i] = home
    guests: dict[int, list[Telling]] = {}
    for i, home in homes.items():
        guests.setdefault(id(findings[home].draft), []).extend(findings[i].draft.tellings)
    gone = {id(findings[i].draft) for i in homes}
    return [_with(draft, guests.get(id(draft), [])) for draft in drafts if id(draft) not in gone]


def _with(draft: Draft, guests: Sequence[Telling]) -> Draft:
    tellings = sorted((*draft.tellings, *guests), key=lambda t: (t.index, t.trigger.first))
    return Draft(tellings=tellings) if guests else draft


def _home(i: int, findings: Sequence[Finding], homes: dict[int, int]) -> int | None:
    """The finding that another one takes up: a dated one first, of two undated ones the earlier."""
    undated = findings[i]
    fitting = [
        j
        for j, other in enumerate(findings)
        if j != i
        and j not in homes
        and i not in homes.values()
        and (other.draft.when is not None or j < i)
        and other.draft.sub_event_type == undated.draft.sub_event_type
        and _at_one_place(undated, other)
        and _overlap(undated, other)
    ]
    return min(fitting, key=lambda j: (findings[j].draft.when is None, j), default=None)


def told_twice(findings: Sequence[Finding], chances: Sequence[float], least: Sequence[float]) -> set[int]:
    """Indexes of findings that another one of their sentence, likelier than they are, tells too.

    Of one kind they are one event whatever their days: "the market smouldered on Wednesday, five days
    after the raid". Of two kinds, or where one place holds the other, they are one where they have the
    same days as well, no hours between them, and two triggers: "shells fell on Gaza City and Jabalia" tells
    two.
    """
    order = sorted(range(len(findings)), key=lambda i: (-chances[i], i))
    return {
        i
        for at, i in enumerate(order)
        for j in order[:at]
        if chances[j] >= least[j] and _one(findings[i], findings[j])
    }


def _one(first: Finding, second: Finding) -> bool:
    a, b = first.draft, second.draft
    one, other = a.main.trigger, b.main.trigger
    apart = one.sentence is not other.sentence or one.start == other.start
    if apart or not (_real(first) and _real(second)):
        return False
    one_time = (first.when and (first.when.start, first.when.end)) == (
        second.when and (second.when.start, second.when.end)
    )
    if one.event_type != other.event_type and parted(one, other):
        return False  # "bombed a camp, hours after gunmen shot dead nine people"
    if not _at_one_place(first, second):
        return one_time and _nested(first.location, second.location)
    if first.location and second.location and first.location.toponym != second.location.toponym:
        return False  # each has a mention of its own: "shot in Mosul on Monday, and in Mosul"
    subs = {a.sub_event_type, b.sub_event_type}
    if len({EVENT_TYPE_OF[sub] for sub in subs}) > 1:
        return one_time
    return not (one_time and len(subs) == 2 and TAKEN in subs)


def _at_one_place(first: Finding, second: Finding) -> bool:
    a, b = first.location, second.location
    named = a is not None and b is not None and (a.place_id, a.name) == (b.place_id, b.name)
    return named and _real(first) and _real(second)


def _nested(first: Location | None, second: Location | None) -> bool:
    """Whether one location lies within the other: a quarter in its town, a town in its district."""
    if first is None or second is None or first.country != second.country:
        return False
    reach = max(first.radius_km, second.radius_km)
    return distance_km(first.lat, first.lon, second.lat, second.lon) <= reach


def _real(finding: Finding) -> bool:
    return finding.draft.main.judgement.status in REAL


def _overlap(first: Finding, second: Finding) -> bool:
    a, b = first.when, second.when
    return a is None or b is None or (a.start <= b.end and b.start <= a.end)


def once(judgement: Judgement) -> Judgement:
    """The judgement of what is told twice: it stays in the list as background."""
    return Judgement(status="past_context", why=AGAIN) if judgement.status in REAL else judgement
