"""Linked Places Format 1.3: the places where something happened, each with the events as citations.

https://github.com/LinkedPasts/linked-places-format. World Historical Gazetteer, Recogito and Peripleo
read it; it is GeoJSON-LD, so every GIS reads it as GeoJSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geomap.exporters.credits import credit_line, credits_of
from geomap.exporters.derived import geonames_number
from geomap.exporters.geojson import to_json
from geomap.files import replacing

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
GEONAMES_CODES = "http://www.geonames.org/ontology#"
# GeoNames feature class by the beginning of the feature code, where it is not P or A.
_CLASSES = (
    ("PPL", "P"), ("STLMT", "P"), ("ADM", "A"), ("PCL", "A"), ("TERR", "A"), ("ZN", "A"),
    ("STM", "H"), ("RV", "H"), ("LK", "H"), ("SEA", "H"), ("GULF", "H"), ("BAY", "H"), ("RSV", "H"),
    ("STRT", "H"), ("OCN", "H"), ("CHN", "H"), ("WAD", "H"), ("CNL", "H"), ("HBR", "H"),
    ("RGN", "L"), ("CONT", "L"), ("AREA", "L"), ("OILF", "L"), ("MILB", "L"), ("CMP", "S"), ("PRK", "L"),
    ("RD", "R"), ("RR", "R"), ("HWY", "R"), ("TRL", "R"),
    ("DSRT", "T"), ("MT", "T"), ("HLL", "T"), ("ISL", "T"), ("VAL", "T"), ("PASS", "T"), ("PLN", "T"),
    ("PEN", "T"), ("CAPE", "T"), ("RDG", "T"), ("PLAT", "T"),
)  # fmt: skip
_CERTAINTY = {"exact": "certain", "area": "less-certain", "country": "uncertain", "none": "uncertain"}


def write_linked_places(geojson: Mapping[str, Any], path: Path) -> None:
    """One feature an event, which attests its place. Events without a place are left out.

    The format is of places, and every one of them must have a name; the events stay apart, so that each
    keeps its own days, certainty and citations. ``links`` says which of them are at one place.
    """
    head = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "citation": {**credits_of(geojson), "label": credit_line(geojson)},
    }
    lines = ",\n".join(to_json(to_place(f)) for f in geojson["features"] if f["geometry"])
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{to_json(head)[:-1]},"features":[\n{lines}\n]}}\n')


def to_place(feature: Mapping[str, Any]) -> dict[str, Any]:
    """The place of a located event by the format: names with their citations, when, types, links."""
    p = feature["properties"]
    identity = f"urn:geomap:event:{quote(feature['id'], safe='', errors='replace')}"
    title = p["location"] or p["location_text"] or p["trigger"]
    attested = p["location_text"] or title
    citations = [_citation(source, identity) for source in p["sources"]]
    place: dict[str, Any] = {
        "@id": identity,
        "type": "Feature",
        "properties": {
            "title": title,
            "ccodes": [p["country_code"]] if p["country_code"] else [],
            "fclasses": [_class_of(p)],
        },
        **_when(p),
        "names": [
            {"toponym": attested, "lang": "en", "citations": citations},
            *([{"toponym": title, "lang": "en"}] if title != attested else []),
        ],
        "geometry": {**feature["geometry"], "certainty": _CERTAINTY[p["certainty"]]},
        "descriptions": [{"@id": identity, "value": p["notes"], "lang": "en"}],
    }
    if p["feature_code"]:
        code = f"{GEONAMES_CODES}{_class_of(p)}.{quote(p['feature_code'])}"
        place["types"] = [{"identifier": code, "label": p["feature_code"]}]
    if number := geonames_number(p["place_id"]):
        kind = "closeMatch" if p["relation"] else "exactMatch"
        place["links"] = [{"type": kind, "identifier": f"https://sws.geonames.org/{number}/"}]
    return place


def _class_of(p: Mapping[str, Any]) -> str:
    code = p["feature_code"] or ""
    if p["relation"]:
        return "L"
    return next((letter for start, letter in _CLASSES if code.startswith(start)), "S" if code else "L")


def _when(p: Mapping[str, Any]) -> dict[str, Any]:
    """When it happened; an undated event before it was published; nothing where that is unknown too."""
    published = sorted(source["published"] for source in p["sources"] if source["published"])
    if p["event_date"]:
        span = {"start": {"in": p["event_date"]}, "end": {"in": p["event_date_end"] or p["event_date"]}}
        return {"when": {"timespans": [span], "certainty": "certain"}}
    if published:
        return {"when": {"timespans": [{"start": {"latest": published[0]}}], "certainty": "uncertain"}}
    return {}


def _citation(source: Mapping[str, Any], identity: str) -> dict[str, Any]:
    label = " · ".join(filter(None, (source["source"], source["title"]))) or source["article_id"]
    cited = {"label": label, "@id": source["url"] or identity}
    year = (source["published"] or source["event_date"] or "")[:4]
    return {**cited, "year": int(year)} if year else cited
