"""What the words around a name say about the place: its container, its possessor, its kind. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geomap.model import Article, Mention

Kind = Literal["country", "admin1", "admin2", "city", "region", "water", "desert", "site"]

# Designators: the word next to a name that says what kind of thing bears it.
_DESIGNATORS: Mapping[Kind, str] = {
    "admin1": "province provinces governorate governorates department departments state oblast region"
    " prefecture wilayat wilaya",
    "admin2": "county counties parish district districts borough raion jurisdiction jurisdictions",
    "city": "city cities town towns village villages township hamlet capital municipality municipalities",
    "water": "river rivers lake sea gulf bay strait creek canal",
    "desert": "desert deserts badiya plateau mountains mountain mount valley island islands peninsula",
    "site": "camp camps airport airbase base crossing dam field checkpoint",
}
# Part of a town, or a small one at its edge: never a place of that name far from all others.
_QUARTERS = frozenset("suburb neighborhood neighbourhood quarter barrio colonia".split())
# What may bear a far place's name and lies in a town: "Selkirk Avenue", "the Cotonou roundabout".
_STREETS = "Avenue|Boulevard|Circle|Gate|Lane|Plaza|Road|Roundabout|Square|Street"
_STREET = re.compile(rf"\s+(?:{_STREETS})\b")
_OWN_STREET = re.compile(rf"\s(?:{_STREETS})$")
_CORNER = re.compile(r"\b(?:corner|intersection|junction) of (?:[\w'’-]+ ){1,3}and $")
_THE_STREET = re.compile(
    r"\s+(?:avenue|boulevard|gate|intersection|junction|metro (?:station|stop)|overpass|roundabout|square"
    r"|street|traffic (?:circle|lights?)|underpass)\b"
)
_SEVERAL = frozenset(f"{word}s" for word in _QUARTERS)
DESIGNATORS: Mapping[str, Kind] = {
    word: kind for kind, words in _DESIGNATORS.items() for word in words.split()
} | dict.fromkeys(sorted(_QUARTERS | _SEVERAL), "city")
# What stands in one town, whatever it is called after.
IN_TOWN = (
    "mosque|church|cathedral|synagogue|temple|hotel|mall|school|hospital|station|square|stadium|theat(?:er|re)"
    "|museum|market|restaurant|nightclub|junction|avenue|street"
)
# What an unknown facility may be called after the place it stands in: "Mosul General Hospital".
FACILITIES = (
    "stadium|hospital|clinic|university|college|school|academy|prison|jail|court|courthouse|church|mosque|shrine"
    "|cathedral|temple|synagogue|monastery|market|bazaar|square|park|zoo|museum|theat(?:er|re)|library|hotel|mall"
    "|station|terminal|port|harbou?r|airport|airfield|airbase|base|barracks|garrison|camp|checkpoint|crossing|border"
    "|bridge|dam|tunnel|refinery|plant|factory|mine|field|oilfield|pipeline|depot|warehouse|reservoir|cemetery"
    "|headquarters|compound|parliament|embassy|consulate|palace|castle|citadel|fort|municipality|neighbou?rhood"
    "|district|quarter|suburbs?|road|highway|street|avenue|roundabout|junction|highlands|heights|forest|valley"
    "|cent(?:er|re)|zone|sector|gate|precinct"
)
_BUILDING = re.compile(rf"\s+(?:{FACILITIES})\b")
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*"
_WORDS = "|".join(sorted(DESIGNATORS, key=lambda w: (-len(w), w)))
_PLURALS = "|".join(sorted(w for w in DESIGNATORS if w.endswith("s")))
_PARTS = "|".join(sorted(_QUARTERS | _SEVERAL))
_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:refugee\s+|displacement\s+|IDP\s+|air\s+)?"
    # No "Department of Justice"; "the X suburb of Y" is Y, "the X quarter of Y" is X: neither is read here.
    rf"((?!(?:departments?|{_PARTS})\b)(?:{_WORDS})|(?:departments?|{_PARTS})(?!\s+(?:of|for)\b))\b",
    re.I,
)
_LISTED = re.compile(  # "Usulután, San Miguel and Morazán departments"
    rf"(?:\s*(?:,|,?\s+(?i:and|or))\s+(?i:the\s+)?{_NAME}(?:\s+{_NAME}){{0,2}}){{1,3}}\s+(?i:({_PLURALS}))\b"
)
# "The quarter of X", but in "the Mirail quarter of X" the name is the town's.
_BEFORE = re.compile(rf"\b((?<=\bthe )(?:{_PARTS})|(?!(?:{_PARTS})\b)(?:{_WORDS}))\s+of\s+(?:the\s+)?$", re.I)
_APPOSED = re.compile(r"\b(?:the\s+)?(city|town|village|province|river|camp|hamlet|(?i:colonia|barrio))\s+$")
_ONE_OF_LIST = re.compile(r"(?:,|\band)\s+$", re.I)
_TAIL = re.compile(rf"\s({_WORDS})$", re.I)
_HEAD = re.compile(rf"^(?:the\s+)?({_WORDS})\s+of\s+", re.I)

_CONTAINER = re.compile(
    rf"(?:\s+(?i:{_WORDS}))?\s*,\s+({_NAME}(?:\s+(?:of\s+|and\s+|the\s+)?{_NAME}){{0,3}})"
)
_DIVISIONS = "|".join(word for word in DESIGNATORS if DESIGNATORS[word] == "admin1" and word != "region")
_CALLED = re.compile(rf"{_CONTAINER.pattern}?\s+(?i:({_DIVISIONS}))\b")
_BRACKETED = re.compile(rf"\s*\(\s*({_NAME}(?:\s+{_NAME})?)\s*\)")
_IN = re.compile(  # "Paris in Texas", "Zeitun, in Gaza City", "Chorlton, in the south of Manchester"
    rf"\s*,?\s+in\s+(?:the\s+(?:\w+\s+of\s+(?:the\s+)?)?)?({_NAME}(?:\s+{_NAME}){{0,2}})"
)
_POSSESSOR = re.compile(
    rf"({_NAME}(?:\s{_NAME})?)['’]s?\s+"
    r"(?:(?:north|south|east|west|central)\w*[\s-]+)?(?:(?:city|town|village|port)\s+of\s+|capital,?\s+)?$"
)
_PEOPLES = re.compile(  # "the Syrian town of Derik"
    rf"({_NAME})\s+(?:[a-z]+\s+)?(?:city|town|village|port|province|region|district)\s+of\s+$"
)
_SENTENCE_END = re.compile(r"[^\W\d_A-Z]{3,}\.$")  # "Waziristan." and no "St."
_SMALL_WORDS = frozenset("IN ON OR AS AT BY OF TO AND THE A AN ME HI OH OK PA MA LA DE EL".split())
_DISEASE = re.compile(
    r"(?:\s+Ebola)?\s+(?:(?:haemorrhagic|hemorrhagic)\s+)?(?:virus|fever|disease|syndrome)\b", re.I
)
_WORDS_IN_CAPITALS = frozenset("CAR CARS NO IN ON OR ME HI OH OK AM AS AT ID DEL MISS MASS ALA SO".split())
_WRAPPED = re.compile(r"\n(?=\S)(?<!\n\n)")
_REACH = 60  # characters looked at on either side: a container stands next to its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What the words next to a mention say. Names are as written; the first that is known counts."""

    name: str  # the mention without designators, possessive or container
    kind: Kind | None = None  # "Deir ez-Zour Province": admin1
    own: bool = False  # the word that says so is part of the name
    quarter: bool = False  # "the Escalon neighborhood": it lies in a town, or at its edge
    street: bool = False  # "Selkirk Avenue": in the town of the story, whatever it is called after
    building: bool = False  # "the Aberdeen bridge": seldom in a country that nothing else is in
    nowhere: bool = False  # no place is meant: "the West Nile virus"
    adjective: bool = False  # "Syrian"
    containers: tuple[str, ...] = ()  # "Paris, Texas": Texas
    comma: bool = False  # the container follows a comma
    called: bool = False  # and is called what it is: "Cacaopera, Morazán Department"
    possessors: tuple[str, ...] = ()  # "Syria's Idlib": Syria


