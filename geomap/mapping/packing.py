"""A column of a hundred thousand values in the shortest of a few forms.

`static/columns.js` reads them back. A column is one of

    {"all": value}                          the same for every event
    {"some": {"7": value}, "else": value}   what few events have
    {"values": [...], "index": packed}      values that repeat, by number; columns that repeat alike share
    {"values": [...], "index": "name"}      one index, which stands in the first of them
    {"numbers": packed, "scale": 1000}      whole numbers, or decimals times a scale
    {"each": [...]}                         one value an event

``packed`` is ``[bits, base64]``: whole numbers of 8, 16 or 32 bits (minus: with a sign), little-endian.
A tenth of the bytes is saved by it, and half of the time to write and to read.
"""

from __future__ import annotations

import itertools
import sys
from array import array
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

_FEW = 0.1  # share of events below which a column holds only those that have a value
_REPEATED = 0.5  # share of distinct values up to which a column holds them once
_SCALES = (1_000, 100_000)  # of geomap's confidences and coordinates, which are rounded to so much
_PROBE = 1000  # values that show whether any repeat, and which scale may fit
_REPEATABLE = ({str}, {int}, {float}, {tuple})
# Bits (minus: with a sign) of whole numbers, the array type of Python, the least and the greatest of them.
_WIDTHS = (
    (8, "B", 0, 2**8), (16, "H", 0, 2**16), (32, "I", 0, 2**32),
    (-8, "b", -(2**7), 2**7), (-16, "h", -(2**15), 2**15), (-32, "i", -(2**31), 2**31),
)  # fmt: skip

Packed = list[Any]


def to_column(name: str, values: Sequence[Any], shared: dict[tuple[int, str], str]) -> dict[str, Any]:
    """The shortest of the forms. ``shared`` keeps every index with the column in which it stands."""
    count = len(values)
    if not count:
        return {"all": None}
    types = set(map(type, values))
    if len(types) == 1 and values[0] == values[-1] and values.count(values[0]) == count:
        return {"all": values[0]}
    if type(None) in types and count - values.count(None) <= _FEW * count:
        return {"some": {str(i): v for i, v in enumerate(values) if v is not None}, "else": None}
    if types - {type(None)} in _REPEATABLE and (count < _PROBE or len(set(values[:_PROBE])) < _PROBE):
        numbers: defaultdict[Any, int] = defaultdict(itertools.count().__next__)
        index = list(map(numbers.__getitem__, values))
        if len(numbers) <= _REPEATED * count:
            return _by_number(name, list(numbers), _packed(index, 0, len(numbers) - 1), shared)
    return _as_numbers(values, types) or {"each": values}


def _by_number(
    name: str, values: list[Any], index: Packed, shared: dict[tuple[int, str], str]
) -> dict[str, Any]:
    first = shared.setdefault((index[0], index[1]), name)
    return {"values": values, "index": index if first == name else first}


def _as_numbers(values: Sequence[Any], types: set[type]) -> dict[str, Any] | None:
    """Whole numbers as they are, decimals times a scale where that gives them back exactly."""
    try:
        if types == {int}:
            return {"numbers": packed(values), "scale": 1}
        if types == {float}:
            for scale in _SCALES:
                if _scaled(values[:_PROBE], scale) and (numbers := _scaled(values, scale)):
                    return {"numbers": packed(numbers), "scale": scale}
    except (OverflowError, ValueError):  # beyond 32 bits, or not finite
        return None
    return None


def _scaled(values: Sequence[float], scale: int) -> list[int] | None:
    """The values times a scale, None where that does not give them back."""
    numbers = [round(value * scale) for value in values]
    return numbers if [number / scale for number in numbers] == values else None


def packed(numbers: Sequence[int]) -> Packed:
    """``[bits, base64]``. Raises OverflowError where 32 bits do not hold a number."""
    return _packed(numbers, min(numbers, default=0), max(numbers, default=0))


def _packed(numbers: Sequence[int], low: int, high: int) -> Packed:
    for bits, kind, least, end in _WIDTHS:
        if least <= low and high < end:
            content = array(kind, numbers)
            if sys.byteorder == "big":
                content.byteswap()
            return [bits, b64encode(content).decode()]
    raise OverflowError(f"{low} to {high} does not fit 32 bits")
