"""Precision codes of ACLED, UCDP and PLOVER, all derived from one radius in km. Pure.

The codes name kinds of place; the radii are those of the kinds: a town, its surroundings, a district, a
first-level division, a country (medians of GeoNames' extents, rounded).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TOWN_KM, SURROUNDINGS_KM, DISTRICT_KM, DIVISION_KM = 15.0, 35.0, 60.0, 200.0
SITE_KM = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How exact a position is, in three codebooks' numbers."""

    acled: Literal[1, 2, 3]  # geo_precision: 1 named town, 2 near it or part of a region, 3 larger
    ucdp: Literal[1, 2, 3, 4, 5, 6]  # where_prec: 1 exact, 2 near, 3 ADM2, 4 ADM1, 5 line, 6 country
    plover: Literal[1, 2, 3, 4, 5]  # resolution: 5 below a city, 4 city, 3 ADM2, 2 ADM1, 1 country


def precision_of(radius_km: float, *, line: bool = False) -> Precision:
    """The codes of a place or area with this radius; ``line`` for a border, river or road.

    >>> precision_of(6), precision_of(300, line=True).ucdp
    (Precision(acled=1, ucdp=1, plover=4), 5)
    """
    if radius_km <= TOWN_KM:
        return Precision(acled=1, ucdp=1, plover=5 if radius_km <= SITE_KM else 4)
    if radius_km <= DISTRICT_KM:
        return Precision(acled=2, ucdp=2 if radius_km <= SURROUNDINGS_KM else 5 if line else 3, plover=3)
    if radius_km <= DIVISION_KM:
        return Precision(acled=3, ucdp=5 if line else 4, plover=2)
    return Precision(acled=3, ucdp=5 if line else 6, plover=1)
