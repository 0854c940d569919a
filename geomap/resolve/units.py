"""Mentions gathered into units, with the places that stand beside them as containers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geomap.model import Article, Candidate, Mention, Place, Role
from geomap.resolve.candidates import LIMIT, Lookup, is_facility, spelt
from geomap.resolve.clues import Clues, find_clues
from geomap.resolve.features import Bias, Unit, inside, key_of, kind_of, nearest_km
from geomap.resolve.ranking import Ranking, rank
from geomap.resolve.strays import without_strays

Proposals = Sequence[tuple[Mention, Sequence[Candidate]]]

SILENT: frozenset[Role] = frozenset({"organisation", "furniture"})  # these say little about the article
MOST_COUNTRIES = 3  # in which an unknown name is looked for by likeness
FAR_KM = 300.0  # a name that is merely alike must lie this near to something else in the article
_STATES_BEHIND_COMMAS = frozenset({"US", "CA", "AU"})  # elsewhere a comma often just lists places
LARGE = 100_000  # people of a town that is meant even if the text has it in another country
NEARLY = 0.96  # likeness that may lie anywhere in the article's countries: "Kabkabiya" for Kabkābīyah
SPREAD = 0.15  # of the likeness of candidates that one name may mean
SURE = 0.9  # likeness that needs no support, in an article without any other place


def units_of(article: Article, proposals: Proposals, lookup: Lookup) -> tuple[list[Unit], list[int]]:
    """Units in order of first mention, and for each mention the index of its unit."""
    numbers: dict[tuple[str, Clues], int] = {}
    units: list[Unit] = []
    owners = []
    for mention, candidates in proposals:
        clues = find_clues(mention, article)
        known = (key_of(mention.text), clues)
        votes = mention.role not in SILENT
        if known not in numbers:
            numbers[known] = len(units)
            containers = _first_known(clues.containers, lookup)
            units.append(
                Unit(
                    key=known[0],
                    clues=clues,
                    candidates=_not_outside(candidates, clues, containers),
                    containers=containers,
                    possessors=_first_known(clues.possessors, lookup),
                    votes=votes,
                )
            )
        elif votes and not units[numbers[known]].votes:
            units[numbers[known]] = replace(units[numbers[known]], votes=True)
        owners.append(numbers[known])
    return units, owners


def _first_known(names: Sequence[str], lookup: Lookup) -> tuple[Place, ...]:
    """Countries and first-level divisions of the first name that has any."""
    for name in names:
        holders = tuple(
            c.place for c in spelt(lookup(name, limit=LIMIT)) if kind_of(c.place) in ("country", "admin1")
        )
        if holders:
            return holders
    return ()


def _not_outside(
    candidates: Sequence[Candidate], clues: Clues, containers: Sequence[Place], *, alike: bool = False
) -> tuple[Candidate, ...]:
    """The candidates there, where "Lake City, Missouri" is said; none where no Lake City there is known.

    So it is with what is called a province, unless something near or large is meant, and not one merely
    ``alike``.
    """
    if containers and not clues.comma and all(kind_of(p) == "country" for p in containers):
        inner = tuple(c for c in candidates if inside(c.place, kind_of(c.place), containers))
        return inner or tuple(candidates)  # "Santo Domingo, in Ecuador"
    states = [p for p in containers if kind_of(p) == "admin1" and p.country in _STATES_BEHIND_COMMAS]
    holders = states or (containers if clues.called else ())
    if not clues.comma or not holders:
        return tuple(candidates)
    there = tuple(c for c in candidates if inside(c.place, kind_of(c.place), holders))
    if there:
        return there if states or alike else tuple(candidates)
    larger = any(kind_of(c.place) in ("country", "admin1") for c in candidates)
    if not states and not alike:
        larger |= any(
            (c.place.population or 0) >= LARGE or nearest_km(c.place, holders) <= FAR_KM for c in candidates
        )
    return tuple(candidates) if larger else ()


def ranked(
    units: Sequence[Unit], weights: Mapping[str, float], *, bias: Bias, lookup: Lookup
) -> tuple[list[Unit], Ranking]:
    """The units with the candidates that count, ranked.

    Names that are spelt in no known way are left out at first. Then they are looked for by sound and
    likeness in the countries that the others lie in, and kept where they lie near one of the others.
    """
    plain = [replace(unit, candidates=spelt(unit.candidates)) for unit in units]
    ranking = rank(plain, weights, bias=bias)
    unknown = [i for i, unit in enumerate(plain) if not unit.candidates]
    settled = settled_places(plain, ranking)
    wider = list(plain)
    for i in unknown:
        wider[i] = replace(plain[i], candidates=_heard(units[i], plain, ranking, settled, bias, lookup))
    if any(wider[i].candidates for i in unknown):
        ranking = rank(wider, weights, bias=bias)
    kept = without_strays(wider, ranking, bias=bias)
    return (kept, rank(kept, weights, bias=bias)) if kept != wider else (wider, ranking)


def _heard(
    unit: Unit,
    units: Sequence[Unit],
    ranking: Ranking,
    settled: Sequence[Place],
    bias: Bias,
    lookup: Lookup,
) -> tuple[Candidate, ...]:
    """Candidates by sound or likeness that the rest of the article supports."""
    countries = _countries(units, ranking, bias)
    if unit.clues.adjective or unit.clues.nowhere or is_facility(unit.clues.name):
        return ()
    if not countries:
        return tuple(c for c in unit.candidates if c.score >= SURE)
    online = [c for c in unit.candidates if c.match == "geocoder"]
    found = [*lookup(unit.clues.name, countries=countries, limit=LIMIT), *online]
    found = list(_not_outside(found, unit.clues, unit.containers, alike=True))
    found = [c for c in found if c.score >= max(f.score for f in found) - SPREAD]
    local = [p for p in settled if kind_of(p) not in ("country", "region", "water", "desert")]
    if not local:
        return tuple(found)
    return tuple(c for c in found if c.score >= NEARLY or nearest_km(c.place, local) <= FAR_KM)


def settled_places(units: Sequence[Unit], ranking: Ranking) -> list[Place]:
    """The places chosen for the units that have a vote."""
    return [
        unit.candidates[row - start].place
        for unit, row, start in zip(units, ranking.chosen, ranking.starts, strict=False)
        if row is not None and unit.votes
    ]


def _countries(units: Sequence[Unit], ranking: Ranking, bias: Bias) -> tuple[str, ...]:
    """Countries that the article is about: wanted ones, the home's, and those with the most names."""
    votes = Counter(place.country for place in settled_places(units, ranking) if place.country)
    most = sorted(votes, key=lambda c: (-votes[c], c))[:MOST_COUNTRIES]
    home = [bias.home.country] if bias.home and bias.home.country else []
    return tuple(sorted({*most, *bias.countries, *home}))
