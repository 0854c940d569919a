"""Which lines of an article's page are furniture: by their form, their place and their repetition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geomap.furniture.forms import (
    CREDITS,
    ENDS_SENTENCE,
    HEADLINE_WORDS,
    LAST_CREDIT,
    LIST_HEAD,
    MASTHEAD,
    form_of,
    is_label,
    legal_sentences,
)
from geomap.model import Furniture, Span
from geomap.text import overlap, trim

_LONGEST_LINE = 700  # characters; a longer line is prose
_PREAMBLE_LINES = 8  # a masthead and its menu stand above the headline
_CREDIT_LINES = 4  # "Source: ..." is a credit among the last lines only
_WRAPPED_WIDTH = 40  # characters; a longer line without an end may go on in the next
_GALLERY_SHARE = 0.6  # of a page of pictures that is captions, in characters
_LEDE_LINES = 3  # below it the text that a lede repeats begins
_REPEATED_WORDS = 8  # a line this long does not come twice by chance


def find_furniture(
    text: str, *, title: str | None = None, known: Sequence[Furniture] = ()
) -> tuple[Furniture, ...]:
    """Stretches of ``text`` that are not the article, in order and without overlap.

    ``title`` helps to find what stands above the headline. ``known`` is what a reader has marked
    already: part of the answer, and no context for the rest. Captions are furniture too: their
    reasons begin with "caption" or "repeated", for a file photo shows another day.

    >>> [f.reason for f in find_furniture("Two died in Homs.\\n\\nLeave a Reply\\n© 2018 News.")]
    ['comment form', 'copyright notice']
    """
    lines = [line for line in _lines(text) if not any(overlap(line, piece) for piece in known)]
    reasons: dict[int, str] = {}
    for rule in (_by_form, _by_place, _by_repetition, _by_list):
        for index, reason in rule(lines, title, reasons):
            reasons.setdefault(index, reason)
    marked = [_furniture(lines[index], reason) for index, reason in reasons.items()]
    marked.extend(_legal_sentences(lines, reasons))
    return tuple(sorted((*known, *marked), key=lambda piece: piece.start))


def find_headline(text: str, furniture: Sequence[Furniture]) -> str | None:
    """The headline that the article begins with; None where it begins with prose or holds nothing else.

    >>> find_headline("Breaking News\\n\\nClash in Homs\\n\\nTwo died.", find_furniture("Breaking News\\n"))
    'Clash in Homs'
    """
    lines = [line.text for line in _lines(text) if not any(overlap(line, piece) for piece in furniture)]
    return " ".join(lines[0].split()) if len(lines) > 1 and not _is_prose(lines[0]) else None


Found = Iterator[tuple[int, str]]  # index of a line, reason


def _lines(text: str) -> list[Span]:
    """Lines that are not empty, trimmed; what goes on in small letters is one line with what it continues."""
    spans: list[Span] = []
    start = begin = 0
    wrapped = False
    for line in text.split("\n"):
        if span := trim(text, start, start + len(line)):
            if wrapped and span.text[0].islower():
                spans.pop()
            else:
                begin = span.start
            spans.append(Span(start=begin, end=span.end, text=text[begin : span.end]))
        wrapped = len(line) >= _WRAPPED_WIDTH and not ENDS_SENTENCE.search(line)
        start += len(line) + 1
    return spans


def _by_form(lines: Sequence[Span], title: str | None, _: dict[int, str]) -> Found:
    """Lines that can be told from their own words. In a gallery the captions are all there is to read."""
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if len(line.text) > _LONGEST_LINE or line.text == title:
            continue
        if reason := form_of(line.text):
            found[index] = reason
    captions = {index for index, reason in found.items() if reason.startswith("caption")}
    shown = sum(len(lines[index].text) for index in captions)
    gallery = shown > _GALLERY_SHARE * sum(len(line.text) for line in lines)
    yield from ((i, reason) for i, reason in found.items() if not (gallery and i in captions))


def _by_place(lines: Sequence[Span], title: str | None, reasons: dict[int, str]) -> Found:
    """Mastheads and section labels above the headline; credits below the end."""
    headline = _headline(lines, title, reasons)
    titled = title is not None and lines[headline : headline + 1] and lines[headline].text == title
    menus = [index for index in range(min(_PREAMBLE_LINES, len(lines))) if reasons.get(index) == "menu"]
    for index, line in enumerate(lines[: max(headline, *menus, 0)]):
        words = line.text
        if titled and len(words.split()) <= HEADLINE_WORDS:
            yield index, "above the headline"
        elif MASTHEAD.fullmatch(words):
            yield index, "masthead"
        elif is_label(words):
            yield index, "section label"
    for index in range(max(1, len(lines) - _CREDIT_LINES), len(lines)):
        words = lines[index].text
        if LAST_CREDIT.fullmatch(words) and len(words.split()) <= 8:
            yield index, "credit"


def _headline(lines: Sequence[Span], title: str | None, reasons: dict[int, str]) -> int:
    """Index of the line that is the headline: the title, else the last short line above the prose.

    0 where nothing stands above it.
    """
    top = lines[:_PREAMBLE_LINES]
    for index, line in enumerate(top):
        if title and line.text == title:
            return index
        if _is_prose(line.text) and not MASTHEAD.fullmatch(line.text):
            break
    last = 0
    for index, line in enumerate(top):
        if index in reasons or MASTHEAD.fullmatch(line.text) or is_label(line.text):
            continue
        if _is_prose(line.text):
            break
        last = index
    return last


def _is_prose(line: str) -> bool:
    return len(line.split()) > HEADLINE_WORDS or ENDS_SENTENCE.search(line) is not None


def _by_repetition(lines: Sequence[Span], title: str | None, _: dict[int, str]) -> Found:
    """Copies: the headline again, a caption again, a passage pulled out of the text, a lede above it."""
    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        before = seen.setdefault(_key(line.text), index)
        if before == index:
            if _is_lede_above(index, lines):
                yield index, "repeated text"
            continue
        words = len(line.text.split())
        if (
            index < _PREAMBLE_LINES
            and words >= 3
            and (line.text == title or before == 0 or index == before + 1)
        ):
            is_headline = not ENDS_SENTENCE.search(line.text)
            yield index, "repeated headline" if is_headline else "repeated caption"
        elif words >= _REPEATED_WORDS:
            yield index, "repeated caption" if index == before + 1 else "repeated text"


def _key(line: str) -> str:
    return " ".join(line.casefold().split())


def _is_lede_above(index: int, lines: Sequence[Span]) -> bool:
    """Whether a line of the preamble stands whole within one of the next lines, which says more."""
    words = lines[index].text.rstrip(".")
    if index >= _PREAMBLE_LINES or len(words.split()) < _REPEATED_WORDS:
        return False
    return any(
        words in below.text and len(below.text) > len(words) + 20
        for below in lines[index + 1 : index + 1 + _LEDE_LINES]
    )


def _by_list(lines: Sequence[Span], _: str | None, __: dict[int, str]) -> Found:
    """A list of other articles: its head, and the headlines below it up to the next prose."""
    for index, line in enumerate(lines):
        if not LIST_HEAD.fullmatch(line.text) or len(line.text.split()) > 6:
            continue
        headlines = []
        for below in range(index + 1, len(lines)):
            if _is_prose(lines[below].text):
                break
            headlines.append(below)
        if headlines or index == len(lines) - 1:
            yield index, "list of other articles"
            yield from ((below, "list of other articles") for below in headlines)


def _legal_sentences(lines: Iterable[Span], reasons: dict[int, str]) -> Iterator[Furniture]:
    """Copyright notices, and the credits of an agency in brackets, at the end of a line of prose."""
    for index, line in enumerate(lines):
        if index in reasons:
            continue
        notices = [(span, "copyright notice") for span in legal_sentences(line.text)]
        if (found := CREDITS.search(line.text)) and (span := trim(line.text, found.start(), len(line.text))):
            notices.append((span, "credit"))
        for span, reason in notices:
            start, end = line.start + span.start, line.start + span.end
            yield Furniture(start=start, end=end, text=span.text, reason=reason)


def _furniture(line: Span, reason: str) -> Furniture:
    return Furniture(start=line.start, end=line.end, text=line.text, reason=reason)
