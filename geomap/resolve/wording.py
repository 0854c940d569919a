"""Phrases about places as words: which of them stand in a text, and about which references. Pure.

The text is searched with every reference replaced by one private character, so that a pattern sees
"north of the Syrian city of Idlib" as "north of the ■ city of ■", whatever the names are. In the
patterns a space is a gap, ``@word`` a fragment, ``@a`` and ``@b`` the anchors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.geo import BEARINGS, KM_PER_MILE
from geomap.model import GeoReference, Role
from geomap.names import fold

NOUN, ADJECTIVE = "\ue000", "\ue001"  # stand for "Syria" and for "Syrian"; private in Unicode
NOT_ANCHORS: frozenset[Role] = frozenset({"organisation", "furniture"})
_GAP = r"[ \t\n\xa0]{1,2}"  # a phrase may run over a line end

_FRAGMENTS = {
    "x": f"[{NOUN}]",
    "any": f"[{NOUN}{ADJECTIVE}]",
    "a": "@lead(?P<a>@x)",
    "b": "@lead(?P<b>@x)",
    "lead": "(?:the )?(?:(?:(?:[\\w’'-]+|@any(?:['’]s)?) ){0,3}?@kind of )?(?:the )?",
    "tail": "(?: (?:@kind|rivers?|mountains?))?",
    "kind": "(?:cit(?:y|ies)|towns?|villages?|districts?|provinces?|governorates?|count(?:y|ies)|"
    "regions?|states?"
    "|camps?|port|valley|island|stronghold|enclave|hub|hamlet|neighbou?rhood|capital)",
    "point": "(?:(?:north|south)(?:(?: |-)?(?:east|west))?|east|west)",
    "adverb": "(?:just|immediately|directly|due|further|farther|slightly|well|far|to the|towards? the)",
    "side": "(?:(?:far|extreme|deep|upper|lower|rural) )?(?P<dir>@point(?:ern|erly)?(?:most)?|central)"
    "(?:(?: and | or |/)(?:the )?(?P<dir2>@point(?:ern|erly)?))?",
    "compass": "(?P<dir>@point|(?-i:[NS]{1,2}[EW]{1,2}|[NSEW]))(?:wards?)?",
    "border": "(?:(?:land|common|shared|porous|@point|@point(?:ern)) )?(?:borders?|borderlands?|"
    "frontiers?|boundary)",
    "post": "(?: (?:crossings?|areas?|regions?|zones?|posts?|strip|gates?|lines?))?",
    "civil": "(?! (?:guards?|police|patrols?|forces?|agents?|officers?|officials?|security|troops|agency"
    "|cit(?:y|ies)|towns?|villages?|province|state|district)\\b)",
    "road": "(?:roads?|highways?|motorways?|expressway|routes?|railway|rail line|pipeline|supply lines?"
    "|ground lines? of communication)",
    "motion": "(?:travell?ing|driving|heading|headed|moving|marching|flying|sailing|convoys?|bus|"
    "train|flight)",
    "number": "(?P<number>\\d{1,3}(?:,\\d{3})+|\\d{1,4}(?:\\.\\d+)?|half an?|a few|several|a dozen|"
    "(?:a |one )?hundred"
    "|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
    "forty|fifty|sixty|seventy"
    "|eighty|ninety)",
    "unit": "(?P<unit>km|kms|k\\.m\\.|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m|yards?)\\b",
    "about": "(?P<about>about|around|some|roughly|approximately|nearly|almost|over|more than|less "
    "than|under|within"
    "|just|up to|at least|only|barely|no more than|fewer than)",
    "far": "(?:@about )?@number(?: |-)?@unit(?: \\([^()\n]{1,20}\\))?",
    "edge": "(?:outskirts|suburbs?|periphery|perimeter|edges?|environs|fringes?)",
    "rural": "(?:countryside|rural areas?|hinterlands?|rif)",
    "place": "(?! (?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|way|high school|station"
    "|university)\\b)",
    "near": "(?:near(?:by)?(?: to)?|close to|not far from|next to|adjacent to|in the (?:\\w+ "
    ")?(?:vicinity|surroundings) of"
    "|(?:(?:just|right|immediately) )?outside(?: of)?|(?:the )?areas? (?:around|"
    "surrounding|near|of)|around|surrounding"
    "|at the gates of)",
}  # fmt: skip

# In this order: where two phrases share words, the earlier pattern wins.
_PATTERNS = (
    ("distance",
     "@far (?:away )?(?:(?:to the )?@compass of|from|inside|into|of|off|short of) (?:the "
     ")?(?P<a>@any)(?:['’]s?)? (?P<line>@border)(?: with @b)?"),
    ("distance",
     "@far (?:away )?(?:(?:to the )?@compass of|from|inside|into|of|off|short of) (?:the "
     ")?(?P<line>@border) (?:with|to|between) @a(?: and @b)?"),
    ("distance",
     "@far(?: (?:drive|march|walk))? (?:away )?(?:(?:to the )?@compass (?:of|from)|outside(?: of)?|from|"
     "away from|off|short of|of) @a"),
    ("radius", "@number(?: |-)?@unit (?:radius|circle) (?:of|around|from) @a"),
    ("border",
     "@border@post (?:between|of|separating|dividing|shared by) @lead(?P<a>@any)@tail (?:and|from|with) "
     "@lead(?P<b>@any)@tail"),
    ("border", "(?P<a>@any)(?: and (?:the )?|(?: )?[-–—/](?: )?|[-–]to[-–])(?P<b>@any) @border@civil@post"),
    ("border", "(?P<a>@any)(?:['’]s?)? @border@post (?:with|shared with) @lead(?P<b>@any)"),
    ("border", "@edge of @lead(?P<a>@x) and @lead(?P<b>@x)"),
    ("border", "@border@post (?:with|to|into) @lead(?P<a>@x)"),
    ("border", "(?P<a>@any)(?:['’]s?)? @border@civil"),
    ("route",
     "(?:en route|on (?:the|their|its|his|her) way|@motion|@road(?: that runs| running| leading)?) "
     "(?:back )?from @a@tail (?:back )?(?:to(?:wards?)?|into) @b"),
    ("route", "(?:en route|on (?:the|their|its|his|her) way|@motion|@road) (?:back )?to @b@tail from @a"),
    ("route",
     "@road (?:(?:that|which) )?(?:link(?:s|ing|ed)?|connect(?:s|ing|ed)?|join(?:s|ing)|(?:that )?runs? "
     "between|running between|between) @a@tail (?:and|to|with) @b"),
    ("route",
     "(?P<a>@x)(?:(?: )?[-–—/](?: )?|[-–]to[-–]| to )(?P<b>@x) (?:(?:international|main|desert|coastal) "
     ")?(?:@road|corridor|axis|line)"),
    ("between", "(?:(?:half|mid)(?:-| )?way |somewhere )?(?:in )?between @a@tail and @b@tail"),
    ("along",
     "(?:the )?(?:@side |both |either |its )?(?:banks?|shores?|course|length|valley|sides?) of (?:the "
     ")?(?P<a>@x)"),
    ("along", "along (?:the )?(?P<a>@x)"),
    ("along", "(?P<a>@x) (?:river )?(?:valley|basin|riverbanks?|shores?)"),
    ("countryside", "(?:@side )?@rural (?:of|around|surrounding) @a"),
    ("countryside", "(?P<a>@x)(?:['’]s)? (?:@side )?@rural\\b"),
    ("countryside", "@side rural (?P<a>@x)"),
    ("countryside", "rural (?:@side )?(?P<a>@x)"),
    ("outskirts", "(?:@side )?@edge of @a"),
    ("outskirts", "(?P<a>@x)(?:['’]s)? (?:@side )?@edge\\b"),
    ("part",
     "(?:in|across|throughout|inside|over|into) the (?:far )?@side (?:parts? |regions? |areas? "
     ")?[\\[(]?of @a[\\])]?"),
    ("direction", "to the (?P<dir>@point)(?: and (?P<dir2>@point))? of @a"),
    ("direction",
     "(?:@adverb )?(?<!the\\x20)(?P<dir>@point)(?: and (?P<dir2>@point))?(?:wards?)? (?:of|from) @a"),
    ("part",
     "(?:the )?@side (?:(?:parts?|regions?|areas?|half|side|third|corner|districts?|end|sector|section|"
     "reaches) )?[\\[(]?of @a[\\])]?"),
    ("part", "(?P<a>@any)(?:['’]s?)? (?:far )?(?P<dir>@point|cent(?:er|re)|heart)\\b(?! (?:of|city|@kind))"),
    ("part",
     "(?P<a>@x)['’]s? (?:far )?@side (?:region|areas?|parts?|half|districts?|desert|territor(?:y|ies)|"
     "front)s?\\b"),
    ("part", "(?P<a>[\ue001]) @side (?:region|areas?|desert|territory)\\b"),
    ("part", "@side (?P<a>@x)@place"),
    ("part", "@side (?P<a>[\ue001]) (?:territory|desert|countryside|soil|region|areas?)\\b"),
    ("near", "@near @a(?! @border)"),
    ("near", "(?P<a>@x) areas?\\b"),
)  # fmt: skip

_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "a few": 3.0, "four": 4.0, "several": 5.0,
    "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "a dozen": 12.0,
    "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "hundred": 100.0, "a hundred": 100.0,
    "one hundred": 100.0, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
# Words before "between A and B" that make it a matter between governments or teams.
_RELATIONS = re.compile(
    r"\b(?:talks?|war|match|game|final|deal|agreement|treaty|relations?|ties|tensions?|trade|cooperation|conflict"
    r"|dialogue|negotiations?|meeting|dispute|ceasefire|truce|friendship|alliance|rivalry|difference|contest|race"
    rf"|fight|summit|pact|accord|links?|partnership|exchange|exchanges|calls?|standoff){_GAP}(?:\w+{_GAP})?$",
    re.I,
)


def _expanded(pattern: str) -> str:
    while "@" in pattern:
        pattern = re.sub(r"@(\w+)", lambda found: _FRAGMENTS[found.group(1)], pattern)
    return pattern.replace(" ", _GAP)


_COMPILED = tuple((relation, re.compile(rf"(?<!\w){_expanded(p)}", re.I)) for relation, p in _PATTERNS)
_INNER = re.compile(
    rf"(?:the )?((?:(?:far|upper|rural) )?(?:{_FRAGMENTS['point']}(?:ern)?|central)) (?=\w)".replace(
        "@point", _FRAGMENTS["point"]
    ),
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that mean an area: what they say, and the indices of the references they say it of."""

    relation: str
    start: int
    end: int
    anchors: tuple[int, ...]
    directions: tuple[str, ...] = ()  # keys of `BEARINGS`, or "central"
    km: float | None = None
    about: str = ""  # "less than", "about", as written
    border: bool = False  # the distance is from a border


