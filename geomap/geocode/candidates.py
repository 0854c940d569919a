"""Answers of a geocoder as candidates: what kind of place, how large, how like the name asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geomap.geo import distance_km
from geomap.geocode.service import Answer
from geomap.model import Candidate, Place
from geomap.names import fold, romanise

LEAST_LIKENESS = 0.6  # below, the service guessed: part of a street name, a shop, another spelling's namesake

# Words with which services say what a place is, as GeoNames feature codes. What is not here (a
# street, a shop, a house) is nothing that an article's place name means.
_FEATURES = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "locality", "municipality", "settlement"), "PPL"),
    **dict.fromkeys(
        ("suburb", "quarter", "neighbourhood", "neighborhood", "city_district", "borough"), "PPLX"
    ),
    **dict.fromkeys(("isolated_dwelling", "farm"), "PPL"),
    "country": "PCLI",
    **dict.fromkeys(("state", "province", "administrative_area_level_1", "macroregion"), "ADM1"),
    "region": "RGN",
    **dict.fromkeys(("county", "district", "state_district", "administrative_area_level_2"), "ADM2"),
    **dict.fromkeys(("island", "islet"), "ISL"),
    "archipelago": "ISLS",
    **{"sea": "SEA", "ocean": "OCN", "bay": "BAY", "strait": "STRT", "cape": "CAPE", "water": "LK"},
    **{"river": "STM", "stream": "STM", "canal": "CNL", "wadi": "WAD", "dam": "DAM", "oasis": "OAS"},
    **{"desert": "DSRT", "peak": "MT", "mountain_range": "MTS", "valley": "VAL", "volcano": "VLC"},
    **{"aerodrome": "AIRP", "airport": "AIRP", "harbour": "PRT", "station": "RSTN", "bridge": "BDG"},
    **{"refugee_site": "CMPRF", "military": "INSM", "base": "INSM", "border_control": "PSTB"},
    **{"archaeological_site": "ANS", "ruins": "RUIN", "castle": "CSTL", "prison": "PRN"},
    **{"national_park": "PRK", "nature_reserve": "RESN"},
}
_KIND_KEYS = ("addresstype", "type", "osm_value", "_type", "types", "layer", "category", "class", "osm_key")
_COUNTRY_KEYS = ("country_code", "countrycode", "countryCode", "ISO_3166-1_alpha-2")
_DIVISION_KEYS = ("state", "province", "region", "adminName1", "governorate")
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
# Nominatim's rank of a place and the radius that covers most places of it; a node has no outline.
_RANK_RADII_KM = ((4, 500.0), (9, 150.0), (12, 40.0), (16, 10.0), (18, 5.0), (19, 3.0), (20, 2.0), (30, 1.0))
_UNKNOWN_RADIUS_KM = 10.0


def to_candidates(service: str, name: str, answers: Sequence[Answer]) -> tuple[Candidate, ...]:
    """The answers that are places of about that name, likest first, each place once."""
    found: dict[str, Candidate] = {}
    for answer in answers:
        candidate = _candidate(service, name, answer)
        if candidate is not None and candidate.score >= LEAST_LIKENESS:
            found.setdefault(candidate.place.id, candidate)
    return tuple(
        sorted(found.values(), key=lambda c: (-c.score, -c.evidence["importance"], c.place.id)),
    )


def _candidate(service: str, name: str, answer: Answer) -> Candidate | None:
    raw = answer["raw"]
    known = {**raw, **raw.get("properties", {})} if isinstance(raw.get("properties"), dict) else raw
    feature = _feature(known)
    if feature is None:
        return None
    names = [text for text in _names(known, answer["address"]) if text]
    score, spelling = max(((_likeness(name, text), text) for text in names), default=(0.0, ""))
    division = next((str(v) for key in _DIVISION_KEYS for v in _values(known, key) if v), None)
    country = next((str(v).upper() for key in _COUNTRY_KEYS for v in _values(known, key) if v), None)
    place = Place(
        id=_id(service, known, answer),
        name=names[0] if names else name,
        lat=answer["lat"],
        lon=answer["lon"],
        feature=feature,
        country=country if country and len(country) == 2 and country.isalpha() else None,
        admin1=names[0] if feature == "ADM1" and names else division,
        population=_population(known),
        extent_km=_extent_km(known, answer),
    )
    importance = known.get("importance")
    evidence = {
        "name": score,
        "importance": float(importance) if isinstance(importance, (int, float)) else 0.0,
    }
    return Candidate(place=place, match="geocoder", score=score, name=spelling, evidence=evidence)


def _names(known: Mapping[str, Any], address: str) -> Iterator[str]:
    """Every name in the answer, the one for readers of English first."""
    details = known.get("namedetails")
    named: Mapping[str, Any] = details if isinstance(details, dict) else {}
    for key in ("name", "toponymName", "asciiName"):
        if isinstance(known.get(key), str):
            yield known[key]
    yield address.split(",")[0].strip()
    for key in sorted(named):
        yield from (part.strip() for part in str(named[key]).split(";"))


def _likeness(asked: str, name: str) -> float:
    """0..1: equal after folding is 1; otherwise the mean of the ratios of letters and of sorted words."""
    if fold(asked) == fold(name):
        return 1.0
    from rapidfuzz import fuzz

    one, other = romanise(asked), romanise(name)
    return round((fuzz.ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 200, 4)


def _feature(known: Mapping[str, Any]) -> str | None:
    """A GeoNames feature code; None for what is no place, and for what no word describes."""
    if isinstance(known.get("fcode"), str):
        return str(known["fcode"])
    for key in _KIND_KEYS:
        words = known.get(key)
        for word in words if isinstance(words, list) else [words]:
            if word in _FEATURES:
                return _FEATURES[word]
    return None if any(key in known for key in _KIND_KEYS) else "LCTY"


def _values(known: Any, key: str) -> Iterator[Any]:
    """What stands under a key, however deep, outermost first."""
    if isinstance(known, dict):
        if isinstance(known.get(key), (str, int)):
            yield known[key]
        for value in known.values():
            yield from _values(value, key)
    elif isinstance(known, list):
        for value in known:
            yield from _values(value, key)


def _id(service: str, known: Mapping[str, Any], answer: Answer) -> str:
    if "osm_id" in known and "osm_type" in known:
        return f"osm:{_OSM_TYPES.get(known['osm_type'], known['osm_type'])}/{known['osm_id']}"
    if "geonameId" in known:
        return f"geonames:{known['geonameId']}"
    return f"{service}:{answer['lat']:.5f},{answer['lon']:.5f}"


def _population(known: Mapping[str, Any]) -> int | None:
    tags = known.get("extratags")
    text = str(tags.get("population", "") if isinstance(tags, dict) else known.get("population", ""))
    return int(text) if text.isascii() and text.isdigit() else None


def _extent_km(known: Mapping[str, Any], answer: Answer) -> float:
    """The radius that covers the place: from its outline, or from Nominatim's rank for a point.

    The box that Nominatim gives for a point is made up, so it is not used.
    """
    box = known.get("boundingbox")
    if isinstance(box, list) and len(box) == 4 and known.get("osm_type") in {"way", "relation"}:
        south, north, west, east = map(float, box)
        corners = [(lat, lon) for lat in (south, north) for lon in (west, east)]
        return round(max(distance_km(answer["lat"], answer["lon"], *corner) for corner in corners), 1)
    rank = known.get("place_rank")
    if isinstance(rank, int):
        return next((radius for most, radius in _RANK_RADII_KM if rank <= most), 1.0)
    return _UNKNOWN_RADIUS_KM
