"""Events in the shape of PLOVER, the event ontology of the Open Event Data Alliance (manual of 2024-02-04).

One JSON object a line with the manual's field names. ACLED's sub-types say less than PLOVER's categories
in some places, so the mapping below keeps to what both say; the words of ACLED stay in ``comment``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.countries import alpha3, countries
from geomap.exporters.credits import credits_of
from geomap.exporters.derived import geonames_number
from geomap.exporters.geojson import to_json
from geomap.files import replacing
from geomap.resolve.precision import precision_of

# ACLED sub-event type -> PLOVER category and mode.
_CODES = {
    "Armed clash": ("ASSAULT", None),
    "Government regains territory": ("ASSAULT", None),
    "Non-state actor overtakes territory": ("ASSAULT", None),
    "Chemical weapon": ("ASSAULT", "unconventional"),
    "Air/drone strike": ("ASSAULT", "aerial"),
    "Suicide bomb": ("ASSAULT", "suicide-attack"),
    "Shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "Remote explosive/landmine/IED": ("ASSAULT", "explosives"),
    "Grenade": ("ASSAULT", "explosives"),
    "Sexual violence": ("ASSAULT", "sexual"),
    "Attack": ("ASSAULT", None),
    "Abduction/forced disappearance": ("ASSAULT", "abduct"),
    "Peaceful protest": ("PROTEST", "demo"),
    "Protest with intervention": ("PROTEST", "demo"),
    "Excessive force against protesters": ("ASSAULT", None),
    "Violent demonstration": ("PROTEST", "riot"),
    "Mob violence": ("ASSAULT", None),
    "Agreement": ("AGREE", None),
    "Arrests": ("COERCE", "arrest"),
    "Change to group/activity": ("MOBILIZE", None),
    "Disrupted weapons use": ("COERCE", "seize"),
    "Headquarters or base established": ("MOBILIZE", None),
    "Looting/property destruction": ("ASSAULT", "destroy"),
    "Non-violent transfer of territory": ("RETREAT", "withdraw"),
}
_QUADS = {"AGREE": 1, "RETREAT": 2, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
# PLOVER calls these auxiliary modes and keeps them in the context.
_AUXILIARY = {
    "planned": "future",
    "hypothetical": "hypothetical",
    "denied": "negation",
    "past_context": "historical",
}
_SECTORS = (
    ("Military Forces of", "MIL"), ("Police Forces of", "COP"), ("Government of", "GOV"),
    ("Protesters", "CVL"), ("Rioters", "CVL"), ("Civilians", "CVL"), ("Unidentified Armed Group", "UAF"),
)  # fmt: skip


def write_plover(geojson: Mapping[str, Any], path: Path) -> None:
    """The events that PLOVER has a category for, one JSON object a line; undated ones have an empty date."""
    credit = credits_of(geojson)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(to_json(to_plover(f, credit)) + "\n" for f in geojson["features"])


def to_plover(feature: Mapping[str, Any], credit: Mapping[str, str]) -> dict[str, Any]:
    """An event by the manual's table "PLOVER JSON". An unknown sub-type has no category, ``event: []``.

    ``actor`` and ``recipient`` follow ACLED's actor1 and actor2, which do not say who began.
    """
    p = feature["properties"]
    category, mode = _CODES.get(p["sub_event_type"], (None, None))
    if mode == "aerial" and "drone" in p["excerpt"].casefold():
        mode = "drone"
    if mode == "arrest" and p["trigger"].casefold().startswith(("raid", "search", "seiz", "confiscat")):
        mode = "seize"
    auxiliary = _AUXILIARY.get(p["status"])
    return {
        "id": feature["id"],
        "date": p["event_date"] or "",
        "enddate": p["event_date_end"] or "",
        "event": [category] if category else [],
        "mode": [mode] if mode else [],
        "context": [auxiliary] if auxiliary else [],
        "quad_code": _QUADS.get(category or ""),
        "actor": [_entity(name) for name in _names(p, 1)],
        "recipient": [_entity(name) for name in _names(p, 2)],
        "event_loc": _location(p) if p["location"] else None,
        "size": {"dead": p["fatalities"], "injured": p["injured"]},
        "event_text": [p["excerpt"]],
        "text_info": {"start": p["excerpt_start"], "end": p["excerpt_end"]},
        "cite_info": [_citation(source, credit) for source in p["sources"]],
        "coder": credit["software"],
        "comment": f"{p['event_type']}: {p['sub_event_type']}",
    }


def _names(p: Mapping[str, Any], side: int) -> list[str]:
    others = (p[f"assoc_actor_{side}"] or "").split("; ")
    return [name for name in (p[f"actor{side}"], *others) if name]


def _entity(name: str) -> dict[str, Any]:
    """An actor with the codes that its ACLED name makes plain: "Police Forces of Iraq" is IRQ COP."""
    by_name = {c.name: c.alpha3 for c in countries().values()}
    told = (name.partition("(")[2].rstrip(")"), name.partition(" of ")[2].partition(" (")[0])
    sector = next((code for start, code in _SECTORS if name.startswith(start)), None)
    return {
        "entity_text": name,
        "code": next((by_name[c] for c in told if c in by_name), None),
        "sector": sector,
    }


def _location(p: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "extracted_place": p["location_text"],
        "resolved_place": p["location"],
        "geonameid": geonames_number(p["place_id"]),
        "lat": p["latitude"],
        "lon": p["longitude"],
        "district": p["admin2"],
        "province": p["admin1"],
        "country": p["country"],
        "country_code": alpha3(p["country_code"]),
        "feature_code": p["feature_code"] or None,
        "resolution": _resolution(p),
    }


def _resolution(p: Mapping[str, Any]) -> int:
    """5 below a city, 4 city, 3 district, 2 province, 1 country: by the radius; a named town is a city."""
    if p["certainty"] == "country":
        return 1
    found = precision_of(p["radius_km"] or 0.0).plover
    return max(4, found) if p["certainty"] == "exact" else found


def _citation(source: Mapping[str, Any], credit: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": source["title"],
        "publication": source["source"],
        "url": source["url"],
        "citation": source["article_id"],
        "codebook": "plover-2024-02-04",
        "version": credit["gazetteer"],
        "license": credit["attribution"],
    }
