"""From what a phrase says to a shape on the globe: halves, sectors, rings, strips, corridors. Pure.

Every shape is as large as the words are vague. Shapes that mean a part of a country end at its border.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from geomap import geo
from geomap.model import Place
from geomap.resolve.features import kind_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SECTOR_KM = 30.0  # "north of Idlib": as far as people walk or drive within a town's surroundings
NEAR_KM = 15.0
OUTSKIRTS_KM = 8.0
COUNTRYSIDE_KM = 40.0
STRIP_KM = 10.0  # half-width of "the border" and of "along the river"
BORDERLAND_KM = 25.0  # "near Syria", said of a whole country
MAINLAND_KM = 300.0  # islands further from a country's largest part are not its north or south
SETTLEMENT_KM = 3.0
DIVISION_KM = 40.0
REGION_KM = 150.0
SHARES = {"central": 0.3, "north": 0.5, "south": 0.5, "east": 0.5, "west": 0.5}  # of a region's surface
CORNER_SHARE = 0.33  # "the northeast"
LOCAL = frozenset({"city", "site"})
DIVISIONS = frozenset({"admin1", "admin2"})


class Borders(Protocol):
    """What is asked of `geomap.borders` here."""

    def country(self, code: str, /) -> BaseGeometry | None: ...

    def shared(self, first: str, second: str, /) -> BaseGeometry | None: ...

    def outline(self, code: str, /) -> BaseGeometry | None: ...

    def neighbours(self, code: str, /) -> tuple[str, ...]: ...


def radius_of(place: Place) -> float:
    """The radius of a place in km: its extent, or what is usual for its kind."""
    if place.extent_km:
        return place.extent_km
    kind = kind_of(place)
    if kind in LOCAL:
        return SETTLEMENT_KM
    return DIVISION_KM if kind in DIVISIONS else REGION_KM


def course_of(place: Place) -> BaseGeometry | None:
    """The line of a river or road as (lon, lat); None where its course is not known."""
    from shapely.geometry import LineString

    return LineString([(lon, lat) for lat, lon in place.course]) if len(place.course) > 1 else None


def territory(place: Place, borders: Borders) -> BaseGeometry:
    """The ground of a place: a country's mainland, a strip about a river or road, else a disc."""
    if kind_of(place) == "country" and place.country and (shape := borders.country(place.country)):
        return mainland(shape)
    if line := course_of(place):
        return geo.buffer(line, STRIP_KM)
    return within_country(geo.disc(place.lat, place.lon, radius_of(place)), place, borders)


def within_country(shape: BaseGeometry, place: Place, borders: Borders) -> BaseGeometry:
    """The part of a shape in the country of ``place``; all of it where nothing would be left."""
    country = borders.country(place.country) if place.country else None
    if country is None:
        return shape
    cut = _surface(shape.intersection(country))
    return shape if cut.is_empty else cut


def mainland(country: BaseGeometry) -> BaseGeometry:
    """A country without its far-off parts: those further than `MAINLAND_KM` from the largest."""
    parts = sorted(getattr(country, "geoms", [country]), key=lambda p: -p.area)
    reach = geo.buffer(parts[0].simplify(0.1), MAINLAND_KM)
    return _surface(_union([p for i, p in enumerate(parts) if i == 0 or reach.intersects(p)]))


def part_of(place: Place, directions: Sequence[str], borders: Borders) -> BaseGeometry:
    """The northern half, the northeast or the middle of a place; several directions are joined."""
    whole = territory(place, borders)
    return _union([_one_part(whole, direction) for direction in directions])


def _one_part(whole: BaseGeometry, direction: str) -> BaseGeometry:
    bearing = geo.BEARINGS.get(direction)
    return geo.part(whole, bearing, share=SHARES.get(direction, CORNER_SHARE))


def towards(place: Place, directions: Sequence[str], borders: Borders) -> BaseGeometry:
    """What lies north of a place, outside it: a sector from a town, a belt beyond a region or river."""
    radius = radius_of(place)
    if line := course_of(place):
        return beside(line, directions)
    if kind_of(place) in LOCAL:
        outer = radius + SECTOR_KM
        sectors = [
            geo.sector(place.lat, place.lon, _bearing(d), radius / 2, outer, width=90) for d in directions
        ]
        return within_country(_union(sectors), place, borders)
    whole = territory(place, borders)
    belt_km = max(SECTOR_KM, min(100.0, radius / 2))
    belt = geo.buffer(whole, belt_km).difference(whole)
    lat, lon, reach = geo.centre_and_radius(whole)
    sides = [geo.sector(lat, lon, _bearing(d), 0, reach + 2 * belt_km, width=100) for d in directions]
    return _surface(belt.intersection(_union(sides)))


