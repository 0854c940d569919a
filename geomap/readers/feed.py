"""RSS and Atom feeds: one article an entry, from the text that the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.dates import read_date

_ROOTS = frozenset({"rss", "rdf", "feed"})  # RSS 0.9x and 2.0, RSS 1.0, Atom
_TEXTS = (
    "encoded",
    "content",
    "description",
    "summary",
)  # content:encoded is RSS's way to carry a whole text
_DATES = ("pubdate", "published", "date", "issued", "created")  # never "updated": that is another day's
_REMEDY = "give an RSS or Atom file"


def read_feed(source: str) -> Iterator[Article | InputError]:
    """The entries of a feed, in its order. Pages that the entries link to are not fetched."""
    yield from to_articles(Path(source).read_bytes(), where=source)


def to_articles(content: bytes, *, where: str) -> Iterator[Article | InputError]:
    """Articles of a feed's XML; an entry without text is an error in its place."""
    if not content.strip():
        raise InputError(where, "is empty; nothing to read")
    root = _root(content, where)
    entries = [node for node in root.iter() if _name(node) in ("item", "entry")]
    if _name(root) not in _ROOTS or not entries:
        raise InputError(where, f"is not a feed with entries; {_REMEDY}")
    head = next((node for node in root if _name(node) == "channel"), root)
    source = _child(head, "title") or urlsplit(_link(head) or "").hostname
    language = re.match(r"[a-z]{2}(?=-|$)", (_child(head, "language") or "").lower())
    for number, entry in enumerate(entries, start=1):
        here = f"{where}:{number}"
        text = max((_child(entry, name) for name in _TEXTS), key=len)
        if not text:
            yield InputError(here, "this entry has no text; open its page instead")
            continue
        yield Article(
            id=_child(entry, "guid") or _child(entry, "id") or here,
            text=text,
            title=_child(entry, "title") or None,
            source=source or None,
            url=_link(entry),
            published=_published(entry),
            language=language.group() if language else None,
        )


def _root(content: bytes, where: str) -> Any:
    """The XML's root. Entities are not followed, nothing is fetched, small faults are mended."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(where, f"is not XML ({error}); {_REMEDY}") from error
    if root is None:
        raise InputError(where, f"is not XML; {_REMEDY}")
    return root


def _name(node: Any) -> str:
    """The element's name without its namespace, in lower case; ``""`` for comments and the like."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _child(node: Any, name: str) -> str:
    """The text of the first child of that name without markup, ``""`` where there is none."""
    found = next((child for child in node if _name(child) == name), None)
    if found is None:
        return ""
    if len(found):  # Atom's type="xhtml": the markup is part of the feed
        from lxml import etree

        return _plain(etree.tostring(found, encoding="unicode", with_tail=False))
    return _plain(found.text or "")


def _link(node: Any) -> str | None:
    """The address of the page: RSS's text, or Atom's ``href`` of the link that is no other relation."""
    for child in node:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or (child.text or "")).strip() or None
    return None


def _published(entry: Any) -> date | None:
    for child in entry:
        if _name(child) in _DATES:
            try:
                return read_date((child.text or "").strip())
            except ValueError:
                return None
    return None


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
