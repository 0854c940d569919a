"""The built-in gazetteer from its sources: GeoNames' cities and the tables kept by hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from math import sqrt
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import tables
from geomap.gazetteer.cities import data_folder, read_cities
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.surfaces import surfaces
from geomap.gazetteer.writer import Record, write_gazetteer
from geomap.model import Place
from geomap.names import consonant_key, fold, sound_key

DATA_VERSION = "2026-11-22"  # the day when the tables last changed; goes into `info`
LEAST_DISTRICT_KM = 5.0  # radius of the smallest second-level divisions, but for parts of cities
_GENERIC = re.compile(
    r"\b(?:governorate|province|state|region|oblast|krai|kray|republic|respublika|district|county|department"
    r"|departamento|departement|provincia|prefecture|autonomous|municipality|municipio|canton|emirate|division"
    r"|voivodeship|parish|of|the|wilayat|wilaya|muhafazat|city|council|territory|capital|metropolitan|comarca"
    r"|qarku|opcina|raion|rayon|judetul|okrug)\b"
)

_PROVINCE_OF = re.compile(
    r"^(?:province|municipality|department|county|commune|prefecture|canton|city) of (?:the )?"
)
# What second-level divisions are called in the languages of their countries, before and after the name.
_LED_BY = re.compile(
    r"^(?:municipio|departamento|provincia|partido|distrito|canton|concelho|daira|departement|cercle"
    r"|territoire|arrondissement|kabupaten|kota|amphoe|huyen|thanh pho|thi xa|quan|shahrestan e|gemeente"
    r"|obshtina|okres|oras|municipiul|grad|opcina|(?:politischer )?bezirk|landkreis|kreis|srok|krong"
    r"|bashkia|liwa|nomos|nohiyai|muang|markaz|gorodskoy okrug) (?:d(?:e|i|o|a|el|es|u|os|as) )?"
    r"(?=[^\W\d]{2}[^\W\d ]* ?[^\W\d])"
)
_FOLLOWED_BY = re.compile(
    r"(?<=\w{3}) (?:ilcesi|kommune?|jaras|tumani|shi|gun|pagasts|audany|hamaynk|zone|shahri|subregion)$"
)


def default_path() -> Path:
    """Where the built-in gazetteer lies, built or not."""
    return Path(__file__).parent.parent / "_assets" / "gazetteer.sqlite"


def build_default(target: Path | None = None, *, quiet: bool = False) -> Path:
    """Builds from the tables of this installation, into it or into ``target``; returns the path."""
    path = Path(target) if target else default_path()
    build(path, folder=tables.tables_folder(), quiet=quiet)
    return path


def build(target: Path, *, folder: Path, quiet: bool = True) -> int:
    """Writes the gazetteer made of the tables in ``folder``; the same sources give the same bytes.

    Returns the number of places. With a terminal and not ``quiet``, a progress bar runs.
    """
    from tqdm import tqdm

    records = merged(gather(folder))
    meta = {"data": DATA_VERSION, "name": "geomap", **_credits(folder)}
    with tqdm(total=len(records), unit=" places", disable=True if quiet else None, leave=False) as bar:
        return write_gazetteer(target, records, meta=meta, surfaces=surfaces(records), on_batch=bar.update)


def gather(folder: Path) -> Iterator[Record]:
    """Records of all sources; the first with an id says where the place is, the others add names."""
    more = _more_names(folder)
    own = (tables.own_places(folder / name) for name in ("conflict.csv", "regions.csv"))
    villages = list(tables.own_places(folder / "places.csv"))
    divisions = list(tables.divisions(folder))
    capitals = tables.capitals(folder)
    cities = [
        _with_rank(_with_names(record, more), capitals)
        for record in read_cities(data_folder() / "cities500.json")
    ]
    parents = {r.place.admin1_code: r.place for r in divisions if r.place.admin1_code}
    for record in chain(*own, tables.countries(folder), _lend_spellings(divisions, cities)):
        yield _with_names(record, more)
    for record in _seated(tables.districts(folder, parents), [*cities, *villages], parents):
        yield _with_names(record, more)
    yield from (_with_names(record, more) for record in villages)
    yield from cities
    if more:
        raise GazetteerError(f"aliases.csv names places that no source has: {', '.join(sorted(more))}")


def _more_names(folder: Path) -> dict[str, tuple[tuple[str, NameKind], ...]]:
    """The names of aliases.csv by the id of their place."""
    found: defaultdict[str, list[tuple[str, NameKind]]] = defaultdict(list)
    for place_id, name, kind in tables.more_names(folder):
        found[place_id].append((name, kind))
    return {place_id: tuple(names) for place_id, names in found.items()}


def _with_names(record: Record, more: dict[str, tuple[tuple[str, NameKind], ...]]) -> Record:
    """The record with its names of ``more``, from which they are taken."""
    extra = more.pop(record.place.id, ())
    return replace(record, names=(*record.names, *extra)) if extra else record


def merged(records: Iterable[Record]) -> list[Record]:
    """One record an id, in order of id: the first record's place, the names of all."""
    places: dict[str, Place] = {}
    names: defaultdict[str, dict[tuple[str, NameKind], None]] = defaultdict(dict)
    for record in records:
        known = places.get(record.place.id)
        if known is None:
            places[record.place.id] = record.place
        else:
            places[record.place.id] = _completed(known, record.place)
            names[record.place.id][(record.place.name, NameKind.ALIAS)] = None
        names[record.place.id].update(dict.fromkeys(record.names))
    return [Record(place=places[i], names=tuple(names[i])) for i in sorted(places, key=_order)]


