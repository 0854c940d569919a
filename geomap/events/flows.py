"""Goods on the way: made in, supplied by, smuggled from, captured from, with their shares.

After the questions of weapons tracing: which goods, what share of them, from where, to whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events.locating import located
from geomap.events.page import Page, Sentence
from geomap.events.places import Spot, is_country
from geomap.model import Flow, Location

KINDS = {
    "made": "made manufactured manufactures produced produces assembled built",
    "supplied": (
        "supplied supply supplies supplying provided delivered shipped sold exported donated "
        "sent sourcing bought purchased purchasing coming procured"
    ),
    "smuggled": "smuggle smuggled smuggling smuggles trafficked trafficking traffic",
    "captured": "captured seized looted stolen",
    "transferred": "transferred transfer transfers moved relocated",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
GOODS = re.compile(
    r"\b(?:(?:(?:u\.s\.|us|american|chinese|russian|iraqi|iranian|syrian|new|small|heavy|"
    r"light|military|armed|assault|anti-tank|ballistic|crude|"
    r"manufactured) ){0,2}(?:ammunition(?: cartridges)?|cartridges|rounds|weapons|weaponry|"
    r"arms|rifles|guns|machine guns|mortars|missiles|rockets|drones?|explosives|"
    r"detonators|grenades|military equipment|equipment|mat[eé]riel|material|tanks|vehicles|"
    r"pickups?|fertili[sz]er|chemicals|crude oil|oil|fuel|drugs|cocaine|heroin|opium|"
    r"captagon|"
    r"gold|timber|ivory|cigarettes))\b"
)
SHARE = re.compile(
    r"\b(?:(?:nearly|almost|about|around|some|more than|over|less than|at least|roughly) )?"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|\d{1,3}) (?:in|"
    r"out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,4})|"
    r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent)"
    r"|(?:a|one|two|three)[ -](?:half|third|quarter|fifth|tenth|thirds|quarters|fifths)|"
    r"half|(?:a |the )?(?:majority|most) of|(?:\d{1,3}(?:,\d{3})+|\d{3,6})(?= [a-z]+))"
)


def find_flows(page: Page, spots: dict[int, tuple[Spot, ...]]) -> tuple[Flow, ...]:
    """Flows in the order of the text; an end that the article does not name is None."""
    found: list[Flow] = []
    for sentence in page.sentences:
        here = spots.get(sentence.index, ())
        kind = next((_KIND_OF[w] for w in sentence.words if w in _KIND_OF), None)
        goods = _goods(sentence, kind)
        if kind is None or goods is None or not here:
            continue
        origins, destinations = _ends(sentence, here, kind)
        if not origins and not destinations:
            continue
        targets: Sequence[Location | None] = [_at(page, s) for s in destinations[:3]] or [None]
        share = SHARE.search(sentence.plain)
        sources: list[Spot | None] = [*origins[:4]] or [None]
        for origin in sources:
            for target in targets:
                found.append(
                    Flow(
                        kind=kind,
                        origin=_at(page, origin) if origin else None,
                        destination=target,
                        goods=goods,
                        share=share.group() if share else None,
                        excerpt=page.span(sentence.start, sentence.end),
                    )
                )
    return tuple(_once(found))


def _once(flows: Sequence[Flow]) -> list[Flow]:
    """Without those that say the same again or less."""
    kept: dict[tuple[object, ...], Flow] = {}
    flows = sorted(flows, key=lambda f: f.share is None)
    for flow in flows:
        ends = (
            flow.kind,
            flow.origin and flow.origin.place_id,
            flow.destination and flow.destination.place_id,
        )
        kept.setdefault(ends, flow)
    return sorted(kept.values(), key=lambda f: f.excerpt.start)


def _goods(sentence: Sentence, kind: str | None) -> str | None:
    found = GOODS.search(sentence.plain) if kind else None
    if not found:
        return None
    return found.group()


def _at(page: Page, spot: Spot) -> Location:
    return located(page, spot, "named in the same sentence")


def _ends(sentence: Sentence, here: Sequence[Spot], kind: str) -> tuple[list[Spot], list[Spot]]:
    """Spots that the goods come from and go to."""
    origins: list[Spot] = []
    destinations: list[Spot] = []
    words = sentence.words
    verb = next(i for i, w in enumerate(words) if w in _KIND_OF)
    previous: list[Spot] | None = None
    for spot in here:
        side = _side(words, spot, verb, kind)
        if side is None and previous is not None and _listed(words, spot):
            previous.append(spot)  # "from China, Russia and the U.S."
            continue
        chosen = {"from": origins, "to": destinations}.get(side or "")
        if chosen is not None:
            chosen.append(spot)
        previous = chosen
    return _finest(origins), _finest(destinations)


def _listed(words: tuple[str, ...], spot: Spot) -> bool:
    return spot.preposition is None and spot.first > 1 and words[spot.first - 1] in ("and", ",")


def _finest(spots: list[Spot]) -> list[Spot]:
    """Without a country whose town is named beside it."""
    towns = {s.place.country for s in spots if not is_country(s.place)}
    return [s for s in spots if not (is_country(s.place) and s.place.country in towns)]


def _side(words: tuple[str, ...], spot: Spot, verb: int, kind: str) -> str | None:
    before, role = spot.preposition, spot.reference.mention.role
    after = words[spot.last + 1] if spot.last + 1 < len(words) else ""
    if before == "from" or role == "origin":
        return "from"
    if kind == "made" and spot.first > verb and (before in ("in", "by", "at") or role == "demonym"):
        return "from"
    if after in ("made", "manufactured", "produced", "built", "supplied"):
        return "from"
    if before in ("to", "into", "toward", "towards"):
        return "to"
    if kind == "supplied" and before == "by":
        return "from"
    if kind == "supplied" and spot.last < verb and verb - spot.last <= 2 and role in ("context", "actor"):
        return "from"
    if role == "demonym" and any(w == "to" for w in words[max(0, spot.first - 2) : spot.first]):
        return "to"
    if role == "demonym" and any(w in ("from", "by") for w in words[max(0, spot.first - 2) : spot.first]):
        return "from"
    return None
