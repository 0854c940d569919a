"""Goods on the way: made in, supplied by, smuggled from, captured from, with their shares.

After the questions of weapons tracing: which goods, what share of them, from where, to whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.events.locating import located
from geomap.events.page import Page, Sentence
from geomap.events.places import PREPOSITIONS, Spot, contains, is_country
from geomap.model import Flow, Location

KINDS = {
    "made": "made manufactured manufactures produced produces assembled built",
    "supplied": (
        "came supplied supply supplies supplying provided delivered shipped sold exported donated "
        "sent sourcing bought purchased purchasing coming procured"
    ),
    "smuggled": "smuggle smuggled smuggling smuggles trafficked trafficking traffic",
    "captured": "captured seized looted stolen",
    "transferred": "transferred transfer transfers moved relocated loaded",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
GOODS = re.compile(
    r"\b(?:(?:u\.s\.|us|american|chinese|russian|iraqi|iranian|syrian|turkish|new|small|heavy|"
    r"light|military|armed|assault|hunting|anti-tank|ballistic|crude|smuggled|stolen|"
    r"manufactured) ){0,2}(?:ammunition(?: cartridges)?|cartridges|bullets|rounds|weapons|weaponry|munitions|"
    r"arms|rifles|guns|machine guns|pistols|mortars?(?: shells)?|shells|mines|missiles?|rockets?|launchers|"
    r"drones?|explosives|detonators|fuses|grenades|military equipment|equipment|mat[eé]riel|material|tanks|"
    r"vehicles|lorries|trucks|pickups?|fertili[sz]er|chemicals|crude oil|oil|fuel|diesel|petrol|gasoline|"
    r"drugs|narcotics|cocaine|heroin|opium|hashish|methamphetamine|captagon|guidance units|cargo|shipments?|"
    r"consignments?|parts|components|gold|timber|ivory|cigarettes)(?: (?:parts|components|cartridges))?\b"
)
_PEOPLE = frozenset(
    "people refugees migrants families civilians men women children girls boys villagers residents "
    "prisoners hostages detainees patients wounded fighters soldiers troops workers students who".split()
)
SHARE = re.compile(
    r"\b(?:(?:nearly|almost|about|around|some|more than|over|less than|at least|roughly) )?"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|\d{1,3}) (?:in|"
    r"out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,4})|"
    r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent)"
    r"|(?:a|one|two|three)[ -](?:half|third|quarter|fifth|tenth)s?\b|"
    r"half|(?:a |the )?(?:majority|most) of|(?:\d{1,3}(?:,\d{3})+|\d{3,6})(?= [a-z]+))"
)


_BE = frozenset("was were is are been being be".split())
_TOWARDS = frozenset(("to", "into", "toward", "towards"))
_AT = frozenset(("in", "at", "near"))
_BY = frozenset(("in", "by", "at"))
_FOUND = frozenset("found captured recovered seized discovered intercepted collected documented".split())
_START = frozenset("bought purchased procured loaded".split())  # "bought in Tucson": where it set out
_TAKEN_UP = re.compile(
    r"\W*(?:most|some|all|many|half|they|these|those|others|the rest)(?: of (?:them|these|those))?,?"
    r" (?:had|have|were|are|came)\b"
)
_HOLDERS = frozenset(("from", "with", "by", "of"))
FAR = 16  # tokens between a verb and its goods


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """A verb of a sentence that moves goods, with its places; ``origins`` have the place around each."""

    kind: str
    start: int  # offset from which its share may be told
    verb: int
    goods: str
    origins: tuple[tuple[Spot, Spot | None], ...]
    destinations: tuple[tuple[Spot, Spot | None], ...]


def find_flows(page: Page, spots: dict[int, tuple[Spot, ...]]) -> tuple[Flow, ...]:
    """Flows in the order of the text, each once; an end that the article does not name is None."""
    found: list[Flow] = []
    goods_before: tuple[int, str] = (-2, "")
    for sentence in page.sentences:
        match = GOODS.search(sentence.plain)
        follows = goods_before[0] == sentence.index - 1 and _TAKEN_UP.match(sentence.plain)
        taken_up = goods_before[1] if follows else ""
        here = [s for s in spots.get(sentence.index, ()) if not s.speaks]
        if here and (match or taken_up):
            for move in _moves(sentence, here, taken_up):
                found.extend(_flows(page, sentence, move))
        if match or taken_up:
            goods_before = (sentence.index, taken_up or (match.group() if match else ""))
    return tuple(_once(found))


def _moves(sentence: Sentence, here: Sequence[Spot], taken_up: str) -> list[_Move]:
    words = sentence.words
    verbs = [i for i, w in enumerate(words) if w in _KIND_OF and _moves_goods(words, i)]
    found: list[_Move] = []
    for at, verb in enumerate(verbs):
        goods = taken_up or _goods(sentence, verb)
        if not goods:
            continue
        end = verbs[at + 1] if at + 1 < len(verbs) else len(words)
        origins, destinations = _ends(words, here, verb, end)
        previous = found[-1] if found else None
        chained = previous is not None and words[previous.verb] in _START and not previous.destinations
        if chained and previous is not None and destinations and not origins:
            origins = previous.origins  # "bought in Tucson and smuggled to Nogales"
            found.pop()
        if origins or destinations:
            kind = _KIND_OF[words[verb]]
            start = sentence.ends[found[-1].verb] if found else sentence.start
            move = _Move(
                kind=kind, start=start, verb=verb, goods=goods, origins=origins, destinations=destinations
            )
            found.append(move)
    return found


def _moves_goods(words: tuple[str, ...], verb: int) -> bool:
    """Whether the verb says where goods come from: "captured from", but not "captured in"."""
    following = words[verb + 1 : verb + 8]
    if words[verb] in ("came", "coming"):
        return following[:1] == ("from",)
    return _KIND_OF[words[verb]] != "captured" or "from" in following


def _goods(sentence: Sentence, verb: int) -> str | None:
    """The goods next to the verb, before a passive and after an active one; None where people are."""
    words = sentence.words
    after = words[verb + 1] if verb + 1 < len(words) else ""
    passive = bool(_BE & set(words[max(0, verb - 3) : verb])) or after in PREPOSITIONS or after == "from"
    near: list[tuple[int, str | None]] = []
    for match in GOODS.finditer(sentence.plain):
        near.append((sentence.token_at(sentence.start + match.start()), match.group()))
    # "cartridges found from fighters": whom goods are taken from is not what is moved
    near.extend((i, None) for i, w in enumerate(words) if w in _PEOPLE and words[i - 1] not in _HOLDERS)
    ranked = sorted(((i > verb) == passive, abs(i - verb), i, name) for i, name in near)
    ranked = [r for r in ranked if r[1] <= FAR]
    return ranked[0][3] if ranked else None


_Ends = tuple[tuple[Spot, Spot | None], ...]


def _ends(words: tuple[str, ...], here: Sequence[Spot], verb: int, end: int) -> tuple[_Ends, _Ends]:
    """Places that the goods come from and go to, each with the larger place named around it."""
    sides: dict[str, list[tuple[Spot, Spot | None]]] = {"from": [], "to": []}
    previous: list[tuple[Spot, Spot | None]] | None = None
    for spot in here:
        if spot.first >= end:
            break
        if previous and _holds(words, previous[-1][0], spot):
            previous[-1] = (previous[-1][0], spot)
            continue
        side = _side(words, spot, verb)
        if side is None and previous is not None and _listed(words, spot):
            previous.append((spot, None))  # "from China, Russia and the U.S."
            continue
        previous = sides[side] if side else None
        if previous is not None:
            previous.append((spot, None))
    if _KIND_OF[words[verb]] == "made" and not sides["to"]:
        sides["to"] = [(s, None) for s in here if _is_find(words, s)]
    return tuple(sides["from"]), tuple(sides["to"])


def _holds(words: tuple[str, ...], inner: Spot, outer: Spot) -> bool:
    """Whether the second name only says where the first lies: "Springfield, Massachusetts"."""
    between = words[inner.last + 1 : outer.first]
    if outer.first - inner.last > 4 or not between or between[0] not in (",", "in"):
        return False
    larger = outer.place.feature.startswith(("ADM", "PCL"))
    same = inner.place.country == outer.place.country and not is_country(inner.place)
    return contains(outer, inner) or (larger and same and inner.place.id != outer.place.id)


def _listed(words: tuple[str, ...], spot: Spot) -> bool:
    start = spot.first - 1 if words[spot.first - 1] == "the" else spot.first
    return spot.preposition is None and start > 1 and words[start - 1] in ("and", ",")


def _is_find(words: tuple[str, ...], spot: Spot) -> bool:
    near = words[max(0, spot.first - 4) : spot.first]
    return spot.preposition in _AT and bool(_FOUND & set(near)) and not _KIND_OF.keys() & set(near) - _FOUND


def _side(words: tuple[str, ...], spot: Spot, verb: int) -> str | None:
    before, role, kind = spot.preposition, spot.reference.mention.role, _KIND_OF[words[verb]]
    after = words[spot.last + 1] if spot.last + 1 < len(words) else ""
    nearby = words[max(0, spot.first - 2) : spot.first]
    if spot.first < verb:
        if before == "from" and any(GOODS.fullmatch(w) for w in spot.before_preposition[-1:]):
            return "from"
        if after == words[verb] and kind in ("made", "supplied"):
            return "from"  # "Chinese-made rifles"
        gave = kind == "supplied" and before is None and verb - spot.last <= 2
        return "from" if gave and role in ("context", "actor", "event") else None
    if before == "from" or (role == "demonym" and {"from", "by"} & set(nearby)):
        return "from"
    if kind == "made" and (before in _BY or role == "demonym") and not _is_find(words, spot):
        return "from"
    if before in _AT and words[verb] in _START:
        return "from"
    if before in _TOWARDS or (role == "demonym" and "to" in nearby):
        return "to"
    return "from" if kind == "supplied" and before == "by" else None


def _flows(page: Page, sentence: Sentence, move: _Move) -> list[Flow]:
    found: list[Flow] = []
    low = move.start
    for origin in move.origins[:4] or (None,):
        high = origin[0].start if origin else sentence.ends[move.verb]
        shares = SHARE.findall(sentence.plain, low - sentence.start, high - sentence.start)
        low = high if origin else low
        for target in move.destinations[:3] or (None,):
            found.append(
                Flow(
                    kind=move.kind,
                    origin=_at(page, *origin) if origin else None,
                    destination=_at(page, *target) if target else None,
                    goods=move.goods,
                    share=shares[-1] if shares else None,
                    excerpt=page.span(sentence.start, sentence.end),
                )
            )
    return found


def _at(page: Page, spot: Spot, around: Spot | None) -> Location:
    location = located(page, spot, "named in the same sentence")
    if around is None or is_country(around.place) or around.place.name in location.name:
        return location
    return replace(location, name=f"{location.name}, {around.place.name}")


def _once(flows: Sequence[Flow]) -> list[Flow]:
    """Without those that say the same again or less."""
    kept: dict[tuple[str, str | None, str | None], Flow] = {}
    for flow in sorted(flows, key=lambda f: f.share is None):
        kept.setdefault(_key(flow), flow)
    full = [key for key in kept if key[1] and key[2]]
    less = {
        key
        for key in kept
        for other in full
        if key[0] == other[0]
        and key != other
        and all(a in (None, b) for a, b in zip(key, other, strict=True))
    }
    return sorted((f for key, f in kept.items() if key not in less), key=lambda f: f.excerpt.start)


def _key(flow: Flow) -> tuple[str, str | None, str | None]:
    return (
        flow.kind,
        flow.origin.place_id if flow.origin else None,
        flow.destination.place_id if flow.destination else None,
    )
