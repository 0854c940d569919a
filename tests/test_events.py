"""What the events of an article are: type, status, place, day, people and flows, on hand-made references."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from geomap.events import read_events
from geomap.events.acled import EVENT_TYPES
from geomap.events.attaching import is_untied, place_of
from geomap.events.dates import find_times
from geomap.events.days import Days, days_of
from geomap.events.grouping import Draft
from geomap.events.inheriting import inherited_place
from geomap.events.lexicon import NOUNS, VERBS
from geomap.events.page import read_page
from geomap.events.places import Spot, contains
from geomap.events.reading import findings, read_scene
from geomap.events.telling import Scene, tellings
from geomap.model import Area, Article, Candidate, Event, GeoReference, Mention, Place, Reading, Role

PLACES = {
    "Idlib": ("SY", "PPLA", 35.93, 36.63),
    "Syria": ("SY", "PCLI", 35.0, 38.0),
    "Syrian": ("SY", "PCLI", 35.0, 38.0),
    "Mosul": ("IQ", "PPLA", 36.34, 43.13),
    "Iraq": ("IQ", "PCLI", 33.0, 44.0),
    "Baghdad": ("IQ", "PPLC", 33.34, 44.4),
    "Fallujah": ("IQ", "PPL", 33.35, 43.78),
    "Kirkuk": ("IQ", "PPLA", 35.47, 44.39),
    "Hawija": ("IQ", "PPL", 35.32, 43.77),
    "Washington": ("US", "PPLC", 38.9, -77.04),
    "March Abbas": ("IQ", "PPL", 35.1, 43.9),
    "Jolo": ("PH", "PPLA2", 6.05, 121.0),
    "Denmark": ("DK", "PCLI", 56.0, 10.0),
    "Danish": ("DK", "PCLI", 56.0, 10.0),
    "China": ("CN", "PCLI", 35.0, 105.0),
    "Deir ez-Zor": ("SY", "PPLA", 35.34, 40.14),
    "Al-Hol": ("SY", "CMP", 36.37, 41.14),
    "Springfield": ("US", "PPLA2", 42.1, -72.59),
    "Massachusetts": ("US", "ADM1", 42.3, -71.8),
}


def place(name: str) -> Place:
    country, feature, lat, lon = PLACES[name]
    extent = 300.0 if feature == "PCLI" else 8.0
    return Place(
        id=f"t:{country}:{name}",
        name=name,
        lat=lat,
        lon=lon,
        feature=feature,
        country=country,
        extent_km=extent,
    )


def references(text: str) -> tuple[GeoReference, ...]:
    """Every name of the table in the text, adjectives as demonyms, names before a dash as a dateline's."""
    found = []
    names = "|".join(sorted(map(re.escape, PLACES), key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{names})\b", text):
        role: Role = "demonym" if match.group() in ("Syrian", "Danish") else "context"
        mention = Mention(start=match.start(), end=match.end(), text=match.group(), role=role)
        found.append(GeoReference(mention=mention, place=place(match.group()), confidence=0.9, radius_km=8.0))
    return tuple(found)


def phrase(text: str, words: str, relation: str, anchor: int, lat: float, lon: float) -> Area:
    """The area that ``words`` of the text make of a reference."""
    start = text.index(words)
    return Area(
        start=start,
        end=start + len(words),
        text=words,
        relation=relation,
        anchors=(anchor,),
        lat=lat,
        lon=lon,
        radius_km=24.0,
        geometry={"type": "Point", "coordinates": [lon, lat]},
        rule=words,
    )


def read(text: str, published: str | None = "2018-10-30", areas: tuple[Area, ...] = ()) -> Reading:
    day = date.fromisoformat(published) if published else None
    article = Article(id="a1", text=text, published=day)
    return read_events(article, references(text), areas)


def scene_of(text: str) -> Scene:
    return read_scene(Article(id="a1", text=text, published=date(2018, 10, 30)), references(text), ())


def only(text: str, published: str | None = "2018-10-30") -> Event:
    events = read(text, published).events
    assert len(events) == 1, [(e.sub_event_type, e.trigger.text, e.status) for e in events]
    return events[0]


def test_a_place_that_another_one_owns_is_the_event_s() -> None:
    event = only("A car bomb exploded in Kirkuk's Hawija on Monday, killing nine people.")
    assert event.location is not None
    assert event.location.name == "Hawija"


def test_a_road_is_where_the_sentence_is_and_not_where_it_leads() -> None:
    event = only("In Mosul, gunmen attacked a bus on the Kirkuk highway on Sunday.")
    assert event.location is not None
    assert event.location.name == "Mosul"


def test_a_phrase_about_a_known_place_moves_nothing() -> None:
    text = "A car bomb killed nine people in Hawija near Kirkuk on Monday."
    (event,) = read(text, areas=(phrase(text, "near Kirkuk", "near", 1, 35.47, 44.39),)).events
    assert event.location is not None
    assert event.location.name == "Hawija"


@pytest.mark.parametrize(("code", "holds"), [("CO.10", True), ("CO.11", False), (None, False)])
def test_a_division_holds_its_towns_by_code(code: str | None, holds: bool) -> None:
    def spot(index: int, place: Place, radius_km: float) -> Spot:
        mention = Mention(start=0, end=1, text="x")
        reference = GeoReference(mention=mention, place=place, confidence=0.9, radius_km=radius_km)
        return Spot(
            start=0,
            end=1,
            first=0,
            last=0,
            index=index,
            reference=reference,
            area=None,
            preposition="in",
            before_preposition=(),
        )

    cesar = Place(
        id="a", name="Cesar", lat=8.04, lon=-73.53, feature="ADM1", country="CO", admin1_code="CO.10"
    )
    codazzi = Place(
        id="b", name="Codazzi", lat=10.04, lon=-73.24, feature="PPL", country="CO", admin1_code=code
    )
    assert contains(spot(0, cesar, 157.0), spot(1, codazzi, 2.6)) is holds


def test_who_is_shot_by_the_police_among_protests_is_taken_for_a_protester() -> None:
    text = "Thousands of teachers protested in Baghdad on Monday. Police shot dead a man in Mosul on Monday."
    kinds = {e.location.name: e.sub_event_type for e in read(text).events if e.location}
    assert kinds == {"Baghdad": "Peaceful protest", "Mosul": "Excessive force against protesters"}
    assert only("Police shot dead a man in Mosul on Monday.").sub_event_type == "Attack"


def test_a_provincial_capital_is_not_the_capital() -> None:
    text = "Ministers met in Baghdad. A car bomb exploded in the {}capital on Monday, killing nine people."
    bases = [
        [e.location.basis for e in read(text.format(w)).events if e.location] for w in ("", "provincial ")
    ]
    assert "'the capital'" in bases[0]
    assert "'the capital'" not in bases[1]


def test_an_event_told_by_two_triggers_of_a_sentence_is_one() -> None:
    text = "Clashes continued in Mosul on Wednesday, five days after rebels attacked the army there."
    clash, attack = read(text).events
    assert (clash.status, attack.status) == ("reported", "past_context")
    assert "told more clearly" in attack.why


def test_a_place_named_twice_in_a_sentence_has_two_events() -> None:
    text = "Gunmen shot dead two guards in Mosul on Monday and killed a driver in Mosul on Tuesday."
    assert [e.status for e in read(text).events] == ["reported", "reported"]


def test_what_is_told_again_without_a_day_joins_the_event_with_one() -> None:
    text = "A bomb exploded in Mosul on Monday. A bomb exploded in Mosul. A bomb exploded in Hawija."
    scene = scene_of(text)
    drafts = [Draft(tellings=[telling]) for telling in tellings(scene)]
    assert len(drafts) == 3
    found = findings(scene, drafts)
    assert [(len(f.draft.tellings), f.location and f.location.name) for f in found] == [
        (2, "Mosul"),
        (1, "Hawija"),
    ]


@pytest.mark.parametrize(
    ("words", "capital"), [("in the capital", True), ("in the capital of Kirkuk", False)]
)
def test_the_capital_of_a_province_is_no_country_s(words: str, capital: bool) -> None:
    scene = scene_of(f"Envoys met in Baghdad. Gunmen shot dead nine people on Monday {words}.")
    found = inherited_place(tellings(scene)[-1], scene.page, scene.spots, scene.references, scene.options)
    assert (found is not None and found[2] == "'the capital'") is capital


def test_days_after_a_day_of_the_sentence_count_from_it() -> None:
    text = "Streets were empty in Mosul on Wednesday, five days after rebels shot dead a judge."
    event = next(e for e in read(text).events if e.trigger.text == "shot dead")
    assert event.when is not None
    assert event.when.start == date(2018, 10, 19)


def test_overnight_saturday_is_the_night_after_it() -> None:
    event = only("Gunmen abducted a judge in Mosul overnight Saturday.")
    assert event.when is not None
    assert (event.when.start, event.when.end) == (date(2018, 10, 27), date(2018, 10, 28))


def test_a_dateline_below_a_headline_places_no_event_of_its_sentence() -> None:
    text = (
        "Gunmen kill nine in attack\n\nBAGHDAD (Reuters) - Gunmen shot dead nine people in Hawija on"
        " Monday, police said."
    )
    reported = [e for e in read(text).events if e.status == "reported"]
    assert [e.location and e.location.name for e in reported] == ["Hawija"]
    scene = scene_of(text)
    assert scene.page.filed == "baghdad (reuters) - "
    assert [s.title for s in scene.page.sentences] == [True, False]


def test_what_only_takes_up_an_event_has_no_place_of_the_next_one() -> None:
    text = (
        "Gunmen kidnapped nine students in Hawija on Monday. The kidnapping came hours after an explosion in"
        " Mosul killed seven people."
    )
    found = {e.sub_event_type: e.location and e.location.name for e in read(text).events}
    assert found["Abduction/forced disappearance"] == "Hawija"
    assert found["Remote explosive/landmine/IED"] == "Mosul"


def test_a_place_in_somebody_s_words_is_not_where_he_was_shot() -> None:
    text = (
        "An envoy was shot dead in Baghdad on Monday.\n\n"
        '"Don\'t forget Mosul," the gunman shouted before guards killed him.'
    )
    assert all(e.location is None or e.location.name != "Mosul" for e in read(text).events)


def test_a_verb_that_takes_a_place_happened_there() -> None:
    scene = scene_of("The army launched an offensive near Mosul in May and captured Fallujah last month.")
    capture = next(t.trigger for t in tellings(scene) if t.trigger.lemma == "capture")
    names = [o.place.name for o in scene.options.options]
    believed = [0.6 if name == "Mosul" else 0.4 if name == "Fallujah" else 0.0 for name in names]
    (place,) = place_of(capture, scene.spots[0], believed, scene.options)
    assert place.spot.place.name == "Fallujah"


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("He was pronounced dead hours after the shooting at a hospital in Kirkuk.", True),
        ("Gunmen shot dead two nurses at a hospital in Kirkuk.", False),
    ],
)
def test_where_the_dying_were_brought_is_not_where_they_were_shot(text: str, elsewhere: bool) -> None:
    scene = scene_of(text)
    (spot,) = scene.spots[0]
    assert is_untied(tellings(scene)[-1].trigger, spot, 1.0) is elsewhere


