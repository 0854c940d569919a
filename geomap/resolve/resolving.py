"""`resolve`: the mentions of one article to one reference each. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.model import Article, Candidate, GeoReference, Mention, Place
from geomap.resolve.candidates import LIMIT, Get, Lookup
from geomap.resolve.confidence import agreed_share, confidence_of, shares, signs_of
from geomap.resolve.features import Bias, Unit, kind_of
from geomap.resolve.ranking import FEATURES, Ranking
from geomap.resolve.shapes import radius_of
from geomap.resolve.units import SILENT, Proposals, ranked, units_of
from geomap.resolve.weights import CONFIDENCE, WEIGHTS

LISTED = 10  # candidates that a reference keeps
PART_KM = 8.0  # a facility of unknown position lies about this far from the middle of its town
ALIKE = 0.88  # likeness below which a name is taken for a neighbour's: of eight so chosen one was right
ALIKE_KM = 25.0  # a name that is merely alike may be a neighbour's
APPROXIMATE_KM = 250.0  # half of the unknown names lie within this of the place named before them
APPROXIMATE_CONFIDENCE = 0.4  # measured: 0.39 to 0.63 lie within 161 km
# Measured with the recogniser: of names with less, one place in ten is right.
LEAST_CONFIDENCE, LEAST_OF_ORGANISATION = 0.2, 0.6
_LOCATIVE = re.compile(
    r"\b(?:in|near|outside|around|at|(?:town|village|city|hamlet|district|camp|suburb) of"
    r"|(?:north|south|east|west)(?:east|west)? of)\s+(?:the\s+)?$",
    re.I,
)
LOCAL = frozenset({"city", "admin1", "admin2", "site"})
# What stands between a neighborhood and the town that it is in.
_HELD_BY = re.compile(r"(?:\s+\w+)?(?:\s*,(?:\s+(?:in|an?)\b)?|\s+(?:of|in))?(?:\s+\w+){0,4}?\s+", re.I)


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
    article is about. What is unknown even then, or merely alike, gets the nearest place named before
    it, flagged ``approximate``, where the words say that it is a place: it was marked by hand, or
    "in" and the like stand before it. A name found by a recogniser whose best place is hardly likelier than
    chance keeps its candidates and gets no place.
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
        m.start for o, (m, _) in zip(owners, proposals, strict=True) if units[o].clues.quarter
    )
    return tuple(_with_fallback(references, article, quarters))


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
    return GeoReference(
        mention=blank,
        place=chosen.place,
        confidence=round(min(confidence, APPROXIMATE_CONFIDENCE) if alike else confidence, 3),
        radius_km=_radius_km(chosen),
        approximate=alike,
        candidates=listed,
    )


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


def _with_fallback(
    references: Sequence[GeoReference], article: Article, quarters: frozenset[int]
) -> list[GeoReference]:
    """Unknown names at the nearest place named before them, or else the nearest after them.

    So are names that are merely alike one of the gazetteer's, where the words say that they are places.
    The neighborhoods that begin at ``quarters`` are in the town that is named after them, or nearest.
    """
    placed = [r for r in references if r.place is not None and not r.alike]
    heard = [r for r in placed if r.mention.role not in SILENT]
    known = [r for r in heard if r.place and kind_of(r.place) in LOCAL] or heard
    known = [r for r in known if r.mention.role in ("context", "event")] or known
    towns = [r for r in known if r.place and kind_of(r.place) == "city" and not r.approximate]
    filled = []
    for reference in references:
        role, start = reference.mention.role, reference.mention.start
        quarter = start in quarters
        told = (
            quarter or article.spans is not None or _LOCATIVE.search(article.text[max(0, start - 30) : start])
        )
        if (
            (reference.place is None or reference.alike)
            and told
            and role not in SILENT
            and role != "demonym"
            and known
        ):
            reference = _beside(reference, towns or known, article, quarter=quarter)
        filled.append(reference)
    return filled


def _beside(
    reference: GeoReference, known: Sequence[GeoReference], article: Article, *, quarter: bool
) -> GeoReference:
    """The reference at the place of another one: the town that holds it, or what stands nearest to it."""
    start, end = reference.mention.start, reference.mention.end
    before = [r for r in known if r.mention.start <= start]
    after = [r for r in known if r.mention.start > start]
    holder = min(after, key=lambda r: r.mention.start, default=None)
    held = holder and _HELD_BY.fullmatch(article.text[end : holder.mention.start])
    nearest = holder if quarter and held else (before[-1] if before else holder)
    place = nearest.place if nearest else None
    if place is None:
        return reference
    radius = radius_of(place) + PART_KM if quarter else max(APPROXIMATE_KM, radius_of(place))
    return replace(
        reference, place=place, approximate=True, confidence=APPROXIMATE_CONFIDENCE, radius_km=radius
    )
