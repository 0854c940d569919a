"""Sentences of texts that are no sentences."""

from __future__ import annotations

from geomap.text import sentences


def test_a_row_of_full_stops_takes_no_longer_than_a_text() -> None:
    text = "." * 1_000_000 + " It rained."  # the square of this number would be half a million seconds

    assert [span.text[-10:] for span in sentences(text)] == ["..........", "It rained."]