def beside(
    line: BaseGeometry, directions: Sequence[str], *, half_width_km: float = SECTOR_KM
) -> BaseGeometry:
    """The strip on one side of a river or road."""
    from shapely.affinity import translate

    strip = geo.buffer(line, half_width_km)
    if not directions or directions == ("central",):
        return strip
    made = []
    for direction in directions:
        lat, lon, _ = geo.centre_and_radius(line)
        lat2, lon2 = geo.destination(lat, lon, _bearing(direction), half_width_km)
        shifted = [translate(line, (lon2 - lon) * i / 6, (lat2 - lat) * i / 6) for i in range(1, 7)]
        made.append(_union([geo.buffer(one, half_width_km / 6) for one in shifted]))
    return _surface(_union(made).intersection(geo.buffer(line, 2 * half_width_km)))


def at_distance(
    place: Place, directions: Sequence[str], nearest_km: float, furthest_km: float
) -> BaseGeometry:
    """What is so far from a place, in a direction where one is said. Distances count from its middle."""
    radius = radius_of(place) if kind_of(place) in LOCAL else 0.0
    furthest = furthest_km + (radius / 2 if directions else radius)
    if directions and directions[0] in geo.BEARINGS:
        return geo.sector(place.lat, place.lon, _bearing(directions[0]), nearest_km, furthest, width=45)
    return geo.ring(place.lat, place.lon, nearest_km, furthest)


def near(place: Place, borders: Borders) -> BaseGeometry:
    """A place with its surroundings; of a country or region, the belt about its edge."""
    if line := course_of(place):
        return geo.buffer(line, NEAR_KM)
    if kind_of(place) in LOCAL:
        return geo.disc(place.lat, place.lon, radius_of(place) + NEAR_KM)
    whole = territory(place, borders)
    return _surface(geo.buffer(whole, BORDERLAND_KM).difference(geo.buffer(whole, -BORDERLAND_KM)))


def outskirts(place: Place, directions: Sequence[str], borders: Borders) -> BaseGeometry:
    """The edge of a town and the ground just outside, on one side where one is said."""
    radius = radius_of(place)
    inner, outer = 0.7 * radius, radius + OUTSKIRTS_KM
    if kind_of(place) not in LOCAL:
        return part_of(place, directions, borders) if directions else near(place, borders)
    return within_country(_sides(place, directions, inner, outer), place, borders)


def countryside(
    place: Place, division: Place | None, directions: Sequence[str], borders: Borders
) -> BaseGeometry:
    """The land about a town: its division outside the town, or a wide ring where there is none."""
    if kind_of(place) in DIVISIONS:
        division = place
    if division is None:
        ring = _sides(place, directions, radius_of(place), radius_of(place) + COUNTRYSIDE_KM)
        return within_country(ring, place, borders)
    land = part_of(division, directions, borders) if directions else territory(division, borders)
    if kind_of(place) in LOCAL:
        land = land.difference(geo.disc(place.lat, place.lon, radius_of(place)))
    return _surface(land)


def _sides(place: Place, directions: Sequence[str], inner: float, outer: float) -> BaseGeometry:
    named = [d for d in directions if d in geo.BEARINGS]
    if not named:
        return geo.ring(place.lat, place.lon, inner, outer)
    return _union([geo.sector(place.lat, place.lon, _bearing(d), inner, outer, width=120) for d in named])


def between(a: Place, b: Place, *, share: float = 0.15) -> BaseGeometry:
    """The corridor between two places, a share of its length to either side: roads bend."""
    km = geo.distance_km(a.lat, a.lon, b.lat, b.lon)
    wide = max(radius_of(p) if kind_of(p) in LOCAL else radius_of(p) / 3 for p in (a, b))
    return geo.corridor(a.lat, a.lon, b.lat, b.lon, max(5.0, min(60.0, share * km), min(wide, 40.0)))


def border_line(a: Place, b: Place | None, borders: Borders) -> BaseGeometry | None:
    """The line between two countries, or all land borders of one; None where there is none."""
    if a.country is None:
        return None
    if b is None:
        return borders.outline(a.country)
    return borders.shared(a.country, b.country) if b.country else None


def around_line(line: BaseGeometry, nearest_km: float, furthest_km: float) -> BaseGeometry:
    """What lies between two distances from a line, on both sides."""
    outer = geo.buffer(line, furthest_km)
    return outer if nearest_km <= 0 else _surface(outer.difference(geo.buffer(line, nearest_km)))


def stretch(shape: BaseGeometry, by: Place, *, reach_km: float) -> BaseGeometry:
    """The part of a long shape within reach of a place; all of it where the place lies further away."""
    for km in (reach_km, 2 * reach_km):
        cut = _surface(shape.intersection(geo.disc(by.lat, by.lon, km + radius_of(by))))
        if not cut.is_empty:
            return cut
    return shape


def _bearing(direction: str) -> float:
    return geo.BEARINGS.get(direction, 0.0)


def _union(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    from shapely.ops import unary_union

    made: BaseGeometry = unary_union(list(shapes))
    return made


def _surface(shape: BaseGeometry) -> BaseGeometry:
    """Only what has a surface."""
    return _union([g for g in getattr(shape, "geoms", [shape]) if "Polygon" in g.geom_type])
