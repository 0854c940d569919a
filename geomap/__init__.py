"""geomap turns news articles into maps of events that can be checked.

>>> import geomap
>>> geomap.Place(id="t:1", name="Mosul", lat=36.34, lon=43.13, feature="PPLA").name
'Mosul'

`run` reads articles and gives a `Result`: its GeoJSON, its map, its GeoDataFrame. Everything is
loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {  # public name -> module
    "Area": "model",
    "Article": "model",
    "Candidate": "model",
    "Event": "model",
    "Flow": "model",
    "GeoReference": "model",
    "GeomapError": "errors",
    "InputError": "errors",
    "Location": "model",
    "Map": "mapping",
    "Mention": "model",
    "Place": "model",
    "Reading": "model",
    "Result": "results",
    "Settings": "config",
    "Span": "model",
    "Zone": "model",
    "geoparse": "pipeline",
    "open_steps": "config",
    "run": "results",
    "to_geodataframe": "exporters",
    "to_geojson": "exporters",
    "to_map": "mapping",
}
__all__ = [
    "Area",
    "Article",
    "Candidate",
    "Event",
    "Flow",
    "GeoReference",
    "GeomapError",
    "InputError",
    "Location",
    "Map",
    "Mention",
    "Place",
    "Reading",
    "Result",
    "Settings",
    "Span",
    "Zone",
    "geoparse",
    "open_steps",
    "run",
    "to_geodataframe",
    "to_geojson",
    "to_map",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    value = getattr(import_module(f"geomap.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
