"""Online tiles from a real server: seen to load, asked for from no other host, and done without."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from browser.samples import varied

Show = Callable[..., Any]
GREEN = (12, 140, 60)
SIZE = 256


def png(colour: tuple[int, int, int]) -> bytes:
    """A tile of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\0" + bytes(colour) * SIZE) * SIZE
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class TileServer(ThreadingHTTPServer):
    """Serves /{z}/{x}/{y}.png on loopback; ``asked`` are the paths."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), TileHandler)
        self.asked: list[str] = []

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class TileHandler(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(png(GREEN))

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def tiles() -> Iterator[TileServer]:
    server = TileServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


NAMES = "() => document.querySelectorAll('#map .nm').length"
LOADED = """() => {
    const tiles = Array.from(document.querySelectorAll("img.leaflet-tile"));
    return tiles.length > 3 && tiles.every(tile => tile.complete && tile.naturalWidth === 256);
}"""


def test_tiles_of_an_address_are_seen(show: Show, tiles: TileServer) -> None:
    seen = show(varied(), write={"tiles": tiles.host + "/{z}/{x}/{y}.png"}, online=True)
    seen.page.wait_for_function(LOADED)
    assert all(path.endswith(".png") and path.count("/") == 3 for path in tiles.asked)
    assert {url for url in seen.requests if url.startswith("http")} <= {
        tiles.host + path for path in tiles.asked
    }
    assert seen.colour_at(700, 200) == GREEN
    assert seen.do("() => document.querySelectorAll('#map .mk').length") > 3
    assert seen.do(NAMES) == 0  # online maps write names of their own
    seen.page.click("[data-label=layers]")
    seen.page.click("#pop label >> text=Names")
    assert seen.do(NAMES) > 3
    seen.requests.clear()


def test_tiles_can_be_switched_off(show: Show, tiles: TileServer) -> None:
    seen = show(varied(), write={"tiles": tiles.host + "/{z}/{x}/{y}.png"}, online=True)
    seen.page.wait_for_function(LOADED)
    seen.page.click("[data-label=layers]")
    seen.page.click("#pop label >> text=Online map")
    assert seen.do("() => document.querySelectorAll('img.leaflet-tile').length") == 0
    assert seen.colour_at(700, 200) != GREEN
    assert seen.do(NAMES) > 3
    assert seen.page.is_checked("#pop label:has-text('Names') input")
    seen.requests.clear()


def test_a_server_that_died_leaves_the_page_s_own_map_and_says_so(show: Show, tiles: TileServer) -> None:
    tiles.shutdown()
    tiles.server_close()
    seen = show(varied(), write={"tiles": tiles.host + "/{z}/{x}/{y}.png"}, online=True)
    seen.page.wait_for_selector("#banner:not([hidden])")
    assert "online" in seen.do("() => document.getElementById('banner').textContent").lower()
    assert seen.do("() => document.querySelectorAll('img.leaflet-tile-loaded').length") == 0
    assert seen.do("() => document.querySelectorAll('#map canvas').length") >= 1
    assert seen.do(NAMES) > 3
    assert seen.do("() => document.querySelectorAll('#map .mk').length") > 3
    seen.requests.clear()
    seen.complaints.clear()  # the browser says that the tiles did not come


def test_no_other_host_is_let_through(show: Show, tiles: TileServer) -> None:
    other = TileServer()
    try:
        seen = show(varied(), write={"tiles": tiles.host + "/{z}/{x}/{y}.png"}, online=True)
        seen.page.wait_for_function(LOADED)
        refused = seen.do(
            """host => new Promise(done => {
                const image = new Image();
                image.onload = () => done(false);
                image.onerror = () => done(true);
                image.src = `${host}/0/0/0.png`;
            })""",
            other.host,
        )
        assert refused
        assert other.asked == []
    finally:
        other.server_close()
    seen.requests.clear()
    seen.complaints.clear()  # the browser says what it refused
