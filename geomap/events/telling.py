"""What each sentence of an article tells: its triggers with place, day, status and casualties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.events.attaching import place_of
from geomap.events.casualties import find_casualties
from geomap.events.cues import CONSEQUENCES, VIOLENT
from geomap.events.grouping import REAL, Telling, same_spot
from geomap.events.hearing import heard_triggers, retyped
from geomap.events.kinds import settle
from geomap.events.page import Page
from geomap.events.places import Spot
from geomap.events.placing import Options, shares
from geomap.events.placing_features import rows_for
from geomap.events.publication import Published
from geomap.events.reporting import DOUBTED, believed, reporting_row, weighed
from geomap.events.status import Judgement, judge
from geomap.events.timing import BARRIERS, Clock, is_backward, takes_up, when_of
from geomap.events.triggers import Trigger, find_triggers
from geomap.model import Area, GeoReference, When

EXPLOSIONS = "Explosions/Remote violence"
PLACED = 0.01  # belief from which a trigger with a place in its sentence is no mere background
TOLD_OF = 0.7  # belief in what is "reported in" a place
ABOUT = frozenset(("over", "about"))
WARDED = frozenset(("shoot down", "intercept ~ drones", "intercept ~ missiles", "intercept ~ rockets"))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the parts share: the page, its times and its places."""

    page: Page
    published: Published
    clock: Clock
    spots: dict[int, tuple[Spot, ...]]
    references: tuple[GeoReference, ...]
    areas: tuple[Area, ...]
    options: Options
    demonyms: dict[int, str]
    accident: bool  # the article opens with an accident or a disaster
    court: bool  # the article opens in a court


