"""What is known of each candidate before the article's other places are looked at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log10

from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.names import fold
from geomap.resolve.clues import Clues, Kind, is_designated

NEAR_KM = 50.0  # distances begin to count about here
STATIC = (
    "city_people",  # log10 of the people of a settlement above 100
    "division_people",  # the same of a division
    "country",  # kinds of place, against a settlement
    "admin1",
    "admin2",
    "plain_admin2",  # whose own name has no "County", "District": its town is meant rather
    "region",
    "water",
    "site",
    "capital",
    "namesake_city",  # a division whose town, or a town whose country, has the same name
    "alias",  # not the name that the gazetteer leads with
    "demonym",  # "Syrian"
    "short",  # an abbreviation or a code
    "unlike",  # 1 - likeness of the names
    "sounds",  # found by its sound or by likeness only
    "container",  # "Paris, Texas"
    "container_beside",  # "Paris in Texas", "Paris (Texas)"
    "possessor",  # "Syria's Idlib"
    "namesake",  # the same name has that container elsewhere in the article
    "designated",  # a word in the name says that it is of this kind: "Hasaka Province"
    "misfit",  # it says that it is of another kind
    "designated_beside",  # a word beside the name says so: "the city of Raqqa"
    "misfit_beside",
    "home_country",  # of the source
    "home_admin1",
    "home_distance",  # -log10 of the distance from the source's home
    "part",  # the name is that of a facility which holds the place's: "Mosul General Hospital"
    "wanted_country",  # one of the countries that the user asked for
)
_FEATURES: Mapping[Kind, str] = {
    "region": "RGN RGNE CONT AREA RGNH ZN PRSH ISLS ISL PEN ADMD LTER",
    "water": "OCN SEA GULF BAY STRT STM STMS LK LKS CHN CNL RVN RSV WAD SD",
    "desert": "DSRT MTS MT PLN PLAT VAL UPLD HLLS DPR",
}
_KINDS: Mapping[str, Kind] = {code: kind for kind, codes in _FEATURES.items() for code in codes.split()}
_INDICATED: Mapping[Kind, str] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "region": "region",
    "desert": "region",
    "water": "water",
    "site": "site",
}
LOCAL = frozenset({"city", "site", "admin1", "admin2"})  # kinds with a point that says something
_AT = {name: i for i, name in enumerate(STATIC)}
_SHORT_KINDS = (3.0, 4.0)  # the gazetteer's kinds of name: abbreviation, code
DEMONYM = 2.0
OUTGROWN = 0.25  # of what a namesake costs, for a division with fewer people than a town elsewhere
SEAT = 2_000  # people that are taken for a town whose people nobody counted
NAMED = 30_000  # half as many or three times as many people change little
BEGINNING = 0.5  # an alias that is the name without what it is "of" is half a one
_OF = ("de ", "del ", "do ", "da ", "dos ", "das ")
_TOWN = 5000  # people; a smaller town of the same name does not stand for its division


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Mentions of one article that mean one place: the same name with the same words around it."""

    key: str  # folded name: units of one key have one vote
    clues: Clues
    candidates: tuple[Candidate, ...]
    containers: tuple[Place, ...] = ()
    possessors: tuple[Place, ...] = ()
    strays: tuple[Candidate, ...] = ()  # namesakes only, best first: offered, but not chosen
    votes: bool = True  # a place inside an organisation's name says little about the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """What is known before reading: where the source is at home, which countries are wanted."""

    home: Place | None = None
    countries: tuple[str, ...] = ()


def kind_of(place: Place) -> Kind:
    """The kind of place in the words of `Kind`, by its GeoNames feature code."""
    code = place.feature
    if code.startswith("PPL"):
        return "city"
    if code.startswith("ADM"):
        return "admin1" if code.startswith("ADM1") else "admin2"
    if code.startswith("PCL") or code == "TERR":
        return "country"
    return _KINDS.get(code, "site")


def key_of(name: str) -> str:
    """The name's key within an article: folded, without "the"."""
    return fold(name).removeprefix("the ")


def static_features(units: Sequence[Unit], bias: Bias) -> list[list[float]]:
    """One row of `STATIC` features a candidate, unit after unit."""
    supported = _supported(units)
    rows = []
    for unit in units:
        seats = _seats(unit.candidates)
        namesakes = supported.get(unit.key, frozenset()) if not unit.containers else frozenset()
        for candidate in unit.candidates:
            rows.append(_row(unit, candidate, seats, candidate.place.id in namesakes, bias))
    return rows


