"""Locations of events: a place, a facility in it or an area, never sharper than the article."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from geomap.events.facilities import facility_around
from geomap.events.page import Page
from geomap.events.places import Spot, is_country
from geomap.model import Area, Location, Place

FACILITY_RADIUS_KM = 10.0  # a facility somewhere in or beside its town
COARSE = (
    "ADM",
    "RGN",
    "PCL",
    "CONT",
    "TERR",
    "DSRT",
    "MTS",
    "SEA",
    "OCN",
    "GULF",
    "AREA",
    "STM",
    "ISLS",
    "PEN",
    "VAL",
)
CLOSE = frozenset(("near", "north_of", "distance", "outskirts"))  # phrases about one town ...
CLOSE_KM = 60.0  # ... and the radius up to which such an area is ACLED's "near" and no larger region
WIDER = 2.0  # how much the radius of an inherited place grows


def located(page: Page, spot: Spot, basis: str) -> Location:
    """The location of an event at a spot; the facility's name is kept with the town's position."""
    place = spot.place
    if spot.area is not None:
        return _in_area(page, spot, spot.area, basis)
    if spot.unknown:
        return _unknown(page, spot, basis)
    facility = facility_around(page, spot)
    start, end = facility or (spot.start, spot.end)
    radius = spot.reach_km
    name = " ".join(page.article.text[start:end].split()) if facility else place.name
    if facility and page.all_capitals:
        name, facility, start, end = place.name, None, spot.start, spot.end
    return Location(
        name=name,
        lat=place.lat,
        lon=place.lon,
        radius_km=max(radius, FACILITY_RADIUS_KM) if facility else radius,
        geo_precision=_precision(place),
        country=place.country,
        path=_path(place, own=facility is not None),
        alt_names=_names(spot, facility=facility is not None),
        place_id=place.id,
        feature=place.feature,
        toponym=spot.index,
        span=page.span(start, end),
        basis=basis,
    )


def _unknown(page: Page, spot: Spot, basis: str) -> Location:
    """A name that no gazetteer knows, drawn as a wide circle about the place that stands in for it."""
    place = spot.place
    name = " ".join(page.article.text[spot.start : spot.end].split())
    inside = _path(place, own=True) if not is_country(place) else ()
    return Location(
        name=name,
        lat=place.lat,
        lon=place.lon,
        radius_km=spot.reference.radius_km or FACILITY_RADIUS_KM,
        geo_precision=3,
        country=place.country,
        path=inside,
        feature="PPL",
        toponym=spot.index,
        span=page.span(spot.start, spot.end),
        basis=f"{basis}; {_unknown_because(spot, name)}, drawn about {place.name}",
    )


def _unknown_because(spot: Spot, name: str) -> str:
    """Whether gazetteers lack a name, or know it only where the article is not."""
    elsewhere = [c.place.country for c in spot.reference.candidates if c.match in ("exact", "alias")]
    if not elsewhere:
        return f"no gazetteer knows '{name}'"
    where = f" ({elsewhere[0]})" if elsewhere[0] else ""
    return f"gazetteers know '{name}' only far from the article's other places{where}"


def _in_area(page: Page, spot: Spot, area: Area, basis: str) -> Location:
    """The location that a phrase describes: the shape of its area."""
    close = area.relation in CLOSE and area.radius_km <= CLOSE_KM
    return Location(
        name=area.text,
        lat=area.lat,
        lon=area.lon,
        radius_km=area.radius_km,
        geo_precision=2 if close else 3,
        country=spot.place.country,
        path=_path(spot.place),
        alt_names=_names(spot, facility=True),
        place_id=spot.place.id,
        feature=spot.place.feature,
        relation=area.relation,
        geometry=area.geometry,
        toponym=spot.index,
        span=page.span(area.start, area.end),
        basis=f"{basis}; {area.rule}",
    )


def _names(spot: Spot, *, facility: bool) -> tuple[str, ...]:
    """Other names of the place: the town's for a facility, the article's spelling, the gazetteer's."""
    place = spot.place
    mention = spot.reference.mention
    written = " ".join(mention.text.split()) if not is_country(place) else place.name
    own = (place.name,) if facility else ()
    return tuple(n for n in dict.fromkeys((*own, written, *place.alt_names)) if facility or n != place.name)


def _precision(place: Place) -> Literal[1, 2, 3]:
    if place.feature == "ADM2" or place.feature.startswith(("ADM3", "ADM4")):
        return 2
    return 3 if place.feature.startswith(COARSE) else 1


def _path(place: Place, *, own: bool = False) -> tuple[str, ...]:
    """Divisions that hold the place, large to small; the town too where a facility in it is meant."""
    parts = [place.admin1, place.admin2, place.name if own else None]
    return tuple(dict.fromkeys(p for p in parts if p and (own or p != place.name)))


def loosened(location: Location, basis: str) -> Location:
    """The location of an event that is only likely to have happened there: wider, less precise."""
    precision: Literal[1, 2, 3] = 3 if location.geo_precision >= 2 else 2
    return replace(location, radius_km=location.radius_km * WIDER, geo_precision=precision, basis=basis)
