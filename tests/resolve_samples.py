"""A small world of places with the namesakes that news confuses, and short ways to resolve names in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.model import Article, Candidate, GeoReference, Match, Mention, Place
from geomap.names import fold
from geomap.resolve import propose, resolve


def place(key: str, name: str, lat: float, lon: float, **known: Any) -> Place:
    return Place(**{"id": f"t:{key}", "name": name, "lat": lat, "lon": lon, "feature": "PPL"} | known)


def city(
    key: str, name: str, lat: float, lon: float, division: str, people: int = 5000, **known: Any
) -> Place:
    return place(key, name, lat, lon, country=division[:2], admin1_code=division, population=people, **known)


def division(code: str, name: str, lat: float, lon: float, people: int = 1_000_000) -> Place:
    known = {"country": code[:2], "admin1": name, "admin1_code": code, "population": people}
    return place(code, name, lat, lon, feature="ADM1", extent_km=150, **known)


def country(code: str, name: str, lat: float, lon: float, people: int = 20_000_000) -> Place:
    return place(code, name, lat, lon, feature="PCLI", country=code, population=people, extent_km=500)


PLACES = (
    country("FR", "France", 46, 2),
    country("US", "United States", 39.8, -98.5),
    country("SY", "Syria", 35, 38),
    country("IQ", "Iraq", 33, 44),
    country("GE", "Georgia", 42, 43.5, 3_700_000),
    country("IE", "Ireland", 53, -8),
    division("US.TX", "Texas", 31.25, -99.25, 29_000_000),
    division("US.OH", "Ohio", 40.25, -83, 11_000_000),
    division("US.GA", "Georgia", 32.75, -83.5, 10_000_000),
    division("US.MO", "Missouri", 38.25, -92.5, 6_000_000),
    division("US.WA", "Washington", 47.5, -120.5, 7_000_000),
    division("SY.07", "Deir ez-Zor", 35.1, 40.3, 1_200_000),
    division("SY.01", "Al-Hasakah", 36.5, 40.9, 1_500_000),
    city("paris-fr", "Paris", 48.85, 2.35, "FR.11", 2_100_000, feature="PPLC"),
    city("paris-tx", "Paris", 33.66, -95.56, "US.TX", 25_000),
    city("dallas", "Dallas", 32.78, -96.81, "US.TX", 1_300_000),
    city("dublin-ie", "Dublin", 53.33, -6.25, "IE.07", 1_000_000, feature="PPLC"),
    city("dublin-oh", "Dublin", 40.1, -83.11, "US.OH", 45_000),
    city("columbus", "Columbus", 39.96, -83, "US.OH", 850_000),
    city("hilliard", "Hilliard", 40.03, -83.16, "US.OH", 33_000),
    city("delaware-oh", "Delaware", 40.3, -83.07, "US.OH", 38_000),
    city("atlanta", "Atlanta", 33.75, -84.39, "US.GA", 460_000),
    city("tbilisi", "Tbilisi", 41.69, 44.83, "GE.51", 1_050_000, feature="PPLC"),
    city("batumi", "Batumi", 41.64, 41.63, "GE.04", 150_000),
    city("washington", "Washington", 38.9, -77.04, "US.DC", 690_000, feature="PPLC"),
    city("lake-city", "Lake City", 30.19, -82.64, "US.FL", 12_000),
    city("deir", "Deir ez-Zor", 35.336, 40.141, "SY.07", 242_000, extent_km=6),
    city("hajin", "Hajin", 34.69, 40.83, "SY.07", 37_000),
    city("mayadin", "Al Mayadin", 35.02, 40.45, "SY.07", 44_000),
    city("mosul", "Mosul", 36.34, 43.13, "IQ.15", 1_700_000, extent_km=14),
    city("king", "King", 36.28, -80.36, "US.NC", 6_000),
    city("baga-es", "Baga", 42.25, 1.86, "ES.56", 2_200),
    city("maiduguri", "Maiduguri", 11.85, 13.16, "NG.27", 1_100_000),
    city("abuja", "Abuja", 9.06, 7.49, "NG.11", 590_000, feature="PPLC"),
    city("kano", "Kano", 12.0, 8.52, "NG.29", 3_600_000),
)
ALIASES = {
    "Deir el-Zour": ("t:deir", "t:SY.07"),
    "Deir ez-Zour": ("t:deir", "t:SY.07"),
    "Deir ez-Zour Province": ("t:deir", "t:SY.07"),
    "Ohio River": (),
}
DEMONYMS = {"Syrian": "t:SY", "Georgian": "t:GE", "Iraqi": "t:IQ"}
HEARD = {"Hajeen": "t:hajin", "Kingg": "t:king"}  # found by sound or likeness


@dataclass(frozen=True)
class TinyGazetteer:
    """Exact names, a few aliases and demonyms; by likeness only what `HEARD` lists."""

    places: tuple[Place, ...] = PLACES

    def lookup(self, name: str, *, countries: Collection[str] = (), limit: int = 20) -> tuple[Candidate, ...]:
        by_id = {p.id: p for p in self.places}
        found: list[tuple[Place, Match, float]] = [
            (p, "exact", 0.0) for p in self.places if fold(p.name) == fold(name)
        ]
        found += [(by_id[i], "alias", 1.0) for i in ALIASES.get(name, ()) if i in by_id]
        if name in DEMONYMS:
            found.append((by_id[DEMONYMS[name]], "alias", 2.0))
        if not found and name in HEARD:
            found.append((by_id[HEARD[name]], "romanised", 1.0))
        return tuple(
            Candidate(place=p, match=match, score=1.0, name=p.name, evidence={"name": 1.0, "kind": kind})
            for p, match, kind in found
            if not countries or p.country in countries
        )[:limit]

    def get(self, place_id: str) -> Place | None:
        return next((p for p in self.places if p.id == place_id), None)


GAZETTEER = TinyGazetteer()


def mentions_in(text: str, names: Sequence[str]) -> list[Mention]:
    """The names in the text, each looked for after the one before; "ORG:" and "DEM:" give the role."""
    found, at = [], 0
    for name in names:
        role, _, name = name.rpartition(":")
        at = text.index(name, at)
        roles = {"ORG": "organisation", "DEM": "demonym", "": "context"}
        found.append(Mention(start=at, end=at + len(name), text=name, role=roles[role]))  # type: ignore[arg-type]
        at += len(name)
    return found


def read(text: str, *names: str, **known: Any) -> list[GeoReference]:
    article = Article(id="a1", text=text, home=known.pop("article_home", None))
    proposals = [(m, propose(m, article, gazetteer=GAZETTEER)) for m in mentions_in(text, names)]
    return list(resolve(article, proposals, lookup=GAZETTEER.lookup, get=GAZETTEER.get, **known))


def ids(references: Sequence[GeoReference]) -> list[str | None]:
    return [r.place.id.removeprefix("t:") if r.place else None for r in references]
