"""Checks the tables in this folder: ``python gazetteer/check.py`` prints every breach and ends with 1.

Points lie in their country (Natural Earth borders, 1:10 million) within their radius, or explained.csv
says why not; ids are unique; the facts noted for places of the conflict pack agree with GeoNames' towns
and the rivers' courses; one name does not stand for two places of our own unless meant.txt says so
(but villages may share theirs).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))

from geomap.borders import Borders, open_borders  # noqa: E402
from geomap.gazetteer.cities import data_folder, read_cities  # noqa: E402
from geomap.geo import bearing_deg, distance_km  # noqa: E402
from geomap.model import Place  # noqa: E402
from geomap.names import fold  # noqa: E402

Row = dict[str, str]
SLACK_KM = 2.0  # borders and towns' points are about this exact
SLACK_SHARE = 0.12  # "30 km from" is said of 27 as of 33
WITHIN_DEG = 50.0  # "north-east of" is said of anything from north to east
NEIGHBOURS = 8  # towns asked for the division that a place is in
LONELY_KM = 60.0  # a place farther than this from any town may be in the next division
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_TOWN = re.compile(r"(?P<km>\d+) km (?P<point>[NESW]{1,2}) of (?P<town>.+)")
_BANK = re.compile(r"(?P<side>left|right) bank of (?P<river>\w+)")
_ON = re.compile(r"on (?P<river>\w+)")
# Names that mean more than one of our own places, on purpose.
MEANT = frozenset(line for line in (HERE / "meant.txt").read_text(encoding="utf-8").splitlines() if line)


def read(name: str) -> list[Row]:
    """Rows of a table; lines that begin with # are notes."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


EXPLAINED = frozenset(row["id"] for row in read("explained.csv"))


def check_shape(name: str, rows: Sequence[Row], key: str) -> Iterator[str]:
    """Every row has every column, and no key twice."""
    seen: set[str] = set()
    for row in rows:
        if None in row or None in row.values():
            yield f"{name}: {row.get(key)}: wrong number of columns"
        if row[key] in seen:
            yield f"{name}: {row[key]} comes twice"
        seen.add(row[key])


def check_point(name: str, row: Row, country: str, radius_km: float, borders: Borders) -> Iterator[str]:
    """The point is in its country, or so near that its radius reaches it."""
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    shape = borders.country(country)
    if shape is None or shape.is_empty:
        return
    lat, lon = float(row["lat"]), float(row["lon"])
    point = Point(lon, lat)
    if shape.covers(point) or (row.get("id") or row["code"]) in EXPLAINED:
        return
    edge = nearest_points(shape, point)[0]
    away = distance_km(lat, lon, edge.y, edge.x)
    if away > max(radius_km, SLACK_KM):
        yield f"{name}: {row['name']} ({lat}, {lon}) is {away:.0f} km outside {country}"


