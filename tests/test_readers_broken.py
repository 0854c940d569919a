"""Inputs that cannot be read: each is named with file, line and remedy, and the others are read."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.errors import InputError
from geomap.readers import read_inputs, registry

GOOD = '{"id": "good", "text": "Fire in Lviv."}'


def problems_of(
    path: Path, *, expected_articles: int = 0, max_size_mb: float = 20.0
) -> list[tuple[str, str]]:
    """The place, relative to the file's folder, and the reason of each problem."""
    problems: list[InputError] = []
    articles = list(read_inputs([path], on_error=problems.append, max_size_mb=max_size_mb))
    assert len(articles) == expected_articles
    return [(os.path.relpath(p.where, path.parent), p.reason) for p in problems]


def test_a_folder_of_bad_files_gives_its_good_one_and_names_the_others(tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 40)
    with (tmp_path / "c-huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "d-lines.jsonl").write_text(f'{GOOD}\n{{"text": "Fire\n{GOOD.replace("good", "last")}\n')
    (tmp_path / "e-good.txt").write_text("Clashes in Homs.")
    problems: list[InputError] = []
    articles = list(read_inputs([tmp_path], on_error=problems.append))
    assert [a.id for a in articles] == ["good", "last", "e-good"]
    assert [str(p).replace(f"{tmp_path}{os.sep}", "") for p in problems] == [
        "a-empty.txt: is empty; remove it, or save the article into it again",
        "b-binary.txt: is not text (a binary file?); save it as UTF-8 text, or name it by its real suffix",
        "c-huge.txt: is 50 MB, more than the 20 MB that an article may have; "
        "--max-size 51 reads it all the same; else split it, or give .jsonl",
        "d-lines.jsonl:2: is not JSON (Invalid control character at: line 1 column 15 (char 14)); "
        "mend or remove this line",
    ]


@pytest.mark.parametrize(
    ("name", "content", "where", "reason"),
    [
        ("a.txt", b" \n\t\n", "a.txt", "is empty"),
        ("a.html", b"", "a.html", "is empty; save the page again"),
        ("a.html", b"<html><body><script>1</script></body></html>", "a.html", "holds no article text"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(500), "a.html", "is not text"),
        ("a.pdf", b"%PDF-1.4 broken", "a.pdf", "is not a readable PDF"),
        ("a.pdf", b"", "a.pdf", "is not a readable PDF"),
        ("a.json", b"", "a.json", "is empty"),
        ("a.json", b'{"text": "x",\n "id": }', "a.json:2", "is not JSON (Expecting value: line 2 column 8"),
        ("a.json", b"3", "a.json", 'must hold an article, {"text": ...}'),
        ("a.json", b"[3]", "a.json:1", "is int, not an object with a 'text'"),
        ("a.json", b"[" * 200_000, "a.json", "is not JSON"),
        ("a.jsonl", b"\n\n", "a.jsonl", "is empty"),
        ("a.jsonl", bytes(range(256)), "a.jsonl", "is not text (a binary file?)"),
        ("a.jsonl", b'{"id": 1}', "a.jsonl:1", "has no 'text' among its columns (id)"),
        ("a.jsonl", b'{"content": "x"}', "a.jsonl:1", "rename 'content' to 'text'"),
        ("a.jsonl", b'\n{"text": 5}', "a.jsonl:2", "'text' is int, not text"),
        ("a.jsonl", b'{"text": null}', "a.jsonl:1", "'text' is null"),
        ("a.jsonl", b'{"text": ""}', "a.jsonl:1", "'text' is empty"),
        ("a.jsonl", b'{"text": "x", "title": ["y"]}', "a.jsonl:1", "'title' is list, not text"),
        ("a.jsonl", b'{"text": "x", "published": "3/4/2020"}', "a.jsonl:1", "'3/4/2020' is not one"),
        ("a.jsonl", b'{"text": "Fire", "spans": [[2, 9]]}', "a.jsonl:1", "span [2, 9] does not fit"),
        ("a.jsonl", b'{"text": "Fire", "spans": [[2, 2]]}', "a.jsonl:1", "span [2, 2] does not fit"),
        ("a.jsonl", b'{"text": "Fire", "spans": "no"}', "a.jsonl:1", "'spans' is not JSON"),
        ("a.jsonl", b'{"text": "Fire", "spans": {"a": 1}}', "a.jsonl:1", "'spans' is dict"),
        ("a.jsonl", b'{"text": "caf\xe9"}', "a.jsonl:1", "is not UTF-8; save the file as UTF-8"),
        ("a.csv", b"", "a.csv", "is empty"),
        ("a.csv", b"id,body\n1,Fire", "a.csv:1", "(id, body); rename 'body' to 'text'"),
        ("a.csv", b"id,a\n1,Fire", "a.csv:1", "name the column that holds the article 'text'"),
        ("a.csv", b"id,text\n1,Fire, they say", "a.csv:2", "has 3 cells under 2 columns; put texts"),
        ("a.csv", b"\x00\x01\xff\x00\x02\x03" * 99, "a.csv", "is not text (a binary file?)"),
        ("a.parquet", b"PAR1 not really", "a.parquet", "cannot be read as Parquet after row 0"),
        ("a.warc", b"hello", "a.warc:1", "is damaged from here on"),
        ("a.warc", b"", "a.warc", "holds no records; is it a WARC file?"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00", "a.warc.gz", "holds no records"),
        ("a.rss", b"", "a.rss", "is empty"),
        ("a.xml", b"<html><body>Hi</body></html>", "a.xml", "is not a feed with entries"),
        ("a.xml", b"no markup", "a.xml", "is not XML"),
        ("a.docx", b"x", "a.docx", "nothing reads .docx; known are .atom, .csv"),
        ("a", b"x", "a", "nothing reads files without a suffix"),
        ("a.geojson", b'{"type": "FeatureCollection"}', "a.geojson", "holds events, not articles"),
        ("a.meta.json", b"{}", "a.meta.json", "describes an article; give the article, a.*"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line_and_a_remedy(
    tmp_path: Path, name: str, content: bytes, where: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ((found_where, found_reason),) = problems_of(path)
    assert found_where == where
    assert reason in found_reason


def test_a_bad_row_does_not_end_its_table(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text(
        'id,text,published\n1,"Fire in Lviv.",2020-01-01\n2,Flood,soon\n3,"Hail, in Homs.",\n4,a,b,c\n'
    )
    assert [where for where, _ in problems_of(path, expected_articles=2)] == ["w.csv:3", "w.csv:5"]


def test_a_bad_row_of_parquet_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "w.parquet"
    pq.write_table(pa.table({"text": ["Fire.", None, "Flood."]}), path)
    assert problems_of(path, expected_articles=2) == [
        ("w.parquet:2", "'text' is null; give the article's text or remove the row")
    ]


def test_parquet_without_a_text_lists_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "w.parquet"
    pq.write_table(pa.table({"Body": ["Fire."], "n": [1]}), path)
    ((_, reason),) = problems_of(path)
    assert reason == "has no 'text' among its columns (Body, n); rename 'Body' to 'text'"


def test_an_id_given_twice_in_one_table_is_named_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text('{"id": 7, "text": "One."}\n\n{"id": "7", "text": "Two."}\n{"id": 8, "text": "Three."}')
    ((where, reason),) = problems_of(path, expected_articles=2)
    assert where == "w.jsonl:3"
    assert reason == f"repeats the id '7' of {path}:1; give each article an id of its own"


def test_a_few_broken_bytes_do_not_cost_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Łódź, Kraków, Gdańsk, Wrocław, Poznań: pożar w piątek.".encode() + b" \xff end")
    problems: list[InputError] = []
    (article,) = read_inputs([path], on_error=problems.append)
    assert (
        article.text == "Łódź, Kraków, Gdańsk, Wrocław, Poznań: pożar w piątek. \N{REPLACEMENT CHARACTER} end"
    )
    assert problems == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The mayor’s office in Málaga said “no”."),
        (
            "cp1251",
            "Пожар на рынке Харькова начался во вторник, сообщили власти города. Погибли два человека.",
        ),
        ("utf-16", "Fire in Łódź."),
        ("utf-16-le", "Fire in the market of Kyiv, they said."),
        ("utf-32", "Fire in Łódź."),
        ("utf-8-sig", "Fire in Łódź."),
    ],
)
def test_encodings_of_text_files_are_guessed(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert next(read_inputs([path])).text == text


def test_a_lone_surrogate_is_text_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Fire in Homs \\ud800."}')
    assert next(read_inputs([path])).text == "Fire in Homs \ud800."


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "must hold one JSON object"),
        ('{"publshed": "2020-01-01"}', "unknown field 'publshed' (did you mean 'published'?)"),
        ('{"published": "soon"}', "published 'soon' is not one certain day; write it as YYYY-MM-DD"),
    ],
)
def test_a_broken_sidecar_is_named_and_its_article_waits(tmp_path: Path, sidecar: str, reason: str) -> None:
    (tmp_path / "a.meta.json").write_text(sidecar)
    path = tmp_path / "a.txt"
    path.write_text("Fire in Homs.")
    ((where, found),) = problems_of(path)
    assert where == "a.meta.json"
    assert reason in found


def test_links_that_lead_in_circles_are_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Fire in Homs.")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere.txt")
    assert problems_of(tmp_path / "in", expected_articles=1) == [
        ("in/again", "leads back to a folder that holds it; remove this link"),
        ("in/gone.txt", "is a link to a file that is not there; remove it"),
        ("in/self.txt", "cannot be opened (Too many levels of symbolic links); check the path"),
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    ((_, reason),) = problems_of(tmp_path / "pipe.txt")
    assert reason == "is not a regular file; give its content through standard input: -"


def test_an_empty_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert problems_of(tmp_path / "empty") == [("empty", "is a folder without files to read")]
    assert problems_of(tmp_path / "gone.txt") == [
        ("gone.txt", "there is no such file or folder; check the spelling")
    ]


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Fire in Homs.")

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", denied)  # permissions do not bind root, who may run the tests
    assert problems_of(path) == [("a.txt", "may not be read; give yourself the right to (chmod u+r)")]


def test_a_table_may_be_large_but_not_an_article_in_it(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": text}) for text in ("Fire. " * 100, "x " * 60_000, "Flood."))
    )
    ((where, reason),) = problems_of(path, expected_articles=2, max_size_mb=0.05)
    assert where == "w.jsonl:2"
    assert "more than the 0.05 MB that an article may have" in reason


def test_a_page_nested_without_end_is_read_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 50_000 + "Fire in Homs.")
    problems: list[InputError] = []
    articles = list(read_inputs([path], on_error=problems.append))
    assert len(articles) + len(problems) == 1


def test_without_a_listener_the_first_problem_is_raised(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file or folder"):
        list(read_inputs([tmp_path / "gone.txt"]))


def test_a_strangers_reader_is_found_and_may_break_without_ending_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "strangers_reader.py").write_text(
        "def read(source):\n    raise KeyError('oops')\n    yield\n"
    )
    installed = tmp_path / "strangers_reader-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: strangers-reader\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[geomap.readers]\nodd = strangers_reader:read\n")
    (tmp_path / "a.odd").write_text("?")
    monkeypatch.syspath_prepend(tmp_path)
    registry.known_points.cache_clear()
    try:
        assert problems_of(tmp_path / "a.odd") == [("a.odd", "cannot be read (KeyError: 'oops')")]
    finally:
        registry.known_points.cache_clear()
        sys.modules.pop("strangers_reader")


def test_reading_leaves_no_thread_and_no_open_file_behind(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{GOOD}\n" * 3)
    before = threading.active_count()
    articles = read_inputs([tmp_path / "a.jsonl"])
    next(articles)
    del articles  # an unclosed file is a warning, and warnings are errors here
    assert threading.active_count() == before
