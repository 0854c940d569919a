"""Online tiles over the page's own map, where somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from geomap.errors import ConfigError, MissingDependency


def to_tiles(wanted: str | Mapping[str, Any] | None) -> dict[str, Any] | None:
    """``{"url", "attribution", "host", ...}`` of a provider, None where none is wanted.

    ``wanted`` is a name that xyzservices knows ("OpenTopoMap", "MapTiler.Streets?key=..."; what
    follows the question mark goes to the provider), an address with {z}, {x} and {y}, or a
    `TileProvider`. Raises `ConfigError` for an unknown name, a missing key or another kind of address.
    """
    if wanted is None or wanted == "":
        return None
    if isinstance(wanted, str) and "{z}" in wanted:
        return _described(wanted, "", {})
    provider = _provider(wanted) if isinstance(wanted, str) else wanted
    url = provider.build_url(scale_factor="") if hasattr(provider, "build_url") else provider["url"]
    return _described(url, provider.get("html_attribution") or provider.get("attribution") or "", provider)


def _provider(wanted: str) -> Any:
    try:
        from xyzservices import providers
    except ImportError as error:
        raise MissingDependency("named tiles need: pip install xyzservices") from error
    name, _, options = wanted.partition("?")
    try:
        provider = providers.query_name(name)
    except ValueError as error:
        raise ConfigError(
            f"tiles {name!r}: xyzservices knows no such provider; its names are in xyzservices.providers"
        ) from error
    provider = provider.copy()
    provider.update(parse_qsl(options))
    if provider.requires_token():
        raise ConfigError(f'tiles {name!r} need a key: write "{name}?key=..." as its provider names it')
    return provider


def _described(url: str, attribution: str, provider: Mapping[str, Any]) -> dict[str, Any]:
    parts = urlsplit(url.replace("{s}", "a"))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"tiles {url!r}: not an http or https address with {{z}}, {{x}} and {{y}}")
    letters = provider.get("subdomains") or "abc"
    addresses = [urlsplit(url.replace("{s}", letter)) for letter in letters]
    return {
        "url": url,
        "attribution": _plain(attribution),
        "subdomains": letters,
        "max_zoom": provider.get("max_zoom") or 19,
        "hosts": sorted({f"{address.scheme}://{address.netloc}" for address in addresses}),
    }


def _plain(attribution: str) -> str:
    """The credit without its markup."""
    return unescape(re.sub(r"<[^>]*>", "", attribution))
