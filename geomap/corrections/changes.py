"""What each kind of correction does to a feature, which it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from geomap.borders import open_borders
from geomap.countries import country_name, iso_numeric
from geomap.exporters.derived import dated, is_country, note, typed
from geomap.exporters.geometry import to_point
from geomap.exporters.schema import LISTS, PROPERTIES
from geomap.geo import destination, distance_km
from geomap.resolve.precision import precision_of

PLACED_KM = 1.0  # radius of a point that a reader dragged to its place
NAMED_KM = 5.0  # radius of a candidate that has none of its own
COUNTRY_KM = 350.0  # the same for a country
SHORE_KM = 5.0  # coastlines are drawn less closely than this in places
# Properties whose old value is kept in ``corrected`` where a correction changed them.
BEFORE = (
    "event_date", "event_date_end", "date_precision", "event_type", "sub_event_type", "source_count",
    "location", "latitude", "longitude", "radius_km", "place_id", "country", "country_code",
    "admin1", "admin2", "certainty", "geo_precision", "relation",
)  # fmt: skip

Change = Callable[[dict[str, Any], Mapping[str, Any]], None]


def _candidate(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
    """Another place of the name. A phrase ("north of") stays as vague as it was, about the new place."""
    p = feature["properties"]
    listed: Mapping[str, Any] = next((c for c in p["candidates"] if c["id"] == value.get("place_id")), {})
    country = value.get("country") or listed.get("country")
    feature_code = listed.get("feature") or value.get("feature")
    whole = is_country(feature_code)
    radius = float(value.get("radius_km") or listed.get("radius_km") or (COUNTRY_KM if whole else NAMED_KM))
    if p["relation"] and p["radius_km"]:
        radius = max(radius, p["radius_km"])
    p |= _located(value["name"], value["lat"], value["lon"], radius, country, feature_code)
    if p["relation"]:
        p |= {"certainty": "area", "geo_precision": max(2, p["geo_precision"])}
    p |= {
        "place_id": value.get("place_id"),
        "admin1": listed.get("admin1"),
        "location_basis": "chosen by hand among the candidates",
    }
    feature["geometry"] = to_point(float(value["lat"]), float(value["lon"]))


def _move(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
    """A point of the reader's own. Its country is looked up where it left the old place."""
    p = feature["properties"]
    lat, lon = float(value["lat"]), float(value["lon"])
    near = p["latitude"] is not None and (
        distance_km(lat, lon, p["latitude"], p["longitude"]) <= max(p["radius_km"] or 0.0, NAMED_KM)
    )
    country = p["country_code"] if near else _country_at(lat, lon)
    admins = {"admin1": p["admin1"], "admin2": p["admin2"]} if near else {}
    radius = float(value.get("radius_km") or PLACED_KM)
    name = p["location"] or p["location_text"] or f"{lat:.4f}, {lon:.4f}"
    p |= _located(name, lat, lon, radius, country, None) | admins
    p |= {"relation": None, "location_basis": "moved by hand"}
    feature["geometry"] = to_point(lat, lon)


def _country_at(lat: float, lon: float) -> str | None:
    """The country of a point; for one in a harbour, that of the shore within `SHORE_KM`."""
    borders = open_borders()
    around = (destination(lat, lon, bearing, SHORE_KM) for bearing in range(0, 360, 45))
    return next(filter(None, (borders.country_at(*point) for point in ((lat, lon), *around))), None)


def _located(
    name: str, lat: float, lon: float, radius: float, country: str | None, feature_code: str | None
) -> dict[str, Any]:
    """Properties of a place chosen by hand; the map draws it as vague as its radius."""
    whole = is_country(feature_code)
    precision = 3 if whole else precision_of(radius).acled
    return {
        "location": name,
        "latitude": round(float(lat), 5),
        "longitude": round(float(lon), 5),
        "radius_km": round(radius, 2),
        "country_code": country,
        "country": country_name(country),
        "iso": iso_numeric(country),
        "admin1": None,
        "admin2": None,
        "feature_code": feature_code,
        "geo_precision": precision,
        "certainty": "country" if whole else "exact" if precision == 1 else "area",
        "rule": None,
        "place_id": None,
    }


