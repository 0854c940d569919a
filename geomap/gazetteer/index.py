"""Looking names up: a cascade from the exact key to likeness, over several gazetteer files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path

from geomap.gazetteer.build import default_path
from geomap.gazetteer.likeness import ACCEPTED_ANYWHERE, CYRILLIC, Named, accepted, likeness, shortlist
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.store import PlaceRow, Store
from geomap.model import Candidate, Match, Place
from geomap.names import as_english, consonant_key, variants

EXACT = (1.0, 0.98, 0.95, 0.85)  # likeness of a name found by a variant of penalty 0 to 3
LEAST_REGION_KM = 40.0  # radius from which a place without people is a region
PEOPLE_PER_KM = 2000.0  # of radius: news means the Red Sea rather than the provinces named after it
MOST_NAMESAKES = 200  # places of one name that are looked at; GeoNames has 180 called "San Antonio"


class Gazetteer:
    """Places by name over one or more files; where two know a place, the first file's word holds."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self._stores = tuple(stores)
        self._divisions: dict[str, str | None] = {}
        # an article names a place again and again, and a run of articles the same countries
        self._answers = lru_cache(maxsize=4096)(self._look_up)
        self._place = lru_cache(maxsize=20_000)(self._make_place)
        self._sounds = lru_cache(maxsize=16)(
            lambda store, country: store.sounds(country)
        )  # a large country's take 5 MB

    def lookup(self, name: str, *, countries: Collection[str] = (), limit: int = 20) -> tuple[Candidate, ...]:
        """Places which the name may mean: best name first, then the weightiest, then by id.

        A candidate's evidence has the likeness of the "name", 0 to 1, and the `NameKind` as "kind".
        ``countries`` (ISO 3166-1 alpha-2) keeps only places there, and regions of no single country;
        a name that is spelt in no known way is then also compared with all names of those countries.
        Maybe none.
        """
        return self._answers(name, tuple(sorted(countries)))[:limit]

    def _look_up(self, name: str, countries: tuple[str, ...]) -> tuple[Candidate, ...]:
        wanted = frozenset(countries)
        found = self._spelt(name, wanted) or self._alike(name, wanted)
        return tuple(sorted(found, key=lambda c: (-c.score, -_weight(c.place), c.place.id)))

    def get(self, place_id: str) -> Place | None:
        """The place with this id and its other names; None where no file has it."""
        for store in self._stores:
            if known := store.by_id(place_id):
                row, names = known
                return self._place(row, names)
        return None

    def names(self) -> tuple[tuple[str, str], ...]:
        """Names that stand for a place: everywhere ("LOC", "ADJ") or where the words say so ("TOWN").

        Countries, nationalities, first-level divisions, very large cities.
        """
        return tuple(sorted({pair for store in self._stores for pair in store.surfaces()}))

    def within(
        self,
        south: float,
        west: float,
        north: float,
        east: float,
        *,
        limit: int,
        features: Collection[str] = (),
    ) -> tuple[Place, ...]:
        """Places in a box of degrees, most populous first; where ``west > east`` it crosses 180 degrees."""
        found: dict[str, Place] = {}
        for store in self._stores:
            for row in store.within(south, west, north, east, features, limit):
                found.setdefault(row.place_id, self._place(row))
        ranked = sorted(found.values(), key=lambda p: (-(p.population or 0), p.id))
        return tuple(ranked[:limit])

    def info(self) -> dict[str, object]:
        """What the files hold: "name", "data" (version of the tables), "places", "credits" and so on.

        Of several files the first one's facts, the "places" of all, every line of "credits" once.
        """
        facts: dict[str, object] = {}
        features: Counter[str] = Counter()
        for store in reversed(self._stores):
            facts |= store.meta
            features.update(store.counts())
        credits = (str(store.meta.get("credits", "")).splitlines() for store in self._stores)
        facts["credits"] = "\n".join(dict.fromkeys(chain.from_iterable(credits)))
        facts["places"] = features.total()
        facts["files"] = "\n".join(str(store.path) for store in self._stores)
        return facts | dict(sorted(features.items()))

    def _spelt(self, name: str, countries: frozenset[str]) -> list[Candidate]:
        """Places of which a name has the same key; looser keys only where tighter ones find none."""
        found: dict[str, Candidate] = {}
        for penalty, keys in groupby(variants(name), key=lambda pair: pair[1]):
            for key, _ in keys:
                for store in self._stores:
                    for row, kind in store.by_key(key, MOST_NAMESAKES):
                        if (
                            _is_in(row, countries)
                            and _is_meant(name, key, kind)
                            and row.place_id not in found
                        ):
                            found[row.place_id] = self._candidate(store, row, kind, EXACT[penalty])
            if found:
                break
        return list(found.values())

    def _candidate(self, store: Store, row: PlaceRow, kind: int, score: float) -> Candidate:
        match: Match = "exact" if kind == NameKind.MAIN else "alias"
        place = self._place(self._first_row(store, row))
        evidence = {"name": score, "kind": float(kind)}
        return Candidate(place=place, match=match, score=score, name=row.name, evidence=evidence)

    def _alike(self, name: str, countries: frozenset[str]) -> list[Candidate]:
        """Places with a name that sounds like this one; in given countries also merely like it."""
        found: dict[str, Candidate] = {}
        for store in self._stores:
            numbers = _sounding(store, name, countries)
            least = min((self._accepted(store, c) for c in countries), default=ACCEPTED_ANYWHERE)
            self._add_alike(found, store, name, store.places(numbers), "romanised", least)
            for country in sorted(countries):
                known = self._sounds(store, country)
                near = {
                    n for written in _writings(name, country) for n in shortlist(written, known)
                } - numbers
                self._add_alike(
                    found, store, name, store.places(near), "fuzzy", self._accepted(store, country)
                )
        return list(found.values())

    def _accepted(self, store: Store, country: str) -> float:
        return accepted(len(self._sounds(store, country).keys), cyrillic=country in CYRILLIC)

    def _add_alike(
        self,
        found: dict[str, Candidate],
        store: Store,
        name: str,
        places: Iterator[Named],
        match: Match,
        least: float,
    ) -> None:
        for row, others in places:
            score, spelling = likeness(name, (row.name, *others), cyrillic=row.country in CYRILLIC)
            if score >= least and row.place_id not in found:
                found[row.place_id] = Candidate(
                    place=self._place(self._first_row(store, row)),
                    match=match,
                    score=score,
                    name=spelling,
                    evidence={"name": score, "kind": float(NameKind.ALIAS)},
                )

    def _first_row(self, store: Store, row: PlaceRow) -> PlaceRow:
        """The row of the first file that knows the place."""
        for earlier in self._stores:
            if earlier is store:
                break
            if known := earlier.by_id(row.place_id):
                return known[0]
        return row

    def _make_place(self, row: PlaceRow, names: tuple[str, ...] = ()) -> Place:
        return Place(
            id=row.place_id,
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            feature=row.feature,
            country=row.country,
            admin1=row.name if row.feature == "ADM1" else self._division(row.admin1),
            admin1_code=row.admin1,
            admin2=row.admin2,
            population=row.population,
            extent_km=row.extent_km,
            alt_names=names,
            course=tuple((float(lat), float(lon)) for lat, lon in _pairs(row.course)),
        )

    def _division(self, code: str | None) -> str | None:
        if code is None:
            return None
        if code not in self._divisions:
            names = (store.division(code) for store in self._stores)
            self._divisions[code] = next((name for name in names if name), None)
        return self._divisions[code]


