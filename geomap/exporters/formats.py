"""Which exporter writes which format: entry points of the group ``geomap.exporters``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from geomap.errors import ConfigError, ExportError


class Export(Protocol):
    """Write a collection to a path or an address, all of it or nothing; raises `ExportError`."""

    def __call__(self, geojson: Mapping[str, Any], output: Path | str, /) -> None: ...


# The same names and functions as in pyproject.toml, for a checkout that is not installed.
BUILT_IN: Mapping[str, str] = {
    "annotations": "geomap.exporters.annotations:write_annotations",
    "csv": "geomap.exporters.acled:write_acled_csv",
    "fgb": "geomap.exporters.vector:write_fgb",
    "geojson": "geomap.exporters.geojson:write_geojson",
    "geojsonl": "geomap.exporters.geojson:write_geojsonl",
    "gpkg": "geomap.exporters.vector:write_gpkg",
    "kml": "geomap.exporters.kml:write_kml",
    "lpf": "geomap.exporters.linked_places:write_linked_places",
    "parquet": "geomap.exporters.parquet:write_parquet",
    "plover": "geomap.exporters.plover:write_plover",
    "postgresql": "geomap.exporters.postgis:write_postgis",
    "timemap": "geomap.exporters.timemap:write_timemap",
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
    return _to_file(_loaded(name)) if name != "postgresql" else _loaded(name)


def _loaded(name: str) -> Callable[[Mapping[str, Any], Any], None]:
    """The function of that name: an installed one, which may replace a built-in one, or the built-in one."""
    for point in entry_points(group="geomap.exporters", name=name):
        if point.value != BUILT_IN.get(name):
            loaded: Callable[[Mapping[str, Any], Any], None] = point.load()
            return loaded
    if name not in BUILT_IN:
        raise ConfigError(f"there is no export format {name!r}; known are {', '.join(export_formats())}")
    module, _, function = BUILT_IN[name].partition(":")
    built_in: Callable[[Mapping[str, Any], Any], None] = getattr(import_module(module), function)
    return built_in


def _to_file(export: Callable[[Mapping[str, Any], Path], None]) -> Export:
    """The exporter with its output as a path, and the system's refusals as `ExportError`."""

    def write(geojson: Mapping[str, Any], output: Path | str, /) -> None:
        if str(output).startswith(DATABASE):
            raise ConfigError("an address of a database goes with -f postgresql, or with no format at all")
        try:
            export(geojson, Path(output))
        except OSError as error:
            raise ExportError(f"{output}: cannot be written: {error.strerror or error}") from error

    return write
