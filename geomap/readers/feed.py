"""RSS and Atom feeds: one article an entry, from the text that the feed itself carries."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import InputError, MissingDependency
from geomap.model import Article


def read_feed(source: str) -> Iterator[Article | InputError]:
    """The entries of a feed, in its order. Pages that the entries link to are not fetched."""
    yield from to_articles(Path(source).read_bytes(), where=source)


def to_articles(data: bytes, *, where: str) -> Iterator[Article | InputError]:
    """Articles of a feed's XML; an entry without text is an error in its place."""
    if not data.strip():
        raise InputError(where, "is empty; nothing to read")
    feed = _library().parse(data)
    if not feed.version or not feed.entries:
        problem = feed.get("bozo_exception")
        reason = f"is not a feed with entries ({problem})" if problem else "is not a feed with entries"
        raise InputError(where, f"{reason}; give an RSS or Atom file")
    source = feed.feed.get("title") or urlsplit(feed.feed.get("link", "")).hostname
    language = re.match(r"[a-z]{2}(?=-|$)", (feed.feed.get("language") or "").lower())
    for number, entry in enumerate(feed.entries, start=1):
        here = f"{where}:{number}"
        text = _text(entry)
        if not text:
            yield InputError(here, "this entry has no text; open its page instead")
            continue
        yield Article(
            id=entry.get("id") or here,
            text=text,
            title=_plain(entry.get("title", "")) or None,
            source=source or None,
            url=entry.get("link") or None,
            published=_published(entry),
            language=language.group() if language else None,
        )


def _text(entry: Mapping[str, Any]) -> str:
    """The longest of the entry's contents and its summary, without markup."""
    texts = [content.get("value", "") for content in entry.get("content", ())]
    return max((_plain(text) for text in (*texts, entry.get("summary", ""))), key=len)


def _published(entry: Mapping[str, Any]) -> date | None:
    moment = entry.get("published_parsed") or entry.get("created_parsed")
    return datetime.fromtimestamp(timegm(moment), UTC).date() if moment else None


def _plain(markup: str) -> str:
    """The text of an HTML fragment, paragraphs apart."""
    if not re.search(r"[<&]", markup):
        return markup.strip()
    from lxml import etree, html

    spaced = re.sub(r"(?i)<(/p|/div|/li|/h\d|/blockquote|br)\b[^>]*>", lambda m: f"{m.group()}\n\n", markup)
    try:
        text = html.fromstring(f"<div>{spaced}</div>").text_content()
    except (etree.ParserError, ValueError):
        text = re.sub(r"<[^>]*>", " ", spaced)
    lines = (" ".join(line.split()) for line in re.split(r"\n\s*\n", text))
    return "\n\n".join(line for line in lines if line)


def _library() -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise MissingDependency("reading feeds needs: pip install 'geomap[feeds]'") from error
    return feedparser