def _writings(name: str, country: str) -> tuple[str, ...]:
    """The name, and as English writes it where it is written after Cyrillic and that sounds different."""
    if country not in CYRILLIC:
        return (name,)
    english = as_english(name)
    return (name,) if consonant_key(english) == consonant_key(name) else (name, english)


def _sounding(store: Store, name: str, countries: frozenset[str]) -> set[int]:
    """Numbers of the places with a name of the same sound; of one consonant, too many sound alike."""
    sounds = {consonant_key(name): countries}
    if written := countries & CYRILLIC:
        sounds.setdefault(consonant_key(as_english(name)), written)
    return {n for sound, where in sounds.items() if len(sound) > 1 for n in store.by_sound(sound, where)}


def _pairs(course: str | None) -> Iterator[list[str]]:
    return map(str.split, course.split(",")) if course else iter(())


def _weight(place: Place) -> float:
    """People, or for a region or a sea, where none are counted, what its size stands for."""
    uncounted = place.population is None and (place.extent_km or 0) >= LEAST_REGION_KM
    return (place.extent_km or 0) * PEOPLE_PER_KM if uncounted else place.population or 0


def _is_in(row: PlaceRow, countries: frozenset[str]) -> bool:
    return not countries or row.country is None or row.country in countries


def _is_meant(name: str, key: str, kind: int) -> bool:
    """Whether a short form is written as one: "LA" but not "la", "Me." but not "me"."""
    if kind == NameKind.CODE:
        return name.replace(".", "").isupper()
    if kind == NameKind.ABBREVIATION and len(key) <= 2:
        return "." in name or name.isupper()
    return True


@contextmanager
def open_gazetteer(paths: Collection[str | Path] = ()) -> Iterator[Gazetteer]:
    """The user's files, asked in their order, and the built-in one last; closed with the block.

    Raises `GazetteerError` where a file is missing, damaged or of another version.
    """
    with ExitStack() as stack:
        stores = []
        for path in (*map(Path, paths), default_path()):
            stores.append(Store(path))
            stack.callback(stores[-1].close)
        yield Gazetteer(stores)
