"""`resolve`: the mentions of one article to one reference each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp

from geomap.geo import distance_km
from geomap.model import Article, Candidate, GeoReference, Mention, Place, Role
from geomap.resolve.candidates import LIMIT, Get, Lookup
from geomap.resolve.clues import Clues, find_clues
from geomap.resolve.features import Bias, Unit, key_of, kind_of
from geomap.resolve.ranking import FEATURES, Ranking, rank
from geomap.resolve.weights import WEIGHTS

Proposals = Sequence[tuple[Mention, Sequence[Candidate]]]

LISTED = 10  # candidates that a reference keeps
SILENT: frozenset[Role] = frozenset({"organisation", "furniture"})  # these say little about the article
SAME_KM = 25.0  # candidates so close to each other are one place under two entries
APPROXIMATE_KM = 250.0  # half of the unknown names lie within this of the place named before them
APPROXIMATE_CONFIDENCE = 0.3
DEFAULT_KM = {
    "country": 500.0,
    "admin1": 100.0,
    "admin2": 40.0,
    "region": 300.0,
    "water": 200.0,
    "desert": 150.0,
}
SITE_KM = 3.0  # a settlement or site of unknown size


def resolve(
    article: Article,
    proposals: Proposals,
    *,
    lookup: Lookup,
    get: Get,
    home: Place | None = None,
    countries: Sequence[str] = (),
) -> tuple[GeoReference, ...]:
    """One reference a mention, in the same order.

    Names that no gazetteer knows are asked for again by likeness within the countries that the
    article is about; what is unknown even then gets the nearest place named before it, flagged
    ``approximate``.
    """
    bias = Bias(home=_home_of(article, lookup, get) or home, countries=tuple(countries))
    units, owners = _units(article, proposals, lookup)
    ranking = rank(units, WEIGHTS, bias=bias)
    wider = _asked_again(units, ranking, lookup, bias)
    if wider is not units:
        units, ranking = wider, rank(wider, WEIGHTS, bias=bias)
    answers = [_answer(unit, ranking, i) for i, unit in enumerate(units)]
    references = [
        replace(answers[owner], mention=mention)
        for owner, (mention, _) in zip(owners, proposals, strict=True)
    ]
    return tuple(_with_fallback(references))


def _home_of(article: Article, lookup: Lookup, get: Get) -> Place | None:
    """The place that the article says its source is at home in: an id or a name, "Dublin, Ohio"."""
    if article.home is None:
        return None
    if ":" in article.home and (place := get(article.home)) is not None:
        return place
    return find_home(article.home, lookup)


def find_home(name: str, lookup: Lookup) -> Place | None:
    """The place that a name means on its own; what follows a comma is its container."""
    mention = Mention(start=0, end=len(name), text=name)
    article = Article(id="home", text=name)
    bare = name.partition(",")[0].strip() or name
    units, _ = _units(article, [(mention, lookup(bare, limit=LIMIT))], lookup)
    ranking = rank(units, WEIGHTS, bias=Bias())
    return _answer(units[0], ranking, 0).place


def _units(article: Article, proposals: Proposals, lookup: Lookup) -> tuple[list[Unit], list[int]]:
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
            units.append(
                Unit(
                    key=known[0],
                    clues=clues,
                    candidates=tuple(candidates),
                    containers=_first_known(clues.containers, lookup),
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
        found = [c.place for c in lookup(name, limit=LIMIT) if c.match in ("exact", "alias")]
        if holders := tuple(p for p in found if kind_of(p) in ("country", "admin1")):
            return holders
    return ()


def _asked_again(units: list[Unit], ranking: Ranking, lookup: Lookup, bias: Bias) -> list[Unit]:
    """The units with candidates by likeness for the names that have none; the same list where none helps."""
    unknown = [i for i, unit in enumerate(units) if not unit.candidates]
    if not unknown:
        return units
    countries = _countries(units, ranking, bias)
    if not countries:
        return units
    wider = list(units)
    for i in unknown:
        found = lookup(units[i].clues.name, countries=countries, limit=LIMIT)
        if found:
            wider[i] = replace(units[i], candidates=tuple(found))
    return wider if any(a is not b for a, b in zip(units, wider, strict=True)) else units


def _countries(units: Sequence[Unit], ranking: Ranking, bias: Bias) -> tuple[str, ...]:
    """Countries that the article is about: wanted ones, the home's, and up to three with the most names."""
    votes: Counter[str] = Counter()
    for i, unit in enumerate(units):
        row = ranking.chosen[i]
        if row is not None and unit.votes:
            country = unit.candidates[row - ranking.starts[i]].place.country
            if country:
                votes[country] += 1
    most = sorted(votes, key=lambda c: (-votes[c], c))[:3]
    home = [bias.home.country] if bias.home and bias.home.country else []
    return tuple(sorted({*most, *bias.countries, *home}))


