"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.1886,
    "division_people": 1.9387,
    "country": 5.9199,
    "admin1": -0.1351,
    "admin2": 4.9931,
    "plain_admin2": 1.0965,
    "region": 4.4946,
    "water": 4.0,
    "site": 1.0017,
    "capital": 2.0,
    "namesake_city": -6.0,
    "alias": -3.3992,
    "demonym": 0.1332,
    "short": 0.2084,
    "unlike": -4.8186,
    "sounds": -1.0,
    "container": 6.0,
    "container_beside": 3.0121,
    "possessor": 2.4,
    "namesake": 8.0,
    "designated": 3.0,
    "misfit": -5.0,
    "designated_beside": 1.3925,
    "misfit_beside": -0.1976,
    "home_country": 0.7885,
    "home_admin1": 2.1142,
    "home_distance": 1.6799,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 3.0979,
    "admin1_votes": 3.2538,
    "distance": 2.6573,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.4455,
    "odds": 0.6047,
    "lone": -0.4883,
    "sounds": -2.3318,
    "part": -1.3754,
    "wide": -0.7031,
    "people": 0.0603,
    "container": 0.1159,
    "agreement": -0.2312,
    "far": 1.1167,
    "alone": -1.8902,
    "home": 0.3831,
}
