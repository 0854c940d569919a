"""The models of events: ``python -m benchmarks.learn_events TEMPLATES.jsonl --signals SIGNALS.jsonl``.

TEMPLATES are articles with keyed events (type, date, place, targets), as the MUC-3/4 development messages
are; no sentence is annotated in them. Each template is aligned with the sentences that tell it, by trigger,
people, place and position. Our own annotated articles (tests/quality/events) join them. SIGNALS holds what
the event heads see in all of these, each article read by heads that did not learn from its half of them
(`benchmarks.learn_heads` writes it); articles without signals teach words alone. Made are ``scoring.bin``
(words), ``reporting.json`` (what reports an event), ``placing.json`` (where it happened) and
``certainty.json`` (how likely an event is right when all is told, learned from events that were read by the
models of the other half). Needs scikit-learn and LightGBM; the product does not.
"""

from __future__ import annotations

import argparse
import json
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.examples import FOLDS, Example, answers, examples_of, placed, read_signals, verdicts
from geomap import events
from geomap.events import placing, reporting, scoring
from geomap.events.certainty import certainty_row
from geomap.events.forest import forest_of
from geomap.events.grouping import group
from geomap.events.placing_features import rows_for
from geomap.events.reading import event_of, findings
from geomap.events.reporting import reporting_row
from geomap.events.telling import tellings

STRENGTH = 0.03  # inverse regularisation of the words, chosen on cross-fitted development messages
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
ROUNDS = {"reporting": 120, "placing": 180, "certainty": 120}


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


def certainty_table(examples: Sequence[Example]) -> Table:
    """The same for events as the models installed read them: whether each is right, in all that it says."""
    table: Table = ([], [], [], [])
    for example in examples:
        for beliefs, weight in ((example.scene.page.beliefs, 1.0), (None, 0.5)):
            scene = replace(example.scene, page=replace(example.scene.page, beliefs=beliefs))
            found = findings(scene, group(tellings(scene)))
            events = [event_of(scene, finding, 1.0) for finding in found]
            for finding, answer in zip(found, verdicts(example, events), strict=True):
                if answer is not None:
                    _add(table, certainty_row(scene, finding, len(found)), answer, weight, example.fold)
    return table


@contextmanager
def installed(words: array[int], **trees: dict[str, Any]) -> Iterator[None]:
    """Events are read with these models for as long as it lasts."""
    forests = {f"{name}.json": forest_of(tree) for name, tree in trees.items()}
    with (
        patch.object(scoring, "_weights", lambda: words),
        patch.object(reporting, "load_forest", forests.__getitem__),
        patch.object(placing, "load_forest", forests.__getitem__),
    ):
        yield


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
    examples = examples_of(options.templates, signals)
    words = [learn_words([e for e in examples if e.fold != k]) for k in range(FOLDS)]
    options.output.joinpath("scoring.bin").write_bytes(learn_words(examples).tobytes())
    heard = [e for e in examples if e.row["id"] in signals]
    tables = {"reporting": reporting_table(heard, words), "placing": placing_table(heard)}
    certain: Table = ([], [], [], [])
    for k in range(FOLDS):
        trees = {name: fit_trees(table, ROUNDS[name], but=k) for name, table in tables.items()}
        with installed(words[k], **trees):
            for column, more in zip(certain, certainty_table([e for e in heard if e.fold == k]), strict=True):
                column.extend(more)  # type: ignore[arg-type]
    for name, table in {**tables, "certainty": certain}.items():
        write_forest(options.output / f"{name}.json", fit_trees(table, ROUNDS[name]))
        print(f"{name}: {len(table[0])} rows")


if __name__ == "__main__":
    main()
