"""Web Annotations (W3C, 2017) of the place names: what Recogito and other readers of texts work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geomap.exporters.credits import credit_line, credits_of
from geomap.exporters.derived import geonames_number
from geomap.exporters.geojson import to_json
from geomap.files import replacing

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%~"  # what RFC 3986 allows in an address, beside letters and digits
AROUND = 32  # code points before and after a name that find it again when the page has changed


def write_annotations(geojson: Mapping[str, Any], path: Path) -> None:
    """An annotation page in its collection: the name of every event's place, and the names off the map.

    Offsets count Unicode code points of the article's text as geomap read it. An event that was merged
    has an annotation in every article that names its place. A name that is off the map several times for
    one reason is annotated where it stands first, as in the ledger.
    """
    items = sorted(_annotations(geojson), key=_order)
    collection = {
        "id": "urn:geomap:annotations",
        "type": "AnnotationCollection",
        "label": "Place names",
        "total": len(items),
        "generator": {"id": "urn:geomap", "type": "Software", "name": credits_of(geojson)["software"]},
        "rights": credits_of(geojson)["attribution"] or "",
        "comment": credit_line(geojson),
    }
    head = {
        "@context": CONTEXT,
        "id": "urn:geomap:annotations:1",
        "type": "AnnotationPage",
        "startIndex": 0,
        "partOf": {key: value for key, value in collection.items() if value != ""},
    }
    lines = ",\n".join(map(to_json, items))
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{to_json(head)[:-1]},"items":[\n{lines}\n]}}\n')


def _order(item: Mapping[str, Any]) -> tuple[Any, ...]:
    position = item["target"]["selector"][1]
    return (item["target"]["source"], position["start"], position["end"], item["id"])


def _annotations(geojson: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    articles = {article["id"]: article for article in geojson["geomap"]["articles"]}
    seen = set()
    for feature in geojson["features"]:
        p = feature["properties"]
        for source in p["sources"]:
            for kind, start, end in source["marks"]:
                position = (source["article_id"], (source["excerpt_start"] or 0) + start)
                if kind == "where" and position not in seen:
                    seen.add(position)
                    yield _annotation(source, (start, end), _place(p), "event", source["event_id"])
    for row in geojson["geomap"]["ledger"]:
        article = articles.get(row["article_id"], {"id": row["article_id"], "url": None})
        where = next((mark for mark in row["marks"] if mark[0] == "where"), None)
        if where and (row["article_id"], row["start"]) not in seen:
            source = {
                "article_id": row["article_id"],
                "url": article["url"],
                "excerpt": row["excerpt"],
                "excerpt_start": row["start"] - where[1],
            }
            role = "context" if row.get("event_id") else row["role"]  # its event was rejected or left out
            yield _annotation(source, (where[1], where[2]), row, role, None)


def _place(p: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place_id": None if p["relation"] else p["place_id"],
        "place": p["location"],
        "lat": p["latitude"],
        "lon": p["longitude"],
    }


def _annotation(
    source: Mapping[str, Any],
    span: tuple[int, int],
    place: Mapping[str, Any],
    role: str,
    event_id: str | None,
) -> dict[str, Any]:
    """An annotation whose bodies are the place and the part that the name plays."""
    start, end = span
    text, offset = source["excerpt"], source["excerpt_start"] or 0
    about = f"urn:geomap:article:{quote(source['article_id'], safe='', errors='replace')}"
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": offset + start, "end": offset + end}
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": role}]
    if place["lat"] is not None:
        bodies.insert(0, _geotag(place))
    if event_id:
        bodies.append(
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": f"urn:geomap:event:{quote(event_id, safe='')}",
            }
        )
    return {
        "@context": CONTEXT,
        "id": f"{about}:{offset + start}-{offset + end}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": {"source": _address(source["url"]) or about, "selector": [quoted, position]},
    }


def _address(url: str | None) -> str | None:
    """The address of a page on the web in the letters of RFC 3986; None for what is no such address."""
    if url is None or not url.startswith(("http://", "https://")):
        return None
    return quote(url, safe=_IN_ADDRESS, errors="replace")


def _geotag(place: Mapping[str, Any]) -> dict[str, Any]:
    """The place by its address where it has one, with the point as Recogito keeps it."""
    if number := geonames_number(place["place_id"]):
        address = f"https://sws.geonames.org/{number}/"
    else:
        address = (
            f"urn:geomap:place:{quote(place['place_id'] or place['place'] or '', safe=':', errors='replace')}"
        )
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": {
            "id": address,
            "type": "Feature",
            "properties": {"title": place["place"]},
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        },
    }
