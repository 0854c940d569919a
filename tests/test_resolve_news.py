"""Names as the press spells them, with the gazetteer of geomap and no hint but a sentence around."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.model import Article, GeoReference, Mention
from geomap.resolve import propose, resolve

NEAR_KM = 25.0
POINTS = {  # lat, lon from maps
    "Deir ez-Zor": (35.336, 40.141),
    "Hasakah": (36.50, 40.75),
    "Raqqa": (35.95, 39.01),
    "Qamishli": (37.05, 41.22),
    "Hawl": (36.39, 41.15),
    "Baghuz": (34.46, 40.95),
    "Hajin": (34.69, 40.83),
    "Fallujah": (33.35, 43.78),
    "Mosul": (36.34, 43.13),
    "Idlib": (35.93, 36.63),
    "Tal Afar": (36.38, 42.45),
    "Tell Abyad": (36.70, 38.95),
    "Shaddadi": (36.06, 40.73),
    "Kobane": (36.89, 38.35),
    "Manbij": (36.53, 37.95),
    "Abu Kamal": (34.45, 40.92),
    "Mayadin": (35.02, 40.45),
    "Sinjar": (36.32, 41.86),
    "Palmyra": (34.56, 38.27),
    "Istanbul": (41.01, 28.95),
}
SPELLINGS = {
    "Deir ez-Zor": "Deir ez-Zor|Deir ez-Zour|Deir el-Zour|Deir Ezzor|Dayr az-Zawr",
    "Hasakah": "Hasaka|Hasakeh",
    "Raqqa": "Ar-Raqqa City|al-Raqqah",
    "Qamishli": "Qamishli",
    "Hawl": "al-Hawl|al-Hol",
    "Baghuz": "Baghuz|Baghouz",
    "Hajin": "Hajin",
    "Fallujah": "Falluja|Fallujah",
    "Mosul": "Mosul|al-Mawsil",
    "Idlib": "Idlib|Idleb",
    "Tal Afar": "Tel Afar",
    "Tell Abyad": "Tel Abyad",
    "Shaddadi": "Shaddadi",
    "Kobane": "Kobane",
    "Manbij": "Manbij",
    "Abu Kamal": "al-Bukamal|Albu Kamal",
    "Mayadin": "al-Mayadeen",
    "Sinjar": "Shingal",
    "Palmyra": "Palmyra|Tadmur",
    "Istanbul": "Istanbul",
}
SENTENCES = (
    "Fighters attacked a convoy in {} on Tuesday.",
    "Two people were killed near {}, residents said.",
    "The market of {} was shelled overnight.",
)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with open_gazetteer() as opened:
        yield opened


def read(text: str, *names: str, gazetteer: Gazetteer, demonyms: tuple[str, ...] = ()) -> list[GeoReference]:
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        role = "demonym" if name in demonyms else "context"
        mentions.append(Mention(start=at, end=at + len(name), text=name, role=role))  # type: ignore[arg-type]
        at += len(name)
    article = Article(id="a", text=text)
    proposals = [(m, propose(m, article, gazetteer=gazetteer)) for m in mentions]
    return list(resolve(article, proposals, lookup=gazetteer.lookup, get=gazetteer.get))


def error_km(reference: GeoReference, lat: float, lon: float) -> float:
    assert reference.place is not None
    return distance_km(reference.place.lat, reference.place.lon, lat, lon)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("name", "place"), [(n, place) for place, names in SPELLINGS.items() for n in names.split("|")]
)
def test_a_name_is_right_in_every_spelling(
    name: str, place: str, sentence: str, gazetteer: Gazetteer
) -> None:
    (reference,) = read(sentence.format(name), name, gazetteer=gazetteer)
    assert not reference.approximate
    assert error_km(reference, *POINTS[place]) <= NEAR_KM


def test_a_town_and_its_province_are_two_places(gazetteer: Gazetteer) -> None:
    text = "From Deir ez-Zor city to Deir ez-Zour Province"
    town, province = read(text, "Deir ez-Zor", "Deir ez-Zour Province", gazetteer=gazetteer)
    assert town.place is not None
    assert province.place is not None
    assert town.place.feature.startswith("PPL")
    assert province.place.feature == "ADM1"
    assert (town.radius_km or 0) < (province.radius_km or 0)


@pytest.mark.parametrize(
    ("text", "names", "meant", "code"),
    [
        ("The mayor of Dublin, Ohio, spoke.", ("Dublin", "Ohio"), (40.10, -83.11), "US"),
        ("Georgia sent troops from Tbilisi.", ("Georgia", "Tbilisi"), (42.0, 43.5), "GE"),
        ("Talks in Washington failed.", ("Washington",), (38.9, -77.04), "US"),
        ("A ferry sank in the Red Sea.", ("Red Sea",), (19.5, 38.7), None),
    ],
)
def test_what_stands_beside_a_name_decides(
    text: str, names: tuple[str, ...], meant: tuple[float, float], code: str | None, gazetteer: Gazetteer
) -> None:
    reference = read(text, *names, gazetteer=gazetteer)[0]
    assert error_km(reference, *meant) <= 161
    assert reference.place is not None
    assert reference.place.country == code


def test_a_demonym_is_the_country(gazetteer: Gazetteer) -> None:
    (reference,) = read("A Danish court ruled.", "Danish", gazetteer=gazetteer, demonyms=("Danish",))
    assert reference.place is not None
    assert reference.place.country == "DK"
    assert reference.place.feature.startswith("PCL")


def test_a_name_with_a_designator_lies_in_the_state_behind_its_comma(gazetteer: Gazetteer) -> None:
    text = "The cartridges were made in the Lake City, Missouri plant."
    (reference,) = read(text, "Lake City", gazetteer=gazetteer)
    assert error_km(reference, 39.10, -94.27) < NEAR_KM
