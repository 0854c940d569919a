"""Names found in text: the lists, the edges of names, both shipped recognisers, spaCy's own way in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from thinc.api import Maxout, chain

from geomap.errors import ModelError
from geomap.evaluate import Prediction, evaluate
from geomap.gazetteer import open_gazetteer
from geomap.model import Article, Span
from geomap.recognise import Recogniser, open_recogniser
from geomap.recognise.data import cuts
from geomap.recognise.lists import NameList, case_of_text, name_list
from geomap.recognise.maxout import run_by_onnx
from geomap.recognise.stream import SHIPPED, segments
from geomap.recognise.toponyms import find_toponyms
from geomap.recognise.trimming import trimmed

ROLES = Path(__file__).parent / "quality" / "roles" / "articles.jsonl"
NAMES = [
    ("Syria", "LOC"), ("Iraq", "LOC"), ("Turkey", "LOC"), ("U.S.", "LOC"), ("US", "LOC"), ("China", "LOC"),
    ("New York", "LOC"), ("Washington", "LOC"), ("Paris", "LOC"), ("Syrian", "ADJ"), ("American", "ADJ"),
    ("Missouri", "LOC"), ("El Salvador", "LOC"), ("March", "LOC"), ("Baghdad", "LOC"), ("Georgia", "LOC"),
]  # fmt: skip


@pytest.fixture(scope="module")
def names() -> NameList:
    return name_list(NAMES)


@pytest.fixture(scope="module")
def accurate() -> Recogniser:
    return open_recogniser("accurate", names=NAMES)


@pytest.fixture(scope="module")
def fast() -> Recogniser:
    return open_recogniser("fast", names=NAMES)


def found_in(recogniser: Recogniser, text: str) -> list[str]:
    ((_, mentions),) = recogniser([Article(id="a", text=text)])
    return [m.text for m in mentions]


def texts(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    return [(text[start:end], label) for start, end, label in spans]


# -- lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in Syria and New\nYork", ["Syria", "New\nYork"]),
        ("a Syriac text, Newcastle, New Yorkers", []),
        ("US$1.2 million in the US.", ["US"]),
        ("the U.S.-backed force", ["U.S."]),
        ("@Syria #Iraq", []),
        ("TWO DEAD IN EL SALVADOR, TURKEY SHOT", ["EL SALVADOR"]),
        ("they fled from syria to turkey with chickens", ["syria"]),
    ],
)
def test_listed_names_are_found_as_whole_words(text: str, found: list[str], names: NameList) -> None:
    assert [name for name, _ in texts(text, find_toponyms(text, [], names))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops clashed at Gao's airport. The people of Dawei fled.", ["Gao", "Dawei"]),
        ("• 5 February, Dawei: two dead\n15:40 Gao: students march", ["Dawei", "Gao"]),
        ("All was as before. Dawei: a van burned. Gao. Two were shot.", ["Dawei", "Gao"]),
        ("After the fall of Gao they shelled Dawei.", ["Gao", "Dawei"]),
        ("Students of the Gao teachers college came from Dawei.", ["Gao", "Dawei"]),
        ("Gao fell on Friday. Dawei fell to 30 dollars.", ["Gao"]),
        ("MEN WERE HELD IN DAWEI AS OF THIS MORNING, POLICE SAID.", ["DAWEI"]),
        ("He walked with Gao and met Dawei, who said no.", []),
        ("A man sold fish in Gao Market.", []),
    ],
)
def test_a_town_is_listed_only_where_the_words_say_that_a_place_stands_there(
    text: str, found: list[str]
) -> None:
    towns = name_list([("Gao", "TOWN"), ("Dawei", "TOWN")])
    assert texts(text, find_toponyms(text, [], towns)) == [(name, "LOC") for name in found]


@pytest.mark.parametrize(
    ("text", "person", "found"),
    [
        ("He fled in Gao for good.", "Gao", ["Gao"]),  # the words say more than the model
        ("Rebels who shelled Gao left on Friday.", "Gao", ["Gao"]),
        ("Rebels who attacked Gao left on Friday.", "Gao", ["Gao"]),
        ("The governor met staff at Gao today.", "staff at Gao", ["Gao"]),
        ("He met the trust in Gao Zhisheng today.", "Gao Zhisheng", []),
        ("IT WAS PLANNED FROM GAO AND DAWEI.", "", []),
    ],
)
def test_a_town_that_the_model_took_for_a_person_needs_plain_words(
    text: str, person: str, found: list[str]
) -> None:
    at = text.index(person)
    seen = [(at, at + len(person), "PER")] if person else []
    towns = name_list([("Gao", "TOWN"), ("Dawei", "TOWN")])
    assert texts(text, find_toponyms(text, seen, towns)) == [(name, "LOC") for name in found]


def test_a_hint_is_not_enough_for_a_name_that_somebody_in_the_text_bears() -> None:
    text = "Rebels who attacked Gao fled from Gao. The lawyer Gao Zhisheng wrote."
    seen = [(20, 23, "PER"), (34, 37, "PER"), (50, 62, "PER")]
    assert [text[s:e] for s, e, _ in seen] == ["Gao", "Gao", "Gao Zhisheng"]
    assert find_toponyms(text, seen, name_list([("Gao", "TOWN")])) == []


def test_armed_groups_are_no_places() -> None:
    text = "al-Shabaab and IS fought in Baghdad; it is quiet."
    seen = [(0, 10, "LOC"), (15, 17, "LOC"), (28, 35, "LOC")]
    assert texts(text, find_toponyms(text, seen, name_list([]))) == [("Baghdad", "LOC")]


def test_a_headline_in_capitals_is_read_as_one(names: NameList) -> None:
    text = "SIX SOLDIERS KILLED IN EL SALVADOR ON FRIDAY\nThe army in Baghdad said nothing about it."
    assert [n for n, _ in texts(text, find_toponyms(text, [], names))] == ["EL SALVADOR", "Baghdad"]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Four dead in Lima", "mixed"),
        ("FOUR DEAD IN LIMA", "capitals"),
        ("four people dead in lima", "small"),
    ],
)
def test_the_case_of_a_text_is_told(text: str, case: str) -> None:
    assert case_of_text(text) == case


# -- edges and what is no place ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the northern Iraq", "Iraq"),
        ("Aleppo province", "Aleppo"),
        ("Syria's", "Syria"),
        ("Connecticut-based", "Connecticut"),
        ("Deir ez-Zor", "Deir ez-Zor"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon"),
        ("Ar-Raqqa City", "Ar-Raqqa City"),
        ("city of Ar-Raqqa", "Ar-Raqqa"),
        ("Al-Hawl IDP Camp in Northern Syria", "Al-Hawl"),
        ("Rio de la Plata", "Rio de la Plata"),
        ("U.S.", "U.S."),
        ("“Mosul,”", "Mosul"),
        ("Indian state of Assam", "Assam"),
    ],
)
def test_a_name_is_cut_where_news_corpora_cut_it(text: str, name: str) -> None:
    start, end = trimmed(text, 0, len(text))
    if name == "Assam":  # an adjective before the name is a name of its own
        start, end = trimmed(text, len("Indian "), len(text))
    assert text[start:end] == name


def test_a_full_stop_that_belongs_to_the_name_stays() -> None:
    text = "in Charleston, W.Va. on Friday"
    assert text[slice(*trimmed(text, 15, 19))] == "W.Va."


@pytest.mark.parametrize(
    ("text", "entities", "found"),
    [
        ("Paris Hilton left.", [(0, 12, "PER")], []),
        ("Task Force Baghdad left.", [(11, 18, "LOC")], []),
        ("It fell in March.", [(11, 16, "LOC")], []),
        ("The New York Times said", [(4, 12, "LOC")], [("New York", "ORG")]),
        ("the Washington Institute", [(4, 24, "ORG")], [("Washington", "ORG")]),
        ("the Syrian Democratic Forces", [(4, 28, "ORG")], [("Syrian", "ORG")]),
        ("the Syrian Army", [(4, 15, "ORG")], [("Syrian", "ADJ")]),
        ("in Northern Syria now", [(3, 17, "LOC")], [("Syria", "LOC")]),
        ("at Deir ez-Zor Municipal Stadium", [(3, 32, "LOC")], [("Deir ez-Zor", "LOC")]),
        ("the West Point Military Academy", [(4, 31, "LOC")], [("West Point", "ORG")]),
        ("forces (SDF) near the SDF", [(22, 25, "LOC")], []),
        ("QUITO, 3 Mar (AFP) -- Six died.", [], [("QUITO", "LOC")]),
        ("the White House said", [(4, 15, "LOC")], []),
        ("a fire near the White House", [(16, 27, "LOC")], [("White House", "LOC")]),
    ],
)
def test_what_a_model_found_is_weighed(
    text: str, entities: list[tuple[int, int, str]], found: list[tuple[str, str]], names: NameList
) -> None:
    assert texts(text, find_toponyms(text, entities, names)) == found


@pytest.mark.parametrize("head", ["Gao, Friday:", "Gao, 3 May:", "Gao, May 3:", "Gao:"])
def test_the_head_of_an_item_is_a_place_with_its_day_too(head: str) -> None:
    text = f"• Dawei, Monday: all was calm.\n• {head} the depot was broken into."
    towns = name_list([("Gao", "TOWN")])
    assert [text[a:b] for a, b, _ in towns.find(text)] == ["Gao"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A mine hit a bus on the Gao-Ansongo road.", ["Gao", "Ansongo"]),
        ("A mine hit a bus on the Gao\u2013Ansongo supply route.", ["Gao", "Ansongo"]),
        ("He met the Gao-Ansongo delegation.", ["Gao-Ansongo"]),
        ("They crossed the Guinea-Bissau border.", ["Guinea-Bissau"]),
    ],
)
def test_the_road_between_two_places_names_both(text: str, found: list[str]) -> None:
    at = text.index(found[0][:6] if "-" in found[0] else "Gao")
    end = at + len(re.match(r"[\w\u2013-]+", text[at:]).group())  # type: ignore[union-attr]
    towns = name_list([("Gao", "TOWN"), ("Guinea-Bissau", "LOC"), ("Guinea", "LOC")])
    spans = find_toponyms(text, [(at, end, "LOC")], towns)
    assert [text[a:b] for a, b, _ in spans] == found


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        ("He died in Rondon do Para.", ["Rondon", "Para"], ["Rondon do Para"]),
        ("Police killed 19 at Eldorado dos Carajas.", ["Eldorado dos", "Carajas"], ["Eldorado dos Carajas"]),
        ("They flew from Lima to Para.", ["Lima", "Para"], ["Lima", "Para"]),
        ("In Ma'an a march ended.", ["Ma"], ["Ma'an"]),
        ("In Gao's market.", ["Gao"], ["Gao"]),
        ("11 July - Asadabad - AOG fired.", ["Asadabad - AOG"], ["Asadabad"]),
    ],
)
def test_a_name_is_found_whole_and_no_more_than_it(text: str, spans: list[str], found: list[str]) -> None:
    given = [(at := text.index(span), at + len(span), "LOC") for span in spans]
    assert [text[a:b] for a, b, _ in find_toponyms(text, given, name_list([]))] == found


def test_a_place_once_found_is_found_again(names: NameList) -> None:
    text = "A mine near Hajin. In Hajin, shops closed."
    assert texts(text, find_toponyms(text, [(12, 17, "LOC")], names)) == [("Hajin", "LOC")] * 2


def test_a_name_that_people_bear_is_not_spread(names: NameList) -> None:
    text = "Near Logan, Mr Jim Logan and Ann Logan met. Logan smiled."
    entities = [(5, 10, "LOC"), (15, 24, "PER"), (29, 38, "PER")]
    assert texts(text, find_toponyms(text, entities, names)) == [("Logan", "LOC")]


# -- the recognisers -----------------------------------------------------------------------------------

STORY = (
    "A raid near Hajin killed two men, the Connecticut-based group said. Shells hit Kupiansk and a market in "
    "Deir ez-Zor, in eastern Syria. James Foley and Paris Hilton were not there. It was March."
)


def test_the_accurate_recogniser_finds_towns_that_no_list_has(accurate: Recogniser) -> None:
    assert found_in(accurate, STORY) == ["Hajin", "Connecticut", "Kupiansk", "Deir ez-Zor", "Syria"]


def test_the_fast_recogniser_finds_what_the_lists_have_and_more(fast: Recogniser) -> None:
    found = found_in(fast, "A bomb exploded in Karachi, Pakistan, and in Syria. Paris Hilton left.")
    assert found == ["Karachi", "Pakistan", "Syria"]


def test_text_in_capitals_and_in_small_letters_is_read(accurate: Recogniser) -> None:
    assert "BAGHDAD" in found_in(accurate, "A BOMB EXPLODED IN BAGHDAD AND KILLED SIX PEOPLE.")
    assert "baghdad" in found_in(accurate, "a bomb exploded in baghdad and killed six people.")


def test_offsets_index_the_article(accurate: Recogniser) -> None:
    text = "😀 Le café de Kyïv brûle. " * 3 + "\n\nThree died in Łódź, then in Mosul."
    ((_, mentions),) = accurate([Article(id="a", text=text)])
    assert "Mosul" in [m.text for m in mentions]
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_what_is_found_does_not_depend_on_the_neighbours(accurate: Recogniser) -> None:
    articles = [Article(id=str(i), text=f"{STORY} " * i) for i in (1, 2, 3)]
    together = [mentions for _, mentions in accurate(articles)]
    apart = [next(iter(accurate([article])))[1] for article in articles]
    assert together == apart


def test_what_the_fast_one_finds_does_not_depend_on_the_neighbours_either(fast: Recogniser) -> None:
    articles = [Article(id=str(i), text=f"{STORY} Number {i}. " * (i % 5 + 1)) for i in range(60)]
    assert list(fast(articles)) == [next(iter(fast([article]))) for article in articles]


def test_articles_come_back_in_order_and_empty_ones_too(accurate: Recogniser) -> None:
    articles = [Article(id=str(i), text="" if i % 2 else STORY) for i in range(5)]
    assert [article.id for article, _ in accurate(articles)] == ["0", "1", "2", "3", "4"]


def test_names_marked_by_hand_are_taken_as_they_are(accurate: Recogniser) -> None:
    article = Article(id="a", text="From Foo to Mosul", spans=(Span(start=5, end=8, text="Foo"),))
    ((_, mentions),) = accurate([article])
    assert [(m.text, m.role) for m in mentions] == [("Foo", "origin")]


@pytest.mark.parametrize(
    "text", ["\x00\x01", "\ud800 Paris", "A" * 60_000, "(" * 5_000, "Paris\u202e " * 500, "\n" * 3_000]
)
def test_hostile_text_is_only_text(text: str, accurate: Recogniser, fast: Recogniser) -> None:
    for recogniser in (accurate, fast):
        ((_, mentions),) = recogniser([Article(id="a", text=text)])
        assert all(text[m.start : m.end] == m.text for m in mentions)


def test_a_long_article_is_cut_between_lines_and_nothing_is_lost() -> None:
    text = "\n".join(f"Line {i} about Mosul." for i in range(3_000))
    parts = segments(text)
    assert "".join(text[s:e] for s, e in parts) == text
    assert all(text[s:e].startswith("Line") for s, e in parts)


def test_snippets_for_the_encoder_cover_the_text_in_order() -> None:
    text = "One two three. " * 100 + "word " * 300
    pieces = cuts(text)
    assert "".join(text[s:e] for s, e in pieces).replace(" ", "") == text.replace(" ", "")
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))


def test_floors_on_the_annotated_articles() -> None:
    """With the built-in gazetteer's list. Measured when the weights were made: .976, .968 and .971."""
    gold = [json.loads(line) for line in ROLES.read_text(encoding="utf-8").splitlines()]
    with open_gazetteer() as gazetteer:
        recogniser = open_recogniser(names=gazetteer.names())
    articles = [Article(id=record["id"], text=record["text"]) for record in gold]
    found = {
        article.id: [Prediction(start=m.start, end=m.end, role=m.role) for m in mentions]
        for article, mentions in recogniser(articles)
    }
    report = evaluate(gold, found)
    assert report.overlap.f1 >= 0.95
    assert report.strict.f1 >= 0.94
    assert report.literal.f1 >= 0.94


