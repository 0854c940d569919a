"""Web pages: trafilatura finds the article; what it leaves out is kept after it, marked as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.model import Article, Furniture
from geomap.readers.dates import read_date
from geomap.readers.decoding import decode
from geomap.readers.records import Details, read_sidecar

# What a block of the page is, by the nearest of these elements around it.
_REASONS = {
    "nav": "menu of the page",
    "footer": "footer of the page",
    "aside": "sidebar",
    "form": "form",
    "button": "button",
    "figcaption": "caption",
    "header": "header of the page",
    "h1": "headline, kept as the title",
}
_OUTSIDE = "outside the article, by the structure of the page"
_BLOCKS = frozenset(
    "address article aside blockquote button caption dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section select summary table "
    "tbody td tfoot th thead tr ul br body".split()
)
_UNSEEN = frozenset("script style noscript template head svg math iframe object canvas".split())


def read_html(source: str) -> Iterator[Article]:
    """The article of a saved page, with the details of its sidecar before those of the page."""
    path = Path(source)
    page = path.read_bytes()
    yield to_article(page, where=source, details=read_sidecar(path))


def to_article(page: bytes, *, where: str, details: Details, url: str | None = None) -> Article:
    """The article of an HTML page. Its text is the article proper and then, as furniture, the rest.

    Raises `InputError` for an empty page, for one without text, and for data that is no HTML.
    """
    if not page.strip():
        raise InputError(where, "is empty; save the page again")
    markup = decode(page, where, declared=_declared_charset(page))
    tree = _tree(markup, where)
    blocks = _blocks(tree)
    main, found = _extract(markup, url)
    main = main or "\n\n".join(text for text, reason in blocks if reason == _OUTSIDE)
    if not main.strip():
        raise InputError(where, "holds no article text; save the page from the browser, or its text as .txt")
    text, furniture = _with_the_rest(main, blocks)
    known = details.or_else(found).or_else(Details(url=url, language=_language(tree)))
    return known.to_article(text, where=where, furniture=furniture)


def _declared_charset(page: bytes) -> str | None:
    """The ``charset`` that the page's own ``<meta>`` or XML declaration names."""
    found = re.search(
        rb"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,30})", page[:4096]
    )
    return found.group(1).decode("ascii", "replace") if found else None


def _tree(markup: str, where: str) -> Any:
    from trafilatura.utils import load_html

    tree = load_html(markup)
    if tree is None:
        raise InputError(
            where, "is not an HTML page; save the page again, or name the file by its real suffix"
        )
    return tree


def _extract(markup: str, url: str | None) -> tuple[str, Details]:
    """Main text and metadata as trafilatura finds them; ``""`` where it finds no article.

    Its date comes from the page's metadata only: a date guessed from anywhere in the page may be
    that of a copyright line.
    """
    from trafilatura import bare_extraction

    found = bare_extraction(
        markup,
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return "", Details()
    known = found.as_dict() if not isinstance(found, dict) else found
    try:
        published = read_date(known.get("date"))
    except ValueError:
        published = None
    return re.sub(r"\s*\n\s*", "\n\n", known.get("text") or ""), Details(  # a line is a paragraph
        title=known.get("title") or None,
        source=known.get("sitename") or known.get("hostname") or None,
        url=known.get("url") or None,
        published=published,
        language=known.get("language") or None,
    )


def _language(tree: Any) -> str | None:
    """The page's own ``lang``, as ISO 639-1."""
    found = re.match(r"[a-z]{2}(?=-|$)", (tree.get("lang") or "").lower())
    return found.group() if found else None


def _blocks(tree: Any) -> list[tuple[str, str]]:
    """Every visible block of text in the page's order, with the reason it would be furniture for."""
    blocks: list[tuple[str, str]] = []
    pieces: list[str] = []
    reason = _OUTSIDE

    def close() -> None:
        text = " ".join("".join(pieces).split())
        if text:
            blocks.append((text, reason))
        pieces.clear()

    # A stack instead of recursion: pages of hostile depth exist.
    stack: list[tuple[Any, str, bool]] = [(tree, _OUTSIDE, False)]
    while stack:
        element, inside, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        is_block = tag in _BLOCKS
        if leaving:
            if is_block:
                close()
            reason = inside
            pieces.append(element.tail or "")
            continue
        if is_block:
            close()
        own = _REASONS.get(tag, inside) if tag else inside
        reason = own if is_block else reason
        stack.append((element, inside, True))
        if tag is not None and tag not in _UNSEEN:
            pieces.append(element.text or "")
            stack.extend((child, own, False) for child in reversed(element))
    close()
    return blocks


def _with_the_rest(main: str, blocks: list[tuple[str, str]]) -> tuple[str, tuple[Furniture, ...]]:
    """The article's text followed by the blocks that it lacks, and these as furniture."""
    seen = " ".join(main.split())
    text = main
    furniture = []
    for block, reason in blocks:
        if block in seen:
            continue
        start = len(text) + 2
        text = f"{text}\n\n{block}"
        furniture.append(Furniture(start=start, end=len(text), text=block, reason=reason))
    return text, tuple(furniture)
