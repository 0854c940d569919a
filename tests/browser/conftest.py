"""A headless Chromium that opens pages from files, with no network, and keeps an eye on them."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from geomap.mapping import to_map

CHROMIUM = os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


class Opened:
    """A page with all that it said, wanted and broke. ``complaints`` must stay empty."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def do(self, script: str, argument: Any = None) -> Any:
        """What a script in the page gives."""
        return self.page.evaluate(script, argument)

    def colour_at(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue of a pixel on the screen."""
        picture = self.page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
        content, at = b"", 8
        while at < len(picture):
            length = int.from_bytes(picture[at : at + 4], "big")
            if picture[at + 4 : at + 8] == b"IDAT":
                content += picture[at + 8 : at + 8 + length]
            at += length + 12
        red, green, blue = zlib.decompress(content)[
            1:4
        ]  # after the row's filter, which changes no first pixel
        return red, green, blue

    def settled(self) -> None:
        """Until the page has drawn what was asked of it."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), (
        f"{CHROMIUM} is missing: the map is tested in a real browser (make browser)"
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The page of a collection; the same collection is written once."""
    folder = tmp_path_factory.mktemp("pages")

    def write(geojson: dict[str, Any], options: dict[str, Any]) -> Path:
        path = folder / f"{sha256(json.dumps([geojson, options]).encode()).hexdigest()[:16]}.html"
        if not path.exists():
            to_map(geojson, **options).write(path)
        return path

    return write


@pytest.fixture
def show(browser: Browser, written: Callable[..., Path]) -> Iterator[Callable[..., Opened]]:
    """Writes and opens the page of a collection, which must never complain nor ask for anything."""
    opened: list[Opened] = []
    contexts = []

    def open_page(
        geojson: dict[str, Any] | None = None,
        *,
        path: Path | None = None,
        hash_: str = "",
        size: tuple[int, int] = (1440, 900),
        dark: bool = False,
        write: dict[str, Any] | None = None,
        online: bool = False,
        **more: Any,
    ) -> Opened:
        if path is None:
            path = written(geojson or {"type": "FeatureCollection", "features": []}, write or {})
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            offline=not online,
            accept_downloads=True,
            has_touch=size[0] < 500,
            **more,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        seen = Opened(context.new_page())
        opened.append(seen)
        seen.page.goto(path.as_uri() + hash_)
        seen.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=20_000)
        seen.settled()
        return seen

    yield open_page
    complaints = [line for seen in opened for line in seen.complaints]
    asked = [
        url for seen in opened for url in seen.requests if not url.startswith(("file:", "data:", "blob:"))
    ]
    for context in contexts:
        context.close()
    assert complaints == []
    assert asked == []
