"""Where on Earth something is drawn, as one-degree cells, so that "is this near an event?" is cheap."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from math import floor

_COLUMNS, _ROWS = 360, 180
Box = tuple[float, float, float, float]  # west, south, east, north


class Windows:
    """The cells within ``pad`` degrees of any of the points; east and west meet at 180°."""

    def __init__(self, points: Iterable[tuple[float, float]], *, pad: int) -> None:
        """``points`` are (lat, lon)."""
        cells = {(_row(lat), floor(lon + 180) % _COLUMNS) for lat, lon in points}
        grid = [[0] * _COLUMNS for _ in range(_ROWS)]
        for row, column in cells:
            for r in range(max(0, row - pad), min(_ROWS, row + pad + 1)):
                line = grid[r]
                for c in range(column - pad, column + pad + 1):
                    line[c % _COLUMNS] = 1
        self._grid = grid
        self._sums = _prefix_sums(grid)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in one of the cells."""
        return self._grid[_row(lat)][floor(lon + 180) % _COLUMNS] == 1

    def box(self) -> Box:
        """The box of all cells; the whole Earth's width where they lie on both sides of 180°."""
        rows = [row for row, line in enumerate(self._grid) if any(line)]
        columns = [column for column in range(_COLUMNS) if any(line[column] for line in self._grid)]
        if not rows:
            return 0.0, 0.0, 0.0, 0.0
        return columns[0] - 180.0, rows[0] - 90.0, columns[-1] - 179.0, rows[-1] - 89.0

    def meets(self, box: Box) -> bool:
        """Whether any cell touches the box."""
        west, south, east, north = box
        left, right = _clamp(floor(west + 180), _COLUMNS), _clamp(floor(east + 180), _COLUMNS)
        low, high = _row(south), _row(north)
        sums = self._sums
        inside = sums[high + 1][right + 1] - sums[low][right + 1] - sums[high + 1][left] + sums[low][left]
        return inside > 0


def _row(lat: float) -> int:
    return _clamp(floor(lat + 90), _ROWS)


def _clamp(value: int, count: int) -> int:
    return min(max(value, 0), count - 1)


def _prefix_sums(grid: list[list[int]]) -> list[list[int]]:
    """``sums[r][c]``: how many cells are set in rows below ``r`` and columns left of ``c``."""
    sums = [[0] * (_COLUMNS + 1)]
    for line in grid:
        here = [0, *accumulate(line)]
        sums.append([a + b for a, b in zip(sums[-1], here, strict=True)])
    return sums
