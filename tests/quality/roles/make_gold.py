"""Marked texts -> annotated articles: ``python tests/quality/roles/make_gold.py`` writes articles.jsonl.

``articles.txt`` holds the texts with each place name in brackets and the letter of its role behind
a stroke: ``[Kramatorsk/e]``. Offsets are counted here, so that no hand can get them wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROLES = {
    "e": "event",
    "c": "context",
    "o": "origin",
    "a": "actor",
    "s": "speaker",
    "d": "dateline",
    "g": "organisation",
    "m": "demonym",
    "f": "furniture",
}
ASSOCIATIVE = frozenset({"actor", "organisation", "demonym"})  # the words do not mean the place itself
_HEAD = re.compile(r"=== ([\w-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+)")
_MARK = re.compile(r"\[([^\[\]/]+)/([a-z])\]")


def read_marked(source: str) -> Iterator[dict[str, Any]]:
    """The annotated articles of a marked file, in order; a mark that cannot be read is an error."""
    for block in re.split(r"(?m)^(?==== )", source):
        if not block.strip():
            continue
        head, _, marked = block.partition("\n")
        found = _HEAD.fullmatch(head)
        if not found:
            raise ValueError(f"not a head: {head!r}")
        text, toponyms = _unmarked(marked.strip())
        if re.search(r"[\[\]]", text):
            raise ValueError(f"{found.group(1)}: a bracket is left over")
        keys = ("id", "style", "country", "subject")
        yield dict(zip(keys, map(str.strip, found.groups()), strict=True)) | {
            "text": text,
            "toponyms": toponyms,
        }


def _unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    text = ""
    toponyms = []
    end = 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        name, role = found.group(1), ROLES[found.group(2)]
        toponyms.append(
            {
                "start": len(text),
                "end": len(text) + len(name),
                "text": name,
                "role": role,
                "literal": role not in ASSOCIATIVE,
            }
        )
        text += name
        end = found.end()
    return text + marked[end:], toponyms


def to_lines(articles: Iterator[dict[str, Any]]) -> str:
    """JSON Lines, one article a line."""
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


if __name__ == "__main__":
    source = (HERE / "articles.txt").read_text(encoding="utf-8")
    (HERE / "articles.jsonl").write_text(to_lines(read_marked(source)), encoding="utf-8")
