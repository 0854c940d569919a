"""The events as a GeoDataFrame."""

from __future__ import annotations

from pathlib import Path

import geopandas

from export_samples import sample
from geomap.exporters import to_geodataframe, to_geojson


def test_a_frame_has_a_row_an_event_with_days_numbers_and_shapes():
    frame = to_geodataframe(sample())
    assert list(frame.index) == [f["id"] for f in sample()["features"]]
    assert frame.crs.to_epsg() == 4326
    first = frame.iloc[0]
    assert (first["event_date"].isoformat(), first["fatalities"]) == ("2017-05-03T00:00:00", 14)
    assert [g is None for g in frame.geometry] == [f["geometry"] is None for f in sample()["features"]]


def test_a_frame_can_be_joined_and_saved_at_once(tmp_path: Path):
    frame = to_geodataframe(sample())
    assert len(frame.sjoin(frame)) >= frame.geometry.notna().sum()
    frame.to_file(tmp_path / "frame.gpkg")
    frame.to_parquet(tmp_path / "frame.parquet")
    assert len(geopandas.read_file(tmp_path / "frame.gpkg")) == len(frame)


def test_no_events_make_an_empty_frame_with_every_column():
    frame = to_geodataframe(to_geojson([]))
    assert (len(frame), set(frame.columns)) == (0, set(to_geodataframe(sample()).columns))
