"""Readers by name: a file's suffix or an address's scheme.

A reader is a function from a path or address to its articles, lazily and in order. In the place of
an article that it cannot read it may yield an `InputError` and go on; an error that it raises ends
that input only. An article without an id of its own takes the path as its id, or ``path:line``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from geomap.errors import ConfigError
from geomap.model import Article

Reader = Callable[[str], Iterator[Article | Exception]]

GROUP = "geomap.readers"
# The same table is declared under [project.entry-points."geomap.readers"]; it stands here too so
# that a checkout which is only on the path can read.
BUILT_IN = {
    "atom": "geomap.readers.feed:read_feed",
    "csv": "geomap.readers.table:read_csv",
    "htm": "geomap.readers.html:read_html",
    "html": "geomap.readers.html:read_html",
    "http": "geomap.readers.web:read_address",
    "https": "geomap.readers.web:read_address",
    "json": "geomap.readers.table:read_json",
    "jsonl": "geomap.readers.table:read_jsonl",
    "ndjson": "geomap.readers.table:read_jsonl",
    "parquet": "geomap.readers.table:read_parquet",
    "pdf": "geomap.readers.pdf:read_pdf",
    "rss": "geomap.readers.feed:read_feed",
    "text": "geomap.readers.plain:read_plain",
    "tsv": "geomap.readers.table:read_csv",
    "txt": "geomap.readers.plain:read_plain",
    "warc": "geomap.readers.warc:read_warc",
    "warc.gz": "geomap.readers.warc:read_warc",
    "xhtml": "geomap.readers.html:read_html",
    "xml": "geomap.readers.feed:read_feed",
}


@cache
def known_points() -> dict[str, str]:
    """Name to ``module:function``; a stranger's reader takes the place of a built-in one."""
    installed = {point.name.lower(): point.value for point in entry_points(group=GROUP)}
    strangers = {name: value for name, value in installed.items() if not value.startswith("geomap.readers.")}
    return {**BUILT_IN, **strangers}


def known_readers() -> tuple[str, ...]:
    """Names of all readers, sorted."""
    return tuple(sorted(known_points()))


def open_reader(name: str) -> Reader:
    """The reader of that suffix or scheme. An unknown name is a `ConfigError` that lists the known."""
    value = known_points().get(name.lower())
    if value is None:
        raise ConfigError(f"nothing reads {name!r}; known are {', '.join(known_readers())}")
    module, _, function = value.partition(":")
    return cast(Reader, getattr(import_module(module.strip()), function.strip()))
