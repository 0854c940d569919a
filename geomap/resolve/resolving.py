"""`resolve`: the mentions of one article to one reference each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.model import Article, Candidate, GeoReference, Mention, Place
from geomap.resolve.candidates import LIMIT, Get, Lookup
from geomap.resolve.confidence import agreed_share, confidence_of, shares, signs_of
from geomap.resolve.fallback import APPROXIMATE_CONFIDENCE, PART_KM, with_fallback
from geomap.resolve.features import Bias, Unit, kind_of
from geomap.resolve.ranking import FEATURES, Ranking
from geomap.resolve.shapes import radius_of
from geomap.resolve.units import Proposals, ranked, units_of
from geomap.resolve.weights import CONFIDENCE, WEIGHTS

LISTED = 10  # candidates that a reference keeps
ALIKE = 0.88  # likeness below which a name is taken for a neighbour's: of eight so chosen one was right
ALIKE_KM = 25.0  # a name that is merely alike may be a neighbour's
NATURAL_KM = 60.0  # from a river or valley that no gazetteer knows to a town of its name
NATURAL_PEOPLE = 100_000  # of a town that is meant by "the X valley" all the same
# Measured with the recogniser: of names with less, one place in ten is right.
LEAST_CONFIDENCE, LEAST_OF_ORGANISATION = 0.2, 0.6


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
    article is about. What is unknown even then, or merely alike, gets the division it is said to be in
    or the nearest place named, flagged ``approximate``, where the words say that it is a place: it was
    marked by hand, or "in" and the like stand before it. A name found by a recogniser whose best place is
    hardly likelier than chance keeps its candidates and gets no place.
    """
    bias = Bias(home=_home_of(article, lookup, get) or home, countries=tuple(countries))
    units, owners = units_of(article, proposals, lookup)
    units, ranking = ranked(units, WEIGHTS, bias=bias, lookup=lookup)
    answers = [_answer(unit, ranking, i) for i, unit in enumerate(units)]
    references = [
        replace(answers[owner], mention=mention)
        for owner, (mention, _) in zip(owners, proposals, strict=True)
    ]
    if article.spans is None:  # a recogniser also finds what is no place
        references = [_if_likely(reference) for reference in references]
    quarters = frozenset(
        m.start
        for o, (m, _) in zip(owners, proposals, strict=True)
        if units[o].clues.quarter or units[o].clues.street
    )
    return tuple(with_fallback(references, article, quarters))


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
    bare = name.partition(",")[0].strip() or name
    article = Article(id="home", text=name)
    units, _ = units_of(article, [(mention, lookup(bare, limit=LIMIT))], lookup)
    units, ranking = ranked(units, WEIGHTS, bias=Bias(), lookup=lookup)
    return _answer(units[0], ranking, 0).place


def _answer(unit: Unit, ranking: Ranking, index: int) -> GeoReference:
    """The unit's reference, without its mention: candidates with probabilities and evidence."""
    blank = Mention(start=0, end=1, text="?")
    row = ranking.chosen[index]
    if row is None:
        return replace(_in_container(unit, blank), candidates=unit.strays[:LISTED])
    start, end = ranking.starts[index], ranking.starts[index + 1]
    share = shares(ranking.scores[start:end].tolist())
    order = sorted(range(end - start), key=lambda i: (i != row - start, -share[i]))
    chosen = unit.candidates[row - start]
    signs = signs_of(
        unit, chosen, ranking.rows[row].tolist(), agreed_share(chosen.place, unit.candidates, share)
    )
    listed = tuple(
        replace(unit.candidates[i], score=round(share[i], 4), evidence=_evidence(ranking, start + i))
        for i in order[:LISTED]
    )
    confidence = confidence_of(signs, CONFIDENCE)
    alike = chosen.match in ("fuzzy", "romanised") and chosen.score < ALIKE
    namesake = _is_namesake(unit, chosen.place)
    radius = _radius_km(chosen)
    return GeoReference(
        mention=blank,
        place=chosen.place,
        confidence=round(min(confidence, APPROXIMATE_CONFIDENCE) if alike or namesake else confidence, 3),
        radius_km=max(radius, NATURAL_KM) if namesake else radius,
        approximate=alike or namesake,
        candidates=listed,
    )


def _is_namesake(unit: Unit, place: Place) -> bool:
    """Whether a small town bears the name of the river or valley that is meant: "the Moroto river"."""
    natural = unit.clues.kind in ("water", "desert")
    return natural and kind_of(place) == "city" and (place.population or 0) < NATURAL_PEOPLE


def _radius_km(chosen: Candidate) -> float:
    """The place's own radius; more for a facility in a town, and for a name that is only alike."""
    radius = radius_of(chosen.place) + (PART_KM if "part" in chosen.evidence else 0.0)
    return max(radius, ALIKE_KM) if chosen.match == "fuzzy" else radius


def _in_container(unit: Unit, mention: Mention) -> GeoReference:
    """The container of an unknown name, "Lake City, Missouri", where the text gives one."""
    states = [p for p in unit.containers if kind_of(p) == "admin1"]
    if not unit.clues.comma or len(states) != 1:
        return GeoReference(mention=mention)
    return GeoReference(
        mention=mention,
        place=states[0],
        approximate=True,
        confidence=APPROXIMATE_CONFIDENCE,
        radius_km=radius_of(states[0]),
    )


def _evidence(ranking: Ranking, row: int) -> dict[str, float]:
    """What each feature adds to the score; those that add nothing are left out."""
    values = ranking.rows[row].tolist()
    return {
        name: round(value * WEIGHTS[name], 3) for name, value in zip(FEATURES, values, strict=True) if value
    }


def _if_likely(reference: GeoReference) -> GeoReference:
    """The reference without its place where that is hardly likelier than chance."""
    least = LEAST_OF_ORGANISATION if reference.mention.role == "organisation" else LEAST_CONFIDENCE
    if reference.place is None or reference.approximate or reference.confidence >= least:
        return reference
    return replace(reference, place=None, confidence=0.0, radius_km=None)
