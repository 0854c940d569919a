"""Articles whose events are known, as the models of events learn from them: ours and those with templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.events import REAL, prepared, rows, to_article
from benchmarks.judging import fold, is_named, keyed, kinds, right, same_status
from benchmarks.marked import read_folder
from geomap.events.beliefs import label_of
from geomap.events.muc import muc_type
from geomap.events.page import Page
from geomap.events.placing import Option
from geomap.events.reading import read_scene
from geomap.events.telling import Claim, Scene, claims
from geomap.geo import distance_km
from geomap.model import Event, Signal

OWN = Path(__file__).parent.parent / "tests" / "quality" / "events"
PLAIN = OWN / "training" / "plain"  # articles as a wire or a paper would print them
FOLDS = 2
ENOUGH, ALSO, CLOSE = 1.4, 3.2, 1.2  # score of a best sentence, of a second one, and how near it must be
HERE_KM = 12.0  # a gazetteer's point this near to the annotated one is the same place


@dataclass(kw_only=True)
class Example:
    """An article with what is keyed or annotated in it."""

    row: dict[str, Any]
    scene: Scene
    claims: list[Claim]
    fold: int
    own: bool


def fold_of(row: dict[str, Any], *, own: bool) -> int:
    """The half that an article belongs to; fifty neighbours of a numbered series stay together."""
    number = re.search(r"(\d+)$", row["id"])
    return crc32(row["id"].encode()) % FOLDS if own or not number else (int(number[1]) - 1) // 50 % FOLDS


def aligned(event: dict[str, Any], page: Page, told: dict[int, set[str | None]]) -> set[int]:
    """The sentences that tell a template; none where nothing fits. ``told`` has MUC's types by sentence."""
    people = [fold(name) for name in (*event["targets"], *event["victims"]) if fold(name).strip()]
    means = [fold(name) for name in event["instruments"] if fold(name).strip()]
    places = [fold(place["name"]) for place in event["location"]["places"]]
    scores = []
    for sentence in page.sentences:
        words = fold(sentence.plain)
        types = told.get(sentence.index, set())
        named = sum(name in words for name in people)
        score = 2.0 if types & kinds(event) else 0.75 if types - {None} else 0.0
        score += min(named, 2) * 0.75 + (0.75 if named else 0.0) + 0.75 * any(name in words for name in means)
        score += 1.0 * any(name in words for name in places[-1:]) + 0.4 * any(
            name in words for name in places[:-1]
        )
        scores.append((score - 0.015 * sentence.index, bool(types & kinds(event))))
    best = max((score for score, _ in scores), default=0.0)
    return {
        i
        for i, (score, typed) in enumerate(scores)
        if (score >= ENOUGH and score == best) or (typed and score >= max(ALSO, best - CLOSE))
    }


def muc_of(claim: Claim) -> str | None:
    return muc_type(claim.trigger.sub_event_type, claim.trigger.lemma)


def alignments(example: Example) -> list[tuple[dict[str, Any], set[int]]]:
    """Each template with the sentences that tell it."""
    told: dict[int, set[str | None]] = {}
    for claim in example.claims:
        told.setdefault(claim.trigger.sentence.index, set()).add(muc_of(claim))
    return [(event, aligned(event, example.scene.page, told)) for event in example.row["events"]]


def answers(example: Example) -> Iterator[tuple[Claim, bool, float]]:
    """Claims with whether they report an event of their own, and how sure that is."""
    if example.own:
        yield from _own_answers(example)
        return
    sentences = alignments(example)
    for claim in example.claims:
        kind = muc_of(claim)
        if kind is not None:
            here = [event for event, found in sentences if claim.trigger.sentence.index in found]
            exact = any(kind in kinds(event) for event in here)
            weight = 1.0 if exact or not example.row["events"] else 0.4 if here else 0.3
            yield claim, bool(here), weight


def _own_answers(example: Example) -> Iterator[tuple[Claim, bool, float]]:
    for claim in example.claims:
        trigger = claim.trigger
        hits = [e for e in example.row["events"] if _touches(e, trigger.start, trigger.end)]
        at = trigger.sentence
        beside = [e for e in example.row["events"] if _touches(e, at.start, at.end)]
        if hits:
            yield claim, any(e["status"] in REAL for e in hits), 3.0
        elif beside:
            same = [e for e in beside if label_of(e["sub_event_type"]) == label_of(trigger.sub_event_type)]
            yield claim, any(e["status"] in REAL for e in same), 0.6
        else:
            yield claim, False, 3.0


