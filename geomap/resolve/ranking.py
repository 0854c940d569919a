"""Features of candidates and the choice among them, by what the whole article is about. Pure.

A candidate's score is a weighted sum of features: what is known about the place and its name, what
the words next to the mention say, and how it agrees with the places chosen for the article's other
names. The last depends on the choice itself, so choosing is repeated until nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, log10, radians, sin
from typing import TYPE_CHECKING, Any

from geomap.geo import EARTH_RADIUS_KM
from geomap.model import Candidate, Place
from geomap.names import fold
from geomap.resolve.clues import Clues, Kind

if TYPE_CHECKING:
    from numpy import ndarray

ROUNDS = 4  # choices settle after two or three
NEAR_KM = 50.0  # the distance at which the penalty for being far from other places starts to bite

STATIC = (
    "population",  # log10 of people, with a floor for places that are not counted by people
    "country",  # kinds of place, against a settlement
    "admin1",
    "admin2",
    "region",
    "site",
    "seat",  # a division whose capital has the same name: people mean the town
    "alias",  # not the name that the gazetteer leads with
    "unlike",  # 1 - likeness of the names
    "sounds",  # found by its sound or by likeness only
    "container",  # "Paris, Texas"
    "possessor",  # "Syria's Idlib"
    "namesake",  # the same name has that container elsewhere in the article
    "designated",  # +1 the kind that the word beside the name says, -1 another
    "home_country",  # of the source
    "home_admin1",
    "home_distance",
    "wanted_country",  # one of the countries that the user asked for
)
DYNAMIC = ("country_votes", "admin1_votes", "distance")
FEATURES = STATIC + DYNAMIC
_LEAST = {"country": 7.0, "region": 6.7, "water": 6.5, "desert": 5.5, "admin1": 5.5}  # log10 people
_UNCOUNTED = {"admin2": 3.5, "city": 2.0, "site": 2.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Mentions of one article that must mean one place: same name, same words around it."""

    key: str  # folded name: units of one key have one vote
    clues: Clues
    candidates: tuple[Candidate, ...]
    containers: tuple[Place, ...] = ()
    possessors: tuple[Place, ...] = ()
    votes: bool = True  # a place inside an organisation's name says little about the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """What is known before reading: where the source is at home, which countries are wanted."""

    home: Place | None = None
    countries: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Ranking:
    """Every unit's candidates as rows of one table, and the row chosen for each unit."""

    units: Sequence[Unit]
    rows: ndarray[Any, Any]  # features, one row a candidate
    starts: list[int]  # first row of each unit; one more at the end
    scores: ndarray[Any, Any] = field(init=False)
    chosen: list[int | None] = field(init=False)  # row of each unit


def kind_of(place: Place) -> Kind:
    """The kind of place in the words of `Kind`, by its GeoNames feature code."""
    code = place.feature
    if code.startswith("PCL") or code == "TERR":
        return "country"
    if code.startswith("PPL"):
        return "city"
    if code.startswith("ADM"):
        return "admin1" if code.startswith("ADM1") else "admin2"
    return _KINDS.get(code, "site")


_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("RGN", "RGNE", "CONT", "AREA", "RGNH", "ZN", "PRSH", "ISLS", "ISL", "PEN"), "region"),
    **dict.fromkeys("OCN SEA GULF BAY STRT STM STMS LK LKS CHN CNL RVN RSV WAD WADI SD".split(), "water"),
    **dict.fromkeys(("DSRT", "MTS", "MT", "PLN", "PLAT", "VAL", "UPLD", "HLLS", "DPR"), "desert"),
}


def rank(units: Sequence[Unit], weights: Mapping[str, float], *, bias: Bias) -> Ranking:
    """The units' candidates with scores, and the best of each unit in view of all others."""
    import numpy as np

    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit.candidates))
    rows = np.zeros((starts[-1], len(FEATURES)))
    ranking = Ranking(units=units, rows=rows, starts=starts)
    flat = [(unit, c) for unit in units for c in unit.candidates]
    if not flat:
        ranking.scores, ranking.chosen = np.zeros(0), [None] * len(units)
        return ranking
    support = _namesakes(units)
    for unit, start in zip(units, starts, strict=False):
        seats = _seats(unit.candidates)
        for i, candidate in enumerate(unit.candidates):
            rows[start + i, : len(STATIC)] = _static(unit, candidate, seats, support, bias)
    w = np.array([weights[name] for name in FEATURES])
    surroundings = _Surroundings(flat, units, starts)
    fixed = rows[:, : len(STATIC)] @ w[: len(STATIC)]
    ranking.chosen = _best(fixed, starts)
    for _ in range(ROUNDS):
        rows[:, len(STATIC) :] = surroundings.features(ranking.chosen, bias)
        ranking.scores = fixed + rows[:, len(STATIC) :] @ w[len(STATIC) :]
        chosen = _best(ranking.scores, starts)
        if chosen == ranking.chosen:
            break
        ranking.chosen = chosen
    return ranking


def _best(scores: ndarray[Any, Any], starts: Sequence[int]) -> list[int | None]:
    """The row with the highest score of each unit; the first of equals, as the gazetteer sorts them."""
    return [a + int(scores[a:b].argmax()) if b > a else None for a, b in zip(starts, starts[1:], strict=False)]


