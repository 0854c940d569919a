"""Every place of an article as the possible place of a trigger, ranked by a small linear model.

For events whose own clause names no place. The weights are ours (`benchmarks/learn_events.py` learns them
from articles whose events have keyed places); a country as a whole is a candidate too, so that the answer is
never sharper than the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from geomap.countries import country_name
from geomap.events.attaching import attachment
from geomap.events.page import Page
from geomap.events.places import LOCATING, Spot, is_continent, is_country, spot_of
from geomap.events.placing_weights import WEIGHTS
from geomap.events.triggers import Trigger
from geomap.model import GeoReference, Place

HOME_KM = 400.0  # radius of a country of which only the code is known
DATELINE = -1  # sentence index of a dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One mention of a candidate. ``spot`` is None outside sentences and for demonyms."""

    sentence: int
    index: int  # the reference's
    spot: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place with all its mentions in the article."""

    place: Place
    namings: tuple[Naming, ...]

    @property
    def kind(self) -> str:
        if is_country(self.place):
            return "country"
        return "region" if self.place.feature.startswith(("ADM", "RGN")) else "town"


@dataclass(frozen=True, kw_only=True)
class Options:
    """The candidates of an article and what they share."""

    options: tuple[Option, ...]
    home: str | None  # country of the dateline
    share: dict[str, float]  # of each country in the article's names


def find_options(
    page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> Options:
    """Candidates in the order of their first mention; a demonym counts as its country."""
    of_reference = {s.index: (i, s) for i, group in spots.items() for s in group}
    found: dict[str, list[Naming]] = {}
    places: dict[str, Place] = {}
    home = None
    for i, reference in enumerate(references):
        place, mention = reference.place, reference.mention
        if (
            place is None
            or reference.approximate
            or mention.role in ("furniture", "speaker")
            or is_continent(place)
        ):
            continue
        if mention.end <= page.body:
            home = home or place.country
            naming = Naming(sentence=DATELINE, index=i, spot=None)
        elif i in of_reference:
            naming = Naming(sentence=of_reference[i][0], index=i, spot=of_reference[i][1])
        elif (sentence := page.sentence_at(mention.start)) and is_country(place):
            naming = Naming(sentence=sentence.index, index=i, spot=None)
        else:
            continue
        places.setdefault(place.id, place)
        found.setdefault(place.id, []).append(naming)
    _add_home(found, places)
    lands = Counter(places[key].country for key, namings in found.items() for _ in namings)
    total = sum(lands.values()) or 1
    return Options(
        options=tuple(Option(place=places[key], namings=tuple(namings)) for key, namings in found.items()),
        home=home,
        share={land: n / total for land, n in lands.items() if land},
    )


def _add_home(found: dict[str, list[Naming]], places: dict[str, Place]) -> None:
    """The country of a dateline town as a candidate where the article does not name it.

    Its position is the town's, as ACLED codes a country by its capital.
    """
    for key, namings in list(found.items()):
        place = places[key]
        land = place.country
        if namings[0].sentence != DATELINE or land is None or is_country(place):
            continue
        if not any(is_country(p) and p.country == land for p in places.values()):
            own = f"country:{land}"
            places[own] = replace(
                place,
                id=own,
                name=country_name(land) or land,
                feature="PCLI",
                admin1=None,
                admin2=None,
                extent_km=HOME_KM,
            )
            found[own] = [replace(namings[0], spot=None)]


def features(trigger: Trigger, option: Option, options: Options, others: Sequence[Trigger]) -> Iterator[str]:
    """Names of the features of a candidate for a trigger."""
    kind, at = option.kind, trigger.sentence.index
    near = min(option.namings, key=lambda n: (_far(at, n.sentence), -n.sentence))
    gap = _gap(at, near.sentence)
    yield f"gap:{gap}:{kind}"
    yield f"gap:{gap}:{trigger.form == 'noun'}"
    if near.sentence == at and near.spot is not None:
        score = max(
            -2.0,
            min(
                2.0,
                max(
                    attachment(trigger, n.spot, others) for n in option.namings if n.spot and n.sentence == at
                ),
            ),
        )
        yield f"fit:{round(score * 2)}:{kind}"
    elif near.spot is not None:
        yield f"in:{near.spot.preposition in LOCATING}:{gap}"
    yield f"count:{min(len(option.namings), 4)}:{kind}"
    land = option.place.country or ""
    yield f"share:{round(options.share.get(land, 0) * 4)}:{kind}"
    yield f"home:{land == options.home}:{kind}"
    if any(n.sentence == DATELINE for n in option.namings):
        yield f"dateline:{kind}:{min(at, 3)}"
    if any(0 <= n.sentence <= 1 for n in option.namings):
        yield f"first:{kind}"
    yield from _company(trigger, option, options)
    if option.place.feature == "PPLC" and "capital" in trigger.sentence.words:
        yield "capital"


def _company(trigger: Trigger, option: Option, options: Options) -> Iterator[str]:
    """Finer candidates of the same country beside it, near the trigger."""
    at = trigger.sentence.index
    finer = [
        n
        for other in options.options
        if other is not option
        and other.place.country == option.place.country
        and _rank(other) > _rank(option)
        for n in other.namings
    ]
    if any(n.sentence == at and n.spot is not None for n in finer):
        yield f"finer here:{option.kind}"
    elif any(0 < at - n.sentence <= 2 for n in finer):
        yield f"finer before:{option.kind}"
    elif not finer:
        yield f"finest:{option.kind}"


def _rank(option: Option) -> int:
    return ("country", "region", "town").index(option.kind)


def _far(at: int, sentence: int) -> float:
    if sentence == DATELINE:
        return 4.5 if at > 2 else 1.5
    return at - sentence if sentence <= at else (sentence - at) + 0.5


def _gap(at: int, sentence: int) -> str:
    if sentence == DATELINE:
        return "dateline"
    back = at - sentence
    if back >= 0:
        return str(back) if back <= 2 else "few" if back <= 5 else "many"
    return "next" if back == -1 else "after"


def ranked(trigger: Trigger, options: Options, others: Sequence[Trigger]) -> list[tuple[float, Option]]:
    """Candidates with their share of the belief, the likeliest first."""
    scored = [
        (sum(WEIGHTS.get(f, 0.0) for f in features(trigger, o, options, others)), o) for o in options.options
    ]
    if not scored:
        return []
    top = max(s for s, _ in scored)
    total = sum(exp(s - top) for s, _ in scored)
    return sorted(((exp(s - top) / total, o) for s, o in scored), key=lambda pair: -pair[0])


def spot_for(trigger: Trigger, option: Option, references: Sequence[GeoReference]) -> Spot:
    """The mention of a candidate nearest to the trigger, as a spot."""
    at = trigger.sentence.index
    near = min(option.namings, key=lambda n: (_far(at, n.sentence), -n.sentence))
    if near.spot is not None:
        return near.spot
    reference = replace(references[near.index], place=option.place, radius_km=None)
    mention = reference.mention
    return spot_of(trigger.sentence, mention.start, mention.end, near.index, reference, None)
