"""Countries as shapes, from the Natural Earth borders that come with geomap (TopoJSON, public domain).

Borders are de facto: Natural Earth draws who controls the ground. A country is decoded when it is
first asked for. At the middle detail (1:50 million) lines are within about 2 km of the fine one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from geomap.countries import by_numeric
from geomap.errors import GazetteerError
from geomap.geo import cut_at_antimeridian

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Detail = Literal["10m", "50m", "110m"]
_LEAST_CORNERS = 4  # of a closed ring with a surface
# Natural Earth gives these no ISO number. Kosovo's code is the one in common use; the others are
# drawn as part of the state that ISO 3166 counts them to, except leased or disputed ground.
_WITHOUT_NUMBER = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Baikonur": "KZ"}


def open_borders(detail: Detail = "50m") -> Borders:
    """The borders at a scale of 1:10, 1:50 or 1:110 million; nothing is read before it is needed."""
    return Borders(detail)


class Borders:
    """The countries of the world; reads its file on first use and keeps what it has decoded."""

    def __init__(self, detail: Detail) -> None:
        self.detail = detail
        self._shapes: dict[str, BaseGeometry | None] = {}
        self._shared: dict[tuple[str, str], BaseGeometry | None] = {}

    def country(self, code: str) -> BaseGeometry | None:
        """Area of a country by its ISO 3166-1 alpha-2 code, in (lon, lat); None where unknown."""
        if code not in self._shapes:
            from shapely.ops import unary_union

            polygons = [self._polygon(rings) for rings in self._polygons.get(code, ())]
            shape = unary_union(polygons)
            self._shapes[code] = None if shape.is_empty else shape
        return self._shapes[code]

    def shared(self, first: str, second: str) -> BaseGeometry | None:
        """The line where two countries meet; None where they do not."""
        pair = (min(first, second), max(first, second))
        if pair not in self._shared:
            common = sorted(self._arcs_of(first) & self._arcs_of(second))
            self._shared[pair] = self._line(common) if common and first != second else None
        return self._shared[pair]

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Codes of the countries that share a land border with this one, in order."""
        mine = self._arcs_of(code)
        return tuple(sorted(c for c in self._polygons if c != code and mine & self._arcs_of(c)))

    def outline(self, code: str) -> BaseGeometry | None:
        """Every land border of a country, without its coasts; None for islands."""
        mine = self._arcs_of(code)
        others: set[int] = set().union(*(self._arcs_of(c) for c in self._polygons if c != code))
        common = sorted(mine & others)
        return self._line(common) if common else None

    def country_at(self, lat: float, lon: float) -> str | None:
        """Code of the country in which a point lies; None at sea and on ground without a code."""
        from shapely.geometry import Point

        point = Point(lon, lat)
        for code in sorted(self._polygons):
            west, south, east, north = self._bounds[code]
            if west <= lon <= east and south <= lat <= north:
                shape = self.country(code)
                if shape is not None and shape.covers(point):
                    return code
        return None

    @cached_property
    def _topology(self) -> Mapping[str, Any]:
        name = f"countries-{self.detail}.json"
        try:
            text = files("geomap").joinpath("_assets", name).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise GazetteerError(f"{name} is missing from this installation; install geomap again") from error
        topology: Mapping[str, Any] = json.loads(text)
        return topology

    @cached_property
    def _polygons(self) -> Mapping[str, Sequence[Sequence[Sequence[int]]]]:
        """For each country its polygons, each a list of rings, each a list of arc numbers."""
        found: dict[str, list[Sequence[Sequence[int]]]] = {}
        for geometry in self._topology["objects"]["countries"]["geometries"]:
            code = _code(geometry)
            if code is None or "arcs" not in geometry:
                continue
            several = geometry["type"] == "MultiPolygon"
            found.setdefault(code, []).extend(geometry["arcs"] if several else [geometry["arcs"]])
        return found

    @cached_property
    def _bounds(self) -> Mapping[str, tuple[float, float, float, float]]:
        bounds = {}
        for code, polygons in self._polygons.items():
            points = [p for rings in polygons for arc in rings[0] for p in self._points(arc)]
            lons, lats = [p[0] for p in points], [p[1] for p in points]
            bounds[code] = (min(lons), min(lats), max(lons), max(lats))
        return bounds

    @cached_property
    def _arc_points(self) -> dict[int, list[tuple[float, float]]]:
        return {}

    def _points(self, arc: int) -> list[tuple[float, float]]:
        """Points of an arc; a negative number means the arc ``~arc`` backwards."""
        forward = arc if arc >= 0 else ~arc
        if forward not in self._arc_points:
            scale, offset = self._topology["transform"]["scale"], self._topology["transform"]["translate"]
            x = y = 0
            points = []
            for dx, dy in self._topology["arcs"][forward]:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + offset[0], y * scale[1] + offset[1]))
            self._arc_points[forward] = points
        points = self._arc_points[forward]
        return points if arc >= 0 else points[::-1]

    def _polygon(self, rings: Sequence[Sequence[int]]) -> BaseGeometry:
        from shapely.geometry import Polygon

        shell, *holes = [self._ring(ring) for ring in rings]
        if len(shell) < _LEAST_CORNERS:  # an islet that the file's grid has shrunk to a line
            return Polygon()
        return cut_at_antimeridian(Polygon(shell, [hole for hole in holes if len(hole) >= _LEAST_CORNERS]))

    def _ring(self, arcs: Sequence[int]) -> list[tuple[float, float]]:
        points = list(self._points(arcs[0]))
        for arc in arcs[1:]:
            points.extend(self._points(arc)[1:])
        return points

    def _line(self, arcs: Iterable[int]) -> BaseGeometry:
        from shapely.ops import linemerge

        lines = [self._points(arc) for arc in arcs]
        line: BaseGeometry = linemerge([line for line in lines if len(line) > 1])
        return line

    def _arcs_of(self, code: str) -> set[int]:
        polygons = self._polygons.get(code, ())
        return {arc if arc >= 0 else ~arc for rings in polygons for ring in rings for arc in ring}


def _code(geometry: Mapping[str, Any]) -> str | None:
    number = geometry.get("id")
    country = by_numeric(int(number)) if number else None
    return country.alpha2 if country else _WITHOUT_NUMBER.get(geometry["properties"]["name"])
