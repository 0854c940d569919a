"""Phrases about places as words: which of them stand in a text, and about which references. Pure.

The text is searched with every reference replaced by one private character, so that a pattern sees
"north of the Syrian city of Idlib" as "north of the ■ city of ■", whatever the names are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.geo import BEARINGS, KM_PER_MILE
from geomap.model import GeoReference, Role
from geomap.names import fold
from geomap.resolve.patterns import (
    ADJECTIVE,
    NOUN,
    RELATIONS,
    inner_pattern,
    phrase_patterns,
    quick_patterns,
)

NOT_ANCHORS: frozenset[Role] = frozenset({"organisation", "furniture"})
_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "a few": 3.0, "four": 4.0, "several": 5.0,
    "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "a dozen": 12.0,
    "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "hundred": 100.0, "a hundred": 100.0,
    "one hundred": 100.0, "half a": 0.5, "half an": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that mean an area: what they say, and the indices of the references they say it of."""

    relation: str
    start: int
    end: int
    anchors: tuple[int, ...]
    directions: tuple[str, ...] = ()  # keys of `BEARINGS`, or "central"
    km: float | None = None
    about: str = ""  # "less than", "about", as written
    border: bool = False  # the distance is from a border


def find_phrases(text: str, references: Sequence[GeoReference]) -> tuple[Phrase, ...]:
    """Phrases in order of place in the text; no two share a word."""
    masked = _Masked(text, references)
    found: list[tuple[int, int, Phrase]] = []
    likely = {relation for relation, quick in quick_patterns().items() if quick.search(masked.text)}
    for relation, pattern in phrase_patterns():
        if relation not in likely:
            continue
        for match in pattern.finditer(masked.text):
            taken = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not taken and not (
                relation == "between" and RELATIONS.search(masked.text[: match.start()][-60:])
            ):
                found.append((match.start(), match.end(), _phrase(relation, match, masked)))
    return tuple(phrase for _, _, phrase in sorted(found, key=lambda f: f[0]))


def _phrase(relation: str, match: re.Match[str], masked: _Masked) -> Phrase:
    said = match.groupdict()
    anchors = [masked.reference_at(match.start(name)) for name in ("a", "b") if said.get(name)]
    directions = [direction_of(said[name]) for name in ("dir", "dir2") if said.get(name)]
    return Phrase(
        relation=relation,
        start=masked.original(match.start()),
        end=masked.original(match.end() - 1, after=True),
        anchors=tuple(anchors),
        directions=tuple(dict.fromkeys(directions)),
        km=_km(said["number"], said["unit"]) if said.get("number") and said.get("unit") else None,
        about=" ".join((said.get("about") or "").lower().split()),
        border=bool(said.get("line")),
    )


def direction_of(words: str) -> str:
    """The key of `BEARINGS` that a direction means, or "central".

    >>> direction_of("North-Eastern"), direction_of("SW"), direction_of("the centre")
    ('northeast', 'southwest', 'central')
    """
    if words.isupper() and len(words) <= 3:
        letters = words.replace("NN", "N").replace("SS", "S").replace("EN", "N").replace("WN", "N")
        names = {"N": "north", "S": "south", "E": "east", "W": "west"}
        words = "".join(names[letter] for letter in dict.fromkeys(letters) if letter in names)
    flat = re.sub(r"[\s-]|(?<=t|h)ern?(?:ly)?(?=$|most)|erly|most|wards?", "", words.lower())
    return flat if flat in BEARINGS else "central"


def _km(number: str, unit: str) -> float:
    word = " ".join(number.lower().split())
    value = _WORDS[word] if word in _WORDS else float(word.replace(",", ""))
    unit = unit.lower()
    if unit.startswith("mi"):
        return value * KM_PER_MILE
    if unit.startswith("y"):
        return value * KM_PER_MILE / 1760
    return value if unit.startswith("k") else value / 1000


class _Masked:
    """A text with each reference that can be an anchor replaced by one character."""

    def __init__(self, text: str, references: Sequence[GeoReference]) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []  # original offset of each character, and of its end
        self._ends: list[int] = []
        self._references: dict[int, int] = {}
        at = 0
        for index in sorted(range(len(references)), key=lambda i: references[i].mention.start):
            reference = references[index]
            start, end = reference.mention.start, reference.mention.end
            start += _inner_direction(reference)
            if not _can_anchor(reference) or start < at:
                continue
            self._copy(text, at, start, pieces)
            self._references[len(self._starts)] = index
            pieces.append(
                ADJECTIVE if reference.mention.role == "demonym" or _is_adjective(reference) else NOUN
            )
            self._starts.append(start)
            self._ends.append(end)
            at = end
        self._copy(text, at, len(text), pieces)
        self.text = "".join(pieces)

    def _copy(self, text: str, start: int, end: int, pieces: list[str]) -> None:
        pieces.append(text[start:end].replace(NOUN, " ").replace(ADJECTIVE, " "))
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))

    def reference_at(self, position: int) -> int:
        return self._references[position]

    def original(self, position: int, *, after: bool = False) -> int:
        """Offset in the text of the character at ``position``, or of its end."""
        return (self._ends if after else self._starts)[position]


def _can_anchor(reference: GeoReference) -> bool:
    return (
        reference.place is not None
        and not reference.approximate
        and reference.mention.role not in NOT_ANCHORS
    )


def _is_adjective(reference: GeoReference) -> bool:
    return bool(reference.candidates) and "demonym" in reference.candidates[0].evidence


def _inner_direction(reference: GeoReference) -> int:
    """Length of a direction that a mention begins with and its place's name does not: "Northern Syria"."""
    found = inner_pattern().match(reference.mention.text)
    in_part = bool(reference.candidates) and "part" in reference.candidates[0].evidence
    if not found or in_part or reference.place is None:
        return 0
    names = [reference.place.name, *reference.place.alt_names]
    if reference.candidates:
        names.append(reference.candidates[0].name)
    word = fold(found.group(1)).split()[-1].removesuffix("ern")
    return 0 if any(word in fold(name) for name in names) else found.end()