def test_a_raid_that_is_named_anew_is_another_event() -> None:
    text = "Shelling killed three men in Iraq on Monday. The group claimed a raid in Hawija."
    shelling = next(e for e in read(text).events if e.event_type == "Explosions/Remote violence")
    assert shelling.location is not None
    assert shelling.location.name == "Iraq"


@pytest.mark.parametrize(("subject", "believed"), [("Explosions", 0.7), ("No explosions", 0.1)])
def test_what_is_reported_in_a_place_happened_there(
    subject: str, believed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomap.events.telling.believed", lambda rows: [0.1] * len(rows))
    found = tellings(scene_of(f"{subject} were also reported in Mosul and Fallujah on Monday."))
    assert {t.belief for t in found} == {believed}


def test_two_days_before_counts_from_the_day_told_last() -> None:
    text = "A judge was buried in Mosul on Friday. Two days before, gunmen shot dead a driver in Mosul."
    event = next(e for e in read(text).events if e.trigger.text == "shot dead")
    assert event.when is not None
    assert event.when.start == date(2018, 10, 24)


def test_the_lexicon_knows_all_25_sub_types() -> None:
    assert sum(len(subs) for subs in EVENT_TYPES.values()) == 25
    worded = {sub for table in (VERBS, NOUNS) for sub, phrases in table.items() if phrases}
    by_actor = {
        "Non-state actor overtakes territory"
    }  # the words are those of "Government regains territory"
    assert worded | by_actor == {sub for subs in EVENT_TYPES.values() for sub in subs}


@pytest.mark.parametrize(
    ("text", "sub_event_type"),
    [
        ("Rebels clashed with soldiers in Mosul on Monday.", "Armed clash"),
        ("Iraqi troops recaptured Mosul on Monday.", "Government regains territory"),
        ("Militants of the group captured Mosul on Monday.", "Non-state actor overtakes territory"),
        ("Troops withdrew from Mosul on Monday.", "Non-violent transfer of territory"),
        ("A sarin attack killed 20 people in Idlib on Monday.", "Chemical weapon"),
        ("A drone strike killed a commander in Idlib on Monday.", "Air/drone strike"),
        ("A man blew himself up in a market in Mosul on Monday.", "Suicide bomb"),
        ("Soldiers shelled Idlib on Monday.", "Shelling/artillery/missile attack"),
        ("A car bomb exploded in Mosul on Monday.", "Remote explosive/landmine/IED"),
        ("Unknown men threw a grenade into a shop in Mosul on Monday.", "Grenade"),
        ("Soldiers raped two women in Mosul on Monday.", "Sexual violence"),
        ("Gunmen shot dead a journalist in Mosul on Monday.", "Attack"),
        ("Gunmen kidnapped a doctor in Mosul on Monday.", "Abduction/forced disappearance"),
        ("Thousands of teachers marched in Baghdad on Monday.", "Peaceful protest"),
        ("Police fired tear gas at demonstrators in Baghdad on Monday.", "Protest with intervention"),
        ("Police opened fire on protesters in Baghdad on Monday.", "Excessive force against protesters"),
        ("Youths hurled stones at cars in Baghdad on Monday.", "Violent demonstration"),
        ("Two suspected thieves were lynched in Baghdad on Monday.", "Mob violence"),
        ("The rivals signed a peace agreement in Baghdad on Monday.", "Agreement"),
        ("Police arrested nine suspects in Baghdad on Monday.", "Arrests"),
        ("Fighters in Mosul pledged allegiance to the group on Monday.", "Change to group/activity"),
        ("Experts defused a bomb in Mosul on Monday.", "Disrupted weapons use"),
        ("The army set up a military base in Kirkuk on Monday.", "Headquarters or base established"),
        ("Looters ransacked shops in Baghdad on Monday.", "Looting/property destruction"),
        ("Guards found a mass grave in Mosul on Monday.", "Other"),
        ("A woman was shot in Mosul on Monday before she could set off her belt.", "Disrupted weapons use"),
    ],
)
def test_each_sub_type_is_read(text: str, sub_event_type: str) -> None:
    assert only(text).sub_event_type == sub_event_type


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Gunmen attacked a village near Mosul on Monday.", "reported"),
        ("The army denied that its troops had shelled Mosul on Monday.", "denied"),
        ("No attack was seen in Mosul on Monday.", "denied"),
        ("The army foiled a suicide attack in Mosul on Monday.", "denied"),
        ("The group plans to attack Mosul, officials said on Monday.", "planned"),
        ("If rebels attacked Mosul, the dam could break.", "hypothetical"),
        ("The group may attack Mosul, analysts said.", "hypothetical"),
        ("Islamic State said it had killed nine soldiers in Mosul on Monday.", "claimed"),
        ("A court sentenced him on Monday for the murder of nine people in Mosul.", "past_context"),
        ("The town marked the anniversary of the bombing of Mosul on Monday.", "past_context"),
        ("Soldiers killed 70 people in Mosul in 2003.", "past_context"),
    ],
)
def test_status_follows_the_words_around_the_trigger(text: str, status: str) -> None:
    assert {e.status for e in read(text).events} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot down the hopes of Mosul with two goals in the match.",
        "Shares shot up in Baghdad on Monday.",
        "He died of a heart attack in Mosul on Monday.",
        "A gas leak caused an explosion in a factory in Mosul on Monday, injuring nine workers.",
        "The Washington Institute has studied attacks for years.",
        "Riot police stood guard in Baghdad on Monday.",
        "In this file photo, soldiers attack Mosul.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert [e for e in read(text).events if e.status == "reported"] == []


