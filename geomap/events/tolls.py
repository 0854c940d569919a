"""Whose dead and injured they are: each number in an article goes to one event, or to none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.events.attaching import Attached
from geomap.events.casualties import Casualties, find_casualties
from geomap.events.cues import CONSEQUENCES
from geomap.events.grouping import REAL, Draft, Telling
from geomap.events.page import Page, Sentence
from geomap.events.places import LOCATING, Spot, contains
from geomap.events.reporting import DOUBTED
from geomap.model import Count

REACH = 3  # sentences after an event in which its dead may still be told
CLAUSE = 200  # characters that a clause between a number and a trigger counts for
# A sentence without an event of its own that speaks of other times sums up or looks back.
_OTHER_TIMES = re.compile(
    r"\b(?:1[89]\d\d|20\d\d|since|last year|last month|this year|years? ago|months? ago|so far|in recent|"
    r"previous(?:ly)?|a decade|every|each)\b"
)
_CLAUSE = re.compile(r"[;:]|\b(?:while|where|which|whereas|but|after|before|followed)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The dead and the injured of an event, where they are told."""

    dead: Count | None = None
    injured: Count | None = None


def tolls(drafts: Sequence[Draft], page: Page, spots: Mapping[int, tuple[Spot, ...]]) -> list[Toll]:
    """The toll of each draft, in their order."""
    told: dict[int, list[tuple[Casualties, Sentence]]] = {i: [] for i in range(len(drafts))}
    known = {t.index: t.casualties for d in drafts for t in d.tellings}
    for sentence in page.sentences:
        found = known.get(sentence.index)
        for casualties in find_casualties(page, sentence) if found is None else found:
            for owner in _owners(casualties, sentence, drafts, page, spots.get(sentence.index, ())):
                told[owner].append((casualties, sentence))
    return [
        Toll(dead=_best(draft, told[i], dead=True), injured=_best(draft, told[i], dead=False))
        for i, draft in enumerate(drafts)
    ]


def _owners(
    casualties: Casualties, sentence: Sentence, drafts: Sequence[Draft], page: Page, spots: Sequence[Spot]
) -> list[int]:
    """Indexes of the drafts that a number belongs to: of its own sentence, else the one told just before."""
    here = [
        (i, t)
        for i, d in enumerate(drafts)
        for t in d.tellings
        if t.index == sentence.index and t.judgement.why != DOUBTED
    ]
    own = [(i, t) for i, t in here if _is_anchor(t, drafts[i]) and not (_is_outcome(t) and t.place is None)]
    if own:
        gaps = [(_gap(casualties, t, page), i) for i, t in own]
        nearest = min(gap for gap, _ in gaps)
        return sorted({i for gap, i in gaps if gap == nearest})
    before = _before(sentence, drafts)
    if before is not None and casualties.count.min and _fits(drafts[before], sentence, spots):
        return [before]
    return [i for i, t in here if t is drafts[i].main or drafts[i].place is None][:1]


def _is_outcome(telling: Telling) -> bool:
    return telling.trigger.lemma in CONSEQUENCES


def _is_anchor(telling: Telling, draft: Draft) -> bool:
    """Whether the telling says which event it is: by its place, or as the draft's main one."""
    weighty = telling.trigger.event_type != "Strategic developments"
    return telling.place is not None or (telling is draft.main and weighty)


def _gap(casualties: Casualties, telling: Telling, page: Page) -> int:
    """Characters between a number and a trigger; clauses and arrests are far."""
    span, trigger = casualties.count.span, telling.trigger
    low, high = min(span.end, trigger.end), max(span.start, trigger.start)
    between = page.plain[low:high] if low < high else ""
    far = CLAUSE * len(_CLAUSE.findall(between))
    return len(between) + far + CLAUSE * (trigger.event_type == "Strategic developments")


def _before(sentence: Sentence, drafts: Sequence[Draft]) -> int | None:
    """The draft told last before the sentence, in its paragraph or the one before."""
    best: tuple[int, bool, int, int] | None = None
    for i, draft in enumerate(drafts):
        if draft.main.judgement.status not in REAL:
            continue
        for telling in draft.tellings:
            gap = sentence.index - telling.index
            if not 0 < gap <= REACH or not _is_anchor(telling, draft):
                continue
            if sentence.paragraph - telling.trigger.sentence.paragraph > 1 or telling.trigger.sentence.title:
                continue
            mild = telling.trigger.event_type == "Strategic developments"
            rank = (-mild, bool(draft.place or draft.when), telling.index, i)
            best = max(best, rank) if best else rank
    return best[3] if best else None


def _fits(draft: Draft, sentence: Sentence, spots: Sequence[Spot]) -> bool:
    """Whether the sentence names no other place and speaks of no other time."""
    place = draft.place
    if _OTHER_TIMES.search(sentence.plain):
        return False
    named = [s for s in spots if s.preposition in LOCATING and not s.speaks]
    return not place or not named or any(_same(place, s) for s in named)


def _same(place: Attached, spot: Spot) -> bool:
    one = place.spot
    return one.place.id == spot.place.id or contains(one, spot) or contains(spot, one)


def _best(draft: Draft, told: Sequence[tuple[Casualties, Sentence]], *, dead: bool) -> Count | None:
    """A total before a number, the number of the main sentence before others, a part last."""
    counts = sorted(
        (c.rank, c.rank == 1 and s is not draft.main.trigger.sentence, *_order(draft, c), n)
        for n, (c, s) in enumerate(told)
        if c.dead == dead
    )
    return told[counts[0][-1]][0].count if counts else None


def _order(draft: Draft, casualties: Casualties) -> tuple[int, int]:
    """Of totals the last is best, of other numbers the nearest to a trigger, to one of the lexicon if any."""
    if casualties.rank == 0:
        return -casualties.start, 0
    known = [t for t in draft.tellings if not t.trigger.heard] or draft.tellings
    return min(abs(casualties.start - t.trigger.start) for t in known), casualties.start
