"""An article's events, flows and zones with their evidence: the last step of the pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from geomap.events.actors import find_actors
from geomap.events.casualties import Casualties, find_casualties
from geomap.events.cues import ACCIDENT, COURTROOM, HARMED, VIOLENCE_SIGNS, VIOLENT
from geomap.events.flows import find_flows
from geomap.events.grouping import REAL, Draft, Telling, group
from geomap.events.inheriting import inherited_place
from geomap.events.kinds import settle
from geomap.events.ledger import explained
from geomap.events.lexicon import EVENT_TYPE_OF
from geomap.events.locating import located, loosened
from geomap.events.muc import muc_type
from geomap.events.page import Page, read_page
from geomap.events.places import LOCATING, Attached, Spot, find_spots, place_of
from geomap.events.placing import Options, find_options
from geomap.events.publication import find_published
from geomap.events.scoring import log_odds
from geomap.events.status import Judgement, judge
from geomap.events.timing import Clock, default_when, inherited_when, is_backward, read_clock, when_of
from geomap.events.triggers import Trigger, find_triggers
from geomap.events.zones import find_zones
from geomap.model import Area, Article, Count, Event, GeoReference, Location, Reading, When


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the parts share: the page, its times and its places."""

    page: Page
    clock: Clock
    spots: dict[int, tuple[Spot, ...]]
    references: tuple[GeoReference, ...]
    areas: tuple[Area, ...]
    options: Options
    demonyms: dict[int, str]
    unknown: dict[int, tuple[int, ...]]  # first tokens of names without a place, by sentence
    accident: bool  # the article opens with an accident or a disaster
    court: bool  # the article opens in a court


def _opening(page: Page) -> frozenset[str]:
    """The words of the first sentences, which say what an article is about."""
    return frozenset(w for s in page.sentences[:2] for w in s.words)


def read_events(article: Article, references: Sequence[GeoReference], areas: Sequence[Area]) -> Reading:
    """The finished reading: events with place, day and status, flows, zones, and a reason for every name."""
    page = read_page(article)
    published = find_published(page)
    clock = read_clock(page, published)
    opening = _opening(page)
    scene = Scene(
        page=page,
        clock=clock,
        spots=(spots := find_spots(page, references, areas)),
        options=find_options(page, spots, references),
        references=tuple(references),
        areas=tuple(areas),
        demonyms={
            r.mention.start: r.place.country
            for r in references
            if r.mention.role == "demonym" and r.place and r.place.country
        },
        unknown=_unknown(page, references),
        accident=bool(opening & ACCIDENT) and not opening & VIOLENCE_SIGNS - HARMED,
        court=bool(opening & COURTROOM),
    )
    drafts = group(_tellings(scene))
    events = [e for i, d in enumerate(drafts) if (e := _event(scene, d, first=i == 0)) is not None]
    flows = find_flows(page, scene.spots)
    zones = find_zones(page, scene.spots)
    return Reading(
        article=article,
        references=explained(page, references, events, areas),
        areas=tuple(areas),
        events=tuple(events),
        flows=flows,
        zones=zones,
        published=published.day,
        published_basis=published.basis if published.day else None,
    )


