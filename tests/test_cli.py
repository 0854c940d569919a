"""The commands as a user types them: files, messages and exit codes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.cli import main
from geomap.files import replacing

ATTACK = (
    "BAGHDAD, Iraq - A roadside bomb killed three policemen in Mosul on Tuesday, the interior ministry said. "
    "Washington condemned the attack."
)
HOSTILE = (
    "A roadside bomb {{ 7*7 }} {% raise %} </script><script>alert(1)</script> <img src=x onerror=alert(2)> "
    "${alert(3)} `tick` C:\\2019 \ud83d killed two men in Mosul on Tuesday, said عمر خطاب."
)


def folder_of(tmp_path: Path) -> Path:
    """One good article, and one of each way in which a file can be bad."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(ATTACK)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "big.txt").write_bytes(b"word " * 10_000_000)
    (folder / "rows.jsonl").write_text('{"text": "A mine went off in Kirkuk on Monday."}\n{"text": broken\n')
    return folder


def test_one_good_article_among_bad_files_is_mapped_and_each_bad_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out" / "map.html"

    code = main(["map", str(folder_of(tmp_path)), "-o", str(output), "--published", "2019-04-12"])

    messages = capsys.readouterr().err
    assert code == 1
    assert [
        name for name in ("empty.txt", "binary.txt", "big.txt", "rows.jsonl:2") if name not in messages
    ] == []
    assert "good.txt" not in messages
    assert sorted(path.name for path in output.parent.iterdir()) == [
        "map.geojson",
        "map.html",
        "map.ledger.csv",
    ]
    geojson = json.loads(output.with_suffix(".geojson").read_text(encoding="utf-8"))
    assert {feature["properties"]["location"] for feature in geojson["features"]} >= {"Mosul"}


def test_the_map_is_the_same_every_time(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ATTACK)

    for name in ("one", "two"):
        command = [sys.executable, "-m", "geomap", "map", str(article), "-q", "--published", "2019-04-12"]
        environment = {**os.environ, "PYTHONHASHSEED": "1" if name == "one" else "2"}
        subprocess.run([*command, "-o", str(tmp_path / f"{name}.html")], check=True, env=environment)

    for ending in (".html", ".geojson", ".ledger.csv"):
        one, two = ((tmp_path / f"{name}.html").with_suffix(ending).read_bytes() for name in ("one", "two"))
        assert one == two


def test_hostile_text_goes_through_the_whole_chain_unchanged(tmp_path: Path) -> None:
    article = tmp_path / "hostile.json"
    article.write_text(json.dumps({"text": HOSTILE, "published": "2019-04-12", "title": HOSTILE[:60]}))
    output = tmp_path / "map.html"

    code = main(["map", str(article), "-o", str(output), "-q"])

    (feature,) = json.loads(output.with_suffix(".geojson").read_text(encoding="utf-8"))["features"]
    assert code == 0
    assert feature["properties"]["excerpt"] == HOSTILE
    assert "<script>alert(1)" not in output.read_text(encoding="utf-8")


def test_parse_writes_one_object_an_article_whose_offsets_fit(tmp_path: Path) -> None:
    article, output = tmp_path / "a.txt", tmp_path / "a.jsonl"
    article.write_text(ATTACK)

    code = main(["parse", str(article), "-o", str(output), "-q", "--published", "2019-04-12"])

    (record,) = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    spans = [*record["toponyms"], *(event["trigger"] for event in record["events"])]
    assert code == 0
    assert {t["text"]: t["role"] for t in record["toponyms"]} == {
        "BAGHDAD": "dateline", "Iraq": "dateline", "Mosul": "event", "Washington": "actor"
    }  # fmt: skip
    assert all(ATTACK[span["start"] : span["end"]] == span["text"] for span in spans)
    assert [(e["date"]["start"], e["fatalities"]["min"]) for e in record["events"]] == [("2019-04-09", 3)]


