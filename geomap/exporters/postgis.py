"""A PostGIS table of events, brought up to date at every run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geomap.errors import ConfigError, ExportError, MissingDependency
from geomap.exporters.credits import clean, credit_line
from geomap.exporters.geojson import to_json
from geomap.exporters.tables import COLUMNS, kind_of, to_cell, to_wkb

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composable, Identifier

TABLE = "geomap_events"
MARK = "Events found by geomap."  # opens the comment of every table of ours
_TYPES = {"date": "date", "whole": "bigint", "number": "double precision", "json": "jsonb", "text": "text"}
_NAME = re.compile(r"[^\W\d]\w{0,62}(\.[^\W\d]\w{0,62})?")
_TYPE_OF_RELATION = "SELECT obj_description(to_regclass(%s), 'pg_class')"


def write_postgis(geojson: Mapping[str, Any], address: str) -> None:
    """Insert or update the events in a table by their id, in one transaction.

    ``address`` is a libpq address, ``postgresql://user@host/database``; ``?table=schema.name`` names
    another table than ``geomap_events``. The table and its GiST index are made if need be; the credits
    are in its comment. Rows of events that are now part of a merged event or were rejected by hand go;
    rows of other runs stay. Raises `ExportError` when the server refuses, `MissingDependency` without
    psycopg.
    """
    try:
        import psycopg
        from psycopg.sql import Identifier
    except ImportError as error:
        raise MissingDependency(
            "writing to PostgreSQL needs psycopg: pip install 'geomap[postgis]'"
        ) from error
    server, table = _parse(str(address))
    try:
        with psycopg.connect(server) as connection:
            _prepare(connection, table, geojson)
            _upsert(connection, Identifier(*table.split(".")), geojson)
    except psycopg.Error as error:
        raise ExportError(f"{without_password(server)}: {str(error).strip()}") from error


def _parse(address: str) -> tuple[str, str]:
    """The address without our own parameter, and the table's name."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ConfigError(f"{without_password(address)}: is not an address: {error}") from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ConfigError(f"{address}: is no address of a database; it begins with postgresql://")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    tables = [value for name, value in pairs if name == "table"]
    table = tables[-1] if tables else TABLE
    if not _NAME.fullmatch(table):
        raise ConfigError(
            f"table={table}: a table is named by letters, digits and _, after its schema and a dot"
        )
    query = urlencode([(name, value) for name, value in pairs if name != "table"])
    return urlunsplit(parts._replace(query=query)), table


def without_password(address: str) -> str:
    """The address as it may be shown.

    >>> without_password("postgresql://ann:secret@db.example/news")
    'postgresql://ann@db.example/news'
    """
    hidden = re.sub(r"(?<=//)([^/@:]*):[^@]*@", r"\1@", address)
    return re.sub(r"(?i)(password=)[^&\s]*", r"\1***", hidden)


def _prepare(connection: psycopg.Connection[Any], table: str, geojson: Mapping[str, Any]) -> None:
    """The table, its columns and its index, made where missing; never in a table of somebody else."""
    from psycopg.sql import SQL, Identifier, Literal

    name = Identifier(*table.split("."))
    # Two runs that make the table at once would stumble over each other.
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('geomap'))")
    found = connection.execute("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'").fetchone()
    if found == (0,):
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    quoted = name.as_string(connection)
    exists = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [quoted]).fetchone() == (True,)
    comment = connection.execute(_TYPE_OF_RELATION, [quoted]).fetchone() if exists else None
    if exists and not str(comment[0] if comment else "").startswith(MARK):
        raise ExportError(f"the table {table} was not made by geomap; name another with ?table=NAME")
    columns: list[Composable] = [
        SQL("{} {}").format(Identifier(column), SQL(_TYPES[kind_of(column)])) for column in COLUMNS
    ]
    shape = SQL("geometry geometry(Geometry, 4326)")
    if not exists:
        parts = SQL(", ").join([SQL("id text PRIMARY KEY"), *columns, shape])
        connection.execute(SQL("CREATE TABLE {} ({})").format(name, parts))
        index = Identifier(f"{table.rpartition('.')[2]}_geometry"[:63])
        connection.execute(SQL("CREATE INDEX {} ON {} USING gist (geometry)").format(index, name))
    else:
        added = SQL(", ").join(SQL("ADD COLUMN IF NOT EXISTS {}").format(column) for column in columns)
        connection.execute(SQL("ALTER TABLE {} {}").format(name, added))
    text = clean(f"{MARK} {credit_line(geojson)}")
    connection.execute(SQL("COMMENT ON TABLE {} IS {}").format(name, Literal(text)))


def _upsert(connection: psycopg.Connection[Any], name: Identifier, geojson: Mapping[str, Any]) -> None:
    from psycopg.sql import SQL, Identifier, Placeholder

    columns = [Identifier(column) for column in ("id", *COLUMNS)]
    values = [Placeholder()] * len(columns)
    updates = SQL(", ").join(
        SQL("{0} = EXCLUDED.{0}").format(column) for column in (*columns[1:], Identifier("geometry"))
    )
    statement = SQL(
        "INSERT INTO {} ({}, geometry) VALUES ({}, ST_GeomFromWKB(%s, 4326)) "
        "ON CONFLICT (id) DO UPDATE SET {}"
    ).format(name, SQL(", ").join(columns), SQL(", ").join(values), updates)
    gone = _gone(geojson)
    if gone:
        connection.execute(SQL("DELETE FROM {} WHERE id = ANY(%s)").format(name), [gone])
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_row(feature) for feature in geojson["features"]])


def _gone(geojson: Mapping[str, Any]) -> list[str]:
    """Ids of events that an earlier run may have written and that are no events of their own any more."""
    kept = {feature["id"] for feature in geojson["features"]}
    parts = {s["event_id"] for f in geojson["features"] for s in f["properties"]["sources"]}
    rejected = {feature["id"] for feature in geojson["geomap"].get("rejected", ())}
    return sorted(clean(gone) for gone in (parts | rejected) - kept)


def _row(feature: Mapping[str, Any]) -> list[Any]:
    cells: list[Any] = [clean(feature["id"])]
    for column in COLUMNS:
        value = feature["properties"][column]
        if kind_of(column) == "json" and value is not None:
            cells.append(to_json(_cleaned(value)))
        else:
            cells.append(to_cell(column, value))
    return [*cells, to_wkb(feature["geometry"])]


def _cleaned(value: Any) -> Any:
    """Nested values with all their text as PostgreSQL can hold it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value
