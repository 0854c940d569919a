"""`find_areas`: phrases about places become areas, each with its geometry, radius and rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap import geo
from geomap.countries import country_name
from geomap.model import Area, Article, GeoReference, Place
from geomap.resolve import shapes
from geomap.resolve.features import kind_of
from geomap.resolve.shapes import Borders
from geomap.resolve.wording import Phrase, find_phrases

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FURTHEST_KM = 1500.0  # two places further apart have no "between" that is worth drawing
EXACTNESS = 0.15  # "30 km" means 25 to 35
VAGUENESS = 0.3  # "about 30 km", and distances in round words
LEAST_KM = 1.0
CORNERS = 0.01  # outlines are simplified by this share of the radius
_OUTSIDE = re.compile(r"(?:just |right )?(?:near|close|not far|outside|next|adjacent)", re.I)  # of a division
_UPPER = frozenset(
    {"less than", "under", "within", "up to", "no more than", "fewer than", "just", "only", "barely"}
)
_LOWER = frozenset({"over", "more than", "at least"})


def find_areas(article: Article, references: Sequence[GeoReference], *, borders: Borders) -> tuple[Area, ...]:
    """An area for every phrase such as "north of Idlib", in order of place in the text.

    Phrases about names that were not resolved, and phrases that make no sense on the ground
    ("between" two continents), give none.
    """
    areas = []
    for phrase in find_phrases(article.text, references):
        places = tuple(references[i].place for i in phrase.anchors)
        if any(p is None for p in places):
            continue
        known = tuple(p for p in places if p is not None)
        shape_and_rule = _shape(
            phrase, known, _Context(references, phrase, article.text[phrase.start : phrase.end]), borders
        )
        if shape_and_rule is not None and not shape_and_rule[0].is_empty:
            areas.append(_area(article, phrase, *shape_and_rule))
    return tuple(areas)


class _Context:
    """What else the article says near a phrase."""

    def __init__(self, references: Sequence[GeoReference], phrase: Phrase, words: str) -> None:
        self.references, self.phrase, self.words = references, phrase, words

    def others(self) -> list[tuple[int, Place]]:
        """Settled places that the phrase is not about, with the characters between; nearest first."""
        found = []
        for i, reference in enumerate(self.references):
            if i in self.phrase.anchors or reference.place is None or reference.approximate:
                continue
            if reference.mention.role in ("organisation", "furniture"):
                continue
            found.append((abs(reference.mention.start - self.phrase.start), reference.place))
        return sorted(found, key=lambda f: f[0])

    def country_beside(self, place: Place, borders: Borders) -> Place | None:
        """The nearest place of a neighbouring country."""
        if place.country is None:
            return None
        neighbours = borders.neighbours(place.country)
        return next((p for _, p in self.others() if p.country in neighbours), None)

    def local(self, reach: int = 200) -> Place | None:
        """The nearest town or division named within ``reach`` characters."""
        near = (p for far, p in self.others() if far <= reach)
        return next((p for p in near if kind_of(p) in ("city", "site", "admin1", "admin2")), None)


def _area(article: Article, phrase: Phrase, shape: BaseGeometry, rule: str) -> Area:
    lat, lon, radius = geo.centre_and_radius(shape)
    shape = geo.simplified(shape, radius * CORNERS)
    return Area(
        start=phrase.start,
        end=phrase.end,
        text=article.text[phrase.start : phrase.end],
        relation=relation_of(phrase),
        anchors=phrase.anchors,
        lat=lat,
        lon=lon,
        radius_km=round(radius, 2),
        geometry=geo.to_geojson(shape),
        rule=rule,
    )


_ADJECTIVES = {"central": "central"} | {d: f"{d}ern" for d in geo.BEARINGS}


def relation_of(phrase: Phrase) -> str:
    """The relation's name: "north_of", "northern", "near", "between", "border", "along", ..."""
    if phrase.relation == "direction":
        return "_and_".join(phrase.directions) + "_of"
    if phrase.relation == "part":
        return "_and_".join(_ADJECTIVES[d] for d in phrase.directions)
    return "distance" if phrase.relation == "radius" else phrase.relation


