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
from geomap.resolve.features import Bias, Unit
from geomap.resolve.ranking import FEATURES, rank

if TYPE_CHECKING:
    from numpy import ndarray

RIGHT_KM = 161.0  # 100 miles, the customary threshold
EXACT_SHARE = 0.3  # of the target that goes to the very place, the rest to all that lie near it
ROUNDS = 6  # of ranking and fitting
STEPS = 12  # of Newton's method in each
PULL = 3.0  # towards the weights one starts from, in units of observations
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


def fit(examples: Sequence[Example], weights: Mapping[str, float]) -> dict[str, float]:
    """Weights for `FEATURES` under which the right candidates are likeliest, starting from ``weights``."""
    import numpy as np

    targets = [_targets(example) for example in examples]
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
            np.vstack(tables), np.vstack(goals), np.array(segments), np.array(counts), current, start
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
        gradient = ((target - p) * count) @ rows - PULL * (weights - start)
        means = np.add.reduceat(rows * p[:, None], first)
        hessian = (rows * (p * count)[:, None]).T @ rows - (means * counts[:, None]).T @ means
        step = np.linalg.solve(hessian + PULL * np.eye(len(weights)), gradient)
        weights = weights + step * min(1.0, 2.0 / float(np.abs(step).max() + 1e-9))
        if float(np.abs(step).max()) < 1e-3:
            break
    return weights
