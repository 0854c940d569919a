"""`Map`: a `folium.Map` whose page needs nothing but itself, and whose data pass no template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure

from geomap.files import replacing
from geomap.mapping import assets
from geomap.mapping.blocks import to_blocks
from geomap.mapping.markup import security_policy, to_data_block, to_text
from geomap.mapping.overlays import Overlay, to_overlays
from geomap.mapping.tiles import to_tiles

_RIGHT_TO_LEFT = frozenset({"ar"})
_EMPTY: Mapping[str, Any] = {"type": "FeatureCollection", "features": []}


def to_map(
    geojson: Mapping[str, Any],
    *,
    title: str | None = None,
    tiles: str | Mapping[str, Any] | None = None,
    overlays: Sequence[Overlay] = (),
    language: str = "en",
) -> Map:
    """The page that shows a result. See `Map`."""
    return Map(geojson, title=title, tiles=tiles, overlays=overlays, language=language)


class Map(folium.Map):
    """A map of events that opens from a file, with no network, in one HTML file.

    >>> import folium
    >>> page = Map(title="Nothing yet")
    >>> _ = folium.Marker([36.34, 43.13]).add_to(page)

    ``geojson`` is the collection that `geomap.exporters.to_geojson` makes. ``tiles`` names online
    tiles, which are off by default; ``overlays`` are GeoJSON files or objects drawn as lines;
    ``language`` is the one the page opens in, "en", "fr" or "ar". Children are added as to any
    folium map. Raises `ConfigError` for tiles, overlays or a language that cannot be used.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attributes, and nothing is fetched
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(
        self,
        geojson: Mapping[str, Any] | None = None,
        *,
        title: str | None = None,
        tiles: str | Mapping[str, Any] | None = None,
        overlays: Sequence[Overlay] = (),
        language: str = "en",
    ) -> None:
        super().__init__(tiles=None)
        self._id = "geomap"  # folium takes a random one; the same data are to give the same bytes
        Page(language=language, title=title or "geomap").add_child(self)
        self.tiles = to_tiles(tiles)
        self.blocks = to_blocks(geojson or _EMPTY, title, language, self.tiles, to_overlays(overlays))

    def render(self, **kwargs: Any) -> str:
        """Put the page's parts into the figure; folium calls this, and uses no result."""
        figure: Any = self.get_root()
        figure.header.add_child(Verbatim(f"<style>{assets.styles()}</style>"), name="geomap_style")
        figure.html.add_child(Verbatim(assets.read("page.html")), name="geomap_body")
        for name, value in self.blocks.items():
            figure.html.add_child(Verbatim(to_data_block(name, value)), name=f"geomap_{name}")
        figure.script.add_child(Verbatim(f"var {self.get_name()} = geomap.start();\n"), name="geomap_start")
        for child in self._children.values():
            child.render(**kwargs)
        return ""

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """As folium's: to a path, all of it or nothing, or into an open binary file."""
        if hasattr(outfile, "write"):
            super().save(outfile, close_file=close_file, **kwargs)
        else:
            self.write(Path(outfile))

    def write(self, path: Path) -> None:
        """Write the page, all of it or nothing."""
        page: Any = self.get_root()
        parts = [part.encode() for part in page.parts()]
        with replacing(Path(path)) as temporary, temporary.open("wb") as file:
            file.writelines(parts)


class Verbatim(Element):
    """Text that goes into the page as it is. folium would compile it as a Jinja template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002
        return self.text


class Page(Figure):
    """The HTML document around a `Map`, under a Content-Security-Policy of what it holds."""

    def __init__(self, *, language: str, title: str) -> None:
        super().__init__(height="620px")
        self.language = language
        self.page_title = title

    def render(self, **kwargs: Any) -> str:
        """The whole document."""
        return "".join(self.parts(**kwargs))

    def parts(self, **kwargs: Any) -> list[str]:
        """The document in parts: to join so many megabytes takes as long as to write them."""
        for child in list(self._children.values()):
            child.render(**kwargs)
        scripts = [*map(assets.library, assets.LIBRARIES), assets.bundle(), self.script.render(**kwargs)]
        header = self._header(**kwargs)
        policy = security_policy(
            scripts=[*scripts, *_inside("script", header)],
            styles=_inside("style", header),
            hosts=_hosts(header),
            image_hosts=[host for map_ in self._maps() for host in (map_.tiles or {}).get("hosts", ())],
            loose_styles=self._has_guests(),
        )
        direction = "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"
        head = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language}" dir="{direction}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{to_text(self.page_title)}</title>",
            header,
            "</head>",
            "<body>",
        ]
        body = [part.render(**kwargs) for part in self.html._children.values()]
        end = [*(f"<script>{script}</script>" for script in scripts), "</body>", "</html>"]
        return [text for part in (*head, *body, *end) for text in (part, "\n")]

    def _header(self, **kwargs: Any) -> str:
        parts = [part for name, part in self.header._children.items() if name != "meta_http"]
        return "\n".join(part.render(**kwargs) for part in parts)

    def _maps(self) -> Iterator[Map]:
        return (child for child in self._children.values() if isinstance(child, Map))

    def _has_guests(self) -> bool:
        """Whether elements of folium's own were added."""
        return any(map_._children for map_ in self._maps())


def _inside(tag: str, html: str) -> list[str]:
    """What stands inside the inline elements of this name."""
    return re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)


def _hosts(header: str) -> list[str]:
    """Hosts of the scripts and styles which elements that were added by hand link to."""
    return re.findall(r'(?:src|href)="(https?://[^/"]+)', header)
