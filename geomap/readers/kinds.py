"""What kind of input a path is, told from its name and, where that is not enough, its first bytes."""

from __future__ import annotations

import re
from pathlib import Path

SIDECAR = ".meta.json"  # NAME.meta.json beside NAME.txt
STREAMED = frozenset({"csv", "jsonl", "ndjson", "parquet", "tsv", "warc", "warc.gz"})  # many articles a file
_ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)://")
_PEEK = 65_536  # bytes; geomap writes "type" first


def scheme_of(source: str) -> str | None:
    """``"https"`` of an address, None of a path."""
    found = _ADDRESS.match(source)
    return found.group(1).lower() if found else None


def suffix_of(path: Path, known: tuple[str, ...]) -> str:
    """The longest ending of the name that a reader is known for, else the last suffix; maybe ``""``.

    >>> suffix_of(Path("crawl.2020.warc.gz"), ("warc", "warc.gz"))
    'warc.gz'
    """
    parts = path.name.lower().split(".")[1:]
    for i in range(len(parts)):
        ending = ".".join(parts[i:])
        if ending in known:
            return ending
    return parts[-1] if parts else ""


def is_events_file(path: str | Path) -> bool:
    """Whether this is a GeoJSON or GeoParquet of events, to be drawn and not read as articles."""
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            return False
        if suffix == ".geojson":
            return True
        if suffix == ".json":
            with path.open("rb") as file:
                head = file.read(_PEEK)
            return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"type"\s*:\s*"FeatureCollection"', head) is not None
        return suffix == ".parquet" and _is_geoparquet(path)
    except (OSError, ValueError):
        return False


def is_own_output(path: str | Path) -> bool:
    """Whether geomap wrote this file beside its events: a map, a ledger, a report of corrections.

    A folder that holds last week's map can so be read again.
    """
    path = Path(path)
    name = path.name.lower()
    if name.endswith((".html", ".ledger.csv")):
        stem = path.name[: -len(".ledger.csv" if name.endswith(".ledger.csv") else ".html")]
        return path.with_name(f"{stem}.geojson").is_file()
    if name.endswith(".json"):
        with path.open("rb") as file:
            return b'"geomap_corrections"' in file.read(_PEEK)
    return False


def _is_geoparquet(path: Path) -> bool:
    from pyarrow import ArrowException
    from pyarrow.parquet import read_schema

    try:
        return b"geo" in (read_schema(path).metadata or {})
    except ArrowException:
        return False
