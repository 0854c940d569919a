"""Mentions of one event within an article, put together; the most telling mention speaks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from geomap.events.attaching import Attached
from geomap.events.casualties import Casualties
from geomap.events.cues import CONSEQUENCES, VIOLENT
from geomap.events.places import contains
from geomap.events.status import Judgement
from geomap.events.timing import is_backward
from geomap.events.triggers import Trigger
from geomap.model import When

CERTAIN = 0.85  # belief from which two triggers of one sentence may be two events
MEMORY = 40  # events that a telling may still belong to
BELIEVED = 0.8  # what hardly reads as news speaks for no event
HEARD_ONLY = 0.3  # what no lexicon knows speaks for an event after what one knows
NEAR = 4  # sentences within which an event may be taken up again without its place
# Words that take up any kind of violence: "the attack", "the incident".
GENERIC = CONSEQUENCES | frozenset(
    (
        *(
            "attack",
            "incident",
            "violence",
            "assault",
            "raid",
            "killing",
            "crime",
            "massacre",
            "murder",
            "operation",
        ),
        *(
            "terrorist attack",
            "terror attack",
            "armed attack",
            "atrocity",
            "onslaught",
            "barrage",
            "bombardment",
        ),
    )
)
MANY = frozenset(
    "across several cities towns villages districts provinces nationwide throughout dozens multiple".split()
)
MORE = frozenset(("more", "another", "others"))
LOOSE = frozenset(
    ("near", "countryside", "around", "area", "outskirts")
)  # areas that say no more than "about there"
UNITS = frozenset("minutes hours day days week weeks month months".split())
UNREST = frozenset(("Protests", "Riots"))
REAL = frozenset(("reported", "claimed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One trigger with all that its sentence says about it."""

    trigger: Trigger
    judgement: Judgement
    belief: float  # that it reports an event of its own, 0 to 1
    place: Attached | None
    when: When | None
    casualties: tuple[Casualties, ...] = ()
    shares: tuple[float, ...] = ()  # of the belief, for each place of the article that could be its own

    @property
    def index(self) -> int:
        return self.trigger.sentence.index

    @property
    def weight(self) -> float:
        """How much it tells: a place, a date, a verb in the past; a title tells least."""
        verb = {"past": 0.6, "participle": 0.6, "noun": 0.3}.get(self.trigger.form, 0.1)
        generic = (
            0.7 if self.trigger.lemma in CONSEQUENCES else 0.25 if self.trigger.lemma in GENERIC else 0.0
        )
        return (
            (self.place is not None) * 1.0
            + (self.when is not None) * 0.7
            + verb
            - generic
            - 1.2 * self.trigger.sentence.title
            - 0.02 * self.index
            - 0.6 * is_backward(self.trigger)
            - HEARD_ONLY * self.trigger.heard
            + BELIEVED * self.belief
        )