def _row(unit: Unit, candidate: Candidate, seats: set[str], namesake: bool, bias: Bias) -> list[float]:
    place, kind = candidate.place, kind_of(candidate.place)
    row = [0.0] * len(STATIC)
    people = log10((place.population or _uncounted(place)) + 100) - 2
    if kind in ("city", "admin1", "admin2"):
        row[_AT["city_people" if kind == "city" else "division_people"]] = people
    if kind in _INDICATED:
        plain = kind == "admin2" and unit.clues.kind != "admin2" and not is_designated(place.name)
        row[_AT["plain_admin2" if plain else _INDICATED[kind]]] = 1.0
    row[_AT["capital"]] = float(place.feature == "PPLC")
    if kind in ("admin1", "admin2") and unit.clues.kind not in ("admin1", "admin2"):
        of_seat = place.admin1_code in seats or place.country in seats
        row[_AT["namesake_city"]] = 1.0 if of_seat else OUTGROWN * _is_outgrown(place, unit.candidates)
    elif kind == "city" and candidate.match == "alias":
        row[_AT["namesake_city"]] = float(f"{place.country}=" in seats)
    _fill_name(row, candidate, unit.key)
    if unit.containers:
        at = _AT["container" if unit.clues.comma else "container_beside"]
        row[at] = inside(place, kind, unit.containers)
    row[_AT["possessor"]] = inside(place, kind, unit.possessors) if unit.possessors else 0.0
    row[_AT["namesake"]] = float(namesake)
    if unit.clues.kind is not None:
        at = _AT["designated" if unit.clues.own else "designated_beside"]
        row[at], row[at + 1] = _designated(kind, unit.clues.kind)
    if bias.home is not None:
        _fill_home(row, place, kind, bias.home)
    row[_AT["wanted_country"]] = float(place.country in bias.countries)
    return row


def _is_outgrown(division: Place, candidates: Sequence[Candidate]) -> bool:
    """Whether a town elsewhere has its name and more people: Manchester is no parish of Jamaica."""
    people = division.population or 0
    return any(
        (c.place.population or 0) > people and c.match == "exact" and kind_of(c.place) == "city"
        for c in candidates
    )


def _uncounted(place: Place) -> int:
    """People that a settlement stands for whose people nobody counted.

    Those of our tables are there because the news names them, those of GeoNames as seats of divisions.
    """
    if kind_of(place) != "city":
        return 0
    return NAMED if place.id.startswith("geomap:") else SEAT


def _fill_name(row: list[float], candidate: Candidate, key: str) -> None:
    """The features of the name: what kind of name it is, and how well it fits."""
    kind = candidate.evidence.get("kind", 0.0)
    if kind == DEMONYM:
        row[_AT["demonym"]] = 1.0
    elif kind in _SHORT_KINDS:
        row[_AT["short"]] = 1.0
    elif candidate.match == "alias":
        row[_AT["alias"]] = BEGINNING if _begins(key, candidate.place.name) else 1.0
    row[_AT["unlike"]] = 1 - candidate.evidence.get("name", candidate.score)
    row[_AT["sounds"]] = float(candidate.match in ("romanised", "fuzzy"))
    row[_AT["part"]] = candidate.evidence.get("part", 0.0)


def _begins(key: str, name: str) -> bool:
    """Whether a name goes on by "of": "Santo Domingo" de los Colorados."""
    first, _, rest = fold(name).partition(f"{key} ")
    return not first and rest.startswith(_OF)


def _fill_home(row: list[float], place: Place, kind: Kind, home: Place) -> None:
    row[_AT["home_country"]] = float(place.country == home.country and home.country is not None)
    row[_AT["home_admin1"]] = float(place.admin1_code is not None and place.admin1_code == home.admin1_code)
    if kind not in ("country", "region"):
        row[_AT["home_distance"]] = nearness(distance_km(place.lat, place.lon, home.lat, home.lon))


def inside(place: Place, kind: Kind, containers: Sequence[Place]) -> float:
    """1 where a container is the place's country, 1.3 where it is its first-level division."""
    best = 0.0
    for container in containers:
        if container.id == place.id:
            continue
        holder = kind_of(container)
        if holder == "country" and kind != "country" and container.country == place.country:
            best = max(best, 1.0)
        same = container.admin1_code is not None and container.admin1_code == place.admin1_code
        if holder == "admin1" and kind != "admin1" and same:
            best = max(best, 1.3)
    return best


def nearest_km(place: Place, others: Iterable[Place]) -> float:
    """Distance to the nearest of some places; infinite where there is none."""
    return min((distance_km(place.lat, place.lon, p.lat, p.lon) for p in others), default=inf)


def nearness(km: float) -> float:
    """0 at the same point, about -1 at 450 km, -2 at 5,000 km."""
    return -log10(1 + km / NEAR_KM)


def _designated(kind: Kind, said: Kind) -> tuple[float, float]:
    if said == kind:
        return 1.0, 0.0
    related = {said, kind} in ({"admin1", "admin2"}, {"desert", "region"}, {"admin1", "region"})
    return (0.5, 0.0) if related else (0.0, 1.0)


def _seats(candidates: Sequence[Candidate]) -> set[str]:
    """Divisions in which a town of the same name lies, countries whose capital has it, countries of the name.

    The last are written with an equals sign: "Mexico" means the country, although its capital bears it too.
    """
    found = {f"{c.place.country}=" for c in candidates if kind_of(c.place) == "country"}
    for place in (c.place for c in candidates if kind_of(c.place) == "city"):
        if place.admin1_code and (place.population or 0) >= _TOWN:
            found.add(place.admin1_code)
        if place.country and place.feature == "PPLC":
            found.add(place.country)
    return found


def _supported(units: Sequence[Unit]) -> dict[str, frozenset[str]]:
    """For each name the places that a container supports somewhere in the article."""
    found: dict[str, frozenset[str]] = {}
    for unit in units:
        if unit.containers:
            ids = {c.place.id for c in unit.candidates if inside(c.place, kind_of(c.place), unit.containers)}
            found[unit.key] = found.get(unit.key, frozenset()) | ids
    return found
