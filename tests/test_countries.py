import pytest

from geomap.countries import alpha3, by_numeric, countries, country_name, iso_numeric


def test_every_iso_country_and_kosovo_is_there_once():
    table = countries()
    assert len(table) == 250
    assert len({c.alpha3 for c in table.values()}) == 250
    assert len({c.numeric for c in table.values()}) == 250


def test_codes_have_the_shape_that_the_standard_gives_them():
    for country in countries().values():
        assert len(country.alpha2) == 2
        assert country.alpha2.isupper()
        assert len(country.alpha3) == 3
        assert country.alpha3.isupper()
        assert country.name == country.name.strip() != ""


@pytest.mark.parametrize(
    ("code", "three", "number", "name"),
    [
        ("SY", "SYR", 760, "Syria"),
        ("IQ", "IRQ", 368, "Iraq"),
        ("GB", "GBR", 826, "United Kingdom"),
        ("SS", "SSD", 728, "South Sudan"),
        ("AF", "AFG", 4, "Afghanistan"),
        ("XK", "XKX", None, "Kosovo"),
    ],
)
def test_known_countries_have_their_published_codes(code, three, number, name):
    assert (alpha3(code), iso_numeric(code), country_name(code)) == (three, number, name)


def test_codes_are_read_in_either_case():
    assert country_name("sy") == "Syria"


@pytest.mark.parametrize("code", [None, "", "ZZ", "SYR"])
def test_an_unknown_code_has_neither_name_nor_number(code):
    assert country_name(code) is None
    assert iso_numeric(code) is None
    assert alpha3(code) is None


def test_a_number_leads_back_to_its_country():
    for country in countries().values():
        if country.numeric is not None:
            assert by_numeric(country.numeric) == country
    assert by_numeric(None) is None
    assert by_numeric(0) is None
