"""GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/), and the collection read back from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.exporters.credits import clean, credits_of
from geomap.exporters.geojson import to_json
from geomap.exporters.geometry import bounding_box
from geomap.exporters.tables import COLUMNS, from_cell, to_table
from geomap.files import replacing

_BOX = ("xmin", "ymin", "xmax", "ymax")


def write_parquet(geojson: Mapping[str, Any], path: Path) -> None:
    """A GeoParquet 1.1 file: WKB in ``geometry``, a ``bbox`` column that readers skip row groups by.

    The member ``geomap`` of the collection is in the file's metadata, so that nothing is lost and
    geomap reads the file as it reads its GeoJSON.
    """
    import pyarrow
    from pyarrow import parquet

    table = to_table(geojson)
    boxes = [_box(feature["geometry"]) for feature in geojson["features"]]
    fields = [pyarrow.field(name, pyarrow.float64()) for name in _BOX]
    table = table.append_column("bbox", pyarrow.array(boxes, pyarrow.struct(fields)))
    metadata = {
        "geo": json.dumps(_geo_metadata(geojson)),
        "geomap": clean(to_json(geojson["geomap"])),
        **credits_of(geojson),
    }
    with replacing(path) as temporary:
        parquet.write_table(table.replace_schema_metadata(metadata), temporary, compression="zstd")


def _box(geometry: Mapping[str, Any] | None) -> dict[str, float] | None:
    return dict(zip(_BOX, bounding_box([geometry]) or (), strict=True)) if geometry else None


def _geo_metadata(geojson: Mapping[str, Any]) -> dict[str, Any]:
    """The file metadata of the specification; without ``crs`` it is OGC:CRS84, as in GeoJSON."""
    shapes = [feature["geometry"] for feature in geojson["features"] if feature["geometry"]]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape["type"] for shape in shapes}),
        "orientation": "counterclockwise",
        "edges": "planar",
        "covering": {"bbox": {name: ["bbox", name] for name in _BOX}},
    }
    if box := bounding_box(shapes):
        column["bbox"] = box
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def read_collection(path: Path) -> dict[str, Any]:
    """The collection that `write_parquet` wrote, unchecked; `InputError` where it is not one."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    except pyarrow.ArrowException as error:
        raise InputError(str(path), f"is not a Parquet file: {error}") from error
    metadata = table.schema.metadata or {}
    needed = {"id", "geometry", *COLUMNS}
    if b"geomap" not in metadata or not needed <= set(table.column_names):
        raise InputError(str(path), "was not written by geomap: it has no events and no geomap metadata")
    try:
        member = json.loads(metadata[b"geomap"])
        features = [_feature(row) for row in table.select(sorted(needed)).to_pylist()]
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(str(path), f"holds something that geomap did not write: {error}") from error
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if box := bounding_box(f["geometry"] for f in features if f["geometry"]):
        collection["bbox"] = box
    return {**collection, "features": features, "geomap": member}


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    from shapely import from_wkb
    from shapely.geometry import mapping

    shape = json.loads(json.dumps(mapping(from_wkb(row["geometry"])))) if row["geometry"] else None
    properties = {column: from_cell(column, row[column]) for column in COLUMNS}
    return {"type": "Feature", "id": row["id"], "geometry": shape, "properties": properties}