def test_an_event_takes_the_place_after_its_preposition_not_the_speaker_s() -> None:
    event = only("Nine people were killed in an attack in Mosul on Monday, officials said in Baghdad.")
    assert event.location
    assert event.location.name == "Mosul"
    assert "Mosul" in event.location.basis or "mosul" in event.location.basis


def test_nested_places_give_the_most_specific() -> None:
    event = only("Gunmen attacked a base in Iraq on Monday, in the city of Mosul.")
    assert event.location
    assert event.location.name == "Mosul"


def test_a_list_of_places_gives_an_event_each() -> None:
    events = read("The group carried out bombings in Mosul, Kirkuk and Fallujah on Monday.").events
    assert {e.location.name for e in events if e.location} == {"Mosul", "Kirkuk", "Fallujah"}
    assert len({e.id for e in events}) == 3


def test_a_facility_keeps_its_name_with_the_position_of_its_town() -> None:
    event = only("A bomb exploded in the cathedral in Jolo on Sunday.")
    assert event.location
    assert (event.location.name, event.location.lat) == ("the cathedral in Jolo", 6.05)
    assert event.location.radius_km >= 10
    assert "Jolo" in event.location.alt_names


def test_an_area_takes_precedence_over_the_place_it_is_made_of() -> None:
    text = "Fighters raided a hideout north of Idlib, Syria, on October 15."
    event = read(text, areas=(phrase(text, "north of Idlib", "north_of", 0, 36.1, 36.6),)).events[0]
    assert event.location
    assert (event.location.relation, event.location.geo_precision, event.location.lat) == (
        "north_of",
        2,
        36.1,
    )


