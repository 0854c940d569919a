"""What stood in an article stands in the page, character by character, and executes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from browser.samples import HOSTILE, collection, sentence, varied
from geomap.mapping import to_map

OPEN_ALL = """
count => {
    const read = {};
    for (let k = 0; k < count; k++) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
        const card = document.querySelector(".card"), text = card.querySelector("blockquote").textContent;
        read[card.dataset.card] = Array.from({length: text.length}, (_, i) => text.charCodeAt(i));
    }
    return read;
}
"""


def units(text: str) -> list[int]:
    """UTF-16 code units, in which JavaScript keeps lone surrogates too."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[i] + 256 * raw[i + 1] for i in range(0, len(raw), 2)]


def shown_texts(seen: Any, geojson: dict[str, Any]) -> list[list[int]]:
    """The sentence in the card of each event, as code units; the page shows events of every status."""
    read = seen.do(OPEN_ALL, len(geojson["features"]))
    return [read[feature["id"]] for feature in geojson["features"]]


def test_every_event_opens_with_its_sentence(show: Callable[..., Any]) -> None:
    geojson = varied()
    seen = show(geojson, hash_="#f.status=*")
    assert shown_texts(seen, geojson) == [units(f["properties"]["excerpt"]) for f in geojson["features"]]


def test_hostile_texts_are_shown_and_not_executed(show: Callable[..., Any]) -> None:
    geojson = collection([sentence(text) for text in HOSTILE])
    seen = show(geojson, write={"title": HOSTILE[3]})
    assert shown_texts(seen, geojson) == [units(text) for text in HOSTILE]
    assert seen.do("() => window.hurt") is None
    assert seen.do("() => document.getElementById('title').textContent") == HOSTILE[3]


@pytest.mark.parametrize(
    "name", ["location", "actor1", "source", "sub_event_type", "event_type", "why", "location_text"]
)
def test_hostile_names_are_shown_and_not_executed(show: Callable[..., Any], name: str) -> None:
    rows = [{name: text, **sentence("Something happened.")} for text in HOSTILE]
    seen = show(collection(rows), size=(2000, 900))
    for view in ("table", "off", "list"):
        seen.page.click(f"#tab-{view}")
    seen.page.click("[data-k=actor]")
    assert seen.do("() => window.hurt") is None


def test_hostile_beside_the_events(show: Callable[..., Any]) -> None:
    geojson = varied()
    beside = geojson["geomap"]
    row = beside["ledger"][0]
    beside["ledger"] = [row | {"name": text, "why": text, "excerpt": text, "marks": []} for text in HOSTILE]
    beside["attribution"] = list(HOSTILE)
    beside["zones"] = [zone | {"name": text} for zone in beside["zones"] for text in HOSTILE]
    ends = {"name": "A", "lat": 35.0, "lon": 39.0, "country": "SY"}
    flow = beside["flows"][0] | {"to": ends}
    beside["flows"] = [
        flow | {"from": ends | {"name": text, "lon": 36.0 + k}, "goods": text}
        for k, text in enumerate(HOSTILE[:6])
    ]
    seen = show(geojson, hash_="#v=off")
    names = seen.do("""() => Array.from(document.querySelectorAll(".om .nm2"), node => {
        const text = node.firstChild.textContent;
        return Array.from({length: text.length}, (_, i) => text.charCodeAt(i));
    })""")
    assert names == [units(text) for text in HOSTILE]
    assert seen.do("() => window.hurt") is None


def test_a_link_leads_to_the_web_only(show: Callable[..., Any]) -> None:
    addresses = [
        "https://news.example/1",
        "http://news.example/2",
        "javascript:window.hurt=1",
        "data:text/html,x",
        "file:///etc/passwd",
        "not an address",
    ]
    geojson = collection([sentence(f"Number {k}.") for k in range(len(addresses))])
    for feature, address in zip(geojson["features"], addresses, strict=True):
        feature["properties"]["sources"][0]["url"] = address
    links = []
    for feature in geojson["features"]:
        seen = show(geojson, hash_=f"#e={feature['id']}")
        links.append(seen.do("() => document.querySelector('.from a')?.getAttribute('href') ?? null"))
    assert links == addresses[:2] + [None] * 4


pieces = st.one_of(
    st.text(st.characters(codec=None), max_size=30),
    st.sampled_from(HOSTILE),
    st.sampled_from(
        [
            "{{",
            "}}",
            "{%",
            "${",
            "`",
            "\\",
            "</",
            "<!--",
            "<script",
            "\\u003c",
            "\ud83d",
            "\udc00",
            "\r\n",
            "\t",
            "&lt;",
        ]
    ),
)
texts = st.lists(pieces, min_size=1, max_size=6).map("".join).filter(bool)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(texts, min_size=100, max_size=100))
def test_any_text_comes_back_as_it_was(
    show: Callable[..., Any], tmp_path: Path, generated: list[str]
) -> None:
    geojson = collection([sentence(text) for text in generated])
    path = tmp_path / "generated.html"
    to_map(geojson).write(path)
    seen = show(path=path)
    assert shown_texts(seen, geojson) == [units(text) for text in generated]
    assert seen.do("() => window.hurt") is None
    seen.page.close()
