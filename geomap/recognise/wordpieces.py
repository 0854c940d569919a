"""How the encoder sees text: words, their pieces and the class of their case.

The encoder's vocabulary is without case. What capitals say enters beside the pieces, as one of
`CASES` classes a word, so that a text in capitals differs in one feature and not in every word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TAGS = ("O", "B-LOC", "I-LOC", "B-ADJ", "I-ADJ", "B-PER", "I-PER", "B-ORG", "I-ORG")
CASES = 8  # rows of the table; one is spare
LONGEST = 256  # pieces in a row, the two marks at its ends included
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A snippet for the encoder. ``heads[i]`` is the position in ``ids`` of word i's first piece."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    heads: tuple[int, ...]
    words: tuple[tuple[int, int], ...]  # offsets into the snippet


def case_of(word: str) -> int:
    """0 no letter, 1 small, 2 Capital, 3 CAPITALS, 4 digits, 5 one capital, 6 miXed.

    >>> [case_of(w) for w in ("--", "in", "Idlib", "QUITO", "2019", "U", "McKay")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if word.isdigit():
        return 4
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 5
    if word[0].isupper() and word[1:].islower():
        return 2
    return 6 if any(c.isalpha() for c in word) else 0


def rows(texts: Sequence[str], tokenizer: Any) -> list[Row]:
    """One row a text. A text of more pieces than `LONGEST` loses its last words."""
    split = [[m.span() for m in _WORD.finditer(text)] for text in texts]
    words = [[text[a:b] for a, b in spans] for text, spans in zip(texts, split, strict=True)]
    encoded = tokenizer.encode_batch(words, is_pretokenized=True)
    return [
        _row(code.ids, code.word_ids, spans, [case_of(w) for w in found])
        for code, spans, found in zip(encoded, split, words, strict=True)
    ]


def _row(
    ids: Sequence[int],
    word_of: Sequence[int | None],
    spans: Sequence[tuple[int, int]],
    cases: Sequence[int],
) -> Row:
    if len(ids) > LONGEST:
        ids, word_of = [*ids[: LONGEST - 1], ids[-1]], [*word_of[: LONGEST - 1], None]
    heads: list[int] = []
    kept: list[tuple[int, int]] = []
    last = None
    for position, word in enumerate(word_of):
        if word is not None and word != last:
            heads.append(position)
            kept.append(spans[word])
        last = word
    return Row(
        ids=tuple(ids),
        cases=tuple(0 if word is None else cases[word] for word in word_of),
        heads=tuple(heads),
        words=tuple(kept),
    )
