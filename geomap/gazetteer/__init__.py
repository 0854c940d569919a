"""The gazetteer: a read-only SQLite index of places, built, looked up and added to here."""

from geomap.gazetteer.index import Gazetteer, open_gazetteer

__all__ = ["Gazetteer", "open_gazetteer"]
