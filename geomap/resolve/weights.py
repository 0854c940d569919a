"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.2685,
    "division_people": 1.9511,
    "country": 6.0874,
    "admin1": -0.1666,
    "admin2": 4.8511,
    "plain_admin2": 1.4712,
    "region": 4.6594,
    "water": 4.0,
    "site": 0.9961,
    "capital": 2.0,
    "namesake_city": -6.0,
    "alias": -3.2416,
    "demonym": 0.1212,
    "short": 0.1432,
    "unlike": -4.8379,
    "sounds": -1.0,
    "container": 6.0,
    "container_beside": 3.0087,
    "possessor": 2.4,
    "namesake": 8.0,
    "designated": 3.0,
    "misfit": -5.0,
    "designated_beside": 1.4012,
    "misfit_beside": -0.4032,
    "home_country": 0.8654,
    "home_admin1": 2.0474,
    "home_distance": 1.5781,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 2.8657,
    "admin1_votes": 3.2549,
    "distance": 2.5755,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.2003,
    "odds": 0.6309,
    "lone": -0.5839,
    "sounds": -2.4499,
    "part": -1.3659,
    "wide": -0.7026,
    "people": 0.0648,
    "container": 0.1409,
    "agreement": -0.1434,
    "far": 1.0513,
    "alone": -1.6889,
    "home": 0.4286,
}