def find_clues(mention: Mention, article: Article) -> Clues:
    """Clues in the mention itself and in the words next to it."""
    text = article.text
    after = _behind(text[mention.end : mention.end + _REACH])
    before = text[max(0, mention.start - _REACH) : mention.start].split("\n")[-1]
    name, _, inside = mention.text.partition(",")
    containers = _prefixes(inside.strip()) if inside.strip() else ()
    comma = bool(containers)
    called = None if containers else _CALLED.match(after)
    if called:
        containers, comma = (" ".join(called.groups()), called.group(1)), True
    for pattern in (_CONTAINER, _BRACKETED, _IN) if not containers else ():
        if found := pattern.match(after):
            containers, comma = _prefixes(found.group(1)), pattern is _CONTAINER
            if name.isupper() and containers[-1] in _SMALL_WORDS:  # capitals throughout: no Indiana
                containers, comma = (), False
            break
    found = _POSSESSOR.search(before) or _PEOPLES.search(before)
    possessors = () if not found else (found.group(1), *found.group(1).split()[1:][-1:])
    own = _own_word(name)
    word = own or _word_beside(before, after)
    return Clues(
        name=_bare(name),
        kind=DESIGNATORS[word] if word else None,
        own=own is not None,
        quarter=word in _QUARTERS or (word in _SEVERAL and _is_listed(before, after)),
        building=before.endswith("the ") and _BUILDING.match(after) is not None,
        street=_is_street(name, before, after),
        nowhere=_is_disease(mention, article)
        or _is_word(mention, article)
        or _is_broadcaster(mention, article),
        adjective=mention.role == "demonym",
        containers=containers,
        comma=comma,
        called=called is not None,
        possessors=possessors,
    )


