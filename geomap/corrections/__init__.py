"""What a reader corrected in a map, read from its file and applied again on any later run.

The GeoJSON is the one thing that is corrected, so the map, the exports and a file read back agree:
``geojson, not_applied = apply_corrections(geojson, read_corrections(path))``.
"""

from geomap.corrections.patches import Correction, read_corrections, write_corrections
from geomap.corrections.replay import apply_corrections

__all__ = ["Correction", "apply_corrections", "read_corrections", "write_corrections"]
