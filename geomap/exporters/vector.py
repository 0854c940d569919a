"""GeoPackage and FlatGeobuf, written by GDAL through pyogrio."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ExportError
from geomap.exporters.credits import credit_line, credits_of
from geomap.exporters.tables import to_table
from geomap.files import replacing

if TYPE_CHECKING:
    import pyarrow

LAYER = "events"
# GeoPackage stores when a layer was last changed; a fixed time keeps same input, same bytes.
_CLOCK = {"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}


def write_gpkg(geojson: Mapping[str, Any], path: Path) -> None:
    """A GeoPackage with the layer ``events`` and the tables ``ledger`` and ``articles``."""
    from geomap.exporters.ledger import COLUMNS as LEDGER

    articles = ("id", "title", "source", "url", "published", "published_basis", "events", "names")
    member = geojson["geomap"]
    with replacing(path) as temporary:
        temporary.unlink()
        _write(to_table(geojson), temporary, "GPKG", LAYER, geojson)
        for name, columns in (("ledger", LEDGER), ("articles", articles)):
            _write(_plain_table(member[name], columns), temporary, "GPKG", name, geojson)


def write_fgb(geojson: Mapping[str, Any], path: Path) -> None:
    """A FlatGeobuf file. It has a spatial index unless events are unlocated, which an index cannot hold."""
    whole = all(feature["geometry"] for feature in geojson["features"]) and bool(geojson["features"])
    with replacing(path) as temporary:
        temporary.unlink()
        options = {"SPATIAL_INDEX": "YES" if whole else "NO", "DESCRIPTION": credit_line(geojson)}
        _write(to_table(geojson), temporary, "FlatGeobuf", LAYER, geojson, **options)


def _plain_table(rows: list[Mapping[str, Any]], columns: tuple[str, ...]) -> pyarrow.Table:
    """Rows without geometry, whatever of their columns they have, as an Arrow table."""
    import pyarrow

    from geomap.exporters.credits import clean

    whole, number = {"count", "start", "end", "events", "names"}, {"lat", "lon"}
    arrays = {}
    for column in columns:
        values = [row.get(column) for row in rows]
        if column in whole:
            arrays[column] = pyarrow.array(values, pyarrow.int64())
        elif column in number:
            arrays[column] = pyarrow.array(values, pyarrow.float64())
        else:
            texts = [None if value is None else clean(str(value)) for value in values]
            arrays[column] = pyarrow.array(texts, pyarrow.string())
    return pyarrow.table(arrays)


def _write(
    table: pyarrow.Table, path: Path, driver: str, layer: str, geojson: Mapping[str, Any], **options: str
) -> None:
    import pyogrio

    spatial = "geometry" in table.column_names
    before = {name: pyogrio.get_gdal_config_option(name) for name in _CLOCK}
    pyogrio.set_gdal_config_options(_CLOCK)
    try:
        pyogrio.write_arrow(
            table,
            path,
            layer=layer,
            driver=driver,
            geometry_name="geometry" if spatial else None,
            geometry_type="Unknown" if spatial else None,
            crs="EPSG:4326" if spatial else None,
            append=path.exists(),
            dataset_metadata=credits_of(geojson) if driver == "GPKG" and spatial else None,
            **options,
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise ExportError(f"{path}: {driver} could not be written: {error}") from error
    finally:
        pyogrio.set_gdal_config_options(before)