def _behind(text: str) -> str:
    """What follows a name: the rest of its line, and behind a comma what lines were wrapped."""
    name, comma, rest = text.partition(",")
    if not comma or "\n" in name:
        return text.split("\n")[0]
    return f"{name},{_WRAPPED.sub(' ', rest)}".split("\n")[0]


def _is_word(mention: Mention, article: Article) -> bool:
    """Whether a name is an ordinary word in a text that is all in capitals: "A BLUE CAR"."""
    around = article.text[max(0, mention.start - 30) : mention.end + 30]
    return mention.text in _WORDS_IN_CAPITALS and around.isupper()


def _is_broadcaster(mention: Mention, article: Article) -> bool:
    """Whether a name stands in the brackets of a dateline: "BOGOTA, 5 Jan (Cadena Nacional)"."""
    before = article.text[max(0, mention.start - 60) : mention.start]
    return mention.role == "dateline" and before.rfind("(") > before.rfind(")")


def _is_disease(mention: Mention, article: Article) -> bool:
    return mention.role != "demonym" and _DISEASE.match(article.text, mention.end) is not None


def is_designated(name: str) -> bool:
    """Whether a name says of what kind its place is: "Orange County", "Province of Mantua"."""
    return _own_word(name) is not None


def _own_word(name: str) -> str | None:
    found = _TAIL.search(name) or _HEAD.match(name)
    return found.group(1).lower() if found else None


def _word_beside(before: str, after: str) -> str | None:
    """The designator after the name or before it: the nearest wins."""
    found = _AFTER.match(after) or _BEFORE.search(before) or _APPOSED.search(before) or _LISTED.match(after)
    return found.group(1).lower() if found else None


def _is_street(name: str, before: str, after: str) -> bool:
    """Whether a street is meant: "Selkirk Avenue", "the Cotonou roundabout", "corner of 38th and Chicago"."""
    beside = _STREET.match(after) or (before.endswith("the ") and _THE_STREET.match(after))
    return bool(beside or _OWN_STREET.search(name) or _CORNER.search(before))


def _is_listed(before: str, after: str) -> bool:
    """Whether "neighborhoods" stands for this name too: "Damascus suburbs" are no such place."""
    return _LISTED.match(after) is not None or _ONE_OF_LIST.search(before) is not None


def _bare(name: str) -> str:
    return re.sub(r"['’`]s?$", "", name.strip()) or name


def _prefixes(words: str) -> tuple[str, ...]:
    """Beginnings of a run of capitalised words, longest first; it ends with its sentence.

    >>> _prefixes("New York Times")
    ('New York Times', 'New York', 'New')
    """
    parts = words.split()
    ends = next((n for n, part in enumerate(parts, 1) if _SENTENCE_END.search(part)), None)
    if ends is not None:
        parts = [*parts[: ends - 1], parts[ends - 1].rstrip(".")]
    return tuple(" ".join(parts[:n]) for n in range(len(parts), 0, -1))
