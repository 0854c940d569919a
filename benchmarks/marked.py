"""Marked articles: news texts in which the words of each event stand in brackets, with the events below.

They are written by hand (tests/quality/events/training; GUIDELINES.md there says what the lines mean): the
words of event 1 are ``[shelled/1]``, and a line for each event follows the text. Offsets are counted here,
so that no hand can get them wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from geomap.events.acled import EVENT_TYPE_OF

STATUSES = ("reported", "claimed", "denied", "planned", "hypothetical", "past_context")
_HEAD = re.compile(r"=== ([\w-]+) \| ([^|]+) \| (\d{4}-\d\d-\d\d|-)")
_MARK = re.compile(r"\[([^\[\]]+?)/(\d+)\]")
_PLACE = re.compile(r"(~?)(.+?) @ (-?[\d.]+), ?(-?[\d.]+)")


def read_marked(source: str) -> Iterator[dict[str, Any]]:
    """The articles of a marked file, in order; what cannot be read is a ValueError that names the article."""
    for block in re.split(r"(?m)^(?==== )", source):
        if not block.strip():
            continue
        head, _, rest = block.partition("\n")
        found = _HEAD.fullmatch(head.strip())
        if not found:
            raise ValueError(f"not a head: {head!r}")
        name, style, published = found.groups()
        marked, _, lines = rest.partition("\n---")
        try:
            text, mentions = _unmarked(marked.strip())
            events = _events([line for line in lines.splitlines() if line.strip()], mentions)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        yield {
            "id": name,
            "style": style.strip(),
            "published": None if published == "-" else published,
            "text": text,
            "events": events,
        }


def _unmarked(marked: str) -> tuple[str, dict[int, list[tuple[int, str]]]]:
    text, end = "", 0
    mentions: dict[int, list[tuple[int, str]]] = {}
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        mentions.setdefault(int(found[2]), []).append((len(text), found[1]))
        text += found[1]
        end = found.end()
    return text + marked[end:], mentions


def _events(lines: list[str], mentions: dict[int, list[tuple[int, str]]]) -> list[dict[str, Any]]:
    events = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 6:
            raise ValueError(f"six cells wanted (number, type, status, place, days, deaths): {line!r}")
        number, sub, status, place, days, deaths = cells
        told = mentions.pop(int(number), [])
        if not told:
            raise ValueError(f"no words are marked /{number}")
        if sub not in EVENT_TYPE_OF or status not in STATUSES:
            raise ValueError(f"not a sub-event type of ACLED, or not a status: {line!r}")
        start, trigger = told[0]
        events.append(
            {
                "sub_event_type": sub,
                "status": status,
                "trigger": trigger,
                "start": start,
                "mentions": [[at, at + len(words)] for at, words in told],
                "place": _place(place),
                "date": _days(days),
                "deaths": None if deaths == "-" else int(deaths),
            }
        )
    if mentions:
        raise ValueError(f"marked, but without a line: {sorted(mentions)}")
    return events


def _place(cell: str) -> dict[str, Any] | None:
    if cell == "-":
        return None
    if found := re.fullmatch(r"country ([A-Z]{2})", cell):
        return {"country": found[1]}
    found = _PLACE.fullmatch(cell)
    if not found:
        raise ValueError(
            f"not a place ('Name @ lat, lon', '~area @ lat, lon', 'country XX' or '-'): {cell!r}"
        )
    place = {"name": found[2], "lat": float(found[3]), "lon": float(found[4])}
    return place | {"area": True} if found[1] else place


def _days(cell: str) -> list[str] | None:
    if cell == "-":
        return None
    first, _, last = cell.partition("..")
    days = [date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())]
    if days[1] < days[0]:
        raise ValueError(f"the last day is before the first: {cell}")
    return [day.isoformat() for day in days]


def read_folder(folder: Path) -> list[dict[str, Any]]:
    """Every article of the folder's files, in the order of their names; an id used twice is a ValueError."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.txt")):
        for article in read_marked(path.read_text(encoding="utf-8")):
            if article["id"] in found:
                raise ValueError(f"{path.name}: {article['id']} is there twice")
            found[article["id"]] = article
    return list(found.values())