def test_every_name_that_is_not_on_the_map_stands_in_the_ledger_with_its_reason(tmp_path: Path) -> None:
    article, output = tmp_path / "a.txt", tmp_path / "a.html"
    article.write_text(ATTACK)

    main(["map", str(article), "-o", str(output), "-q", "--published", "2019-04-12"])

    with output.with_suffix(".ledger.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["name"] for row in rows} == {"BAGHDAD", "Iraq", "Washington"}
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["map", "nowhere.txt"], 1),
        (["map", "a.txt", "-o", "map.geojson"], 2),
        (["map", "a.txt", "--published", "yesterday"], 2),
        (["map", "a.txt", "--countries", "Syria"], 2),
        (["map", "a.txt", "--countries", "ßß"], 2),
        (["map", "a.txt", "--home", ""], 2),
        (["map", "a.txt", "--max-size", "nan"], 2),
        (["map", "a.txt", "--max-size", "-1"], 2),
        (["map", "a.txt", "--settings", "."], 2),
        (["gazetteer", "import", "a.txt", "-o", "a.sqlite", "--columns", "name"], 2),
        (["map", "a.txt", "--model", "no_such_model"], 2),
        (["map", "a.txt", "--gazetteer", "no_such.sqlite"], 2),
        (["map", "a.txt", "--settings", "no_such.toml"], 2),
        (["map", "a.txt", "--online", "nominatim", "--offline"], 2),
        (["export", "no_such.geojson", "-o", "x.gpkg"], 1),
        (["gazetteer", "lookup", "Zzyzxqwv"], 1),
    ],
)
def test_what_went_wrong_is_told_by_the_exit_code_and_one_line(
    arguments: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ATTACK)

    try:
        found = main(arguments)
    except SystemExit as leaving:
        found = int(leaving.code or 0)

    assert found == code
    assert "Traceback" not in (message := capsys.readouterr().err)
    assert message.strip()


def test_lookup_prints_the_places_a_name_may_mean(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["gazetteer", "lookup", "Deir ez-Zour", "--country", "SY", "--json"])

    rows = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {row["country"] for row in rows} == {"SY"}
    assert {row["feature"] for row in rows[:2]} == {"ADM1", "PPL"}


def test_without_a_terminal_there_is_no_bar_and_json_is_for_machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ATTACK)

    main(["map", str(article), "-o", str(tmp_path / "a.html"), "--json"])

    out, err = capsys.readouterr()
    assert json.loads(out)["summary"][0]["events"] == 1
    assert err == ""


def test_events_are_drawn_and_exported_again_without_the_articles(tmp_path: Path) -> None:
    article, output = tmp_path / "a.txt", tmp_path / "a.html"
    article.write_text(ATTACK)
    main(["map", str(article), "-o", str(output), "-q", "--published", "2019-04-12"])
    drawn = tmp_path / "again" / "a.html"

    codes = [
        main(["map", str(output.with_suffix(".geojson")), "-o", str(drawn), "-q"]),
        main(["export", str(output.with_suffix(".geojson")), "-o", str(tmp_path / "a.csv"), "-q"]),
    ]

    assert codes == [0, 0]
    assert drawn.read_bytes() == output.read_bytes()
    assert "Mosul" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_json_comes_also_where_nothing_could_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["map", str(tmp_path / "nowhere.txt"), "-o", str(tmp_path / "a.html"), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert told["files"] == {}
    assert [problem["input"] for problem in told["failed"]] == [str(tmp_path / "nowhere.txt")]


def test_an_output_that_cannot_be_written_is_told_before_anything_is_read_or_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.ledger.csv").mkdir()
    (tmp_path / "file").write_text("")

    codes = [
        main(["map", "nowhere.txt", "-o", str(tmp_path / "map.html")]),
        main(["map", "nowhere.txt", "-o", str(tmp_path / "file" / "map.html")]),
        main(["parse", "nowhere.txt", "-o", str(tmp_path)]),
    ]

    messages = capsys.readouterr().err
    assert codes == [1, 1, 1]
    assert messages.count("is a folder; name a file in it") == 2
    assert "file is not a folder" in messages
    assert "nowhere.txt" not in messages
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "map.ledger.csv"]


def test_a_device_is_written_to_and_what_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "target", tmp_path / "link", tmp_path / "pipe"
    target.write_text("old")
    link.symlink_to(target)
    os.mkfifo(pipe)

    with replacing(link) as temporary:
        temporary.write_text("new")
    with replacing(pipe) as itself:
        assert itself == pipe

    assert link.is_symlink()
    assert target.read_text() == "new"
    assert pipe.is_fifo()


def test_being_told_to_end_leaves_no_half_written_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geomap", "parse", "-", "-o", str(tmp_path / "out.jsonl")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None and not any(tmp_path.iterdir()):
            time.sleep(0.02)
        running.terminate()
        _, message = running.communicate()

    assert running.returncode == 130
    assert b"stopped" in message
    assert list(tmp_path.iterdir()) == []


def test_json_is_utf_8_on_any_terminal(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(HOSTILE.replace("\ud83d", ""), encoding="utf-8")
    poor = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    parsed = subprocess.run(
        [sys.executable, "-m", "geomap", "parse", str(article)], capture_output=True, env=poor, check=True
    )

    assert json.loads(parsed.stdout)["id"] == "a"
    assert "عمر" in parsed.stdout.decode("utf-8")