def mentions(event: dict[str, Any]) -> list[list[int]]:
    return event.get("mentions") or [[event["start"], event["start"] + len(event["trigger"])]]


def _touches(event: dict[str, Any], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in mentions(event))


def placed(example: Example) -> Iterator[tuple[Claim, list[bool]]]:
    """Claims with, for each candidate place, whether the event happened there."""
    options = example.scene.options.options
    if example.own:
        for claim in example.claims:
            trigger = claim.trigger
            for event in example.row["events"]:
                if event["status"] in REAL and event["place"] and _touches(event, trigger.start, trigger.end):
                    yield claim, own_places(event["place"], options)
        return
    for event, found in alignments(example):
        for index in sorted(found):
            near = [c for c in example.claims if c.trigger.sentence.index == index]
            first = next((c for c in near if muc_of(c)), None)
            if first is not None:
                yield first, [is_keyed(event, option) for option in options]


def verdicts(example: Example, events: Sequence[Event]) -> list[bool | None]:
    """For each event of an article whether it is right; None where templates say nothing of its kind.

    An annotated event makes one right, the first that fits.
    """
    open_ = list(example.row["events"])
    found: list[bool | None] = []
    for event in events:
        if not example.own and event.muc_type is None:
            found.append(None)
            continue
        fits = (w for w in open_ if _tells(example, w, event))
        hit = next(fits, None)
        if hit is not None:
            open_.remove(hit)
        found.append(hit is not None)
    return found


def _tells(example: Example, wanted: dict[str, Any], event: Event) -> bool:
    if example.own:
        return same_status(wanted, event) and right(wanted, event)
    return event.status in REAL and keyed(wanted, event)


def is_keyed(event: dict[str, Any], option: Option) -> bool:
    """Whether a candidate is the most specific place of a template."""
    places = event["location"]["places"]
    if option.place.country != event["location"].get("country_code"):
        return False
    if option.kind == "country" or not places:
        return option.kind == "country" and not places
    own = () if option.kind == "unknown" else (option.place.name, *option.place.alt_names)
    return is_named(places[-1], (*own, *(n.mention.text for n in option.namings)))


def own_places(place: dict[str, Any], options: Sequence[Option]) -> list[bool]:
    if "country" in place:
        return [o.kind == "country" and o.place.country == place["country"] for o in options]
    named = fold(place["name"])
    areas = [o for o in options if o.kind == "area" and _named_in(o, named)]
    if place.get("area") and areas:
        return [o in areas for o in options]
    return [
        o.kind not in ("country", "area")
        and (
            _named_in(o, named)
            or (
                o.kind in ("town", "region")
                and distance_km(o.place.lat, o.place.lon, place["lat"], place["lon"]) <= HERE_KM
            )
        )
        for o in options
    ]


def _named_in(option: Option, named: str) -> bool:
    return any(fold(n.mention.text) in named for n in option.namings)


def read_signals(path: Path) -> dict[str, tuple[Signal, ...]]:
    """Signals by article."""
    return {
        row["id"]: tuple(Signal(start=s, end=e, label=label, score=p) for s, e, label, p in row["signals"])
        for row in rows(path, None)
    }


def examples_of(templates: Path, signals: dict[str, tuple[Signal, ...]]) -> list[Example]:
    """The articles with templates and those of ours that models learn from, with what heads see in them."""
    ours = (*read_folder(OWN / "training"), *read_folder(PLAIN), *rows(OWN / "development.jsonl", None))
    given = [*rows(templates, None), *ours]
    by_id = {row["id"]: row for row in given}
    found = []
    for (article, references, areas), _ in prepared(to_article(row) for row in by_id.values()):
        scene = read_scene(replace(article, signals=signals.get(article.id, ())), references, areas)
        row = by_id[article.id]
        own = "dateline" not in row
        found.append(Example(row=row, scene=scene, claims=claims(scene), fold=fold_of(row, own=own), own=own))
    return found
