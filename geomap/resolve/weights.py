"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.3567,
    "division_people": 1.4127,
    "country": 5.0198,
    "admin1": 0.3559,
    "admin2": 3.4767,
    "region": 4.3875,
    "water": 4.0,
    "site": 0.9944,
    "capital": 0.5443,
    "namesake_city": -4.0,
    "alias": -2.2443,
    "alias_people": 0.2,
    "demonym": 0.0599,
    "short": 0.196,
    "unlike": -4.9765,
    "sounds": -1.0,
    "container": 2.973,
    "possessor": 2.4,
    "namesake": 4.0428,
    "designated": 1.8783,
    "misfit": -2.3837,
    "designated_beside": 1.3349,
    "misfit_beside": -0.874,
    "home_country": 0.5428,
    "home_admin1": 2.0277,
    "home_distance": 1.6498,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 2.0963,
    "admin1_votes": 2.6317,
    "distance": 2.0094,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.6056,
    "odds": 0.6057,
    "lone": -0.9973,
    "sounds": -2.6416,
    "part": -1.9182,
    "wide": -0.2907,
    "people": 0.0702,
    "container": 0.7821,
    "agreement": -0.5412,
    "far": 1.0462,
    "alone": -1.8991,
    "home": 0.4082,
}
