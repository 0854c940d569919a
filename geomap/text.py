"""Sentences of an article, as spans, and the city that heads its first one. Pure; nothing is changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from geomap.model import Span

# A full stop after these does not end a sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr st gov sen rep co inc lt gen sgt col capt maj cmdr adm prof rev hon no vs jr sr "
    "jan feb mar apr jun jul aug sep sept oct nov dec ala ariz ark calif colo conn del fla ga ill "
    "ind kan kans ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash "
    "wis wyo ft mt approx est fig".split()
)
_BREAK = re.compile(r"(?<![.!?…؟])[.!?…؟]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\Wa-z_])|\n\s*\n\s*|\n(?=\S)")
_WORD_BEFORE = re.compile(r"([\w.]+)\.[\"'”’»)\]]*\s*$")
ABOVE = 400  # characters of headlines at most
# "QUETTA: Security forces ..." or "Juba, 19 February 2016: The mission ...", and no headline.
_HEADED = re.compile(
    r"(?m)^[ \t]*((?P<city>[A-Z][A-Z .'’/-]{2,40})(?:, [A-Z][a-z]+\.? \d{1,2})?"
    r"|(?P<dated>[A-Z][\w .'’-]{2,30}), \d{1,2} [A-Z][a-z]+ \d{4}): (?=\S.{80})"
)
_SOFT_WRAP = re.compile(r"[\w,;:\-–—)\"'”’]\n$")


def _is_abbreviation(text_before: str) -> bool:
    found = _WORD_BEFORE.search(text_before)
    if not found:
        return False
    word = found.group(1)
    return word.lower() in ABBREVIATIONS or re.fullmatch(r"(\w\.)*[A-Za-z]", word) is not None


def _wraps(text: str) -> bool:
    """Whether line ends inside paragraphs are soft: most lines are of about one width."""
    lines = [line for line in text.split("\n") if line.strip()]
    long = [line for line in lines if 55 <= len(line) <= 100]
    return len(lines) >= 6 and len(long) >= 0.6 * len(lines)


def sentences(text: str) -> tuple[Span, ...]:
    """Sentences in order, trimmed of white space; headings and list items count as sentences.

    A single line end breaks a sentence unless the text is wrapped at a fixed width.

    >>> [s.text for s in sentences("It fell. Gen. Ali fled to Idlib, he said.\\nNext day")]
    ['It fell.', 'Gen. Ali fled to Idlib, he said.', 'Next day']
    """
    wrapped = _wraps(text)
    cuts = [0]
    for found in _BREAK.finditer(text):
        line_end = "\n" in found.group()
        if not line_end and _is_abbreviation(text[max(0, found.start() - 20) : found.end()]):
            continue
        if wrapped and found.group() == "\n" and _SOFT_WRAP.search(text[: found.end()][-2:]):
            continue
        cuts.append(found.end())
    cuts.append(len(text))
    return tuple(span for start, end in pairwise(cuts) if (span := trim(text, start, end)))


def trim(text: str, start: int, end: int) -> Span | None:
    """``text[start:end]`` as a span without white space around it; None where nothing is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Span(start=start, end=start + len(piece), text=piece) if piece else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans of one text share a character."""
    return one.start < other.end and other.start < one.end


def index_at(spans: Sequence[Span], offset: int) -> int | None:
    """Index of the span, among sorted ones, that holds ``offset``; None between spans."""
    i = bisect_right(spans, offset, key=lambda s: s.start) - 1
    return i if i >= 0 and offset < spans[i].end else None


def headed_by(text: str) -> tuple[int, int, int] | None:
    """Start and end of the city that a report begins with before a colon, and where the report begins.

    None where more paragraphs begin so: then the places are those of the items.

    >>> headed_by("QUETTA: " + "Security forces fought off an attack on two camps " * 2)
    (0, 6, 8)
    """
    found = list(_HEADED.finditer(text))
    if len(found) != 1 or found[0].start(1) > ABOVE:
        return None
    place = "city" if found[0]["city"] else "dated"
    return found[0].start(place), found[0].end(place), found[0].end()