def _completed(place: Place, other: Place) -> Place:
    """The place with what it leaves open filled from another source's record of it."""
    return replace(
        place,
        country=place.country or other.country,
        admin1_code=place.admin1_code or other.admin1_code,
        population=place.population or other.population,
    )


def _order(place_id: str) -> tuple[bool, int, str]:
    authority, _, key = place_id.partition(":")
    numbered = authority == "geonames"
    return not numbered, int(key) if numbered else 0, place_id


def _with_rank(record: Record, capitals: frozenset[str]) -> Record:
    if record.place.id in capitals:
        return replace(record, place=replace(record.place, feature="PPLC"))
    return record


def _bare(name: str) -> str:
    """A division's name without "Province" and the like: "kyiv" for "Kyiv Oblast".

    What it is called in the language of its country goes too: "bantul" for "Kabupaten Bantul".
    "Province of Lanao del Sur" loses its beginning, but "District of Columbia" stays whole.
    """
    folded = _FOLLOWED_BY.sub("", _LED_BY.sub("", _PROVINCE_OF.sub("", fold(name))))
    return folded if " of " in folded else " ".join(_GENERIC.sub(" ", folded).split())


def _lend_spellings(divisions: Iterable[Record], cities: Iterable[Record]) -> Iterator[Record]:
    """Divisions with the spellings of the town that they are named after: "Hasakeh" is both."""
    by_division: defaultdict[str, list[Record]] = defaultdict(list)
    for city in cities:
        by_division[city.place.admin1_code or ""].append(city)
    for record in divisions:
        bare = _bare(record.place.name)
        sound, bones = sound_key(bare), consonant_key(bare)
        lent = [
            (name, NameKind.ALIAS)
            for city in by_division[record.place.admin1_code or ""]
            if bones
            and consonant_key(city.place.name) == bones
            and sound_key(city.place.name)[:1] == sound[:1]
            for name in (city.place.name, *(n for n, kind in city.names if kind == NameKind.ALIAS))
            if consonant_key(name) == bones
        ]
        own = [(bare, NameKind.ALIAS)] if bare and bare != fold(record.place.name) else []
        yield replace(record, names=tuple(dict.fromkeys((*record.names, *own, *lent))))


def _seated(
    districts: Iterable[Record], cities: Iterable[Record], parents: Mapping[str, Place]
) -> Iterator[Record]:
    """Districts without a point of their own at the town of the same name, where their division has one.

    Such a district reaches as far as its share of the division; one without such a town, and with
    no point known, may be anywhere in it.
    """
    towns: dict[tuple[str | None, str], Place] = {}
    for city in cities:
        for name in (city.place.name, *(name for name, kind in city.names if kind == NameKind.ALIAS)):
            key = (city.place.admin1_code, fold(name))
            if key not in towns or (towns[key].population or 0) < (city.place.population or 0):
                towns[key] = city.place
    listed = list(districts)
    shares = Counter(record.place.admin1_code for record in listed)
    for record in listed:
        place, bare = record.place, _bare(record.place.name)
        own = ((bare, NameKind.ALIAS),) if bare and bare != fold(place.name) else ()
        if place.extent_km is None:
            parent = parents[place.admin1_code or ""]
            whole = parent.extent_km or LEAST_DISTRICT_KM
            if town := towns.get((place.admin1_code, bare)):
                share = max(LEAST_DISTRICT_KM, round(1.5 * whole / sqrt(shares[place.admin1_code]), 1))
                place = replace(place, lat=town.lat, lon=town.lon, extent_km=min(whole, share))
            else:
                place = replace(place, extent_km=whole)
        yield replace(record, place=place, names=(*record.names, *own))


def _credits(folder: Path) -> dict[str, str]:
    """Who is to be credited, from SOURCES.toml: one line each."""
    import tomllib

    path = folder / "SOURCES.toml"
    sources = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {"credits": "\n".join(s["credit"] for s in sources.get("source", ()) if s.get("credit"))}
