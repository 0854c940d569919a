"""The annotated articles of tests/quality/roles: offsets, roles, variety, and no place left out by slip."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from geomap.furniture import find_furniture

FOLDER = Path(__file__).parent / "quality" / "roles"
ARTICLES = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])


def test_the_articles_are_what_the_script_makes_of_the_marked_texts() -> None:
    spec = importlib.util.spec_from_file_location("make_gold", FOLDER / "make_gold.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = script.to_lines(script.read_marked((FOLDER / "articles.txt").read_text("utf-8")))
    assert made == (FOLDER / "articles.jsonl").read_text("utf-8")


@each_article
def test_offsets_fit_the_text_in_order_and_on_whole_words(article: dict[str, Any]) -> None:
    text, end = article["text"], 0
    for toponym in article["toponyms"]:
        assert toponym["start"] >= end
        end = toponym["end"]
        assert text[toponym["start"] : end] == toponym["text"] == toponym["text"].strip()
        assert not re.match(r"\w", text[end:])
        assert not re.search(r"\w$", text[: toponym["start"]])


@each_article
def test_literal_follows_from_the_role(article: dict[str, Any]) -> None:
    for toponym in article["toponyms"]:
        assert toponym["literal"] == (toponym["role"] not in {"actor", "organisation", "demonym"})


@each_article
def test_a_name_that_is_marked_once_is_marked_wherever_it_stands(article: dict[str, Any]) -> None:
    covered = {i for t in article["toponyms"] for i in range(t["start"], t["end"])}
    for name in {t["text"] for t in article["toponyms"]}:
        for found in re.finditer(rf"\b{re.escape(name)}\b", article["text"]):
            assert found.start() in covered, f"{name} at {found.start()}"


@each_article
def test_furniture_is_marked_where_the_rules_find_it(article: dict[str, Any]) -> None:
    cut = find_furniture(article["text"])
    for toponym in article["toponyms"]:
        inside = any(piece.start <= toponym["start"] and toponym["end"] <= piece.end for piece in cut)
        assert inside == (toponym["role"] == "furniture"), toponym["text"]


def test_the_articles_are_varied() -> None:
    roles = Counter(t["role"] for article in ARTICLES for t in article["toponyms"])
    assert len(ARTICLES) >= 60
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert len({article["country"] for article in ARTICLES}) >= 40
    assert len({article["style"] for article in ARTICLES}) >= 8
    assert len({article["subject"] for article in ARTICLES}) >= 12
    assert min(roles.values()) >= 4
    assert len(roles) == 9
