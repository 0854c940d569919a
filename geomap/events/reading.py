"""An article's events, flows and zones with their evidence: the last step of the pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2s

from geomap.events.acled import EVENT_TYPE_OF
from geomap.events.actors import find_actors
from geomap.events.attaching import Attached
from geomap.events.certainty import Finding, certainties, enough, likely
from geomap.events.cues import ACCIDENT, COURTROOM, HARMED, MARKETS, VIOLENCE_SIGNS
from geomap.events.flows import find_flows
from geomap.events.grouping import REAL, Draft, group
from geomap.events.inheriting import inherited_place
from geomap.events.ledger import explained
from geomap.events.locating import located, loosened
from geomap.events.muc import muc_type
from geomap.events.page import Page, Sentence, read_page
from geomap.events.places import find_spots
from geomap.events.placing import find_options
from geomap.events.publication import find_published, told_from
from geomap.events.repeats import once, rejoined, told_twice
from geomap.events.status import Judgement
from geomap.events.telling import Scene, opening_words, tellings
from geomap.events.timing import default_when, inherited_when, read_clock
from geomap.events.tolls import Toll, tolls
from geomap.events.triggers import Trigger
from geomap.events.zones import find_zones
from geomap.model import Area, Article, Event, GeoReference, Location, Reading, When


def read_events(article: Article, references: Sequence[GeoReference], areas: Sequence[Area]) -> Reading:
    """The finished reading: events with place, day and status, flows, zones, and a reason for every name."""
    scene = read_scene(article, references, areas)
    page = scene.page
    drafts = group(tellings(scene))
    found = findings(scene, drafts)
    chances = certainties(scene, found)
    again = told_twice(found, chances, [enough(page, plain=finding.plain) for finding in found])
    events = [
        event_of(scene, finding, chance, again=i in again)
        for i, (finding, chance) in enumerate(zip(found, chances, strict=True))
    ]
    flows = find_flows(page, scene.spots)
    zones = find_zones(page, scene.spots)
    return Reading(
        article=article,
        references=explained(page, references, events, areas),
        areas=tuple(areas),
        events=tuple(events),
        flows=flows,
        zones=zones,
        published=scene.published.day,
        published_basis=scene.published.basis if scene.published.day else None,
    )


def read_scene(article: Article, references: Sequence[GeoReference], areas: Sequence[Area]) -> Scene:
    """What all events of an article are read from: sentences, times, places."""
    page = read_page(article)
    published = find_published(page)
    clock = read_clock(page, told_from(page, published), [r.mention for r in references])
    opening = opening_words(page)
    return Scene(
        page=page,
        published=published,
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
        accident=bool(opening & (ACCIDENT | MARKETS)) and not opening & VIOLENCE_SIGNS - HARMED,
        court=bool(opening & COURTROOM),
    )


_TIME_OF_DAY = (
    re.compile(  # "10:55 p.m. ...", "2.20pm: ...", "14:05 - ..."; no "1.25 million" and no "10.05.2014"
        r"\W*(?:[01]?\d|2[0-3])(?::[0-5]\d\b|\.[0-5]\d\s?(?:[ap]\.?m\b|GMT\b|:))", re.IGNORECASE
    )
)
CLEARLY = 0.9  # belief in a verb that tells of an event without a day, far down the text
POINTED = 0.7  # trust in a place that the sentence points at: "there", "the town"


def findings(scene: Scene, drafts: Sequence[Draft]) -> list[Finding]:
    """The drafts that tell of something which happened once, with their places and days."""
    found = _found(scene, drafts)
    joined = rejoined(drafts, found)
    return found if len(joined) == len(drafts) else _found(scene, joined)


def _found(scene: Scene, drafts: Sequence[Draft]) -> list[Finding]:
    told = enumerate(tolls(drafts, scene.page, scene.spots))
    made = (_finding(scene, drafts, i, toll) for i, toll in told)
    return [finding for finding in made if finding is not None]


def _finding(scene: Scene, drafts: Sequence[Draft], i: int, toll: Toll) -> Finding | None:
    draft = drafts[i]
    if i and _aftermath(draft):
        return None
    location, tied = _location(scene, draft, draft.place)
    if not _specific(draft) and (location is None or tied < POINTED):
        return None
    when = draft.when
    if when is None and draft.main.judgement.status in REAL:
        sentence = draft.main.trigger.sentence
        same_day, entry = _same_day(scene), _is_entry(scene.page, sentence)
        when = inherited_when(sentence, scene.page, scene.clock)
        when = when or (_day_beside(drafts, i) if same_day else None)
        when = when or default_when(scene.clock, week=not (same_day or entry))
    return Finding(draft=draft, toll=toll, location=location, tied=tied, when=when)


def event_of(scene: Scene, finding: Finding, chance: float, *, again: bool = False) -> Event:
    """The event of a finding whose chance to be right is given; ``again``: another one tells it too."""
    draft, location = finding.draft, finding.location
    judgement = likely(draft.main.judgement, chance, least=enough(scene.page, plain=finding.plain))
    judgement = once(judgement) if again else judgement
    sub = draft.sub_event_type
    trigger = draft.main.trigger
    country = location.country if location else None
    return Event(
        id=_identity(scene.page.article.id, sub, trigger, location),
        article_id=scene.page.article.id,
        event_type=EVENT_TYPE_OF[sub],
        sub_event_type=sub,
        status=judgement.status,
        trigger=scene.page.span(trigger.start, trigger.end),
        excerpt=scene.page.span(trigger.sentence.start, trigger.sentence.end),
        when=finding.when,
        location=location,
        actors=find_actors(scene.page, trigger, country, scene.demonyms),
        fatalities=finding.toll.dead,
        injured=finding.toll.injured,
        confidence=round(chance, 3),
        why=_why(draft, judgement),
        muc_type=muc_type(sub, trigger.lemma),
    )


def _day_beside(drafts: Sequence[Draft], i: int) -> When | None:
    """The day of the event told nearest to one, the one before it first; for bulletins of one day's news."""
    for j in (*range(i - 1, -1, -1), *range(i + 1, len(drafts))):
        when: When | None = drafts[j].when
        if when and (when.end - when.start).days <= 1 and drafts[j].main.judgement.status in REAL:
            return replace(when, basis=f"the day of the event told beside it: {when.basis}", span=None)
    return None


