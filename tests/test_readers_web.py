"""Addresses, against a real server on this machine: limits, redirects, kinds and encodings."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers import read_inputs
from geomap.readers.web import USER_AGENT, read_address

STORY = "The mayor’s office in Kharkiv said two people were killed when shells fell on the market on Tuesday."
PAGE = (
    f"<html><head><title>Shelling</title></head><body><article><p>{STORY} {STORY}</p></article></body></html>"
)
FEED = (
    "<rss><channel><title>Wire</title><item><description>Fire in Lviv.</description></item></channel></rss>"
)

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers each path with what a test said, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["User-Agent"]))
                with suppress(BrokenPipeError, ConnectionResetError):
                    site.answers[self.path](self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_port}"

    def give(
        self, path: str, body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """Lets ``path`` be answered so, and returns its address."""
        data = body if isinstance(body, bytes) else body.encode()

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(data)

        self.answers[path] = answer
        return self.address + path


@pytest.fixture
def server() -> Iterator[Server]:
    site = Server()
    thread = threading.Thread(target=site.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.http.shutdown()
    site.http.server_close()
    thread.join()


def read(address: str, **options: float) -> Article:
    (article,) = read_address(address, **options)
    assert isinstance(article, Article)
    return article


def test_a_page_is_asked_for_once_under_our_own_name(server: Server) -> None:
    address = server.give("/story", PAGE)
    (article,) = read_inputs([address])
    assert STORY in article.text
    assert (article.id, article.url, article.source) == (address, address, "127.0.0.1")
    assert server.asked == [("/story", USER_AGENT)]


@pytest.mark.parametrize(
    ("path", "kind", "body", "start"),
    [
        ("/a", "text/plain", STORY, "The mayor"),
        ("/a", "application/octet-stream", PAGE, "The mayor"),
        ("/a.txt", "application/octet-stream", STORY, "The mayor"),
        ("/a.jsonl", "text/plain", json.dumps({"text": "Fire in Lviv."}), "Fire"),
        ("/api?id=3", "application/json; charset=utf-8", json.dumps({"text": "Fire in Lviv."}), "Fire"),
        ("/export", "text/csv", "text\nFire in Lviv.", "Fire"),
        ("/feed", "application/xml", FEED, "Fire"),
        ("/feed", "text/html", FEED, "Fire"),
    ],
)
def test_the_kind_of_an_answer_is_told_by_its_type_its_name_and_its_start(
    server: Server, path: str, kind: str, body: str, start: str
) -> None:
    assert read(server.give(path, body, kind)).text.startswith(start)


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [
        ("text/html; charset=windows-1252", "cp1252"),
        ("text/html; charset=iso-8859-1", "cp1252"),
        ("text/html; charset=iso-8859-1", "utf-8"),
        ("text/html; charset=no-such-thing", "utf-8"),
        ("text/plain; charset=windows-1252", "cp1252"),
        ("text/plain; charset=utf-16", "utf-16"),
        ("text/plain", "cp1252"),
    ],
)
def test_a_wrong_charset_does_not_spoil_the_text(server: Server, kind: str, encoding: str) -> None:
    body = (PAGE if "html" in kind else STORY).encode(encoding)
    assert STORY in read(server.give("/a", body, kind)).text


def test_the_servers_charset_stands_above_the_pages(server: Server) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("market", "market (ринок)")
    article = read(
        server.give("/a", page.replace("’", "").encode("cp1251"), "text/html; charset=windows-1251")
    )
    assert "market (ринок)" in article.text


def test_redirects_are_followed_and_the_last_address_is_kept(server: Server) -> None:
    last = server.give("/last", PAGE)
    server.give("/middle", "", status=301, Location="/last")
    article = read(server.give("/first", "", status=302, Location=server.address + "/middle"))
    assert (article.id, article.url) == (server.address + "/first", last)


@pytest.mark.parametrize("location", ["/loop", "ftp://127.0.0.1/a", "file:///etc/hostname"])
def test_a_redirect_in_circles_or_off_the_web_is_refused(server: Server, location: str) -> None:
    address = server.give("/loop", "", status=302, Location=location)
    with pytest.raises(InputError, match=r"(leads in circles|not allowed|not follow)"):
        read(address)


@pytest.mark.parametrize(
    ("status", "text"), [(404, "answers 404"), (403, "answers 403"), (500, "answers 500")]
)
def test_a_refusal_is_named_with_its_code(server: Server, status: int, text: str) -> None:
    with pytest.raises(InputError, match=text):
        read(server.give("/a", "no", status=status))


def test_a_server_that_is_not_there_is_named(server: Server) -> None:
    with pytest.raises(InputError, match=r"cannot be reached .* check the address and the network"):
        read("http://127.0.0.1:9/a")
    with pytest.raises(InputError, match="cannot be reached"):
        read("http://[::1/a")
    assert server.asked == []


def test_a_silent_server_is_not_waited_for(server: Server) -> None:
    silence = threading.Event()
    server.answers["/a"] = lambda _: bool(silence.wait(10))  # type: ignore[assignment, return-value]
    with pytest.raises(InputError, match="timed out"):
        read(server.address + "/a", timeout_s=0.05)
    silence.set()


def test_a_dripping_server_is_left(server: Server) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(1000):
            request.wfile.write(b"drip ")
            time.sleep(0.01)

    server.answers["/a"] = drip
    with pytest.raises(InputError, match="answers too slowly; download it and give the file"):
        read(server.address + "/a", deadline_s=0.05)


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server: Server) -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/plain")
        request.end_headers()
        with suppress(OSError):
            for _ in range(10**6):
                request.wfile.write(b"x" * 65_536)

    server.answers["/a"] = flood
    with pytest.raises(InputError, match=r"is larger than 200 MB .* raise --max-size"):
        read(server.address + "/a")


def test_an_article_behind_an_address_may_be_as_large_as_one_in_a_file(server: Server) -> None:
    address = server.give("/a", "word " * 50_000, "text/plain")
    with pytest.raises(InputError, match=r"is larger than 0\.1 MB"):
        list(read_inputs([address], max_size_mb=0.1))
    assert next(read_inputs([address], max_size_mb=0.3)).id == address


def test_a_packed_answer_is_unpacked_within_the_limit(server: Server) -> None:
    packed = server.give("/a", gzip.compress(STORY.encode()), "text/plain", Content_Encoding="gzip")
    assert read(packed).text == STORY
    bomb = server.give("/b", gzip.compress(bytes(210_000_000), 1), "text/plain", Content_Encoding="gzip")
    with pytest.raises(InputError, match="is larger than 200 MB"):
        read(bomb)
    other = server.give("/c", b"?", "text/plain", Content_Encoding="br")
    with pytest.raises(InputError, match="packed in a way that was not asked for"):
        read(other)
    broken = server.give("/d", b"\x1f\x8bno", "text/plain", Content_Encoding="gzip")
    with pytest.raises(InputError, match="cannot be reached"):
        read(broken)


def test_a_broken_table_behind_an_address_is_named_with_its_line(server: Server) -> None:
    address = server.give("/a.jsonl", '{"id": "x", "text": "Fire in Lviv."}\n{"text": \n', "text/plain")
    problems: list[InputError] = []
    articles = list(read_inputs([address], on_error=problems.append))
    assert [a.id for a in articles] == ["x"]
    assert [p.where for p in problems] == [f"{address}:2"]


def test_letters_outside_ascii_are_escaped_in_addresses(server: Server) -> None:
    server.give("/%D0%BF%D0%BE%D0%B6%D0%B0%D1%80?q=a%20b", PAGE)
    assert STORY in read(f"{server.address}/пожар?q=a b#top").text


def test_offline_opens_no_socket(server: Server) -> None:
    problems: list[InputError] = []
    assert list(read_inputs([server.give("/a", PAGE)], offline=True, on_error=problems.append)) == []
    assert [p.reason for p in problems] == ["is on the network and --offline forbids it; save it as a file"]
    assert server.asked == []


def test_an_unknown_scheme_is_refused() -> None:
    problems: list[InputError] = []
    assert list(read_inputs(["gopher://127.0.0.1/a"], on_error=problems.append)) == []
    assert "nothing reads 'gopher'; known are" in problems[0].reason
