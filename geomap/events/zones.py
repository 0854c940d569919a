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
        matches = list(_ZONES.finditer(sentence.plain))
        here = spots.get(sentence.index, ())
        for at, match in enumerate(matches):
            places = _between(sentence, here, matches, at) or _taken_up(page, sentence, match.start(), spots)
            for name, spot in _pairs(match, places, "respectively" in sentence.plain):
                found.append(_zone(page, sentence, spot, name))  # type: ignore[arg-type]
    return tuple(dict.fromkeys(found))


def _pairs(match: re.Match[str], places: Sequence[Spot], respectively: bool) -> list[tuple[str, Spot]]:
    """Classes with their places: each to its own with "respectively", else every class to every place."""
    names = list(dict.fromkeys(name for name in match.groups() if name))
    if respectively and len(names) == len(places):
        return list(zip(names, places, strict=True))
    return [(name, spot) for spot in places for name in names]


def _between(
    sentence: Sentence, here: Sequence[Spot], matches: Sequence[re.Match[str]], at: int
) -> Sequence[Spot]:
    """Spots told with a class: "A as an attack zone and B as a support zone", "an attack zone in A"."""
    bounds = [m.start() + sentence.start for m in matches]
    leads = any(s.end <= bounds[0] for s in here if s.preposition in LOCATING or s.area or _object(s))
    if leads:
        low, high = bounds[at - 1] if at else sentence.start, bounds[at]
    else:
        low, high = bounds[at], bounds[at + 1] if at + 1 < len(bounds) else sentence.end
    inside = [s for s in here if low <= s.start and s.end <= high]
    firm = [s for s in inside if s.preposition in LOCATING or s.area]
    if not leads or _ANAPHOR.search(sentence.plain[low - sentence.start : high - sentence.start]):
        words = sentence.words
        return [
            s for s in inside if s in firm or (firm and _object(s) and words[s.first - 1] in ("and", ","))
        ]
    return [s for s in inside if s in firm or _object(s)]


def _object(spot: Spot) -> bool:
    """Whether the place itself is what is classed: neither a speaker's nor somebody's adjective."""
    return (
        not spot.speaks and spot.preposition != "from" and spot.reference.mention.role in ("context", "event")
    )


def _zone(page: Page, sentence: Sentence, spot: Spot, name: Literal["attack", "support", "control"]) -> Zone:
    return Zone(
        zone_class=name,
        location=located(page, spot, "the place that the source gives this class"),
        excerpt=page.span(sentence.start, sentence.end),
    )


def _taken_up(page: Page, sentence: Sentence, at: int, spots: dict[int, tuple[Spot, ...]]) -> Sequence[Spot]:
    """What "the camp" stands for, else the place named last before the class in its sentence."""
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