def test_a_place_from_the_sentence_before_is_trusted_less_and_less_sharp() -> None:
    text = "Soldiers patrolled in Mosul. Gunmen killed nine people there on Monday."
    event = only(text)
    told = only("Gunmen killed nine people in Mosul on Monday.")
    assert event.location
    assert told.location
    assert event.location.name == "Mosul"
    assert event.location.geo_precision > told.location.geo_precision
    assert event.confidence < told.confidence


def test_states_make_arrests_at_home_without_a_town() -> None:
    event = only("Danish authorities detained two men on Monday.")
    assert event.location
    assert (event.location.country, event.location.geo_precision) == ("DK", 3)


def near_mosul(text: str, name: str, *candidates: Candidate) -> GeoReference:
    """A name without a place of its own, lent Mosul's."""
    at = text.index(name)
    return GeoReference(
        mention=Mention(start=at, end=at + len(name), text=name),
        place=place("Mosul"),
        approximate=True,
        confidence=0.4,
        radius_km=120.0,
        candidates=candidates,
    )


def test_an_unknown_village_is_drawn_wide_about_the_place_that_stands_in_for_it() -> None:
    text = "Gunmen killed nine people in Xyzabad on Monday. Troops left Mosul."
    unknown = near_mosul(text, "Xyzabad")
    article = Article(id="a", text=text, published=date(2018, 10, 30))
    location = read_events(article, (unknown, *references(text)), ()).events[0].location
    assert location
    assert location.name == "Xyzabad"
    assert location.place_id is None
    assert (location.geo_precision, location.radius_km) == (3, 120.0)
    assert "no gazetteer knows" in location.basis


def test_a_name_that_is_known_only_far_away_is_not_called_unknown() -> None:
    text = "Gunmen killed nine people in Springfield on Monday. Troops left Mosul."
    stray = near_mosul(text, "Springfield", Candidate(place=place("Springfield"), score=1.0, match="exact"))
    article = Article(id="a", text=text, published=date(2018, 10, 30))
    known = [r for r in references(text) if r.mention.text == "Mosul"]
    location = read_events(article, (stray, *known), ()).events[0].location
    assert location
    assert "'Springfield' only far from the article's other places (US)" in location.basis


def test_an_unknown_village_in_an_article_without_places_is_unlocated() -> None:
    text = "Gunmen killed nine people in Xyzabad on Monday."
    unknown = GeoReference(mention=Mention(start=29, end=36, text="Xyzabad"))
    article = Article(id="a", text=text, published=date(2018, 10, 30))
    assert read_events(article, (unknown,), ()).events[0].location is None


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on October 15", "2018-10-15", "2018-10-15"),
        ("on 15 October 2016", "2016-10-15", "2016-10-15"),
        ("on October 24 of last year", "2017-10-24", "2017-10-24"),
        ("late Monday", "2018-10-29", "2018-10-29"),
        ("last Tuesday", "2018-10-23", "2018-10-23"),
        ("last month", "2018-09-01", "2018-09-30"),
        ("two weeks ago", "2018-10-13", "2018-10-19"),
        ("in early 2017", "2017-01-01", "2017-04-30"),
        ("in October 2016", "2016-10-01", "2016-10-31"),
        ("from 2014 to 2016", "2014-01-01", "2016-12-31"),
        ("between 3 and 5 May", "2018-05-03", "2018-05-05"),
        ("yesterday", "2018-10-29", "2018-10-29"),
        ("in the past week", "2018-10-23", "2018-10-30"),
        ("on Christmas Eve", "2017-12-24", "2017-12-24"),
        ("on Good Friday", "2018-03-30", "2018-03-30"),
        ("since October 27", "2018-10-27", "2018-10-27"),
        ("in the night of April 14", "2018-04-14", "2018-04-14"),
        ("on Monday of last week", "2018-10-22", "2018-10-22"),
        ("on Monday last week", "2018-10-22", "2018-10-22"),
        ("the Sunday before last", "2018-10-21", "2018-10-21"),
        ("on the 7th, in", "2018-10-07", "2018-10-07"),
        ("on the 31st", "2018-08-31", "2018-08-31"),
        ("in the past few hours", "2018-10-30", "2018-10-30"),
    ],
)
def test_expressions_of_time_mean_days(words: str, start: str, end: str) -> None:
    low = words.lower()
    published = Days(start=date(2018, 10, 30), end=date(2018, 10, 30))
    (time,) = find_times(low, 0, tuple(re.findall(r"[\w']+", low)))
    days = days_of(time, published)
    assert days is not None
    assert (days.start.isoformat(), days.end.isoformat()) == (start, end)


