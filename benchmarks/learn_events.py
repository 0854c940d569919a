"""The models of events: ``python -m benchmarks.learn_events TEMPLATES.jsonl --signals SIGNALS.jsonl``.

TEMPLATES are articles with keyed events (type, date, place, targets), as the MUC-3/4 development messages
are; no sentence is annotated in them. Each template is aligned with the sentences that tell it, by trigger,
people, place and position. Our own annotated articles (tests/quality/events) join them. SIGNALS holds what
the event heads see in all of these, each article read by heads that did not learn from its half of them
(`benchmarks.learn_heads` writes it); articles without signals teach words alone. Made are ``scoring.bin``
(words), ``reporting.json`` (what reports an event) and ``placing.json`` (where it happened). Needs
scikit-learn and LightGBM; the product does not.
"""

from __future__ import annotations

import argparse
import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.events import prepared, rows, to_article
from geomap import events
from geomap.events import scoring
from geomap.events.beliefs import label_of
from geomap.events.muc import muc_type
from geomap.events.page import Page
from geomap.events.placing import Option
from geomap.events.placing_features import rows_for
from geomap.events.reading import read_scene
from geomap.events.reporting import reporting_row
from geomap.events.telling import Claim, Scene, claims
from geomap.geo import distance_km
from geomap.model import Signal

REAL = ("reported", "claimed")
FOLDS = 2
STRENGTH = 0.03  # inverse regularisation of the words, chosen on cross-fitted development messages
ENOUGH, ALSO, CLOSE = 1.4, 3.2, 1.2  # score of a best sentence, of a second one, and how near it must be
HERE_KM = 12.0  # a gazetteer's point this near to the annotated one is the same place
OWN = Path(__file__).parent.parent / "tests" / "quality" / "events"
TREES = {
    "objective": "binary",
    "num_leaves": 15,
    "learning_rate": 0.05,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbose": -1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 2,
}
ROUNDS = {"reporting": 120, "placing": 180}


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


def fold(text: str) -> str:
    """Letters and digits in upper case, between single spaces."""
    return " " + " ".join(re.sub(r"[^A-Z0-9]+", " ", text.upper()).split()) + " "


def kinds(event: dict[str, Any]) -> set[str]:
    return {event["type"]} if isinstance(event["type"], str) else set(event["type"])


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


def is_keyed(event: dict[str, Any], option: Option) -> bool:
    """Whether a candidate is the most specific place of a template."""
    keyed = event["location"]["places"]
    if option.place.country != event["location"].get("country_code"):
        return False
    if option.kind == "country" or not keyed:
        return option.kind == "country" and not keyed
    wanted = {bare(n) for n in (keyed[-1]["name"], *(keyed[-1].get("aliases") or ()))}
    own = () if option.kind == "unknown" else (option.place.name, *option.place.alt_names)
    return bool(wanted & {bare(n) for n in (*own, *(n.mention.text for n in option.namings))})


_DIVISION = re.compile(
    r"^ (?:(?:THE )?(?:CITY|TOWN|VILLAGE|DEPARTMENT|PROVINCE|MUNICIPALITY|DISTRICT|REGION|STATE) OF )?(.*?)"
    r"(?: (?:CITY|TOWN|VILLAGE|DEPARTMENT|PROVINCE|MUNICIPALITY|DISTRICT|REGION|STATE|NEIGHBORHOOD|AREA))? $"
)


def bare(name: str) -> str:
    """A folded name without the word for its kind of division."""
    found = _DIVISION.match(fold(name))
    return found[1] if found else name


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


def learn_words(examples: Sequence[Example]) -> array[int]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    columns, wanted, weights = [], [], []
    for example in examples:
        for claim, answer, weight in answers(example):
            found = scoring.features(claim.trigger, example.scene.page)
            columns.append(sorted({scoring.bucket(name) for name in found}))
            wanted.append(answer)
            weights.append(weight)
    ends = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.concatenate([np.array(row) for row in columns])
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(columns), scoring.BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(matrix, wanted, sample_weight=weights)
    learned = model.coef_[0].copy()
    learned[scoring.BUCKETS - 1] = model.intercept_[0]
    return array("b", np.clip(np.round(learned * scoring.SCALE), -127, 127).astype(np.int8).tobytes())


Table = tuple[list[dict[str, float]], list[bool], list[float], list[int]]


