"""Names that need no model: countries, nationalities, first-level divisions, very large cities.

They come from the gazetteer as ``(surface, "LOC" | "ADJ" | "TOWN")`` and are found as they are written; a
town only where the words say that a place stands there. In text without case (agency bulletins, posts)
words that are also common English are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Case = Literal["mixed", "capitals", "small"]
Found = tuple[int, int, str]

# Names that mean something else when their capital letter says nothing.
_COMMON_WORDS_TEXT = """
at in is it no car or us so am pa me la hi de ok mo id oh as an be by to up we male nice reading mobile bath
split lima chad turkey china jordan georgia guinea niger togo oman polish swede swedes dane danes finn
finns lao thai poles pole dutch french indian orange central western northern southern eastern north
south east west union victoria florida kent essex lincoln jackson madison montana dakota virginia
carolina augusta chester wales cork holland brazil hamburg cologne bari como tours nancy
"""
COMMON_WORDS = frozenset(_COMMON_WORDS_TEXT.split())
_START = re.compile(r"(?<![\w@#])\w")
_CAPITAL_START = re.compile(r"(?<![\w@#])[^\W\d_a-z]")
_SPACES = re.compile(r"\s+")
_REACH = 40  # characters before a name that say whether a place stands there
_TOLD = re.compile(  # "in X", "the mayor of X"
    r"(?:\b(?:in|near|outside|around|at|(?:city|town|village|district|suburb|outskirts|mayor|governor|residents|people"
    r"|streets?|university|capital|north|south|east|west|(?:north|south)(?:east|west)) of)\s+)$",
    re.I,
)
# The head of an item: "• 12 February, X: four killed", "15:40 X: students march".
_HEAD = re.compile(r"(?:^|\n)(?:[\W\d_]|\b(?:[A-Z][a-z]{2,8}|and|to)\b\.?(?=[\s\d,]))*$")
_LONGER = re.compile(r"[ -][A-Z]")  # "Gao Market"
_ITEM = re.compile(r":\s|\.\s+[A-Z]")


def case_of_text(text: str) -> Case:
    """Whether the case of the letters says anything.

    >>> case_of_text("FOUR DEAD IN SAN SALVADOR"), case_of_text("Four dead in Lima")
    ('capitals', 'mixed')
    """
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    if upper > 0.8 * (upper + lower) and upper > 6:
        return "capitals"
    return "small" if upper <= 0.002 * lower and lower > 12 else "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """Names by their first word, the longest first, for each case of text."""

    by_case: dict[Case, dict[str, list[tuple[str, str]]]] = field(repr=False)

    def find(self, text: str) -> Iterator[Found]:
        """Names in ``text`` from left to right, the longest at each place, none inside another.

        Each run of lines in one case is searched by itself, so that a headline in capitals is read as one.
        """
        for start, end, case in _runs(text):
            yield from self._find(text, start, end, case)

    def _find(self, text: str, start: int, end: int, case: Case) -> Iterator[Found]:
        index = self.by_case[case]
        behind = start
        for found in (_START if case == "small" else _CAPITAL_START).finditer(text, start, end):
            at = found.start()
            if at < behind:
                continue
            for name, label in index.get(_first_word(text, at), ()):
                name_end = _end_of(name, text, at)
                if name_end is not None and (label != "TOWN" or _is_told(text, at, name_end)):
                    yield at, name_end, label
                    behind = name_end
                    break


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether the words around a town's name say that it is a place, and no longer name begins with it."""
    if _LONGER.match(text, end) and not text[start:end].isupper():
        return False
    before = text[max(0, start - _REACH) : start]
    return bool(_TOLD.search(before) or (_HEAD.search(before) and _ITEM.match(text, end)))


def _runs(text: str) -> Iterator[tuple[int, int, Case]]:
    """Lines of equal case joined; a line without much to say goes with those before it."""
    start, end, case = 0, 0, case_of_text(text)
    if case != "mixed":
        yield 0, len(text), case
        return
    for line in text.splitlines(keepends=True):
        here = case_of_text(line) if len(line) > 30 else case
        if here == "small":
            here = "mixed"  # one line without a capital is the end of a sentence
        if here != case and end > start:
            yield start, end, case
            start = end
        case = here
        end += len(line)
    if end > start:
        yield start, end, case


def _first_word(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _end_of(name: str, text: str, start: int) -> int | None:
    """Where ``name`` ends if it stands at ``start``; a space may be any white space."""
    end = start + len(name)
    piece = text[start:end]
    if piece != name and _SPACES.sub(" ", piece) != name:
        return None
    return None if end < len(text) and (text[end].isalnum() or text[end] == "_") else end


def name_list(names: Iterable[tuple[str, str]]) -> NameList:
    """An index of the gazetteer's names."""
    by_case: dict[Case, dict[str, list[tuple[str, str]]]] = {"mixed": {}, "capitals": {}, "small": {}}
    for surface, label in sorted(set(names), key=lambda n: (-len(n[0]), n)):
        forms: list[tuple[Case, str]] = [("mixed", surface)]
        if label == "TOWN":
            forms += [("capitals", surface.upper())] if surface.lower() not in COMMON_WORDS else []
        elif surface.lower() not in COMMON_WORDS and len(surface) > 2:
            forms += [("capitals", surface.upper()), ("small", surface.lower())]
        elif surface.isupper():
            forms.append(("capitals", surface))
        for case, form in forms:
            by_case[case].setdefault(_first_word(form, 0), []).append((form, label))
    return NameList(by_case=by_case)
