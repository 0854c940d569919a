"""When an event is right: in kind, place and days, against our annotation or against a template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from benchmarks.events import REAL
from geomap.events.acled import EVENT_TYPE_OF
from geomap.geo import distance_km
from geomap.model import Event, Location, When

NEAR_KM, AREA_KM = 25.0, 100.0
RECENT = timedelta(days=62)  # what "on or before" may mean in templates


def right_place(wanted: dict[str, Any] | None, found: Location | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    if "country" in wanted:
        return found.country == wanted["country"] and (found.feature or "").startswith("PCL")
    apart = distance_km(wanted["lat"], wanted["lon"], found.lat, found.lon)
    return apart <= max(NEAR_KM, min(found.radius_km, AREA_KM) if wanted.get("area") else 0.0)


def right_days(wanted: list[str] | None, found: When | None) -> bool:
    if wanted is None or found is None:
        return wanted is None
    start, end = map(date.fromisoformat, wanted)
    told, length = (end - start).days, (found.end - found.start).days
    if length <= told:
        return start <= found.start and found.end <= end
    return found.start <= start and end <= found.end and length <= told + 7


def right(wanted: dict[str, Any], event: Event) -> bool:
    """Whether an event is an annotated one."""
    return (
        event.event_type == EVENT_TYPE_OF[wanted["sub_event_type"]]
        and right_place(wanted["place"], event.location)
        and right_days(wanted["date"], event.when)
    )


def same_status(wanted: dict[str, Any], event: Event) -> bool:
    return wanted["status"] == event.status or {wanted["status"], event.status} <= set(REAL)


def keyed_days(wanted: dict[str, Any], found: When | None) -> bool:
    """Whether the days lie within those of a template."""
    if wanted["kind"] == "none":
        return True
    if found is None:
        return False
    end = date.fromisoformat(wanted["end"])
    start = end - RECENT if wanted["kind"] == "on_or_before" else date.fromisoformat(wanted["start"])
    return start <= found.start and found.end <= end


def keyed(template: dict[str, Any], event: Event) -> bool:
    """Whether an event is a template's: its type, its most specific place by name, its days."""
    return (
        event.muc_type in kinds(template)
        and keyed_place(template["location"], event.location)
        and keyed_days(template["date"], event.when)
    )


def keyed_place(wanted: dict[str, Any], found: Location | None) -> bool:
    if found is None or found.country != wanted.get("country_code"):
        return False
    if not wanted["places"]:
        return (found.feature or "").startswith("PCL")
    return is_named(wanted["places"][-1], (found.name, *found.alt_names))


def is_named(wanted: dict[str, Any], names: Iterable[str]) -> bool:
    """Whether a template's place is called by one of the names."""
    keyed_names = {bare(name) for name in (wanted["name"], *(wanted.get("aliases") or ()))}
    return not keyed_names.isdisjoint(map(bare, names))


def fold(text: str) -> str:
    """Letters and digits in upper case, between single spaces."""
    return " " + " ".join(re.sub(r"[^A-Z0-9]+", " ", text.upper()).split()) + " "


def kinds(event: dict[str, Any]) -> set[str]:
    return {event["type"]} if isinstance(event["type"], str) else set(event["type"])


_DIVISION = re.compile(
    r"^ (?:(?:THE )?(?:CITY|TOWN|VILLAGE|DEPARTMENT|PROVINCE|MUNICIPALITY|DISTRICT|REGION|STATE) OF )?(.*?)"
    r"(?: (?:CITY|TOWN|VILLAGE|DEPARTMENT|PROVINCE|MUNICIPALITY|DISTRICT|REGION|STATE|NEIGHBORHOOD|AREA))? $"
)


def bare(name: str) -> str:
    """A folded name without the word for its kind of division."""
    found = _DIVISION.match(fold(name))
    return found[1] if found else name
