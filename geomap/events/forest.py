"""Boosted trees as plain tables: the models that `benchmarks/learn_events.py` fits with LightGBM.

A file is JSON: ``{"features": [names], "trees": [[[feature, threshold, left, right], ...], [leaves]]}``. A
child below zero is the leaf ``-1 - child``; a value at most the threshold goes left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Table = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Trees side by side, padded to the largest. A leaf's children are the leaf itself."""

    features: tuple[str, ...]
    columns: Table  # trees x nodes: the feature asked
    limits: Table
    lefts: Table
    rights: Table
    values: Table  # trees x nodes: what a leaf adds to the log odds
    depth: int

    def log_odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The log odds of each row; a feature that it lacks is an error."""
        import numpy as np

        if not rows:
            return []
        table = np.array([[float(row[name]) for name in self.features] for row in rows])
        trees = np.arange(len(self.columns))[:, None]
        samples = np.arange(len(rows))[None, :]
        at = np.zeros((len(self.columns), len(rows)), dtype=np.int64)
        for _ in range(self.depth):
            left = table[samples, self.columns[trees, at]] <= self.limits[trees, at]
            at = np.where(left, self.lefts[trees, at], self.rights[trees, at])
        return self.values[trees, at].sum(0).tolist()  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def load_forest(name: str) -> Forest:
    """The packaged forest of that file name."""
    return forest_of(json.loads(files("geomap.events").joinpath(name).read_text(encoding="utf-8")))


def forest_of(data: Mapping[str, Any]) -> Forest:
    """A forest from its parsed file."""
    import numpy as np

    width = max(len(nodes) + len(leaves) for nodes, leaves in data["trees"])
    shape = len(data["trees"]), width
    columns, lefts, rights = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    limits, values = np.zeros(shape), np.zeros(shape)
    deepest = 0
    for t, (nodes, leaves) in enumerate(data["trees"]):
        depths = [0] * (len(nodes) + len(leaves))
        for n, (column, limit, *children) in enumerate(nodes):
            left, right = (c if c >= 0 else len(nodes) - 1 - c for c in children)
            columns[t, n], limits[t, n], lefts[t, n], rights[t, n] = column, limit, left, right
            depths[left] = depths[right] = depths[n] + 1
        for leaf, value in enumerate(leaves):
            at = len(nodes) + leaf
            values[t, at], lefts[t, at], rights[t, at] = value, at, at
        deepest = max(deepest, *depths)
    return Forest(
        features=tuple(data["features"]),
        columns=columns,
        limits=limits,
        lefts=lefts,
        rights=rights,
        values=values,
        depth=deepest,
    )
