"""Which place a name means, by what the rest of the article says. The gazetteers are hand-made."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geomap.model import Article, Candidate
from geomap.resolve import find_home, propose, resolve
from geomap.resolve.clues import find_clues
from geomap.resolve.features import kind_of
from resolve_samples import (
    GAZETTEER,
    ids,
    mentions_in,
    place,
    read,
)


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
        ("the quarter of Mirail", "Mirail", "city"),
        ("the Mirail quarter of Toulouse", "Toulouse", None),
    ],
)
def test_a_designator_in_or_beside_a_name_says_its_kind(text: str, name: str, kind: str | None) -> None:
    assert find_clues(mentions_in(text, [name])[0], Article(id="a", text=text)).kind == kind


@pytest.mark.parametrize(
    ("text", "containers"),
    [
        ("Paris,\nTexas", ("Texas",)),
        ("Paris, Sonsonate\nDepartment", ("Sonsonate Department", "Sonsonate")),
        ("Paris,\n\nTexas", ()),
        ("Paris\nTexas", ()),
    ],
)
def test_a_container_is_read_past_a_wrapped_line_only(text: str, containers: tuple[str, ...]) -> None:
    assert find_clues(mentions_in(text, ["Paris"])[0], Article(id="a", text=text)).containers == containers


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