def _tellings(scene: Scene) -> list[Telling]:
    """Every trigger that may report an event, with what its sentence says; one per place it lists."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in find_triggers(scene.page):
        by_sentence.setdefault(trigger.sentence.index, []).append(trigger)
    unrest = any(not t.weak and t.event_type == "Protests" for ts in by_sentence.values() for t in ts)
    found: list[Telling] = []
    for index, triggers in by_sentence.items():
        spots = scene.spots.get(index, ())
        settled = [
            s
            for t in triggers
            if not _in_name(scene.page, t)
            and (
                s := settle(
                    t,
                    triggers,
                    places_after=_object_is_place(t, spots, scene.unknown.get(index, ())),
                    accident=scene.accident,
                    unrest=unrest,
                )
            )
        ]
        casualties = find_casualties(scene.page, triggers[0].sentence)
        told = [t for trigger in settled for t in _told(scene, trigger, settled, spots, casualties)]
        found.extend(_shared(t, told) for t in told if not _by_the_way(t, told))
    return found


def _unknown(page: Page, references: Sequence[GeoReference]) -> dict[int, tuple[int, ...]]:
    """Tokens where the sentences name places that no gazetteer knows."""
    found: dict[int, tuple[int, ...]] = {}
    for reference in references:
        sentence = page.sentence_at(reference.mention.start)
        if (
            sentence
            and reference.mention.role in ("context", "event")
            and (reference.place is None or reference.approximate)
        ):
            found[sentence.index] = (
                *found.get(sentence.index, ()),
                sentence.token_at(reference.mention.start),
            )
    return found


def _object_is_place(trigger: Trigger, spots: Sequence[Spot], unknown: Sequence[int] = ()) -> bool:
    if any(0 < first - trigger.last <= 6 for first in unknown):
        return True
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
    """A participle beside violence, part of its story: "killing six gunmen and freeing hostages"."""
    return (
        telling.trigger.form == "ing"
        and telling.trigger.event_type == "Strategic developments"
        and any(t.trigger.event_type in VIOLENT for t in told)
    )


def _shared(telling: Telling, told: Sequence[Telling]) -> Telling:
    """With place and date of the nearest other verb of the sentence where it has none of its own."""
    if is_backward(telling.trigger) or (telling.place and telling.when):
        return telling
    others = sorted(told, key=lambda t: abs(t.trigger.first - telling.trigger.first))
    place = telling.place or next((t.place for t in others if t.place and not is_backward(t.trigger)), None)
    when = telling.when or next((t.when for t in others if t.when and not is_backward(t.trigger)), None)
    return replace(telling, place=place, when=when)


def _told(
    scene: Scene,
    trigger: Trigger,
    settled: Sequence[Trigger],
    spots: Sequence[Spot],
    casualties: tuple[Casualties, ...],
) -> list[Telling]:
    places = place_of(trigger, spots, settled)
    when, _ = when_of(trigger, scene.page, scene.clock)
    judgement = judge(trigger, _age(when, scene.clock))
    if judgement.status == "reported" and when and _sums_up(trigger, when):
        judgement = Judgement(status="past_context", why="sums up a long time")
    if scene.court and judgement.status == "reported" and (when is None or not _recent(when, scene.clock)):
        judgement = Judgement(status="past_context", why="told in a court")
    return [
        Telling(trigger=trigger, judgement=judgement, place=place, when=when, casualties=casualties)
        for place in (places or (None,))
    ]


def _sums_up(trigger: Trigger, when: When) -> bool:
    """Whether the perfect tells of a long time: "have been killed there this year"."""
    before = trigger.sentence.words[max(0, trigger.first - 4) : trigger.first]
    return (
        (when.end - when.start).days > 45
        and trigger.form == "participle"
        and bool({"have", "has", "had"} & set(before))
    )


def _recent(when: When, clock: Clock) -> bool:
    days = clock.published.days
    return days is not None and (days.end - when.start).days <= 31


def _age(when: When | None, clock: Clock) -> int | None:
    days = clock.published.days
    return (days.start - when.end).days if when and days else None


LEARNED = frozenset(("Explosions/Remote violence", "Violence against civilians"))  # what the model knows
DOUBT = -0.9  # log odds below which a trigger is taken for background
POINTED = 0.7  # trust in a place that the sentence points at: "there", "the town"


def _event(scene: Scene, draft: Draft, *, first: bool) -> Event | None:
    """The event of a draft; None where the words are too general to be an event."""
    main, place = draft.main, draft.place
    if (not first and _aftermath(draft)) or not _believed(scene, draft):
        return None
    location, tied = _location(scene, draft, place)
    if not _specific(draft) and (location is None or tied < POINTED):
        return None
    when = draft.when
    if when is None and main.judgement.status in REAL:
        when = inherited_when(main.trigger.sentence, scene.page, scene.clock) or default_when(
            scene.clock, week=not _same_day(scene)
        )
    sub = draft.sub_event_type
    trigger = main.trigger
    country = location.country if location else None
    return Event(
        id=_identity(scene.page.article.id, sub, trigger, location),
        article_id=scene.page.article.id,
        event_type=EVENT_TYPE_OF[sub],
        sub_event_type=sub,
        status=main.judgement.status,
        trigger=scene.page.span(trigger.start, trigger.end),
        excerpt=scene.page.span(trigger.sentence.start, trigger.sentence.end),
        when=when,
        location=location,
        actors=find_actors(scene.page, trigger, country, scene.demonyms),
        fatalities=_count(draft, dead=True),
        injured=_count(draft, dead=False),
        confidence=_confidence(scene, draft, location, tied, when),
        why=_why(draft),
        muc_type=muc_type(sub, trigger.lemma),
    )


def _same_day(scene: Scene) -> bool:
    """Whether the report tells of its own day: a dateline with the day, and weekdays nowhere."""
    dated = any(c.isdigit() for c in scene.page.plain[: scene.page.body])
    return dated and not any(t.time.kind == "weekday" for times in scene.clock.by_sentence for t in times)


def _believed(scene: Scene, draft: Draft) -> bool:
    """Whether the model thinks that at least one telling reports an event of its own."""
    if draft.main.judgement.status not in REAL or EVENT_TYPE_OF[draft.sub_event_type] not in LEARNED:
        return True
    return max(log_odds(t.trigger, scene.page) for t in draft.tellings) > DOUBT


def _aftermath(draft: Draft) -> bool:
    """Arrests and the like without a place or day of their own end another event's story."""
    return draft.main.trigger.event_type == "Strategic developments" and not draft.place and not draft.when