def _same_day(scene: Scene) -> bool:
    """Whether the report tells of its own day: a dateline with the day, and weekdays nowhere."""
    dated = any(c.isdigit() for c in scene.page.filed)
    return dated and not any(t.time.kind == "weekday" for times in scene.clock.by_sentence for t in times)


def _is_entry(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence stands in an entry of a live report, which begins with the time of the day."""
    text = page.article.text
    return _TIME_OF_DAY.match(text, text.rfind("\n", 0, sentence.start) + 1) is not None


def _aftermath(draft: Draft) -> bool:
    """Arrests and the like without a place or day of their own end another event's story."""
    return draft.main.trigger.event_type == "Strategic developments" and not draft.place and not draft.when


def _specific(draft: Draft) -> bool:
    """Whether the words tell of something that happened once, not of a kind of thing that happens."""
    main = draft.main
    titles = all(t.trigger.sentence.title for t in draft.tellings)
    vague = titles and draft.place is not None and draft.place.spot.country_level
    if (draft.place and not vague) or any(c for t in draft.tellings for c in t.casualties):
        return True
    if titles:
        return False
    form = main.trigger.form
    if form == "noun":
        words, first = main.trigger.sentence.words, main.trigger.first
        return draft.when is not None and (
            not first or words[first - 1] in ("a", "an", "the", "this", "that", "another")
        )
    told = draft.when is not None or main.index <= 2 or main.belief >= CLEARLY
    return form in ("past", "participle") and told


def _location(scene: Scene, draft: Draft, place: Attached | None) -> tuple[Location | None, float]:
    """The location and how well it is tied to the event, 0 to 1."""
    if place is not None:
        return located(scene.page, place.spot, place.why), place.score
    found = inherited_place(draft.main, scene.page, scene.spots, scene.references, scene.options)
    if found is None:
        return None, 0.6
    spot, share, basis = found
    return loosened(located(scene.page, spot, basis), basis), share


def _why(draft: Draft, judgement: Judgement) -> str:
    trigger = draft.main.trigger
    lemma = trigger.lemma.replace(" ~", " …")
    words = f"'{lemma}' {'reads as' if trigger.heard else 'reports'} {draft.sub_event_type}"
    return f"{words}; {judgement.status}: {judgement.why}" if judgement.why else words


def _identity(article_id: str, sub: str, trigger: Trigger, location: Location | None) -> str:
    where = location.toponym if location else None
    return blake2s(
        f"{article_id}|{sub}|{trigger.start}|{trigger.end}|{where}".encode(), digest_size=8
    ).hexdigest()