def find_phrases(text: str, references: Sequence[GeoReference]) -> tuple[Phrase, ...]:
    """Phrases in order of place in the text; no two share a word."""
    masked = _Masked(text, references)
    found: list[tuple[int, int, Phrase]] = []
    for relation, pattern in _COMPILED:
        for match in pattern.finditer(masked.text):
            taken = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not taken and not (
                relation == "between" and _RELATIONS.search(masked.text[: match.start()][-60:])
            ):
                found.append((match.start(), match.end(), _phrase(relation, match, masked)))
    return tuple(phrase for _, _, phrase in sorted(found, key=lambda f: f[0]))


def _phrase(relation: str, match: re.Match[str], masked: _Masked) -> Phrase:
    said = match.groupdict()
    anchors = [masked.reference_at(match.start(name)) for name in ("a", "b") if said.get(name)]
    directions = [direction_of(said[name]) for name in ("dir", "dir2") if said.get(name)]
    return Phrase(
        relation=relation,
        start=masked.original(match.start()),
        end=masked.original(match.end() - 1, after=True),
        anchors=tuple(anchors),
        directions=tuple(dict.fromkeys(directions)),
        km=_km(said["number"], said["unit"]) if said.get("number") and said.get("unit") else None,
        about=" ".join((said.get("about") or "").lower().split()),
        border=bool(said.get("line")),
    )


