"""Which place a name means, by what the rest of the article says. The gazetteers are hand-made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from geomap.model import Article, Candidate, GeoReference, Match, Mention, Place
from geomap.names import fold
from geomap.resolve import find_home, propose, resolve, with_homes
from geomap.resolve.clues import find_clues
from geomap.resolve.confidence import confidence_of, shares
from geomap.resolve.features import kind_of
from geomap.resolve.fitting import Truth, example_of, fit, fit_confidence, to_source
from geomap.resolve.homes import Habits, home_of
from geomap.resolve.weights import CONFIDENCE, WEIGHTS


def place(key: str, name: str, lat: float, lon: float, **known: Any) -> Place:
    return Place(**{"id": f"t:{key}", "name": name, "lat": lat, "lon": lon, "feature": "PPL"} | known)


def city(
    key: str, name: str, lat: float, lon: float, division: str, people: int = 5000, **known: Any
) -> Place:
    return place(key, name, lat, lon, country=division[:2], admin1_code=division, population=people, **known)


def division(code: str, name: str, lat: float, lon: float, people: int = 1_000_000) -> Place:
    known = {"country": code[:2], "admin1": name, "admin1_code": code, "population": people}
    return place(code, name, lat, lon, feature="ADM1", extent_km=150, **known)


def country(code: str, name: str, lat: float, lon: float, people: int = 20_000_000) -> Place:
    return place(code, name, lat, lon, feature="PCLI", country=code, population=people, extent_km=500)


PLACES = (
    country("FR", "France", 46, 2),
    country("US", "United States", 39.8, -98.5),
    country("SY", "Syria", 35, 38),
    country("IQ", "Iraq", 33, 44),
    country("GE", "Georgia", 42, 43.5, 3_700_000),
    country("IE", "Ireland", 53, -8),
    division("US.TX", "Texas", 31.25, -99.25, 29_000_000),
    division("US.OH", "Ohio", 40.25, -83, 11_000_000),
    division("US.GA", "Georgia", 32.75, -83.5, 10_000_000),
    division("US.MO", "Missouri", 38.25, -92.5, 6_000_000),
    division("US.WA", "Washington", 47.5, -120.5, 7_000_000),
    division("SY.07", "Deir ez-Zor", 35.1, 40.3, 1_200_000),
    division("SY.01", "Al-Hasakah", 36.5, 40.9, 1_500_000),
    city("paris-fr", "Paris", 48.85, 2.35, "FR.11", 2_100_000, feature="PPLC"),
    city("paris-tx", "Paris", 33.66, -95.56, "US.TX", 25_000),
    city("dallas", "Dallas", 32.78, -96.81, "US.TX", 1_300_000),
    city("dublin-ie", "Dublin", 53.33, -6.25, "IE.07", 1_000_000, feature="PPLC"),
    city("dublin-oh", "Dublin", 40.1, -83.11, "US.OH", 45_000),
    city("columbus", "Columbus", 39.96, -83, "US.OH", 850_000),
    city("hilliard", "Hilliard", 40.03, -83.16, "US.OH", 33_000),
    city("delaware-oh", "Delaware", 40.3, -83.07, "US.OH", 38_000),
    city("atlanta", "Atlanta", 33.75, -84.39, "US.GA", 460_000),
    city("tbilisi", "Tbilisi", 41.69, 44.83, "GE.51", 1_050_000, feature="PPLC"),
    city("batumi", "Batumi", 41.64, 41.63, "GE.04", 150_000),
    city("washington", "Washington", 38.9, -77.04, "US.DC", 690_000, feature="PPLC"),
    city("lake-city", "Lake City", 30.19, -82.64, "US.FL", 12_000),
    city("deir", "Deir ez-Zor", 35.336, 40.141, "SY.07", 242_000, extent_km=6),
    city("hajin", "Hajin", 34.69, 40.83, "SY.07", 37_000),
    city("mayadin", "Al Mayadin", 35.02, 40.45, "SY.07", 44_000),
    city("mosul", "Mosul", 36.34, 43.13, "IQ.15", 1_700_000, extent_km=14),
    city("king", "King", 36.28, -80.36, "US.NC", 6_000),
    city("baga-es", "Baga", 42.25, 1.86, "ES.56", 2_200),
    city("maiduguri", "Maiduguri", 11.85, 13.16, "NG.27", 1_100_000),
    city("abuja", "Abuja", 9.06, 7.49, "NG.11", 590_000, feature="PPLC"),
    city("kano", "Kano", 12.0, 8.52, "NG.29", 3_600_000),
)
ALIASES = {
    "Deir el-Zour": ("t:deir", "t:SY.07"),
    "Deir ez-Zour": ("t:deir", "t:SY.07"),
    "Deir ez-Zour Province": ("t:deir", "t:SY.07"),
    "Ohio River": (),
}
DEMONYMS = {"Syrian": "t:SY", "Georgian": "t:GE", "Iraqi": "t:IQ"}
HEARD = {"Hajeen": "t:hajin", "Kingg": "t:king"}  # found by sound or likeness


@dataclass(frozen=True)
class TinyGazetteer:
    """Exact names, a few aliases and demonyms; by likeness only what `HEARD` lists."""

    places: tuple[Place, ...] = PLACES

    def lookup(self, name: str, *, countries: Collection[str] = (), limit: int = 20) -> tuple[Candidate, ...]:
        by_id = {p.id: p for p in self.places}
        found: list[tuple[Place, Match, float]] = [
            (p, "exact", 0.0) for p in self.places if fold(p.name) == fold(name)
        ]
        found += [(by_id[i], "alias", 1.0) for i in ALIASES.get(name, ()) if i in by_id]
        if name in DEMONYMS:
            found.append((by_id[DEMONYMS[name]], "alias", 2.0))
        if not found and name in HEARD:
            found.append((by_id[HEARD[name]], "romanised", 1.0))
        return tuple(
            Candidate(place=p, match=match, score=1.0, name=p.name, evidence={"name": 1.0, "kind": kind})
            for p, match, kind in found
            if not countries or p.country in countries
        )[:limit]

    def get(self, place_id: str) -> Place | None:
        return next((p for p in self.places if p.id == place_id), None)


GAZETTEER = TinyGazetteer()


def mentions_in(text: str, names: Sequence[str]) -> list[Mention]:
    """The names in the text, each looked for after the one before; "ORG:" and "DEM:" give the role."""
    found, at = [], 0
    for name in names:
        role, _, name = name.rpartition(":")
        at = text.index(name, at)
        roles = {"ORG": "organisation", "DEM": "demonym", "": "context"}
        found.append(Mention(start=at, end=at + len(name), text=name, role=roles[role]))  # type: ignore[arg-type]
        at += len(name)
    return found


def read(text: str, *names: str, **known: Any) -> list[GeoReference]:
    article = Article(id="a1", text=text, home=known.pop("article_home", None))
    proposals = [(m, propose(m, article, gazetteer=GAZETTEER)) for m in mentions_in(text, names)]
    return list(resolve(article, proposals, lookup=GAZETTEER.lookup, get=GAZETTEER.get, **known))


def ids(references: Sequence[GeoReference]) -> list[str | None]:
    return [r.place.id.removeprefix("t:") if r.place else None for r in references]


def test_alone_a_name_means_its_largest_place() -> None:
    assert ids(read("Trains to Paris were late.", "Paris")) == ["paris-fr"]


def test_a_container_behind_a_comma_decides() -> None:
    assert ids(read("A fire in Paris, Texas, spread.", "Paris", "Texas")) == ["paris-tx", "US.TX"]


def test_a_container_within_the_mention_decides() -> None:
    assert ids(read("A fire in Paris, Texas spread.", "Paris, Texas")) == ["paris-tx"]


def test_one_sense_per_article() -> None:
    text = "A fire in Paris, Texas, spread. Paris is dry. Mosul is far from Paris."
    assert ids(read(text, "Paris", "Paris", "Mosul", "Paris"))[1::2] == ["paris-tx", "paris-tx"]


def test_two_containers_make_two_places_of_one_name() -> None:
    text = "From Dublin, Ohio, to Dublin, Ireland, and back."
    assert ids(read(text, "Dublin", "Ohio", "Dublin", "Ireland")) == ["dublin-oh", "US.OH", "dublin-ie", "IE"]


def test_the_countries_of_the_other_names_count() -> None:
    assert ids(read("In Georgia, Tbilisi and Batumi voted.", "Georgia", "Tbilisi", "Batumi"))[0] == "GE"
    assert ids(read("In Georgia, Atlanta and Dallas voted.", "Georgia", "Atlanta", "Dallas"))[0] == "US.GA"


def test_the_distance_to_the_other_names_counts() -> None:
    text = "Dublin lies between Hilliard, Columbus and Delaware."
    assert ids(read(text, "Dublin", "Hilliard", "Columbus", "Delaware"))[0] == "dublin-oh"


def test_a_possessor_decides() -> None:
    assert ids(read("Ohio's city of Dublin grew.", "Ohio", "Dublin")) == ["US.OH", "dublin-oh"]


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("Shells hit Deir el-Zour.", ["Deir el-Zour"], "deir"),
        ("Shells hit Deir ez-Zour Province.", ["Deir ez-Zour Province"], "SY.07"),
        ("Shells hit the province of Deir el-Zour.", ["Deir el-Zour"], "SY.07"),
        ("Shells hit the city of Deir ez-Zor.", ["Deir ez-Zor"], "deir"),
        ("Talks in Washington failed.", ["Washington"], "washington"),
    ],
)
def test_a_bare_name_is_the_town_and_a_designator_says_otherwise(
    text: str, names: list[str], meant: str
) -> None:
    assert ids(read(text, *names)) == [meant]


def test_two_spellings_of_a_place_are_one_place() -> None:
    text = "Deir ez-Zor, or Deir ez-Zour, or Deir el-Zour."
    assert len(set(ids(read(text, "Deir ez-Zor", "Deir ez-Zour", "Deir el-Zour")))) == 1


def test_a_demonym_is_the_country_and_never_a_place_that_sounds_like_it() -> None:
    assert ids(read("A Syrian spoke.", "DEM:Syrian")) == ["SY"]
    assert ids(read("Hajeen people spoke in Mosul.", "DEM:Hajeen", "Mosul"))[0] is None


def test_a_name_that_is_only_alike_needs_support_from_the_article() -> None:
    near = read("Hajeen, near Al Mayadin, fell.", "Hajeen", "Al Mayadin")
    assert ids(near)[0] == "hajin"
    assert not near[0].approximate
    far = read("Shells fell in Kingg, between Mosul and Hajin.", "Kingg", "Mosul", "Hajin")
    assert far[0].approximate


def test_an_unknown_name_is_at_the_place_named_before_it_and_says_so() -> None:
    references = read("Mosul was calm. In Xyzzy a bomb fell. Hajin slept.", "Mosul", "Xyzzy", "Hajin")
    assert ids(references) == ["mosul", "mosul", "hajin"]
    assert [r.approximate for r in references] == [False, True, False]
    assert references[1].confidence < 0.5
    assert (references[1].radius_km or 0) >= 100
    assert references[1].candidates == ()


def test_an_unknown_name_that_may_be_no_place_stays_without_one() -> None:
    assert ids(read("Mosul was calm. Xyzzy slept.", "Mosul", "Xyzzy")) == ["mosul", None]


def test_an_unknown_name_marked_by_hand_is_near_the_places_named() -> None:
    text = "Mosul was calm. Xyzzy slept."
    mentions = mentions_in(text, ["Mosul", "Xyzzy"])
    article = Article(id="a1", text=text, spans=tuple(mentions))
    proposals = [(m, propose(m, article, gazetteer=GAZETTEER)) for m in mentions]
    found = resolve(article, proposals, lookup=GAZETTEER.lookup, get=GAZETTEER.get)
    assert [r.approximate for r in found] == [False, True]


def test_an_unknown_name_alone_has_no_place() -> None:
    (reference,) = read("In Xyzzy a bomb fell.", "Xyzzy")
    assert reference.place is None
    assert reference.confidence == 0
    assert reference.radius_km is None


def test_an_organisation_is_never_placed_by_its_neighbours_nor_does_it_vote() -> None:
    references = read("The Xyzzy Institute in Mosul", "ORG:Xyzzy Institute", "Mosul")
    assert references[0].place is None
    text = "The Georgia Institute said Batumi and Tbilisi are safe, not Dublin."
    assert ids(read(text, "ORG:Georgia", "Batumi", "Tbilisi", "Dublin"))[3] == "dublin-ie"


def test_a_town_that_its_state_lacks_is_somewhere_in_that_state() -> None:
    (plant, _) = read("made in the Lake City, Missouri plant", "Lake City", "Missouri")
    assert plant.place is not None
    assert plant.place.id == "t:US.MO"
    assert plant.approximate


def test_a_facility_stands_in_the_town_that_its_name_begins_with() -> None:
    (reference,) = read("shells hit Mosul General Hospital", "Mosul General Hospital")
    assert ids([reference]) == ["mosul"]
    assert not reference.approximate
    assert (reference.radius_km or 0) > 14


@pytest.mark.parametrize("name", ["King Hussein Bridge", "Airport", "General Hospital"])
def test_a_facility_with_a_name_of_its_own_is_not_in_a_town_of_that_name(name: str) -> None:
    assert ids(read(f"shells hit {name}", name)) == [None]


def test_a_facility_stands_in_the_town_that_follows() -> None:
    assert ids(read("a guest of the Dublin Hotel in Mosul", "Dublin Hotel", "Mosul"))[0] == "mosul"


def test_a_small_namesake_far_from_everything_is_no_place() -> None:
    text = "From Maiduguri, Abuja and Kano they hid in Baga."
    references = read(text, "Maiduguri", "Abuja", "Kano", "Baga")
    assert references[3].approximate
    assert ids(references)[3] != "baga-es"


def test_a_given_home_decides() -> None:
    home = GAZETTEER.get("t:columbus")
    assert ids(read("The Dublin council met.", "Dublin", home=home)) == ["dublin-oh"]


@pytest.mark.parametrize("home", ["t:columbus", "Columbus", "Columbus, Ohio"])
def test_an_article_may_name_its_home_by_id_or_name(home: str) -> None:
    assert ids(read("The Dublin council met.", "Dublin", article_home=home)) == ["dublin-oh"]


def test_a_home_with_its_container_is_found() -> None:
    found = find_home("Dublin, Ohio", GAZETTEER.lookup)
    assert found is not None
    assert found.id == "t:dublin-oh"


def test_wanted_countries_are_likelier() -> None:
    assert ids(read("Paris burned.", "Paris", countries=("FR",))) == ["paris-fr"]
    without = read("Georgia burned.", "Georgia")[0].candidates
    wanted = read("Georgia burned.", "Georgia", countries=("US",))[0].candidates
    assert _score_of("t:US.GA", wanted) > _score_of("t:US.GA", without)


def _score_of(place_id: str, candidates: Sequence[Candidate]) -> float:
    return next(c.score for c in candidates if c.place.id == place_id)


def test_candidates_come_best_first_with_what_made_them() -> None:
    reference = read("A fire in Paris, Texas, spread.", "Paris", "Texas")[0]
    assert reference.candidates[0].place == reference.place
    scores = [c.score for c in reference.candidates]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=0.01)
    assert reference.candidates[0].evidence["container"] > 0


def test_every_reference_keeps_its_mention_and_order() -> None:
    text = "Mosul, Xyzzy, Mosul, Paris"
    references = read(text, "Mosul", "Xyzzy", "Mosul", "Paris")
    assert [r.mention.text for r in references] == ["Mosul", "Xyzzy", "Mosul", "Paris"]


def test_an_article_without_names_has_no_references() -> None:
    assert read("Nothing happened.") == []


def test_the_same_article_gives_the_same_references() -> None:
    text = "A fire in Paris, Texas, and Dublin spread to Georgia and Xyzzy."
    names = ("Paris", "Texas", "Dublin", "Georgia", "Xyzzy")
    assert read(text, *names) == read(text, *names)


def test_confidence_and_radius_are_given_for_every_place() -> None:
    for reference in read("Paris, Mosul, Georgia and Syria", "Paris", "Mosul", "Georgia", "Syria"):
        assert 0 < reference.confidence < 1
        assert (reference.radius_km or 0) > 0


# -- clues ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Hasaka Province", "Hasaka Province", "admin1"),
        ("the province of Hasaka", "Hasaka", "admin1"),
        ("the town of Hajin", "Hajin", "city"),
        ("Walker County", "Walker County", "admin2"),
        ("the Khabur river", "Khabur", "water"),
        ("Red Sea", "Red Sea", "water"),
        ("al-Hol camp", "al-Hol", "site"),
        ("Hajin fell", "Hajin", None),
    ],
)
def test_a_designator_in_or_beside_a_name_says_its_kind(text: str, name: str, kind: str | None) -> None:
    assert find_clues(mentions_in(text, [name])[0], Article(id="a", text=text)).kind == kind


def test_a_container_is_read_on_the_same_line_only() -> None:
    text = "Paris,\nTexas"
    assert find_clues(mentions_in(text, ["Paris"])[0], Article(id="a", text=text)).containers == ()


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("PPLC", "city"),
        ("ADM1", "admin1"),
        ("ADM2", "admin2"),
        ("PCLI", "country"),
        ("DSRT", "desert"),
        ("STM", "water"),
        ("CMP", "site"),
        ("CONT", "region"),
    ],
)
def test_a_feature_code_has_a_kind(feature: str, kind: str) -> None:
    assert kind_of(place("x", "X", 0, 0, feature=feature)) == kind


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
