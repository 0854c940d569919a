"""The properties of a feature: their names in the order of the file, and what each may hold."""

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
_WORDS = _TABLE.split()
PROPERTIES: Mapping[str, Kind] = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))  # type: ignore[arg-type]
LISTS = frozenset(name for name, kind in PROPERTIES.items() if kind in {"marks", "objects"})
NESTED = LISTS | {"corrected"}  # JSON text in formats that have no lists
REQUIRED = frozenset({"event_type", "sub_event_type", "status", "excerpt", "article_id"})
