"""What is written into the page as it is: never through a template, and never able to leave its tag."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_data_block(identifier: str, value: Any) -> str:
    """A ``<script type="application/json">`` whose text no HTML parser can mistake for markup.

    ``<`` is written as its JSON escape, and so is a lone surrogate, which UTF-8 cannot hold.
    Raises ValueError for numbers that JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")
    if not text.isascii():
        text = _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return f'<script type="application/json" id="{identifier}">{text}</script>'


def to_text(value: str) -> str:
    """Text for the body of an element or for a quoted attribute; a lone surrogate becomes U+FFFD."""
    return escape(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value), quote=True)


def fingerprint(source: str) -> str:
    """What a Content-Security-Policy calls an inline script or style: its SHA-256."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def security_policy(
    *,
    scripts: Iterable[str],
    styles: Iterable[str],
    hosts: Iterable[str] = (),
    image_hosts: Iterable[str] = (),
    loose_styles: bool = False,
) -> str:
    """The Content-Security-Policy under which only these scripts and styles run and nothing is fetched.

    ``hosts`` may serve scripts and styles (a plug-in that was added by hand), ``image_hosts`` tiles;
    ``loose_styles`` allows style attributes, which the popups of folium's own elements have.
    """
    hosts, image_hosts = sorted(set(hosts)), sorted(set(image_hosts))
    rules = {
        "default-src": ["'none'"],
        "script-src": [*dict.fromkeys(map(fingerprint, scripts)), *hosts],
        "style-src": [*dict.fromkeys(map(fingerprint, styles)), *hosts],
        "img-src": ["data:", "blob:", *image_hosts, *hosts],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if loose_styles:
        rules["style-src-attr"] = ["'unsafe-inline'"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
