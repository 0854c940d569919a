"""GeoPackage and FlatGeobuf, written by GDAL through pyogrio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ExportError
from geomap.exporters.credits import clean, credit_line, credits_of
from geomap.exporters.geometry import to_point
from geomap.exporters.ledger import COLUMNS as LEDGER
from geomap.exporters.tables import to_table, to_wkb
from geomap.files import replacing

if TYPE_CHECKING:
    import pyarrow

LAYER = "events"
_FLOW = ("kind", "origin", "destination", "goods", "share", "article_id", "excerpt", "geometry")
_ZONE = ("class", "name", "radius_km", "article_id", "excerpt", "geometry")
_ARTICLE = ("id", "title", "source", "url", "published", "published_basis", "events", "names")
# GeoPackage stores when a layer was last changed; a fixed time keeps same input, same bytes.
_CLOCK = {"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}


def write_gpkg(geojson: Mapping[str, Any], path: Path) -> None:
    """A GeoPackage with the layers events, flows and zones, and the tables ledger and articles."""
    member = geojson["geomap"]
    layers = {
        LAYER: to_table(geojson),
        "flows": _plain_table([_flow(flow) for flow in member["flows"]], _FLOW),
        "zones": _plain_table([_zone(zone) for zone in member["zones"]], _ZONE),
        "ledger": _plain_table(member["ledger"], LEDGER),
        "articles": _plain_table(member["articles"], _ARTICLE),
    }
    with replacing(path) as temporary:
        temporary.unlink()
        for name, table in layers.items():
            _write(table, temporary, "GPKG", name, geojson)


def _flow(flow: Mapping[str, Any]) -> dict[str, Any]:
    """A flow as a row: a line from its origin to its destination where both are known."""
    start, end = flow["from"] or {}, flow["to"] or {}
    ends = [[e["lon"], e["lat"]] for e in (start, end) if e]
    shape = {"type": "LineString", "coordinates": ends} if len(ends) == 2 else None
    return {**flow, "origin": start.get("name"), "destination": end.get("name"), "geometry": to_wkb(shape)}


def _zone(zone: Mapping[str, Any]) -> dict[str, Any]:
    return {**zone, "geometry": to_wkb(zone["geometry"] or to_point(zone["lat"], zone["lon"]))}


def write_fgb(geojson: Mapping[str, Any], path: Path) -> None:
    """A FlatGeobuf file. It has a spatial index unless events are unlocated, which an index cannot hold."""
    whole = all(feature["geometry"] for feature in geojson["features"]) and bool(geojson["features"])
    with replacing(path) as temporary:
        temporary.unlink()
        options = {"SPATIAL_INDEX": "YES" if whole else "NO", "DESCRIPTION": credit_line(geojson)}
        _write(to_table(geojson), temporary, "FlatGeobuf", LAYER, geojson, **options)


def _plain_table(rows: Sequence[Mapping[str, Any]], columns: tuple[str, ...]) -> pyarrow.Table:
    """These columns of the rows as an Arrow table."""
    import pyarrow

    types = {
        **dict.fromkeys(("count", "start", "end", "events", "names"), pyarrow.int64()),
        **dict.fromkeys(("lat", "lon", "radius_km"), pyarrow.float64()),
        "geometry": pyarrow.binary(),
    }
    arrays = {}
    for column in columns:
        values = [row.get(column) for row in rows]
        if column not in types:
            values = [None if value is None else clean(str(value)) for value in values]
        arrays[column] = pyarrow.array(values, types.get(column, pyarrow.string()))
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
            dataset_metadata=credits_of(geojson) if driver == "GPKG" and layer == LAYER else None,
            **options,
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise ExportError(f"{path}: {driver} could not be written: {error}") from error
    finally:
        pyogrio.set_gdal_config_options(before)
