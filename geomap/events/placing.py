"""Every place of an article as the possible place of a trigger, ranked by boosted trees.

A country as a whole is a candidate too, so that the answer is never sharper than the article; so is a name
that no gazetteer knows. The trees are ours (`benchmarks/learn_events.py` fits them to articles whose events
have keyed places); what they look at is in `geomap.events.placing_features`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import exp
from typing import Literal

from geomap.countries import country_name
from geomap.events.beliefs import logit
from geomap.events.forest import load_forest
from geomap.events.page import Page
from geomap.events.places import Spot, is_continent, is_country, is_known, spot_of
from geomap.model import GeoReference, Mention, Place

HOME_KM = 400.0  # radius of a country of which only the code is known
DATELINE = -1  # sentence index of a dateline
UNHEARD = ("furniture", "speaker", "organisation")
Kind = Literal["country", "region", "town", "unknown", "area"]
KINDS: tuple[Kind, ...] = ("country", "region", "town", "unknown", "area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One mention of a candidate. ``spot`` is None outside sentences and for demonyms."""

    sentence: int
    index: int  # the reference's
    mention: Mention
    spot: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place with all its mentions in the article. ``implied``: a country that only its towns stand for."""

    place: Place
    kind: Kind
    namings: tuple[Naming, ...]
    implied: bool = False

    @property
    def grain(self) -> int:
        """0 for a country, 1 for a region, 2 for what is finer."""
        return min(KINDS.index(self.kind), 2)


@dataclass(frozen=True, kw_only=True)
class Options:
    """The candidates of an article and what they share."""

    options: tuple[Option, ...]
    home: str | None  # country of the dateline
    share: dict[str, float]  # of each country in the article's names
    heard: tuple[
        dict[int, float], ...
    ]  # of each option, by reference: log odds that something happened there


def find_options(
    page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> Options:
    """Candidates in the order of their first mention; a demonym counts as its country."""
    namings: dict[tuple[str, ...], list[Naming]] = {}
    places: dict[tuple[str, ...], tuple[Place, Kind]] = {}
    home = None
    for key, place, kind, naming in _named(page, spots, references):
        if naming.sentence == DATELINE:
            home = home or place.country
        places.setdefault(key, (place, kind))
        namings.setdefault(key, []).append(naming)
    named = [
        Option(place=place, kind=kind, namings=tuple(namings[key])) for key, (place, kind) in places.items()
    ]
    options = (*named, *_implied(named))
    lands = Counter(o.place.country for o in named for _ in o.namings)
    total = sum(lands.values()) or 1
    return Options(
        options=options,
        home=home,
        share={land: n / total for land, n in lands.items() if land},
        heard=tuple(_heard(page, option) for option in options),
    )


def _heard(page: Page, option: Option) -> dict[int, float]:
    """Nothing where no event heads have read the article."""
    if page.beliefs is None:
        return {}
    return {
        n.index: logit(page.beliefs.highest(("place",), n.mention.start, n.mention.end))
        for n in option.namings
    }


def _named(
    page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> Iterator[tuple[tuple[str, ...], Place, Kind, Naming]]:
    """Each mention that counts with the key of its candidate: what has one key is one place."""
    of_reference = {s.index: (i, s) for i, group in spots.items() for s in group}
    for i, reference in enumerate(references):
        mention = reference.mention
        if mention.role in UNHEARD:
            continue
        if i in of_reference:
            at, spot = of_reference[i]
            naming = Naming(sentence=at, index=i, mention=mention, spot=spot)
            yield _key(spot), spot.place, _kind(spot.place, spot), naming
            continue
        place = reference.place
        if place is None or not is_known(reference) or is_continent(place):
            continue
        sentence = page.sentence_at(mention.start)
        if page.files(mention):
            index = DATELINE
        elif sentence is not None and is_country(place):
            index = sentence.index
        else:
            continue
        naming = Naming(sentence=index, index=i, mention=mention, spot=None)
        yield ("place", place.id), place, _kind(place), naming


def _key(spot: Spot) -> tuple[str, ...]:
    if spot.unknown:
        return "unknown", spot.reference.mention.text.upper()
    if spot.area is not None:
        return "area", spot.place.id, spot.area.relation
    return "place", spot.place.id


def _kind(place: Place, spot: Spot | None = None) -> Kind:
    if spot is not None and spot.area is not None:
        return "area"
    if spot is not None and spot.unknown:
        return "unknown"
    if is_country(place):
        return "country"
    return "region" if place.feature.startswith(("ADM", "RGN")) else "town"


def _implied(options: Sequence[Option]) -> Iterator[Option]:
    """The countries whose towns an article names without naming them.

    Its position is the first town's, as ACLED codes a country by its capital.
    """
    named = {o.place.country for o in options if o.kind == "country"}
    by_land: dict[str, list[Option]] = {}
    for option in options:
        if option.place.country and option.place.country not in named:
            by_land.setdefault(option.place.country, []).append(option)
    for land, inside in by_land.items():
        place = replace(
            inside[0].place,
            id=f"country:{land}",
            name=country_name(land) or land,
            feature="PCLI",
            admin1=None,
            admin2=None,
            extent_km=HOME_KM,
        )
        namings = tuple(replace(n, spot=None) for o in inside for n in o.namings)
        yield Option(place=place, kind="country", namings=namings, implied=True)


def far(at: int, sentence: int) -> float:
    """How far a mention is from a sentence: back in sentences, forth half a sentence more."""
    if sentence == DATELINE:
        return 4.5 if at > 2 else 1.5
    return at - sentence if sentence <= at else (sentence - at) + 0.5


def nearest(option: Option, at: int) -> Naming:
    """The mention of a candidate nearest to a sentence; of two, the one in it or before it."""
    return min(option.namings, key=lambda n: (far(at, n.sentence), -n.sentence))


def shares(tables: Sequence[Sequence[dict[str, float]]]) -> list[list[float]]:
    """Each candidate's share of the belief, for each trigger from the features of all its candidates."""
    scores = iter(load_forest("placing.json").log_odds([row for rows in tables for row in rows]))
    return [_softmax(list(islice(scores, len(rows)))) for rows in tables]


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0.0)
    grown = [exp(s - top) for s in scores]
    return [g / sum(grown) for g in grown]


def spot_for(at: int, option: Option, page: Page, references: Sequence[GeoReference]) -> Spot:
    """The mention of a candidate nearest to a sentence, as a spot."""
    near = nearest(option, at)
    if near.spot is not None:
        return near.spot
    reference = replace(references[near.index], place=option.place, radius_km=None)
    return spot_of(page.sentences[at], near.mention.start, near.mention.end, near.index, reference, None)
