"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.3608,
    "division_people": 2.0995,
    "country": 5.3383,
    "admin1": -0.3615,
    "admin2": 3.8066,
    "region": 4.6974,
    "water": 4.0,
    "site": 0.989,
    "capital": 0.3384,
    "namesake_city": -6.0,
    "alias": -2.4558,
    "demonym": 0.0918,
    "short": 0.1897,
    "unlike": -4.9047,
    "sounds": -1.0,
    "container": 6.0,
    "container_beside": 3.0028,
    "possessor": 2.4,
    "namesake": 8.0,
    "designated": 1.5724,
    "misfit": -2.088,
    "designated_beside": 1.116,
    "misfit_beside": -0.531,
    "home_country": 1.0107,
    "home_admin1": 1.7218,
    "home_distance": 1.4983,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 1.7683,
    "admin1_votes": 2.2008,
    "distance": 2.508,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.4264,
    "odds": 0.5851,
    "lone": -0.6742,
    "sounds": -2.2812,
    "part": -1.8459,
    "wide": -0.2735,
    "people": 0.0907,
    "container": 6.0,
    "agreement": -0.5863,
    "far": 0.9468,
    "alone": -1.9273,
    "home": 0.4181,
}
