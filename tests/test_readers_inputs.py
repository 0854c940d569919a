"""What lies around the formats: folders, order, ids, titles, dates, and events given as an input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.errors import ConfigError, InputError
from geomap.model import Article
from geomap.readers import is_events_file, known_readers, open_reader, read_inputs
from geomap.readers.dates import read_date
from reader_samples import PAGE, ROW, STORY, Write, one, parquet, read


def test_a_folder_is_read_by_name_with_its_folders(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", "deep/.hidden.txt", "Z.txt"):
        write(name, f"Story {name}.")
    assert [a.id for a in read(tmp_path)[0]] == ["Z", "a", "b", "deep/c"]


def test_a_folder_that_holds_an_earlier_map_is_read_without_it(write: Write, tmp_path: Path) -> None:
    write("a.txt", "Fire in Lviv.")
    write("page.html", PAGE)
    for name in ("map.html", "map.ledger.csv"):
        write(name, "anything")
    write("map.geojson", '{"type": "FeatureCollection", "features": []}')
    write("corrections.json", '{"geomap_corrections": 1, "corrections": []}')
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a", "page"]
    assert problems == []


def test_inputs_keep_their_order_and_a_file_given_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    b, a = write("b.txt", "Story b."), write("a.txt", "Story a.")
    (tmp_path / "link.txt").symlink_to(a)
    assert [x.id for x in read(b, a, tmp_path)[0]] == ["b", "a"]


def test_files_of_one_name_get_ids_of_their_own(write: Write) -> None:
    paths = [write(f"{folder}/a.txt", f"Story {folder}.") for folder in ("x", "y", "z")]
    assert [a.id for a in read(*paths)[0]] == ["a", "a-2", "a-3"]


def test_rows_without_ids_are_named_by_their_line(write: Write) -> None:
    articles, _ = read(write("w.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n'))
    assert [a.id for a in articles] == ["w.jsonl:1", "w.jsonl:3"]


def test_published_dates_only_what_has_no_date(write: Write) -> None:
    path = write("w.jsonl", '{"text": "One."}\n{"text": "Two.", "published": "2020-01-02"}')
    articles, _ = read(path, published=date(2024, 3, 1))
    assert [a.published for a in articles] == [date(2024, 3, 1), date(2020, 1, 2)]


def test_reading_is_lazy(write: Write, tmp_path: Path) -> None:
    paths = [write("a.txt", "One."), tmp_path / "missing.txt"]
    articles: Iterator[Article] = read_inputs(paths)
    assert next(articles).text == "One."
    with pytest.raises(InputError, match="there is no such file"):
        next(articles)


def test_a_headline_is_the_title_of_an_article_that_has_none(write: Write) -> None:
    assert (
        one(write("a.txt", f"Breaking News\n\nShelling in Kharkiv\n\n{STORY}")).title == "Shelling in Kharkiv"
    )
    assert (
        one(write("b.json", json.dumps({**ROW, "text": f"Shelling in Kharkiv\n\n{STORY}"}))).title
        == "Shelling"
    )


# Dates


@pytest.mark.parametrize(
    "written",
    [
        "2020-05-08", "2020-05-08T23:30:00-05:00", "20200508", "8 May 2020", "May 8, 2020", "May 8th, 2020",
        "Friday, 8 May 2020", "Fri, 08 May 2020 10:00:00 GMT", "2020/05/08", "2020-05-08 10:00 PM",
        " 8 May. 2020 ",
    ],
)  # fmt: skip
def test_a_date_is_the_day_as_written(written: str) -> None:
    assert read_date(written) == date(2020, 5, 8)


@pytest.mark.parametrize("written", ["03/04/2020", "yesterday", "2020", "May 2020", "2020-13-45", 20200508])
def test_what_is_not_one_certain_day_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        read_date(written)


@pytest.mark.parametrize("written", [None, "", "  ", "null", "NaN"])
def test_an_absent_date_is_none(written: object) -> None:
    assert read_date(written) is None


# Events files and the registry


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.geojson", "{}", True),
        ("a.json", ' {"type": "FeatureCollection", "features": []}', True),
        ("b.json", '{"text": "type FeatureCollection"}', False),
        ("a.parquet", parquet([ROW]), False),
        ("a.txt", "FeatureCollection", False),
    ],
)
def test_events_are_told_from_articles(write: Write, name: str, content: str | bytes, expected: bool) -> None:
    assert is_events_file(write(name, content)) is expected


def test_a_geoparquet_holds_events(tmp_path: Path) -> None:
    table = pa.table({"a": [1]}).replace_schema_metadata({"geo": "{}"})
    pq.write_table(table, tmp_path / "e.parquet")
    assert is_events_file(tmp_path / "e.parquet")


def test_an_unknown_reader_lists_the_known() -> None:
    with pytest.raises(ConfigError, match=r"nothing reads 'docx'; known are atom, csv, .*xml"):
        open_reader("docx")


def test_every_built_in_reader_opens() -> None:
    assert all(callable(open_reader(name)) for name in known_readers())


def test_an_id_that_no_file_could_hold_is_made_one_that_can(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"id": "x\\ud800", "text": "It rained."}')

    assert [article.id for article in read_inputs([path])] == ["x?"]


@pytest.mark.parametrize(("name", "content"), [("a.csv", "id,text\n"), ("a.json", "[]")])
def test_a_table_without_rows_is_reported(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)

    with pytest.raises(InputError, match="holds no article"):
        list(read_inputs([path]))
