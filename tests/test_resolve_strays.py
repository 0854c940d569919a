"""Names that the gazetteer lacks, but knows far away; quarters; divisions; texts in capitals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.model import Article, GeoReference, Mention, Role
from geomap.resolve import propose, resolve


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with open_gazetteer() as opened:
        yield opened


def read(gazetteer: Gazetteer, text: str, *names: str, role: Role = "context") -> dict[str, GeoReference]:
    """References of names in a text, as a recogniser would hand them over; of each the first mention."""
    article = Article(id="a", text=text)
    starts = sorted((text.index(name), name) for name in names)
    mentions = [Mention(start=at, end=at + len(name), text=name, role=role) for at, name in starts]
    proposals = [(m, propose(m, article, gazetteer=gazetteer)) for m in mentions]
    found = resolve(article, proposals, lookup=gazetteer.lookup, get=gazetteer.get)
    return {reference.mention.text: reference for reference in found}


def test_a_small_namesake_does_not_move_a_capital(gazetteer: Gazetteer) -> None:
    text = "SAN SALVADOR, 2 MAY -- TWO WOUNDED GUARDS WERE TAKEN TO ROSALES HOSPITAL IN SAN SALVADOR."
    found = read(gazetteer, text, "SAN SALVADOR", "ROSALES HOSPITAL")
    capital = found["SAN SALVADOR"].place
    hospital = found["ROSALES HOSPITAL"].place
    assert capital is not None
    assert capital.country == "SV"
    assert hospital is None or hospital.country == "SV"


def test_a_capital_is_no_mere_namesake(gazetteer: Gazetteer) -> None:
    text = "French police in Grenoble and Lyon said that the man had flown to Kuwait City on Monday."
    found = read(gazetteer, text, "Grenoble", "Lyon", "Kuwait City")["Kuwait City"]
    assert found.place is not None
    assert found.place.country == "KW"
    assert not found.approximate


def test_a_people_s_name_tells_no_place(gazetteer: Gazetteer) -> None:
    text = "Two French journalists were shot dead 12 km outside Kidal. Paris opened an inquiry."
    found = read(gazetteer, text, "Kidal", "Paris", "French")["Kidal"]
    assert found.place is not None
    assert found.place.country == "ML"


def test_a_people_s_name_makes_its_country_likely(gazetteer: Gazetteer) -> None:
    text = (
        "ZAMBOANGA CITY, Philippines - Gunmen attacked a pier in Basilan. A Malaysian fisherman"
        " who was kidnapped off Semporna was freed in Jolo."
    )
    names = ("ZAMBOANGA CITY", "Philippines", "Basilan", "Malaysian", "Semporna", "Jolo")
    found = read(gazetteer, text, *names)["Semporna"]
    assert found.place is not None
    assert found.place.country == "MY"


@pytest.mark.parametrize(
    "words", ["San Francisco Javier, Usulután Department", "SAN FRANCISCO JAVIER TOWN, USULUTAN DEPARTMENT"]
)
def test_a_village_lies_in_the_department_behind_its_comma(words: str, gazetteer: Gazetteer) -> None:
    name, division = words.split(", ")
    name = name.removesuffix(" TOWN")
    text = f"A reporter was killed near {words}, where troops were fighting."
    found = read(gazetteer, text, name, division)[name]
    assert found.place is None or found.place.country == "SV"
    assert found.place is None or found.approximate


def test_what_is_called_a_state_but_is_none_holds_no_town(gazetteer: Gazetteer) -> None:
    text = "Near Mosul, in Sinjar, Islamic State gunmen blew up a shrine on Tuesday."
    found = read(gazetteer, text, "Mosul", "Sinjar")["Sinjar"]
    assert found.place is not None
    assert found.place.country == "IQ"


def test_villages_that_lists_of_towns_lack_are_known(gazetteer: Gazetteer) -> None:
    text = "Insurgents attacked Palma, Mozambique's defence ministry said. Thousands fled by boat to Pemba."
    found = read(gazetteer, text, "Palma", "Mozambique", "Pemba")["Palma"]
    assert found.place is not None
    assert found.place.country == "MZ"
    assert found.radius_km is not None
    assert found.radius_km >= 5


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen in San Salvador fled through the Ixtalon neighborhood, Salvadoran police said.",
        "Salvadoran police searched the Ixtalon and Atlacatl neighborhoods of San Salvador.",
        "Salvadoran police searched houses in colonia Ixtalon, San Salvador.",
    ],
)
def test_a_quarter_unknown_in_its_town_is_about_that_town(gazetteer: Gazetteer, text: str) -> None:
    quarter = read(gazetteer, text, "Ixtalon", "San Salvador", "Salvadoran")["Ixtalon"]
    assert quarter.place is not None
    assert quarter.place.name == "San Salvador"
    assert quarter.approximate
    assert quarter.confidence <= 0.5


def test_a_town_followed_by_neighborhoods_is_no_neighborhood(gazetteer: Gazetteer) -> None:
    town = read(gazetteer, "Shells hit Aleppo neighborhoods on Monday.", "Aleppo")["Aleppo"]
    assert town.place is not None
    assert town.place.country == "SY"
    assert not town.approximate


def test_a_namesake_in_a_country_that_nothing_else_names_is_offered_but_not_chosen(
    gazetteer: Gazetteer,
) -> None:
    text = "BOGOTA -- REBELS LEFT CAMPINA FOR CALI AND MEDELLIN, THE COLOMBIAN ARMY SAID."
    unknown = read(gazetteer, text, "BOGOTA", "CAMPINA", "CALI", "MEDELLIN", "COLOMBIAN")["CAMPINA"]
    assert unknown.place is None or unknown.place.country == "CO"
    assert unknown.candidates
    assert unknown.candidates[0].place.country != "CO"


@pytest.mark.parametrize(("name", "word"), [("San Miguel", "department"), ("Usulután", "department")])
def test_the_word_department_makes_a_division_of_a_town(gazetteer: Gazetteer, name: str, word: str) -> None:
    said = read(gazetteer, f"Salvadoran troops left {name} {word} on Friday.", name, "Salvadoran")[name]
    plain = read(gazetteer, f"Salvadoran troops left {name} on Friday.", name, "Salvadoran")[name]
    assert said.place is not None
    assert said.place.feature == "ADM1"
    assert plain.place is not None
    assert plain.place.feature.startswith("PPL")


def test_divisions_of_a_list_share_their_word(gazetteer: Gazetteer) -> None:
    text = "Salvadoran troops fought in Usulután and Morazán departments."
    found = read(gazetteer, text, "Usulután", "Morazán", "Salvadoran")
    assert [found[n].place and found[n].place.feature for n in ("Usulután", "Morazán")] == ["ADM1", "ADM1"]


def test_a_department_of_government_is_no_division(gazetteer: Gazetteer) -> None:
    found = read(
        gazetteer, "The Georgia Department of Transportation in Atlanta closed it.", "Georgia", "Atlanta"
    )
    assert found["Georgia"].place is not None
    assert found["Georgia"].place.country == "US"


@pytest.mark.parametrize("word", ["IN", "ON"])
def test_small_words_in_capitals_are_no_states(gazetteer: Gazetteer, word: str) -> None:
    text = f"BOGOTA -- A BOMB WENT OFF NEAR GUACHETUPA, {word} CENTRAL COLOMBIA."
    place = read(gazetteer, text, "BOGOTA", "GUACHETUPA", "COLOMBIA")["GUACHETUPA"].place
    assert place is None or place.country == "CO"


def test_a_plain_name_means_the_city_and_not_a_municipality_abroad(gazetteer: Gazetteer) -> None:
    place = read(gazetteer, "A bomb exploded in Medellin.", "Medellin")["Medellin"].place
    assert place is not None
    assert (place.country, place.feature[:3]) == ("CO", "PPL")


@pytest.mark.parametrize("text", ["West Nile virus", "Ebola Reston virus", "Rift Valley fever"])
def test_a_disease_called_after_a_place_is_not_there(gazetteer: Gazetteer, text: str) -> None:
    name = text.removeprefix("Ebola ").rsplit(" ", 1)[0]
    assert read(gazetteer, f"Cases of {text} were found in Uganda.", name, "Uganda")[name].place is None


def test_the_broadcaster_of_a_dateline_is_no_place(gazetteer: Gazetteer) -> None:
    text = "BOGOTA, 3 MAY (CADENA NACIONAL) -- IT RAINED."
    assert read(gazetteer, text, "NACIONAL", role="dateline")["NACIONAL"].place is None


def test_what_hardly_sounds_alike_is_another_place(gazetteer: Gazetteer) -> None:
    """Radio stations of guerrillas are "clandestine"; Saraland, Alabama, once was Cleveland Station."""
    text = "CLANDESTINE, 13 JAN 90 (RADIO) -- A BOMB WENT OFF IN THE U.S. A GUARD DIED IN GUATEMALA."
    found = read(gazetteer, text, "CLANDESTINE", "U.S.", "GUATEMALA")["CLANDESTINE"]
    assert found.place is None or found.approximate


def test_the_center_of_a_town_lies_in_it(gazetteer: Gazetteer) -> None:
    text = "BOGOTA -- A BOMB EXPLODED IN THE CARTAGENA DE INDIAS TOURIST CENTER. SANTO DOMINGO WAS QUIET."
    found = read(gazetteer, text, "BOGOTA", "CARTAGENA DE INDIAS TOURIST CENTER", "SANTO DOMINGO")
    center = found["CARTAGENA DE INDIAS TOURIST CENTER"].place
    assert center is not None
    assert (center.name, center.country) == ("Cartagena", "CO")


def test_an_unknown_village_is_drawn_in_the_division_it_is_said_to_be_in(gazetteer: Gazetteer) -> None:
    text = "Shells fell on El Fasher. In Wad Xyzzah, in Gezira state, gunmen killed a hundred villagers."
    found = read(gazetteer, text, "El Fasher", "Wad Xyzzah", "Gezira state")["Wad Xyzzah"]
    assert found.place is not None
    assert found.approximate
    assert found.place.feature == "ADM1"
    assert found.place.name == "Al Jazīrah"


def test_an_unknown_village_is_drawn_in_the_country_that_the_article_is_about(gazetteer: Gazetteer) -> None:
    text = (
        "Drones struck near Xyzzah in Somalia on Sunday, officials in Mogadishu said, and Kismayo was hit."
        " A general in Stuttgart spoke. Four men died at Xyzzah."
    )
    names = ("Xyzzah", "Somalia", "Mogadishu", "Kismayo", "Stuttgart")
    assert (place := read(gazetteer, text, *names)["Xyzzah"].place) is not None
    assert place.country == "SO"


def test_an_unknown_mosque_stands_in_the_town_of_the_article(gazetteer: Gazetteer) -> None:
    text = "A gunman attacked worshippers in Christchurch on Friday. Most died at the Al Xyzzah mosque."
    mosque = read(gazetteer, text, "Christchurch", "Al Xyzzah")["Al Xyzzah"]
    assert mosque.place is not None
    assert mosque.place.name == "Christchurch"
    assert mosque.approximate
    assert (mosque.radius_km or 0) < 30


def test_a_district_is_not_in_a_country_that_the_article_does_not_name(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in Mogadishu, the Somali capital. A second one killed two in the Medina district."
    found = read(gazetteer, text, "Mogadishu", "Medina")["Medina"]
    assert found.place is None or found.place.country == "SO"


def test_of_names_that_sound_alike_the_much_closer_one_is_meant(gazetteer: Gazetteer) -> None:
    text = "MOGADISHU - Fighters overran a base in Barire, southwest of Mogadishu, and a camp near Afgooye."
    found = read(gazetteer, text, "Mogadishu", "Barire", "Afgooye")["Barire"]
    assert found.place is not None
    assert found.place.name == "Bariire"


@pytest.mark.parametrize("street", ["Selkirk Avenue", "the Cotonou roundabout"])
def test_a_street_lies_in_the_town_of_the_story(gazetteer: Gazetteer, street: str) -> None:
    text = f"Two people were stabbed on {street} on Saturday, Winnipeg police said. They live in Brandon."
    name = street.split()[-2]
    found = read(gazetteer, text, name, "Winnipeg", "Brandon")[name]
    assert found.place is not None
    assert found.place.name == "Winnipeg"
    assert found.approximate


@pytest.mark.parametrize(
    ("text", "quarter", "town"),
    [
        ("A house in Zeitun, in Gaza City, was bombed. Ankara protested.", "Zeitun", "Gaza City"),
        ("Police used water cannon in Istanbul's Kadıköy. Ankara was calm.", "Kadıköy", "Istanbul"),
    ],
)
def test_a_quarter_lies_in_the_town_it_is_said_to_be_in(
    gazetteer: Gazetteer, text: str, quarter: str, town: str
) -> None:
    found = read(gazetteer, text, quarter, town, "Ankara")
    quarter_place, town_place = found[quarter].place, found[town].place
    assert quarter_place is not None
    assert town_place is not None
    assert distance_km(quarter_place.lat, quarter_place.lon, town_place.lat, town_place.lon) < 20


def test_a_quarter_s_name_alone_is_not_that_of_a_far_city_s(gazetteer: Gazetteer) -> None:
    """The gazetteer has a quarter of Baghdad called Hurriya, and towns elsewhere have one too."""
    text = "Shells fell on Mosul on Sunday. The district of Hurriyah was hit again, a medic in Qayyarah said."
    found = read(gazetteer, text, "Mosul", "Hurriyah", "Qayyarah")["Hurriyah"]
    assert found.place is None or found.place.lat > 35


def test_towns_that_lie_together_are_no_strays(gazetteer: Gazetteer) -> None:
    """Their country is not named, and the large cities of the story lie elsewhere."""
    text = "A man was shot in Kotor. A car burned in Budva, one in Tivat. The gangs of Valencia and Belgrade."
    found = read(gazetteer, text, "Kotor", "Budva", "Tivat", "Valencia", "Belgrade")
    assert [found[n].place and found[n].place.country for n in ("Kotor", "Budva", "Tivat")] == ["ME"] * 3


def test_many_names_of_one_country_make_a_far_village_a_stray(gazetteer: Gazetteer) -> None:
    text = "Fighting in Maidan went on. In Jamrud a bomb went off; Hangu, Thall and Kohat were calm."
    found = read(gazetteer, text, "Maidan", "Jamrud", "Hangu", "Thall", "Kohat")["Maidan"]
    assert found.place is None or found.place.country == "PK"


def test_an_unknown_place_is_drawn_in_the_country_of_most_names(gazetteer: Gazetteer) -> None:
    """Readers of the story write from as many countries as there are letters."""
    text = (
        "Haiti: your questions. Who holds Port-au-Prince? Gangs, and Carrefour. (From Leeds.) A station in"
        " Xyzzah burned. Montreal asks: is Jacmel calm? Accra asks about Cap-Haïtien. Oslo asks too."
    )
    names = ("Haiti", "Port-au-Prince", "Leeds", "Carrefour", "Xyzzah", "Montreal", "Jacmel", "Accra", "Oslo")
    found = read(gazetteer, text, *names)["Xyzzah"]
    assert found.place is not None
    assert found.place.country == "HT"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A man was arrested in Manchester on Monday.", "Manchester", "GB"),
        ("Kurds occupied the consulate in Hanover.", "Hanover", "DE"),
        ("Inmates fought in a jail in Santo Domingo, in Ecuador.", "Santo Domingo", "EC"),
        ("QUITO - Inmates fought in a jail in Santo Domingo. Guayaquil was calm.", "Santo Domingo", "EC"),
        ("In El Alto looters stripped a plant.", "El Alto", "BO"),
        ("Jets struck near the Syrian town of Derik.", "Derik", "SY"),
        ("Police raided homes in the Turkish town of Derik.", "Derik", "TR"),
    ],
)
def test_the_better_known_of_two_is_meant(gazetteer: Gazetteer, text: str, name: str, country: str) -> None:
    beside = [town for town in ("QUITO", "Guayaquil") if town in text]
    found = read(gazetteer, text, name, *beside)[name].place
    assert found is not None
    assert found.country == country


def test_a_seat_whose_people_nobody_counted_is_meant_and_not_its_district(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "A bomb damaged a pipeline near Saravena, in Colombia.", "Saravena")["Saravena"]
    assert found.place is not None
    assert found.place.feature.startswith("PPL")


def test_a_village_of_its_name_says_little_about_a_river(gazetteer: Gazetteer) -> None:
    text = "A helicopter attacked the rebels near the Moroto river in Uganda. Lira was quiet."
    found = read(gazetteer, text, "Moroto", "Uganda", "Lira")["Moroto"]
    assert found.approximate
    assert (found.radius_km or 0) >= 60


def test_an_adjective_is_no_town(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "An Arab plan was vetoed on Saturday.", "Arab", role="demonym")["Arab"]
    assert found.place is None or found.place.feature != "PPL"


def test_a_bridge_is_not_in_a_country_that_nothing_else_is_in(gazetteer: Gazetteer) -> None:
    text = "Rebels entered Freetown. Men were shot on the Aberdeen bridge; Makeni and Bo were calm."
    found = read(gazetteer, text, "Freetown", "Aberdeen", "Makeni", "Bo")["Aberdeen"]
    assert found.place is None or found.place.country == "SL"


@pytest.mark.parametrize(
    ("street", "name"),
    [("East Lake Street", "East Lake Street"), ("the corner of 38th and Chicago", "Chicago")],
)
def test_a_street_s_own_name_is_no_far_town(gazetteer: Gazetteer, street: str, name: str) -> None:
    text = f"A shop at {street} was burned in Minneapolis on Thursday. Others marched in Tampa."
    found = read(gazetteer, text, name, "Minneapolis", "Tampa")[name]
    assert found.place is not None
    assert found.place.name == "Minneapolis"
    assert found.approximate


def test_an_alias_in_a_country_of_nothing_else_is_a_stray(gazetteer: Gazetteer) -> None:
    text = "Militants traded fire in Tirah. Shops in Hangu shut; the wounded reached Kohat and Jamrud."
    found = read(gazetteer, text, "Tirah", "Hangu", "Kohat", "Jamrud")["Tirah"]
    assert found.place is None or found.place.country == "PK"


@pytest.mark.parametrize(
    ("text", "name", "others", "country"),
    [
        (  # those who speak of it are elsewhere
            "Two reporters of Barfleur and Sablet were shot dead outside Kidal. Paris confirmed it.",
            "Kidal",
            ("Barfleur", "Sablet", "Paris"),
            "ML",
        ),
        (  # a neighbour has a town of the name, but so has the story's country
            "Men robbed a clinic at Mugina. Grenades were thrown in Bujumbura, the capital of Burundi.",
            "Mugina",
            ("Bujumbura", "Burundi"),
            "BI",
        ),
    ],
)
def test_what_else_is_named_says_which_namesake_is_meant(
    gazetteer: Gazetteer, text: str, name: str, others: tuple[str, ...], country: str
) -> None:
    found = read(gazetteer, text, name, *others)[name].place
    assert found is not None
    assert found.country == country
