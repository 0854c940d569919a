"""Spellings that the gazetteer has not seen: ``python -m benchmarks.names [--countries SY,IQ] [--limit N]``.

Every spelling of a town is hidden in turn and looked up within its country, among its towns. A case is
hard when the town has another Latin spelling, and no other spelling of it and no other town of the country
folds to the same key. Recall at 1 is the share whose first answer is the town; a false accept is an answer
to the name of a town of another country, where the country asked has no town spelt so. The time is that of
a scan on the processor, the median over the names of other countries.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.build import default_path
from geomap.gazetteer.store import PlaceRow, Sounds, Store
from geomap.names import consonant_key, fold, script

COUNTRIES = ("SY", "IQ", "YE", "LY", "LB", "JO", "EG", "AF", "IR", "UA", "RU")
LEAST_VOWELS = 0.28  # of the letters: what has fewer is a machine's transliteration, no spelling


class Case(NamedTuple):
    """A spelling to hide, and the place it belongs to."""

    place: PlaceRow
    spelling: str
    others: tuple[str, ...]  # the place's other spellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one country, or all, came to."""

    cases: int
    recall: float
    false_accepts: float
    milliseconds: float


class Hiding:
    """The towns of a store, without one spelling of one of them.

    Divisions are left out: they are spelt like their capitals, which would make every case an easy one.
    """

    def __init__(self, store: Store) -> None:
        self.path, self.meta, self._store = store.path, store.meta, store
        self.case: Case | None = None

    def by_key(self, key: str, limit: int) -> list[tuple[PlaceRow, int]]:
        found = self._store.by_key(key, limit)
        case = self.case
        hidden = None if case is None else case.place.id
        return [pair for pair in found if pair[0].id != hidden and _is_town(pair[0])]

    def by_sound(self, sound: str, countries: Collection[str]) -> list[int]:
        return [n for n in self._store.by_sound(sound, countries) if self._is_heard(n, sound)]

    def sounds(self, country: str) -> Sounds:
        known = self._store.sounds(country)
        kept = [(key, n) for key, n in zip(*known, strict=True) if self._is_heard(n, key)]
        return Sounds([key for key, _ in kept], [n for _, n in kept])

    def _is_heard(self, number: int, sound: str) -> bool:
        case = self.case
        return case is None or number != case.place.id or sound in map(consonant_key, case.others)

    def places(self, numbers: Collection[int]) -> Iterator[tuple[PlaceRow, tuple[str, ...]]]:
        for row, names in self._store.places(numbers):
            case = self.case
            if not _is_town(row):
                continue
            if case is not None and row.id == case.place.id:
                row, names = row._replace(name=case.others[0]), case.others[1:]
            yield row, names

    def by_id(self, place_id: str) -> tuple[PlaceRow, tuple[str, ...]] | None:
        return self._store.by_id(place_id)

    def division(self, code: str) -> str | None:
        return self._store.division(code)


def _is_town(row: PlaceRow) -> bool:
    return row.feature.startswith("PPL")


def is_plausible(name: str) -> bool:
    """Whether a writer of English would spell a name so: letters that can be spoken, a capital first."""
    letters = fold(name).replace(" ", "")
    vowels = len(re.findall("[aeiou]", letters))
    return name[:1].isupper() and script(name) == "latin" and vowels >= LEAST_VOWELS * max(len(letters), 1)


def cases_of(store: Store, country: str) -> list[Case]:
    """Every hard case of a country's towns, in the order of their numbers."""
    towns = [(row, (row.name, *names)) for row, names in store.of_country(country) if _is_town(row)]
    owners: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for row, names in towns:
        for name in names:
            owners[fold(name)][row.id] += 1
    return [
        Case(row, name, tuple(n for n in names if n != name))
        for row, names in towns
        for name in names
        if "," not in name
        and is_plausible(name)
        and owners[fold(name)].total() == 1
        and any(script(other) == "latin" for other in names if other != name)
    ]


def measure(store: Store, country: str, *, strangers: Sequence[Case], limit: int, seed: int) -> Score:
    """Recall over at most ``limit`` cases of a country, and false accepts over as many strangers."""
    hiding = Hiding(store)
    cases = cases_of(store, country)
    chosen = random.Random(seed).sample(cases, min(limit, len(cases)))
    right = 0
    for case in chosen:
        hiding.case = case
        found = Gazetteer([hiding]).lookup(case.spelling, countries=(country,))  # type: ignore[list-item]
        right += bool(found) and found[0].place.id == case.place.place_id
    hiding.case = None
    gazetteer = Gazetteer([hiding])  # type: ignore[list-item]
    foreign = [case.spelling for case in strangers if case.place.country != country]
    asked = random.Random(seed).sample(foreign, min(limit, len(foreign)))
    unknown = [name for name in asked if not _is_known(store, name, country)]
    accepted, times = 0, []
    for name in unknown:
        start = time.process_time()
        accepted += bool(gazetteer.lookup(name, countries=(country,)))
        times.append(time.process_time() - start)
    return Score(
        cases=len(chosen),
        recall=right / max(len(chosen), 1),
        false_accepts=accepted / max(len(unknown), 1),
        milliseconds=1000 * median(times or [0.0]),
    )


def _is_known(store: Store, name: str, country: str) -> bool:
    return any(row.country == country and _is_town(row) for row, _ in store.by_key(fold(name), 200))


def exact_microseconds(store: Store, names: Sequence[str]) -> float:
    """Median time of an exact lookup, each name asked for the first time."""
    gazetteer, times = Gazetteer([store]), []
    for name in names:
        start = time.process_time()
        gazetteer.lookup(name)
        times.append(time.process_time() - start)
    return 1e6 * median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--countries", default=",".join(COUNTRIES))
    parser.add_argument("--limit", type=int, default=400, help="cases of each country")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    store = Store(default_path())
    countries = options.countries.split(",")
    strangers = [case for country in countries for case in cases_of(store, country)]
    print(f"{'':8}{'cases':>7}{'recall@1':>10}{'false':>8}{'ms':>8}")
    scores = []
    for country in countries:
        score = measure(store, country, strangers=strangers, limit=options.limit, seed=options.seed)
        scores.append(score)
        print(
            f"{country:8}{score.cases:7}{score.recall:10.3f}{score.false_accepts:8.3f}{score.milliseconds:8.2f}"
        )
    total = sum(s.cases for s in scores)
    recall = sum(s.recall * s.cases for s in scores) / total
    false = sum(s.false_accepts * s.cases for s in scores) / total
    print(f"{'all':8}{total:7}{recall:10.3f}{false:8.3f}")
    known = [case.place.name for case in strangers]
    exact = exact_microseconds(store, random.Random(options.seed).sample(known, min(3000, len(known))))
    print(f"exact lookup: {exact:.0f} microseconds (median)")


if __name__ == "__main__":
    main()
