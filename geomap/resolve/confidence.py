"""How sure a choice is: the share of like choices that were right on annotated news. Pure.

The share of a candidate's score among all candidates is the main sign, but it does not know of names
that the gazetteer lacks. A choice far from everything else in the article is then often wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log, log10

from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.resolve.features import Unit, kind_of
from geomap.resolve.ranking import FEATURES

SAME_KM = 25.0  # candidates so close to each other are one place under two entries
SIGNS = (
    "constant",
    "odds",  # of the candidate's share
    "lone",  # the only candidate
    "sounds",  # found by sound or likeness only
    "part",  # a facility at its town's place
    "wide",  # a country, region or sea
    "people",  # log10 of a settlement's people above 100
    "container",  # the text says what it lies in
    "agreement",  # share of the other names in the same country
    "far",  # how far the nearest of the others are; the feature "distance"
    "alone",  # no other place in the article
    "home",  # near the source's home; the feature "home_distance", with 2 added where there is a home
)
_AT = {name: i for i, name in enumerate(FEATURES)}
_MOST_ODDS = 6.0
_TOLD = ("container", "container_beside", "possessor", "namesake")


def shares(scores: Sequence[float]) -> list[float]:
    """Probabilities by the scores: the softmax."""
    most = max(scores)
    powers = [exp(s - most) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def agreed_share(chosen: Place, candidates: Sequence[Candidate], share: Sequence[float]) -> float:
    """The share of all candidates that lie where the chosen one lies."""
    return min(
        1.0,
        sum(
            s
            for c, s in zip(candidates, share, strict=True)
            if c.place is chosen or distance_km(chosen.lat, chosen.lon, c.place.lat, c.place.lon) <= SAME_KM
        ),
    )


def signs_of(unit: Unit, candidate: Candidate, row: Sequence[float], agreed: float) -> list[float]:
    """The values of `SIGNS` for a unit's chosen candidate, whose features are ``row``."""
    place, kind = candidate.place, kind_of(candidate.place)
    least = exp(-_MOST_ODDS)
    odds = log(max(agreed, least) / max(1 - agreed, least))
    alone = row[_AT["country_votes"]] == 0 and row[_AT["distance"]] == 0
    home = row[_AT["home_distance"]]
    return [
        1.0,
        odds,
        float(len(unit.candidates) == 1),
        row[_AT["sounds"]],
        row[_AT["part"]],
        float(kind in ("country", "region", "water", "desert")),
        log10((place.population or 0) + 100) - 2 if kind == "city" else 0.0,
        float(any(row[_AT[name]] > 0 for name in _TOLD)),
        row[_AT["country_votes"]],
        row[_AT["distance"]],
        float(alone),
        home + 2 if home else 0.0,
    ]


def confidence_of(signs: Sequence[float], weights: Mapping[str, float]) -> float:
    """The chance that the place is right, within 161 km: a logistic function of the signs."""
    score = sum(value * weights[name] for name, value in zip(SIGNS, signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
