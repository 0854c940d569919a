"""The patterns of phrases about places: the words of "north of", "between", "along the border". Pure.

In the patterns a space is a gap, ``@word`` a fragment, ``@a`` and ``@b`` the anchors. Names stand as one
private character each, so that a pattern need not know them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from geomap.resolve.clues import IN_TOWN

NOUN, ADJECTIVE = "\ue000", "\ue001"  # stand for "Syria" and for "Syrian"; private in Unicode
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
    # Where the name is a building's or a street's, the words tell of that.
    "open": "(?!(?:['’]s)? (?:[\\w-]+ )?(?:legislature|parliament|assembly|ministry|embassy|consulate"
    "|court(?:house)?|city hall|town hall|headquarters|offices?|roundabout|metro|gate|intersection|boulevard"
    f"|prison|police|bank|stop|{IN_TOWN})\\b)",
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
    ("near", "@near @a(?! @border)@open"),
    ("near", "(?P<a>@x) areas?\\b"),
)  # fmt: skip

# A word that every phrase of a relation has: where a text has none, its patterns need not be tried.
_NEEDED = {
    "distance": "@unit",
    "radius": "radius|circle",
    "border": "border|frontier|boundary|@edge of",
    "route": "route|way|@motion|@road|corridor|axis|line",
    "between": "between",
    "along": "along|bank|shore|course|length|valley|side|basin",
    "countryside": "rural|@rural",
    "outskirts": "@edge",
    "direction": "@point",
    "part": "@point|cent(?:er|re|ral)|heart",
    "near": "@near|area",
}

# Words before "between A and B" that make it a matter between governments or teams.
RELATIONS = re.compile(
    r"\b(?:talks?|war|match|game|final|deal|agreement|treaty|relations?|ties|tensions?|trade|cooperation|conflict"
    r"|dialogue|negotiations?|meeting|dispute|ceasefire|truce|friendship|alliance|rivalry|difference|contest|race"
    rf"|fight|summit|pact|accord|links?|partnership|exchange|exchanges|calls?|standoff){_GAP}(?:\w+{_GAP})?$",
    re.I,
)


def _expanded(pattern: str) -> str:
    while "@" in pattern:
        pattern = re.sub(r"@(\w+)", lambda found: _FRAGMENTS[found.group(1)], pattern)
    return pattern.replace(" ", _GAP)


@cache
def quick_patterns() -> Mapping[str, re.Pattern[str]]:
    """For each relation a word that any of its phrases has."""
    return {relation: re.compile(_expanded(words), re.I) for relation, words in _NEEDED.items()}


@cache
def phrase_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Relations with their patterns, in order of precedence; compiled when first asked for."""
    return tuple((relation, re.compile(rf"(?<!\w){_expanded(p)}", re.I)) for relation, p in _PATTERNS)


@cache
def inner_pattern() -> re.Pattern[str]:
    """A direction that a name begins with: "Northern Syria"."""
    return re.compile(
        _expanded(r"(?:the )?((?:(?:far|upper|rural) )?(?:@point(?:ern)?|central)) (?=\w)"), re.I
    )
