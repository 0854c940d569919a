"""Downloads of country dumps, from a server on this machine."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.fetch import fetch_countries

CHANGED = formatdate(1_700_000_000, usegmt=True)


def packed(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("SY.txt", text)
    return out.getvalue()


class Dumps(BaseHTTPRequestHandler):
    """Serves files with ranges and dates; breaks off where told to."""

    files: dict[str, bytes] = {}  # noqa: RUF012
    break_after: int | None = None
    asked: list[dict[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append({"path": self.path, **dict(self.headers)})
        body = self.files.get(self.path.lstrip("/"))
        if body is None:
            self.send_error(404)
            return
        if self.headers.get("If-Modified-Since") == CHANGED:
            self.send_response(304)
            self.end_headers()
            return
        start = 0
        if self.headers.get("If-Range") == CHANGED and (asked := self.headers.get("Range")):
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.send_header("Last-Modified", CHANGED)
        self.end_headers()
        part = body[start:]
        self.wfile.write(part if self.break_after is None else part[: self.break_after])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Dumps.files, Dumps.break_after, Dumps.asked = {"SY.zip": packed("a table")}, None, []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Dumps)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def fetched(folder: Path, server: str, *codes: str) -> list[Path]:
    return list(fetch_countries(codes or ("SY",), folder, quiet=True, server=server))


def test_a_dump_is_downloaded_whole_with_our_own_name(server: str, tmp_path: Path) -> None:
    (path,) = fetched(tmp_path, server, "sy")
    assert path.read_bytes() == Dumps.files["SY.zip"]
    assert "geomap" in Dumps.asked[0]["User-Agent"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_not_older_is_left_alone(server: str, tmp_path: Path) -> None:
    fetched(tmp_path, server)
    fetched(tmp_path, server)
    assert Dumps.asked[1]["If-Modified-Since"] == CHANGED


def test_a_broken_download_goes_on_where_it_stopped(server: str, tmp_path: Path) -> None:
    Dumps.break_after = 40
    with pytest.raises(GazetteerError, match="run again"):
        fetched(tmp_path, server)
    Dumps.break_after = None
    (path,) = fetched(tmp_path, server)
    assert Dumps.asked[1]["Range"] == "bytes=40-"
    assert path.read_bytes() == Dumps.files["SY.zip"]


def test_what_is_no_zip_file_is_put_away(server: str, tmp_path: Path) -> None:
    Dumps.files["SY.zip"] = b"<html>come back later</html>"
    with pytest.raises(GazetteerError, match="no zip file"):
        fetched(tmp_path, server)
    assert list(tmp_path.iterdir()) == []


def test_a_country_that_the_server_lacks_is_named(server: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"ZZ\.zip: the server says 404"):
        fetched(tmp_path, server, "ZZ")


@pytest.mark.parametrize("code", ["SYR", "S", "../../etc", "4!"])
def test_only_a_country_code_makes_an_address(server: str, tmp_path: Path, code: str) -> None:
    with pytest.raises(GazetteerError, match="no ISO 3166-1"):
        fetched(tmp_path, server, code)
    assert Dumps.asked == []


def test_a_server_that_is_not_there_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="run again to go on"):
        fetched(tmp_path, "http://127.0.0.1:9")
