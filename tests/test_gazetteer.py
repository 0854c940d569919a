"""Places by name, over a small gazetteer of the test's own and over the one that is built in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.store import Store
from geomap.gazetteer.writer import Record, write_gazetteer
from geomap.model import Place


def town(
    number: int, name: str, *others: str, country: str = "SY", people: int = 1000, lat: float = 35.0
) -> Record:
    place = Place(
        id=f"geonames:{number}", name=name, lat=lat, lon=40.0, feature="PPL", country=country,
        admin1_code=f"{country}.01", population=people, extent_km=1.0,
    )  # fmt: skip
    return Record(place=place, names=tuple((other, NameKind.ALIAS) for other in others))


def written(path: Path, *records: Record) -> Path:
    write_gazetteer(path, records, meta={"name": path.stem, "credits": f"by {path.stem}"})
    return path


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Gazetteer]:
    records = (
        town(1, "Al Ḩasakah", "Hasakeh", people=400_000),
        town(2, "Paris", country="FR", people=2_000_000),
        town(3, "Paris", country="US", people=24_000),
        town(4, "Tadmur", "Palmyra", "تدمر", people=50_000),
        town(5, "Qamishlo", people=180_000, lat=37.0),
        Record(
            place=Place(id="t:sy", name="Syria", lat=35, lon=38, feature="PCLI", country="SY", population=18),
            names=(("Syrian", NameKind.DEMONYM), ("SYR", NameKind.CODE)),
        ),
        Record(
            place=Place(
                id="t:me", name="Paris Basin", lat=48, lon=3, feature="RGN", extent_km=150,
                course=((48.0, 3.0), (49.0, 2.0)),
            )
        ),
        Record(
            place=Place(
                id="t:a1", name="Hasakah", lat=36, lon=41, feature="ADM1", country="SY", admin1="Hasakah",
                admin1_code="SY.01", extent_km=100,
            )
        ),
    )  # fmt: skip
    store = Store(written(tmp_path / "small.sqlite", *records))
    yield Gazetteer([store])
    store.close()


def found(gazetteer: Gazetteer, name: str, *countries: str) -> list[str]:
    return [c.place.id for c in gazetteer.lookup(name, countries=countries)]


def test_of_namesakes_the_most_populous_comes_first(small: Gazetteer) -> None:
    assert found(small, "Paris") == ["geonames:2", "geonames:3"]


def test_a_wanted_country_leaves_the_others_out(small: Gazetteer) -> None:
    assert found(small, "Paris", "US") == ["geonames:3"]


def test_a_region_of_no_single_country_is_in_every_country(small: Gazetteer) -> None:
    assert found(small, "Paris Basin", "SY") == ["t:me"]


def test_accents_articles_and_hyphens_do_not_hide_a_place(small: Gazetteer) -> None:
    assert found(small, "al-Hasakah")[0] == "geonames:1"


def test_an_unknown_spelling_is_found_by_its_sound(small: Gazetteer) -> None:
    candidate = small.lookup("Tadmor", countries=("SY",))[0]
    assert (candidate.place.id, candidate.match) == ("geonames:4", "romanised")
    assert 0.66 <= candidate.score < 1


def test_another_spelling_is_accepted_only_within_given_countries(small: Gazetteer) -> None:
    assert found(small, "Kamishlie", "SY") == ["geonames:5"]
    assert found(small, "Brzeziny", "SY") == []


def test_arabic_script_finds_the_place(small: Gazetteer) -> None:
    assert found(small, "تدمر") == ["geonames:4"]


def test_a_demonym_means_its_country_and_says_so(small: Gazetteer) -> None:
    candidate = small.lookup("Syrian")[0]
    assert (candidate.place.name, candidate.match) == ("Syria", "alias")
    assert candidate.evidence == {"name": 1.0, "kind": float(NameKind.DEMONYM)}


def test_a_code_counts_only_in_capitals(small: Gazetteer) -> None:
    assert found(small, "SYR") == ["t:sy"]
    assert found(small, "Syr") == []


def test_a_town_knows_its_division_and_a_division_is_its_own(small: Gazetteer) -> None:
    assert small.lookup("Hasakeh")[0].place.admin1 == "Hasakah"
    division = small.get("t:a1")
    assert division is not None
    assert division.admin1 == "Hasakah"


def test_a_place_by_its_id_has_its_other_names_and_its_course(small: Gazetteer) -> None:
    palmyra, basin = small.get("geonames:4"), small.get("t:me")
    assert palmyra is not None
    assert basin is not None
    assert palmyra.alt_names == ("Palmyra", "تدمر")
    assert basin.course == ((48.0, 3.0), (49.0, 2.0))
    assert small.get("geonames:99") is None


def test_a_box_holds_its_places_most_populous_first(small: Gazetteer) -> None:
    assert [p.id for p in small.within(36.5, 39, 38, 41, limit=5)] == ["geonames:5"]
    assert [p.id for p in small.within(30, 39, 38, 41, limit=2, features=("PPL",))] == [
        "geonames:2",
        "geonames:1",
    ]


def test_the_first_file_has_the_last_word(tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.sqlite", town(1, "Hasaka", people=5, lat=36.5))
    theirs = written(
        tmp_path / "theirs.sqlite", town(1, "Al Hasakah", "Hasaka", people=9), town(2, "Hasaka", people=7)
    )
    stores = [Store(mine), Store(theirs)]
    gazetteer = Gazetteer(stores)
    assert [(c.place.id, c.place.lat) for c in gazetteer.lookup("Hasaka")] == [
        ("geonames:2", 35.0),
        ("geonames:1", 36.5),
    ]
    assert gazetteer.info()["credits"] == "by mine\nby theirs"
    assert gazetteer.info()["places"] == 3
    for store in stores:
        store.close()


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    records = (town(1, "Hajin", "Hajeen"), town(2, "Baghuz"))
    first, second = written(tmp_path / "a.sqlite", *records), written(tmp_path / "b.sqlite", *records)
    assert first.read_bytes().replace(b"by a", b"by b").replace(b"namea", b"nameb") == second.read_bytes()


@pytest.mark.parametrize(
    "bytes_", [b"", b"not a database at all, but text", b"SQLite format 3\x00" + b"\x00" * 100]
)
def test_a_damaged_file_is_refused_with_its_name(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(bytes_)
    with pytest.raises(GazetteerError, match=r"broken\.sqlite"), open_gazetteer([path]):
        pass


def test_a_missing_file_is_refused_with_the_way_to_make_one(tmp_path: Path) -> None:
    with (
        pytest.raises(GazetteerError, match="geomap gazetteer import"),
        open_gazetteer([tmp_path / "none.sqlite"]),
    ):
        pass


# -- the built-in gazetteer ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def built() -> Iterator[Gazetteer]:
    with open_gazetteer() as gazetteer:
        yield gazetteer


SPELLINGS = {
    "Deir ez-Zor": "Deir ez-Zour|Deir el-Zour|Deir Ezzor|Dayr az-Zawr|Deir ez-Zor",
    "Al Ḩasakah": "Hasaka|Hasakeh|al-Hasakah",
    "Ar Raqqah": "Ar-Raqqa City|al-Raqqah|Raqqa",
    "Al Qāmishlī": "Qamishli|Kamishly",
    "Al Ḩawl": "al-Hawl|al-Hol",
    "Baghuz": "Baghuz|Baghouz|al-Baghuz",
    "Hajīn": "Hajin",
    "Al Fallūjah": "Falluja|Fallujah",
    "Mosul": "al-Mawsil|Mosul",
    "Idlib": "Idleb|Idlib",
    "Tall ‘Afar": "Tel Afar|Tal Afar",
    "Tall Abyaḑ": "Tel Abyad",
    "Ash Shaddādah": "Shaddadi",
    "‘Ayn al ‘Arab": "Kobane|Kobani",
    "Manbij": "Manbij|منبج",
    "Ālbū Kamāl": "al-Bukamal|Albu Kamal|Abu Kamal",
    "Al Mayādīn": "al-Mayadeen|Mayadin",
    "Sinjār": "Shingal|Sinjar",
    "Tadmur": "Palmyra|Tadmur",
    "Al-Hawl camp": "al-Hawl camp|al-Hol camp|Al-Hawl Internally Displaced Persons Camp",
    "Al-Tanf": "al-Tanf|at-Tanf",
    "Badiya": "Badiya Desert|Badia",
    "Iraqi Kurdistan": "Iraqi Kurdistan|Kurdistan Region",
    "Euphrates": "Euphrates|the Euphrates River|الفرات",
    "Khabur": "Khabur|Khabour River",
    "Middle East": "Middle East|the Mideast",
    "United States": "U.S.|USA|American",
    "California": "Calif.|Californian",
}
CASES = [(spelling, name) for name, spellings in SPELLINGS.items() for spelling in spellings.split("|")]


@pytest.mark.parametrize(("spelling", "name"), CASES, ids=[spelling for spelling, _ in CASES])
def test_a_spelling_of_the_news_finds_its_place(built: Gazetteer, spelling: str, name: str) -> None:
    places = {c.place.name: c.place for c in built.lookup(spelling)[:4]}
    assert name in places


def test_a_division_is_found_beside_its_capital(built: Gazetteer) -> None:
    features = {c.place.feature for c in built.lookup("Deir ez-Zour Province") if c.place.country == "SY"}
    assert "ADM1" in features


@pytest.mark.parametrize(
    ("bare", "country", "division"),
    [
        ("La Mar", "PE", "Provincia de La Mar"),
        ("Bantul", "ID", "Kabupaten Bantul"),
        ("Uludere", "TR", "Uludere İlçesi"),
        ("Sóc Sơn", "VN", "Huyện Sóc Sơn"),
        ("Dikirnis", "EG", "Markaz Dikirnis"),
    ],
)
def test_a_division_is_found_without_what_its_country_calls_it(
    built: Gazetteer, bare: str, country: str, division: str
) -> None:
    assert division in {c.place.name for c in built.lookup(bare, countries=[country])}


def test_a_people_before_the_kind_of_a_place_hides_nothing(built: Gazetteer) -> None:
    assert built.lookup("INDIAN STATE OF MIZORAM")[0].place.admin1_code == "IN.31"


def test_an_airport_code_is_no_name(built: Gazetteer) -> None:
    assert all(c.place.country != "US" for c in built.lookup("SDF"))


def test_a_county_of_the_united_states_has_its_own_point(built: Gazetteer) -> None:
    counties = [c.place for c in built.lookup("Orange County") if c.place.admin1 == "California"]
    assert [(round(p.lat), round(p.lon)) for p in counties if p.feature == "ADM2"] == [(34, -118)]


def test_a_river_comes_with_its_course(built: Gazetteer) -> None:
    euphrates = next(c.place for c in built.lookup("Euphrates") if c.place.feature == "STM")
    assert len(euphrates.course) > 50


def test_the_recogniser_is_given_countries_and_peoples_but_no_common_words(built: Gazetteer) -> None:
    names = set(built.names())
    assert {
        ("Syria", "LOC"),
        ("Syrian", "ADJ"),
        ("American", "ADJ"),
        ("Texas", "LOC"),
        ("European", "ADJ"),
        ("Omagh", "TOWN"),  # by its people
        ("Chibok", "TOWN"),  # a division's seat
    } <= names
    assert not {("Central", "LOC"), ("Victoria", "LOC"), ("Syrian", "LOC"), ("Americans", "LOC")} & names


def test_the_built_gazetteer_credits_its_sources(built: Gazetteer) -> None:
    assert "GeoNames" in str(built.info()["credits"])
    assert "CC BY 4.0" in str(built.info()["credits"])
