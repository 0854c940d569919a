"""Which exporter writes which format: entry points of the group ``geomap.exporters``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from geomap.errors import ConfigError


class Export(Protocol):
    """Write a collection to a path, all of it or nothing; raises `ExportError`."""

    def __call__(self, geojson: Mapping[str, Any], path: Path, /) -> None: ...


# The same names and functions as in pyproject.toml, for a checkout that is not installed.
BUILT_IN: Mapping[str, str] = {
    "geojson": "geomap.exporters.geojson:write_geojson",
}
_ENDINGS = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".geojsonl": "geojsonl",
    ".geojsons": "geojsonl",
    ".ndjson": "geojsonl",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".fgb": "fgb",
    ".kml": "kml",
    ".csv": "csv",
    ".jsonld": "lpf",
}
DATABASE = ("postgresql://", "postgres://")


def export_formats() -> tuple[str, ...]:
    """Names of every known format, built-in or installed, sorted."""
    installed = {point.name for point in entry_points(group="geomap.exporters")}
    return tuple(sorted({*BUILT_IN, *installed}))


def exporter_for(name: str | None, output: str | Path) -> Export:
    """The exporter of that name, or of the output's ending where no name is given.

    A ``postgresql://`` address needs no name. Raises `ConfigError` that lists the known formats.
    """
    if name is None:
        database = str(output).startswith(DATABASE)
        name = "postgresql" if database else _ENDINGS.get(Path(output).suffix.lower())
        if name is None:
            known = ", ".join(sorted(_ENDINGS))
            raise ConfigError(
                f"{output}: the format is not clear; name it with -f, or end the file in {known}"
            )
    name = "postgresql" if name.startswith(DATABASE) else name.lower()
    for point in entry_points(group="geomap.exporters", name=name):
        if point.value != BUILT_IN.get(name):
            loaded: Export = point.load()
            return loaded
    if name not in BUILT_IN:
        raise ConfigError(f"there is no export format {name!r}; known are {', '.join(export_formats())}")
    module, _, function = BUILT_IN[name].partition(":")
    built_in: Export = getattr(import_module(module), function)
    return built_in
