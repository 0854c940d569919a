"""Training of the recognisers: what is learned from, what is refused, and that a seed decides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.errors import ConfigError, ModelError
from geomap.recognise import open_recogniser
from geomap.recognise.data import read_samples
from geomap.recognise.train import read_recipe, train

RECIPE = """
kind = "cnn"
words = 300
width = 8
depth = 1
rows = 50
learning_rate = 0.01
dropout = 0.1
batch_words = [100, 200]
other_case = 0.1
other_places = 0.0
held_out = 0.1
demonyms = "Syrian"
[sources]
mine = { licence = "CC0 1.0", share = 1.0 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    towns = ["Hajin", "Mosul", "Gao", "Kidal", "Lima", "Quito", "Tame", "Cusco", "Jolo", "Goma"]
    with (data / "texts.jsonl").open("w") as lines:
        for town in towns * 3:
            text = f"A Syrian bus burned in {town} today."
            spans = [[23, 23 + len(town), "LOC"]]
            lines.write(json.dumps({"text": text, "spans": spans, "src": "mine"}) + "\n")
            lines.write(json.dumps({"text": text, "spans": spans, "src": "another's"}) + "\n")
    (tmp_path / "recipe.toml").write_text(RECIPE)
    return data


def test_the_same_seed_gives_the_same_weights(folder: Path) -> None:
    made = []
    for run in ("one", "two"):
        output = folder.parent / run
        train(folder, output, config=folder.parent / "recipe.toml", seed=1, log=lambda _: None)
        made.append((output / "ner" / "model").read_bytes())
    assert made[0] == made[1]


def test_texts_without_a_licence_in_the_recipe_are_not_learned_from(folder: Path) -> None:
    said: list[str] = []
    samples = read_samples(folder, read_recipe(folder.parent / "recipe.toml"), said.append)
    assert set(samples) == {"mine"}
    assert said == ["left out: another's (30 texts), which the recipe does not list with a licence"]
    assert samples["mine"][0].spans == ((2, 8, "ADJ"), (23, 28, "LOC"))


def _broken_span(data: Path) -> None:
    (data / "bad.jsonl").write_text('{"text": "abc", "spans": [[0, 9, "LOC"]], "src": "mine"}\n')


def _broken_json(data: Path) -> None:
    (data / "bad.jsonl").write_text("{}\n")


@pytest.mark.parametrize(
    ("spoil", "message"), [(_broken_span, r"bad\.jsonl:1: span 0:9"), (_broken_json, r"bad\.jsonl:1: not")]
)
def test_a_broken_line_is_named(folder: Path, spoil: Callable[[Path], None], message: str) -> None:
    spoil(folder)
    with pytest.raises(ModelError, match=message):
        read_samples(folder, read_recipe(folder.parent / "recipe.toml"), lambda _: None)


def test_a_source_without_a_licence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('kind = "cnn"\n[sources]\nmine = { share = 1.0 }\n')
    with pytest.raises(ConfigError, match="no licence given for mine"):
        read_recipe(tmp_path / "r.toml")


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_the_shipped_recipes_can_be_read(name: str) -> None:
    configs = Path(open_recogniser.__code__.co_filename).parent / "configs"
    assert read_recipe(configs / f"{name}.toml")["sources"]