def _answer(unit: Unit, ranking: Ranking, index: int) -> GeoReference:
    """The unit's reference, without its mention: candidates with probabilities and evidence."""
    blank = Mention(start=0, end=len(unit.key) or 1, text=unit.key or "?")
    row = ranking.chosen[index]
    if row is None:
        return GeoReference(mention=blank)
    start, end = ranking.starts[index], ranking.starts[index + 1]
    shares = _shares([float(s) for s in ranking.scores[start:end]])
    order = sorted(range(end - start), key=lambda i: (i != row - start, -shares[i]))
    place = unit.candidates[row - start].place
    near = [_km(place, c.place) for c in unit.candidates]
    agreed = sum(share for share, km in zip(shares, near, strict=True) if km <= SAME_KM)
    listed = tuple(
        replace(
            unit.candidates[i],
            score=min(1.0, round(shares[i], 4)),
            evidence=_evidence(ranking, start + i),
        )
        for i in order[:LISTED]
    )
    return GeoReference(
        mention=blank,
        place=place,
        confidence=round(min(1.0, agreed), 3),
        radius_km=radius_of(place),
        candidates=listed,
    )


def _evidence(ranking: Ranking, row: int) -> dict[str, float]:
    """What each feature adds to the score; those that add nothing are left out."""
    values = ranking.rows[row]
    return {
        name: round(float(value) * WEIGHTS[name], 3)
        for name, value in zip(FEATURES, values, strict=True)
        if value and WEIGHTS[name]
    }


def _shares(scores: Sequence[float]) -> list[float]:
    """Probabilities by the scores: the softmax."""
    most = max(scores)
    powers = [exp(s - most) for s in scores]
    return [p / sum(powers) for p in powers]


def _km(a: Place, b: Place) -> float:
    return 0.0 if a is b else distance_km(a.lat, a.lon, b.lat, b.lon)


def radius_of(place: Place) -> float:
    """The radius of a place in km: its extent, or what is usual for its kind."""
    return place.extent_km or DEFAULT_KM.get(kind_of(place), SITE_KM)


def _with_fallback(references: Sequence[GeoReference]) -> list[GeoReference]:
    """Unknown names at the nearest place named before them, or else the nearest after them."""
    known = [
        (r.mention.start, r.place)
        for r in references
        if r.place is not None
        and r.mention.role not in SILENT
        and kind_of(r.place) in ("city", "admin1", "admin2", "site")
    ] or [
        (r.mention.start, r.place) for r in references if r.place is not None and r.mention.role not in SILENT
    ]
    filled = []
    for reference in references:
        if reference.place is None and reference.mention.role not in SILENT and known:
            start = reference.mention.start
            before = [(s, p) for s, p in known if s <= start]
            _, place = max(before, key=lambda k: k[0]) if before else min(known, key=lambda k: k[0])
            reference = replace(
                reference,
                place=place,
                approximate=True,
                confidence=APPROXIMATE_CONFIDENCE,
                radius_km=max(APPROXIMATE_KM, radius_of(place)),
            )
        filled.append(reference)
    return filled