def test_a_day_of_the_month_that_is_to_come_is_the_next_one() -> None:
    (time,) = find_times("on the 7th", 0, ("on", "the", "7th"))
    days = days_of(time, Days(start=date(2018, 10, 30), end=date(2018, 10, 30)), future=True)
    assert days is not None
    assert days.start == date(2018, 11, 7)


def test_the_day_something_was_said_is_not_the_day_it_happened() -> None:
    event = only("Gunmen killed nine people in Mosul on Friday, police said on Monday.")
    assert event.when
    assert event.when.start == date(2018, 10, 26)


def test_days_of_another_telling_narrow_those_of_the_main_one_only_from_within() -> None:
    apart = (
        "Finding this only one month after Danish authorities detained two men shows the threat. "
        "The detention of the two men and finding the drone only two weeks ago prove it."
    )
    when = read(apart).events[0].when
    assert when
    assert (when.start, when.end) == (date(2018, 9, 15), date(2018, 10, 15))
    within = (
        "Gunmen attacked Mosul last week, killing nine. The attack in Mosul on 24 October was the second."
    )
    when = only(within).when
    assert when
    assert when.start == when.end == date(2018, 10, 24)


def test_a_date_that_does_not_exist_dates_nothing() -> None:
    event = only("Gunmen killed nine people in Mosul on 31 June 2017.")
    assert event.when is None or event.when.span is None


def test_without_a_publication_date_the_years_of_the_text_date_the_day() -> None:
    text = (
        "Fighters raided a hideout in Idlib on October 15, a report said. "
        "The group had used drones in April 2017. It did so again in Mosul only two weeks ago."
    )
    reading = read(text, None)
    event = reading.events[0]
    assert reading.published is None
    assert event.when
    assert (event.when.start, event.when.end) == (date(2018, 10, 15), date(2018, 10, 15))


def test_a_copyright_year_dates_nothing() -> None:
    reading = read(
        "Troops overran Mosul last month.\n\nTrue News © Copyright 2018. All rights reserved.", None
    )
    assert reading.published is None
    assert all(e.when is None for e in reading.events)


def test_a_dateline_with_its_day_gives_the_publication_date() -> None:
    reading = read("MOSUL, 3 MAR 2018 (AFP) -- Gunmen killed nine people in Mosul yesterday.", None)
    assert (reading.published, reading.published_basis) == (date(2018, 3, 3), "text")
    assert reading.events[0].when
    assert reading.events[0].when.start == date(2018, 3, 2)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("A bomb killed at least 14 people in Mosul on Monday.", (14, None), None),
        ("A bomb killed dozens of people in Mosul on Monday.", (12, None), None),
        ("A bomb killed two Peshmerga in Mosul on Monday and wounded 12 others.", (2, 2), (12, 12)),
        ("Between 10 and 12 people were killed by a bomb in Mosul on Monday.", (10, 12), None),
        ("A bomb in Mosul on Monday left 20 dead and 31 wounded.", (20, 20), (31, 31)),
        ("Twenty-one people were injured by a bomb in Mosul on Monday.", None, (21, 21)),
        ("A bomb exploded in Mosul on Monday. Nobody was hurt.", None, None),
    ],
)
def test_casualties_are_ranges(
    text: str, dead: tuple[int, int | None] | None, hurt: tuple[int, int | None] | None
) -> None:
    event = read(text).events[0]
    assert (event.fatalities and (event.fatalities.min, event.fatalities.max)) == dead
    assert (event.injured and (event.injured.min, event.injured.max)) == hurt


def test_actors_have_acled_s_names() -> None:
    event = only("Islamic State fighters killed nine civilians in Mosul on Monday.")
    assert [(a.role, a.name) for a in event.actors] == [
        ("actor1", "Unidentified Armed Group (Iraq)"),
        ("actor2", "Civilians (Iraq)"),
    ] or [(a.role, a.name) for a in event.actors] == [
        ("actor1", "Islamic State"),
        ("actor2", "Civilians (Iraq)"),
    ]


def test_the_same_event_told_twice_is_one() -> None:
    text = "A car bomb killed nine people in Mosul on Monday. The blast destroyed shops. All condemned it."
    assert len(read(text).events) == 1


def test_killing_and_kidnapping_are_two_events() -> None:
    events = read("Gunmen killed nine people and abducted six in Mosul on Monday.").events
    assert {e.sub_event_type for e in events} == {"Attack", "Abduction/forced disappearance"}


def test_goods_flow_with_their_share() -> None:
    text = (
        "Nearly one in five ammunition cartridges found in Iraq were made in China. They were seized in Iraq."
    )
    (flow,) = [f for f in read(text).flows if f.kind == "made"]
    assert flow.origin
    assert (flow.origin.country, flow.share) == ("CN", "nearly one in five")


