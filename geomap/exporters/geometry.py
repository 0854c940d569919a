"""Geometry as RFC 7946 wants it: rounded, closed, wound, and cut at the antimeridian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.model import Location

if TYPE_CHECKING:
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

DECIMALS = 5  # about 1 m; more would claim a precision that no article has
Position = tuple[float, float]


def to_point(lat: float, lon: float) -> dict[str, Any]:
    """A GeoJSON point: ``[lon, lat]``.

    >>> to_point(36.340004, 43.13)
    {'type': 'Point', 'coordinates': [43.13, 36.34]}
    """
    return {"type": "Point", "coordinates": [_rounded(_wrapped(lon)), _rounded(lat)]}


def to_shape(location: Location) -> dict[str, Any]:
    """The area of a location, or its point where it has none."""
    area = to_geometry(location.geometry) if location.geometry else None
    return area or to_point(location.lat, location.lon)


def to_geometry(geometry: Mapping[str, Any]) -> dict[str, Any] | None:
    """The same geometry by RFC 7946; None where nothing with an extent is left of it.

    Outer rings run counter-clockwise and holes clockwise (3.1.6), rings are closed, coordinates
    lie within the world and have 5 decimals, and what crosses the antimeridian is cut there (3.1.9).
    """
    from shapely import box, make_valid, union_all
    from shapely.affinity import translate

    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return to_point(lat, lon)
    whole = make_valid(union_all([_flat(part) for part in _parts(geometry)]))
    worlds = [(box(-180 + turn, -90, 180 + turn, 90), -turn) for turn in (0, 360, -360)]
    pieces = [translate(whole.intersection(world), back) for world, back in worlds]
    return _to_json([piece for piece in pieces if not piece.is_empty], geometry["type"])


def bounding_box(geometries: Iterable[Mapping[str, Any]]) -> list[float] | None:
    """West, south, east, north of all positions; None where there is none.

    West is larger than east only where a geometry was cut at the antimeridian and the box across
    it is the narrower one (5.2).
    """
    places = [[*positions(geometry)] for geometry in geometries]
    lons = sorted({lon for place in places for lon, _ in place})
    lats = [lat for place in places for _, lat in place]
    if not lons:
        return None
    west, east = lons[0], lons[-1]
    cut = any({-180.0, 180.0} <= {lon for lon, _ in place} for place in places)
    if cut and len(lons) > 2:
        gap, left, right = max((b - a, a, b) for a, b in pairwise(lons))
        if gap > 0 and 360 - gap < east - west:
            west, east = right, left
    return [west, min(lats), east, max(lats)]


def positions(geometry: Mapping[str, Any]) -> Iterator[Position]:
    """Every ``(lon, lat)`` of a geometry, in its order."""
    yield from _positions(geometry["coordinates"])


def _positions(coordinates: Sequence[Any]) -> Iterator[Position]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield (coordinates[0], coordinates[1])
    else:
        for inner in coordinates:
            yield from _positions(inner)


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # + 0.0 makes -0.0 into 0.0


def _wrapped(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _parts(geometry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The single geometries of a multi-part one."""
    kind, coordinates = geometry["type"], geometry.get("coordinates", ())
    if kind == "GeometryCollection":
        return [part for inner in geometry["geometries"] for part in _parts(inner)]
    if kind.startswith("Multi"):
        return [{"type": kind[5:], "coordinates": part} for part in coordinates]
    return [geometry]


def _flat(geometry: Mapping[str, Any]) -> BaseGeometry:
    """A single geometry on an unrolled map, where a shape across the antimeridian is in one piece."""
    from shapely import LineString, Point, Polygon, make_valid

    if geometry["type"] == "Point":
        return Point(geometry["coordinates"][:2])
    if geometry["type"] == "LineString":
        return LineString(_unrolled(geometry["coordinates"]))
    rings = [_closed_ring(ring) for ring in geometry["coordinates"]]
    shell = Polygon(rings[0])
    holes = [_beside(Polygon(ring), shell) for ring in rings[1:]]
    return make_valid(Polygon(shell.exterior, [hole.exterior for hole in holes]))


def _unrolled(line: Sequence[Sequence[float]]) -> list[Position]:
    """Positions whose longitudes go on past 180 instead of jumping to -180."""
    unrolled: list[Position] = []
    for lon, lat in (position[:2] for position in line):
        if unrolled:
            lon += 360 * round((unrolled[-1][0] - lon) / 360)
        unrolled.append((lon, lat))
    return unrolled


def _closed_ring(ring: Sequence[Sequence[float]]) -> list[Position]:
    """A ring on the unrolled map; one that goes round a pole is led over that pole."""
    closed = ring if list(ring[0][:2]) == list(ring[-1][:2]) else [*ring, ring[0]]
    unrolled = _unrolled(closed)
    (first, start_lat), (last, _) = unrolled[0], unrolled[-1]
    if abs(last - first) < 180:
        return unrolled
    pole = 90.0 if sum(lat for _, lat in unrolled) > 0 else -90.0
    return [*unrolled, (last, pole), (first, pole), (first, start_lat)]


def _beside(hole: Polygon, shell: Polygon) -> Polygon:
    """The hole on the same turn of the unrolled map as its shell."""
    from shapely.affinity import translate

    turns = round((shell.centroid.x - hole.centroid.x) / 360)
    moved: Polygon = translate(hole, 360 * turns)
    return moved


def _to_json(pieces: Sequence[BaseGeometry], wanted: str) -> dict[str, Any] | None:
    """Pieces as one geometry of the wanted dimension."""
    kind = wanted.removeprefix("Multi") if wanted != "GeometryCollection" else "Polygon"
    singles = [single for piece in pieces for single in _singles(piece) if single.geom_type == kind]
    coordinates = [shape for single in singles if (shape := _coordinates(single))]
    if not coordinates:
        return None
    coordinates.sort()
    if len(coordinates) == 1:
        return {"type": kind, "coordinates": coordinates[0]}
    return {"type": f"Multi{kind}", "coordinates": coordinates}


def _singles(geometry: BaseGeometry) -> list[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        return [single for part in geometry.geoms for single in _singles(part)]
    return [geometry]


def _coordinates(single: Any) -> list[Any]:
    """Rounded coordinates; an empty list where rounding leaves no extent."""
    from shapely.geometry.polygon import orient

    if single.geom_type == "Point":
        return [_rounded(single.x), _rounded(single.y)]
    if single.geom_type == "LineString":
        line = _rounded_line(single.coords)
        return line if len(line) > 1 else []
    wound = orient(single, 1.0)
    rings = [_rounded_line(ring.coords) for ring in (wound.exterior, *wound.interiors)]
    return [ring for ring in rings if len(ring) > 3] if len(rings[0]) > 3 else []


def _rounded_line(line: Iterable[Sequence[float]]) -> list[list[float]]:
    """Rounded positions without repeats in a row."""
    rounded: list[list[float]] = []
    for position in line:
        here = [_rounded(position[0]), _rounded(position[1])]
        if not rounded or rounded[-1] != here:
            rounded.append(here)
    return rounded
