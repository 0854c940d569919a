"""Names that need no model: countries, nationalities, first-level divisions, very large cities.

They come from the gazetteer as ``(surface, "LOC" | "ADJ" | "TOWN")`` and are found as they are written; a
town only where the words say that a place stands there. In text without case (agency bulletins, posts)
words that are also common English are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
_WARRED = (  # what is done to towns and not to people
    r"shell(?:ed|ing)|bombard(?:ed|ing)|bomb(?:ed|ing)|besieg(?:ed|ing)|overran|overrun|retook|retaken"
    r"|recaptur(?:ed|ing)|liberat(?:ed|ing)|storm(?:ed|ing)|encircl(?:ed|ing)|vacated|re-?entered"
)
_TOLD = re.compile(  # "in X", "the mayor of X", "shelled X", "the fall of X"
    r"(?:\b(?:in|near|outside|around|at|(?:city|town|village|district|suburb|outskirts|mayor|governor|residents|people"
    r"|streets?|university|capital|siege|fall|loss|capture|recapture|surrender|shelling|bombing|bombardment|battle"
    rf"|control|north|south|east|west|(?:north|south)(?:east|west)) of|battle for|{_WARRED})\s+)$",
    re.I,
)
_INSIDE = re.compile(r"\b(?:in|near|outside|around|at|(?:people|residents|mayor|governor) of)\s+$", re.I)
# Hints, which do unless somebody in the text bears the name: "from X", "attacked X".
_HINTED = re.compile(
    r"\b(?:from|attacked|captured|seized|entered|hit|struck|reached|towards?|between)\s+$", re.I
)
_OF_TOWN = re.compile(  # what towns have: "X airport", "the X teachers college", "an X resident"
    r"(?:['’]s)?(?: [a-z-]+)? (?:airport|airbase|barracks|bazaar|bridge|camp|cathedral|church|college"
    r"|district|garrison|hospital|institute|market|mayor|mine|mosque|native|port|prison|quarter|refinery|residents?"
    r"|school|stadium|station|suburb|supermarket|town hall|university)\b"
)
# The head of an item: "• 12 February, X: four killed", "15:40 X: students march", "as before. X: a van".
_HEAD = re.compile(r"(?:^|\n|[.!?]\s+)(?:[\W\d_]|\b(?:[A-Z][a-z]{2,8}|and|to)\b\.?(?=[\s\d,]))*$")
_LONGER = re.compile(r"[ -][A-Z]")  # "Gao Market"
_ITEM = re.compile(
    r"(?:, (?:[A-Z][a-z]+day|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]{2,8}\.? \d{1,2}))?:\s"
    r"|\.\s+[A-Z\d]"
    r"| (?:fell(?! (?:to|by) )|has fallen|had fallen|was (?:shelled|bombed|recaptured|retaken))\b"
)


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

    def __contains__(self, name: str) -> bool:
        return any(form == name for form, _ in self.by_case["mixed"].get(_first_word(name, 0), ()))

    def find(self, text: str) -> Iterator[Found]:
        """Names in ``text`` from left to right, the longest at each place, none inside another.

        Each run of lines in one case is searched by itself, so that a headline in capitals is read as one.
        """
        for start, end, case in _runs(text):
            yield from self._find(text, start, end, case)

    def _headed(self, text: str, at: int, word: str) -> Sequence[tuple[str, str]]:
        """Names in capitals at the head of an item, in a text that has small letters: "* OUMÉ. Houses"."""
        headed = word.isupper() and _HEAD.search(text[max(0, at - _REACH) : at])
        return self.by_case["capitals"].get(word, ()) if headed else ()

    def _find(self, text: str, start: int, end: int, case: Case) -> Iterator[Found]:
        index = self.by_case[case]
        behind = start
        for found in (_START if case == "small" else _CAPITAL_START).finditer(text, start, end):
            at = found.start()
            if at < behind:
                continue
            word = _first_word(text, at)
            for name, label in index.get(word, ()) or self._headed(text, at, word):
                name_end = _end_of(name, text, at)
                if name_end is not None and label == "TOWN":
                    label = _told(text, at, name_end)
                if name_end is not None and label:
                    yield at, name_end, label
                    behind = name_end
                    break


def _told(text: str, start: int, end: int) -> Literal["TOWN", "HINT", ""]:
    """How surely the words around a town's name say that it is a place, and no longer name begins with it."""
    capitals = text[start:end].isupper()
    if _LONGER.match(text, end) and not capitals:
        return ""
    before = text[max(0, start - _REACH) : start]
    if _TOLD.search(before) or (_HEAD.search(before) and _ITEM.match(text, end)) or _OF_TOWN.match(text, end):
        return "TOWN"
    return "HINT" if _HINTED.search(before) and not capitals else ""


def stands_inside(text: str, start: int) -> bool:
    """Whether a name that ends a longer one says where that is: "the staff at X"."""
    return _INSIDE.search(text[max(0, start - _REACH) : start]) is not None


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
