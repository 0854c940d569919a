"""What resolution learns: the homes of sources from their articles, weights and confidence from truths."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from geomap.model import Article
from geomap.resolve import propose, resolve, with_homes
from geomap.resolve.confidence import confidence_of, shares
from geomap.resolve.fitting import Truth, example_of, fit, fit_confidence, to_source
from geomap.resolve.homes import Habits, home_of
from geomap.resolve.weights import CONFIDENCE, WEIGHTS
from resolve_samples import (
    GAZETTEER,
    PLACES,
    city,
    ids,
    mentions_in,
)

# -- homes ----------------------------------------------------------------------------------------

OHIO_NEWS = [
    ("n1", "Hilliard and Columbus agreed.", ("Hilliard", "Columbus")),
    ("n2", "The road from Delaware to Hilliard is open.", ("Delaware", "Hilliard")),
    ("n3", "Dublin voted.", ("Dublin",)),
]


def run_with_homes(known: dict[str, Habits], source: str | None = "dispatch.example") -> list[Article]:
    names = {key: names for key, _, names in OHIO_NEWS}
    articles = [Article(id=key, text=text, source=source) for key, text, _ in OHIO_NEWS]
    stream = with_homes(
        articles,
        recognise=lambda arts: ((a, mentions_in(a.text, names[a.id])) for a in arts),
        propose=partial(propose, gazetteer=GAZETTEER),
        resolve=partial(resolve, lookup=GAZETTEER.lookup, get=GAZETTEER.get),
        known=known,
    )
    return [article for article, _ in stream]


def test_a_sources_home_is_learned_from_its_own_articles() -> None:
    homes = {article.home for article in run_with_homes({})}
    (home,) = homes
    assert home is not None
    ohio = GAZETTEER.get(home)
    assert ohio is not None
    assert ohio.admin1_code == "US.OH"


def test_a_learned_home_settles_a_name_that_stands_alone() -> None:
    article = run_with_homes({})[2]
    proposals = [(m, propose(m, article, gazetteer=GAZETTEER)) for m in mentions_in(article.text, ["Dublin"])]
    found = resolve(article, proposals, lookup=GAZETTEER.lookup, get=GAZETTEER.get)
    assert ids(list(found)) == ["dublin-oh"]


def test_an_article_without_a_source_has_no_learned_home() -> None:
    assert [a.home for a in run_with_homes({}, source=None)] == [None, None, None]


def test_what_was_learned_is_kept_and_counted_once() -> None:
    known: dict[str, Habits] = {}
    run_with_homes(known)
    first = dict(known["dispatch.example"].names)
    run_with_homes(known)
    assert known["dispatch.example"].names == first


def test_a_source_of_the_whole_world_has_no_home() -> None:
    habits = Habits(articles={str(i) for i in range(40)})
    for i in range(40):
        spot = city(f"w{i}", f"W{i}", -60 + 3 * i, -175 + 8.7 * i, f"C{i % 10}.01", 100_000)
        habits.names[f"w{i}"], habits.places[f"w{i}"] = 1, {spot.id: (spot, 1.0)}
    assert home_of(habits) is None


# -- fitting --------------------------------------------------------------------------------------


def examples() -> list[Any]:
    made = []
    for i, (key, text, names) in enumerate(OHIO_NEWS * 4):
        truths: dict[tuple[int, int], Truth | None] = {}
        for mention, name in zip(mentions_in(text, names), names, strict=True):
            spot = next(p for p in PLACES if p.name == name and p.country == "US")
            truths[mention.start, mention.end] = Truth(lat=spot.lat, lon=spot.lon, place_id=spot.id)
        article = Article(id=f"{key}-{i}", text=text)
        home = GAZETTEER.get("t:columbus")
        made.append(
            example_of(
                article,
                truths,
                propose=partial(propose, gazetteer=GAZETTEER),
                lookup=GAZETTEER.lookup,
                home=home,
            )
        )
    return made


def test_fitting_gives_weight_to_what_was_right() -> None:
    start = dict(WEIGHTS) | {"home_admin1": 0.0, "home_distance": 0.0, "home_country": 0.0}
    fitted = fit(examples(), start)
    assert fitted.keys() == WEIGHTS.keys()
    assert fitted["home_admin1"] > 0
    assert fitted["namesake_city"] == WEIGHTS["namesake_city"]


def test_confidence_is_fitted_to_the_share_of_right_choices() -> None:
    fitted = fit_confidence(examples(), WEIGHTS)
    assert fitted.keys() == CONFIDENCE.keys()
    assert 0 < confidence_of([1.0] + [0.0] * (len(fitted) - 1), fitted) < 1


def test_fitted_weights_are_written_as_the_module_that_is_read() -> None:
    namespace: dict[str, Any] = {}
    exec(to_source(WEIGHTS, CONFIDENCE), namespace)
    assert namespace["WEIGHTS"] == WEIGHTS
    assert namespace["CONFIDENCE"] == CONFIDENCE


def test_shares_add_up_to_one_whatever_the_scores() -> None:
    assert sum(shares([1000.0, 999.0, -1000.0])) == pytest.approx(1)
