"""The gazetteer file: one read-only SQLite with places, the keys of their names, and what it is.

Any SQLite file of this shape can be used with ``--gazetteer``. `place.id` is the GeoNames number where
`ref` is null, else a number of the file's own beside its `ref`, "geomap:baghuz". `names` are parted by line
ends; `course` is "lat lon,lat lon" along a river or road.
"""

from __future__ import annotations

from enum import IntEnum

SCHEMA_VERSION = 3
FIRST_OWN_ID = 1 << 40  # numbers of places that GeoNames does not number start here
NOWHERE = "--"  # country of a place that lies in none or in several


class NameKind(IntEnum):
    """What a name is to its place; the smaller, the closer."""

    MAIN = 0
    ALIAS = 1
    DEMONYM = 2  # "Syrian"
    ABBREVIATION = 3  # "Calif.": written with a full stop, or a word of its own without
    CODE = 4  # "US", "LA": only in capitals


TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    feature TEXT NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER, extent_km REAL,
    course TEXT, names TEXT
);
CREATE TABLE name (
    key TEXT NOT NULL, place_id INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (key, place_id)
) WITHOUT ROWID;
CREATE TABLE roman (
    country TEXT NOT NULL, key TEXT NOT NULL, place_id INTEGER NOT NULL,
    PRIMARY KEY (country, key, place_id)
) WITHOUT ROWID;
CREATE TABLE surface (name TEXT, tag TEXT, PRIMARY KEY (name, tag)) WITHOUT ROWID;
"""

INDEXES = """
CREATE INDEX place_ref ON place (ref) WHERE ref IS NOT NULL;
CREATE INDEX place_division ON place (admin1) WHERE feature = 'ADM1';
CREATE INDEX place_point ON place (lat, lon);
"""

STAGING = """
CREATE TABLE staged.place (
    id INTEGER, ref TEXT, name TEXT, lat REAL, lon REAL, feature TEXT, country TEXT, admin1 TEXT, admin2 TEXT,
    population INTEGER, extent_km REAL, course TEXT, names TEXT
);
CREATE TABLE staged.name (key TEXT, place_id INTEGER, kind INTEGER);
CREATE TABLE staged.roman (country TEXT, key TEXT, place_id INTEGER);
CREATE TABLE staged.extra (place_id INTEGER, name TEXT);
"""