def reporting_table(examples: Sequence[Example], words: Sequence[array[int]]) -> Table:
    """Rows, answers, weights and folds; ``words`` are the words' weights learned without each fold."""
    table: Table = ([], [], [], [])
    for example in examples:
        page = example.scene.page
        for claim, answer, weight in answers(example):
            row = reporting_row(claim.trigger, claim.judgement.status, page)
            row["words"] = scoring.log_odds(claim.trigger, page, words[example.fold])
            _add(table, row, answer, weight, example.fold)
            plain = reporting_row(claim.trigger, claim.judgement.status, replace(page, beliefs=None))
            _add(table, plain | {"words": row["words"]}, answer, weight * 0.5, example.fold)
    return table


def placing_table(examples: Sequence[Example]) -> Table:
    """The same for candidate places; claims whose place is no candidate are left out."""
    table: Table = ([], [], [], [])
    for example in examples:
        page = example.scene.page
        for claim, right in placed(example):
            if any(right):
                near = claim.near
                both = (page, 1.0), (replace(page, beliefs=None), 0.5)
                for seen, weight in both:
                    found = rows_for(claim.trigger, example.scene.options, near, seen)
                    for row, answer in zip(found, right, strict=True):
                        _add(table, row, answer, weight * (2.0 if example.own else 1.0), example.fold)
    return table


def _add(table: Table, row: dict[str, float], answer: bool, weight: float, at: int) -> None:
    for column, value in zip(table, (row, answer, weight, at), strict=True):
        column.append(value)  # type: ignore[arg-type]


def fit_trees(table: Table, rounds: int, but: int | None = None) -> dict[str, Any]:
    """A forest as `geomap.events.forest` reads it, from all folds or all but one."""
    import lightgbm

    found, wanted, weights, folds = table
    names = sorted(found[0])
    kept = [i for i, at in enumerate(folds) if at != but]
    data = np.array([[float(found[i][name]) for name in names] for i in kept])
    labels, heavy = [float(wanted[i]) for i in kept], [weights[i] for i in kept]
    model = lightgbm.train(TREES, lightgbm.Dataset(data, labels, weight=heavy), rounds)
    trees = [_flat(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    return {"features": names, "trees": trees}


def _flat(root: dict[str, Any]) -> list[list[Any]]:
    nodes: list[list[Any]] = []
    leaves: list[float] = []

    def visit(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return -len(leaves)
        at = len(nodes)
        nodes.append([node["split_feature"], round(node["threshold"], 5)])
        nodes[at] += [visit(node["left_child"]), visit(node["right_child"])]
        return at

    visit(root)
    return [nodes or [[0, 0.0, -1, -1]], leaves]


def read_signals(path: Path) -> dict[str, tuple[Signal, ...]]:
    """Signals by article."""
    return {
        row["id"]: tuple(Signal(start=s, end=e, label=label, score=p) for s, e, label, p in row["signals"])
        for row in rows(path, None)
    }


def examples_of(paths: Sequence[Path], signals: dict[str, tuple[Signal, ...]]) -> list[Example]:
    """The articles of these files with what the event heads see in them; ours have a place for each event."""
    keyed = {row["id"]: row for path in paths for row in rows(path, None)}
    found = []
    for (article, references, areas), _ in prepared(to_article(row) for row in keyed.values()):
        scene = read_scene(replace(article, signals=signals.get(article.id, ())), references, areas)
        row = keyed[article.id]
        own = "dateline" not in row
        found.append(Example(row=row, scene=scene, claims=claims(scene), fold=fold_of(row, own=own), own=own))
    return found


def write_forest(path: Path, forest: dict[str, Any]) -> None:
    """One tree a line."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in forest["trees"])
    path.write_text(
        f'{{"features": {json.dumps(forest["features"])}, "trees": [\n{trees}\n]}}\n', encoding="utf-8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("templates", type=Path)
    parser.add_argument("--signals", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(events.__file__).parent)
    options = parser.parse_args()
    signals = read_signals(options.signals)
    examples = examples_of([options.templates, OWN / "training.jsonl", OWN / "development.jsonl"], signals)
    words = [learn_words([e for e in examples if e.fold != k]) for k in range(FOLDS)]
    options.output.joinpath("scoring.bin").write_bytes(learn_words(examples).tobytes())
    heard = [e for e in examples if e.row["id"] in signals]
    reporting, placing = reporting_table(heard, words), placing_table(heard)
    write_forest(options.output / "reporting.json", fit_trees(reporting, ROUNDS["reporting"]))
    write_forest(options.output / "placing.json", fit_trees(placing, ROUNDS["placing"]))
    print(f"{len(examples)} articles, {len(reporting[0])} triggers, {len(placing[0])} candidate places")


if __name__ == "__main__":
    main()
