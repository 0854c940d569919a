"""Articles from files, folders, addresses and standard input: one file a format.

`read_inputs` is the door: it finds the reader for each input by its suffix or scheme, gives every
article an id, its furniture and a checked size, and reports what cannot be read while the rest goes
on. A reader of your own is a function ``(str) -> Iterator[Article]``, named by its suffix among the
entry points ``geomap.readers``.
"""

from __future__ import annotations

from geomap.readers.inputs import read_inputs
from geomap.readers.kinds import is_events_file
from geomap.readers.registry import Reader, known_readers, open_reader

__all__ = ["Reader", "is_events_file", "known_readers", "open_reader", "read_inputs"]
