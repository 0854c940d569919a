"""What `geomap.resolve.fitting` found on annotated news: written by a program, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "city_people": 1.0,
    "division_people": 1.0,
    "country": 6.0,
    "admin1": 0.0,
    "admin2": -0.8,
    "region": 5.2,
    "water": 4.0,
    "site": 1.0,
    "capital": 0.5,
    "namesake_city": -2.5,
    "alias": -0.7,
    "demonym": 0.0,
    "short": -0.5,
    "unlike": -5.0,
    "sounds": -1.0,
    "container": 4.0,
    "possessor": 2.4,
    "namesake": 4.0,
    "designated": 2.0,
    "misfit": -2.5,
    "designated_beside": 1.0,
    "misfit_beside": -0.7,
    "home_country": 1.0,
    "home_admin1": 2.0,
    "home_distance": 1.0,
    "part": 0.0,
    "wanted_country": 1.5,
    "country_votes": 2.0,
    "admin1_votes": 3.0,
    "distance": 2.0,
}
