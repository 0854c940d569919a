"""What the event heads say, what is made of it, and the trees that weigh it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from geomap.events import read_events
from geomap.events.acled import EVENT_TYPE_OF, EVENT_TYPES
from geomap.events.beliefs import HAPPENED, beliefs_of, label_of
from geomap.events.certainty import ANALYSIS, IN_CAPITALS, LIKELY, PLAIN, enough, is_analysis, likely
from geomap.events.forest import forest_of, load_forest
from geomap.events.hearing import heard_triggers, retyped, sub_type_of
from geomap.events.page import Page, read_page
from geomap.events.reading import read_scene
from geomap.events.reporting import BELIEVED, DOUBTED, OVERRULED, weighed
from geomap.events.status import Judgement
from geomap.events.telling import tellings
from geomap.events.triggers import find_triggers
from geomap.model import SIGNALS, Article, GeoReference, Mention, Place, Signal, SignalLabel, Status
from geomap.recognise import Recogniser, open_recogniser
from geomap.recognise.heads import OPENING, WINDOW, windows

TEXT = "Wardens upended the cart in Jolo on Sunday. Two shells fell on the market."


def signal(words: str, label: SignalLabel, score: float, text: str = TEXT) -> Signal:
    start = text.index(words)
    return Signal(start=start, end=start + len(words), label=label, score=score)


def page(*signals: Signal, text: str = TEXT) -> Page:
    return read_page(Article(id="a", text=text, signals=signals))


# -- beliefs -----------------------------------------------------------------------------------------


def test_every_sub_event_type_has_a_label_that_the_heads_know() -> None:
    labels = {label_of(sub) for subs in EVENT_TYPES.values() for sub in subs}
    assert labels == set(HAPPENED)
    assert set(HAPPENED) | {"unreal", "place"} == set(SIGNALS)


def test_signals_are_found_by_the_characters_that_they_touch() -> None:
    beliefs = beliefs_of([signal("fell", "strike", 0.7), signal("upended", "attack", 0.5)])
    assert beliefs is not None
    at = TEXT.index("fell")
    assert beliefs.highest(("strike",), at, at + 4) == 0.7
    assert beliefs.highest(("strike",), at + 4, at + 9) == 0.0
    assert beliefs.highest(HAPPENED, 0, len(TEXT)) == 0.7


def test_a_sentence_tells_where_any_of_its_words_does() -> None:
    beliefs = beliefs_of([signal("upended", "attack", 0.5), signal("cart", "attack", 0.5)])
    assert beliefs is not None
    assert beliefs.told(("attack",), 0, 40) == pytest.approx(0.75)


def test_an_article_without_heads_is_not_one_where_they_are_silent() -> None:
    assert beliefs_of(None) is None
    silent = beliefs_of(())
    assert silent is not None
    assert silent.told(HAPPENED, 0, 100) == 0.0


# -- triggers that are heard -------------------------------------------------------------------------


def test_words_that_no_lexicon_has_are_a_trigger_where_they_are_heard() -> None:
    seen = page(signal("upended", "attack", 0.8))
    (found,) = heard_triggers(seen.sentences[0], (), seen.beliefs)
    assert (found.lemma, found.sub_event_type, found.heard) == ("upended", "Attack", True)


def test_small_words_beside_what_is_heard_are_no_part_of_the_trigger() -> None:
    seen = page(
        signal("Wardens", "attack", 0.1), signal("upended", "attack", 0.8), signal("the cart", "attack", 0.8)
    )
    (found,) = heard_triggers(seen.sentences[0], (), seen.beliefs)
    assert found.lemma == "upended the cart"
    alone = page(signal("the market", "attack", 0.1), signal("the", "attack", 0.8, TEXT))
    assert [t.lemma for t in heard_triggers(alone.sentences[0], (), alone.beliefs)] == ["cart"]


def test_a_whisper_is_no_trigger() -> None:
    seen = page(signal("upended", "attack", 0.2))
    assert not list(heard_triggers(seen.sentences[0], (), seen.beliefs))


def test_what_the_lexicon_found_is_not_heard_again() -> None:
    text = "Gunmen attacked the market in Jolo on Sunday."
    seen = page(signal("attacked", "attack", 0.9, text), text=text)
    known = find_triggers(seen)
    assert known
    assert not list(heard_triggers(seen.sentences[0], known, seen.beliefs))


@pytest.mark.parametrize(
    ("attack", "event_type"), [(0.0, "Explosions/Remote violence"), (0.8, "Violence against civilians")]
)
def test_the_heads_correct_the_type_only_where_they_are_clear(attack: float, event_type: str) -> None:
    text = "Nine villagers were killed in Jolo on Sunday."
    seen = page(signal("killed", "strike", 0.9, text), signal("killed", "attack", attack, text), text=text)
    (killed,) = find_triggers(seen)
    assert killed.event_type == "Violence against civilians"
    assert retyped(killed, seen.beliefs).event_type == event_type


def test_to_evacuate_is_not_to_abduct_whatever_is_heard() -> None:
    text = "In Jolo 240 families were evacuated by bus on Friday."
    seen = page(signal("evacuated", "abduction", 0.9, text), text=text)
    (evacuated,) = find_triggers(seen)
    assert retyped(evacuated, seen.beliefs).sub_event_type == "Other"


@pytest.mark.parametrize(
    ("label", "words", "sub"),
    [
        ("bombing", "a suicide bomber", "Suicide bomb"),
        ("bombing", "a bomb in a bin", "Remote explosive/landmine/IED"),
        ("strike", "a drone hit a bus", "Air/drone strike"),
        ("strike", "mortars hit a bus", "Shelling/artillery/missile attack"),
        ("protest", "police fired tear gas", "Protest with intervention"),
        ("development", "a truce was signed", "Agreement"),
    ],
)
def test_words_tell_the_sub_event_type_of_what_is_heard(label: SignalLabel, words: str, sub: str) -> None:
    assert sub_type_of(label, words.split()) == sub
    assert label_of(sub) == label


def test_every_label_has_sub_event_types_of_acled() -> None:
    for label in HAPPENED:
        assert sub_type_of(label, ()) in EVENT_TYPE_OF


def test_march_is_a_month_whatever_is_heard() -> None:
    text = "He has received threats since March, when he led the occupation of a ranch."
    article = Article(id="a", text=text, signals=(signal("March", "attack", 0.9, text),))
    assert not read_events(article, (), ()).events
    low = replace(article, text=text.replace("March", "march"))
    assert [t.trigger.lemma for t in tellings(read_scene(low, (), ()))] == ["march"]


def test_a_heard_event_says_so_and_has_its_place_and_day() -> None:
    text = "Wardens upended Jolo's stalls on Sunday and beat nine traders in Jolo, officials said."
    at = text.index("Jolo")
    place = Place(id="t:jolo", name="Jolo", lat=6.05, lon=121.0, feature="PPL", country="PH", extent_km=8.0)
    mention = Mention(start=at, end=at + 4, text="Jolo")
    told = [signal("upended", "riot", 0.97, text), signal("Jolo", "place", 0.95, text)]
    article = Article(id="a", text=text, published=date(2018, 10, 30), signals=tuple(told))
    reference = GeoReference(mention=mention, place=place, confidence=0.9, radius_km=8.0)
    events = read_events(article, (reference,), ()).events
    (event,) = [e for e in events if e.trigger.text == "upended"]
    assert event.why.startswith("'upended' reads as")
    assert event.location
    assert event.location.place_id == "t:jolo"
    assert event.when
    assert event.when.start == date(2018, 10, 28)


# -- what is believed --------------------------------------------------------------------------------


def test_the_rules_verdict_stands_unless_the_belief_is_strong() -> None:
    news, past = Judgement(status="reported", why=""), Judgement(status="past_context", why="an anniversary")
    assert weighed(news, BELIEVED).status == "reported"
    assert weighed(news, BELIEVED / 2).status == "past_context"
    assert weighed(past, (BELIEVED + OVERRULED) / 2) is past
    assert weighed(past, OVERRULED).status == "reported"


@pytest.mark.parametrize("status", ["planned", "denied", "hypothetical"])
def test_what_did_not_happen_is_never_talked_into_being(status: str) -> None:
    judgement = Judgement(status=status, why="")  # type: ignore[arg-type]
    assert weighed(judgement, 1.0) is judgement


@pytest.mark.parametrize(
    ("status", "chance", "becomes"),
    [
        ("reported", 0.21, "reported"),
        ("reported", 0.19, "past_context"),
        ("claimed", 0.19, "past_context"),
        ("denied", 0.01, "denied"),
        ("planned", 0.99, "planned"),
    ],
)
def test_an_event_that_is_hardly_likely_to_be_right_is_background(
    status: Status, chance: float, becomes: Status
) -> None:
    judged = likely(Judgement(status=status, why="as told"), chance, least=0.2)
    assert judged.status == becomes
    assert judged.why == ("as told" if becomes == status else DOUBTED)


def test_less_is_asked_of_plain_words_in_an_analysis_and_of_bulletins() -> None:
    def page(text: str) -> Page:
        return read_page(Article(id="a", text=text))

    news, analysis = "Rebels held the town. ", "Rebels held the town. " * ANALYSIS
    assert enough(page(news), plain=True) == LIKELY
    assert enough(page(analysis), plain=True) == PLAIN
    assert enough(page(analysis), plain=False) == LIKELY
    assert enough(page(news.upper()), plain=True) == IN_CAPITALS


@pytest.mark.parametrize(
    ("opening", "sentences", "analysis"),
    [("", ANALYSIS, True), ("", ANALYSIS - 1, False), ("QUITO, 3 Mar (AFP) -- ", ANALYSIS, False)],
)
def test_a_long_piece_without_a_dateline_is_an_analysis(opening: str, sentences: int, analysis: bool) -> None:
    text = opening + " ".join(f"The group held the town for the {i}th day." for i in range(sentences))
    assert is_analysis(read_page(Article(id="a", text=text))) is analysis


def test_of_a_long_report_less_is_asked_than_of_a_short_one() -> None:
    long = "QUITO, 3 Mar (AFP) -- " + " ".join(f"Sentence {i} tells nothing." for i in range(14))
    pages = [read_page(Article(id="a", text=text)) for text in (long, "QUITO, 3 Mar (AFP) -- One. Two.")]
    in_long, in_short = (enough(page, plain=True) for page in pages)
    assert in_long < in_short == enough(pages[0], plain=False)


def test_a_forest_adds_the_leaves_that_a_row_falls_into() -> None:
    stump = [[[0, 1.5, -1, -2]], [0.25, -0.5]]
    deeper = [[[1, 0.0, -1, 1], [0, 3.0, -2, -3]], [1.0, 2.0, 4.0]]
    forest = forest_of({"features": ["a", "b"], "trees": [stump, deeper]})
    rows = [{"a": 1.5, "b": 0.0}, {"a": 2.0, "b": 1.0}, {"a": 9.0, "b": 1.0}]
    assert forest.log_odds(rows) == [1.25, 1.5, 3.5]
    assert forest.log_odds([]) == []


@pytest.mark.parametrize("name", ["certainty.json", "placing.json", "reporting.json"])
def test_the_shipped_forests_are_whole(name: str) -> None:
    forest = load_forest(name)
    assert len(forest.columns) > 50
    assert forest.columns.max() < len(forest.features)


# -- the heads themselves ----------------------------------------------------------------------------


@pytest.mark.parametrize("lengths", [[100] * 12, [500, 500], [WINDOW], [40, 510, 30], [OPENING, 400, 400]])
def test_every_snippet_is_read_once_and_fits_its_window(lengths: Sequence[int]) -> None:
    made = list(windows(lengths))
    assert [i for window in made for i, own in window if own] == list(range(len(lengths)))
    assert all(len(w) <= 2 or sum(lengths[i] for i, _ in w) <= WINDOW for w in made)


@pytest.fixture(scope="module")
def accurate() -> Recogniser:
    return open_recogniser("accurate")


NEWS = (
    "A car bomb exploded outside a bank in Mosul on Tuesday, killing four people, police said.\n\n"
    "The blast shattered windows. The mayor will speak in Erbil next week."
)


def test_the_heads_hear_a_bombing_and_its_place(accurate: Recogniser) -> None:
    ((article, _),) = accurate([Article(id="a", text=NEWS)])
    beliefs = beliefs_of(article.signals)
    assert beliefs is not None
    first = NEWS.index("police")
    assert beliefs.told(("bombing",), 0, first) > 0.5
    mosul, erbil = NEWS.index("Mosul"), NEWS.index("Erbil")
    assert beliefs.highest(("place",), mosul, mosul + 5) > beliefs.highest(("place",), erbil, erbil + 5)


def test_signals_lie_on_words_of_the_whole_article_however_long(accurate: Recogniser) -> None:
    text = "\n\n".join(f"{NEWS} {i}" for i in range(150))
    assert len(text) > 20_000
    ((article, _),) = accurate([Article(id="a", text=text)])
    assert article.signals
    last = text.rindex("bomb exploded")
    assert any(s.start >= last for s in article.signals)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in article.signals)


def test_signals_do_not_depend_on_the_neighbours(accurate: Recogniser) -> None:
    article = Article(id="a", text=NEWS)
    ((alone, _),) = accurate([article])
    others = [Article(id=str(i), text=f"Word {i}. " * (i + 1)) for i in range(20)]
    together = [a for a, _ in accurate([*others[:9], article, *others[9:]]) if a.id == "a"]
    assert together == [alone]


def test_other_recognisers_give_no_signals() -> None:
    ((article, _),) = open_recogniser("fast")([Article(id="a", text=NEWS)])
    assert article.signals is None
