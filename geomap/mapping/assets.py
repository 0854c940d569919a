"""The page's own files: scripts, styles and words as they are written into it."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from geomap.errors import GazetteerError

LIBRARIES = ("leaflet.js", "topojson-client.min.js")
# In an order in which each module stands after those whose values it needs while it loads.
MODULES = (
    "dom.js", "words.js", "text.js", "dates.js", "restoring.js", "columns.js", "state.js", "filters.js",
    "clusters.js", "bins.js", "corrections.js", "exports.js", "describe.js", "glyphs.js", "basemap.js",
    "names.js", "areas.js",
    "marks.js", "flows.js", "layers.js", "popover.js", "open.js", "filterbar.js", "timeline.js", "list.js",
    "table.js", "evidence.js", "fixing.js", "card.js", "ledger.js", "panel.js", "picture.js", "paper.js",
    "menus.js", "keys.js", "app.js", "folium.js",
)  # fmt: skip
STYLES = (
    "tokens.css", "layout.css", "map.css", "timeline.css", "panel.css", "card.css", "small.css", "print.css",
)  # fmt: skip
_IMPORT = re.compile(r'^import [^;]*? from "\./[\w.]+";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|let|function|class) )", re.MULTILINE)


def read(name: str) -> str:
    """Text of a file in `static`, with the line ends that HTML has."""
    return files("geomap.mapping").joinpath("static", name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def words() -> dict[str, Any]:
    """The page's words by language and key."""
    table: dict[str, Any] = json.loads(read("words.json"))
    return table


@cache
def bundle() -> str:
    """All modules as one script: they are joined, and their imports and exports are dropped.

    So a name may be declared by one module only; a test parses the bundle.
    """
    parts = [_EXPORT.sub("", _IMPORT.sub("", read(name))) for name in MODULES]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


@cache
def library(name: str) -> str:
    """A file that came from npm. Raises `GazetteerError` where the installation lacks it."""
    try:
        text = files("geomap").joinpath("_assets", name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GazetteerError(f"{name} is missing from this installation; install geomap again") from error
    return text.replace("\r\n", "\n").replace("</script", "<\\/script")


@cache
def styles() -> str:
    """Leaflet's styles without the pictures they would fetch, and ours."""
    leaflet = re.sub(r"[\w-]+:\s*url\([^)]*\);?", "", library("leaflet.css"))
    return leaflet + "\n".join(read(name) for name in STYLES)
