"""A real Nominatim on loopback with the places of ``places.csv``, for the tests of the online fallback.

    python tests/servers/nominatim.py packages  what Debian has to bring; PostGIS among it
    python tests/servers/nominatim.py build     makes its database (20 s), once
    python tests/servers/nominatim.py serve     serves it until interrupted

The places are imported into a private PostgreSQL, turned into one SQLite file and served from that, so
that no PostgreSQL runs while the tests do. Everything lives in `FOLDER`: users other than root, such as
the one that PostgreSQL runs as, must be able to pass through it, so it is not below the checkout.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

HERE = Path(__file__).resolve().parent
FOLDER = Path(tempfile.gettempdir(), f"geomap-nominatim-{os.getuid()}")
PYTHON = "/usr/bin/python3"  # Debian's: it loads SQLite extensions and has python3-icu
POSTGRES = Path("/usr/lib/postgresql/15/bin")
PACKAGES = (
    "postgresql-15",
    "postgresql-15-postgis-3",
    "postgresql-15-postgis-3-scripts",
    "osm2pgsql",
    "libsqlite3-mod-spatialite",
    "python3-icu",
)
# Provinces as boxes (south, west, north, east): enough for the server to name a first-level division.
PROVINCES = {
    "Deir ez-Zor Governorate": ("SY-DY", 34.2, 39.5, 35.65, 41.25),
    "Al-Hasakah Governorate": ("SY-HA", 35.7, 40.2, 37.2, 42.3),
    "Nineveh Governorate": ("IQ-NI", 35.5, 41.4, 37.0, 43.9),
}
_TIMESTAMP = 'version="1" timestamp="2020-01-01T00:00:00Z"'


class ServerError(RuntimeError):
    """The server cannot be made or does not start; the message ends with its log."""


def places() -> list[dict[str, str]]:
    """The rows of ``places.csv``; the first one is node 1."""
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missing_packages() -> list[str]:
    """Debian packages that the server needs and this machine lacks."""
    query = ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *PACKAGES]
    try:
        listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return list(PACKAGES)
    installed = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    return [package for package in PACKAGES if package not in installed]


def to_osm(rows: Sequence[dict[str, str]]) -> str:
    """The places as OpenStreetMap XML: a node each, a boundary relation for each province."""
    nodes, ways, relations = [], [], []
    for number, row in enumerate(rows, 1):
        key, _, value = row["kind"].partition("=")
        tags = {key: value, "name": row["local"] or row["name"], "name:en": row["name"]}
        tags |= {"name:ar": row["local"], "alt_name:en": row["also"], "population": row["population"]}
        nodes.append(_node(number, float(row["lat"]), float(row["lon"]), tags))
    for number, (name, (code, south, west, north, east)) in enumerate(PROVINCES.items(), 1):
        corners = [(south, west), (south, east), (north, east), (north, west)]
        ids = [10_000 + 10 * number + i for i in range(4)]
        nodes += [_node(id_, *corner, {}) for id_, corner in zip(ids, corners, strict=True)]
        refs = "".join(f'<nd ref="{id_}"/>' for id_ in [*ids, ids[0]])
        ways.append(f'<way id="{number}" {_TIMESTAMP}>{refs}</way>')
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": "4"}
        tags |= {"name": name, "name:en": name, "ISO3166-2": code}
        member = f'<member type="way" ref="{number}" role="outer"/>'
        relations.append(f'<relation id="{number}" {_TIMESTAMP}>{member}{_tags(tags)}</relation>')
    return "\n".join(['<osm version="0.6">', *nodes, *ways, *relations, "</osm>"])


def _node(number: int, lat: float, lon: float, tags: dict[str, str]) -> str:
    return f'<node id="{number}" {_TIMESTAMP} lat="{lat}" lon="{lon}">{_tags(tags)}</node>'


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items() if v)


def build() -> Path:
    """The folder to serve from, made if it is missing or made from other places or versions."""
    FOLDER.mkdir(mode=0o755, exist_ok=True)
    if FOLDER.stat().st_uid != os.getuid() or FOLDER.is_symlink():
        raise ServerError(f"{FOLDER} belongs to somebody else; remove it")
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sources = [HERE / "places.csv", HERE / "nominatim.txt", Path(__file__)]
        stamp = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        stamp_file = FOLDER / "stamp"
        if not (stamp_file.is_file() and stamp_file.read_text() == stamp):
            if missing := missing_packages():
                raise ServerError(f"missing packages: {' '.join(missing)} (apt-get install them as root)")
            stamp_file.unlink(missing_ok=True)
            _environment()
            with _postgres() as connection:
                _import(connection)
            stamp_file.write_text(stamp)
    return FOLDER / "serve"


def _run(command: Sequence[str | Path], **options: object) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options
    )
    if done.returncode:
        raise ServerError(f"{Path(command[0]).name} failed with {done.returncode}:\n{done.stdout[-3000:]}")


def _environment() -> None:
    """The server's own virtual environment. Debian's packages show in it, for python3-icu."""
    target = FOLDER / "venv"
    shutil.rmtree(target, ignore_errors=True)
    _run([PYTHON, "-m", "venv", "--without-pip", "--system-site-packages", target])
    pip = [sys.executable, "-m", "pip", "--python", target / "bin/python", "install", "--quiet"]
    _run([*pip, "--ignore-installed", "--no-deps", "--require-hashes", "-r", HERE / "nominatim.txt"])


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root, and gets the user that its package made."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


@contextmanager
def _postgres() -> Iterator[str]:
    """A PostgreSQL that answers on a socket of its own, gone afterwards; its connection string."""
    cluster = FOLDER / "pg"
    shutil.rmtree(cluster, ignore_errors=True)
    cluster.mkdir()
    if os.getuid() == 0:
        shutil.chown(cluster, "postgres")
    control: list[str | Path] = [*_as_postgres(), POSTGRES / "pg_ctl", "-D", cluster / "data", "-w"]
    initdb = [POSTGRES / "initdb", "-D", cluster / "data", "-U", "nominatim", "--auth=trust", "-N"]
    _run([*_as_postgres(), *initdb, "-E", "UTF8", "--locale=C.UTF-8"], cwd="/")
    settings = f"-c listen_addresses='' -c unix_socket_directories={cluster} -c fsync=off -c autovacuum=off"
    start = [*control, "-l", cluster / "log", "-o", f"{settings} -c shared_buffers=64MB", "start"]
    subprocess.run(start, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, check=True, cwd="/")
    try:
        yield f"pgsql:host={cluster};user=nominatim;dbname=nominatim"
    finally:
        _run([*control, "-m", "fast", "stop"], cwd="/")
        shutil.rmtree(cluster, ignore_errors=True)


def _import(connection: str) -> None:
    nominatim = FOLDER / "venv/bin/nominatim"
    project = _project("import", connection)
    rows = places()
    (project / "places.osm").write_text(to_osm(rows), encoding="utf-8")
    limits = ["--offline", "--no-updates", "--no-partitions", "--osm2pgsql-cache", "50", "-j", "2"]
    _run([nominatim, "import", "--osm-file", project / "places.osm", *limits], cwd=project)
    codes = ",".join(sorted({f"'{row['country'].lower()}'" for row in rows}))
    statements = [
        f"delete from country_osm_grid where country_code not in ({codes})",  # 5 MB of SQLite, not 38
        "insert into import_status (lastimportdate, indexed) values ('2020-01-01', true)",
    ]
    for statement in statements:
        psql = [POSTGRES / "psql", "-q", "-h", FOLDER / "pg", "-U", "nominatim", "-c", statement]
        _run([*psql, "nominatim"])
    database = FOLDER / "places.sqlite"
    database.unlink(missing_ok=True)
    _run([nominatim, "convert", "--output", database], cwd=project)
    _project("serve", f"sqlite:dbname={database}")


def _project(name: str, connection: str) -> Path:
    """A Nominatim project folder for that database."""
    folder = FOLDER / name
    folder.mkdir(exist_ok=True)
    settings = {"DSN": connection, "WEBUSER": "nominatim"}
    lines = [f'NOMINATIM_DATABASE_{key}="{value}"' for key, value in settings.items()]
    (folder / ".env").write_text("\n".join([*lines, "NOMINATIM_IMPORT_STYLE=extratags\n"]))
    return folder


@contextmanager
def serving() -> Iterator[str]:
    """The server's ``host:port``, for as long as the ``with`` block lasts. Raises `ServerError`."""
    project = build()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryFile("w+") as log:
        command = [FOLDER / "venv/bin/nominatim", "serve", "--server", address]
        with subprocess.Popen(command, cwd=project, stdout=log, stderr=subprocess.STDOUT) as server:
            try:
                _await(server, address, log)
                yield address
            finally:
                server.terminate()


@contextmanager
def for_tests() -> Iterator[str]:
    """`serving`, but skipped where packages are missing that only root can install, and not in CI."""
    if os.getuid() and not os.environ.get("CI") and (missing := missing_packages()):
        pytest.skip(f"needs root once: apt-get install {' '.join(missing)}")
    with serving() as address:
        yield address


def _await(server: subprocess.Popen[bytes], address: str, log: object) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with direct.open(f"http://{address}/status", timeout=5) as reply:
                if reply.read() == b"OK":
                    return
        except OSError:
            time.sleep(0.1)
    log.seek(0)  # type: ignore[attr-defined]
    raise ServerError(f"Nominatim did not start:\n{log.read()[-3000:]}")  # type: ignore[attr-defined]


if __name__ == "__main__":
    if sys.argv[1:] == ["build"]:
        print(build())
    elif sys.argv[1:] == ["packages"]:
        print(*PACKAGES)
    elif sys.argv[1:] == ["serve"]:
        with serving() as address:
            print(address, flush=True)
            with suppress(KeyboardInterrupt):
                time.sleep(1e9)
    else:
        sys.exit(__doc__)
