"""Weights of events: ``python -m benchmarks.learn_events TEMPLATES.jsonl [--scoring F] [--placing F]``.

TEMPLATES are articles with keyed events (type, date, place, targets), as the MUC-3/4 development messages
are; no sentence is annotated in them. Each template is aligned with the sentences that tell it, by trigger,
people, place and position. The model of background triggers learns from these and from our own development
articles, the model of places from the keyed places. Needs scikit-learn; the product does not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.events import prepared, rows, to_article
from geomap.events import placing, scoring
from geomap.events.kinds import settle
from geomap.events.muc import muc_type
from geomap.events.page import Page, read_page
from geomap.events.places import find_spots, is_country
from geomap.events.triggers import Trigger, find_triggers

REAL = ("reported", "claimed")
STRENGTH, PLACE_STRENGTH = 0.03, 0.3  # inverse regularisation, chosen on cross-fitted development messages
ENOUGH, ALSO, CLOSE = 1.4, 3.2, 1.2  # score of a best sentence, of a second one, and how near it must be


def fold(text: str) -> str:
    """Letters and digits in upper case, between single spaces."""
    return " " + " ".join(re.sub(r"[^A-Z0-9]+", " ", text.upper()).split()) + " "


def settled(page: Page) -> list[Trigger]:
    """The triggers of a page as events are made from them."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in find_triggers(page):
        by_sentence.setdefault(trigger.sentence.index, []).append(trigger)
    return [
        found
        for near in by_sentence.values()
        for trigger in near
        if (found := settle(trigger, near, places_after=False, accident=False, unrest=False))
    ]


def kinds(event: dict[str, Any]) -> set[str]:
    return {event["type"]} if isinstance(event["type"], str) else set(event["type"])


def aligned(event: dict[str, Any], page: Page, triggers: Sequence[Trigger]) -> set[int]:
    """The sentences that tell a template; none where nothing fits."""
    told: dict[int, set[str | None]] = {}
    for trigger in triggers:
        told.setdefault(trigger.sentence.index, set()).add(muc_type(trigger.sub_event_type, trigger.lemma))
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


def background(row: dict[str, Any], page: Page) -> Iterator[tuple[set[str], bool, float]]:
    """Features, answer and weight of the triggers of an article with templates."""
    triggers = settled(page)
    sentences = [(event, aligned(event, page, triggers)) for event in row["events"]]
    for trigger in triggers:
        kind = muc_type(trigger.sub_event_type, trigger.lemma)
        if kind is None:
            continue
        here = [event for event, found in sentences if trigger.sentence.index in found]
        exact = any(kind in kinds(event) for event in here)
        weight = 1.0 if exact or not row["events"] else 0.4 if here else 0.3
        yield scoring.features(trigger, page), bool(here), weight


def own(row: dict[str, Any], page: Page) -> Iterator[tuple[set[str], bool, float]]:
    """The same from an article of ours, whose triggers are annotated."""
    for trigger in settled(page):
        at = trigger.sentence
        told = [e for e in row["events"] if at.start <= e["start"] < at.end]
        exact = [
            e for e in told if e["start"] < trigger.end and trigger.start < e["start"] + len(e["trigger"])
        ]
        answer = any(e["status"] in REAL for e in exact or told)
        yield scoring.features(trigger, page), answer, 3.0 if exact or not told else 0.9


def learn_scoring(examples: Sequence[tuple[set[str], bool, float]], path: Path) -> None:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    columns = [sorted({scoring.bucket(name) for name in features}) for features, _, _ in examples]
    ends = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.concatenate([np.array(row) for row in columns])
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(columns), scoring.BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(matrix, [a for _, a, _ in examples], sample_weight=[w for _, _, w in examples])
    weights = model.coef_[0].copy()
    weights[scoring.BUCKETS - 1] = model.intercept_[0]
    np.clip(np.round(weights * scoring.SCALE), -127, 127).astype(np.int8).tofile(path)


def is_keyed(event: dict[str, Any], option: placing.Option, names: Sequence[str]) -> bool:
    """Whether a candidate is the most specific place of a template."""
    keyed = event["location"]["places"]
    if is_country(option.place):
        return not keyed and option.place.country == event["location"].get("country_code")
    if not keyed or option.place.country != event["location"].get("country_code"):
        return False
    wanted = {fold(n) for n in (keyed[-1]["name"], *(keyed[-1].get("aliases") or ()))}
    return bool(wanted & {fold(n) for n in (option.place.name, *option.place.alt_names, *names)})


def learn_placing(examples: Sequence[tuple[set[str], bool]], path: Path) -> None:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    matrix = table.fit_transform([dict.fromkeys(features, 1) for features, _ in examples])
    model = LogisticRegression(C=PLACE_STRENGTH, max_iter=500).fit(matrix, [a for _, a in examples])
    weights = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    lines = [
        f"    {json.dumps(name)}: {round(float(w), 3)},\n" for name, w in sorted(weights) if abs(w) >= 0.005
    ]
    head = '"""Weights of `geomap.events.placing`, made by `benchmarks/learn_events.py`: not for hands."""'
    body = f"WEIGHTS: dict[str, float] = {{\n{''.join(lines)}}}\n"
    path.write_text(f"{head}\n\nfrom __future__ import annotations\n\n{body}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("templates", type=Path)
    home = Path(placing.__file__).parent
    parser.add_argument("--scoring", type=Path, default=home / "scoring.bin")
    parser.add_argument("--placing", type=Path, default=home / "placing_weights.py")
    options = parser.parse_args()
    keyed = {row["id"]: row for row in rows(options.templates, None)}
    examples, places = [], []
    for (article, references, areas), _ in prepared(to_article(row) for row in keyed.values()):
        page, row = read_page(article), keyed[article.id]
        examples.extend(background(row, page))
        places.extend(_placed(row, page, references, areas))
    ours = Path(__file__).parent.parent / "tests" / "quality" / "events" / "development.jsonl"
    for row in rows(ours, None):
        examples.extend(own(row, read_page(to_article(row))))
    learn_scoring(examples, options.scoring)
    learn_placing(places, options.placing)
    print(f"{len(examples)} triggers, {len(places)} candidate places")


def _placed(row: dict[str, Any], page: Page, references: Any, areas: Any) -> Iterator[tuple[set[str], bool]]:
    """Features and answer of every candidate place, for the first trigger of each aligned sentence."""
    triggers = settled(page)
    candidates = placing.find_options(page, find_spots(page, references, areas), references)
    for event in row["events"]:
        for index in sorted(aligned(event, page, triggers)):
            near = [t for t in triggers if t.sentence.index == index]
            first = next((t for t in near if muc_type(t.sub_event_type, t.lemma)), None)
            if first is None:
                continue
            answers = [
                is_keyed(event, o, [references[n.index].mention.text for n in o.namings])
                for o in candidates.options
            ]
            if any(answers):
                for option, answer in zip(candidates.options, answers, strict=True):
                    yield set(placing.features(first, option, candidates, near)), answer


if __name__ == "__main__":
    main()
