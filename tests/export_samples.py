"""Readings made by hand for the tests of exports, merging and corrections."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from geomap.exporters import to_geojson
from geomap.model import (
    Actor,
    Area,
    Article,
    Candidate,
    Count,
    Event,
    Flow,
    Furniture,
    GeoReference,
    Location,
    Mention,
    Place,
    Reading,
    Span,
    When,
    Zone,
)

RAQQA = Place(
    id="geonames:172955", name="Ar Raqqah", lat=35.95283, lon=39.00788, feature="PPLA", country="SY",
    admin1="Ar-Raqqah", population=177636, extent_km=6.0,
)  # fmt: skip
IDLIB = Place(
    id="geonames:169389",
    name="Idlib",
    lat=35.93062,
    lon=36.63393,
    feature="PPLA",
    country="SY",
    admin1="Idlib",
)
SYRIA = Place(
    id="geonames:163843", name="Syria", lat=35.0, lon=38.0, feature="PCLI", country="SY", extent_km=350
)
GHENT = Place(id="geonames:2797656", name="Ghent", lat=51.05, lon=3.71667, feature="PPLA2", country="BE")
NORTH = {
    "type": "Polygon",
    "coordinates": [[[36.4, 35.95], [36.4, 36.3], [36.9, 36.3], [36.9, 35.95], [36.4, 35.95]]],  # clockwise
}


def span(text: str, words: str, start: int = 0) -> Span:
    """The first stretch of ``text`` from ``start`` that reads ``words``."""
    found = text.index(words, start)
    return Span(start=found, end=found + len(words), text=words)


def mention(text: str, words: str, role: Any = "event", why: str = "", start: int = 0) -> Mention:
    where = span(text, words, start)
    return Mention(start=where.start, end=where.end, text=where.text, role=role, why=why)


def event(text: str, trigger: str, **known: Any) -> Event:
    """An event with the whole text as its excerpt, and its id made as geomap makes it."""
    words = span(text, trigger)
    values: dict[str, Any] = {
        "article_id": "a1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "status": "reported",
        "trigger": words,
        "excerpt": Span(start=0, end=len(text), text=text),
        "confidence": 0.8,
        "why": f"{trigger!r} is reported",
    } | known
    key = f"{values['article_id']}|{values['event_type']}|{words.start}"
    return Event(**{"id": sha256(key.encode()).hexdigest()[:16]} | values)


def town(place: Place, words: Span | None = None, toponym: int | None = None, **known: Any) -> Location:
    """A location in a named town."""
    values: dict[str, Any] = {
        "name": place.name, "lat": place.lat, "lon": place.lon, "radius_km": 5.0, "geo_precision": 1,
        "country": place.country, "path": (place.admin1,) if place.admin1 else (), "place_id": place.id,
        "feature": place.feature, "span": words, "toponym": toponym, "basis": "in the same clause",
    }  # fmt: skip
    return Location(**values | known)


def day(iso: str, words: Span | None = None) -> When:
    return When(
        start=date.fromisoformat(iso), end=date.fromisoformat(iso), precision="day", basis="given", span=words
    )


TEXT = (
    "GHENT, Belgium - At least 14 fighters were killed in a clash with the Free Syrian Army in Raqqa on 3 May"
    ", researchers say. Troops raided a house north of Idlib. A third bombing was reported. "
    "Rifles made in Syria were smuggled to Xanadu.\nShare this page"
)


def raqqa_reading(article_id: str = "a1") -> Reading:
    """Three events (exact, area, unlocated), a flow, a zone, a cut, and names that are not drawn."""
    text = TEXT
    references = (
        _reference(mention(text, "GHENT", "dateline", "opens a dateline"), GHENT),
        _reference(mention(text, "Raqqa"), RAQQA),
        _reference(mention(text, "Idlib"), IDLIB),
        _reference(mention(text, "Syria", "origin", "after 'made in'", text.index("made in")), SYRIA),
        GeoReference(mention=mention(text, "Xanadu", "context")),
    )
    phrase = span(text, "north of Idlib")
    area = Area(
        start=phrase.start, end=phrase.end, text=phrase.text, relation="north_of", anchors=(2,), lat=36.1,
        lon=36.65, radius_km=25.0, geometry=NORTH, rule="a sector to the north",
    )  # fmt: skip
    return Reading(
        article=Article(
            id=article_id,
            text=text,
            title="Fighting in Raqqa",
            source="Example Wire",
            url="https://news.example/1",
            furniture=(_furniture(text, "Share this page"),),
        ),
        references=references,
        areas=(area,),
        events=_events(text, article_id, phrase),
        flows=(
            Flow(
                kind="smuggled",
                origin=town(SYRIA, span(text, "Syria", text.index("made in")), 3, geo_precision=3),
                destination=None,
                goods="rifles",
                share=None,
                excerpt=span(text, "Rifles made in Syria were smuggled to Xanadu."),
            ),
        ),
        zones=(Zone(zone_class="attack", location=town(RAQQA), excerpt=span(text, "Raqqa")),),
        published=date(2017, 5, 4),
        published_basis="given",
    )


def _events(text: str, article_id: str, phrase: Span) -> tuple[Event, ...]:
    first = Span(start=0, end=text.index(" Troops"), text=text[: text.index(" Troops")])
    return (
        event(
            text,
            "clash",
            article_id=article_id,
            excerpt=first,
            when=day("2017-05-03", span(text, "3 May")),
            location=town(RAQQA, span(text, "Raqqa"), 1),
            actors=(Actor(name="Free Syrian Army", role="actor1", span=span(text, "Free Syrian Army")),),
            fatalities=Count(min=14, max=None, span=span(text, "At least 14")),
        ),
        event(
            text,
            "raided",
            article_id=article_id,
            event_type="Strategic developments",
            sub_event_type="Arrests",
            status="claimed",
            excerpt=span(text, "Troops raided a house north of Idlib."),
            location=town(
                IDLIB,
                phrase,
                2,
                name="north of Idlib",
                lat=36.1,
                lon=36.65,
                radius_km=25.0,
                geo_precision=2,
                relation="north_of",
                geometry=NORTH,
            ),
        ),
        event(
            text,
            "bombing",
            article_id=article_id,
            event_type="Explosions/Remote violence",
            sub_event_type="Remote explosive/landmine/IED",
            excerpt=span(text, "A third bombing was reported."),
        ),
    )


def _reference(found: Mention, place: Place) -> GeoReference:
    candidate = Candidate(place=place, match="exact", score=0.9, name=found.text)
    return GeoReference(mention=found, place=place, confidence=0.9, radius_km=5.0, candidates=(candidate,))


def _furniture(text: str, words: str) -> Furniture:
    where = span(text, words)
    return Furniture(start=where.start, end=where.end, text=where.text, reason="share bar")


FIJI = {
    "type": "Polygon",
    "coordinates": [[[178.5, -18.5], [-178.5, -18.5], [-178.5, -16], [178.5, -16], [178.5, -18.5]]],
}
ARABIC = "اشتباك في مدينة الرقة — “clash” in Älgå, 東京 & <b>Ōsaka</b>"


def sample() -> dict[str, Any]:
    """A collection with what exports find hard: points, areas, one across the antimeridian, a country, an
    unlocated and an undated event, two reports of one event, other scripts, and credits."""
    text = f"{ARABIC}: a clash near Taveuni"
    taveuni = Place(id="t:1", name="Taveuni", lat=-16.85, lon=-179.98, feature="ISL", country="FJ")
    where = town(
        taveuni, span(text, "Taveuni"), name="near Taveuni", radius_km=90.0, geo_precision=3, relation="near",
        geometry=FIJI,
    )  # fmt: skip
    syria = town(SYRIA, None, radius_km=350.0, geo_precision=3)
    far = Reading(
        article=Article(id="b/2 ä", text=text, title=ARABIC, url="https://fiji.example/ä?x=1&y=<2>"),
        events=(
            event(text, "clash", article_id="b/2 ä", location=where, when=day("2020-01-02"), status="denied"),
            event(
                text,
                "Taveuni",
                article_id="b/2 ä",
                location=syria,
                event_type="Riots",
                sub_event_type="Mob violence",
            ),
        ),
    )
    return to_geojson(
        [raqqa_reading(), raqqa_reading("copy"), far],
        version="0.1.0",
        gazetteer_info={"version": "7", "attribution": "GeoNames"},
        attribution=["GeoNames, CC BY 4.0", "© Beispiel é"],
    )
