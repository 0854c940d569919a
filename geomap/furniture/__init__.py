"""Page text that is not the article: menus, share bars, comment forms, captions printed twice.

Pure rules about the form of a line, made to spare the article: a sentence of prose is marked only
where its words can be nothing else ("All rights reserved."). The text is not changed; what is
found is listed with its reason. `forms` knows what a line looks like by itself; `rules` knows
where in the page it stands.
"""

from __future__ import annotations

from geomap.furniture.rules import find_furniture, find_headline

__all__ = ["find_furniture", "find_headline"]
