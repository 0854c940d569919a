"""The example articles, end to end: what the map shows is what they say, and their traps make no dots."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from geomap import Event, Result, Settings, run
from geomap.geo import distance_km
from quality.demo.expected import EXPECTED, Expected

ARTICLES = Path(__file__).parent.parent / "maps" / "demo" / "articles"
DRAWN = ("reported", "claimed")
# Floors, a little under what was measured when they were set. They move up, or down on purpose.
PRECISION, RECALL, DEATHS = 0.55, 0.55, 0.45


@cache
def result() -> Result:
    return run(ARTICLES, settings=Settings(offline=True))


def fits(event: Event, expected: Expected) -> bool:
    """Same type, place and time, and no vaguer than what the article says."""
    where, when = event.location, event.when
    if where is None or when is None or event.event_type not in expected.types:
        return False
    is_near = distance_km(where.lat, where.lon, expected.lat, expected.lon) <= expected.km
    is_sharp = where.radius_km <= max(60.0, 1.5 * expected.km)
    start, end = when.start.isoformat(), when.end.isoformat()
    is_then = start <= expected.end and expected.start <= end
    return is_near and is_sharp and is_then and (start == end or expected.start != expected.end)


def deaths_fit(event: Event, expected: Expected) -> bool:
    return expected.deaths is None or (
        event.fatalities is not None and event.fatalities.min == expected.deaths
    )


def paired(events: list[Event], expected: tuple[Expected, ...]) -> list[tuple[Event, Expected]]:
    """Each event with one that was expected; the best fits first."""
    fitting = [
        (not deaths_fit(event, wanted), not wanted.must, i, j)
        for i, event in enumerate(events)
        for j, wanted in enumerate(expected)
        if fits(event, wanted)
    ]
    found: dict[int, int] = {}
    for _, _, i, j in sorted(fitting):
        if i not in found and j not in found.values():
            found[i] = j
    return [(events[i], expected[j]) for i, j in found.items()]


def report() -> tuple[float, float, float, str]:
    """Precision, recall, the share of right death counts, and what went wrong, line by line."""
    hits = false = missed = counted = right = 0
    lines = []
    for reading in result().readings:
        events = [event for event in reading.events if event.status in DRAWN]
        expected = EXPECTED[reading.article.id]
        pairs = paired(events, expected)
        must = [wanted for _, wanted in pairs if wanted.must]
        hits += len(must)
        wrong = [event for event in events if not any(event is found for found, _ in pairs)]
        false += len(wrong)
        gone = [wanted for wanted in expected if wanted.must and wanted not in must]
        missed += len(gone)
        dead = [(event, wanted) for event, wanted in pairs if wanted.deaths is not None]
        counted += len(dead)
        right += sum(deaths_fit(event, wanted) for event, wanted in dead)
        lines += [f"{reading.article.id} missed: {wanted}" for wanted in gone]
        lines += [
            f"{reading.article.id} deaths: {event.fatalities} for {wanted}"
            for event, wanted in dead
            if not deaths_fit(event, wanted)
        ]
        lines += [
            f"{reading.article.id} false: {event.sub_event_type} at "
            f"{event.location.name if event.location else None}, "
            f"{f'{event.when.start}..{event.when.end}' if event.when else None}: {event.excerpt.text[:160]!r}"
            for event in wrong
        ]
    precision, recall, deaths = hits / (hits + false), hits / (hits + missed), right / counted
    head = f"precision {precision:.2f}, recall {recall:.2f}, deaths {deaths:.2f}"
    return precision, recall, deaths, "\n".join([head, *lines])


def test_every_example_article_is_read() -> None:
    assert result().problems == ()
    assert sorted(reading.article.id for reading in result().readings) == sorted(EXPECTED)
    assert all(reading.article.published for reading in result().readings)


def test_the_events_of_the_example_articles_are_found() -> None:
    precision, recall, deaths, why = report()
    assert precision >= PRECISION, why
    assert recall >= RECALL, why
    assert deaths >= DEATHS, why


@pytest.mark.parametrize(
    ("trap", "lat", "lon"),
    [
        ("Washington", 38.9, -77.04),
        ("Washington state", 47.5, -120.5),
        ("Houston", 29.76, -95.36),
        ("Chicago", 41.85, -87.65),
        ("London", 51.51, -0.13),
        ("Paris", 48.85, 2.35),
        ("Berlin", 52.52, 13.41),
        ("Moscow", 55.75, 37.62),
        ("Addis Ababa", 9.02, 38.75),
        ("Minneapolis", 44.98, -93.26),
        ("Lagos", 6.45, 3.39),
        ("Dakar", 14.69, -17.44),
        ("Odesa", 46.48, 30.73),
        ("Abidjan", 5.35, -4.0),
        ("Mâcon", 46.31, 4.83),
        ("Geneva", 46.2, 6.15),
        ("Juba", 4.85, 31.58),
    ],
)
def test_a_trap_makes_no_dot(trap: str, lat: float, lon: float) -> None:
    near = [
        feature["properties"]["excerpt"]
        for feature in result().geojson["features"]
        if feature["properties"]["latitude"] is not None
        and distance_km(feature["properties"]["latitude"], feature["properties"]["longitude"], lat, lon) < 15
    ]
    assert near == [], trap


def test_one_bomb_in_two_articles_is_one_dot() -> None:
    bombs = [
        feature["properties"]
        for feature in result().geojson["features"]
        if feature["properties"]["event_type"] == "Explosions/Remote violence"
        and {s["article_id"] for s in feature["properties"]["sources"]} & {"baidoa-hotel", "baydhabo-blog"}
        and feature["properties"]["event_date"] == "2023-03-14"
    ]
    assert [bomb["source_count"] for bomb in bombs] == [2]


if __name__ == "__main__":  # python tests/test_demo.py shows what is missing
    print(report()[3])
