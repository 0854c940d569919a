"""One JSON object per article: everything that was found in it, for programs."""

from __future__ import annotations

from typing import Any

from geomap.countries import country_name
from geomap.exporters.geojson import to_json
from geomap.exporters.geometry import to_shape
from geomap.exporters.properties import CANDIDATES, citation
from geomap.model import Count, Event, Flow, GeoReference, Location, Reading, Span, When, Zone


def to_record(reading: Reading) -> dict[str, Any]:
    """The record that ``geomap parse`` writes for an article; offsets index the text as read."""
    article = reading.article
    return {
        "id": article.id,
        **citation(reading),
        "language": article.language,
        "toponyms": [_toponym(reference) for reference in reading.references],
        "events": [_event(event) for event in reading.events],
        "flows": [_flow(flow) for flow in reading.flows],
        "zones": [_zone(zone) for zone in reading.zones],
        "cuts": [{**_span(cut), "reason": cut.reason} for cut in article.furniture],
    }


def record_line(reading: Reading) -> str:
    """The record as a line of JSONL, its line end included."""
    return to_json(to_record(reading)) + "\n"


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _toponym(reference: GeoReference) -> dict[str, Any]:
    place = reference.place
    return {
        **_span(reference.mention),
        "role": reference.mention.role,
        "why": reference.mention.why,
        "place": {
            "id": place.id,
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "feature": place.feature,
            "population": place.population,
        }
        if place
        else None,
        "lat": round(place.lat, 5) if place else None,
        "lon": round(place.lon, 5) if place else None,
        "approximate": reference.approximate,
        "confidence": round(reference.confidence, 3),
        "radius_km": round(reference.radius_km, 2) if reference.radius_km is not None else None,
        "candidates": [
            {
                "id": candidate.place.id,
                "name": candidate.place.name,
                "country": candidate.place.country,
                "lat": round(candidate.place.lat, 5),
                "lon": round(candidate.place.lon, 5),
                "score": round(candidate.score, 3),
                "match": candidate.match,
            }
            for candidate in reference.candidates[:CANDIDATES]
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "muc_type": event.muc_type,
        "status": event.status,
        "trigger": _span(event.trigger),
        "excerpt": _span(event.excerpt),
        "date": _date(event.when) if event.when else None,
        "location": _location(event.location) if event.location else None,
        "actors": [
            {
                "name": actor.name,
                "role": actor.role,
                "start": actor.span.start if actor.span else None,
                "end": actor.span.end if actor.span else None,
            }
            for actor in event.actors
        ],
        "fatalities": _count(event.fatalities),
        "injured": _count(event.injured),
        "confidence": round(event.confidence, 3),
        "why": event.why,
    }


def _date(when: When) -> dict[str, Any]:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "text": when.span.text if when.span else None,
        "basis": when.basis,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "name": location.name,
        "country": location.country,
        "path": list(location.path),
        "alt_names": list(location.alt_names),
        "lat": round(location.lat, 5),
        "lon": round(location.lon, 5),
        "radius_km": round(location.radius_km, 2),
        "geo_precision": location.geo_precision,
        "relation": location.relation,
        "geometry": to_shape(location),
        "toponym": location.toponym,
        "place_id": location.place_id,
        "basis": location.basis,
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {"min": count.min, "max": count.max, "start": count.span.start, "end": count.span.end}


def _end(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {
        "name": location.name,
        "country": location.country,
        "country_name": country_name(location.country),
        "lat": round(location.lat, 5),
        "lon": round(location.lon, 5),
    }


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "kind": flow.kind,
        "from": _end(flow.origin),
        "to": _end(flow.destination),
        "goods": flow.goods,
        "share": flow.share,
        "excerpt": _span(flow.excerpt),
    }


def _zone(zone: Zone) -> dict[str, Any]:
    return {
        "class": zone.zone_class,
        "location": _location(zone.location),
        "excerpt": _span(zone.excerpt),
    }
