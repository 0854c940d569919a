"""Clauses of a sentence, found by their joints: marks, conjunctions and relative pronouns."""

from __future__ import annotations

from geomap.events.page import is_mark

SAID = frozenset("said says told".split())
STRONG_JOINTS = frozenset(
    "but while when after before which who where because although though whereas".split()
)


def is_second_verb(word: str) -> bool:
    """Whether a word after "and" starts a clause of its own: "and called", "and said"."""
    return word.endswith("ed") or word in SAID


def boundaries_between(words: tuple[str, ...], low: int, high: int) -> float:
    """How many clause joints stand between two tokens; a comma in a list of names counts half.

    >>> boundaries_between(("he", "fled", ",", "but", "she", "died"), 1, 5)
    1.5
    """
    total = 0.0
    for i in range(low + 1, high):
        word = words[i]
        if (
            word in STRONG_JOINTS
            or word in (";", ":")
            or (word == "and" and i + 1 < len(words) and is_second_verb(words[i + 1]))
        ):
            total += 1
        elif word == "that":
            total += 0.5
        elif is_mark(word) or word == "and":
            total += 0.5 if word != '"' else 0.25
    return total


def clause_bounds(words: tuple[str, ...], first: int, last: int) -> tuple[int, int]:
    """First and last token of the clause around ``first``..``last``, both included."""
    low = first
    while low > 0 and words[low - 1] not in STRONG_JOINTS and words[low - 1] not in (";", ":", "--", "..."):
        low -= 1
    high = last
    while (
        high + 1 < len(words)
        and words[high + 1] not in STRONG_JOINTS
        and words[high + 1] not in (";", ":", "--")
    ):
        high += 1
    return low, high
