"""Names of places in articles: `open_recogniser` gives the step that `geomap.pipeline` calls.

Two recognisers come with geomap. Both are spaCy pipelines that end in the component
``geomap_toponyms``, so that any other installed spaCy pipeline can take their place.
"""

from __future__ import annotations

from geomap.recognise.stream import Recogniser, open_recogniser

__all__ = ["Recogniser", "open_recogniser"]
