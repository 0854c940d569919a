"""Areas to which a source gives a class: attack, support or control zone (Institute for the Study of War)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from geomap.events.locating import located
from geomap.events.page import Page, Sentence
from geomap.events.places import LOCATING, Spot
from geomap.model import Zone

_ZONES = re.compile(
    r"\b(?P<first>attack|support|control)(?:(?:,| and| or|, and) (?:an? )?(?P<second>attack|"
    r"support|control))? zones?\b"
)
_ANAPHOR = re.compile(r"\bthe (camp|city|town|village|district|area|province|region|desert|valley)\b")
REACH = 2  # sentences back in which "the camp" is looked for


def find_zones(page: Page, spots: dict[int, tuple[Spot, ...]]) -> tuple[Zone, ...]:
    """Zones in the order of the text, one a class and place; none where no place is told."""
    found: list[Zone] = []
    for sentence in page.sentences:
        for match in _ZONES.finditer(sentence.plain):
            for spot in _places(page, sentence, match.start(), spots):
                for name in dict.fromkeys(g for g in match.groups() if g):
                    found.append(_zone(page, sentence, spot, name))  # type: ignore[arg-type]
    return tuple(found)


def _zone(page: Page, sentence: Sentence, spot: Spot, name: Literal["attack", "support", "control"]) -> Zone:
    return Zone(
        zone_class=name,
        location=located(page, spot, "the place that the source gives this class"),
        excerpt=page.span(sentence.start, sentence.end),
    )


def _places(page: Page, sentence: Sentence, at: int, spots: dict[int, tuple[Spot, ...]]) -> Sequence[Spot]:
    """Spots of the sentence with a locating preposition, or what "the camp" stands for."""
    here = [s for s in spots.get(sentence.index, ()) if s.preposition in LOCATING or s.area]
    if here:
        return here
    named = _ANAPHOR.search(sentence.plain[:at])
    if not named:
        direct = [s for s in spots.get(sentence.index, ()) if s.end <= sentence.start + at]
        return direct[-1:]
    for index in range(sentence.index, max(-1, sentence.index - REACH - 1), -1):
        for spot in reversed(spots.get(index, ())):
            words = page.plain[spot.start : spot.end + 20]
            if spot.end <= sentence.start + at and (
                named[1] in words or named[1] in ("area", "region", "city", "town")
            ):
                return (spot,)
    return ()
