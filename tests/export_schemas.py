"""JSON Schemas of formats whose own are not to be had as a package, after their specifications."""

from __future__ import annotations

TEXTS = {"type": "string"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TIMEMAP_TEXTS = "id description date time time_precision location latitude longitude type category comments"
CATEGORIES = """
AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
COERCE ASSAULT
"""
# The event schema of TimeMap (src/reducers/validate/eventSchema.js): text everywhere, no other keys.
TIMEMAP = {
    "type": "object",
    "required": ["description", "associations"],
    "properties": {
        **dict.fromkeys(TIMEMAP_TEXTS.split(), TEXTS),
        "associations": {"type": "array", "items": TEXTS},
        "sources": {"type": "array", "items": TEXTS},
    },
    "additionalProperties": False,
}
# Linked Places Format 1.3, README of 24 June 2024: what it calls required, and the values it allows.
WHEN = {
    "type": "object",
    "required": ["timespans"],
    "properties": {
        "timespans": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["start"]}},
        "certainty": {"enum": ["certain", "less-certain", "uncertain"]},
    },
}
PLACE = {
    "type": "object",
    "required": ["@id", "type", "properties", "names", "geometry"],
    "anyOf": [{"required": ["when"]}, {"properties": {"names": {"contains": {"required": ["citations"]}}}}],
    "properties": {
        "@id": {"type": "string", "format": "uri"},
        "type": {"const": "Feature"},
        "when": WHEN,
        "properties": {
            "type": "object",
            "required": ["title", "fclasses"],
            "properties": {
                "title": {"type": "string", "minLength": 1},
                "ccodes": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
                "fclasses": {"type": "array", "minItems": 1, "items": {"enum": list("AHLPRST")}},
            },
        },
        "names": {
            "type": "array",
            "minItems": 1,
            "contains": {"required": ["citations"]},
            "items": {"type": "object", "required": ["toponym"], "properties": {"toponym": {"minLength": 1}}},
        },
        "geometry": {"type": "object", "properties": {"certainty": WHEN["properties"]["certainty"]}},
        "links": {"items": {"required": ["type", "identifier"]}},
    },
}
# PLOVER manual of 2024-02-04, table "PLOVER JSON" and the tables of its objects.
PLOVER = {
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "properties": {
        "id": TEXTS,
        "date": {"anyOf": [DAY, {"const": ""}]},
        "enddate": {"anyOf": [DAY, {"const": ""}]},
        "event": {
            "type": "array",
            "items": {"enum": CATEGORIES.split()},
        },
        "mode": {"type": "array", "items": TEXTS},
        "quad_code": {"enum": [1, 2, 3, 4, None]},
        "actor": {"type": "array", "items": {"required": ["entity_text"]}},
        "recipient": {"type": "array", "items": {"required": ["entity_text"]}},
        "event_loc": {
            "anyOf": [
                {"type": "null"},
                {
                    "properties": {
                        "lat": {"type": "number"},
                        "lon": {"type": "number"},
                        "geonameid": {"type": ["integer", "null"]},
                        "country_code": {"pattern": "^[A-Z]{3}$"},
                        "resolution": {"enum": [1, 2, 3, 4, 5]},
                    }
                },
            ]
        },
    },
}