def test_zones_keep_the_classes_of_their_source() -> None:
    text = 'They attacked guards in Al-Hol camp. "ISW mapped the camp as both an attack and support zone."'
    assert [(z.zone_class, z.location.name) for z in read(text).zones] == [
        ("attack", "Al-Hol camp"),
        ("support", "Al-Hol camp"),
    ]


def test_every_name_has_a_role_and_a_reason() -> None:
    text = "A car bomb exploded in Mosul on Monday. Officials met in Baghdad."
    mosul, baghdad = read(text).references
    assert mosul.mention.role == "event"
    assert "happened" in mosul.mention.why
    assert baghdad.mention.role == "context"
    assert baghdad.mention.why


def test_every_span_is_the_text_it_points_at() -> None:
    text = (
        "At least 14 people were killed by a bomb in Mosul on Monday.\n\nPolice arrested nine men in Baghdad."
    )
    for event in read(text).events:
        spans = [event.trigger, event.excerpt]
        spans += [s for s in (event.when and event.when.span, event.location and event.location.span) if s]
        spans += [c.span for c in (event.fatalities, event.injured) if c]
        spans += [a.span for a in event.actors if a.span]
        assert all(text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "İİİ killed in Mosul", "killed " * 3000, "(" * 2000, "1/1/1 - -- " * 300]
)
def test_hostile_text_breaks_nothing(text: str) -> None:
    read(text)


def test_the_same_article_gives_the_same_reading() -> None:
    text = "Gunmen killed nine people in Mosul, Kirkuk and Fallujah on Monday."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        (
            "ISW mapped Mosul as an attack zone and Kirkuk as a support zone.",
            [("attack", "Mosul"), ("support", "Kirkuk")],
        ),
        (
            "ISW mapped Mosul and Kirkuk as attack and support zones, respectively.",
            [("attack", "Mosul"), ("support", "Kirkuk")],
        ),
        (
            "ISW mapped Mosul as both an attack and support zone.",
            [("attack", "Mosul"), ("support", "Mosul")],
        ),
        ("The group has support zones in Mosul and Kirkuk.", [("support", "Mosul"), ("support", "Kirkuk")]),
    ],
)
def test_each_zone_class_goes_to_its_own_place(text: str, zones: list[tuple[str, str]]) -> None:
    assert [(z.zone_class, z.location.name) for z in read(text).zones] == zones


def dead(text: str) -> list[tuple[str | None, int | None]]:
    return [
        (e.location and e.location.name, e.fatalities and e.fatalities.min)
        for e in read(text).events
        if e.status == "reported"
    ]


def test_deaths_told_after_an_event_are_its_own() -> None:
    assert dead("A bomb exploded in Mosul on Monday. Eight traders died.") == [("Mosul", 8)]
    assert dead("A bomb exploded in Mosul on Monday. The driver was killed.") == [("Mosul", 1)]
    text = (
        "A bomb exploded in Mosul on Monday. Gunmen raided a camp near Kirkuk on Sunday. Ten soldiers died."
    )
    assert [n for _, n in dead(text)] == [None, 10]


def test_deaths_of_other_times_and_places_are_not_taken() -> None:
    since = dead("A bomb exploded in Mosul on Monday. More than 300 people have been killed since May.")
    assert since[0] == ("Mosul", None)
    both = dead("A bomb exploded in Mosul on Monday. Another 30 people were killed in Baghdad in 2014.")
    assert both[0] == ("Mosul", None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A bomb killed eleven fighters and two soldiers in Mosul on Monday.", 13),
        ("A bomb in Mosul on Monday killed nine people, including three children, and wounded 21.", 9),
        ("A bomb killed the commander of the brigade and nine others in Mosul on Monday.", 10),
        ("A bomb killed nine people in Mosul on Monday. The death toll later rose to 14.", 14),
        ("A bomb killed five people and 12 others were injured in Mosul on Monday.", 5),
        ("A suicide bomber killed 15 worshippers in Mosul on Monday.", 15),
        ("A bomb killed nine people in Mosul on Monday. The dead included three children.", 9),
    ],
)
def test_lists_are_added_up_and_totals_beat_parts(text: str, number: int) -> None:
    assert dead(text) == [("Mosul", number)]


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        ("The rifles were made in Springfield, Massachusetts.", [("Springfield, Massachusetts", None)]),
        ("Rifles made in China were captured in Mosul.", [("China", "Mosul")]),
        ("Soldiers in Mosul seized rifles made in China.", [("China", None)]),
        ("Fuel was smuggled from Iraq into Syria. Oil was smuggled from Iraq to Syria.", [("Iraq", "Syria")]),
        (
            "Many rifles were seized. Most had been bought in Kirkuk and smuggled to Mosul.",
            [("Kirkuk", "Mosul")],
        ),
        ("Half of the rifles found with fighters near the river were made in China.", [("China", None)]),
        ("Families were moved from Mosul to Baghdad in vehicles.", []),
        ("Refugees were smuggled from Iraq to Syria.", []),
    ],
)
def test_a_flow_has_goods_and_the_ends_that_are_told(
    text: str, flows: list[tuple[str | None, str | None]]
) -> None:
    found = read(text).flows
    ends = [(f.origin and f.origin.name, f.destination and f.destination.name) for f in found]
    assert ends == flows


def test_the_town_named_first_is_the_place_not_the_one_it_lies_near() -> None:
    text = "A bomb killed two people in Fallujah, near Baghdad, on Monday."
    start = text.find("near ")
    area = Area(
        text="near Baghdad",
        start=start,
        end=start + 12,
        lat=33.34,
        lon=44.4,
        radius_km=15.0,
        relation="near",
        rule="near",
        anchors=(1,),
        geometry={"type": "Point", "coordinates": [44.4, 33.34]},
    )
    events = read(text, areas=(area,)).events
    assert [e.location.name for e in events if e.location] == ["Fallujah"]


