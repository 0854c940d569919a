"""How often places are right: ``python benchmarks/resolve.py GOLD.jsonl...`` [--folds 5]

GOLD holds annotated articles, one JSON object a line: ``id, text, source, toponyms: [{start, end, lat,
lon, geonameid}]``. Every toponym is resolved where it stands, without the recogniser. Printed are, for
each file, the share within 161 km with the shipped weights, without and with homes of the sources learned
from the file itself; the same with weights fitted to the other folds; what confidence promises and what
comes true; the honesty of ``radius_km``; and the time an article takes. The shipped weights were made by
``geomap train resolver`` from the same files: the figures of the folds are the honest ones.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.gold import article_of, examples_of, mentions_of, read_gold, truths_of, with_learned_homes
from geomap.model import Article, GeoReference
from geomap.resolve import propose, resolve
from geomap.resolve.confidence import confidence_of
from geomap.resolve.fitting import Example, fit, fit_confidence, outcomes
from geomap.resolve.weights import WEIGHTS

NEAR_KM = 161.0
BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Row = Mapping[str, Any]
Outcome = tuple[float, int, int]  # confidence, right mentions, all mentions


def resolved(
    rows: Sequence[Row], articles: Sequence[Article], gazetteer: Gazetteer
) -> Iterator[tuple[Row, tuple[GeoReference, ...], float]]:
    """Each row with its references and the seconds that resolution took."""
    for row, article in zip(rows, articles, strict=True):
        proposals = [(m, propose(m, article, gazetteer=gazetteer)) for m in mentions_of(row)]
        start = time.perf_counter()
        references = resolve(article, proposals, lookup=gazetteer.lookup, get=gazetteer.get)
        yield row, references, time.perf_counter() - start


def errors(row: Row, references: Sequence[GeoReference]) -> Iterator[tuple[GeoReference, float]]:
    """Each reference that has a truth with its error in km."""
    truths = truths_of(row)
    for r in references:
        truth = truths[r.mention.start, r.mention.end]
        if truth is not None:
            km = distance_km(truth.lat, truth.lon, r.place.lat, r.place.lon) if r.place else 20039.0
            yield r, km


def folds_of(examples: Sequence[Example], folds: int) -> list[list[Example]]:
    """The examples in so many parts; those of one group are in one part."""
    groups = {group: i % folds for i, group in enumerate(sorted({e.group for e in examples}))}
    parts: list[list[Example]] = [[] for _ in range(folds)]
    for example in examples:
        parts[groups[example.group]].append(example)
    return parts


def cross_validated(
    sets: Mapping[str, Sequence[Example]], folds: int
) -> dict[str, list[tuple[float, int, int]]]:
    """For each set (confidence, hits, truths) of every unit, by weights that never saw its group."""
    parts = {name: folds_of(examples, folds) for name, examples in sets.items()}
    found: dict[str, list[Outcome]] = defaultdict(list)
    for i in range(folds):
        seen = [e for fold in parts.values() for j, part in enumerate(fold) if j != i for e in part]
        weights = fit(seen, WEIGHTS)
        confidence = fit_confidence(seen, weights)
        for name, fold in parts.items():
            for example in fold[i]:
                truths = sum(len(t) for t in example.truths)
                rows = outcomes(example, weights)
                found[name] += [(confidence_of(signs, confidence), hits, n) for signs, hits, n in rows]
                found[name].append((0.0, 0, truths - sum(n for _, _, n in rows)))  # without any candidate
    return found


def reliability(rows: Sequence[Outcome]) -> str:
    """What was promised and what came true, by band of confidence."""
    lines = ["  confidence   mentions   promised      right"]
    for low, high in pairwise(BANDS):
        band = [(c, hits, n) for c, hits, n in rows if low <= c < high and n]
        if total := sum(n for _, _, n in band):
            promised = sum(c * n for c, _, n in band) / total
            right = sum(hits for _, hits, _ in band) / total
            lines.append(f"  {low:.2f}-{min(high, 1):.2f} {total:12d} {promised:10.3f} {right:10.3f}")
    return "\n".join(lines)


def report(name: str, rows: Sequence[Row], articles: Sequence[Article], gazetteer: Gazetteer) -> None:
    """Prints how near the places are to those of the annotators, and how long an article takes."""
    found = list(resolved(rows, articles, gazetteer))
    pairs = [pair for row, references, _ in found for pair in errors(row, references)]
    right = [(r, km) for r, km in pairs if km <= NEAR_KM]
    settled = [(r, km) for r, km in right if not r.approximate]
    inside = sum(km <= (r.radius_km or 0) for r, km in settled)
    fallback = [km for r, km in pairs if r.approximate]
    near = sum(km <= NEAR_KM for km in fallback)
    print(f"{name}: {len(right) / len(pairs):.4f} within 161 km of {len(pairs)}", end="; ")
    print(f"median error {median(km for _, km in pairs):.1f} km", end="; ")
    print(f"of the right ones {inside / len(settled):.3f} within radius_km", end="; ")
    if fallback:
        far = f"{near / len(fallback):.2f} right, median {median(fallback):.0f} km"
        print(f"{len(fallback)} approximate, {far}", end="; ")
    print(f"{1000 * median(s for _, _, s in found):.2f} ms an article (median)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    sets: dict[str, list[Example]] = {}
    with open_gazetteer() as gazetteer:
        for path in options.gold:
            rows = list(read_gold(path))
            articles = [article_of(row) for row in rows]
            report(path.stem, rows, articles, gazetteer)
            sets[path.stem] = examples_of(rows, articles, gazetteer)
            at_home = with_learned_homes(rows, gazetteer)
            if any(a.home for a in at_home):
                report(f"{path.stem} with learned homes", rows, at_home, gazetteer)
                sets[f"{path.stem} with learned homes"] = examples_of(rows, at_home, gazetteer)
    print(
        f"\nWeights fitted to the other folds of {options.folds}; unknown names count as wrong:", flush=True
    )
    for name, found in cross_validated(sets, options.folds).items():
        total, hits = sum(n for _, _, n in found), sum(h for _, h, _ in found)
        print(f"{name}: {hits / total:.4f} of {total}\n{reliability(found)}")


if __name__ == "__main__":
    main()
