"""Readers who enlarge the text, use no mouse, or choose their own colours; and another browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.samples import varied
from geomap.mapping import to_map

Show = Callable[..., Any]
# What of the page is cut off, or stands outside the screen: text that a reader needs.
CUT = """() => Array.from(document.querySelectorAll(
        "#title, #lede, .tab, .row .h, .row .w, .btn, .thead b, .card h2, .card p, .card dd, .pop label"))
    .filter(node => node.offsetWidth && getComputedStyle(node).visibility !== "hidden")
    .filter(node => {
        const box = node.getBoundingClientRect();
        const outside = box.left < -1 || box.right > innerWidth + 1;
        const clips = !["visible", "auto"].includes(getComputedStyle(node).overflowX);
        return !node.closest("table") && (outside || clips && node.scrollWidth > node.clientWidth + 1);
    }).map(node => `${node.className || node.id}: ${node.textContent.slice(0, 40)}`)"""
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("view", ["", "&v=off", "&e=e0"])
def test_nothing_is_lost_at_320_css_pixels(show: Show, language: str, view: str) -> None:
    seen = show(varied(), hash_=f"#l={language}{view}", size=(320, 640))
    seen.page.click("#grab")
    seen.settled()
    assert seen.do(WIDTH) <= 320
    assert seen.do(CUT) == []


@pytest.mark.parametrize("view", ["", "#v=table", "#v=off", "#e=e0"])
def test_nothing_is_lost_where_a_reader_zooms_to_twice_the_size(show: Show, view: str) -> None:
    # Zooming a window of 1280 x 800 to 200 % leaves 640 x 400 CSS pixels with two device pixels each.
    seen = show(varied(), hash_=view, size=(640, 400), device_scale_factor=2)
    if not seen.do("() => document.querySelector('.card')"):
        seen.page.click("#grab")
    seen.settled()
    assert seen.do(WIDTH) <= 640
    assert seen.do(CUT) == []
    assert seen.do("() => document.getElementById('body').clientHeight") > 80


def walk(seen: Any, most: int) -> list[str]:
    """What the Tab key reaches from the top of the page, in order, each by a word of its own."""
    seen.do("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    found: list[str] = []
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        at = seen.do("""() => {
            const node = document.activeElement;
            if (node === document.body) return "";
            const part = node.closest("header, nav, #map, #key, #time, #panel, .skip");
            return `${part ? part.id || part.className : "?"}|${node.id || node.dataset.k || node.className}`;
        }""")
        if not at or (found and at == found[0]):
            break
        found.append(at)
    return found


def test_the_tab_key_goes_through_the_page_in_the_order_in_which_it_is_read(show: Show) -> None:
    seen = show(varied())
    parts = [stop.split("|")[0] for stop in walk(seen, 120)]
    order = list(dict.fromkeys(parts))
    assert order == ["skip", "top", "filters", "map", "time", "panel"]
    assert parts.count("top") >= 4
    assert parts.count("map") >= 5
    assert parts.count("panel") >= 10


def test_every_stop_of_the_tab_key_is_seen(show: Show) -> None:
    seen = show(varied())
    seen.do("() => { document.activeElement.blur(); }")
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        outline = seen.do("""() => {
            const node = document.activeElement, style = getComputedStyle(node);
            const ring = node.querySelector(".sh, .donut path");
            const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return shown || style.boxShadow !== "none" || (ring && node.matches(":focus-visible"))
                ? "" : node.outerHTML.slice(0, 90);
        }""")
        assert outline == ""


def test_an_event_is_found_read_and_corrected_without_a_mouse(show: Show) -> None:
    seen = show(varied())
    keys = seen.page.keyboard
    keys.press("/")
    keys.type("Peaceful protest")
    seen.page.wait_for_function("() => document.querySelectorAll('.row').length === 1")
    for _ in range(60):
        keys.press("Tab")
        if seen.do("() => document.activeElement.classList.contains('row')"):
            break
    keys.press("Enter")
    assert seen.do("() => document.activeElement.dataset.card") == "e3"
    for _ in range(40):
        keys.press("Tab")
        if seen.do("() => document.activeElement.dataset.k") == "fix-note":
            break
    keys.press("Enter")
    keys.press("Tab")
    while seen.do("() => document.activeElement.dataset.k") != "fix-text":
        keys.press("Tab")
    keys.type("seen by myself")
    keys.press("Tab")
    assert seen.do("() => document.getElementById('corrn').textContent") == "1"
    keys.press("Escape")
    assert seen.do("() => document.activeElement.classList.contains('row')")


def test_in_a_reader_s_own_colours_marks_chips_and_choices_are_still_told_apart(show: Show) -> None:
    seen = show(varied(), forced_colors="active")
    assert seen.do("() => matchMedia('(forced-colors: active)').matches")
    fills = seen.do(
        "() => Array.from(document.querySelectorAll('.fl .g .sh'), node => getComputedStyle(node).fill)"
    )
    assert len(set(fills)) == 6
    seen.page.click("[data-k=type3]")
    looks = """k => {
        const look = getComputedStyle(document.querySelector(`[data-k=type${k}]`));
        return [look.borderTopColor, look.backgroundColor, look.textDecorationLine];
    }"""
    on, off = seen.do(looks, 3), seen.do(looks, 0)
    assert on != off
    seen.page.click(".row")
    assert (
        seen.do("() => getComputedStyle(document.querySelector('.card mark.p')).borderBottomStyle") != "none"
    )


FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


def test_firefox_draws_the_same_map(tmp_path: Path) -> None:
    assert FIREFOX, "firefox-esr is missing: the map is looked at in a second browser (make browser)"
    page, picture = tmp_path / "map.html", tmp_path / "firefox.png"
    to_map(varied(), title="Firefox").write(page)
    profile = tmp_path / "profile"
    profile.mkdir()
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--window-size", "1440,900"]
    done = subprocess.run(
        [*command, "--screenshot", str(picture), page.as_uri()],
        capture_output=True, text=True, timeout=120, env={"HOME": str(tmp_path), "MOZ_HEADLESS": "1"},
    )  # fmt: skip
    assert picture.exists(), done.stderr
    assert re.match(rb"\x89PNG", picture.read_bytes())
    assert picture.stat().st_size > 60_000  # an empty page has 10 to 20 thousand bytes
