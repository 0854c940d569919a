"""The article as events are read from it: sentences in lower case, without page text and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from geomap.model import Article, Span
from geomap.text import sentences

# Letters of typographic habit that the rules need not know; each maps to one character.
_HABITS = str.maketrans("’‘“”«»–—\n\t\r\u00a0\u2011", "''\"\"\"\"--    -")
_CAPTION = re.compile(r"\s*(?:file\s*[-:.]|file (?:photo|picture|image)|photo(?:graph)?\s*:|image\s*:|caption\s*:|in this (?:[\w ,.]{0,30})?(?:photo|picture|image)\b)")
_IN_CAPTION = re.compile(r"\bin this (?:[\w .,]{0,30} )?(?:file )?(?:photo|picture|image)\b|\((?:ap |afp |reuters )?(?:file )?photo\b|\bphoto (?:by|via)\b|\bgetty images\b|featured image")
_PAGE_LINE = re.compile(r"©|copyright|all rights reserved|required fields|leave a reply|\bcookies?\b|^\s*source\s*:")
_DATELINE_END = re.compile(r"\s-{1,2}\s|--")
_TAG = re.compile(r"\s*(?:\[[^\]]{0,80}\]|\([^)]{0,60}\))\s*")
_CLOSED = re.compile(r"[.!?:;\"')\]]$")


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
    """A sentence that may report events. ``plain`` is the article's plain text from start to end."""

    index: int
    start: int
    end: int
    plain: str
    paragraph: int
    title: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """An article with its plain text and the sentences that count. ``body`` starts after the dateline."""

    article: Article
    plain: str
    sentences: tuple[Sentence, ...]
    body: int  # offset where the report proper starts
    all_capitals: bool

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(s.start for s in self.sentences)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset; None in page text, captions and between sentences."""
        from bisect import bisect_right

        i = bisect_right(self.starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self.article.text[start:end])


def _body(text: str) -> int:
    """Offset after a dateline such as "QUITO, 3 MAR 90 (AFP) -- [TEXT]"; 0 without one."""
    head = text[:160]
    found = _DATELINE_END.search(head)
    if not found:
        return 0
    before = head[: found.start()]
    words = [w for w in re.findall(r"[^\W\d_]{3,}", before) if w.lower() not in {"the", "via", "and"}]
    if not words or before.count("\n\n") or len(before) > 120 or sum(w[0].isupper() for w in words) < 0.8 * len(words):
        return 0
    end = found.end()
    while tag := _TAG.match(text, end):
        end = tag.end()
    return end


def read_sheet(article: Article) -> Sheet:
    """The sentences of the article that can report something; a sentence printed twice counts once."""
    text = article.text
    blank = list(plain(text))
    for piece in article.furniture:
        blank[piece.start : piece.end] = " " * (piece.end - piece.start)
    low = "".join(blank)
    body = _body(text)
    kept: list[Sentence] = []
    seen: set[str] = set()
    for i, (start, end, paragraph, title) in enumerate(_pieces(text, low, body)):
        words = low[start:end]
        if words.strip() in seen and len(words) > 40:
            continue
        seen.add(words.strip())
        kept.append(Sentence(index=len(kept), start=start, end=end, plain=words, paragraph=paragraph, title=title and i < 3))
    letters = [c for c in text[:2000] if c.isalpha()]
    upper = bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    return Sheet(article=article, plain=low, sentences=tuple(kept), body=body, all_capitals=upper)


def _pieces(text: str, low: str, body: int) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, paragraph, heading) of the sentences outside page text and captions."""
    paragraph, last = 0, 0
    caption_until = -1
    for span in sentences(text):
        if re.search(r"\n\s*\n", text[last : span.start + 1]):
            paragraph += 1
        last = span.end
        start = max(span.start, body) if span.end > body else span.start
        words = low[start : span.end]
        if start < body or not words.strip() or span.start < caption_until:
            continue
        if _CAPTION.match(words):
            line_end = text.find("\n", span.end)
            caption_until = line_end if line_end >= 0 else len(text)
            continue
        if _IN_CAPTION.search(words) or _PAGE_LINE.search(words):
            continue
        heading = not _CLOSED.search(words.rstrip()) and len(words) < 160
        yield start, span.end, paragraph, heading