def direction_of(words: str) -> str:
    """The key of `BEARINGS` that a direction means, or "central".

    >>> direction_of("North-Eastern"), direction_of("SW"), direction_of("the centre")
    ('northeast', 'southwest', 'central')
    """
    if words.isupper() and len(words) <= 3:
        letters = words.replace("NN", "N").replace("SS", "S").replace("EN", "N").replace("WN", "N")
        names = {"N": "north", "S": "south", "E": "east", "W": "west"}
        words = "".join(names[letter] for letter in dict.fromkeys(letters) if letter in names)
    flat = re.sub(r"[\s-]|(?<=t|h)ern?(?:ly)?(?=$|most)|erly|most|wards?", "", words.lower())
    return flat if flat in BEARINGS else "central"


def _km(number: str, unit: str) -> float:
    word = " ".join(number.lower().split())
    value = _WORDS[word] if word in _WORDS else float(word.replace(",", ""))
    unit = unit.lower()
    if unit.startswith("mi"):
        return value * KM_PER_MILE
    if unit.startswith("y"):
        return value * KM_PER_MILE / 1760
    return value if unit.startswith("k") else value / 1000


class _Masked:
    """A text with each reference that can be an anchor replaced by one character."""

    def __init__(self, text: str, references: Sequence[GeoReference]) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []  # original offset of each character, and of its end
        self._ends: list[int] = []
        self._references: dict[int, int] = {}
        at = 0
        for index in sorted(range(len(references)), key=lambda i: references[i].mention.start):
            reference = references[index]
            start, end = reference.mention.start, reference.mention.end
            start += _inner_direction(reference)
            if not _can_anchor(reference) or start < at:
                continue
            self._copy(text, at, start, pieces)
            self._references[len(self._starts)] = index
            pieces.append(
                ADJECTIVE if reference.mention.role == "demonym" or _is_adjective(reference) else NOUN
            )
            self._starts.append(start)
            self._ends.append(end)
            at = end
        self._copy(text, at, len(text), pieces)
        self.text = "".join(pieces)

    def _copy(self, text: str, start: int, end: int, pieces: list[str]) -> None:
        pieces.append(text[start:end].replace(NOUN, " ").replace(ADJECTIVE, " "))
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))

    def reference_at(self, position: int) -> int:
        return self._references[position]

    def original(self, position: int, *, after: bool = False) -> int:
        """Offset in the text of the character at ``position``, or of its end."""
        return (self._ends if after else self._starts)[position]


def _can_anchor(reference: GeoReference) -> bool:
    return (
        reference.place is not None
        and not reference.approximate
        and reference.mention.role not in NOT_ANCHORS
    )


def _is_adjective(reference: GeoReference) -> bool:
    return bool(reference.candidates) and "demonym" in reference.candidates[0].evidence


def _inner_direction(reference: GeoReference) -> int:
    """Length of a direction that a mention begins with and its place's name does not: "Northern Syria"."""
    found = _INNER.match(reference.mention.text)
    in_part = bool(reference.candidates) and "part" in reference.candidates[0].evidence
    if not found or in_part or reference.place is None:
        return 0
    names = [reference.place.name, *reference.place.alt_names]
    if reference.candidates:
        names.append(reference.candidates[0].name)
    word = fold(found.group(1)).split()[-1].removesuffix("ern")
    return 0 if any(word in fold(name) for name in names) else found.end()
