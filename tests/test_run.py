"""The run around the pipeline: what one article breaks stays with that article."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import geomap
from geomap.config import Settings, read_settings
from geomap.errors import ConfigError, InputError, ModelError
from geomap.model import Article, Mention, Reading
from geomap.pipeline import Steps
from geomap.results import BATCH, read_all


def steps_that(break_on: dict[str, Exception]) -> Steps:
    """Steps which find nothing, and raise at the articles named."""

    def recognise(articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        for article in articles:
            if article.id in break_on:
                raise break_on[article.id]
            yield article, ()

    return Steps(
        recognise=recognise,
        propose=lambda *_: (),
        resolve=lambda *_: (),
        delimit=lambda *_: (),
        find_events=lambda article, *_: Reading(article=article),
    )


def articles(count: int) -> list[Article]:
    return [Article(id=f"a{i}", text="Nothing.") for i in range(count)]


def test_an_article_that_breaks_a_step_is_named_and_the_others_are_read() -> None:
    problems: list[InputError] = []
    broken = {"a3": ValueError("odd text"), "a40": RecursionError("deep")}

    readings = list(read_all(articles(BATCH * 2), steps_that(broken), problems.append))

    assert [r.article.id for r in readings] == [f"a{i}" for i in range(BATCH * 2) if i not in {3, 40}]
    assert [problem.where for problem in problems] == ["a3", "a40"]
    assert "odd text" in problems[0].reason


def test_a_step_that_cannot_work_at_all_ends_the_run() -> None:
    with pytest.raises(ModelError):
        list(read_all(articles(2), steps_that({"a0": ModelError("no weights")}), pytest.fail))


def test_a_reader_that_raises_is_not_taken_for_a_broken_article() -> None:
    def reader() -> Iterator[Article]:
        yield from articles(2)
        raise ValueError("the reader itself")

    with pytest.raises(ValueError, match="the reader itself"):
        list(read_all(reader(), steps_that({}), pytest.fail))


def test_settings_come_from_a_file_and_a_wrong_key_is_named(tmp_path: Path) -> None:
    good, wrong = tmp_path / "good.toml", tmp_path / "wrong.toml"
    good.write_text('countries = ["SY", "IQ"]\npublished = 2019-04-12\n')
    wrong.write_text('contries = ["SY"]\n')

    settings = read_settings(good)

    assert settings.countries == ("SY", "IQ")
    assert str(settings.published) == "2019-04-12"
    with pytest.raises(ConfigError, match="contries"):
        read_settings(wrong)


@pytest.mark.parametrize(
    "line",
    [
        'countries = "SY"',
        "countries = [1]",
        'countries = ["SYR"]',
        "max_size_mb = nan",
        'max_size_mb = "20"',
        'published = "2019"',
        "gazetteer = 3",
        "online = 7",
        "online_keys = {api_key = 7}",
    ],
)
def test_a_setting_of_the_wrong_kind_is_refused_by_name(tmp_path: Path, line: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(line + "\n")

    with pytest.raises(ConfigError, match=line.split()[0]):
        read_settings(path)


def test_events_already_found_are_not_mixed_with_articles(tmp_path: Path) -> None:
    events = tmp_path / "week.geojson"
    events.write_text('{"type": "FeatureCollection", "features": [], "geomap": {"version": "0.1.0"}}')

    with pytest.raises(ConfigError, match="give it alone"):
        geomap.run([events, tmp_path], settings=Settings())


def test_importing_geomap_loads_no_heavy_library() -> None:
    heavy = {"spacy", "geopandas", "folium", "shapely", "numpy"}
    code = f"import geomap, sys; print(sorted({heavy!r} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert all(getattr(geomap, name) is not None for name in geomap.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        geomap.nonsense  # noqa: B018
