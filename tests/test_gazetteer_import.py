"""Files of a user's own become a gazetteer that is asked before the built-in one."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.importers import import_files
from geomap.gazetteer.store import Store

COLUMNS = "{}\t{}\t{}\t{}\t{}\t{}\tP\tPPL\tSY\t\t07\t\t\t\t{}\t\t210\tAsia/Damascus\t2020-01-01\n"
DUMP = COLUMNS.format(
    900001, "Tell al-Wadi", "Tell al-Wadi", "Tall al Wadi,تل الوادي,TLW", 35.5, 40.5, 1200
) + COLUMNS.format(900002, "Bir Nasif", "Bir Nasif", "", 35.6, 40.6, 0)
NAMES = (
    "1\t900002\tar\tبئر ناصيف\t1\t\t\t\t\t\n"
    "2\t900002\tlink\thttps://example.org/Bir_Nasif\t\t\t\t\t\t\n"
    "3\t900002\ten\tNasif's Well\t\t\t\t\t\t\n"
    "4\t777\ten\tNowhere Known\t\t\t\t\t\t\n"
)
NOWHERE = '{"type": "Feature", "properties": {"name": "A"}, "geometry": null}'


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@contextmanager
def opened(path: Path) -> Iterator[Gazetteer]:
    store = Store(path)
    try:
        yield Gazetteer([store])
    finally:
        store.close()


def imported(folder: Path, *files: Path, columns: dict[str, str] | None = None) -> Path:
    target = folder / "mine.sqlite"
    import_files(files, target, columns=columns, quiet=True)
    return target


def test_a_country_dump_is_read_plain_and_zipped(tmp_path: Path) -> None:
    plain = file(tmp_path, "SY.txt", DUMP)
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "not the table")
        archive.writestr("SY.txt", DUMP)
    for source in (plain, packed):
        with opened(imported(tmp_path, source)) as gazetteer:
            place = gazetteer.lookup("تل الوادي")[0].place
            assert (place.id, place.admin1_code, place.population) == ("geonames:900001", "SY.07", 1200)
            assert not gazetteer.lookup("TLW")


def test_nobody_living_somewhere_is_not_known_from_a_zero(tmp_path: Path) -> None:
    with opened(imported(tmp_path, file(tmp_path, "SY.txt", DUMP))) as gazetteer:
        place = gazetteer.get("geonames:900002")
        assert place is not None
        assert place.population is None


def test_alternate_names_lead_to_places_of_the_dump_only(tmp_path: Path) -> None:
    files = file(tmp_path, "SY.txt", DUMP), file(tmp_path, "alternateNamesV2.txt", NAMES)
    with opened(imported(tmp_path, *files)) as gazetteer:
        assert [c.place.id for c in gazetteer.lookup("Nasif's Well")] == ["geonames:900002"]
        assert [c.place.id for c in gazetteer.lookup("Bir Nassif", countries=("SY",))] == ["geonames:900002"]
        assert not gazetteer.lookup("Nowhere Known")
        place = gazetteer.get("geonames:900002")
        assert place is not None
        assert "بئر ناصيف" in place.alt_names


def test_a_table_with_columns_of_any_name(tmp_path: Path) -> None:
    table = "PCODE;Village;Y;X;Other names\nC1;Umm Tina;35.1;40.2;Um Tineh|أم تينة\n"
    columns = {"id": "PCODE", "name": "Village", "aliases": "Other names"}
    with opened(imported(tmp_path, file(tmp_path, "ocha.csv", table), columns=columns)) as gazetteer:
        place = gazetteer.lookup("أم تينة")[0].place
        assert (place.id, place.name, place.lat, place.lon) == ("ocha:C1", "Umm Tina", 35.1, 40.2)


def test_geojson_points_and_shapes(tmp_path: Path) -> None:
    square = [[40, 35], [40.2, 35], [40.2, 35.2], [40, 35.2], [40, 35]]
    features = [
        {"type": "Feature", "id": 7, "properties": {"name": "Old Well", "country": "SY"},
         "geometry": {"type": "Point", "coordinates": [40.5, 35.5]}},
        {"type": "Feature", "properties": {"name": "Zone A"},
         "geometry": {"type": "Polygon", "coordinates": [square]}},
    ]  # fmt: skip
    source = file(tmp_path, "own.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    with opened(imported(tmp_path, source)) as gazetteer:
        well, zone = gazetteer.lookup("Old Well")[0].place, gazetteer.lookup("Zone A")[0].place
        assert (well.id, well.country) == ("own:7", "SY")
        assert (round(zone.lat, 1), round(zone.lon, 1)) == (35.1, 40.1)
        assert 10 < (zone.extent_km or 0) < 20


def test_linked_places_keep_their_ids_names_and_classes(tmp_path: Path) -> None:
    feature = {
        "@id": "https://www.geonames.org/900003/", "type": "Feature",
        "properties": {"title": "Dura", "ccodes": ["SY"], "fclasses": ["S"]},
        "names": [{"toponym": "Doura"}, {"toponym": "Δοῦρα"}],
        "geometry": {"type": "Point", "coordinates": [40.73, 34.75]},
    }  # fmt: skip
    source = file(tmp_path, "lpf.jsonl", json.dumps(feature) + "\n")
    with opened(imported(tmp_path, source)) as gazetteer:
        place = gazetteer.lookup("Doura")[0].place
        assert (place.id, place.name, place.feature, place.country) == (
            "geonames:900003",
            "Dura",
            "SITE",
            "SY",
        )


def test_of_two_files_with_one_place_the_first_says_where_it_is(tmp_path: Path) -> None:
    moved = DUMP.replace("\t35.5\t", "\t35.9\t")
    files = file(tmp_path, "first.txt", moved), file(tmp_path, "second.txt", DUMP)
    with opened(imported(tmp_path, *files)) as gazetteer:
        assert [c.place.lat for c in gazetteer.lookup("Tell al-Wadi")] == [35.9]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("SY.txt", DUMP + "broken\tline\n", r"SY\.txt:3: 2 columns"),
        ("SY.txt", DUMP.replace("35.5", "95.5"), r"SY\.txt:1: .*not on Earth"),
        ("t.csv", "name,lat,lon\nA,north,40\n", r"t\.csv:2: .*north"),
        ("t.csv", "name,lat,lon\n,35,40\n", r"t\.csv:2: a place without a name"),
        ("t.csv", "ort,breite\nA,35\n", r"t\.csv: which column is name\? .*--columns"),
        ("t.geojson", "{", r"t\.geojson: not JSON"),
        ("t.geojson", '{"type": "Feature"}', r"t\.geojson: not a FeatureCollection"),
        ("t.jsonl", NOWHERE, r"t\.jsonl:1: has no geometry"),
        ("t.docx", "x", r"t\.docx: not a file of places"),
        ("alternateNamesV2.txt", NAMES, r"no places; give the country's dump too"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_what_to_do(tmp_path: Path, name: str, text: str, said: str) -> None:
    source = file(tmp_path, name, text)
    with pytest.raises(GazetteerError, match=said):
        imported(tmp_path, source)
    assert not (tmp_path / "mine.sqlite").exists()


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    source = file(tmp_path, "t.csv", "name,lat,lon\nA,35,40\n")
    with pytest.raises(GazetteerError, match="no column 'Ort'"):
        imported(tmp_path, source, columns={"name": "Ort"})
    with pytest.raises(GazetteerError, match="--columns size"):
        imported(tmp_path, source, columns={"size": "name"})


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    path.write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(GazetteerError, match=r"SY\.zip: a damaged zip"):
        imported(tmp_path, path)
