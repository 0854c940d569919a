"""The article as events are read from it: sentences in lower case, without page text and captions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from geomap.events.beliefs import Beliefs, beliefs_of
from geomap.model import Article, Mention, Span
from geomap.text import ABOVE, headed_by, sentences

# Typographic habits that the rules need not know; each maps to one character.
_HABITS = str.maketrans("’‘‛`“”„«»–—‒\n\t\r\u00a0\u2011", '\'\'\'\'"""""---    -')
_CAPTION = re.compile(
    r"\s*(?:file\s*[-:.]|file (?:photo|picture|image)|photo(?:graph)?s?\s*(?:by|:)|"
    r"image\s*:|caption\s*:|pictured?\s*:"
    r"|in this (?:[\w ,.]{0,30})?(?:photo|picture|image)\b|\((?:file )?photo\b)"
)
_IN_CAPTION = re.compile(
    r"\bin this (?:[\w .,]{0,30} )?(?:file )?(?:photo|picture|image)\b|\((?:ap |afp |"
    r"reuters )?(?:file )?photo\b"
    r"|\bphoto (?:by|via|credit)\b|\bgetty images\b|featured image|\bfile photo\b|"
    r"\bpictured (?:above|below|here)\b"
)
_PAGE_LINE = re.compile(
    r"©|copyright|all rights reserved|required fields|leave a reply|\bcookies?\b|^\s*source\s*:|sign up for"
    r"|\bnewsletter\b|^\s*(?:read more|related|also read|see also|watch|click here|"
    r"advertisement|share this)\b"
)
_DATELINE_END = re.compile(r"\s(?:[-]{1,2}|\|)\s|--")
_BELOW = re.compile(r"\n[ \t]*(?=\(?[^\W\d_]{2})")  # where a dateline below a headline may begin
_TAG = re.compile(r"\s*(?:\[[^\]]{0,80}\]|\([^)]{0,60}\))\s*")
_CLOSED = re.compile(r"[.!?:;\"')\]]$")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*(?:'[^\W_]+)?|[,;:()\"\[\]]|-{1,2}(?=\s)|\.\.\.")
LONGEST = 1500  # characters of a sentence; what is longer is a table or an attack, and not read
_MARKS = frozenset(',;:()"[]---...')


def plain(text: str) -> str:
    """The text in lower case with plain quotes and single-character spaces; offsets stay valid.

    >>> plain("“No”, he\\nsaid")
    '"no", he said'
    """
    text = text.translate(_HABITS)
    lower = text.lower()
    if len(lower) != len(text):  # "İ" and a few others grow
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that may report events, with the offsets and words of its tokens (marks included).

    ``words`` are in lower case and without a possessive ending; hyphens part words.
    """

    index: int
    start: int
    end: int
    plain: str
    paragraph: int
    title: bool = False
    starts: tuple[int, ...] = field(repr=False, default=())
    ends: tuple[int, ...] = field(repr=False, default=())
    words: tuple[str, ...] = field(repr=False, default=())

    def token_at(self, offset: int) -> int:
        """Index of the token that holds or follows the article's offset; the count past the last."""
        i = bisect_right(self.starts, offset) - 1
        if i >= 0 and offset < self.ends[i]:
            return i
        return bisect_left(self.starts, offset)


@dataclass(frozen=True, kw_only=True)
class Page:
    """An article with its plain text and the sentences that count.

    ``dateline`` is where the line that says where the report was filed begins and ends; both are 0
    without one.
    """

    article: Article
    plain: str
    sentences: tuple[Sentence, ...]
    dateline: tuple[int, int]
    all_capitals: bool
    beliefs: Beliefs | None  # of the event heads, where they have read the article

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(s.start for s in self.sentences)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset; None in page text, captions and between sentences."""
        i = bisect_right(self.starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def files(self, span: Mention) -> bool:
        """Whether a mention stands in the dateline."""
        return self.dateline[0] <= span.start and span.end <= self.dateline[1]

    @property
    def filed(self) -> str:
        """The words of the dateline."""
        return self.plain[slice(*self.dateline)]

    def span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self.article.text[start:end])


def read_page(article: Article) -> Page:
    """The sentences of the article that can report something; one printed twice counts once."""
    text = article.text
    low = plain(text)
    for piece in article.furniture:
        low = low[: piece.start] + " " * (piece.end - piece.start) + low[piece.end :]
    dateline = find_dateline(text)
    kept: list[Sentence] = []
    seen: set[str] = set()
    for start, end, paragraph, heading in _pieces(text, low, dateline):
        words = low[start:end].strip()
        if len(words) > LONGEST or (len(words) > 40 and words in seen):
            continue
        seen.add(words)
        kept.append(_sentence(len(kept), start, end, low[start:end], paragraph, heading))
    letters = [c for c in text[:2000] if c.isalpha()]
    capitals = bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    return Page(
        article=article,
        plain=low,
        sentences=tuple(kept),
        dateline=dateline,
        all_capitals=capitals,
        beliefs=beliefs_of(article.signals),
    )


def _sentence(index: int, start: int, end: int, low: str, paragraph: int, heading: bool) -> Sentence:
    starts, ends, words = [], [], []
    for found in _WORD.finditer(low):
        word = found.group()
        starts.append(start + found.start())
        ends.append(start + found.end())
        words.append(word[:-2] if word.endswith("'s") else word)
    return Sentence(
        index=index,
        start=start,
        end=end,
        plain=low,
        paragraph=paragraph,
        title=heading and index < 2,
        starts=tuple(starts),
        ends=tuple(ends),
        words=tuple(words),
    )


def is_mark(word: str) -> bool:
    """Whether a token is punctuation."""
    return word in _MARKS


def find_dateline(text: str) -> tuple[int, int]:
    """Start and end of a dateline such as "QUITO, 3 MAR 90 (AFP) -- [TEXT]"; zeros without one.

    It stands at the beginning, or below headlines, and there its place is in capitals, or it has an agency
    in brackets or a day.
    """
    if end := _dateline_end(text, 0):
        return 0, _dateline_end(text, end) or end  # "(ANSA) - Naples, March 30 - ..."
    for below in _BELOW.finditer(text, 0, ABOVE):
        start = below.end()
        end = _dateline_end(text, start)
        first = re.match(r"\(?\w+", text[start:])
        if end and first and (first.group().isupper() or re.search(r"[(\d]", text[start:end])):
            return start, end
    headed = headed_by(text)
    return (headed[0], headed[2]) if headed else (0, 0)


def _dateline_end(text: str, start: int) -> int:
    """Offset after a dateline that begins at ``start``; 0 without one."""
    head = text[start : start + 200].translate(_HABITS)
    found = _DATELINE_END.search(head)
    if not found:
        return 0
    before = head[: found.start()]
    names = [w for w in re.findall(r"[^\W\d_]{3,}", before) if w.lower() not in {"the", "via", "and", "from"}]
    capitals = sum(w[0].isupper() for w in names)
    ahead = text[start : start + found.start()]
    if not names or "\n\n" in ahead or len(before) > 120 or capitals < 0.8 * len(names):
        return 0
    end = start + found.end()
    while tag := _TAG.match(text, end):
        end = tag.end()
    return end


def _pieces(text: str, low: str, dateline: tuple[int, int]) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, paragraph, heading) of the sentences outside page text and captions."""
    paragraph, last, caption_until = 0, 0, -1
    for span in sentences(text):
        if re.search(r"\n\s*\n", text[last : span.start + 1]):
            paragraph += 1
        last = span.end
        for start, end in _around(span.start, span.end, dateline):
            words = low[start:end]
            if not words.strip() or start < caption_until:
                continue
            if _CAPTION.match(words):
                line_end = text.find("\n", end)
                caption_until = line_end if line_end >= 0 else len(text)
                continue
            if _IN_CAPTION.search(words) or (len(words) < 200 and _PAGE_LINE.search(words)):
                continue
            yield start, end, paragraph, not _CLOSED.search(words.rstrip()) and len(words) < 160


def _around(start: int, end: int, dateline: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """What of a stretch stands before the dateline and behind it."""
    head, tail = min(end, max(start, dateline[0])), max(start, dateline[1])
    yield from ((start, head), (tail, end)) if start < dateline[0] else ((tail, end),)
