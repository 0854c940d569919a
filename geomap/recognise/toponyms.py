"""From what a model found to toponyms: joined with the lists, trimmed, and what is no place left out.

Pure functions on text and offsets, so that every model, and none, is treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geomap.recognise.lists import Found, NameList, case_of_text

# What models call the things that matter here; other labels are not asked for.
LABELS = {
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "LOCATION": "LOC", "ADJ": "ADJ", "NORP": "ADJ",
    "PER": "PER", "PERSON": "PER", "ORG": "ORG",
}  # fmt: skip
_DETERMINER = re.compile(r"(?:the|a|an|this|in|at|near|from|of|to|and)\s+", re.IGNORECASE)
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west)(?:ern|eastern|western|east|west)?|central|downtown|upstate|rural|eastern"
    r"|greater|mainland|inner|outer|mid)[\s-]+(?=[^\W\d_a-z])"
)  # in small letters: "Northern Ireland" is a name, "northern Iraq" is a part of one
_POSSESSIVE = re.compile(r"['’`](?:s|S)?$")
_COMPOUND = re.compile(
    r"[-–—](?:\w+ed|led|based|born|made|held|run|built|bound|wide|area|style|friendly|only|era|sized?|like|born"
    r"|[a-z]+ing|trained|loyal|wide)$",
    re.IGNORECASE,
)
_EDGES = " \t\n\r\"“”‘’'`.,;:!?()[]{}<>*_/\\|-–—"
_ACRONYM = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
_UNIT_BEFORE = re.compile(
    r"\b(?:Task Force|Operation|Hurricane|Typhoon|Tropical Storm|Exercise|Camp David Accords of|HMS|USS|RMS|SS"
    r"|[Cc]yclone|MV)\s+$"
)
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sgt|Capt|Lt|Col|Gen|Sen|Rep|Prof|Miss|Sir|Lord|Lady)\.?\s+$")
_NOT_A_PLACE = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec earth world "
    "god islam christianity internet web north south east west northeast northwest southeast southwest "
    "islamist muslim muslims christian christians jewish jew jews sunni shia shiite islamic catholic "
    "democratic republican state city county province".split()
)


def find_toponyms(text: str, entities: Iterable[Found], names: NameList) -> list[Found]:
    """Places (``LOC``), their adjectives (``ADJ``) and organisations named after places (``ORG``).

    ``entities`` are a model's spans with any of the labels in `LABELS`. Where the model is silent
    the lists speak. Sorted, none inside another.
    """
    models = sorted((s, e, LABELS[label]) for s, e, label in entities if label in LABELS)
    case = case_of_text(text)
    listed = list(names.find(text, case=case))
    found: list[Found] = []
    for start, end, label in models:
        if label in ("LOC", "ADJ"):
            start, end = trimmed(text, start, end)
            if is_name(text, start, end, capital=case != "small"):
                found.append((start, end, label))
    others = [span for span in models if span[2] in ("PER", "ORG")]
    for span in listed:
        if not _touches(span, found) and is_name(text, span[0], span[1], capital=case != "small"):
            holder = next((o for o in others if o[0] < span[1] and o[1] > span[0]), None)
            if holder is None:
                found.append(span)
            elif holder[2] == "ORG" and not _touches(holder, found):
                found.append(holder)
    return sorted(set(found))


def _touches(span: Found, others: Sequence[Found]) -> bool:
    return any(start < span[1] and end > span[0] for start, end, _ in others)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without quotes, determiners, directions in small letters, "'s" and "-based".

    >>> t = "of the northern Iraq's"
    >>> t[slice(*trimmed(t, 3, len(t)))]
    'Iraq'
    """
    before = None
    while (start, end) != before:
        before = start, end
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip(_EDGES))
        piece = text[start:end]
        if not _ACRONYM.search(piece):
            end -= len(piece) - len(piece.rstrip(_EDGES))
        for pattern in (_DETERMINER, _DIRECTION):
            if found := pattern.match(text, start, end):
                start = found.end()
        for pattern in (_POSSESSIVE, _COMPOUND):
            if found := pattern.search(text[start:end]):
                end = start + found.start()
    return start, end


def is_name(text: str, start: int, end: int, *, capital: bool = True) -> bool:
    """Whether the span can name a place: letters, a capital, no month, no "Task Force" before it."""
    piece = text[start:end]
    if not piece or "\n\n" in piece or end - start > 90 or not any(map(str.isalpha, piece)):
        return False
    if piece.lower() in _NOT_A_PLACE or text[max(0, start - 1) : start] in ("@", "#"):
        return False
    if capital and not any(map(str.isupper, piece)) and piece.isascii():
        return False
    before = text[max(0, start - 24) : start]
    return not (_UNIT_BEFORE.search(before) or _TITLE_BEFORE.search(before))
