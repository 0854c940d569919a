"""The part every name plays in the end: the place of an event, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.page import Page
from geomap.model import Area, Event, GeoReference


def explained(
    page: Page, references: Sequence[GeoReference], events: Sequence[Event], areas: Sequence[Area]
) -> tuple[GeoReference, ...]:
    """The references in their order, each with its final role and a line that says why."""
    used: dict[int, Event] = {}
    for event in events:
        if event.location and event.location.toponym is not None:
            used.setdefault(event.location.toponym, event)
    anchors: dict[int, Event] = {}
    for area in areas:
        for anchor in area.anchors:
            for other in area.anchors:
                if other in used and used[other].location and used[other].location.relation:  # type: ignore[union-attr]
                    anchors.setdefault(anchor, used[other])
    by_sentence: dict[int, Event] = {}
    for event in events:
        sentence = page.sentence_at(event.trigger.start)
        if sentence:
            by_sentence.setdefault(sentence.index, event)
    return tuple(
        _explained(page, r, used.get(i) or anchors.get(i), by_sentence) for i, r in enumerate(references)
    )


def _explained(
    page: Page, reference: GeoReference, event: Event | None, by_sentence: dict[int, Event]
) -> GeoReference:
    mention = reference.mention
    if event is not None and event.location is not None:
        role, why = "event", f"where '{event.trigger.text}' happened: {event.location.basis}"
        if event.status not in ("reported", "claimed"):
            role, why = (
                "context",
                f"place of an event that is {event.status.replace('_', ' ')}: '{event.trigger.text}'",
            )
    elif mention.role not in ("context", "event"):
        return reference
    elif page.files(mention):
        role, why = "dateline", "in the dateline: where the report was filed"
    else:
        role, why = "context", _reason(page, reference, by_sentence)
    return replace(reference, mention=replace(mention, role=role, why=why))  # type: ignore[arg-type]


def _reason(page: Page, reference: GeoReference, by_sentence: dict[int, Event]) -> str:
    mention = reference.mention
    if reference.place is None:
        return "no gazetteer knows this name"
    if reference.approximate:
        return "the name is not known; only the place near it is, which is not enough for a dot"
    sentence = page.sentence_at(mention.start)
    if sentence is None:
        return "in a caption, a repeated line or page text, which report nothing"
    event = by_sentence.get(sentence.index)
    if event is None:
        return "its sentence reports no event"
    if event.location is None:
        return f"not said to be where '{event.trigger.text}' happened"
    return f"'{event.trigger.text}' is placed at {event.location.name} instead"