def opening_words(page: Page) -> frozenset[str]:
    """The words of the first sentences, which say what an article is about."""
    return frozenset(w for s in page.sentences[:2] for w in s.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A trigger with what the rules make of it, before anything is believed."""

    trigger: Trigger
    near: tuple[Trigger, ...]  # the triggers of its sentence, itself among them
    when: When | None
    judgement: Judgement


def claims(scene: Scene) -> list[Claim]:
    """Every trigger of the article that may report an event, in the order of the text."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in find_triggers(scene.page):
        by_sentence.setdefault(trigger.sentence.index, []).append(trigger)
    unrest = any(not t.weak and t.event_type == "Protests" for ts in by_sentence.values() for t in ts)
    found: list[Claim] = []
    for sentence in scene.page.sentences:
        triggers = by_sentence.get(sentence.index, [])
        settled = [
            s
            for t in triggers
            if not _in_name(scene.page, t) and (s := _settled(scene, t, triggers, unrest=unrest))
        ]
        settled = [retyped(t, scene.page.beliefs) for t in settled]
        heard = heard_triggers(sentence, settled, scene.page.beliefs)
        settled += [t for t in heard if scene.page.article.text[t.start : t.end] != "March"]  # the month
        near = tuple(sorted(settled, key=lambda t: t.first))
        found.extend(_claim(scene, trigger, near) for trigger in near)
    return found


def _settled(scene: Scene, trigger: Trigger, near: Sequence[Trigger], *, unrest: bool) -> Trigger | None:
    spots = scene.spots.get(trigger.sentence.index, ())
    after = _object_is_place(trigger, spots)
    return settle(trigger, near, places_after=after, accident=scene.accident, unrest=unrest)


def tellings(scene: Scene) -> list[Telling]:
    """What the article tells: its claims with belief and place, one telling for each place of a list."""
    made = claims(scene)
    beliefs = believed([reporting_row(c.trigger, c.judgement.status, scene.page) for c in made])
    placed = shares([rows_for(c.trigger, scene.options, c.near, scene.page) for c in made])
    by_sentence: dict[int, list[Telling]] = {}
    for claim, belief, share in zip(made, beliefs, placed, strict=True):
        by_sentence.setdefault(claim.trigger.sentence.index, []).extend(_told(scene, claim, belief, share))
    kept = [_restored([_given_a_place(t) for t in told]) for told in by_sentence.values()]
    return [_shared(t, told) for told in kept for t in told if not _by_the_way(t, told)]


def _given_a_place(telling: Telling) -> Telling:
    """What the lexicon found and the sentence places is kept, though it hardly reads as news.

    Its belief stays low, and with it the confidence of the event.
    """
    found = not telling.trigger.heard and telling.trigger.lemma not in CONSEQUENCES
    doubted = telling.judgement.why == DOUBTED and telling.place and found
    if not doubted or telling.belief < PLACED:
        return telling
    return replace(telling, judgement=Judgement(status="reported", why="told with its place, hardly as news"))


def _restored(told: Sequence[Telling]) -> list[Telling]:
    """With doubted triggers beside a believed one of the same place as part of its story: "killing six"."""
    real = [t for t in told if t.judgement.status in REAL]
    kept = []
    for telling in told:
        beside = [t for t in real if not t.place or not telling.place or same_spot(t.place, telling.place)]
        if telling.judgement.why == DOUBTED and beside:
            telling = replace(telling, judgement=beside[0].judgement)
        kept.append(telling)
    return kept


def _object_is_place(trigger: Trigger, spots: Sequence[Spot]) -> bool:
    return any(
        0 < s.first - trigger.last <= 9
        and s.preposition in (None, "of", "in")
        and not s.country_level
        and s.reference.mention.role in ("context", "event")
        for s in spots
    )


def _in_name(page: Page, trigger: Trigger) -> bool:
    """Whether a noun is part of a name: "Headquarters for the Liberation of Al-Sham"."""
    if (
        page.all_capitals
        or trigger.form not in ("noun", "past", "ing")
        or trigger.first == 0
        or trigger.sentence.title
    ):
        return False
    text = page.article.text
    before = text[trigger.sentence.starts[trigger.first - 1]]
    return text[trigger.start].isupper() and (text[trigger.start - 1] != " " or before.isalpha())


def _by_the_way(telling: Telling, told: Sequence[Telling]) -> bool:
    """Part of the story of the violence beside it: "and freeing hostages", "most of which were shot down"."""
    if telling.trigger.lemma in WARDED and any(t.trigger.event_type == EXPLOSIONS for t in told):
        return True
    return (
        telling.trigger.form == "ing"
        and telling.trigger.event_type == "Strategic developments"
        and any(t.trigger.event_type in VIOLENT for t in told)
    )


def _apart(first: Trigger, second: Trigger) -> bool:
    """Whether "followed", "before" or "which" stands between two triggers."""
    low, high = sorted((first.first, second.first))
    return any(w in BARRIERS for w in first.sentence.words[low + 1 : high])


def _shared(telling: Telling, told: Sequence[Telling]) -> Telling:
    """With place and date of the nearest other verb of the sentence where it has none of its own."""
    if is_backward(telling.trigger) or takes_up(telling.trigger) or (telling.place and telling.when):
        return telling
    others = [t for t in told if not _apart(telling.trigger, t.trigger)]
    others.sort(key=lambda t: abs(t.trigger.first - telling.trigger.first))
    place = telling.place or next((t.place for t in others if t.place and not is_backward(t.trigger)), None)
    when = telling.when or next((t.when for t in others if t.when and not is_backward(t.trigger)), None)
    return replace(telling, place=place, when=when)


def _told(scene: Scene, claim: Claim, belief: float, believed_in: Sequence[float]) -> list[Telling]:
    trigger = claim.trigger
    spots = scene.spots.get(trigger.sentence.index, ())
    places = place_of(trigger, spots, believed_in, scene.options)
    known = [t.lemma for t in claim.near if not t.heard]
    if known and CONSEQUENCES.issuperset(known):  # "killed, agencies in Nairobi write" belongs to a story
        places = tuple(place for place in places if not place.spot.speaks)
    if places and _is_reported_there(trigger):
        belief = max(belief, TOLD_OF)
    return [
        Telling(
            trigger=trigger,
            judgement=weighed(claim.judgement, belief),
            belief=belief,
            place=place,
            when=claim.when,
            casualties=find_casualties(scene.page, claim.near[0].sentence),
            shares=tuple(believed_in),
        )
        for place in (places or (None,))
    ]


def _is_reported_there(trigger: Trigger) -> bool:
    """Whether a noun is told in the words of bulletins: "explosions were also reported in Lviv"."""
    words, last = trigger.sentence.words, trigger.last
    behind = [w for w in words[last + 1 : last + 5] if w != "also"]
    told = trigger.form == "noun" and behind[:1] in (["was"], ["were"]) and behind[1:2] == ["reported"]
    return told and "no" not in words[max(0, trigger.first - 3) : trigger.first]


def _claim(scene: Scene, trigger: Trigger, near: tuple[Trigger, ...]) -> Claim:
    when, _ = when_of(trigger, scene.page, scene.clock)
    judgement = judge(trigger, _age(when, scene.clock))
    days = scene.clock.published.days
    if judgement.status == "reported" and when and days and when.start > days.end:
        judgement = Judgement(status="planned", why="dated after publication")
    if judgement.status == "reported" and when and _sums_up(trigger, when):
        judgement = Judgement(status="past_context", why="sums up a long time")
    if judgement.status == "reported" and (why := _background(trigger, when, scene.clock)):
        judgement = Judgement(status="past_context", why=why)
    if scene.court and judgement.status == "reported" and (when is None or not _recent(when, scene.clock)):
        judgement = Judgement(status="past_context", why="told in a court")
    return Claim(trigger=trigger, near=near, when=when, judgement=judgement)


def _sums_up(trigger: Trigger, when: When) -> bool:
    """Whether the perfect tells of a long time: "have been killed there this year"."""
    before = trigger.sentence.words[max(0, trigger.first - 4) : trigger.first]
    return (
        (when.end - when.start).days > 45
        and trigger.form == "participle"
        and bool({"have", "has", "had"} & set(before))
    )


def _background(trigger: Trigger, when: When | None, clock: Clock) -> str:
    """Why a trigger only recalls: a year long over, or many events that something is about."""
    if when and (when.end - when.start).days > 300 and (_age(when, clock) or 0) > 365:
        return "a year long over"
    words, first = trigger.sentence.words, trigger.first
    perfect = trigger.form == "participle" and {"have", "has"} & set(words[max(0, first - 3) : first])
    if perfect and when and "since" in words[trigger.last + 1 :]:
        return "sums up since a day"
    several = trigger.form == "noun" and words[trigger.last] != trigger.lemma.split()[-1]
    if several and ABOUT & set(words[max(0, first - 2) : first]):
        return f"'{words[first - 1]} {words[first]}' is what something is about"
    return ""


def _recent(when: When, clock: Clock) -> bool:
    days = clock.published.days
    return days is not None and (days.end - when.start).days <= 31


def _age(when: When | None, clock: Clock) -> int | None:
    days = clock.published.days
    return (days.start - when.end).days if when and days else None
