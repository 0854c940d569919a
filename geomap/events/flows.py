"""Goods and people on the way: made in, supplied by, smuggled from, captured at."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.page import Page
from geomap.events.places import Spot
from geomap.model import Flow, GeoReference


def find_flows(
    page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> tuple[Flow, ...]:
    """Flows in the order of the text."""
    return ()