def _static(
    unit: Unit, candidate: Candidate, seats: set[str], support: Mapping[str, set[str]], bias: Bias
) -> list[float]:
    place, kind = candidate.place, kind_of(candidate.place)
    home = bias.home
    likeness = candidate.evidence.get("name", candidate.score)
    same_division = home is not None and place.admin1_code is not None and place.admin1_code == home.admin1_code
    return [
        _population(place, kind),
        float(kind == "country"),
        float(kind == "admin1"),
        float(kind == "admin2"),
        float(kind in ("region", "water", "desert")),
        float(kind == "site"),
        float(kind == "admin1" and (place.admin1_code or "") in seats),
        float(candidate.match == "alias"),
        1 - likeness,
        float(candidate.match in ("romanised", "fuzzy")),
        _inside(place, kind, unit.containers),
        _inside(place, kind, unit.possessors),
        float(not unit.containers and place.id in support.get(unit.key, ())),
        _designated(place, kind, unit.clues.kind),
        float(home is not None and place.country == home.country and home.country is not None),
        float(same_division),
        0.0 if home is None or kind in ("country", "region") else _nearness(_angle_km(place, home)),
        float(place.country in bias.countries),
    ]


def _population(place: Place, kind: Kind) -> float:
    people = log10((place.population or 0) + 100)
    if not place.population:
        people = _UNCOUNTED.get(kind, people)
    return max(people, _LEAST.get(kind, 0.0))


def _inside(place: Place, kind: Kind, containers: Sequence[Place]) -> float:
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


def _designated(place: Place, kind: Kind, said: Kind | None) -> float:
    if said is None:
        return 0.0
    alike = {kind, "admin2" if kind == "admin1" else kind}
    if said in alike or (said == "admin1" and kind == "admin2") or (said == "desert" and kind == "region"):
        return 1.0 if said == kind else 0.5
    return -1.0


def _seats(candidates: Sequence[Candidate]) -> set[str]:
    """First-level divisions in which a settlement of the same name lies."""
    return {
        c.place.admin1_code
        for c in candidates
        if c.place.admin1_code and kind_of(c.place) == "city" and (c.place.population or 0) >= 5000
    }


def _namesakes(units: Sequence[Unit]) -> dict[str, set[str]]:
    """For each name the places that a container supports somewhere in the article."""
    support: dict[str, set[str]] = {}
    for unit in units:
        for c in unit.candidates if unit.containers else ():
            if _inside(c.place, kind_of(c.place), unit.containers):
                support.setdefault(unit.key, set()).add(c.place.id)
    return support


def _angle_km(a: Place, b: Place) -> float:
    from geomap.geo import distance_km

    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _nearness(km: float) -> float:
    return -log10(1 + km / NEAR_KM)


class _Surroundings:
    """How each candidate agrees with the places that are chosen for the other names."""

    def __init__(self, flat: Sequence[tuple[Unit, Candidate]], units: Sequence[Unit], starts: list[int]) -> None:
        import numpy as np

        places = [c.place for _, c in flat]
        kinds = [kind_of(p) for p in places]
        self.starts = starts
        self.vectors = np.array([_vector(p) for p in places])
        self.country = _numbers([p.country for p in places])
        self.admin1 = _numbers([p.admin1_code for p in places])
        keys = _numbers([unit.key for unit, _ in flat])
        self.key = keys
        self.local = [k in ("city", "admin1", "admin2", "site") for k in kinds]
        self.votes = [unit.votes for unit in units]

    def features(self, chosen: Sequence[int | None], bias: Bias) -> ndarray[Any, Any]:
        import numpy as np

        found = np.zeros((len(self.key), len(DYNAMIC)))
        voters: dict[int, int] = {}  # one row for each name
        for row, votes in zip(chosen, self.votes, strict=True):
            if row is not None and votes:
                voters.setdefault(int(self.key[row]), row)
        rows = np.array(sorted(voters.values()), dtype=int)
        if not rows.size:
            return found
        own = self.key[:, None] == self.key[rows][None, :]
        total = max(len(rows) - 1, 1)
        for column, codes in ((0, self.country), (1, self.admin1)):
            same = (codes[:, None] == codes[rows][None, :]) & ~own & (codes[:, None] >= 0)
            found[:, column] = same.sum(axis=1) / total
        local = np.array([r for r in rows if self.local[r]], dtype=int)
        if local.size:
            cosines = np.clip(self.vectors @ self.vectors[local].T, -1, 1)
            km = np.arccos(cosines) * EARTH_RADIUS_KM
            km[self.key[:, None] == self.key[local][None, :]] = np.inf
            km.sort(axis=1)
            nearest = km[:, :2]
            nearest = np.where(np.isinf(nearest), nearest[:, :1], nearest).mean(axis=1)
            found[:, 2] = np.where(np.isinf(nearest), 0.0, -np.log10(1 + np.where(np.isinf(nearest), 0, nearest) / NEAR_KM))
        return found


def _vector(place: Place) -> tuple[float, float, float]:
    lat, lon = radians(place.lat), radians(place.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _numbers(values: Sequence[str | None]) -> ndarray[Any, Any]:
    """A number for each distinct value; -1 for None."""
    import numpy as np

    seen: dict[str, int] = {}
    return np.array([-1 if v is None else seen.setdefault(v, len(seen)) for v in values])


def key_of(name: str) -> str:
    """The name's key within an article: folded, without "the"."""
    folded = fold(name)
    return folded.removeprefix("the ")
