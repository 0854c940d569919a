"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.3955,
    "division_people": 1.6552,
    "country": 4.9427,
    "admin1": 0.4113,
    "admin2": 3.2506,
    "region": 4.361,
    "water": 4.0,
    "site": 0.9914,
    "capital": 0.386,
    "namesake_city": -4.0,
    "alias": -2.0,
    "demonym": 0.0776,
    "short": 0.0384,
    "unlike": -4.9458,
    "sounds": -1.0,
    "container": 5.0,
    "container_beside": 3.0,
    "possessor": 2.4,
    "namesake": 8.0,
    "designated": 1.8694,
    "misfit": -2.3768,
    "designated_beside": 1.4055,
    "misfit_beside": -0.8847,
    "home_country": 0.4157,
    "home_admin1": 2.0779,
    "home_distance": 1.6233,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 1.9259,
    "admin1_votes": 2.4852,
    "distance": 2.2673,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.4691,
    "odds": 0.5885,
    "lone": -0.9829,
    "sounds": -2.2008,
    "part": -1.9311,
    "wide": -0.1421,
    "people": 0.1071,
    "container": 0.8379,
    "agreement": -0.4128,
    "far": 1.1156,
    "alone": -1.8961,
    "home": 0.4587,
}
