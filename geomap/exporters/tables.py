"""The events as an Arrow table: the one that GeoPackage, FlatGeobuf, GeoParquet and PostGIS are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.exporters.credits import clean
from geomap.exporters.geojson import to_json
from geomap.exporters.schema import NESTED, PROPERTIES

if TYPE_CHECKING:
    import geopandas
    import pyarrow

COLUMNS = tuple(PROPERTIES)


def kind_of(column: str) -> str:
    """ "date", "whole", "number", "json" or "text": what a column holds."""
    return "json" if column in NESTED else PROPERTIES[column]


def to_cell(column: str, value: Any) -> Any:
    """A property as a column holds it: days as dates, nested values as JSON, text that UTF-8 can hold."""
    if value is None:
        return None
    kind = kind_of(column)
    if kind == "json":
        return to_json(value)
    if kind == "text":
        return clean(value)
    return date.fromisoformat(value) if kind == "date" else value


def from_cell(column: str, value: Any) -> Any:
    """The property that `to_cell` made a cell of."""
    import json

    if value is None:
        return None
    kind = kind_of(column)
    if kind == "json":
        return json.loads(value)
    return value.isoformat() if kind == "date" else value


def to_table(geojson: Mapping[str, Any]) -> pyarrow.Table:
    """One row an event: ``id``, every property, and ``geometry`` as WKB (null where unlocated)."""
    import pyarrow

    types = {
        "date": pyarrow.date32(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "json": pyarrow.string(),
        "text": pyarrow.string(),
    }
    features = geojson["features"]
    arrays: dict[str, Any] = {"id": pyarrow.array([clean(f["id"]) for f in features], pyarrow.string())}
    for column in COLUMNS:
        cells = [to_cell(column, feature["properties"][column]) for feature in features]
        arrays[column] = pyarrow.array(cells, types[kind_of(column)])
    arrays["geometry"] = pyarrow.array([to_wkb(f["geometry"]) for f in features], pyarrow.binary())
    return pyarrow.table(arrays)


def to_wkb(geometry: Mapping[str, Any] | None) -> bytes | None:
    """A geometry as ISO WKB, little-endian."""
    from shapely import to_wkb
    from shapely.geometry import shape

    return to_wkb(shape(geometry), byte_order=1, flavor="iso") if geometry else None


def to_geodataframe(geojson: Mapping[str, Any]) -> geopandas.GeoDataFrame:
    """One row an event in WGS 84, indexed by event id, ready to plot, explore, join and save.

    Unlocated events have no geometry (None). Days are timestamps, whole numbers are nullable, nested
    properties (``sources``, ``candidates``, ...) are JSON text, as in the files that geopandas can write.
    """
    import geopandas
    import pandas
    from shapely.geometry import shape

    features = geojson["features"]
    dtypes = {"date": "datetime64[us]", "whole": "Int64", "number": "float64"}
    columns = {
        column: pandas.Series(
            [to_cell(column, feature["properties"][column]) for feature in features],
            dtype=dtypes.get(kind_of(column), "object"),
        )
        for column in COLUMNS
    }
    shapes = [shape(f["geometry"]) if f["geometry"] else None for f in features]
    frame = geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(shapes, crs="EPSG:4326"))
    return frame.set_index(pandas.Index([clean(f["id"]) for f in features], name="id", dtype="object"))
