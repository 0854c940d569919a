"""Events in a real PostgreSQL with PostGIS."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from shapely import from_wkb
from shapely.geometry import shape

from export_samples import raqqa_reading, sample
from geomap.corrections import Correction, apply_corrections
from geomap.errors import ConfigError, ExportError, MissingDependency
from geomap.exporters import exporter_for, to_geojson
from geomap.exporters.postgis import MARK, TABLE, without_password, write_postgis
from servers.postgis import missing_packages, serving


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An empty database. Only a developer without root may go without it."""
    if os.getuid() and not os.environ.get("CI") and (missing := missing_packages()):
        pytest.skip(f"needs root once: apt-get install {' '.join(missing)}")
    with serving() as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[psycopg.Connection]:
    """The database with nothing in it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        yield connection


def rows(database: psycopg.Connection, what: str, table: str = TABLE):
    return database.execute(f"SELECT {what} FROM {table} ORDER BY id").fetchall()


def test_every_event_is_a_row_with_the_shape_of_the_geojson(server: str, database: psycopg.Connection):
    geojson = sample()
    write_postgis(geojson, server)
    found = dict(rows(database, "id, ST_AsBinary(geometry)"))
    assert found.keys() == {feature["id"] for feature in geojson["features"]}
    for feature in geojson["features"]:
        wkb = found[feature["id"]]
        assert (wkb is None) == (feature["geometry"] is None)
        assert wkb is None or from_wkb(bytes(wkb)).equals_exact(shape(feature["geometry"]), 0)


def test_coordinates_are_in_wgs_84_and_have_a_spatial_index(server: str, database: psycopg.Connection):
    write_postgis(sample(), server)
    assert database.execute("SELECT Find_SRID('public', %s, 'geometry')", [TABLE]).fetchone() == (4326,)
    [index] = database.execute(
        "SELECT indexdef FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%gist%%'", [TABLE]
    ).fetchone()
    assert "USING gist (geometry)" in index


def test_nested_values_can_be_queried_as_jsonb(server: str, database: psycopg.Connection):
    geojson = sample()
    write_postgis(geojson, server)
    found = rows(database, "id", f'{TABLE} WHERE sources @> \'[{{"source": "Example Wire"}}]\'')
    assert len(found) == sum(
        any(s["source"] == "Example Wire" for s in f["properties"]["sources"]) for f in geojson["features"]
    )


def test_days_and_numbers_have_their_types(server: str, database: psycopg.Connection):
    write_postgis(to_geojson([raqqa_reading()]), server)
    [[day, killed, iso]] = [r for r in rows(database, "event_date, fatalities, iso") if r[0]]
    assert (day.isoformat(), killed, iso) == ("2017-05-03", 14, 760)


def test_a_second_run_updates_by_event_id_and_leaves_other_rows(server: str, database: psycopg.Connection):
    first, second = to_geojson([raqqa_reading("a1")]), to_geojson([raqqa_reading("b2")])
    write_postgis(first, server)
    first["features"][0]["properties"]["fatalities"] = 17
    write_postgis(second, server)
    write_postgis(first, server)
    assert sorted(k for [k] in rows(database, "fatalities") if k is not None) == [14, 17]
    assert len(rows(database, "id")) == 6


def test_reports_that_were_merged_since_leave_one_row(server: str, database: psycopg.Connection):
    for name in ("a1", "b2"):
        write_postgis(to_geojson([raqqa_reading(name)]), server)
    merged = to_geojson([raqqa_reading("a1"), raqqa_reading("b2")])
    write_postgis(merged, server)
    assert {i for [i] in rows(database, "id")} == {f["id"] for f in merged["features"]}


def test_a_rejected_event_leaves_the_table(server: str, database: psycopg.Connection):
    geojson = to_geojson([raqqa_reading()])
    write_postgis(geojson, server)
    gone = geojson["features"][0]["id"]
    corrected, _ = apply_corrections(geojson, [Correction(event_id=gone, action="reject")])
    write_postgis(corrected, server)
    assert gone not in {i for [i] in rows(database, "id")}


def test_credits_are_in_the_comment_of_the_table(server: str, database: psycopg.Connection):
    write_postgis(sample(), server)
    [comment] = database.execute("SELECT obj_description(to_regclass(%s))", [TABLE]).fetchone()
    assert comment.startswith(MARK)
    assert "GeoNames, CC BY 4.0" in comment
    assert "version 7" in comment


def test_no_events_make_an_empty_table(server: str, database: psycopg.Connection):
    write_postgis(to_geojson([]), server)
    assert rows(database, "id") == []


def test_hostile_text_is_data_to_the_server(server: str, database: psycopg.Connection):
    geojson = sample()
    p = geojson["features"][0]["properties"]
    p["notes"] = p["sources"][0]["title"] = "'); DROP TABLE geomap_events; -- \x00 \ud800 %s {} \\ مدينة"
    write_postgis(geojson, server)
    kept = (
        "'); DROP TABLE geomap_events; -- \N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER} %s {} \\ مدينة"
    )
    assert (kept, kept) in rows(database, "notes, sources->0->>'title'")


def test_another_table_can_be_named_with_its_schema(server: str, database: psycopg.Connection):
    database.execute("CREATE SCHEMA IF NOT EXISTS news")
    exporter_for(None, f"{server}?table=news.Week_1")(sample(), f"{server}?table=news.Week_1")
    assert len(rows(database, "id", 'news."Week_1"')) == len(sample()["features"])


def test_a_table_of_somebody_else_is_not_touched(server: str, database: psycopg.Connection):
    database.execute("CREATE EXTENSION IF NOT EXISTS postgis; CREATE TABLE people (id text PRIMARY KEY)")
    with pytest.raises(ExportError, match="people was not made by geomap; name another"):
        write_postgis(sample(), f"{server}?table=people")
    assert rows(database, "id", "people") == []


def test_a_table_of_an_older_geomap_gets_the_columns_that_it_lacks(server: str, database: psycopg.Connection):
    write_postgis(to_geojson([]), server)
    database.execute(f"ALTER TABLE {TABLE} DROP COLUMN injured, DROP COLUMN sources")
    write_postgis(sample(), server)
    assert len(rows(database, "injured, sources")) == len(sample()["features"])


def test_a_run_that_fails_leaves_the_table_as_it_was(server: str, database: psycopg.Connection):
    write_postgis(to_geojson([raqqa_reading("a1")]), server)
    broken = to_geojson([raqqa_reading("b2")])
    broken["features"][2]["properties"]["year"] = 10**30
    with pytest.raises(ExportError, match="out of range"):
        write_postgis(broken, server)
    assert len(rows(database, "id")) == 3


def test_two_runs_at_once_both_arrive(server: str, database: psycopg.Connection):
    collections = [to_geojson([raqqa_reading(name)]) for name in ("a1", "b2", "c3", "d4")]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda geojson: write_postgis(geojson, server), collections))
    assert len(rows(database, "id")) == 12


def test_a_server_that_refuses_is_named_without_the_password(server: str):
    wrong = server.replace("secret", "guess")
    with pytest.raises(ExportError, match="password authentication failed") as caught:
        write_postgis(sample(), wrong)
    assert "guess" not in str(caught.value)
    with pytest.raises(ExportError, match=r"127\.0\.0\.1:1/"):
        write_postgis(sample(), "postgresql://geomap:secret@127.0.0.1:1/geomap")


@pytest.mark.parametrize("address", ["postgresql://h/d?table=a;b", "postgresql://h/d?table=", "week.gpkg"])
def test_an_address_that_cannot_be_meant_is_refused(address: str):
    with pytest.raises(ConfigError):
        write_postgis(sample(), address)


def test_passwords_are_never_shown():
    assert (
        without_password("postgresql://u:p%40w@h/d?password=x&a=b") == "postgresql://u@h/d?password=***&a=b"
    )


def test_without_psycopg_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingDependency, match=r"pip install 'geomap\[postgis\]'"):
        write_postgis(sample(), "postgresql://h/d")


def test_what_went_in_comes_out(server: str, database: psycopg.Connection):
    geojson = sample()
    write_postgis(geojson, server)
    columns = "id, marks, candidates, sources, contradictions, excerpt, confidence, latitude"
    for row in rows(database, columns):
        feature = next(f for f in geojson["features"] if f["id"] == row[0])
        expected = [feature["properties"][name] for name in columns.split(", ")[1:]]
        assert json.loads(json.dumps(row[1:])) == expected
