"""A proxy on loopback that makes a server fail, in the way that its ``mode`` names.

ok                 pass the request on
down               break the connection
slow-2.5           wait so many seconds, then pass it on
status-403         that status (429-7: status 429 with ``Retry-After: 7``)
cut                the real answer, broken off in the middle
badjson, html      something that is no JSON
empty, null        no body; the JSON value null
error              a JSON object that tells of an error
nolatlon, nan      a place without coordinates; with coordinates that are no numbers
flaky              every request at random one of the above or, two in three, the real answer
"""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BODIES = {
    "badjson": b'[{"place_id": 1, "lat": "35.3',
    "html": b"<html>sign in to the network</html>",
    "empty": b"",
    "null": b"null",
    "error": b'{"error": "trouble further back"}',
    "nolatlon": b'[{"place_id": 1, "osm_type": "node", "osm_id": 1, "display_name": "x"}]',
    "nan": b'[{"place_id": 1, "display_name": "x", "lat": "NaN", "lon": "999"}]',
}
WAYS_TO_FAIL = (
    "down", "status-500", "429-0", "badjson", "empty", "nolatlon", "nan", "null", "html", "status-403",
    "cut", "status-502", "status-503", "badjson", "empty", "nolatlon", "nan", "error", "html", "down",
    "down", "status-500", "429-0", "badjson", "empty", "nolatlon", "nan", "null", "html", "slow-1.5",
)  # fmt: skip


class Faults(ThreadingHTTPServer):
    """The proxy. ``answered`` counts the questions that got a real answer."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = upstream
        self.domain = f"127.0.0.1:{self.server_address[1]}"
        self.mode = "ok"
        self.answered: Counter[str] = Counter()
        self.requests: list[tuple[float, str]] = []  # moment and User-Agent
        self.chance = random.Random(11)
        self.failures = 0

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what this server is for."""

    def next_mode(self) -> str:
        """What to do with this request."""
        if self.mode != "flaky":
            return self.mode
        if self.chance.random() >= 1 / 3:
            return "ok"
        self.failures += 1
        return WAYS_TO_FAIL[self.failures % len(WAYS_TO_FAIL)]


class _Handler(BaseHTTPRequestHandler):
    server: Faults

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self.server.requests.append((time.monotonic(), self.headers.get("User-Agent", "")))
        kind, _, argument = self.server.next_mode().partition("-")
        with suppress(ConnectionError):
            if kind == "down":
                self._break()
            elif kind == "429":
                self._send(429, b"<html>too many</html>", {"Retry-After": argument})
            elif kind == "status":
                self._send(int(argument), b'{"error": "injected"}')
            elif kind in BODIES:
                self._send(200, BODIES[kind])
            else:
                time.sleep(float(argument or 0))
                self._pass_on(cut=kind == "cut")

    def _pass_on(self, *, cut: bool) -> None:
        wanted = {k: v for k, v in self.headers.items() if k.lower() in {"accept-language", "user-agent"}}
        request = urllib.request.Request(f"http://{self.server.upstream}{self.path}", headers=wanted)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=30) as reply:
            body = reply.read()
        self._send(200, body[: len(body) // 2] if cut else body, {"Content-Length": str(len(body))})
        self.close_connection = cut
        query = parse_qs(urlsplit(self.path).query)
        self.server.answered[" ".join([*query["q"], *query.get("countrycodes", [])])] += 1

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def _break(self) -> None:
        linger = struct.pack("ii", 1, 0)  # a reset, not a polite end
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def faults(upstream: str) -> Iterator[Faults]:
    """A proxy in front of ``upstream`` (host:port), for as long as the ``with`` block lasts."""
    with Faults(upstream) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