class Surroundings:
    """What is known around the places that no list of towns has: GeoNames' towns and the rivers' courses."""

    def __init__(self) -> None:
        self.towns: defaultdict[str, list[Place]] = defaultdict(list)
        self.places: defaultdict[tuple[str | None, int], list[Place]] = defaultdict(list)
        for record in read_cities(data_folder() / "cities500.json"):
            self.places[record.place.country, round(record.place.lat)].append(record.place)
            for name in (record.place.name, *(n for n, _ in record.names)):
                self.towns[fold(name)].append(record.place)
        self.rivers: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        self.tolerance_km: dict[str, float] = {}
        names = {row["id"]: row["name"] for table in ("regions.csv", "conflict.csv") for row in read(table)}
        for row in read("courses.csv"):
            self.rivers[names[row["id"]]].append((float(row["lat"]), float(row["lon"])))
            self.tolerance_km[names[row["id"]]] = float(row["tolerance_km"])

    def check(self, row: Row) -> Iterator[str]:
        """Each fact noted for a place, one after the other."""
        place = float(row["lat"]), float(row["lon"])
        radius = float(row["radius_km"])
        for fact in filter(None, map(str.strip, row["facts"].split(";"))):
            if match := _TOWN.fullmatch(fact):
                problem = self._town(place, radius, int(match["km"]), match["point"], match["town"])
            elif match := _BANK.fullmatch(fact):
                problem = self._bank(place, radius, match["side"], match["river"])
            elif match := _ON.fullmatch(fact):
                away = self._nearest(place, match["river"])[0]
                far = away > radius + self.tolerance_km[match["river"]]
                problem = f"is {away:.0f} km off {match['river']}" if far else None
            else:
                problem = "is written in no known way"
            if problem:
                yield f"conflict.csv: {row['id']}: {fact!r}: {problem}"

    def _town(self, place: tuple[float, float], radius: float, km: int, point: str, town: str) -> str | None:
        slack = SLACK_KM + SLACK_SHARE * km + min(radius, km / 2)
        said = []
        for other in self.towns.get(fold(town), ()):
            away = distance_km(other.lat, other.lon, *place)
            turn = (bearing_deg(other.lat, other.lon, *place) - POINTS.index(point) * 45 + 180) % 360 - 180
            if abs(away - km) <= slack and (abs(turn) <= WITHIN_DEG or away <= SLACK_KM + radius):
                return None
            said.append(f"{away:.0f} km {POINTS[round((turn + POINTS.index(point) * 45) / 45) % 8]}")
        return f"it is {' or '.join(said)}" if said else "GeoNames has no such town"

    def _bank(self, place: tuple[float, float], radius: float, side: str, river: str) -> str | None:
        away, left = self._nearest(place, river)
        if away > self.tolerance_km[river] + radius and left != (side == "left"):
            return f"it is {away:.0f} km from the river on the other side"
        return None

    def _nearest(self, place: tuple[float, float], river: str) -> tuple[float, bool]:
        """Distance to the river's course, and whether the place is left of it going downstream."""
        from shapely.geometry import LineString, Point

        best = (float("inf"), 0.0, False)
        course = self.rivers[river]
        for (lat1, lon1), (lat2, lon2) in pairwise(course):
            line = LineString([(lon1, lat1), (lon2, lat2)])
            foot = line.interpolate(line.project(Point(place[1], place[0])))
            away = distance_km(place[0], place[1], foot.y, foot.x)
            across = (lon2 - lon1) * (place[0] - lat1) - (lat2 - lat1) * (place[1] - lon1)
            across /= line.length
            # at a bend two pieces are equally near: the one that the place lies more squarely off decides
            if (round(away, 6), -abs(across)) < (round(best[0], 6), -best[1]):
                best = (away, abs(across), across > 0)
        return best[0], best[2]

    def division_problem(self, row: Row) -> str | None:
        """A place's division is that of one of the towns nearest to it, where there are towns at all."""
        lat, lon = float(row["lat"]), float(row["lon"])
        same = [p for i in (-1, 0, 1) for p in self.places.get((row["country"], round(lat) + i), ())]
        near = sorted(same, key=lambda p: distance_km(p.lat, p.lon, lat, lon))[:NEIGHBOURS]
        lonely = not near or distance_km(near[0].lat, near[0].lon, lat, lon) > LONELY_KM
        if row["admin1"] and not lonely and row["admin1"] not in {p.admin1_code for p in near}:
            return f"{row['id']} is not in {row['admin1']}: near it is {near[0].name}"
        return None

    def double(self, row: Row) -> str | None:
        """A settlement that GeoNames' towns have too belongs into aliases.csv."""
        if not row["feature"].startswith("PPL"):
            return None
        for name in (row["name"], *row["aliases"].split("|")):
            for town in self.towns.get(fold(name), ()):
                if distance_km(town.lat, town.lon, float(row["lat"]), float(row["lon"])) < 12:
                    return f"{row['id']}: GeoNames has {town.name} ({town.id}) there"
        return None


def check_names(tables: dict[str, list[Row]]) -> Iterator[str]:
    """No name of our own tables means two places without being meant to."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, rows in tables.items():
        for row in rows:
            spellings = [row["name"], *row.get("aliases", "").split("|"), *row.get("arabic", "").split("|")]
            for spelling in filter(None, spellings):
                owners[fold(spelling)].add(f"{name}:{row.get('id') or row.get('code')}")
    for key, places in sorted(owners.items()):
        if len(places) > 1 and key not in MEANT:
            yield f"{key!r} means {', '.join(sorted(places))}"


def problems() -> Iterator[str]:
    """Every breach in every table, one line each."""
    borders = open_borders("10m")
    tables = {name: read(name) for name in ("countries.csv", "regions.csv", "conflict.csv", "places.csv")}
    divisions = read("admin1.csv")
    yield from check_shape("admin1.csv", divisions, "code")
    yield from check_shape("admin2.csv", read("admin2.csv"), "code")
    for name, rows in tables.items():
        yield from check_shape(name, rows, "code" if name == "countries.csv" else "id")
    for row in tables["countries.csv"]:
        yield from check_point("countries.csv", row, row["code"], SLACK_KM, borders)
    for row in divisions:
        yield from check_point("admin1.csv", row, row["code"][:2], float(row["extent_km"]), borders)
    for row in (row for row in read("admin2.csv") if row["lat"]):
        yield from check_point("admin2.csv", row, row["code"][:2], float(row["extent_km"]), borders)
    surroundings = Surroundings()
    for name in ("regions.csv", "conflict.csv", "places.csv"):
        for row in tables[name]:
            yield from check_point(name, row, row["country"], float(row["radius_km"]), borders)
    for row in tables["conflict.csv"]:
        yield from surroundings.check(row)
    for name in ("conflict.csv", "places.csv"):
        for row in tables[name]:
            found = surroundings.division_problem(row), surroundings.double(row)
            yield from (f"{name}: {problem}" for problem in found if problem)
    yield from check_names({name: rows for name, rows in tables.items() if name != "places.csv"})


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "all tables are in order")
    sys.exit(1 if found else 0)
