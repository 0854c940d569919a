"""geomap turns news articles into maps of events that can be checked."""
