"""A real PostgreSQL with PostGIS on loopback, in a folder of its own, gone when the ``with`` block ends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

POSTGRES = Path("/usr/lib/postgresql/15/bin")
PACKAGES = ("postgresql-15", "postgresql-15-postgis-3")
# A test server need not survive a power cut.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"


class ServerError(RuntimeError):
    """The server does not start; the message ends with its log."""


def missing_packages() -> list[str]:
    """Debian packages that the server needs and this machine lacks."""
    extension = Path("/usr/share/postgresql/15/extension/postgis.control")
    found = ((POSTGRES / "initdb").exists(), extension.exists())
    return [package for package, there in zip(PACKAGES, found, strict=True) if not there]


@contextmanager
def serving() -> Iterator[str]:
    """The address of an empty database with a password, ``postgresql://geomap:secret@127.0.0.1:PORT/geomap``."""
    if missing := missing_packages():
        raise ServerError(f"missing packages: {' '.join(missing)} (apt-get install them as root)")
    folder = Path(tempfile.mkdtemp(prefix="geomap-postgis-"))
    folder.chmod(0o755)
    try:
        (folder / "pg").mkdir()
        (folder / "password").write_text("secret\n")
        if os.getuid() == 0:
            for path in ("pg", "password"):
                shutil.chown(folder / path, "postgres")
        data = folder / "pg" / "data"
        initdb = ["-U", "geomap", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "-N"]
        _run([POSTGRES / "initdb", "-D", data, *initdb, "-E", "UTF8", "--locale=C.UTF-8"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        control = [POSTGRES / "pg_ctl", "-D", data, "-w"]
        place = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder / 'pg'}"
        log = folder / "pg" / "log"
        try:
            _run([*control, "-l", log, "-o", f"{place} {SETTINGS}", "start"])
        except ServerError as error:
            raise ServerError(f"{error}\n{log.read_text()[-2000:] if log.exists() else ''}") from error
        try:
            server = f"postgresql://geomap:secret@127.0.0.1:{port}"
            _run([POSTGRES / "psql", "-q", f"{server}/postgres", "-c", "CREATE DATABASE geomap"])
            yield f"{server}/geomap"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _run(command: Sequence[str | Path]) -> None:
    """Run as the user that PostgreSQL's package made, since PostgreSQL refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    with tempfile.TemporaryFile("w+") as output:  # a pipe would be held open by the server
        done = subprocess.run([*user, *command], stdout=output, stderr=output, cwd="/", check=False)
        if done.returncode:
            output.seek(0)
            raise ServerError(
                f"{Path(command[0]).name} failed with {done.returncode}:\n{output.read()[-3000:]}"
            )