def _shape(
    phrase: Phrase, places: Sequence[Place], context: _Context, borders: Borders
) -> tuple[BaseGeometry, str] | None:
    place, directions = places[0], phrase.directions
    named = " and ".join(directions)
    match phrase.relation:
        case "part":
            words = "the middle" if directions == ("central",) else f"the {named} side"
            return shapes.part_of(place, directions, borders), f"{words} of {place.name}"
        case "direction":
            return shapes.towards(place, directions, borders), f"outside {place.name}, to the {named}"
        case "distance" | "radius":
            return _at_distance(phrase, places, context, borders)
        case "near":
            if kind_of(place) in ("country", "region") or (
                kind_of(place) in ("admin1", "admin2") and not _OUTSIDE.match(context.words)
            ):
                return None
            return shapes.near(place, borders), f"{place.name} and the ground within {shapes.NEAR_KM:.0f} km"
        case "outskirts":
            return shapes.outskirts(place, directions, borders), f"the edge of {place.name}"
        case "countryside":
            division = _division_of(context.references[phrase.anchors[0]])
            land = shapes.countryside(place, division, directions, borders)
            whole = f"{division.name} as a division" if division else place.name
            side = f"{' and '.join(_ADJECTIVES[d] for d in directions)} " if directions else ""
            return land, f"the {side}land about {whole}"
        case "along":
            return _along(place, directions, context, borders)
        case "border" if kind_of(place) == "city" and len(places) == 1:
            return shapes.near(place, borders), f"the border at {place.name}"
        case "border":
            return _border(places, context, borders)
        case _:
            return _between(phrase, places)


def _at_distance(
    phrase: Phrase, places: Sequence[Place], context: _Context, borders: Borders
) -> tuple[BaseGeometry, str] | None:
    km = phrase.km or 0.0
    slack = max(LEAST_KM, km * (VAGUENESS if phrase.about else EXACTNESS))
    nearest, furthest = max(0.0, km - slack), km + slack
    if phrase.relation == "radius" or phrase.about in _UPPER:
        nearest, furthest = 0.0 if phrase.about not in ("just", "only", "barely") else nearest, km
    elif phrase.about in _LOWER:
        nearest, furthest = km, km + 2 * slack
    place = places[0]
    words = f"{phrase.about + ' ' if phrase.about else ''}{km:.3g} km"
    if phrase.border or kind_of(place) == "country":
        other = places[1] if len(places) > 1 else context.country_beside(place, borders)
        line = shapes.border_line(place, other, borders)
        if line is None:
            return None
        shape = shapes.around_line(line, nearest, furthest)
        if local := context.local():
            shape = shapes.stretch(shape, local, reach_km=100)
        return shape, f"{words} from the border of {place.name}"
    shape = shapes.at_distance(place, phrase.directions, nearest, furthest)
    towards = f" {phrase.directions[0]} of" if phrase.directions else " from"
    return shape, f"{words}{towards} the middle of {place.name}"


def _along(
    place: Place, directions: Sequence[str], context: _Context, borders: Borders
) -> tuple[BaseGeometry, str] | None:
    line = shapes.course_of(place)
    if line is None:
        if kind_of(place) not in ("water", "site"):
            return None
        return shapes.near(place, borders), f"near {place.name}, whose course is not known here"
    strip = shapes.beside(line, directions) if directions else geo.buffer(line, shapes.STRIP_KM)
    if local := context.local():
        strip = shapes.stretch(strip, local, reach_km=60)
    return strip, f"within {shapes.STRIP_KM:.0f} km of {place.name}"


def _border(places: Sequence[Place], context: _Context, borders: Borders) -> tuple[BaseGeometry, str] | None:
    first = places[0]
    second = places[1] if len(places) > 1 else context.country_beside(first, borders)
    if second is not None and first.country == second.country:
        return shapes.between(first, second, share=0.3), f"where {first.name} and {second.name} meet"
    line = shapes.border_line(first, second, borders)
    if line is None:
        return None
    strip = geo.buffer(line, shapes.STRIP_KM)
    local = context.local()
    if local is not None:
        strip = shapes.stretch(strip, local, reach_km=75)
    between = f"between {first.name} and {country_name(second.country)}" if second else f"of {first.name}"
    return strip, f"within {shapes.STRIP_KM:.0f} km of the border {between}"


def _between(phrase: Phrase, places: Sequence[Place]) -> tuple[BaseGeometry, str] | None:
    a, b = places
    kinds = {kind_of(a), kind_of(b)}
    if kinds & {"country", "region"} and phrase.relation == "between":
        return None
    if a.id == b.id or geo.distance_km(a.lat, a.lon, b.lat, b.lon) > FURTHEST_KM:
        return None
    words = "on the way" if phrase.relation == "route" else "between"
    return shapes.between(
        a, b
    ), f"{words} from {a.name} to {b.name}" if words == "on the way" else f"between {a.name} and {b.name}"


def _division_of(reference: GeoReference) -> Place | None:
    """The first-level division that has the name of the reference and holds its place."""
    place = reference.place
    if place is None:
        return None
    for candidate in reference.candidates:
        found = candidate.place
        if kind_of(found) == "admin1" and found.admin1_code and found.admin1_code == place.admin1_code:
            return found
    return None
