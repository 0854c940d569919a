"""What was found, in the formats of others. `to_geojson` comes first: the rest is made from it."""

from geomap.exporters.checks import read_geojson
from geomap.exporters.formats import export_formats, exporter_for
from geomap.exporters.geojson import to_geojson, to_json, write_geojson
from geomap.exporters.ledger import write_ledger
from geomap.exporters.postgis import without_password
from geomap.exporters.records import record_line, to_record
from geomap.exporters.summary import at_least, summary
from geomap.exporters.tables import to_geodataframe

__all__ = [
    "at_least",
    "export_formats",
    "exporter_for",
    "read_geojson",
    "record_line",
    "summary",
    "to_geodataframe",
    "to_geojson",
    "to_json",
    "to_record",
    "without_password",
    "write_geojson",
    "write_ledger",
]