def test_a_town_holds_for_its_paragraph() -> None:
    events = read("Gunmen in Idlib shot dead a judge. He was 50. Police arrested a man on Friday.").events
    assert [e.location and e.location.name for e in events] == ["Idlib", "Idlib"]


def test_today_and_yesterday_count_from_the_day_of_the_dateline() -> None:
    event = only("BAGHDAD, 28 OCT 2018 (AGENCY) -- A CAR BOMB EXPLODED IN MOSUL YESTERDAY.")
    assert event.when is not None
    assert event.when.start == date(2018, 10, 27)


@pytest.mark.parametrize(
    "text",
    [
        "A similar bombing in Mosul in 2016 killed 31.",
        "The police held talks with Mosul over bombings in Kirkuk.",
        "Nine people beheaded in Mosul?",
    ],
)
def test_background_and_questions_are_not_drawn(text: str) -> None:
    assert [e for e in read(text).events if e.status in ("reported", "claimed")] == []


def test_what_protesters_burn_is_burnt_in_a_riot_in_every_town_listed() -> None:
    events = read("Protesters burned tractors in Mosul and Kirkuk on Monday.").events
    assert {(e.sub_event_type, e.location.name) for e in events if e.location} == {
        ("Violent demonstration", "Mosul"),
        ("Violent demonstration", "Kirkuk"),
    }


def test_missiles_that_are_shot_down_were_fired() -> None:
    event = only("Rebels fired nine drones and missiles at Mosul on Monday, most of which were shot down.")
    assert event.event_type == "Explosions/Remote violence"


def test_an_adjective_of_a_country_places_no_march() -> None:
    events = read("Syrian families marched on Monday in protest at the prices, banners held high.").events
    assert all(e.location is None for e in events)


def test_the_capital_of_a_country_is_a_town() -> None:
    text = "The hotel stands in Baghdad. Gunmen attacked it in Iraq's capital on Monday, killing two."
    assert [e.location.name for e in read(text).events if e.location] == ["Baghdad"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Armed men abducted a farmer in Mosul on Monday.", "Unidentified Armed Group (Iraq)", None),
        ("Taliban fighters attacked villagers in Mosul on Monday.", "Taliban", "Civilians (Iraq)"),
        (
            "Soldiers and militiamen clashed in Mosul on Monday.",
            "Military Forces of Iraq",
            "Unidentified Armed Group (Iraq)",
        ),
        ("A fighter jet bombed a school in Mosul on Monday.", "Military Forces of Iraq", None),
        (
            "Gunmen attacked a market in Mosul on Monday; police came late.",
            "Unidentified Armed Group (Iraq)",
            None,
        ),
    ],
)
def test_who_did_it_and_who_suffered_keep_their_sides(text: str, first: str, second: str | None) -> None:
    found = {a.role: a.name for a in only(text).actors}
    assert found["actor1"] == first
    assert second is None or found.get("actor2") == second


def test_two_strikes_on_one_day_stay_two_where_only_the_second_is_placed() -> None:
    text = "The coalition carried out an air strike on Sunday. Fighters fired a drone at Mosul on Sunday."
    assert len(read(text).events) == 2


def test_a_sum_since_a_day_is_no_event() -> None:
    events = read("At least 40 people have been killed in Mosul since Thursday, officials said.").events
    assert [e.status for e in events] == ["past_context"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police officers raided a flat in Mosul on Monday.", "Arrests"),
        ("Gunmen raided homes in Mosul on Monday.", "Attack"),
    ],
)
def test_a_raid_is_of_the_kind_of_those_who_raid(text: str, kind: str) -> None:
    assert only(text).sub_event_type == kind


@pytest.mark.parametrize(
    "text",
    [
        "Car ploughs into Christmas parade in Mosul",
        "Members of the 19 April Movement fled",
        "The party seized the 15 September dam",
        "On the 7th floor, by the 9th brigade",
    ],
)
def test_what_is_named_for_a_day_tells_no_day(text: str) -> None:
    low = text.lower()
    assert not find_times(low, 0, tuple(re.findall(r"[\w']+", low)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "On Sunday rebels attacked Mosul. It came four days after a blast in Kirkuk killed two.",
            "2018-10-24",
        ),
        ("Gunmen who had fought since 26 August attacked Kirkuk on Tuesday.", "2018-10-30"),
        ("A shell hit Kirkuk on 3 October. Rebels said on Sunday that they had shelled Mosul.", "2018-10-24"),
        ("Gunmen attacked Mosul on Sunday. On the previous Sunday a bomb exploded in Kirkuk.", "2018-10-21"),
        (
            "Gunmen attacked Mosul on 20 October, a group said today. Kirkuk was shelled on the same day.",
            "2018-10-20",
        ),
        (
            "8:30 p.m. A shell hit Mosul last night, officials say.\n\n"
            "4:15 p.m. Two men have been shot dead in Kirkuk.",
            "2018-10-30",
        ),
    ],
)
def test_days_are_counted_from_what_was_told(text: str, day: str) -> None:
    event = read(text).events[-1]
    assert event.when is not None
    assert event.when.start.isoformat() == day


@pytest.mark.parametrize("line", ["1.25 million people watched when a bomb", "10.05 came: a bomb"])
def test_a_number_at_the_head_of_a_line_is_no_time_of_day(line: str) -> None:
    event = only(f"Mosul was calm.\n\n{line} exploded in Kirkuk, killing two.")
    assert event.when is not None
    assert event.when.start.isoformat() == "2018-10-24"


