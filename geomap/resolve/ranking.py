"""The choice among candidates, by what the whole article is about. Pure.

A candidate's score is a weighted sum of features: what is known about the place and its name, what
the words next to the mention say, and how it agrees with the places chosen for the article's other
names. The last depends on the choice itself, so choosing is repeated until nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log10, radians, sin
from typing import TYPE_CHECKING, Any

from geomap.geo import EARTH_RADIUS_KM
from geomap.model import Candidate, Place
from geomap.resolve.features import LOCAL, NEAR_KM, STATIC, Bias, Unit, kind_of, static_features

if TYPE_CHECKING:
    from numpy import ndarray

FAR = -2.0  # nearness at 5,000 km
LEAST_KNOWN, WELL_KNOWN = 0.8, 5.0  # of a place without people; log10 of the people of a certain one
ROUNDS = 4  # choices settle after two or three
DYNAMIC = (
    "country_votes",  # share of the article's other names that lie in the same country
    "admin1_votes",  # in the same first-level division
    "distance",  # -log10 of the mean distance to the two nearest of the others
)
FEATURES = STATIC + DYNAMIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Every unit's candidates as rows of one table, and the row chosen for each unit."""

    rows: ndarray[Any, Any]  # features, one row a candidate
    starts: tuple[int, ...]  # first row of each unit; one more at the end
    scores: ndarray[Any, Any]
    chosen: tuple[int | None, ...]  # row of each unit


def rank(units: Sequence[Unit], weights: Mapping[str, float], *, bias: Bias) -> Ranking:
    """The units' candidates with scores, and the best of each unit in view of all others."""
    import numpy as np

    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit.candidates))
    rows = np.zeros((starts[-1], len(FEATURES)))
    if not starts[-1]:
        return Ranking(rows=rows, starts=tuple(starts), scores=np.zeros(0), chosen=(None,) * len(units))
    rows[:, : len(STATIC)] = static_features(units, bias)
    weight = np.array([weights[name] for name in FEATURES])
    fixed = rows @ weight
    scores, chosen = fixed, _best(fixed, starts)
    surroundings = _Surroundings(units, starts)
    for _ in range(ROUNDS):
        rows[:, len(STATIC) :] = surroundings.features(chosen, scores)
        scores = fixed + rows[:, len(STATIC) :] @ weight[len(STATIC) :]
        before, chosen = chosen, _best(scores, starts)
        if chosen == before:
            break
    return Ranking(rows=rows, starts=tuple(starts), scores=scores, chosen=chosen)


def _best(scores: ndarray[Any, Any], starts: Sequence[int]) -> tuple[int | None, ...]:
    """The row with the highest score of each unit; the first of equals, as the gazetteer sorts them."""
    pairs = pairwise(starts)
    return tuple(a + int(scores[a:b].argmax()) if b > a else None for a, b in pairs)


class _Surroundings:
    """How each candidate agrees with the places that are chosen for the other names.

    A choice has as much weight as it is certain: a hamlet among ten of its name does not make another
    name's place.
    """

    def __init__(self, units: Sequence[Unit], starts: Sequence[int]) -> None:
        import numpy as np

        places = [c.place for unit in units for c in unit.candidates]
        self.vectors = np.array([_vector(p) for p in places])
        self.country = _numbers([p.country for p in places])
        self.admin1 = _numbers([p.admin1_code for p in places])
        keys = _numbers([unit.key for unit in units])
        self.sizes = np.diff(starts)
        self.starts = np.array(starts[:-1])[self.sizes > 0]
        self.key = np.repeat(keys, self.sizes)
        self.unit = np.repeat(np.arange(len(units)), self.sizes)
        self.local = [kind_of(p) in LOCAL for p in places]
        self.known = np.array([_known(c) for unit in units for c in unit.candidates])
        self.votes = [unit.votes for unit in units]

    def features(self, chosen: Sequence[int | None], scores: ndarray[Any, Any]) -> ndarray[Any, Any]:
        """The `DYNAMIC` features of every row, with one voter for each name."""
        import numpy as np

        found = np.zeros((len(self.key), len(DYNAMIC)))
        voters: dict[int, int] = {}
        for row, votes in zip(chosen, self.votes, strict=True):
            if row is not None and votes:
                voters.setdefault(int(self.key[row]), row)
        rows = np.array(sorted(voters.values()), dtype=int)
        if not rows.size:
            return found
        others = self.key[:, None] != self.key[rows][None, :]
        total = max(len(rows) - 1, 1)
        share = self._shares(scores)
        for column, codes in ((0, self.country), (1, self.admin1)):
            same = (codes[:, None] == codes[rows][None, :]) & others & (codes[:, None] >= 0)
            found[:, column] = (same * self._certainty(rows, share, codes)).sum(axis=1) / total
        local = np.array([self.local[r] for r in rows])
        if local.any():
            sure = self._certainty(rows[local], share, self.admin1)
            found[:, 2] = np.where(self.local, self._nearness(rows[local], sure, others[:, local]), 0.0)
        return found

    def _shares(self, scores: ndarray[Any, Any]) -> ndarray[Any, Any]:
        """Of every row within its unit."""
        import numpy as np

        sizes = self.sizes[self.sizes > 0]
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, self.starts), sizes))
        share: ndarray[Any, Any] = powers / np.repeat(np.add.reduceat(powers, self.starts), sizes)
        return share

    def _certainty(
        self, rows: ndarray[Any, Any], share: ndarray[Any, Any], codes: ndarray[Any, Any]
    ) -> ndarray[Any, Any]:
        """The share of the candidates of each row's unit that have the same code."""
        import numpy as np

        same = (self.unit[rows][:, None] == self.unit[None, :]) & (codes[rows][:, None] == codes[None, :])
        certainty: ndarray[Any, Any] = self.known[rows] * np.where(same, share, 0.0).sum(axis=1)
        return certainty

    def _nearness(
        self, rows: ndarray[Any, Any], sure: ndarray[Any, Any], others: ndarray[Any, Any]
    ) -> ndarray[Any, Any]:
        """The mean to the two nearest; what is not certain is somewhere, `FAR` as a rule."""
        import numpy as np

        km = np.arccos(np.clip(self.vectors @ self.vectors[rows].T, -1, 1)) * EARTH_RADIUS_KM
        near = -np.log10(1 + km / NEAR_KM) * sure + FAR * (1 - sure)
        near = np.sort(np.where(others, near, -np.inf), axis=1)[:, -2:]
        near = np.where(np.isinf(near), near[:, -1:], near).mean(axis=1)
        return np.where(np.isinf(near), 0.0, near)


def _known(candidate: Candidate) -> float:
    """How likely a place is the one meant rather than one that no gazetteer has."""
    place = candidate.place
    if kind_of(place) not in ("city", "site"):
        return 1.0
    return LEAST_KNOWN + (1 - LEAST_KNOWN) * min(1.0, log10((place.population or 0) + 1) / WELL_KNOWN)


def _vector(place: Place) -> tuple[float, float, float]:
    lat, lon = radians(place.lat), radians(place.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _numbers(values: Sequence[str | None]) -> ndarray[Any, Any]:
    """A number for each distinct value; -1 for None."""
    import numpy as np

    seen: dict[str, int] = {}
    return np.array([-1 if v is None else seen.setdefault(v, len(seen)) for v in values])
