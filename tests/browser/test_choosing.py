"""Filters, search, timeline, views and the address act on the map, the list and the counts alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.samples import collection, varied

Show = Callable[..., Any]
SHOWN = ("reported", "claimed")
ALL, USUAL = 12, 10  # events of the sample; those that are reported or claimed


def count(seen: Any) -> int:
    """The number in the tab of the list."""
    return int(seen.do("() => document.querySelector('#tab-list .n').textContent"))


def on_map(seen: Any) -> int:
    """Events that the marks and donuts of the map stand for, after fitting the view."""
    seen.page.keyboard.press("0")
    seen.settled()
    total: int = seen.do("""() => Array.from(document.querySelectorAll("#map .mk"), mark => {
        const donut = mark.querySelector(".donut text");
        return donut ? Number(donut.textContent) : 1;
    }).reduce((sum, n) => sum + n, 0)""")
    return total


def headlines(seen: Any) -> list[str]:
    found: list[str] = seen.do(
        "() => Array.from(document.querySelectorAll('.row .h'), node => node.textContent)"
    )
    return found


def test_only_reported_and_claimed_events_are_drawn_at_first(show: Show) -> None:
    seen = show(varied())
    assert (count(seen), on_map(seen)) == (USUAL, USUAL - 1)  # one has no place
    seen.page.click("[data-k=hidden]")
    assert (count(seen), on_map(seen)) == (ALL, ALL - 1)


@pytest.mark.parametrize(
    ("hash_", "expected"),
    [
        ("#t=B&f.status=*", 7),
        ("#t=BX", 6),
        ("#f.status=denied", 1),
        ("#f.sure=area", 1),
        ("#f.sure=none", 1),
        ("#f.actor=Group+1", 3),
        ("#c=0.72", 4 + 1),
        ("#d=2019-01-01_2019-03-31", 3 + 1),
        ("#d=2019-01-01_2019-03-31&u=0", 3),
        ("#f.country=XX", 0),
        ("#q=countryside", 1),
        ("#q=%22bombing+was%22", 1),
        ("#q=forty+dead", 1),
        ("#w=1&m=11/35/39", 1),
    ],
)
def test_each_filter_of_the_address_leaves_its_events(show: Show, hash_: str, expected: int) -> None:
    seen = show(varied(), hash_=hash_)
    assert count(seen) == expected


def test_counts_of_a_filter_are_under_all_other_filters(show: Show) -> None:
    seen = show(varied(), hash_="#f.actor=Group+1")
    chips = seen.do(
        "() => Array.from(document.querySelectorAll('[data-k^=type] .n'), node => Number(node.textContent))"
    )
    assert sum(chips) == count(seen) == 3


def test_a_type_is_isolated_by_one_click_and_reset_brings_all_back(show: Show) -> None:
    seen = show(varied())
    seen.page.click("[data-k=type3]")
    assert (count(seen), on_map(seen)) == (1, 1)
    assert "t=P" in seen.page.url
    seen.page.click("[data-k=reset]")
    assert count(seen) == USUAL


@pytest.mark.parametrize("words", ["Peaceful protest", "PEACEFUL", '"town 3"', '"Tówn-3"'])
def test_search_folds_case_accents_and_hyphens(show: Show, words: str) -> None:
    seen = show(varied())
    seen.page.fill("#q", words)
    seen.page.wait_for_function("() => document.querySelector('#lede').textContent.startsWith('1 ')")
    assert headlines(seen) == ["Peaceful protest: Group 1"]


@pytest.mark.parametrize("spelling", ["Deir ez-Zour", "Dayr az Zawr", "deir el zor"])
def test_search_finds_other_romanisations_of_a_place(show: Show, spelling: str) -> None:
    geojson = varied()
    geojson["features"][0]["properties"] |= {"location": "Deir ez-Zor", "location_text": "Deir ez-Zor"}
    seen = show(geojson)
    seen.page.fill("#q", spelling)
    seen.page.wait_for_function("() => document.querySelectorAll('.row').length === 1")
    assert count(seen) == 1


def test_the_address_holds_the_view_and_brings_it_back(show: Show) -> None:
    first = show(varied(), hash_="#t=XV&f.status=*&c=0.30&v=table&m=7/35/40")
    first.page.click("tr.rw .as")
    address = first.page.url.split("#", 1)[1]
    second = show(varied(), hash_="#" + address)
    assert second.page.url.split("#", 1)[1] == address
    state = (
        "() => [document.querySelector('.card h2').textContent, document.querySelector('#lede').textContent]"
    )
    assert second.do(state) == first.do(state)


@pytest.mark.parametrize(
    "hash_", ["#m=NaN/x/1&t=zz&d=2019_x&c=9&v=nowhere&e=none&l=xx&f.sure=%00", "#%%%", "#e=flow:99"]
)
def test_an_address_that_makes_no_sense_does_no_harm(show: Show, hash_: str) -> None:
    assert count(show(varied(), hash_=hash_)) in {0, USUAL}


def test_the_table_sorts_by_every_column(show: Show) -> None:
    seen = show(varied(), hash_="#v=table")
    for column in ("date", "event", "place", "sure", "deaths", "src", "conf"):
        for _ in range(2):
            seen.page.click(f"[data-k=sort-{column}]")
        order = seen.do(
            f"() => document.querySelector('[data-k=sort-{column}]').parentElement.getAttribute('aria-sort')"
        )
        assert order in {"ascending", "descending"}
    seen.page.click("[data-k=sort-conf]")
    cells = seen.do(
        "() => Array.from(document.querySelectorAll('tbody tr'), row => Number(row.lastChild.textContent))"
    )
    assert cells in (sorted(cells), sorted(cells, reverse=True))


def test_several_events_at_a_point_open_as_a_list(show: Show) -> None:
    geojson = varied()
    for feature in geojson["features"][:4]:
        feature["properties"] |= {"latitude": 35.0, "longitude": 39.0}
        feature["geometry"] = {"type": "Point", "coordinates": [39.0, 35.0]}
    seen = show(geojson, hash_="#m=13/35/39")
    seen.page.click("#map .mk")
    assert seen.do("() => document.querySelectorAll('.row').length") == 4
    assert "4 events at this point" in seen.do("() => document.querySelector('.yr').textContent")


def test_a_vague_place_is_never_a_filled_mark(show: Show) -> None:
    seen = show(varied(), hash_="#f.sure=area&f.sure=country")
    assert seen.do("() => document.querySelectorAll('#map .mk .g:not(.vague)').length") == 0
    assert seen.do("() => document.querySelectorAll('#map .area').length") == 1
    assert seen.do("() => document.querySelectorAll('#map path.ctry').length") >= 1


def test_the_brush_is_set_by_keys_and_played(show: Show) -> None:
    seen = show(varied())
    seen.page.focus("[data-k=handle1]")
    for _ in range(8):
        seen.page.keyboard.press("ArrowLeft")
    start, end = seen.page.url.split("d=")[1][:21].split("_")
    days = [f["properties"]["event_date"] for f in varied()["features"] if f["properties"]["status"] in SHOWN]
    assert start <= "2019-01-10" < end < "2019-06-10"
    assert count(seen) == sum(day is None or start <= day <= end for day in days)
    seen.page.click("[data-k=play]")
    assert seen.do("() => document.querySelector('[data-k=play]').getAttribute('aria-label')") == "Pause"
    seen.page.click("[data-k=play]")
    seen.page.click("[data-k=undated]")
    assert "u=0" in seen.page.url


def test_names_that_are_not_on_the_map_are_listed_with_their_reasons(show: Show) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#v=off")
    listed = seen.do("""() => Array.from(document.querySelectorAll(".om"), row => [
        row.querySelector(".nm2").firstChild.textContent,
        row.querySelector(".why").textContent.split(" · ")[0],
    ])""")
    wanted = {(row["name"], row["why"][:1].upper() + row["why"][1:]) for row in geojson["geomap"]["ledger"]}
    assert {tuple(row) for row in listed} == wanted
    assert seen.do("() => document.querySelectorAll('.cuts p').length") == len(geojson["geomap"]["cuts"])


@pytest.mark.parametrize("view", ["list", "table"])
def test_a_long_list_goes_on_where_it_is_scrolled_to_its_end(show: Show, view: str) -> None:
    rows = [{"event_date": f"20{10 + k // 40}-01-01", "event_date_end": None} for k in range(400)]
    seen = show(collection(rows), hash_=f"#v={view}")
    there = "() => document.querySelectorAll('.row, tr.rw').length"
    assert seen.do(there) == 150
    for wanted in (300, 400):
        seen.do("() => { const body = document.getElementById('body'); body.scrollTop = body.scrollHeight; }")
        seen.page.wait_for_function(f"() => document.querySelectorAll('.row, tr.rw').length === {wanted}")
    years = seen.do("() => Array.from(document.querySelectorAll('.yr'), node => node.firstChild.textContent)")
    assert years == ([str(2019 - k) for k in range(10)] if view == "list" else [])
    assert seen.do("() => document.querySelector('[data-k=more]')") is None


def test_more_of_a_long_list_comes_by_keyboard_and_stays_after_a_card(show: Show) -> None:
    seen = show(collection([{"location_text": f"Place {k}"} for k in range(200)]))
    seen.page.focus("[data-k=more]")  # which scrolls to the end
    seen.page.wait_for_function("() => document.querySelectorAll('.row').length === 200")
    assert seen.do("() => document.activeElement.dataset.id") == "150"
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Escape")
    assert seen.do("() => document.activeElement.dataset.id") == "150"
