"""Files of a user's own into a gazetteer of a user's own: GeoNames dumps, CSV, GeoJSON, Linked Places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.build import merged
from geomap.gazetteer.geonames import is_alternate_names, is_dump, read_alternate_names, read_dump
from geomap.gazetteer.sheets import read_csv, read_geojson
from geomap.gazetteer.writer import Record, write_gazetteer

FORMATS = "a GeoNames dump (.txt or .zip), .csv, .tsv, .geojson, .json or .jsonl of Linked Places"


def import_files(
    files: Sequence[Path], output: Path, *, columns: Mapping[str, str] | None = None, quiet: bool = False
) -> int:
    """Writes ``output`` with the places of ``files``; returns how many.

    ``columns`` says which columns of a CSV hold what ("name": "Place name"). GeoNames dumps are
    streamed: memory stays flat for 12 million rows; `alternateNamesV2` adds names to places that the
    dumps before it bring. Raises `GazetteerError` with file, line and what to do.
    """
    from tqdm import tqdm

    for path in files:
        if not path.is_file():
            raise GazetteerError(f"{path}: there is no such file")
    names = [path for path in files if is_alternate_names(path)]
    sources = [path for path in files if path not in names]
    if not sources:
        raise GazetteerError(f"{files[0]}: names of places, but no places; give the country's dump too")
    with tqdm(unit=" places", disable=True if quiet else None, leave=False) as bar:
        dumps = [path for path in sources if is_dump(path)]
        sheets = [path for path in sources if path not in dumps]
        return write_gazetteer(
            output,
            chain(chain.from_iterable(map(read_dump, dumps)), _own_records(sheets, columns)),
            meta={"name": output.stem, "sources": ", ".join(path.name for path in files)},
            more_names=chain.from_iterable(map(read_alternate_names, names)),
            on_batch=bar.update,
        )


def _own_records(sheets: Iterable[Path], columns: Mapping[str, str] | None) -> list[Record]:
    """Places of tables and GeoJSON, one record an id: such files fit into memory."""
    found: list[Record] = []
    for path in sheets:
        suffix = path.suffix.lower()
        if suffix in (".csv", ".tsv"):
            found.extend(read_csv(path, columns=columns))
        elif suffix in (".geojson", ".json", ".jsonl"):
            found.extend(read_geojson(path))
        else:
            raise GazetteerError(f"{path}: not a file of places that geomap knows; it takes {FORMATS}")
    return merged(found)
