"""Weights and confidence fitted to annotated news. Pure; `geomap train resolver` reads and writes for it.

The weights are those of a conditional logit: the likeliest by which the right candidates stand out
among the others of their name. What agrees with the article's other places depends on the choices
themselves, so ranking and fitting alternate. Confidence is then fitted to what was right and wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.geo import distance_km
from geomap.model import Article, Mention, Place
from geomap.resolve.candidates import Lookup
from geomap.resolve.confidence import SIGNS, agreed_share, shares, signs_of
from geomap.resolve.features import Bias, Unit
from geomap.resolve.homes import Propose
from geomap.resolve.ranking import FEATURES, rank
from geomap.resolve.units import ranked, units_of
from geomap.resolve.weights import WEIGHTS

if TYPE_CHECKING:
    from numpy import ndarray

RIGHT_KM = 161.0  # 100 miles, the customary threshold
EXACT_SHARE = 0.3  # of the target that goes to the very place, the rest to all that lie near it
ROUNDS = 6  # of ranking and fitting
STEPS = 12  # of Newton's method in each
PULL = 3.0  # towards the weights one starts from, in units of observations
# By hand: a capital is meant by its name (American local news has another Lima, but a home to know it by);
# "Idlib" is the town, though annotators differ about New York; what a text says of a name's place
# ("Paris, Texas", "Red Sea") holds, and holds for the name throughout.
FIXED = frozenset({"capital", "namesake_city", "namesake", "container", "designated", "misfit"})
HELD = 1e9  # the pull of such a weight
MOST = 4  # mentions of one name in one article that count


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Where a mention is, by hand."""

    lat: float
    lon: float
    place_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article's names as units, and for each the truths of its mentions; none where unknown."""

    units: tuple[Unit, ...]
    truths: tuple[tuple[Truth, ...], ...]
    bias: Bias
    group: str = ""  # examples of one group are never split between fitting and testing


def example_of(
    article: Article,
    truths: Mapping[tuple[int, int], Truth | None],
    *,
    propose: Propose,
    lookup: Lookup,
    home: Place | None = None,
) -> Example:
    """An example from an annotated article: ``truths`` by start and end of the mention."""
    mentions = [Mention(start=a, end=b, text=article.text[a:b]) for a, b in sorted(truths)]
    bias = Bias(home=home)
    units, owners = units_of(article, [(m, propose(m, article)) for m in mentions], lookup)
    wider, _ = ranked(units, WEIGHTS, bias=bias, lookup=lookup)
    known: list[list[Truth]] = [[] for _ in wider]
    for mention, owner in zip(mentions, owners, strict=True):
        if (truth := truths[mention.start, mention.end]) is not None:
            known[owner].append(truth)
    return Example(
        units=tuple(wider),
        truths=tuple(map(tuple, known)),
        bias=bias,
        group=article.source or article.id,
    )


def fit(examples: Sequence[Example], weights: Mapping[str, float]) -> dict[str, float]:
    """Weights for `FEATURES` under which the right candidates are likeliest, starting from ``weights``."""
    import numpy as np

    targets = [_targets(example) for example in examples]
    pull = np.array([HELD if name in FIXED else PULL for name in FEATURES])
    start = np.array([weights[name] for name in FEATURES])
    current = start
    for _ in range(ROUNDS):
        named = dict(zip(FEATURES, current.tolist(), strict=True))
        tables, goals, segments, counts = [], [], [0], []
        for example, target in zip(examples, targets, strict=True):
            ranking = rank(example.units, named, bias=example.bias)
            for i, goal in enumerate(target):
                if goal is None:
                    continue
                tables.append(ranking.rows[ranking.starts[i] : ranking.starts[i + 1]])
                goals.append(goal[0])
                counts.append(goal[1])
                segments.append(segments[-1] + len(goal[0]))
        current = _newton(
            np.vstack(tables), np.vstack(goals), np.array(segments), np.array(counts), current, start, pull
        )
    return {name: round(float(value), 4) for name, value in zip(FEATURES, current, strict=True)}


def _targets(example: Example) -> list[tuple[ndarray[Any, Any], float] | None]:
    """For each unit which candidates lie near the truth and which is nearest, and how often it counts."""
    import numpy as np

    found: list[tuple[ndarray[Any, Any], float] | None] = []
    for unit, truths in zip(example.units, example.truths, strict=True):
        if not truths or len(unit.candidates) < 2:
            found.append(None)
            continue
        truth = truths[0]
        km = np.array([distance_km(truth.lat, truth.lon, c.place.lat, c.place.lon) for c in unit.candidates])
        near = km <= RIGHT_KM
        if not near.any():
            found.append(None)
            continue
        same = np.array([c.place.id == truth.place_id for c in unit.candidates])
        exact = same if same.any() else km == km.min()
        found.append((np.column_stack([near, exact]).astype(float), float(min(len(truths), MOST))))
    return found


