"""A place for an event whose own sentence names none: from the sentence before, or from the dateline."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.grouping import Draft
from geomap.events.page import Page
from geomap.events.places import LOCATING, Spot
from geomap.model import GeoReference

THERE = frozenset("there here".split())
TOWN = frozenset(
    (
        "city",
        "town",
        "village",
        "camp",
        "district",
        "neighbourhood",
        "neighborhood",
        "area",
        "province",
        "region",
        "capital",
        "desert",
        "valley",
        "island",
    )
)


def inherited_place(
    draft: Draft, page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> tuple[Spot, float, str] | None:
    """A spot, how far it can be trusted (0 to 1) and the reason; None where nothing is near enough."""
    main = draft.main
    words = main.trigger.sentence.words
    points = any(w in THERE for w in words) or any(
        words[i] in ("the", "that", "this") and words[i + 1] in TOWN for i in range(len(words) - 1)
    )
    for back in (1, 2):
        index = main.index - back
        if index < 0 or page.sentences[index].title:
            break
        near = [s for s in spots.get(index, ()) if _locates(s)]
        same = page.sentences[index].paragraph == main.trigger.sentence.paragraph
        if near and (points or (same and back == 1)):
            best = min(near, key=lambda s: (s.country_level, s.reach_km, -s.first))
            return (
                best,
                0.7 if points else 0.5,
                f"inherited from the sentence before: '{page.article.text[best.start : best.end]}'",
            )
    return None


def _locates(spot: Spot) -> bool:
    return (
        spot.reference.mention.role in ("context", "event")
        and (spot.area is not None or spot.preposition in LOCATING)
        and not spot.country_level
    )
