"""What a file of events holds: the properties of a feature in their order, and the rows of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["text", "date", "whole", "number", "marks", "objects", "object"]

# ACLED's names come first, as its users expect them; then what geomap knows besides.
_TABLE = """
event_date date          year whole               time_precision whole     disorder_type text
event_type text          sub_event_type text      actor1 text              assoc_actor_1 text
actor2 text              assoc_actor_2 text       iso whole                country text
admin1 text              admin2 text              location text            latitude number
longitude number         geo_precision whole      source text              notes text
fatalities whole
event_date_end date      date_precision text      date_text text           date_basis text
country_code text        certainty text           radius_km number         relation text
rule text                location_basis text      location_text text       place_id text
feature_code text        fatalities_max whole     injured whole            injured_max whole
status text              confidence number        why text                 article_id text
excerpt text             excerpt_start whole      excerpt_end whole        trigger text
trigger_start whole      trigger_end whole        marks marks              candidates objects
sources objects          source_count whole       contradictions objects   corrected object
"""


def _read(table: str) -> dict[str, Kind]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))  # type: ignore[arg-type]


PROPERTIES: Mapping[str, Kind] = _read(_TABLE)
LISTS = frozenset(name for name, kind in PROPERTIES.items() if kind in {"marks", "objects"})
NESTED = LISTS | {"corrected"}  # JSON text in formats that have no lists
REQUIRED = frozenset({"event_type", "sub_event_type", "status", "excerpt", "article_id"})

# What stands inside the lists of a feature and of the member ``geomap``: what each row must have ...
ROWS_REQUIRED: Mapping[str, Mapping[str, Kind]] = {
    "sources": _read("event_id text article_id text excerpt text marks marks"),
    "candidates": _read("id text name text lat number lon number"),
    "contradictions": _read("field text values objects"),
    "articles": _read("id text"),
    "ledger": _read(
        "name text reason text article_id text start whole end whole excerpt text marks marks "
        "candidates objects count whole"
    ),
    "cuts": _read("article_id text reason text text text start whole end whole"),
    "flows": _read("kind text excerpt text article_id text"),
    "zones": _read(
        "class text name text lat number lon number radius_km number excerpt text article_id text"
    ),
    "end": _read("name text lat number lon number"),
}
# ... and what it may have; None where it has not.
ROWS_OPTIONAL: Mapping[str, Mapping[str, Kind]] = {
    "sources": _read(
        "title text source text url text published date published_basis text excerpt_start whole "
        "excerpt_end whole event_date date event_date_end date fatalities whole actor1 text actor2 text"
    ),
    "candidates": _read("country text admin1 text feature text score number radius_km number match text"),
    "articles": _read(
        "title text source text url text published date published_basis text events whole names whole"
    ),
    "ledger": _read("role text why text lat number lon number place_id text place text country text"),
    "flows": _read("from object to object goods text share text marks marks"),
    "zones": _read("geometry object"),
    "end": _read("country text"),
}