@dataclass(slots=True, kw_only=True)
class Draft:
    """Tellings of one event. ``main`` gives trigger and excerpt."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def main(self) -> Telling:
        return max(self.tellings, key=lambda t: t.weight)

    @property
    def place(self) -> Attached | None:
        """The place of the main telling, else of the first that has one; the finer of two nested ones."""
        placed = [t.place for t in sorted(self.tellings, key=lambda t: -t.weight) if t.place]
        best = placed[0] if placed else None
        for other in placed[1:]:
            if best and contains(best.spot, other.spot):
                best = other
        return best

    @property
    def when(self) -> When | None:
        """The days of the main telling, else of the first that has some; the fewest of those within them."""
        dated = [t.when for t in sorted(self.tellings, key=lambda t: -t.weight) if t.when]
        within = [w for w in dated if dated[0].start <= w.start and w.end <= dated[0].end]
        return min(within, key=lambda w: (w.end - w.start).days, default=None)

    @property
    def sub_event_type(self) -> str:
        """The type of the mention that is believed most, of those whose words are not generic."""
        ranked = sorted(
            self.tellings,
            key=lambda t: (
                t.trigger.lemma in GENERIC and t.trigger.sub_event_type in ("Attack", "Armed clash"),
                -round(t.belief, 1),
                -t.weight,
            ),
        )
        return ranked[0].trigger.sub_event_type

    @property
    def last(self) -> int:
        return max(t.index for t in self.tellings)


def group(tellings: Iterable[Telling]) -> list[Draft]:
    """Drafts in the order of the text."""
    drafts: list[Draft] = []
    for telling in tellings:
        home = next((d for d in reversed(drafts[-MEMORY:]) if _same(d, telling)), None)
        if home is None:
            drafts.append(Draft(tellings=[_one_more(telling, drafts)]))
        else:
            home.tellings.append(telling)
    return drafts


def _one_more(telling: Telling, drafts: list[Draft]) -> Telling:
    """ "Two more people were killed in Mandalay": of the kind, and on the day, of the event before."""
    before = drafts[-1] if drafts else None
    words = telling.trigger.sentence.words[: telling.trigger.first]
    more = any(w in MORE and after != "than" for w, after in pairwise((*words, "")))
    if before is None or telling.index - before.last > 2:
        return telling
    if not more or telling.trigger.lemma not in CONSEQUENCES:
        return telling
    trigger = replace(telling.trigger, sub_event_type=before.sub_event_type)
    return replace(telling, trigger=trigger, when=telling.when or before.when)


def _same(draft: Draft, telling: Telling) -> bool:
    if (draft.main.judgement.status in REAL) != (telling.judgement.status in REAL):
        return False
    together = any(t.trigger.sentence is telling.trigger.sentence for t in draft.tellings)
    if together and any(parted(t.trigger, telling.trigger) for t in draft.tellings):
        return False
    heard = telling.trigger.heard or draft.main.trigger.heard
    unsure = heard or min(draft.main.belief, telling.belief) < CERTAIN
    doubt = together and unsure and not _taken(draft, telling)
    if not _dates_fit(draft.when, telling.when) or not (doubt or _kind_fits(draft, telling)):
        return False
    gap = telling.index - draft.last
    place = draft.place
    if place and telling.place:
        if same_spot(place, telling.place):
            return True
        if _many(draft.main) or _many(telling) or _plural(draft.main) or _plural(telling):
            return False
        if not together and _is_new(telling):
            return False
        nested = contains(place.spot, telling.place.spot) or contains(telling.place.spot, place.spot)
        return nested and (gap <= NEAR or draft.main.trigger.sentence.title)
    if together:
        return True
    generic = telling.trigger.lemma in GENERIC
    if telling.place and draft.when and not generic and _is_verb(telling) and not together:
        return draft.main.trigger.sentence.title  # a verb with a place of its own takes nothing up
    if not generic and telling.place is None:
        return gap <= 1 and telling.trigger.event_type == draft.main.trigger.event_type
    taken_up = generic and telling.trigger.form == "noun"
    return gap <= NEAR or draft.main.trigger.sentence.title or taken_up


def parted(first: Trigger, second: Trigger) -> bool:
    """Whether time passed between two triggers of a sentence: "exploded, a day after pagers blew up"."""
    if first.sentence is not second.sentence:
        return False
    low, high = sorted((first, second), key=lambda t: t.first)
    between = first.sentence.words[low.last + 1 : high.first]
    return any(w in UNITS and then in ("after", "before") for w, then in pairwise(between))


def _taken(draft: Draft, telling: Telling) -> bool:
    """Whether one was killed and another taken: "killed two and kidnapped a driver"."""
    subs = {draft.sub_event_type, telling.trigger.sub_event_type}
    heard = telling.trigger.heard or draft.main.trigger.heard
    return not heard and len(subs) == 2 and "Abduction/forced disappearance" in subs


def _is_verb(telling: Telling) -> bool:
    return telling.trigger.form in ("past", "participle")


def _plural(telling: Telling) -> bool:
    """Whether it speaks of more than one: "attacks"."""
    trigger = telling.trigger
    return trigger.form == "noun" and trigger.sentence.words[trigger.last] != trigger.lemma.split()[-1]


def _is_new(telling: Telling) -> bool:
    """Whether a noun tells of something not told before: "claimed a raid near Dhayra"."""
    trigger = telling.trigger
    before = trigger.sentence.words[max(0, trigger.first - 2) : trigger.first]
    return trigger.form == "noun" and bool({"a", "an", "another"} & set(before))


def _many(telling: Telling) -> bool:
    """Whether it sums up what happened in many places: "in several cities", "across Sri Lanka"."""
    words = telling.trigger.sentence.words
    return telling.place is not None and telling.place.spot.country_level and any(w in MANY for w in words)


def same_spot(first: Attached, second: Attached) -> bool:
    """Whether two spots are one place or one area."""
    a, b = first.spot, second.spot
    if a.area is not None or b.area is not None:
        if a.area is None or b.area is None:
            return a.place.id == b.place.id
        return a.place.id == b.place.id and (
            a.area.text.lower() == b.area.text.lower() or {a.area.relation, b.area.relation} <= LOOSE
        )
    return a.place.id == b.place.id or (a.place.name, a.place.country) == (b.place.name, b.place.country)


def _kind_fits(draft: Draft, telling: Telling) -> bool:
    sub, other = draft.sub_event_type, telling.trigger.sub_event_type
    if sub == other:
        return True
    a, b = draft.main.trigger, telling.trigger
    if a.event_type == "Battles" and b.lemma in CONSEQUENCES and a.sentence is b.sentence:
        return True
    if a.event_type in VIOLENT and b.event_type in VIOLENT:
        if a.event_type == b.event_type == "Explosions/Remote violence":
            return "Remote explosive/landmine/IED" in (sub, other)
        territory = ("Government regains territory", "Non-state actor overtakes territory")
        if sub in territory or other in territory or "Abduction/forced disappearance" in (sub, other):
            return False
        return b.lemma in GENERIC or all(t.trigger.lemma in GENERIC for t in draft.tellings)
    return a.event_type in UNREST and b.event_type in UNREST


def _dates_fit(first: When | None, second: When | None) -> bool:
    if first is None or second is None:
        return True
    return first.start <= second.end and second.start <= first.end
