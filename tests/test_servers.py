"""The whole chain with a geocoder behind it: places that are in no table of ours, but in the server's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import geomap
from geomap.exporters import export_formats, exporter_for
from servers.faults import Faults, faults
from servers.nominatim import for_tests, places

# One place of the server's in each, with a place that everybody knows beside it.
ARTICLES = {
    "Rasm Habbuba": "Three shepherds were killed on Tuesday when a landmine exploded in Rasm Habbuba, a "
    "village east of Aleppo, the civil defence said.",
    "Nahr Dawshiq": "Gunmen attacked a police checkpoint in Nahr Dawshiq on Monday, killing two officers, "
    "police in Baghdad said.",
    "Hawijat Salbukh": "Aircraft bombed the village of Hawijat Salbukh on Friday, killing four people, "
    "activists in Deir ez-Zor said.",
    "Suq Dhaybat": "A car bomb exploded in Suq Dhaybat on Thursday, killing seven people, officials in "
    "Nasiriyah, Iraq, said.",
    "Qaryat Mizdhafa": "Militiamen abducted five engineers in Qaryat Mizdhafa on Friday, an oil company "
    "said in Benghazi, Libya.",
    "Kafr Zubdin": "Shelling killed two people in Kafr Zubdin on Sunday, residents of the Lebanese village "
    "said. The hospital in Zahle took in the wounded.",
    "Dayr Mughlaq": "Gunmen killed four farmers in Dayr Mughlaq on Saturday. Police in Kirkuk, Iraq, said "
    "the attackers came from the hills near Tuz Khurmatu.",
}
REAL = ("reported", "claimed")  # what is drawn unless a reader asks for more
NODES = {row["name"]: number for number, row in reversed(list(enumerate(places(), 1)))}
NODES |= {"Kafr Zubdin": 43, "Dayr Mughlaq": 45}  # the namesakes in Lebanon and in Iraq


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with for_tests() as address:
        yield address


@pytest.fixture
def proxy(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where it is kept whose turn it is
    with faults(server) as proxy:
        yield proxy


def read(folder: Path, **settings: Any) -> geomap.Result:
    """The result of reading all articles."""
    paths = []
    for number, text in enumerate(ARTICLES.values()):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return geomap.run(paths, settings=geomap.Settings(published=date(2017, 3, 8), **settings))


def test_places_that_only_the_server_knows_are_on_the_map_and_right(proxy: Faults, tmp_path: Path) -> None:
    cache = str(tmp_path / "answers.sqlite")
    result = read(tmp_path, online="nominatim", online_domain=proxy.domain, online_cache=cache)
    found = {e["properties"]["place_id"]: e["properties"] for e in result.geojson["features"]}
    expected = {name: f"osm:node/{NODES[name]}" for name in ARTICLES}
    assert {name: id_ for name, id_ in expected.items() if id_ not in found} == {}
    rows = places()
    for name, id_ in expected.items():
        row, event = rows[NODES[name] - 1], found[id_]
        assert row["name"] == name
        assert (event["latitude"], event["longitude"]) == (float(row["lat"]), float(row["lon"]))
    assert any("OpenStreetMap" in line for line in result.geojson["geomap"]["attribution"])


def test_the_server_is_credited_on_the_map_and_in_every_export(proxy: Faults, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen attacked a checkpoint in Nahr Dawshiq on Monday, killing two.\n")
    options = {"online": "nominatim", "online_domain": proxy.domain, "online_cache": str(tmp_path / "kept")}
    result = geomap.run(tmp_path / "a.txt", settings=geomap.Settings(**options))
    result.map.write(tmp_path / "made.html")
    formats = ["html", *sorted(set(export_formats()) - {"postgresql"})]
    for name in formats[1:]:
        exporter_for(name, "")(result.geojson, tmp_path / f"made.{name}")
    written = {name: b"".join(p.read_bytes() for p in tmp_path.glob(f"made.{name}*")) for name in formats}
    assert [name for name in formats if b"OpenStreetMap contributors" not in written[name]] == []


def test_without_the_server_the_same_places_are_no_dots(tmp_path: Path) -> None:
    result = read(tmp_path)
    drawn = [e["properties"] for e in result.geojson["features"] if e["properties"]["status"] in REAL]
    exact = [event for event in drawn if event["certainty"] == "exact"]
    assert len(drawn) >= len(ARTICLES) - 1
    assert [(event["location"], event["excerpt"]) for event in exact] == []


def test_a_broken_server_costs_the_names_not_the_map(proxy: Faults, tmp_path: Path) -> None:
    proxy.mode = "status-500"
    cache = str(tmp_path / "answers.sqlite")
    result = read(tmp_path, online="nominatim", online_domain=proxy.domain, online_cache=cache)
    assert result.problems == ()
    assert len(result.geojson["features"]) >= len(ARTICLES)
    assert not any("OpenStreetMap" in line for line in result.geojson["geomap"]["attribution"])
    assert any("Rasm Habbuba" in note for note in result.notes)
