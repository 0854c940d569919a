"""KML 2.2 that opens in Google Earth: a folder an event type, styled, with the excerpt in the balloon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from geomap.exporters.credits import clean_xml, credit_line, credits_of
from geomap.exporters.geojson import to_json
from geomap.exporters.schema import LISTS
from geomap.exporters.tables import COLUMNS, kind_of
from geomap.files import replacing

# Okabe and Ito's colours, told apart by every eye; KML writes them as blue, green, red.
_COLOURS = {
    "Battles": "005ed5",
    "Explosions/Remote violence": "009fe6",
    "Violence against civilians": "a779cc",
    "Protests": "739e00",
    "Riots": "e9b456",
    "Strategic developments": "b27200",
}
_OTHER = "777777"
_TYPES = {"whole": "int", "number": "double"}
# Without nested values, and without what the balloon shows.
_COLUMNS = tuple(column for column in COLUMNS if column not in LISTS | {"excerpt", "notes"})


def write_kml(geojson: Mapping[str, Any], path: Path) -> None:
    """Every event as a placemark: a point, an area, or without geometry in the list where unlocated.

    Balloons are HTML, so the article's words are escaped twice: for HTML and for XML.
    """
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in _lines(geojson))


def _lines(geojson: Mapping[str, Any]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    yield f"<name>Events</name><description>{_xml(credit_line(geojson))}</description>"
    for number, colour in enumerate([*_COLOURS.values(), _OTHER]):
        yield from _styles(number, colour)
    credit = "".join(
        f'<Data name="{name}"><value>{_xml(value)}</value></Data>'
        for name, value in credits_of(geojson).items()
    )
    yield f"<ExtendedData>{credit}</ExtendedData>"
    yield '<Schema name="event" id="event">'
    yield '<SimpleField type="string" name="event_id"/>'
    for column in _COLUMNS:
        yield f'<SimpleField type="{_TYPES.get(kind_of(column), "string")}" name="{column}"/>'
    yield "</Schema>"
    kinds = {feature["properties"]["event_type"] for feature in geojson["features"]}
    for kind in sorted(kinds):
        yield f"<Folder><name>{_xml(kind)}</name>"
        for feature in geojson["features"]:
            if feature["properties"]["event_type"] == kind:
                yield from _placemark(feature)
        yield "</Folder>"
    yield "</Document></kml>"


def _styles(number: int, colour: str) -> Iterator[str]:
    """A sharp place has a full pin; a vague one a pale small one, and its area is see-through."""
    for suffix, alpha, scale in (("", "ff", "1.0"), ("-vague", "99", "0.7")):
        yield (
            f'<Style id="type{number}{suffix}"><IconStyle><color>{alpha}{colour}</color>'
            f"<scale>{scale}</scale></IconStyle><LabelStyle><scale>0.7</scale></LabelStyle>"
            f"<LineStyle><color>ff{colour}</color><width>1.5</width></LineStyle>"
            f"<PolyStyle><color>55{colour}</color></PolyStyle></Style>"
        )


def _placemark(feature: Mapping[str, Any]) -> Iterator[str]:
    p = feature["properties"]
    kinds = [*_COLOURS]
    number = kinds.index(p["event_type"]) if p["event_type"] in kinds else len(kinds)
    vague = "" if p["certainty"] == "exact" else "-vague"
    name = ": ".join(filter(None, (p["sub_event_type"] or p["event_type"], p["location"])))
    yield f'<Placemark id="{_xml(_identifier(feature["id"]))}"><name>{_xml(name)}</name>'
    yield f"<description>{_xml(_balloon(p))}</description>"
    if p["event_date"]:
        last = p["event_date_end"] or p["event_date"]
        yield f"<TimeSpan><begin>{p['event_date']}</begin><end>{last}</end></TimeSpan>"
    yield f"<styleUrl>#type{number}{vague}</styleUrl>"
    yield '<ExtendedData><SchemaData schemaUrl="#event">'
    yield f'<SimpleData name="event_id">{_xml(feature["id"])}</SimpleData>'
    for column in _COLUMNS:
        if (value := p[column]) is not None:
            text = to_json(value) if kind_of(column) == "json" else str(value)
            yield f'<SimpleData name="{column}">{_xml(text)}</SimpleData>'
    yield "</SchemaData></ExtendedData>"
    if feature["geometry"]:
        yield _geometry(feature["geometry"])
    yield "</Placemark>"


def _identifier(text: str) -> str:
    """An XML name: ids begin with a letter and hold no sign but dots, dashes and underscores."""
    return "e-" + "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "_" for c in text)


def _balloon(p: Mapping[str, Any]) -> str:
    """What Google Earth shows: the sentences with their sources, as HTML without anything live."""
    rows = []
    for source in p["sources"]:
        link = source["url"] if (source["url"] or "").startswith(("https://", "http://")) else None
        who = " · ".join(filter(None, (source["source"], source["title"], source["published"])))
        cited = f'<a href="{escape(link)}">{escape(who or link)}</a>' if link else escape(who)
        rows.append(f"<blockquote>{escape(source['excerpt'])}</blockquote><p>{cited}</p>")
    place = (
        f"{p['location']} (within {p['radius_km']:g} km)"
        if p["location"] and p["radius_km"]
        else p["location"]
    )
    facts = (
        ("Status", p["status"]),
        ("Date", " to ".join(dict.fromkeys(filter(None, (p["event_date"], p["event_date_end"]))))),
        ("Place", place),
        ("Actors", " / ".join(filter(None, (p["actor1"], p["actor2"])))),
        ("Killed", p["fatalities"]),
    )
    told = "".join(
        f"<tr><th align='left'>{name}</th><td>{escape(str(value))}</td></tr>"
        for name, value in facts
        if value not in (None, "")
    )
    return f"{''.join(rows)}<table>{told}</table>"


def _geometry(geometry: Mapping[str, Any]) -> str:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        parts = "".join(_geometry({"type": kind[5:], "coordinates": part}) for part in coordinates)
        return f"<MultiGeometry>{parts}</MultiGeometry>"
    if kind == "Point":
        return f"<Point><coordinates>{_tuples([coordinates])}</coordinates></Point>"
    if kind == "LineString":
        return f"<LineString><coordinates>{_tuples(coordinates)}</coordinates></LineString>"
    rings = [f"<LinearRing><coordinates>{_tuples(ring)}</coordinates></LinearRing>" for ring in coordinates]
    inner = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in rings[1:])
    return f"<Polygon><outerBoundaryIs>{rings[0]}</outerBoundaryIs>{inner}</Polygon>"


def _tuples(positions: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{position[0]:.5f},{position[1]:.5f}" for position in positions)


def _xml(text: str) -> str:
    return escape(clean_xml(text))
