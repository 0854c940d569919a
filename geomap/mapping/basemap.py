"""The base map inside the page: Natural Earth borders, fine around the events and coarse elsewhere.

Three levels of the same borders: 1:10 million where something is drawn, 1:50 million around that, 1:110
million for the rest of the world. A border between two levels is drawn once, in the finer one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from geomap.errors import GazetteerError
from geomap.mapping.windows import Box, Windows

NEAR, AROUND = 3, 12  # degrees about every point that is drawn
BUDGET = 1_500_000  # bytes of the finest level, above which the next coarser one is taken
_LEVELS: tuple[tuple[str, int], ...] = (("10m", NEAR), ("50m", AROUND))
_SLACK = 0.3  # degrees by which the same coast may differ between two levels
_ANTARCTICA = "010"

Topology = dict[str, Any]


def to_base_map(points: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """``{"areas": [coarse, ..., fine], "water": topology}`` about points (lat, lon), as TopoJSON.

    Raises `GazetteerError` where the installation lacks the borders.
    """
    points = sorted(set(points))
    levels = [(scale, Windows(points, pad=pad)) for scale, pad in _LEVELS]
    tiers = _tiers(levels)
    if len(levels) > 1 and _size(tiers[-1]) > BUDGET:
        tiers = _tiers(levels[1:])
    return {"areas": tiers, "water": _water(levels[0][1])}


def _tiers(levels: Sequence[tuple[str, Windows]]) -> list[Topology]:
    """The levels from coarse to fine; each leaves out what a finer one has."""
    tiers = [_tier("110m", None, [windows for _, windows in levels])]
    for number in range(len(levels) - 1, -1, -1):
        scale, windows = levels[number]
        tiers.append(_tier(scale, windows, [finer for _, finer in levels[:number]]))
    return tiers


def _tier(scale: str, inside: Windows | None, finer: Sequence[Windows]) -> Topology:
    """Polygons that touch ``inside`` and do not lie in a finer level, with the borders to be drawn."""
    topology, boxes = _load(f"countries-{scale}.json")
    kept: dict[int, list[Any]] = {}
    left_out: set[int] = set()
    for number, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        for polygon in _polygons(geometry):
            box = _box_of(polygon, boxes)
            if any(_surely_meets(windows, box) for windows in finer):
                left_out.update(_arcs(polygon))
            elif inside is None or inside.meets(box):
                kept.setdefault(number, []).append(polygon)
    geometries = [
        _named(topology["objects"]["countries"]["geometries"][number], polygons)
        for number, polygons in kept.items()
    ]
    lines = sorted({arc for g in geometries for arc in _arcs(g["arcs"])} - left_out)
    borders = {"type": "MultiLineString", "arcs": [[arc] for arc in lines]}
    return _subset(topology, {"countries": geometries, "borders": [borders]})


def _named(geometry: dict[str, Any], polygons: list[Any]) -> dict[str, Any]:
    name = geometry.get("properties", {}).get("name")
    number = {"id": geometry["id"]} if geometry.get("id") else {}
    return {"type": "MultiPolygon", **number, "properties": {"name": name}, "arcs": polygons}


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    if geometry.get("id") == _ANTARCTICA or "arcs" not in geometry:
        return []
    polygons: list[Any] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return polygons


def _water(windows: Windows) -> Topology:
    """Rivers and lakes in the windows."""
    topology, boxes = _load("world_50m.json")
    objects: dict[str, list[Any]] = {}
    for name in ("rivers", "lakes"):
        objects[name] = [
            {"type": geometry["type"], "arcs": geometry["arcs"]}
            for geometry in topology["objects"][name]["geometries"]
            if geometry.get("arcs") and windows.meets(_box_of(geometry["arcs"], boxes))
        ]
    return _subset(topology, objects)


def country_centres() -> dict[str, tuple[float, float, float]]:
    """Where a name stands well in each country, by ISO 3166-1 alpha-3: lat, lon, and the country's width.

    The width is that of its largest polygon, in degrees.
    """
    topology, boxes = _load("world_50m.json")
    centres = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id"):
            lon, lat = geometry["properties"]["ct"]
            widths = [box[2] - box[0] for box in (_box_of(p, boxes) for p in _polygons(geometry) if any(p))]
            centres[geometry["id"]] = (lat, lon, round(max(widths, default=0.0), 2))
    return centres


@cache
def _load(name: str) -> tuple[Topology, Boxes]:
    """A TopoJSON of this installation with the bounding boxes of its arcs."""
    try:
        text = files("geomap").joinpath("_assets", name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GazetteerError(f"{name} is missing from this installation; install geomap again") from error
    topology: Topology = json.loads(text)
    return topology, Boxes(topology)


class Boxes:
    """The bounding box of each arc of a TopoJSON, worked out when it is asked for."""

    def __init__(self, topology: Topology) -> None:
        self._arcs = topology["arcs"]
        self._transform = topology["transform"]
        self._known: dict[int, Box] = {}

    def __getitem__(self, number: int) -> Box:
        if number not in self._known:
            (sx, sy), (tx, ty) = self._transform["scale"], self._transform["translate"]
            xs, ys = map(list, map(accumulate, zip(*self._arcs[number], strict=True)))
            box = (min(xs) * sx + tx, min(ys) * sy + ty, max(xs) * sx + tx, max(ys) * sy + ty)
            self._known[number] = box
        return self._known[number]


def _arcs(nested: Any) -> Iterator[int]:
    """Numbers of all arcs in a nested list; a negative number is the arc ``~number`` backwards."""
    if isinstance(nested, int):
        yield ~nested if nested < 0 else nested
    else:
        for item in nested:
            yield from _arcs(item)


def _box_of(nested: Any, boxes: Boxes) -> Box:
    found = [boxes[arc] for arc in _arcs(nested)]
    return (
        min(b[0] for b in found),
        min(b[1] for b in found),
        max(b[2] for b in found),
        max(b[3] for b in found),
    )


def _surely_meets(windows: Windows, box: Box) -> bool:
    """Whether the same polygon at a finer level meets the windows too, whose box differs a little.

    An islet is never sure: it is drawn at both levels, the finer one above.
    """
    west, south, east, north = box[0] + _SLACK, box[1] + _SLACK, box[2] - _SLACK, box[3] - _SLACK
    return west <= east and south <= north and windows.meets((west, south, east, north))


def _subset(topology: Topology, objects: dict[str, list[Any]]) -> Topology:
    """Only these geometries, with only the arcs that they use."""
    used = sorted({arc for geometries in objects.values() for g in geometries for arc in _arcs(g["arcs"])})
    numbers = {old: new for new, old in enumerate(used)}

    def renumbered(nested: Any) -> Any:
        if isinstance(nested, int):
            return ~numbers[~nested] if nested < 0 else numbers[nested]
        return [renumbered(item) for item in nested]

    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {
            name: {
                "type": "GeometryCollection",
                "geometries": [{**g, "arcs": renumbered(g["arcs"])} for g in geometries],
            }
            for name, geometries in objects.items()
        },
        "arcs": [topology["arcs"][number] for number in used],
    }


def _size(topology: Topology) -> int:
    return len(json.dumps(topology["arcs"], separators=(",", ":")))
