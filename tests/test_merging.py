"""One event in several articles is one feature, and two events that look alike stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from export_samples import IDLIB, RAQQA, SYRIA, day, event, mention, raqqa_reading, town
from geomap.corrections import Correction, apply_corrections
from geomap.events.merging import merge
from geomap.exporters import to_geojson
from geomap.model import Actor, Article, Count, Event, GeoReference, Place, Reading, Span
from merging_pairs import pairs, readings

# The precision comes first: a wrong merge hides an event, a missed one only shows it twice.
FLOORS = {"tune": (0.95, 0.90), "held": (0.95, 0.90)}


def article(article_id: str, *events: Event, published: str | None = None, text: str = "x") -> Reading:
    return Reading(
        article=Article(id=article_id, text=text, source=article_id),
        events=events,
        published=date.fromisoformat(published) if published else None,
    )


def clash(
    article_id: str, text: str = "Nine rebels died in a clash at Raqqa's sugar mill.", **known: Any
) -> Event:
    values = {"when": day("2017-05-03"), "location": town(RAQQA), "article_id": article_id} | known
    return event(text, "clash", **values)


def count(number: int, most: int | None = None) -> Count:
    return Count(min=number, max=most if most is not None else number, span=Span(start=0, end=1, text="x"))


@pytest.mark.parametrize("split", sorted(FLOORS))
def test_annotated_pairs_are_told_apart_as_well_as_they_were(split: str):
    merged = [(len(merge(readings(pair))) == 1, pair["same"]) for pair in pairs(split)]
    right = sum(found and same for found, same in merged)
    precision = right / sum(found for found, _ in merged)
    recall = right / sum(same for _, same in merged)
    assert (precision, recall) >= FLOORS[split]
    assert recall >= FLOORS[split][1]


def test_there_are_enough_pairs_and_most_of_them_are_hard():
    assert len(pairs()) >= 40
    assert len({pair["id"] for pair in pairs()}) == len(pairs())
    assert 0.4 <= sum(pair["same"] for pair in pairs()) / len(pairs()) <= 0.6


def test_the_order_of_two_reports_does_not_matter():
    for pair in pairs():
        first, second = readings(pair)
        assert len(merge((first, second))) == len(merge((second, first)))


def test_a_merged_event_keeps_every_report_and_counts_its_articles():
    [feature] = to_geojson([article("a", clash("a")), article("b", clash("b"))])["features"]
    p = feature["properties"]
    assert [source["article_id"] for source in p["sources"]] == ["a", "b"]
    assert (p["source_count"], p["source"]) == (2, "a; b")


def test_events_of_one_article_are_never_merged():
    text = "A clash at Raqqa's sugar mill killed nine. Another clash at Raqqa's sugar mill killed nine."
    two = (
        clash("a", text),
        event(text, "Another clash", article_id="a", when=day("2017-05-03"), location=town(RAQQA)),
    )
    assert len(merge([article("a", *two)])) == 2


def test_an_article_takes_part_in_a_merged_event_once():
    text = "A clash at the mill. A second clash at the mill."
    two = (
        clash("a", text),
        event(text, "second clash", article_id="a", when=day("2017-05-03"), location=town(RAQQA)),
    )
    merged = merge([article("a", *two), article("b", clash("b", text))])
    assert sorted(len(m.reports) for m in merged) == [1, 2]


def test_a_report_that_excludes_another_never_joins_its_group():
    """The first and the last are of days too far apart; the one between could be either."""
    days = [day("2017-05-03"), day("2017-05-04"), day("2017-05-05")]
    merged = merge([article(n, clash(n, when=when)) for n, when in zip("abc", days, strict=True)])
    assert sorted(len(m.reports) for m in merged) == [1, 2]


def test_the_most_telling_report_leads_and_the_first_published_gives_the_id():
    vague = clash("early", location=replace(town(RAQQA), geo_precision=2, radius_km=40.0))
    exact = clash("late", fatalities=count(9))
    [merged] = merge(
        [article("late", exact, published="2017-05-09"), article("early", vague, published="2017-05-04")]
    )
    assert merged.reports[0].event is exact
    assert merged.id == vague.id


def test_an_id_stays_when_a_later_article_joins():
    first = article("a", clash("a"), published="2017-05-04")
    later = article("b", clash("b", fatalities=count(9)), published="2017-06-01")
    assert {m.id for m in merge([later, first])} == {m.id for m in merge([first])}


def contradictions(one: dict[str, Any], other: dict[str, Any]) -> dict[str, list[Any]]:
    features = to_geojson([article("a", clash("a", **one)), article("b", clash("b", **other))])["features"]
    [feature] = features
    return {
        item["field"]: sorted(str(value["value"]) for value in item["values"])
        for item in feature["properties"]["contradictions"]
    }


def test_reports_that_agree_contradict_in_nothing():
    assert contradictions({"fatalities": count(9)}, {"fatalities": count(9)}) == {}
    assert contradictions({"fatalities": count(9)}, {}) == {}


def test_numbers_that_differ_are_listed_and_never_averaged():
    one, other = {"fatalities": count(9)}, {"fatalities": count(12)}
    assert contradictions(one, other) == {"fatalities": ["12", "9"]}
    [feature] = to_geojson([article("a", clash("a", **one)), article("b", clash("b", **other))])["features"]
    assert feature["properties"]["fatalities"] in {9, 12}


def test_at_least_nine_and_twelve_are_no_contradiction():
    at_least = Count(min=9, max=None, span=Span(start=0, end=1, text="x"))
    assert contradictions({"fatalities": at_least}, {"fatalities": count(12)}) == {}


def test_a_denial_stands_beside_the_report():
    assert contradictions({}, {"status": "denied"}) == {"status": ["denied", "reported"]}


def test_a_claim_does_not_contradict_a_report():
    assert contradictions({}, {"status": "claimed"}) == {}


def test_another_culprit_stands_beside_the_first():
    one, other = ((Actor(name=name, role="actor1"),) for name in ("Islamic State", "Free Syrian Army"))
    assert contradictions({"actors": one}, {"actors": other}) == {
        "actor1": ["Free Syrian Army", "Islamic State"]
    }


def test_sides_told_crosswise_are_no_contradiction():
    one = (Actor(name="ELN", role="actor1"), Actor(name="Government of Colombia", role="actor2"))
    other = (Actor(name="Government of Colombia", role="actor1"), Actor(name="ELN", role="actor2"))
    assert contradictions({"actors": one}, {"actors": other}) == {}


def test_days_that_differ_are_listed_with_their_articles():
    assert contradictions({}, {"when": day("2017-05-04")}) == {"date": ["2017-05-03", "2017-05-04"]}


def test_a_planned_event_is_not_the_event():
    merged = merge([article("a", clash("a")), article("b", clash("b", status="planned"))])
    assert len(merged) == 2


def hotel(article_id: str, spelling: str, sub_type: str, text: str) -> Reading:
    """An event at a facility of a town: the town is the toponym, the facility gives the location its name."""
    place = Place(id="t:1", name="Baidoa", lat=3.1138, lon=43.6498, feature="PPLA", country="SO")
    name = f"Juba Hotel in {spelling}"
    where = town(place, None, 0, name=name, radius_km=10.0)
    found = event(
        text, spelling, article_id=article_id, event_type="Explosions/Remote violence",
        sub_event_type=sub_type, when=day("2023-03-14"), location=where,
    )  # fmt: skip
    reference = GeoReference(mention=mention(text, spelling), place=place)
    return Reading(article=Article(id=article_id, text=text), references=(reference,), events=(found,))


def test_a_facility_that_both_name_speaks_for_one_event():
    merged = merge(
        [
            hotel("a", "Baidoa", "Suicide bomb", "A bomber blew himself up at the Juba Hotel in Baidoa."),
            hotel(
                "b", "Baydhabo", "Remote explosive/landmine/IED", "A vest exploded at Baydhabo's Juba Hotel."
            ),
        ]
    )
    assert [len(m.reports) for m in merged] == [2]


def test_another_town_is_another_event_however_alike_the_words():
    assert len(merge([article("a", clash("a")), article("b", clash("b", location=town(IDLIB)))])) == 2


def test_a_country_in_common_is_not_enough():
    """Two reports of one day that name a country, a group and its front, as a hundred others do."""
    syria = town(SYRIA, radius_km=350.0, geo_precision=3)
    group = (Actor(name="Free Syrian Army", role="actor1"),)
    texts = (
        "The Free Syrian Army spoke of a clash with the army before the elections in Syria.",
        "State radio said the elections would go on in Syria after a clash with the Free Syrian Army.",
    )
    found = [
        article(n, clash(n, text, location=syria, actors=group)) for n, text in zip("ab", texts, strict=True)
    ]
    assert len(merge(found)) == 2


def test_copies_of_an_article_give_its_events_once():
    features = to_geojson([raqqa_reading("a1"), raqqa_reading("b2")])["features"]
    assert [f["properties"]["source_count"] for f in features] == [2, 2, 2]


def test_rejecting_one_report_leaves_the_others():
    geojson = to_geojson([article("a", clash("a")), article("b", clash("b"))])
    [feature] = geojson["features"]
    second = feature["properties"]["sources"][1]["event_id"]
    result, not_applied = apply_corrections(geojson, [Correction(event_id=second, action="reject")])
    assert not_applied == ()
    p = result["features"][0]["properties"]
    assert (p["source_count"], [s["article_id"] for s in p["sources"]]) == (1, ["a"])
    assert p["corrected"] == {"actions": ["reject"], "note": None, "before": {"source_count": 2}}


def test_hundreds_of_events_of_one_day_and_country_stay_apart():
    towns = [town(RAQQA, lat=30 + n % 40 / 5, lon=36 + n // 40 / 5, place_id=f"t:{n}") for n in range(600)]
    found = [article(str(n), clash(str(n), location=where)) for n, where in enumerate(towns)]
    assert len(merge(found)) == 600
