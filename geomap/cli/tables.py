"""Rows as text for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any


def to_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as text in columns; numbers to the right."""
    if not rows:
        return "no events found"
    heads = list(rows[0])
    cells = [heads, *([("" if row[h] is None else str(row[h])) for h in heads] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    right = [isinstance(rows[0][h], (int, float)) for h in heads]
    lines = (
        "  ".join(
            cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in cells
    )
    return "\n".join(_printable(line) for line in lines)


def _printable(text: str) -> str:
    """Text without characters that would move the cursor or break the terminal's encoding."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