def _newton(
    rows: ndarray[Any, Any],
    goals: ndarray[Any, Any],
    segments: ndarray[Any, Any],
    counts: ndarray[Any, Any],
    weights: ndarray[Any, Any],
    start: ndarray[Any, Any],
    pull: ndarray[Any, Any],
) -> ndarray[Any, Any]:
    """Maximum of the penalised likelihood. ``goals`` holds two indicators: near the truth, the very place."""
    import numpy as np

    first = segments[:-1]
    sizes = np.diff(segments)
    count = np.repeat(counts, sizes)

    def shares(powers: ndarray[Any, Any]) -> ndarray[Any, Any]:
        share: ndarray[Any, Any] = powers / np.repeat(np.add.reduceat(powers, first), sizes)
        return share

    for _ in range(STEPS):
        scores = rows @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        powers = np.exp(np.maximum(scores, -60))
        p = shares(powers)
        target = (1 - EXACT_SHARE) * shares(powers * goals[:, 0]) + EXACT_SHARE * shares(powers * goals[:, 1])
        gradient = ((target - p) * count) @ rows - pull * (weights - start)
        means = np.add.reduceat(rows * p[:, None], first)
        hessian = (rows * (p * count)[:, None]).T @ rows - (means * counts[:, None]).T @ means
        step = np.linalg.solve(hessian + np.diag(pull), gradient)
        weights = weights + step * min(1.0, 2.0 / float(np.abs(step).max() + 1e-9))
        if float(np.abs(step).max()) < 1e-3:
            break
    return weights


def fit_confidence(examples: Sequence[Example], weights: Mapping[str, float]) -> dict[str, float]:
    """Weights for the `SIGNS` of a choice, under which its confidence is the share of right ones."""
    import numpy as np

    rows, right, counts = [], [], []
    for example in examples:
        for signs, hits, truths in outcomes(example, weights):
            rows.append(signs)
            right.append(hits / truths)
            counts.append(min(truths, MOST))
    x, y, n = np.array(rows), np.array(right), np.array(counts, dtype=float)
    found = np.zeros(len(SIGNS))
    for _ in range(3 * STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        gradient = ((y - p) * n) @ x - found
        hessian = (x * (p * (1 - p) * n)[:, None]).T @ x + np.eye(len(SIGNS))
        found = found + np.clip(np.linalg.solve(hessian, gradient), -1, 1)
    return {name: round(float(value), 4) for name, value in zip(SIGNS, found, strict=True)}


def outcomes(example: Example, weights: Mapping[str, float]) -> list[tuple[list[float], int, int]]:
    """For each unit with truths and a choice: the choice's signs, how many truths it meets, of how many."""
    ranking = rank(example.units, weights, bias=example.bias)
    found = []
    for i, (unit, truths) in enumerate(zip(example.units, example.truths, strict=True)):
        row = ranking.chosen[i]
        if row is None or not truths:
            continue
        start, end = ranking.starts[i], ranking.starts[i + 1]
        chosen = unit.candidates[row - start]
        agreed = agreed_share(chosen.place, unit.candidates, shares(ranking.scores[start:end].tolist()))
        signs = signs_of(unit, chosen, ranking.rows[row].tolist(), agreed)
        place = chosen.place
        hits = sum(distance_km(t.lat, t.lon, place.lat, place.lon) <= RIGHT_KM for t in truths)
        found.append((signs, hits, len(truths)))
    return found


def share_right(examples: Sequence[Example], weights: Mapping[str, float]) -> float:
    """The share of all names with a truth that get a place within `RIGHT_KM` of it."""
    named = sum(len(truths) for example in examples for truths in example.truths)
    hits = sum(hits for example in examples for _, hits, _ in outcomes(example, weights))
    return hits / max(named, 1)


def to_source(weights: Mapping[str, float], confidence: Mapping[str, float]) -> str:
    """The text of `geomap.resolve.weights` with these weights."""
    return f'''"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {{
{_lines(weights)}}}

CONFIDENCE: Mapping[str, float] = {{
{_lines(confidence)}}}
'''


def _lines(weights: Mapping[str, float]) -> str:
    return "".join(f'    "{name}": {value},\n' for name, value in weights.items())
