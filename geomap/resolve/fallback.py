"""Names that no gazetteer knows, drawn at what they are said to lie in, or at the nearest place. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.model import Article, GeoReference, Place
from geomap.resolve.clues import IN_TOWN
from geomap.resolve.features import LOCAL, kind_of
from geomap.resolve.shapes import radius_of
from geomap.resolve.units import SILENT

PART_KM = 8.0  # a facility of unknown position lies about this far from the middle of its town
APPROXIMATE_KM = 250.0  # half of the unknown names lie within this of the place named before them
APPROXIMATE_CONFIDENCE = 0.4  # measured: 0.39 to 0.63 lie within 161 km
CLEARLY = 3  # times as many names as any other country's
_IN_TOWN = re.compile(rf"\s+(?:{IN_TOWN})\b")  # what stands in the town that the text is about
_LOCATIVE = re.compile(
    r"\b(?:in|near|outside|around|at|(?:town|village|city|hamlet|district|camp|suburb) of"
    r"|(?:north|south|east|west)(?:east|west)? of)\s+(?:the\s+)?$",
    re.I,
)
# What stands between a neighborhood and the town that it is in.
_HELD_BY = re.compile(r"(?:\s+\w+)?(?:\s*,(?:\s+(?:in|an?)\b)?|\s+(?:of|in))?(?:\s+\w+){0,4}?\s+", re.I)
_UNIT = (  # "Orumba North Local Government Area of", "Talake subdistrict of"
    r"(?i:north|south|east|west|central|local|government|area|lga|sub-?district|district|commune|municipality|ward"
    r"|county|parish|township|village|town|settlement|quarter|department|valley)"
)
# And between a village and what it is in: ", in the", " and Bir Kub, a village in the north of Pakistan's".
_NAME = r"[^\W\d_a-z][\w’'-]*"
_HELD_IN = re.compile(
    rf"(?:(?:,|,?\s+and)\s+{_NAME}(?:\s+{_NAME})*)?\s*,?\s+(?:an?\s+(?:[a-z]+\s+){{1,4}}|(?:{_UNIT}\s+){{1,4}})?"
    rf"(?:in|of|near|outside|on\s+the\s+\w+\s+of)\s+(?:the\s+)?(?:(?:{_NAME}['’]s|[a-z]+)\s+){{0,4}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchors:
    """The references that others can be drawn about: all, those with a point, and the towns among them."""

    heard: tuple[GeoReference, ...]
    known: tuple[GeoReference, ...]
    towns: tuple[GeoReference, ...]
    main: str | None  # the country of most names, where one has clearly most


def with_fallback(
    references: Sequence[GeoReference], article: Article, quarters: frozenset[int]
) -> list[GeoReference]:
    """The references; those without a place at one that is known, where the words say that they are places.

    That is the division or the town in which they are said to lie; else the town named before them, or
    else after them, in the country that the article is about. So are names that are merely alike one of
    the gazetteer's. The neighborhoods that begin at ``quarters`` are in the town that is named after
    them, or nearest.
    """
    anchors = _anchors(references)
    filled = []
    for reference in references:
        start = reference.mention.start
        lost = reference.place is None or reference.alike
        silent = reference.mention.role in (*SILENT, "demonym")
        quarter = start in quarters or _IN_TOWN.match(article.text, reference.mention.end) is not None
        before = article.text[max(0, start - 30) : start]
        if lost and not silent and (quarter or article.spans is not None or _LOCATIVE.search(before)):
            reference = _beside(reference, anchors, article, quarter=quarter)
        filled.append(reference)
    return filled


def _anchors(references: Sequence[GeoReference]) -> _Anchors:
    heard = [r for r in references if r.place is not None and not r.alike and r.mention.role not in SILENT]
    known = [r for r in heard if r.place and kind_of(r.place) in LOCAL] or heard
    known = [r for r in known if r.mention.role in ("context", "event")] or known
    towns = [r for r in known if r.place and kind_of(r.place) == "city" and not r.approximate]
    lands = Counter(r.place.country for r in heard if r.place and r.place.country)
    (main, most), (_, second) = [*lands.most_common(2), (None, 0), (None, 0)][:2]
    main = main if 2 * most > lands.total() or most >= CLEARLY * second else None
    return _Anchors(heard=tuple(heard), known=tuple(known), towns=tuple(towns or known), main=main)


def _beside(reference: GeoReference, anchors: _Anchors, article: Article, *, quarter: bool) -> GeoReference:
    """The reference at the place of another one."""
    holder = None if quarter else _holder(reference, anchors, article)
    if holder is not None and kind_of(holder) != "country":
        return _drawn(reference, holder, max(radius_of(holder), PART_KM))
    land = holder.country if holder else anchors.main
    near = [r for r in anchors.towns if land and r.place and r.place.country == land]
    place = _nearest(reference, near or anchors.towns, article, quarter=quarter)
    if place is None:
        return reference
    return _drawn(
        reference, place, radius_of(place) + PART_KM if quarter else max(APPROXIMATE_KM, radius_of(place))
    )


def _holder(reference: GeoReference, anchors: _Anchors, article: Article) -> Place | None:
    """The place that an unknown name is said to be in: "Wad al-Noura, in Gezira state"."""
    end = reference.mention.end
    later = (r for r in anchors.heard if r.mention.start > end)
    after = min(later, key=lambda r: r.mention.start, default=None)
    said = after and _HELD_IN.fullmatch(article.text[end : after.mention.start])
    return after.place if after and said and not after.approximate else None


def _nearest(
    reference: GeoReference, known: Sequence[GeoReference], article: Article, *, quarter: bool
) -> Place | None:
    """The town that holds a quarter, or the place named before the name, or else after it."""
    start, end = reference.mention.start, reference.mention.end
    before = [r for r in known if r.mention.start <= start]
    after = min((r for r in known if r.mention.start > start), key=lambda r: r.mention.start, default=None)
    held = after and _HELD_BY.fullmatch(article.text[end : after.mention.start])
    nearest = after if quarter and held else (before[-1] if before else after)
    return nearest.place if nearest else None


def _drawn(reference: GeoReference, place: Place, radius_km: float) -> GeoReference:
    return replace(
        reference, place=place, approximate=True, confidence=APPROXIMATE_CONFIDENCE, radius_km=radius_km
    )
