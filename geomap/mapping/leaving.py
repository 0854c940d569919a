"""What is left out of the page because it follows from the rest, column by column.

`static/columns.js` puts it together again: the note, the trigger with its offsets, the excerpt's end,
the year. Each function gives what must be kept: None where the rest says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

KINDS = {"what": 0, "where": 1, "when": 2, "who": 3}  # of marks

Table = Mapping[str, Sequence[Any]]
_FACTS = (
    "sub_event_type", "event_type", "status", "location", "country", "event_date", "event_date_end"
)  # fmt: skip


def _columns(table: Table, *names: str) -> zip[tuple[Any, ...]]:
    return zip(*(table[name] for name in names), strict=True)


def _notes(table: Table) -> list[Any]:
    """None for the facts and the excerpt as it is, else ``(head,)`` of a note with the excerpt's words.

    The head is None for the facts; another note stays as it is.
    """
    said = map(_facts, *(table[name] for name in _FACTS))
    return [_note(*row) for row in zip(table["notes"], table["excerpt"], said, strict=True)]


def _note(note: Any, excerpt: Any, said: str) -> Any:
    if not isinstance(note, str) or not isinstance(excerpt, str):
        return note
    if note == f"{said}: “{excerpt}”":
        return None
    end = f": “{' '.join(excerpt.split())}”"
    if not note.endswith(end):
        return note
    head = note[: -len(end)]
    return (None if head == said else head,)


def _facts(sub: Any, kind: Any, status: Any, place: Any, country: Any, start: Any, end: Any) -> str:
    """How `geomap.exporters` begins a note."""
    said = "" if status == "reported" or not status else f" ({status.replace('_', ' ')})"
    where = f"{place}, {country}" if place and country and place != country else place or country
    when = f"{start} to {end}" if start and end and start != end else start or end
    return f"{sub or kind}{said}; {where or 'place not known'}; {when or 'date not known'}"


def _triggers(table: Table) -> list[Any]:
    """None where the trigger is the stretch of the excerpt that the offsets say."""
    names = ("trigger", "excerpt", "trigger_start", "trigger_end", "excerpt_start")
    return [None if _stands(*row) else row[0] for row in _columns(table, *names)]


def _stands(trigger: Any, excerpt: Any, start: Any, end: Any, begin: Any) -> bool:
    if not isinstance(trigger, str) or not isinstance(excerpt, str) or start is None or begin is None:
        return False
    at = start - begin
    return at >= 0 and end == start + len(trigger) and excerpt.startswith(trigger, at)


def _offsets(name: str, place: int) -> Callable[[Table], list[Any]]:
    """None where the first mark of what happened says the offset."""

    def offset(value: Any, begin: Any, marks: Any) -> Any:
        for mark in marks or ():
            if mark[0] == "what":
                return None if begin is not None and value == begin + mark[place] else value
        return value

    return lambda table: list(map(offset, table[name], table["excerpt_start"], table["marks"]))


def _excerpt_ends(table: Table) -> list[Any]:
    return [
        None if start is not None and isinstance(excerpt, str) and end == start + len(excerpt) else end
        for start, end, excerpt in _columns(table, "excerpt_start", "excerpt_end", "excerpt")
    ]


def _years(table: Table) -> list[Any]:
    return [
        None if isinstance(day, str) and day[:4] == str(year) else year
        for day, year in _columns(table, "event_date", "year")
    ]


def _marks(table: Table) -> list[tuple[int, ...]]:
    """``(kind, start, end, ...)`` of each event, kinds as numbers."""
    return [
        tuple([n for kind, start, end in marks or () if kind in KINDS for n in (KINDS[kind], start, end)])
        for marks in table["marks"]
    ]


# Properties that the page can put together from the others, with what must be kept of them.
WRITTEN_ANEW: Mapping[str, Callable[[Table], list[Any]]] = {
    "notes": _notes,
    "trigger": _triggers,
    "trigger_start": _offsets("trigger_start", 1),
    "trigger_end": _offsets("trigger_end", 2),
    "excerpt_end": _excerpt_ends,
    "year": _years,
    "marks": _marks,
}
NEEDED = frozenset({*WRITTEN_ANEW, *_FACTS, "excerpt", "excerpt_start"})