def _date(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
    p = feature["properties"]
    start = date.fromisoformat(value["start"])
    end = date.fromisoformat(value.get("end") or value["start"])
    p |= dated(start, end, value.get("precision") or ("day" if start == end else "unknown"))
    p["date_basis"] = "set by hand"


def _type(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
    p = feature["properties"]
    p |= typed(value["event_type"], value["sub_event_type"])


def _reject(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
    """One report of a merged event was rejected; the others stand."""
    p = feature["properties"]
    others = [source for source in p["sources"] if source["event_id"] != value["event_id"]]
    p |= {"sources": others, "source_count": len({source["article_id"] for source in others})}


def _retold(change: Change) -> Change:
    """The change, with the note of the feature told anew from what it is now."""

    def changed(feature: dict[str, Any], value: Mapping[str, Any]) -> None:
        change(feature, value)
        feature["properties"]["notes"] = note(feature["properties"])

    return changed


CHANGES: Mapping[str, Change] = {
    "candidate": _retold(_candidate),
    "move": _retold(_move),
    "date": _retold(_date),
    "type": _retold(_type),
    "reject": _reject,
}


def restored(
    row: Mapping[str, Any], article: Mapping[str, Any] | None, event_id: str | None
) -> dict[str, Any]:
    """A feature for a name that a reader took from the ledger: something of no known kind, at its place."""
    p: dict[str, Any] = {name: [] if name in LISTS else None for name in PROPERTIES}
    start = row["start"] - (row["marks"][0][1] if row["marks"] else 0)
    p |= typed("Strategic developments", "Other") | {
        "status": "reported",
        "certainty": "none",
        "confidence": 1.0,
        "why": "restored by hand from the names that are not on the map",
        "source": (article or {}).get("source") or (article or {}).get("url") or row["article_id"],
        "article_id": row["article_id"],
        "excerpt": row["excerpt"],
        "excerpt_start": start,
        "excerpt_end": start + len(row["excerpt"]),
        "marks": row["marks"],
        "trigger": row["name"],
        "trigger_start": row["start"],
        "trigger_end": row["end"],
        "location_text": row["name"],
        "candidates": row["candidates"],
        "source_count": 1,
        "corrected": {"actions": ["restore"], "note": None, "before": {}},
    }
    point = None
    if row["lat"] is not None:
        p |= _place_of(row)
        point = to_point(row["lat"], row["lon"])
    identity = event_id or sha256(f"{row['article_id']}|restored|{row['start']}".encode()).hexdigest()[:16]
    p["sources"] = [_source(p, article or {}, identity)]
    p["notes"] = note(p)
    return {"type": "Feature", "id": identity, "geometry": point, "properties": p}


def _place_of(row: Mapping[str, Any]) -> dict[str, Any]:
    place: Mapping[str, Any] = next((c for c in row["candidates"] if c["id"] == row["place_id"]), {})
    whole = is_country(place.get("feature"))
    radius = place.get("radius_km") or (COUNTRY_KM if whole else NAMED_KM)
    found = _located(row["place"], row["lat"], row["lon"], radius, place.get("country"), place.get("feature"))
    basis = {"place_id": row["place_id"], "location_basis": "restored by hand"}
    return found | {"country": row["country"], "admin1": place.get("admin1")} | basis


def _source(p: Mapping[str, Any], article: Mapping[str, Any], event_id: str) -> dict[str, Any]:
    copied = ("excerpt", "excerpt_start", "excerpt_end", "marks", "event_date", "event_date_end")
    return {
        "event_id": event_id,
        "article_id": p["article_id"],
        **{name: article.get(name) for name in ("title", "source", "url", "published", "published_basis")},
        **{name: p[name] for name in (*copied, "fatalities", "actor1", "actor2")},
    }
