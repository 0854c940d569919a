"""The properties of a feature: flat, and named as ACLED names them where ACLED has a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geomap.countries import country_name, iso_numeric
from geomap.events.merging import Contradiction, MergedEvent, Report
from geomap.exporters.derived import dated, is_country, note, typed
from geomap.exporters.schema import PROPERTIES
from geomap.model import Actor, Area, Candidate, Count, Event, Location, Reading, Span, When
from geomap.text import overlap

CANDIDATES = 5  # most that are listed for one toponym
_DATES = ("event_date", "year", "time_precision", "event_date_end", "date_precision")


def to_properties(merged: MergedEvent) -> dict[str, Any]:
    """Properties of an event's feature; every key is there, with None for what is not known."""
    lead = merged.reports[0]
    event = lead.event
    properties = {
        **_dated(event.when),
        **typed(event.event_type, event.sub_event_type),
        **_actors(event.actors),
        **_located(event, lead.reading),
        "source": "; ".join(dict.fromkeys(_publisher(report) for report in merged.reports)),
        "notes": "",
        **_counted(event.fatalities, "fatalities"),
        **_counted(event.injured, "injured"),
        "status": event.status,
        "confidence": round(max(report.event.confidence for report in merged.reports), 3),
        "why": event.why,
        "article_id": event.article_id,
        **_excerpt(event),
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "candidates": _candidates(event, lead.reading),
        "sources": [_source(report) for report in merged.reports],
        "source_count": len({report.event.article_id for report in merged.reports}),
        "contradictions": [_contradiction(item) for item in merged.contradictions],
        "corrected": None,
    }
    properties["notes"] = note(properties)
    return {name: properties[name] for name in PROPERTIES}


def _dated(when: When | None) -> dict[str, Any]:
    if when is None:
        return dict.fromkeys((*_DATES, "date_text", "date_basis"))
    return {
        **dated(when.start, when.end, when.precision),
        "date_text": when.span.text if when.span else None,
        "date_basis": when.basis,
    }


def _actors(actors: Sequence[Actor]) -> dict[str, Any]:
    """The first of each side is ACLED's actor; the others are its associates."""
    found: dict[str, Any] = {}
    for side in (1, 2):
        names = list(dict.fromkeys(actor.name for actor in actors if actor.role == f"actor{side}"))
        found[f"actor{side}"] = names[0] if names else None
        found[f"assoc_actor_{side}"] = "; ".join(names[1:]) or None
    return found


def _located(event: Event, reading: Reading) -> dict[str, Any]:
    location = event.location
    area = _area_of(location, reading) if location else None
    path = (*location.path, None, None) if location else (None, None)
    return {
        "iso": iso_numeric(location.country) if location else None,
        "country": country_name(location.country) if location else None,
        "country_code": location.country if location else None,
        "admin1": path[0],
        "admin2": path[1],
        "location": location.name if location else None,
        "latitude": round(location.lat, 5) if location else None,
        "longitude": round(location.lon, 5) if location else None,
        "geo_precision": location.geo_precision if location else None,
        "certainty": certainty(location),
        "radius_km": round(location.radius_km, 2) if location else None,
        "relation": location.relation if location else None,
        "rule": area.rule if area else None,
        "location_basis": location.basis or None if location else None,
        "location_text": location.span.text if location and location.span else None,
        "place_id": location.place_id if location else None,
        "feature_code": location.feature if location else None,
    }


def certainty(location: Location | None) -> str:
    """How a location may be drawn: "exact", "area", "country" or, unlocated, "none"."""
    if location is None:
        return "none"
    if location.relation is None and is_country(location.feature):
        return "country"
    if location.geometry is not None or location.relation is not None or location.geo_precision > 1:
        return "area"
    return "exact"


def _area_of(location: Location, reading: Reading) -> Area | None:
    """The phrase behind a location that is an area."""
    if location.relation is None or location.span is None:
        return None
    found = [area for area in reading.areas if overlap(area, location.span)]
    return next((area for area in found if area.relation == location.relation), found[0] if found else None)


def _counted(count: Count | None, name: str) -> dict[str, Any]:
    return {name: count.min if count else None, f"{name}_max": count.max if count else None}


def _excerpt(event: Event) -> dict[str, Any]:
    return {
        "excerpt": event.excerpt.text,
        "excerpt_start": event.excerpt.start,
        "excerpt_end": event.excerpt.end,
        "marks": marks_of(event),
    }


def marks_of(event: Event) -> list[list[Any]]:
    """``[kind, start, end]`` for the words in the excerpt that say what, where, when and who."""
    spans: list[tuple[str, Span | None]] = [
        ("what", event.trigger),
        ("where", event.location.span if event.location else None),
        ("when", event.when.span if event.when else None),
        *(("who", actor.span) for actor in event.actors),
    ]
    return marks_in(event.excerpt, spans)


def marks_in(excerpt: Span, spans: Sequence[tuple[str, Span | None]]) -> list[list[Any]]:
    """Spans of an article as offsets into one of its excerpts, cut to it, sorted, without repeats."""
    found = set()
    for kind, span in spans:
        if span is not None:
            start, end = max(span.start, excerpt.start), min(span.end, excerpt.end)
            if start < end:
                found.add((start - excerpt.start, end - excerpt.start, kind))
    return [[kind, start, end] for start, end, kind in sorted(found)]


def _candidates(event: Event, reading: Reading) -> list[dict[str, Any]]:
    index = event.location.toponym if event.location else None
    if index is None or not 0 <= index < len(reading.references):
        return []
    return [to_candidate(candidate) for candidate in reading.references[index].candidates[:CANDIDATES]]


def to_candidate(candidate: Candidate) -> dict[str, Any]:
    """A candidate as the map shows it."""
    place = candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "score": round(candidate.score, 3),
        "radius_km": place.extent_km,
        "match": candidate.match,
    }


def _publisher(report: Report) -> str:
    article = report.reading.article
    return article.source or article.url or article.title or article.id


def citation(reading: Reading) -> dict[str, Any]:
    """What one cites an article by: title, source, address and day of publication."""
    article = reading.article
    return {
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": reading.published.isoformat() if reading.published else None,
        "published_basis": reading.published_basis,
    }


def _source(report: Report) -> dict[str, Any]:
    event, reading = report.event, report.reading
    actors = _actors(event.actors)
    return {
        "event_id": event.id,
        "article_id": event.article_id,
        **citation(reading),
        **_excerpt(event),
        "event_date": event.when.start.isoformat() if event.when else None,
        "event_date_end": event.when.end.isoformat() if event.when else None,
        "fatalities": event.fatalities.min if event.fatalities else None,
        "actor1": actors["actor1"],
        "actor2": actors["actor2"],
    }


def _contradiction(item: Contradiction) -> dict[str, Any]:
    return {
        "field": item.field,
        "values": [
            {"value": value, "article_id": report.event.article_id, "excerpt": report.event.excerpt.text}
            for value, report in item.values
        ],
    }
