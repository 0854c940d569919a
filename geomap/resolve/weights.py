"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.3643,
    "division_people": 2.2535,
    "country": 5.5634,
    "admin1": -0.7795,
    "admin2": 4.0586,
    "region": 4.8887,
    "water": 4.0,
    "site": 0.9866,
    "capital": 0.3472,
    "namesake_city": -6.0,
    "alias": -2.6609,
    "demonym": 0.1086,
    "short": 0.2669,
    "unlike": -4.856,
    "sounds": -1.0,
    "container": 6.0,
    "container_beside": 3.0055,
    "possessor": 2.4,
    "namesake": 8.0,
    "designated": 3.0,
    "misfit": -5.0,
    "designated_beside": 0.9609,
    "misfit_beside": -0.3522,
    "home_country": 1.2678,
    "home_admin1": 1.6853,
    "home_distance": 1.5123,
    "part": -0.5,
    "wanted_country": 1.5,
    "country_votes": 1.8962,
    "admin1_votes": 2.2355,
    "distance": 2.534,
}

CONFIDENCE: Mapping[str, float] = {
    "constant": 1.4969,
    "odds": 0.5846,
    "lone": -0.6487,
    "sounds": -2.2968,
    "part": -1.8628,
    "wide": -0.3346,
    "people": 0.0739,
    "container": 0.2962,
    "agreement": -0.6369,
    "far": 0.9646,
    "alone": -1.9751,
    "home": 0.4234,
}
