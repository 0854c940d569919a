"""Namesakes only: candidates far from all that an article is about. Pure.

A gazetteer lacks most hamlets, quarters and hospitals, but often knows a far place of the same name.
What the article says for certain (its countries, their divisions, large cities, places behind a comma) is
where the others must lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.model import Candidate, Place
from geomap.names import variants
from geomap.resolve.confidence import shares
from geomap.resolve.features import DEMONYM, LOCAL, Bias, Unit, inside, key_of, kind_of, nearest_km
from geomap.resolve.ranking import Ranking

FIRM_PEOPLE = 100_000  # a city so large is meant when it is named
SMALL_PEOPLE = 100_000  # a town so large is named anywhere in the world
QUARTER_KM = 60.0  # from a part of a town to another place in the article
PART_KM = 150.0  # from the town that a facility is called after
TOWN_KM = 40.0  # from what is said to be in a town to the middle of the town
BESIDE_KM = 100.0  # between two small towns of one country that speak for one another
STREET_KM = 15.0  # from a street to the middle of its town
STRAY_KM = 200.0
LEAST_OTHERS = 2
LEAST_ABOUT, LEAST_ABOUT_ALIAS = 4, 3  # names of places in the countries that are firm; against an alias
_HOLDERS = frozenset({"country", "admin1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A unit's chosen place, and whether it says where the others lie.

    A people's name ("French journalists") makes its country likely and no other one unlikely.
    """

    key: str
    place: Place
    firm: bool
    demonym: bool = False


def without_strays(units: Sequence[Unit], ranking: Ranking, *, bias: Bias) -> list[Unit]:
    """The units without the candidates that are namesakes only; nothing changes where nothing is firm."""
    quarters = {_bare_key(unit) for unit in units if unit.clues.quarter}
    choices = []
    for unit, row, start in zip(units, ranking.chosen, ranking.starts, strict=False):
        if row is not None and unit.votes:
            candidate = unit.candidates[row - start]
            firm = _bare_key(unit) not in quarters and _is_firm(unit, candidate)
            demonym = candidate.evidence.get("kind") == DEMONYM
            choices.append(_Choice(key=unit.key, place=candidate.place, firm=firm, demonym=demonym))
    if bias.home is not None:
        choices.append(_Choice(key="", place=bias.home, firm=True))
    kept = []
    for unit, row, start in zip(units, ranking.chosen, ranking.starts, strict=False):
        if row is not None and not _is_held(unit):
            chosen = unit.candidates[row - start]
            others = [c for c in choices if c.key != unit.key]
            left = _judged(unit, chosen, others, quarter=_bare_key(unit) in quarters)
            if left.candidates != unit.candidates:
                scores = ranking.scores[start : start + len(unit.candidates)].tolist()
                unit = replace(left, strays=_removed(unit, left, shares(scores)))
        kept.append(unit)
    return kept


def _removed(unit: Unit, left: Unit, share: Sequence[float]) -> tuple[Candidate, ...]:
    """The candidates that are no longer there, with their share of the likelihood."""
    kept = {c.place.id for c in left.candidates}
    gone = [
        replace(c, score=round(s, 4))
        for c, s in zip(unit.candidates, share, strict=True)
        if c.place.id not in kept
    ]
    return tuple(sorted(gone, key=lambda c: -c.score))


def _bare_key(unit: Unit) -> str:
    return min((key for key, _ in variants(unit.clues.name)), key=len) if unit.clues.quarter else unit.key


def _is_held(unit: Unit) -> bool:
    """Whether the text says in which country or division it lies, and a candidate lies there."""
    holders = (*unit.containers, *unit.possessors)
    return bool(holders) and any(inside(c.place, kind_of(c.place), holders) for c in unit.candidates)


def _is_firm(unit: Unit, candidate: Candidate) -> bool:
    place, kind = candidate.place, kind_of(candidate.place)
    if "part" in candidate.evidence or candidate.evidence.get("kind") == DEMONYM:
        return False
    if kind in _HOLDERS or place.feature == "PPLC" or (place.population or 0) >= FIRM_PEOPLE:
        return True
    return bool(inside(place, kind, (*unit.containers, *unit.possessors)))


def _judged(unit: Unit, chosen: Candidate, others: Sequence[_Choice], *, quarter: bool) -> Unit:
    countries = {c.place.country for c in others if c.firm or c.demonym} - {None}
    local = [
        c.place for c in others if kind_of(c.place) in LOCAL and (c.firm or c.place.country in countries)
    ]
    town = next((c.place for c in others if c.key in _said(unit) and kind_of(c.place) == "city"), None)
    if town is not None and kind_of(chosen.place) in ("city", "site"):
        return _within(unit, [town], TOWN_KM)
    lands = {c.place.country for c in others}
    if unit.clues.building and local and chosen.place.country not in lands:
        return _inside(unit, countries)
    if unit.clues.street and local:
        return _within(unit, local, STREET_KM)
    people = chosen.place.population or 0
    if chosen.place.feature == "PPLC" and (not quarter or chosen.place.country in countries):
        return unit
    quarter |= chosen.place.feature == "PPLX"
    if quarter and not (people >= FIRM_PEOPLE and chosen.place.country in countries):
        return _within(unit, local, QUARTER_KM) if local else unit
    if "part" in chosen.evidence:
        return _within(unit, local, PART_KM) if local and people < FIRM_PEOPLE else unit
    stray = chosen.place.country not in countries
    if unit.clues.kind == "admin2" and not unit.clues.own:
        return _inside(unit, countries) if stray else unit
    if stray and local and _is_namesake(chosen, others, countries):
        near = _inside(unit, countries)
        far = nearest_km(chosen.place, local) > STRAY_KM
        return near if far or near.candidates else unit
    return unit


def _is_namesake(chosen: Candidate, others: Sequence[_Choice], countries: set[str | None]) -> bool:
    """Whether a small place is in none of the story's countries, and no two towns beside it speak for it."""
    place = chosen.place
    small = kind_of(place) in ("city", "site", "admin2") and (place.population or 0) < SMALL_PEOPLE
    here = [c.place for c in others if kind_of(c.place) in LOCAL and c.place.country == place.country]
    beside = {p.id for p in here if nearest_km(place, [p]) <= BESIDE_KM}
    about = {c.key for c in others if c.place.country in countries}
    least = LEAST_ABOUT_ALIAS if chosen.match == "alias" else LEAST_ABOUT
    sure = sum(c.firm for c in others) >= LEAST_OTHERS or len(about) >= least
    return small and sure and len(beside) < LEAST_OTHERS


def _inside(unit: Unit, countries: set[str | None]) -> Unit:
    """The unit with those of its candidates that lie in these countries."""
    return replace(unit, candidates=tuple(c for c in unit.candidates if c.place.country in countries))


def _said(unit: Unit) -> frozenset[str]:
    """Keys of what it is said to be in: "Zeitun, in Gaza City", "Istanbul's Kadıköy"."""
    clues = unit.clues
    return frozenset(map(key_of, (*(() if clues.comma else clues.containers), *clues.possessors)))


def _within(unit: Unit, local: Sequence[Place], km: float) -> Unit:
    """The unit with those of its candidates that lie near one of these places."""
    return replace(unit, candidates=tuple(c for c in unit.candidates if nearest_km(c.place, local) <= km))
