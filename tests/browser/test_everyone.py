"""Readers with a keyboard, a screen reader, a phone, another language, dark rooms, or folium elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest

from browser.samples import HOSTILE, collection, sentence, varied
from geomap.mapping import Map

Show = Callable[..., Any]
AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE = (390, 844)


def violations(seen: Any) -> list[str]:
    """What axe-core finds serious or critical, rule and first element."""
    assert AXE.exists(), f"{AXE} is missing; run: npm ci"
    seen.do(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
    found: list[str] = seen.do("""async () => (await axe.run()).violations
        .filter(rule => ["serious", "critical"].includes(rule.impact))
        .map(rule => `${rule.id}: ${rule.nodes[0].html}`)""")
    return found


@pytest.mark.parametrize(
    "hash_", ["", "#e=e0", "#v=table", "#v=off", "#e=flow:0", "#q=nothing", "#l=ar&e=e0"]
)
def test_axe_finds_nothing_serious_in_the_light_and_in_the_dark(show: Show, hash_: str) -> None:
    seen = show(varied(), hash_=hash_)
    assert violations(seen) == []
    seen.page.click("#theme")
    assert violations(seen) == []


@pytest.mark.parametrize("click", ["[data-k=sure]", "#export", "#help", "[data-label=layers]"])
def test_axe_finds_nothing_serious_in_windows(show: Show, click: str) -> None:
    seen = show(varied())
    seen.page.click(click)
    assert violations(seen) == []


@pytest.mark.parametrize("hash_", ["", "#e=e0"])
def test_axe_finds_nothing_serious_on_a_phone(show: Show, hash_: str) -> None:
    assert violations(show(varied(), hash_=hash_, size=PHONE)) == []


def test_everything_is_reached_by_keyboard(show: Show) -> None:
    seen = show(varied())
    keys = seen.page.keyboard
    keys.press("j")
    assert seen.do("() => document.activeElement.className") == "card"
    first = seen.do("() => document.querySelector('.card').dataset.card")
    keys.press("j")
    assert seen.do("() => document.querySelector('.card').dataset.card") != first
    keys.press("Escape")
    assert seen.do("() => document.activeElement.classList.contains('row')")
    keys.press("t")
    assert seen.do("() => document.querySelector('#tab-table').getAttribute('aria-selected')") == "true"
    keys.press("/")
    keys.type("countryside")
    seen.page.wait_for_function("() => document.querySelector('#lede').textContent.startsWith('1 ')")
    keys.press("Escape")
    keys.press("?")
    assert seen.do("() => document.getElementById('helpbox').open")


def test_a_mark_opens_by_enter_and_says_what_it_is(show: Show) -> None:
    seen = show(varied(), hash_="#t=P")
    mark = seen.page.locator("#map .mk")
    assert "Peaceful protest" in mark.get_attribute("aria-label")
    mark.focus()
    seen.page.keyboard.press("Enter")
    assert seen.do("() => document.querySelector('.card').dataset.card") == "e3"


def test_a_closed_card_gives_the_focus_back_to_its_row(show: Show) -> None:
    seen = show(varied())
    seen.page.focus(".row >> nth=3")
    wanted = seen.do("() => document.activeElement.dataset.id")
    seen.page.keyboard.press("Enter")
    seen.page.click("[data-k=back]")
    assert seen.do("() => document.activeElement.dataset.id") == wanted


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_nothing_is_wider_than_the_screen(show: Show, language: str) -> None:
    seen = show(varied(), hash_=f"#l={language}")
    for width, height in [(1440, 900), (1100, 760), (768, 1024), PHONE, (320, 640)]:
        seen.page.set_viewport_size({"width": width, "height": height})
        seen.settled()
        assert seen.do("() => document.documentElement.scrollWidth") <= width
        cut = seen.do("""() => Array.from(document.querySelectorAll("#title, .tab, .row .w, .btn, .thead b"))
            .filter(node => node.offsetWidth && node.clientWidth && node.scrollWidth > node.clientWidth + 1)
            .map(node => node.textContent)""")
        assert cut == [], width


def test_a_page_on_a_phone_can_be_pinched_and_opens_a_sheet(show: Show) -> None:
    seen = show(varied(), size=PHONE)
    assert "user-scalable" not in seen.do("() => document.querySelector('meta[name=viewport]').content")
    seen.page.click("#grab")
    assert seen.do("() => document.getElementById('panel').classList.contains('half')")
    seen.page.click(".row >> nth=0")
    assert seen.do("() => Boolean(document.querySelector('.card'))")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_word_of_the_page_is_missing_in_a_language(show: Show, language: str) -> None:
    seen = show(varied(), hash_=f"#l={language}")
    for view in ("table", "off", "list"):
        seen.page.click(f"#tab-{view}")
        text = seen.do("() => document.body.innerText")
        assert "undefined" not in text
        assert re.findall(r"(?:facet|column|tab|order|sure|reason|lede|fact|hider|keys)\.[a-z]+", text) == []
    assert seen.do("() => [document.documentElement.lang, document.documentElement.dir]") == [
        language,
        "rtl" if language == "ar" else "ltr",
    ]


def test_the_language_can_be_changed_without_losing_corrections(show: Show) -> None:
    seen = show(varied(), hash_="#e=e1")
    seen.page.click("[data-k=fix-note]")
    seen.page.fill("[data-k=fix-text]", "wrong")
    seen.page.dispatch_event("[data-k=fix-text]", "change")
    seen.page.click("#help")
    seen.page.click("#helpbox [lang=fr]")
    assert seen.do("() => document.documentElement.lang") == "fr"
    assert seen.do("() => document.getElementById('corrn').textContent") == "1"


def test_a_page_without_events_says_what_was_read(show: Show) -> None:
    seen = show(collection([]))
    assert "No event was found" in seen.do("() => document.getElementById('body').textContent")
    assert violations(seen) == []


def test_an_empty_map_opens(show: Show) -> None:
    assert "No event" in show().do("() => document.getElementById('body').textContent")


def test_without_a_network_a_page_with_online_tiles_still_has_its_own_map(show: Show) -> None:
    seen = show(varied(), write={"tiles": "http://127.0.0.1:9/{z}/{x}/{y}.png"})
    assert seen.do("() => document.querySelectorAll('#map canvas').length") >= 1
    assert seen.do("() => document.querySelectorAll('#map .mk').length") > 3
    assert all(url.startswith(("file:", "http://127.0.0.1:9/")) for url in seen.requests)
    seen.requests.clear()
    seen.complaints.clear()  # the browser says that the tiles did not come


def test_lines_of_an_overlay_are_drawn_and_can_be_hidden(show: Show) -> None:
    line = {"type": "LineString", "coordinates": [[38.0, 35.0], [44.0, 35.0]]}
    seen = show(varied(), write={"overlays": [{"name": "Front", **line}]})
    seen.page.click("[data-label=layers]")
    seen.page.click("#pop label >> text=Added lines")
    assert not seen.do("() => Array.from(document.querySelectorAll('#pop input')).every(box => box.checked)")


def test_dark_and_light_differ(show: Show) -> None:
    colour = "() => getComputedStyle(document.body).backgroundColor"
    assert show(varied(), dark=True).do(colour) != show(varied()).do(colour)


def test_elements_of_folium_can_be_added(show: Show, tmp_path: Path) -> None:
    page = Map(varied())
    folium.Marker([35.2, 39.4], popup="A <b>popup</b>", tooltip="A guest").add_to(page)
    folium.Marker([35.6, 40.4], icon=folium.Icon(color="red")).add_to(page)
    folium.Circle([35.0, 41.0], radius=20000).add_to(page)
    folium.GeoJson({"type": "Point", "coordinates": [42.0, 35.0]}).add_to(page)
    page.save(tmp_path / "guests.html")
    seen = show(path=tmp_path / "guests.html")
    assert seen.do("() => document.querySelectorAll('#map .guest').length") == 3
    seen.page.dispatch_event("#map .guest >> nth=0", "click")
    assert "A popup" in seen.do("() => document.querySelector('.leaflet-popup-content').textContent")


def test_a_map_works_inside_a_notebook(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><html data-ready=yes>{Map(varied())._repr_html_()}", encoding="utf-8")
    seen = show(path=path)
    frame = seen.page.frame_locator("iframe")
    frame.locator(".row").first.click()
    assert frame.locator(".card h2").count() == 1


def test_a_guest_cannot_run_what_stands_in_its_text(show: Show, tmp_path: Path) -> None:
    page = Map(collection([sentence(HOSTILE[3])]))
    folium.Marker([35.2, 39.4], popup=folium.Popup("<img src=x onerror='window.hurt = 1'>")).add_to(page)
    page.save(tmp_path / "guests.html")
    seen = show(path=tmp_path / "guests.html")
    seen.page.dispatch_event("#map .guest >> nth=0", "click")
    seen.settled()
    assert seen.do("() => window.hurt") is None
    seen.complaints.clear()  # the browser says that it refused to run it
