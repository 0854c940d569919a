"""The tables kept by hand hold what their check asks of them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from geomap.gazetteer import tables

FOLDER = Path(__file__).parent.parent / "gazetteer"


@pytest.fixture(scope="module")
def check() -> dict[str, Any]:
    return runpy.run_path(str(FOLDER / "check.py"))


@pytest.fixture(scope="module")
def around(check: dict[str, Any]) -> Any:
    return check["Surroundings"]()


def test_every_table_passes_its_check(check: dict[str, Any]) -> None:
    assert list(check["problems"]()) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"lat": "34.46", "lon": "39.0"}, "4 km E"),
        ({"lat": "34.40", "lon": "40.80"}, "other side"),
        ({"admin1": "SY.09"}, "SY.09"),
        ({"facts": "near the river"}, "no known way"),
    ],
)
def test_a_place_that_contradicts_what_is_known_of_it_is_found_out(
    check: dict[str, Any], around: Any, change: dict[str, str], problem: str
) -> None:
    row = next(row for row in check["read"]("conflict.csv") if row["id"] == "geomap:baghuz") | change
    said = [*around.check(row), around.division_problem(row) or ""]
    assert any(problem in line for line in said)


def test_the_conflict_pack_has_three_hundred_places_each_with_a_source() -> None:
    sources = {"own", "wikimap", "airports"}
    rows = list(tables.rows(FOLDER / "conflict.csv"))
    assert len(rows) >= 300
    assert {row["source"] for row in rows} <= sources
    assert all(row["arabic"] and row["aliases"] and float(row["radius_km"]) > 0 for row in rows)


def test_there_are_regions_for_every_part_of_the_world() -> None:
    features = {row["feature"] for row in tables.rows(FOLDER / "regions.csv")}
    assert {"CONT", "OCN", "SEA", "STM", "MTS", "DSRT", "RGN", "ISL", "LK", "STRT"} <= features


def test_every_country_has_a_demonym_or_is_hardly_inhabited() -> None:
    without = [
        r["code"] for r in tables.rows(FOLDER / "countries.csv") if not r["demonyms"] and r["population"]
    ]
    populous = {
        r["code"] for r in tables.rows(FOLDER / "countries.csv") if float(r["population"] or 0) > 250_000
    }
    assert not populous & set(without)


def test_every_country_of_iso_is_there() -> None:
    from geomap.countries import countries

    codes = {row["code"] for row in tables.rows(FOLDER / "countries.csv")}
    assert set(countries()) <= codes
