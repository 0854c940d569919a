"""Every format that is a file: read back by a reader that is not ours, with the same events and shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import geoparquet_validator
import pyogrio
import pytest
from fastkml.validator import validate as validate_kml
from geojson_pydantic import FeatureCollection
from geojson_pydantic.features import Feature
from shapely.geometry import shape

from export_samples import sample
from geomap.corrections import Correction, apply_corrections
from geomap.errors import ConfigError, ExportError, InputError
from geomap.exporters import at_least, export_formats, exporter_for, read_geojson, to_geojson
from geomap.exporters.acled import COLUMNS as ACLED
from geomap.exporters.ledger import COLUMNS as LEDGER

ENDINGS = {
    "annotations": "jsonld", "csv": "csv", "fgb": "fgb", "geojson": "geojson", "geojsonl": "geojsonl",
    "gpkg": "gpkg", "kml": "kml", "lpf": "jsonld", "parquet": "parquet", "plover": "jsonl", "timemap": "json",
}  # fmt: skip
FILES = tuple(ENDINGS)
GDAL = {
    "fgb": "FlatGeobuf", "geojson": "GeoJSON", "geojsonl": "GeoJSONSeq", "gpkg": "GPKG", "kml": "LIBKML",
}  # fmt: skip
HOSTILE = (
    "=cmd|' /C calc'!A1 <script>alert(1)</script> ]]> &amp; \x00\x0b\ud800 \u2028 \u202eעברית {{7*7}} ';--"
)


def write(name: str, folder: Path, geojson: dict[str, Any] | None = None) -> Path:
    path = folder / f"week.{ENDINGS[name]}"
    exporter_for(name, path)(sample() if geojson is None else geojson, path)
    return path


def hostile() -> dict[str, Any]:
    """The sample with nothing but hostile text in the first event's texts."""
    geojson = sample()
    p = geojson["features"][0]["properties"]
    for name in ("actor1", "notes", "location", "excerpt", "source", "date_text"):
        p[name] = HOSTILE
    p["sources"][0] |= {"title": HOSTILE, "excerpt": HOSTILE, "source": HOSTILE, "url": "javascript:alert(1)"}
    geojson["geomap"]["attribution"] = [HOSTILE]
    return geojson


def shapes(geojson: dict[str, Any]) -> dict[str, Any]:
    return {f["id"]: shape(f["geometry"]) if f["geometry"] else None for f in geojson["features"]}


def read_by_gdal(name: str, path: Path) -> geopandas.GeoDataFrame:
    """All layers of a file as GDAL's own driver reads them."""
    assert pyogrio.list_drivers(read=True)[GDAL[name]]
    layers = ["events"] if name == "gpkg" else [layer for layer, _ in pyogrio.list_layers(path)]
    frames = [pyogrio.read_dataframe(path, layer=layer) for layer in layers]
    return frames[0] if len(frames) == 1 else geopandas.pd.concat(frames)


def test_every_built_in_format_is_tested_here_or_on_a_server():
    assert {*FILES, "postgresql"} == set(export_formats())


@pytest.mark.parametrize("name", sorted(GDAL))
def test_gdal_reads_the_same_events_at_the_same_coordinates(name: str, tmp_path: Path):
    geojson = sample()
    frame = read_by_gdal(name, write(name, tmp_path))
    ids = frame["event_id" if name == "kml" else "id"]
    found = dict(zip(ids, frame.geometry, strict=True))
    expected = shapes(geojson)
    assert found.keys() == expected.keys()
    for event_id, geometry in expected.items():
        if geometry is None:
            assert found[event_id] is None or found[event_id].is_empty
        else:
            assert found[event_id].normalize().equals_exact(geometry.normalize(), 1e-9)


def test_geoparquet_is_read_with_the_same_events_and_coordinates(tmp_path: Path):
    frame = geopandas.read_parquet(write("parquet", tmp_path)).set_index("id")
    for event_id, geometry in shapes(sample()).items():
        found = frame.geometry[event_id]
        assert found is None if geometry is None else found.equals_exact(geometry, 0)
    assert frame.crs.equals("OGC:CRS84")


@pytest.mark.parametrize("geojson", [sample(), to_geojson([])], ids=["events", "none"])
def test_geoparquet_passes_the_tests_of_its_specification(tmp_path: Path, geojson: dict[str, Any]):
    report = geoparquet_validator.check(str(write("parquet", tmp_path, geojson)))
    assert report["version"] == "1.1.0"
    assert geoparquet_validator.failed(report, "core") == []
    assert geoparquet_validator.failed(report, "covering") == []


