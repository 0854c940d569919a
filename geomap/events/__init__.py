"""What happened where and when: `read_events` gives the finished reading of an article."""

from __future__ import annotations

from geomap.events.reading import read_events

__all__ = ["read_events"]
