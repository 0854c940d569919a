"""The mistakes of a `geomap.evaluate.Report` as one HTML page to browse, without script or network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path

from geomap.evaluate import Mistake, Report
from geomap.files import replacing

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
pre { overflow-x: auto; }
mark { background: #ffe08a; color: #000; }
li { margin: .4rem 0; }
small { color: #555; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } small { color: #aaa; } }
"""
KINDS = ("missed", "not a place", "other span", "other role")


def write_errors(report: Report, path: Path) -> None:
    """Write the page to ``path``, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(errors_page(report), encoding="utf-8")


def errors_page(report: Report) -> str:
    """The page: the scores, then the mistakes by kind, each in its sentence. News text is escaped."""
    counts = Counter(mistake.kind for mistake in report.mistakes)
    links = " · ".join(f'<a href="#{_anchor(kind)}">{escape(kind)} ({counts[kind]})</a>' for kind in KINDS)
    sections = "\n".join(_section(kind, report.mistakes) for kind in KINDS if counts[kind])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>geomap: mistakes</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>Mistakes</h1>\n<pre>{escape(report.as_text())}</pre>\n<nav>{links}</nav>\n{sections}\n"
        "</body></html>\n"
    )


def _anchor(kind: str) -> str:
    return kind.replace(" ", "-")


def _section(kind: str, mistakes: Sequence[Mistake]) -> str:
    items = "\n".join(f"<li>{_item(mistake)}</li>" for mistake in mistakes if mistake.kind == kind)
    return f'<h2 id="{_anchor(kind)}">{escape(kind.capitalize())}</h2>\n<ol>\n{items}\n</ol>'


def _item(mistake: Mistake) -> str:
    detail = f" <b>{escape(mistake.detail)}</b>" if mistake.detail else ""
    where = f"<small>{escape(mistake.article_id)}, {mistake.start}</small>"
    words = f"{escape(mistake.before)}<mark>{escape(mistake.text)}</mark>{escape(mistake.after)}"
    return f"{words}{detail} {where}"