@pytest.mark.parametrize("name", ["geojson", "parquet"])
@pytest.mark.parametrize("geojson", [sample(), to_geojson([])], ids=["events", "none"])
def test_geomap_reads_its_own_files_back_whole(name: str, geojson: dict[str, Any], tmp_path: Path):
    assert read_geojson(write(name, tmp_path, geojson)) == geojson


def test_geojson_that_went_through_geoparquet_has_the_same_bytes(tmp_path: Path):
    first = write("geojson", tmp_path).read_bytes()
    back = read_geojson(write("parquet", tmp_path))
    assert write("geojson", tmp_path, back).read_bytes() == first


def test_a_corrected_collection_survives_geoparquet(tmp_path: Path):
    geojson = sample()
    rows = [
        Correction(event_id=geojson["features"][0]["id"], action="reject"),
        Correction(event_id=geojson["features"][1]["id"], action="note", value={"text": "Seen."}),
    ]
    corrected, _ = apply_corrections(geojson, rows)
    assert read_geojson(write("parquet", tmp_path, corrected)) == corrected


@pytest.mark.parametrize("name", FILES)
def test_the_same_result_gives_the_same_bytes(name: str, tmp_path: Path):
    first = write(name, tmp_path).read_bytes()
    assert write(name, tmp_path).read_bytes() == first


@pytest.mark.parametrize("name", FILES)
def test_no_events_make_a_file_that_opens(name: str, tmp_path: Path):
    path = write(name, tmp_path, to_geojson([]))
    if name == "geojsonl":
        assert path.read_bytes() == b""
    elif name == "kml":
        assert validate_kml(file_to_validate=path) is True
    elif name in GDAL:
        assert len(read_by_gdal(name, path)) == 0
    elif name == "csv":
        assert path.read_bytes().decode("utf-8") == ",".join(ACLED) + "\r\n"
    elif name != "parquet":
        [json.loads(line) for line in [path.read_text(encoding="utf-8")] if line]


@pytest.mark.parametrize("name", FILES)
def test_only_the_file_itself_is_left_behind(name: str, tmp_path: Path):
    write(name, tmp_path)
    beside = {"week.csv-metadata.json"} if name == "csv" else set()
    assert {path.name for path in tmp_path.iterdir()} == {f"week.{ENDINGS[name]}"} | beside


@pytest.mark.parametrize("name", FILES)
def test_hostile_text_makes_a_valid_file(name: str, tmp_path: Path):
    path = write(name, tmp_path, hostile())
    if name == "kml":
        assert validate_kml(file_to_validate=path) is True
    if name in GDAL:
        assert len(read_by_gdal(name, path)) == len(sample()["features"])
    elif name != "parquet":
        assert path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_text_in_any_script_comes_through(name: str, tmp_path: Path):
    path = write(name, tmp_path)
    if name in GDAL:
        told = " ".join(map(str, read_by_gdal(name, path).to_numpy().ravel()))
    elif name == "parquet":
        told = geopandas.read_parquet(path)["excerpt"].str.cat()
    else:
        told = path.read_text(encoding="utf-8")
    assert "Ōsaka" in told
    assert name == "annotations" or "اشتباك في مدينة الرقة" in told  # it keeps 32 characters about a name


@pytest.mark.parametrize("name", FILES)
def test_credits_and_the_gazetteer_are_in_the_file(name: str, tmp_path: Path):
    path = write(name, tmp_path)
    if name == "csv":
        path = path.with_name(f"{path.name}-metadata.json")
    if name == "gpkg":
        told = str(pyogrio.read_info(path, layer="events")["dataset_metadata"])
    elif name == "fgb":
        told = str(pyogrio.read_info(path)["layer_metadata"])
    else:
        told = path.read_bytes().decode("utf-8", "ignore").replace("\\u00e9", "é")
    assert "GeoNames, CC BY 4.0" in told
    assert "version 7" in told or '"version":"7"' in told
    assert "geomap 0.1.0" in told or '"version":"0.1.0"' in told


@pytest.mark.parametrize("name", FILES)
def test_events_that_were_filtered_out_are_not_exported(name: str, tmp_path: Path):
    geojson = sample()
    unsure = geojson["features"][0]
    unsure["properties"]["confidence"] = 0.2
    path = write(name, tmp_path, at_least(geojson, 0.5))
    if name == "parquet":
        assert unsure["id"] not in set(geopandas.read_parquet(path)["id"])
    elif name in GDAL:
        assert len(read_by_gdal(name, path)) == len(geojson["features"]) - 1
    else:
        assert unsure["id"] not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_the_place_of_a_folder_is_named(name: str, tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="is not a folder; choose another place"):
        write(name, tmp_path / "file")


