"""Places and their names into one gazetteer file: the same records give the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geomap.files import replacing
from geomap.gazetteer.schema import FIRST_OWN_ID, INDEXES, NOWHERE, SCHEMA_VERSION, STAGING, TABLES, NameKind
from geomap.model import Place
from geomap.names import KEYS_VERSION, LONGEST_NAME, consonant_key, fold

BATCH = 5000  # records that are turned into rows at a time: memory stays flat for 12 million of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A place with every name that leads to it. The place's own name need not be among ``names``."""

    place: Place
    names: tuple[tuple[str, NameKind], ...] = ()


def write_gazetteer(
    target: Path,
    records: Iterable[Record],
    *,
    meta: Mapping[str, str],
    surfaces: Iterable[tuple[str, str]] = (),
    more_names: Iterable[tuple[int, str]] = (),
    on_batch: Callable[[int], object] = int,
) -> int:
    """The number of places written to ``target``, which appears whole or not at all.

    Records may come in any order and number; of two with one id the first says where the place is.
    ``surfaces`` are the names that a recogniser may take for granted, each with "LOC", "ADJ" or "TOWN".
    ``more_names`` are further names by GeoNames number; those of unknown places are left out.
    """
    with (
        replacing(target) as temporary,
        closing(sqlite3.connect(temporary, isolation_level=None)) as database,
    ):
        database.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "PRAGMA temp_store = FILE; PRAGMA cache_size = -65536; ATTACH '' AS staged;" + TABLES + STAGING
        )
        database.execute("BEGIN")
        _stage(database, records, on_batch)
        _stage_names(database, more_names)
        _settle(database)
        (count,) = database.execute("SELECT count(*) FROM main.place").fetchone()
        database.executemany("INSERT OR IGNORE INTO surface VALUES (?, ?)", surfaces)
        facts = {"schema": str(SCHEMA_VERSION), "keys": str(KEYS_VERSION), "places": str(count), **meta}
        database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        database.execute("COMMIT")
    return int(count)


def _stage(
    database: sqlite3.Connection, records: Iterable[Record], on_batch: Callable[[int], object]
) -> None:
    """Rows in the order they come, in a scratch database beside the file."""
    count = 0
    waiting = iter(records)
    while batch := list(islice(waiting, BATCH)):
        numbered = [(_number(record.place, count + i), record) for i, record in enumerate(batch)]
        database.executemany(
            f"INSERT INTO staged.place VALUES ({','.join('?' * 13)})", [_place_row(n, r) for n, r in numbered]
        )
        keyed = [(number, record, _keys(record)) for number, record in numbered]
        database.executemany(
            "INSERT INTO staged.name VALUES (?, ?, ?)",
            [(key, number, kind) for number, _, keys in keyed for key, kind in keys.items()],
        )
        database.executemany(
            "INSERT INTO staged.roman VALUES (?, ?, ?)",
            [row for number, record, keys in keyed for row in _roman_rows(number, record, keys)],
        )
        count += len(batch)
        on_batch(len(batch))


def _stage_names(database: sqlite3.Connection, names: Iterable[tuple[int, str]]) -> None:
    """Further names of places that GeoNames numbers; whose country they are in shows when settling."""
    waiting = iter(names)
    while batch := list(islice(waiting, BATCH)):
        database.executemany("INSERT INTO staged.extra VALUES (?, ?)", batch)
        folded = [(fold(name), number) for number, name in batch]
        database.executemany(
            "INSERT INTO staged.name VALUES (?, ?, ?)",
            [(key, number, NameKind.ALIAS) for key, number in folded if 1 < len(key) <= LONGEST_NAME],
        )
        sounds = [(consonant_key(key), number) for key, number in folded]
        database.executemany(
            "INSERT INTO staged.roman VALUES (NULL, ?, ?)", [pair for pair in sounds if pair[0]]
        )


_SETTLE = f"""
INSERT OR IGNORE INTO main.place SELECT * FROM staged.place ORDER BY id, rowid;
CREATE INDEX staged.extra_place ON extra (place_id, name);
UPDATE main.place SET names = coalesce(names || char(10), '') || (
    SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT name FROM staged.extra WHERE place_id = id)
) WHERE id IN (SELECT place_id FROM staged.extra);
INSERT INTO main.name SELECT key, place_id, min(kind) FROM staged.name
    WHERE place_id IN (SELECT id FROM main.place) GROUP BY key, place_id ORDER BY 1, 2;
INSERT INTO main.roman SELECT DISTINCT coalesce(r.country, p.country, '{NOWHERE}'), r.key, r.place_id
    FROM staged.roman r JOIN main.place p ON p.id = r.place_id ORDER BY 1, 2, 3
"""


def _settle(database: sqlite3.Connection) -> None:
    """Sorts the staged rows into the file; sorting first keeps it small, quick to write and the same."""
    for statement in (*_SETTLE.split(";"), *INDEXES.split(";")):
        database.execute(statement)


def _number(place: Place, position: int) -> int:
    authority, _, key = place.id.partition(":")
    return int(key) if authority == "geonames" and key.isdecimal() else FIRST_OWN_ID + position


def _place_row(number: int, record: Record) -> tuple[object, ...]:
    place = record.place
    others = dict.fromkeys(n for n, kind in record.names if kind <= NameKind.ALIAS and n != place.name)
    return (
        number,
        None if number < FIRST_OWN_ID else place.id,
        place.name,
        place.lat,
        place.lon,
        place.feature,
        place.country,
        place.admin1_code,
        place.admin2,
        place.population,
        place.extent_km,
        ",".join(f"{lat} {lon}" for lat, lon in place.course) or None,
        "\n".join(others) or None,
    )


def _keys(record: Record) -> dict[str, int]:
    """Folded names of a place, each with the closest kind it has."""
    keys: dict[str, int] = {}
    for name, kind in ((record.place.name, NameKind.MAIN), *record.names):
        key = fold(name)
        if 1 < len(key) <= LONGEST_NAME:
            keys[key] = min(kind, keys.get(key, kind))
    return keys


def _roman_rows(number: int, record: Record, keys: Mapping[str, int]) -> Iterable[tuple[str, str, int]]:
    country = record.place.country or NOWHERE
    sounds = {consonant_key(key) for key, kind in keys.items() if kind <= NameKind.ALIAS}
    return [(country, sound, number) for sound in sorted(sounds) if sound]