def test_the_first_word_of_a_name_is_no_month() -> None:
    event = only("A pistol was seized by the army in March Abbas on Sunday.")
    assert event.when is not None
    assert event.when.start.isoformat() == "2018-10-28"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("04/06 - bourzanga - armed men stopped a bus", (None, 6, 4)),
        ("an ied went off on 10/21; no injuries", (None, 10, 21)),
        ("a clash at the end of july", ("late", 7, None)),
        ("the shop was open 24/7. it burned", None),
        ("half of them, 1/2 of 10", None),
    ],
)
def test_short_dates_and_ends_of_months(words: str, days: tuple[str | None, int, int | None] | None) -> None:
    found = find_times(words, 0, tuple(words.split()))
    assert [(t.part, t.month, t.day) for t in found] == ([days] if days else [])


def test_since_the_announcement_on_sunday_lasts_until_now() -> None:
    (event,) = read("Since the announcement on Sunday gangs have attacked Mosul.").events
    assert event.when is not None
    assert (event.when.start, event.when.end) == (date(2018, 10, 28), date(2018, 10, 30))


def test_a_record_since_february_is_not_of_february() -> None:
    (event,) = read("The attack in Mosul killed nine soldiers, the bloodiest since February.").events
    assert event.when is None or event.when.start.month == 10


def test_to_regain_freedom_takes_no_territory() -> None:
    assert not read("Twelve pupils regained their freedom in Mosul on Monday.").events


def test_what_happened_all_over_a_country_is_drawn_as_the_country() -> None:
    scene = scene_of("Pagers exploded across Iraq on Monday.\n\nBaghdad was shaken.")
    blast = next(t.trigger for t in tellings(scene) if t.trigger.lemma == "explode")
    believed = [float(o.place.name == "Baghdad") for o in scene.options.options]
    (place,) = place_of(blast, scene.spots[0], believed, scene.options)
    assert place.spot.place.name == "Iraq"


def test_in_several_towns_is_in_none_of_them() -> None:
    mayor = "A mayor was shot dead in Mosul, Iraq, on Sunday."
    text = f"{mayor} Police arrested 40 people in several towns on Monday."
    event = next(e for e in read(text).events if e.sub_event_type == "Arrests")
    assert event.location is None or event.location.name == "Iraq"


def test_the_town_before_its_division_is_meant() -> None:
    """The name of the division is its town's as well."""
    town = replace(place("Hawija"), admin1="Kirkuk")
    text = "Gunmen clashed with a patrol in Hawija, Kirkuk, on Monday."
    found = references(text)
    found = (replace(found[0], place=town), *found[1:])
    scene = read_scene(Article(id="a1", text=text, published=date(2018, 10, 30)), found, ())
    clash = next(t.trigger for t in tellings(scene) if t.trigger.lemma == "clash")
    believed = [0.6 if o.place.name == "Kirkuk" else 0.4 for o in scene.options.options]
    places = place_of(clash, scene.spots[0], believed, scene.options)
    assert [p.spot.place.name for p in places] == ["Hawija"]


def test_a_quarter_in_a_town_is_no_list_of_two_places() -> None:
    text = "Three people were shot dead in Hawija, in Kirkuk, on Monday."
    assert len([e for e in read(text).events if e.status == "reported"]) == 1


def test_what_happened_hours_before_is_another_event() -> None:
    for people in ("shot dead nine people in Mosul", "killed nine people"):
        text = f"Warplanes bombed a camp in Mosul on Saturday, hours after gunmen {people}."
        assert len([e for e in read(text).events if e.status == "reported"]) == 2


def test_a_division_holds_no_place_of_another() -> None:
    def spot(name: str, feature: str, code: str, lat: float, reach: float) -> Spot:
        at = replace(place("Mosul"), id=name, name=name, feature=feature, admin1_code=code, lat=lat)
        mention = Mention(start=0, end=len(name), text=name)
        return Spot(
            start=0,
            end=5,
            first=0,
            last=0,
            index=int(feature == "ADM1"),
            reference=GeoReference(mention=mention, place=at, confidence=0.9, radius_km=reach),
            area=None,
            preposition="in",
            before_preposition=(),
        )

    shabwa = spot("Shabwa", "ADM1", "YE.16", 14.8, 200.0)
    assert not contains(shabwa, spot("Mocha", "PPL", "YE.25", 13.0, 5.0))
    assert contains(shabwa, spot("Ataq", "PPL", "YE.16", 13.0, 5.0))


def test_police_arrest_at_home() -> None:
    text = "Rockets hit Mosul. The find came after Danish police detained two men for buying drones."
    event = next(e for e in read(text).events if e.sub_event_type == "Arrests")
    assert event.location is not None
    assert event.location.country == "DK"


@pytest.mark.parametrize(
    ("opening", "filed"),
    [
        ("Bomb kills two\n\n(Beirut) – ", "(beirut) - "),
        ("(ANSA) - Naples, March 30 - ", "(ansa) - naples, march 30 - "),
        ("UNMISS deplores violence\n\nJuba, 19 February 2016: ", "juba, 19 february 2016: "),
        ("PESHAWAR/KHOST: ", "peshawar/khost: "),
        ("UNOCI: market shelled\n\n", ""),
    ],
)
def test_where_a_report_was_filed_is_told_in_many_ways(opening: str, filed: str) -> None:
    text = (
        f"{opening}The mission said that two people died in Mosul on Monday when a bomb exploded at a market."
    )
    assert read_page(Article(id="a", text=text)).filed == filed