def _specific(draft: Draft) -> bool:
    """Whether the words tell of something that happened once, not of a kind of thing that happens."""
    main = draft.main
    if draft.place or any(c for t in draft.tellings for c in t.casualties):
        return True
    if all(t.trigger.sentence.title for t in draft.tellings):
        return False
    form = main.trigger.form
    if form == "noun":
        words, first = main.trigger.sentence.words, main.trigger.first
        return draft.when is not None and (
            not first or words[first - 1] in ("a", "an", "the", "this", "that", "another")
        )
    return form in ("past", "participle") and (draft.when is not None or main.index <= 2)


def _location(scene: Scene, draft: Draft, place: Attached | None) -> tuple[Location | None, float]:
    """The location and how well it is tied to the event, 0 to 1."""
    if place is not None:
        return located(scene.page, place.spot, place.why), 1.0
    if _names_unknown(scene, draft.main.trigger):
        return None, 0.6
    found = inherited_place(draft, scene.page, scene.spots, scene.references, scene.options)
    if found is None:
        return None, 0.6
    spot, share, basis = found
    return loosened(located(scene.page, spot, basis), basis), share


def _names_unknown(scene: Scene, trigger: Trigger) -> bool:
    """Whether the place is told, by a name that no gazetteer knows: then no other place is it."""
    words = trigger.sentence.words
    return any(
        first > trigger.last and words[first - 1] in LOCATING or 0 < first - trigger.last <= 2
        for first in scene.unknown.get(trigger.sentence.index, ())
    )


def _count(draft: Draft, *, dead: bool) -> Count | None:
    """The count nearest to the main trigger; one of its own sentence before any other."""
    counts = [
        (t is not draft.main, abs(c.start - t.trigger.start), c.count)
        for t in draft.tellings
        for c in t.casualties
        if c.dead == dead
    ]
    return min(counts, key=lambda x: x[:2])[2] if counts else None


def _confidence(
    scene: Scene, draft: Draft, location: Location | None, tied: float, when: When | None
) -> float:
    trigger = draft.main.trigger
    value = {"past": 0.92, "participle": 0.92, "noun": 0.85}.get(trigger.form, 0.75) * tied
    if draft.when is None:
        value *= 0.85 if when else 0.75
    if trigger.sentence.title:
        value *= 0.85
    if len({t.index for t in draft.tellings}) > 1:
        value = min(0.97, value * 1.05)
    if location is not None and location.toponym is not None:
        value *= 0.5 + 0.5 * scene.references[location.toponym].confidence
    return round(value, 3)


def _why(draft: Draft) -> str:
    trigger, judgement = draft.main.trigger, draft.main.judgement
    words = f"'{trigger.lemma.replace(' ~', ' …')}' reports {draft.sub_event_type}"
    return f"{words}; {judgement.status}: {judgement.why}" if judgement.why else words


def _identity(article_id: str, sub: str, trigger: Trigger, location: Location | None) -> str:
    where = location.toponym if location else None
    return blake2s(
        f"{article_id}|{sub}|{trigger.start}|{trigger.end}|{where}".encode(), digest_size=8
    ).hexdigest()
