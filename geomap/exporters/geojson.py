"""What geomap found, as one GeoJSON: the map and every export are made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.events.merging import MergedEvent, merge
from geomap.exporters.credits import credits_of
from geomap.exporters.geometry import bounding_box, to_geometry, to_shape
from geomap.exporters.ledger import to_ledger
from geomap.exporters.properties import citation, marks_in, to_properties
from geomap.files import replacing
from geomap.model import Flow, Location, Reading, Zone

_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def to_geojson(
    readings: Iterable[Reading],
    *,
    version: str = "",
    gazetteer_info: Mapping[str, Any] | None = None,
    attribution: Sequence[str] = (),
) -> dict[str, Any]:
    """An RFC 7946 FeatureCollection: one feature per event, merged over articles, in their order.

    ``geometry`` is null where an event has no place. The member ``geomap`` holds what is no event:
    articles, ledger, cuts, flows, zones, credits.
    """
    readings = tuple(readings)
    features = [_feature(merged) for merged in merge(readings)]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if box := bounding_box(f["geometry"] for f in features if f["geometry"]):
        collection["bbox"] = box
    collection["features"] = features
    collection["geomap"] = {
        "version": version,
        "gazetteer": {key: value for key, value in (gazetteer_info or {}).items() if _is_version(key)},
        "attribution": list(attribution),
        "articles": [_article(reading) for reading in readings],
        "ledger": to_ledger(readings),
        "cuts": [cut for reading in readings for cut in _cuts(reading)],
        "flows": [_flow(flow, reading) for reading in readings for flow in reading.flows],
        "zones": [_zone(zone, reading) for reading in readings for zone in reading.zones],
    }
    return collection


def _is_version(key: str) -> bool:
    """Whether a fact about the gazetteer says which one it was; not where it lay, nor how much it holds."""
    fact = key.rpartition(" ")[2]  # where several files are open, a file's name goes before its facts
    return fact not in {"file", "attribution", "credits"} and not fact.isupper()


def _feature(merged: MergedEvent) -> dict[str, Any]:
    location = merged.reports[0].event.location
    return {
        "type": "Feature",
        "id": merged.id,
        "geometry": to_shape(location) if location else None,
        "properties": to_properties(merged),
    }


def _article(reading: Reading) -> dict[str, Any]:
    return {
        "id": reading.article.id,
        **citation(reading),
        "events": len(reading.events),
        "names": len(reading.references),
    }


def _cuts(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article_id": reading.article.id,
            "reason": cut.reason,
            "text": cut.text,
            "start": cut.start,
            "end": cut.end,
        }
        for cut in reading.article.furniture
    ]


def _end(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    point = {"lat": round(location.lat, 5), "lon": round(location.lon, 5)}
    return {"name": location.name, **point, "country": location.country}


def _flow(flow: Flow, reading: Reading) -> dict[str, Any]:
    ends = [end.span for end in (flow.origin, flow.destination) if end]
    return {
        "kind": flow.kind,
        "from": _end(flow.origin),
        "to": _end(flow.destination),
        "goods": flow.goods,
        "share": flow.share,
        "excerpt": flow.excerpt.text,
        "article_id": reading.article.id,
        "marks": marks_in(flow.excerpt, [("where", span) for span in ends]),
    }


def _zone(zone: Zone, reading: Reading) -> dict[str, Any]:
    location = zone.location
    return {
        "class": zone.zone_class,
        "name": location.name,
        "lat": round(location.lat, 5),
        "lon": round(location.lon, 5),
        "radius_km": round(location.radius_km, 2),
        "geometry": to_geometry(location.geometry) if location.geometry else None,
        "excerpt": zone.excerpt.text,
        "article_id": reading.article.id,
    }


def to_json(value: Any) -> str:
    """Compact JSON that any UTF-8 file can hold: a lone surrogate is written as its escape.

    So are the line ends that JSON does not know and other readers of lines do. Raises ValueError for
    numbers that JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def write_geojson(geojson: Mapping[str, Any], path: Path) -> None:
    """Write the collection, one feature a line, all of it or nothing. Same input, same bytes."""
    head = {key: value for key, value in geojson.items() if key not in {"features", "geomap"}}
    lines = ",\n".join(to_json(feature) for feature in geojson["features"])
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{to_json(head)[:-1]},"features":[\n{lines}\n]')
        if "geomap" in geojson:
            out.write(f',\n"geomap":{to_json(geojson["geomap"])}')
        out.write("}\n")


def write_geojsonl(geojson: Mapping[str, Any], path: Path) -> None:
    """One feature a line, without a collection round them, as GDAL's GeoJSONSeq and tippecanoe read.

    There is no head that could hold the credits, so each line has them in its member ``geomap``.
    """
    credit = {"geomap": credits_of(geojson)}
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(to_json({**feature, **credit}) + "\n" for feature in geojson["features"])
