"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.2896,
    "division_people": 1.3937,
    "country": 5.1541,
    "admin1": 0.199,
    "admin2": 2.9188,
    "region": 4.5898,
    "water": 4.0,
    "site": 0.997,
    "capital": 0.258,
    "namesake_city": -1.8659,
    "alias": -2.0708,
    "demonym": 0.0257,
    "short": -0.0687,
    "unlike": -4.9885,
    "sounds": -1.0,
    "container": 3.2471,
    "possessor": 2.4,
    "namesake": 4.0307,
    "designated": 1.9569,
    "misfit": -2.4597,
    "designated_beside": 1.266,
    "misfit_beside": -0.8721,
    "home_country": 0.8319,
    "home_admin1": 2.063,
    "home_distance": 1.5444,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 2.1192,
    "admin1_votes": 2.673,
    "distance": 1.9777,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 0.3,
    "odds": 0.5,
    "lone": 0.0,
    "sounds": -1.0,
    "part": 0.0,
    "wide": 1.0,
    "people": 0.3,
    "container": 0.5,
    "agreement": 1.0,
    "far": 0.5,
    "alone": 0.0,
    "home": 0.0,
}