@pytest.mark.parametrize("name", FILES)
def test_the_old_file_stays_where_writing_fails(name: str, tmp_path: Path):
    path = write(name, tmp_path)
    before = path.read_bytes()
    broken = sample()
    broken["features"].append(object())
    with pytest.raises(TypeError):
        exporter_for(name, path)(broken, path)
    assert path.read_bytes() == before
    assert not [found for found in tmp_path.iterdir() if found.name.startswith(".")]


def test_the_geojson_is_rfc_7946_to_a_validator(tmp_path: Path):
    text = write("geojson", tmp_path).read_text(encoding="utf-8")
    with pytest.warns(UserWarning, match="crossing the Antimeridian"):  # which is how 5.2 wants it
        found = FeatureCollection.model_validate_json(text)
    assert len(found.features) == len(sample()["features"])


def test_every_line_of_geojsonl_is_a_feature_to_a_validator(tmp_path: Path):
    lines = write("geojsonl", tmp_path).read_text(encoding="utf-8").splitlines()
    found = [Feature.model_validate_json(line) for line in lines]
    assert [feature.id for feature in found] == [feature["id"] for feature in sample()["features"]]


def test_a_geopackage_has_the_ledger_and_the_articles_as_tables(tmp_path: Path):
    path = write("gpkg", tmp_path)
    ledger = pyogrio.read_dataframe(path, layer="ledger", read_geometry=False)
    assert tuple(ledger.columns) == LEDGER
    assert set(ledger["name"]) == {row["name"] for row in sample()["geomap"]["ledger"]}
    articles = pyogrio.read_dataframe(path, layer="articles", read_geometry=False)
    assert list(articles["id"]) == ["a1", "copy", "b/2 ä"]


def test_a_geopackage_has_flows_and_zones_as_layers(tmp_path: Path):
    geojson = sample()
    flow = geojson["geomap"]["flows"][0]
    geojson["geomap"]["flows"].append(
        {**flow, "to": {**flow["from"], "name": "Ghent", "lat": 51.05, "lon": 3.7}}
    )
    path = write("gpkg", tmp_path, geojson)
    flows = pyogrio.read_dataframe(path, layer="flows")
    assert [g and g.geom_type for g in flows.geometry] == [None, None, "LineString"]
    assert list(flows.iloc[-1].geometry.coords) == [(38.0, 35.0), (3.7, 51.05)]
    assert list(flows["destination"])[-1] == "Ghent"
    zones = pyogrio.read_dataframe(path, layer="zones")
    assert (zones["class"][0], zones.geometry[0].geom_type) == ("attack", "Point")


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet"])
def test_nested_values_are_json_in_a_column(name: str, tmp_path: Path):
    path = write(name, tmp_path)
    read = geopandas.read_parquet if name == "parquet" else geopandas.read_file
    found = read(path, **({"layer": "events"} if name == "gpkg" else {})).set_index("id")
    for feature in sample()["features"]:
        assert json.loads(found["sources"][feature["id"]]) == feature["properties"]["sources"]


def test_a_parquet_file_of_somebody_else_is_named_as_such(tmp_path: Path):
    path = tmp_path / "other.parquet"
    geopandas.pd.DataFrame({"a": [1]}).to_parquet(path)
    with pytest.raises(InputError, match="was not written by geomap"):
        read_geojson(path)
    path.write_bytes(b"PAR1 not really")
    with pytest.raises(InputError, match="Parquet"):
        read_geojson(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_geojson(tmp_path / "none.parquet")


def test_a_parquet_file_with_one_bad_value_is_named(tmp_path: Path):
    from pyarrow import parquet

    path = write("parquet", tmp_path)
    table = parquet.read_table(path)
    at = table.column_names.index("sources")
    broken = table.set_column(at, "sources", [["not json"] * table.num_rows])
    parquet.write_table(broken.replace_schema_metadata(table.schema.metadata), path)
    with pytest.raises(InputError, match="did not write"):
        read_geojson(path)


@pytest.mark.parametrize("address", ["postgresql://h/d", "postgres://h/d"])
def test_a_database_is_no_place_for_a_file(address: str):
    with pytest.raises(ConfigError, match="goes with -f postgresql"):
        exporter_for("gpkg", address)(sample(), address)


def test_an_installed_exporter_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    info = tmp_path / "other-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[geomap.exporters]\ncount = other_exporter:write\n")
    (tmp_path / "other_exporter.py").write_text(
        "def write(geojson, path):\n    path.write_text(str(len(geojson['features'])))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "count" in export_formats()
    exporter_for("count", tmp_path / "n.txt")(sample(), str(tmp_path / "n.txt"))
    assert (tmp_path / "n.txt").read_text() == str(len(sample()["features"]))
