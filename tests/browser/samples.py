"""Collections for the page's tests: invented events in every state that the map can draw."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from export_samples import raqqa_reading
from geomap.exporters import to_geojson

Collection = dict[str, Any]
OF_SOURCE = (
    "excerpt", "excerpt_start", "excerpt_end", "marks", "event_date", "event_date_end", "fatalities",
    "actor1", "actor2",
)  # fmt: skip

HOSTILE = (
    "{{ 7*7 }}",
    "{% raise %}",
    "{# a comment",
    "</script><script>window.hurt = 1</script>",
    "<!-- <script>",
    "<img src=x onerror='window.hurt = 1'>",
    "<svg onload=window.hurt=1>",
    "${window.hurt = 1}",
    "`${window.hurt = 1}`",
    "C:\\2019\\new",
    "a lone \ud800 surrogate, and \udfff",
    "قُتل ثلاثة في دير الزور يوم الجمعة",
    "javascript:window.hurt=1",
    "\u2028 and \u2029 and \u0000 and \u202e reversed",
    "𝕬𝖘𝖙𝖗𝖆𝖑 👩‍👩‍👧 flags 🇸🇾",
    "' onmouseover='window.hurt=1' x=\"",
    "&lt;b&gt; &amp;amp; &#x3C;",
    "]]> --> */ //",
)


def collection(rows: Iterable[dict[str, Any]] | None = None) -> Collection:
    """One invented article's events; with ``rows``, one event for each, changed as the row says."""
    base = to_geojson([raqqa_reading()], version="0.0.0", attribution=("Borders: Natural Earth",))
    if rows is not None:
        base["features"] = [_changed(base["features"][0], number, row) for number, row in enumerate(rows)]
    return base


def _changed(feature: dict[str, Any], number: int, row: dict[str, Any]) -> dict[str, Any]:
    made = deepcopy(feature)
    made["id"] = f"e{number}"
    made["properties"] |= {"event_date": "2019-05-20", "event_date_end": "2019-05-20", "year": 2019} | row
    if "geometry" in row:
        made["geometry"] = made["properties"].pop("geometry")
    elif made["properties"]["latitude"] is None:
        made["geometry"] = None
    else:
        at = [made["properties"]["longitude"], made["properties"]["latitude"]]
        made["geometry"] = {"type": "Point", "coordinates": at}
    for source in made["properties"]["sources"][:1]:
        source["event_id"] = made["id"]
        source |= {name: made["properties"][name] for name in OF_SOURCE}
    return made


def sentence(text: str) -> dict[str, Any]:
    """Properties of an event whose excerpt is this text."""
    return {
        "excerpt": text,
        "excerpt_start": 0,
        "excerpt_end": len(text),
        "trigger": text[:1],
        "trigger_start": 0,
        "trigger_end": 1,
        "marks": [["what", 0, 1], ["who", max(0, len(text) - 2), len(text)]],
        "notes": f"Armed clash; Raqqa: “{' '.join(text.split())}”",
    }


def varied() -> Collection:
    """Twelve events: every type, status and certainty, several at a point, one with two sources."""
    ring = [[40.0, 34.5], [41.0, 34.5], [41.0, 35.2], [40.0, 35.2], [40.0, 34.5]]
    square = {"type": "Polygon", "coordinates": [ring]}
    types = [
        ("Battles", "Armed clash"),
        ("Explosions/Remote violence", "Suicide bomb"),
        ("Violence against civilians", "Attack"),
        ("Protests", "Peaceful protest"),
        ("Riots", "Mob violence"),
        ("Strategic developments", "Arrests"),
    ]
    rows: list[dict[str, Any]] = [
        _town(k) | {"event_type": kind, "sub_event_type": sub} for k, (kind, sub) in enumerate(types)
    ]
    nowhere = dict.fromkeys(
        ("latitude", "longitude", "location", "country", "country_code", "iso", "place_id")
    )
    undated = dict.fromkeys(("event_date", "event_date_end", "date_precision"))
    area = {"certainty": "area", "radius_km": 60.0, "latitude": 34.85, "longitude": 40.5}
    country = {"certainty": "country", "latitude": 35.0, "longitude": 38.0, "feature_code": "PCLI"}
    rows += [
        {"status": "denied", **sentence("The army denied that it had shelled Deir ez-Zor.")},
        area
        | {
            "geometry": square,
            "location": "eastern countryside",
            **sentence("Mines in the eastern countryside."),
        },
        country | {"location": "Syria", **sentence("Sweeps went on all over Syria.")},
        nowhere
        | undated
        | {"certainty": "none", "candidates": [], **sentence("A third bombing was reported.")},
        {"status": "claimed", **sentence("A statement claimed an attack on the same town.")},
        {"status": "past_context", **sentence("Years before, the town had been bombed.")},
    ]
    made = collection(rows)
    _merge(made["features"][0])
    return made


def _town(k: int) -> dict[str, Any]:
    """An exact event in a town of its own, in the month k + 1."""
    day = f"2019-0{k + 1}-10"
    text = f"On a day in {k + 1} months, fighters of Group {k % 2} did something near Town {k}."
    return {
        "latitude": 35.0 + k / 2,
        "longitude": 39.0 + k,
        "place_id": f"t:{k}",
        "location": f"Town {k}",
        "location_text": f"Town {k}",
        "event_date": day,
        "event_date_end": day,
        "actor1": f"Group {k % 2}",
        "confidence": 0.5 + k / 20,
        **sentence(text),
    }


def _merge(feature: dict[str, Any]) -> None:
    """A second source that gives another number of deaths."""
    text = "Another paper counts 40 dead in Town 0."
    properties = feature["properties"]
    second = properties["sources"][0] | {
        "event_id": "e0b",
        "article_id": "b2",
        "title": "Forty dead",
        "source": "Example Post",
        "url": "https://post.example/2",
        "excerpt": text,
        "marks": [["where", 32, 38]],
        "fatalities": 40,
    }
    properties["sources"].append(second)
    properties["source_count"] = 2
    values = [
        {"value": 14, "article_id": "a1", "excerpt": properties["excerpt"]},
        {"value": 40, "article_id": "b2", "excerpt": text},
    ]
    properties["contradictions"] = [{"field": "fatalities", "values": values}]
