"""Names of facilities around a place: "Deir ez-Zor Municipal Stadium", "the cathedral in Jolo"."""

from __future__ import annotations

import re

from geomap.events.page import Page
from geomap.events.places import Spot

FACILITIES = (
    "stadium airport airfield airbase mosque cathedral church temple synagogue school "
    "university college hospital clinic market bridge "
    "prison jail embassy consulate hotel station barracks base camp crossing checkpoint "
    "dam refinery oilfield field square park palace "
    "courthouse mall theatre theater museum monastery shrine seminary factory plant port "
    "harbour harbor headquarters roundabout "
    "cemetery restaurant nightclub beach highway street avenue building tower"
).split()


_KINDS = "|".join(FACILITIES)
_NAMED_AFTER = re.compile(
    rf"(?:[''’]s)?(?: (?:[A-Z][\w'-]+|of|the|and|Al|al|International|international|main|"
    rf"central)){{0,4}}? (?i:{_KINDS})\b"
)


_NAMED_BEFORE = re.compile(
    rf"(?:(?:[A-Z][\w'’-]+ ){{1,4}}|\b(?:the|a|an) (?:[a-z]+ )?)(?i:{_KINDS})s? (?:in|of|at|near|"
    r"outside) (?:the (?:city|town|village|district|province|capital) of |the |central |"
    r"downtown |northern |southern |eastern |western )*$"
)


def facility_around(page: Page, spot: Spot) -> tuple[int, int] | None:
    """Offsets of a facility's name around a place, the place's own name included; None without one."""
    text = page.article.text
    line = re.sub(r"\s", " ", text[spot.start : spot.end + 70])
    if found := _NAMED_AFTER.match(line, spot.end - spot.start):
        return spot.start, spot.start + found.end()
    before = re.sub(r"\s", " ", text[max(0, spot.start - 90) : spot.start])
    if found := _NAMED_BEFORE.search(before):
        return max(0, spot.start - 90) + found.start(), spot.end
    return None
