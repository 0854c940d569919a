"""Whom to credit and what made the file, for the metadata of exports; and text that any file can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def credits_of(geojson: Mapping[str, Any]) -> dict[str, str]:
    """``software``, ``gazetteer`` and ``attribution`` of a collection, as text.

    >>> member = {"version": "1.2", "gazetteer": {"version": 7}, "attribution": ["GeoNames, CC BY 4.0"]}
    >>> credits_of({"geomap": member})
    {'software': 'geomap 1.2', 'gazetteer': 'version 7', 'attribution': 'GeoNames, CC BY 4.0'}
    """
    member = geojson["geomap"]
    facts = {k: v for k, v in member["gazetteer"].items() if isinstance(v, (str, int, float))}
    return {
        "software": clean(f"geomap {member['version']}".strip()),
        "gazetteer": clean(", ".join(f"{key} {value}" for key, value in sorted(facts.items()))),
        "attribution": clean("; ".join(str(line) for line in member["attribution"])),
    }


def credit_line(geojson: Mapping[str, Any]) -> str:
    """The same in one line."""
    found = credits_of(geojson)
    gazetteer = f"Gazetteer: {found['gazetteer']}." if found["gazetteer"] else ""
    parts = (f"Made with {found['software']}.", gazetteer, found["attribution"])
    return " ".join(part for part in parts if part)


def clean(text: str) -> str:
    """The text with a replacement character for each NUL, where GDAL would cut it and PostgreSQL refuse
    it, and for each lone surrogate, which UTF-8 cannot hold.

    The length stays, so that offsets stay true.
    """
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_xml(text: str) -> str:
    """The same for the characters that XML cannot hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", clean(text))
