"""``events.json`` for TimeMap, Forensic Architecture's map of events in time.

TimeMap's schema wants every value as text, refuses events with neither day nor place and keys that it
does not know, and drops events without a day. The sources of an event are the ids of TimeMap's own
``sources`` sheet: here the articles' ids, with their addresses in ``comments``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.exporters.credits import credit_line
from geomap.exporters.geojson import to_json
from geomap.files import replacing


def write_timemap(geojson: Mapping[str, Any], path: Path) -> None:
    """A JSON array of the events that have a day or a place, as TimeMap's ``EVENTS_EXT`` serves it."""
    credit = credit_line(geojson)
    events = [to_event(feature, credit) for feature in geojson["features"] if _shown(feature["properties"])]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.write("[" + ",\n".join(map(to_json, events)) + "]\n")


def _shown(p: Mapping[str, Any]) -> bool:
    return p["event_date"] is not None or p["latitude"] is not None


def to_event(feature: Mapping[str, Any], credit: str) -> dict[str, Any]:
    """An event by TimeMap's event schema; what it has no key for is told in ``comments``."""
    p = feature["properties"]
    told = [
        f"Status: {p['status']}.",
        f"Place: {p['certainty']}, within {p['radius_km']:g} km." if p["radius_km"] else "",
        f"Last day: {p['event_date_end']}." if p["event_date_end"] != p["event_date"] else "",
        *(f"{source['source'] or source['article_id']}: {source['url'] or ''}" for source in p["sources"]),
        credit,
    ]
    return {
        "id": feature["id"],
        "description": p["notes"] or "",
        "date": p["event_date"] or "",
        "time": "",
        "time_precision": p["date_precision"] or "",
        "location": p["location"] or "",
        "latitude": "" if p["latitude"] is None else str(p["latitude"]),
        "longitude": "" if p["longitude"] is None else str(p["longitude"]),
        "type": p["sub_event_type"],
        "category": p["event_type"],
        "associations": [name for name in (p["event_type"], p["sub_event_type"]) if name],
        "sources": list(dict.fromkeys(source["article_id"] for source in p["sources"])),
        "comments": " ".join(filter(None, told)),
    }
