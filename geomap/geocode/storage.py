"""What processes share: the answers kept on disk, and whose turn it is to ask. Both are SQLite files."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import ConfigError
from geomap.geocode.service import Answer, Viewbox

LONGEST_WAIT_S = 30.0  # a service that wants us to wait longer is not waited for
LONGEST_HOLD_S = 3600.0  # what a reply's Retry-After can make later runs respect
_QUEUE_S = 600.0  # a turn further ahead was reserved before the clock was set back
_ANSWER_TABLE = """CREATE TABLE IF NOT EXISTS answer (
    question TEXT PRIMARY KEY, found TEXT NOT NULL) WITHOUT ROWID"""
_TURN_TABLE = """CREATE TABLE IF NOT EXISTS turn (
    host TEXT PRIMARY KEY, next REAL NOT NULL, held REAL NOT NULL)"""  # moments in Unix time
_FORMAT = 1  # of what is kept; part of every key


def default_path() -> Path:
    """``geomap/answers.sqlite`` in the user's cache folder."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "geomap" / "answers.sqlite"


class Answers:
    """Answers by question. Only answers get in here: "no such place" is one, a failure is none."""

    def __init__(self, path: Path, *, service: str, host: str) -> None:
        self._about = (_FORMAT, service, host)
        self._path = path
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=LONGEST_WAIT_S, isolation_level=None)
            self._database.execute(_ANSWER_TABLE)
            self._database.execute("SELECT question, found FROM answer LIMIT 1")

    def get(self, name: str, countries: Collection[str], viewbox: Viewbox | None) -> list[Answer] | None:
        """The answer that was kept; None where the question was never answered."""
        query, key = "SELECT found FROM answer WHERE question = ?", self._key(name, countries, viewbox)
        with self._explained():
            row = self._database.execute(query, (key,)).fetchone()
            found: list[Answer] | None = json.loads(row[0]) if row else None
            return found

    def keep(
        self, name: str, countries: Collection[str], viewbox: Viewbox | None, found: list[Answer]
    ) -> None:
        """Keep an answer; of two processes that asked the same, the first one's stays."""
        row = (self._key(name, countries, viewbox), json.dumps(found, ensure_ascii=True))
        with self._explained():
            self._database.execute("INSERT OR IGNORE INTO answer VALUES (?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _key(self, name: str, countries: Collection[str], viewbox: Viewbox | None) -> str:
        return json.dumps([*self._about, name, sorted(countries), viewbox])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Errors of the file and its disk as `ConfigError`, with what to do."""
        try:
            yield
        except (sqlite3.Error, OSError, json.JSONDecodeError) as error:
            raise ConfigError(
                f"{self._path}: answers cannot be kept there ({error}); name another file with --online-cache"
            ) from error


class Turns:
    """Turns to ask one host, shared by all processes of this machine.

    A process reserves the next free moment in a small file of the temporary folder, then sleeps
    until it has come, so that requests are ``delay_s`` apart whoever makes them.
    """

    def __init__(self, host: str, *, delay_s: float) -> None:
        self._host = host
        self._delay_s = delay_s
        path = Path(tempfile.gettempdir(), "geomap-turns.sqlite")
        try:
            self._database = _open_for_all(path)
            self._database.execute(_TURN_TABLE)
        except (sqlite3.Error, OSError) as error:
            raise ConfigError(f"{path}: turns cannot be kept there ({error}); remove that file") from error

    def wait(self) -> float:
        """Sleep until it is this process's turn; 0.0 then.

        Where the service has asked for more than `LONGEST_WAIT_S`, the seconds that are left, at once.
        """
        while True:
            with self._alone() as (now, next_, held):
                left = held - now
                if left > LONGEST_WAIT_S:
                    return left
                turn = max(now, next_, held)
                self._write(turn + self._delay_s, held)
            time.sleep(turn - now)
            with self._alone() as (now, _, held):
                if held <= now:
                    return 0.0  # nobody was told to wait while we slept

    def hold(self, seconds: float) -> None:
        """The service wants nobody to ask for so long."""
        with self._alone() as (now, next_, held):
            self._write(next_, max(held, now + min(seconds, LONGEST_HOLD_S)))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def _alone(self) -> Iterator[tuple[float, float, float]]:
        """The time, the next free moment and the end of a hold, while no other process can change them."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            now = time.time()
            query = "SELECT next, held FROM turn WHERE host = ?"
            next_, held = self._database.execute(query, (self._host,)).fetchone() or (now, 0.0)
            yield now, next_ if next_ < now + _QUEUE_S else now, held if held <= now + LONGEST_HOLD_S else 0.0
        finally:
            self._database.execute("COMMIT")

    def _write(self, next_: float, held: float) -> None:
        self._database.execute("INSERT OR REPLACE INTO turn VALUES (?, ?, ?)", (self._host, next_, held))


def _open_for_all(path: Path) -> sqlite3.Connection:
    """A database which every user of the machine may write; never one that is only linked there."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        if path.is_symlink():
            raise OSError("it is a link") from None
    else:
        path.chmod(0o666)
    address = f"{path.as_uri()}?mode=rw"
    database = sqlite3.connect(address, uri=True, timeout=LONGEST_WAIT_S, isolation_level=None)
    database.execute("PRAGMA journal_mode = MEMORY")  # no second file, which others could not remove
    database.execute("PRAGMA synchronous = OFF")
    return database
