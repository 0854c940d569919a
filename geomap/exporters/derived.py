"""Properties that follow from others: ACLED's codes, and the note that says it all in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

_DEMONSTRATIONS, _VIOLENCE = "Demonstrations", "Political violence"
# ACLED codebook: disorder type by event type; two sub-types differ from their event type.
_DISORDER = {
    "Battles": _VIOLENCE,
    "Explosions/Remote violence": _VIOLENCE,
    "Violence against civilians": _VIOLENCE,
    "Protests": _DEMONSTRATIONS,
    "Riots": _DEMONSTRATIONS,
    "Strategic developments": "Strategic developments",
}
_DISORDER_OF_SUB_TYPE = {
    "Excessive force against protesters": f"{_VIOLENCE}; {_DEMONSTRATIONS}",
    "Mob violence": _VIOLENCE,
}


def typed(event_type: str, sub_event_type: str) -> dict[str, Any]:
    """The types of an event with the disorder type that ACLED gives them."""
    return {
        "disorder_type": _DISORDER_OF_SUB_TYPE.get(sub_event_type, _DISORDER.get(event_type)),
        "event_type": event_type,
        "sub_event_type": sub_event_type,
    }


def dated(start: date, end: date, precision: str) -> dict[str, Any]:
    """The days of an event; ACLED's time_precision is 1 for a day, 2 for a week, else 3."""
    return {
        "event_date": start.isoformat(),
        "year": start.year,
        "time_precision": {"day": 1, "week": 2}.get(precision, 3),
        "event_date_end": end.isoformat(),
        "date_precision": precision,
    }


def is_country(feature_code: str | None) -> bool:
    """Whether a GeoNames feature code means a country."""
    return (feature_code or "").startswith("PCL")


def geonames_number(place_id: str | None) -> int | None:
    """GeoNames' number of a place by its id; None for places of other authorities.

    >>> geonames_number("geonames:170794"), geonames_number("geomap:baghuz")
    (170794, None)
    """
    authority, _, number = (place_id or "").partition(":")
    return int(number) if authority == "geonames" and number.isdecimal() else None


def note(properties: Mapping[str, Any]) -> str:
    """One sentence in plain words, with the article's own words as evidence: ACLED's notes."""
    p = properties
    where = ", ".join(dict.fromkeys(filter(None, (p["location"], p["country"]))))
    days = [d for d in (p["event_date"], p["event_date_end"]) if d]
    status = "" if p["status"] == "reported" else f" ({p['status'].replace('_', ' ')})"
    head = f"{p['sub_event_type'] or p['event_type']}{status}"
    facts = "; ".join(
        [head, where or "place not known", " to ".join(dict.fromkeys(days)) or "date not known"]
    )
    return f"{facts}: “{' '.join(p['excerpt'].split())}”"