# -- other models --------------------------------------------------------------------------------------


def test_an_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"'no_such_model'.*default, accurate, fast"):
        open_recogniser("no_such_model")


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="does not recognise names"):
        open_recogniser(str(tmp_path / "blank"))


def test_any_spacy_pipeline_with_names_can_take_their_place(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "GPE", "pattern": "Utopia"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "own")
    assert found_in(open_recogniser(str(tmp_path / "own"), names=NAMES), "From Utopia to Syria") == [
        "Utopia",
        "Syria",
    ]


def test_spacy_users_add_the_component_to_their_own_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("geomap_toponyms", config={"names": [["Syria", "LOC"], ["U.S.", "LOC"]]})
    doc = nlp("The U.S.-backed force left Syria.")
    assert [(span.text, span.label_) for span in doc.spans["toponyms"]] == [
        ("U.S.-backed", "LOC"),
        ("Syria", "LOC"),
    ]
    assert doc._.geomap_toponyms == ((4, 8, "LOC"), (27, 32, "LOC"))


@pytest.mark.parametrize("network", ["geomap_cnn", "geomap_encoder"])
def test_and_either_network(network: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(network)
    nlp.add_pipe("geomap_toponyms")
    doc = nlp("A bomb exploded in Karachi.")
    assert [span.text for span in doc.spans["toponyms"]] == ["Karachi"]


def test_the_fast_network_says_what_spacy_s_own_layers_say() -> None:
    texts = [f"{STORY} Number {i}. " * (i % 4) for i in range(150)]
    alone = spacy.load(SHIPPED["fast"], exclude=["vocab"])
    nlp = spacy.blank("en")
    nlp.add_pipe("geomap_cnn")
    said = [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)]
    assert said == [[(e.text, e.label_) for e in doc.ents] for doc in alone.pipe(texts)]
    assert any(said)


def test_layers_by_onnx_give_what_thinc_s_give() -> None:
    layers = [Maxout(96, 288, nP=3, normalize=True), Maxout(16, 96, nP=3, normalize=True)]
    network = chain(*layers, Maxout(8, 16, nP=2, normalize=True)).initialize()
    rows = np.random.default_rng(1).normal(size=(70, 288)).astype(np.float32)
    before = network.predict(rows)
    run_by_onnx(network)
    assert np.abs(network.predict(rows) - before).max() < 1e-4
    assert before.std() > 0.1
    names = [node.name for node in network.walk()]
    assert names.count("onnx_maxout") == 2
    assert names.count("maxout") == 1  # the largest of two is left to thinc
