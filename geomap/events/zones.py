"""Areas to which a source gives a class: attack, support or control zone (Institute for the Study of War)."""

from __future__ import annotations

from geomap.events.page import Page
from geomap.events.places import Spot
from geomap.model import Zone


def find_zones(page: Page, spots: dict[int, tuple[Spot, ...]]) -> tuple[Zone, ...]:
    """Zones in the order of the text."""
    return ()
