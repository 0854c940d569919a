"""From the names in an article to places: candidates, the choice among them, and areas of phrases."""

from geomap.resolve.candidates import propose
from geomap.resolve.homes import with_homes
from geomap.resolve.online import OnlineGeocoder, resolve_online
from geomap.resolve.phrases import find_areas
from geomap.resolve.precision import Precision, precision_of
from geomap.resolve.resolving import find_home, resolve

__all__ = [
    "OnlineGeocoder",
    "Precision",
    "find_areas",
    "find_home",
    "precision_of",
    "propose",
    "resolve",
    "resolve_online",
    "with_homes",
]
