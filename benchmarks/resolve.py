"""How often places are right: ``python benchmarks/resolve.py GOLD.jsonl...`` [--folds 5] [--weights FILE.py]

GOLD holds annotated articles, one JSON object a line: ``id, text, source, toponyms: [{start, end, lat,
lon, geonameid}]``. Every toponym is resolved where it stands, without the recogniser. Printed are, for
each file, the share within 161 km with the shipped weights, without and with homes of the sources learned
from the file itself; the same with weights fitted to the other folds; what confidence promises and what
comes true; the honesty of ``radius_km``; and the time an article takes. ``--weights`` writes weights
fitted to all files instead: that is how `geomap.resolve.weights` was made.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.model import Article, GeoReference, Mention, Place
from geomap.resolve import propose, resolve, with_homes
from geomap.resolve.confidence import confidence_of
from geomap.resolve.fitting import Example, Truth, example_of, fit, fit_confidence, outcomes, to_source
from geomap.resolve.weights import WEIGHTS

NEAR_KM = 161.0
BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Row = Mapping[str, Any]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article_of(row: Row) -> Article:
    return Article(id=str(row["id"]), text=row["text"], source=row.get("source"))


def truths_of(row: Row) -> dict[tuple[int, int], Truth | None]:
    found: dict[tuple[int, int], Truth | None] = {}
    for t in row["toponyms"]:
        place_id = f"geonames:{t['geonameid']}" if t.get("geonameid") else None
        known = t["lat"] is not None
        found[t["start"], t["end"]] = Truth(lat=t["lat"], lon=t["lon"], place_id=place_id) if known else None
    return found


def mentions_of(row: Row) -> list[Mention]:
    spans = sorted({(t["start"], t["end"]) for t in row["toponyms"]})
    return [Mention(start=a, end=b, text=row["text"][a:b]) for a, b in spans]


def homes_of(rows: Sequence[Row], gazetteer: Gazetteer) -> list[Article]:
    """The articles with the homes of their sources, as a run over all of them learns them."""
    mentions = {str(row["id"]): mentions_of(row) for row in rows}
    resolver = partial(resolve, lookup=gazetteer.lookup, get=gazetteer.get)
    stream = with_homes(
        [article_of(row) for row in rows],
        recognise=lambda articles: ((a, mentions[a.id]) for a in articles),
        propose=partial(propose, gazetteer=gazetteer),
        resolve=resolver,
        known={},
    )
    return [article for article, _ in stream]


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


def examples_of(rows: Sequence[Row], articles: Sequence[Article], gazetteer: Gazetteer) -> list[Example]:
    """Examples, with the home that an article names; grouped so that no source is split between folds."""
    made = []
    sources = {row.get("source") for row in rows}
    for row, article in zip(rows, articles, strict=True):
        home: Place | None = gazetteer.get(article.home) if article.home else None
        example = example_of(
            article,
            truths_of(row),
            propose=partial(propose, gazetteer=gazetteer),
            lookup=gazetteer.lookup,
            home=home,
        )
        made.append(replace(example, group=article.id) if len(sources) < 10 else example)
    return made


def folds_of(examples: Sequence[Example], folds: int) -> list[list[Example]]:
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
        print(
            f"{len(fallback)} approximate, {near / len(fallback):.2f} right, median {median(fallback):.0f} km",
            end="; ",
        )
    print(f"{1000 * median(s for _, _, s in found):.2f} ms an article (median)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--weights", type=Path, help="write weights fitted to all files to this module")
    options = parser.parse_args()
    with open_gazetteer() as gazetteer:
        sets: dict[str, list[Example]] = {}
        for path in options.gold:
            rows = read(path)
            articles = [article_of(row) for row in rows]
            at_home = homes_of(rows, gazetteer)
            if not options.weights:
                report(path.stem, rows, articles, gazetteer)
            sets[path.stem] = examples_of(rows, articles, gazetteer)
            if any(a.home for a in at_home):
                if not options.weights:
                    report(f"{path.stem} with learned homes", rows, at_home, gazetteer)
                sets[f"{path.stem} with learned homes"] = examples_of(rows, at_home, gazetteer)
    if options.weights:
        everything = [e for examples in sets.values() for e in examples]
        weights = fit(everything, WEIGHTS)
        source = to_source(weights, fit_confidence(everything, weights))
        options.weights.write_text(source, encoding="utf-8")
        sys.exit()
    print(
        f"\nWeights fitted to the other {options.folds - 1} of {options.folds} folds, without the fallback:"
    )
    for name, found in cross_validated(sets, options.folds).items():
        total, hits = sum(n for _, _, n in found), sum(h for _, h, _ in found)
        print(f"{name}: {hits / total:.4f} of {total}\n{reliability(found)}")


if __name__ == "__main__":
    main()
