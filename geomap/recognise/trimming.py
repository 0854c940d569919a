"""Where a name of a place begins and ends, by the words at its edges. Pure functions on text and offsets.

News corpora mark the place in "Aleppo province", "the northern Iraqi city of Mosul's" and "Dublin City
Council" as "Aleppo", "Mosul" and "Dublin"; so do we, and what follows is left to those who ask for it.
"""

from __future__ import annotations

import re

_DETERMINER = re.compile(
    r"(?:the|a|an|this|that|in|at|near|from|of|to|and|via|metro|nearby|neighbou?ring"
    r"|(?:\w+ )?(?:city|town|village|province|state|county|district|region|department|island|port|suburb) of"
    r"(?: the)?)\s+",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west|central|upper|lower|mid)(?:ern|-?eastern|-?western|-?east|-?west"
    r"|-?central)?"
    r"|downtown|upstate|rural|greater|mainland|inner|outer|coastal|suburban"
    r"|predominantly)[\s-]+(?=[^\W\d_a-z])"
)  # in small letters: "Northern Ireland" is a name, "northern Iraq" is a part of one
_POSSESSIVE = re.compile(r"['’`](?:s|S)?$")
_COMPOUND = re.compile(
    r"[-–—](?:\w+ed|led|based|born|made|held|run|built|bound|wide|area|style|friendly|only|era|sized?|like"
    r"|[a-z]+ing|loyal|to-\w+)$",
    re.IGNORECASE,
)
_EDGES = " \t\n\r\"“”‘’'`.,;:!?()[]{}<>*_/\\|-–—"
_DOTTED = re.compile(r"(?:\b[^\W\d_]\.){2,}$")  # "U.S."
_PARTICLE = (  # small words that are parts of names
    r"of|de|da|do|dos|del|della|di|du|des|la|le|les|el|al|a[dlnrstz]|e[lnrstz]|bin|ibn|y|and|upon|on|in|am"
    r"|an|der"
    r"|los|las|lo|l|d|dell|den|sur|van|von|the|under|kwa|wa|na|ya"
)
_GENERIC = re.compile(rf"(?<=[\w.)]) (?=[a-z])(?!(?:{_PARTICLE})\b)")
_CAMP = re.compile(r" (?:Internally Displaced|IDP|Displaced Persons|Displacement)\b.*$", re.DOTALL)
_DASHED = re.compile(r"\s+[-–—]+\s.*$", re.DOTALL)  # "Asadabad - AOG"
_JOINED_END = re.compile(r" (?:of|de|del|la|and|the|in|on|al|el)$")

# States of the United States as the Associated Press shortens them; the full stop belongs to the name.
_ABBREVIATED_TEXT = """
Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla
Ore Pa Tenn Tex Vt Va Wash Wis Wyo Phila Ont Que
"""
ABBREVIATED = frozenset(_ABBREVIATED_TEXT.split())

# Bodies and buildings that stand in the place which they are named after; each a run of such words.
_BODY = (
    "Police|Sheriff|Sheriff's|Department|Dept|Court|Courts|Courthouse|Council|Councilman|Councilor|Office"
    "|Board"
    "|Commission|Commissioner|Commissioners|Ministry|Government|Senate|Legislature|Parliament|Patrol|Guard"
    "|Army"
    "|Navy|Air Force|Fire|Health|Public|School|Schools|High|Middle|Elementary|Primary|Secondary|Superior"
    "|Circuit"
    "|District|Supreme|Municipal|Unified|Fiscal|Highway|State Police|University|College|Hospital|Medical"
    "|Center"
    "|Centre|Library|Jail|Prison|Association|Society|Chamber|Committee|Club|Museum|Authority|Service|Services"
    "|Airport|International|Regional|National|Hall|Facility|Station|Stadium|Arena|Fairgrounds|Zoo|Community"
    "|Recreation|Church|Cathedral|Mosque|Civic|Town|City|Civil|Defence|Defense|Foreign|Interior|Mayor"
    "|Governor"
    "|Attorney|General|Prosecutor|Chief|Minister|Premier|Secretary|President|Executive|Spokesman|Spokeswoman"
    "|Archdiocese|Diocese|Embassy|Consulate|Military|Academy|Barracks|Base|Junction|Racecourse|Market"
    "|Water|Parks|Park|Crimestoppers|Conference|Treaty|Olympics|Olympic|Games"
)
BODY_AFTER = re.compile(rf"(?:['’]s)?(?: (?:{_BODY})\b)+")
_PARTS_OF_NAMES = re.compile(r" (?:City|Park|Junction|Station|Center|Centre|Town|District|Market)")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without quotes, determiners, directions in small letters, "'s", "-based" and "province".

    >>> t = "of the northern Iraq's"
    >>> t[slice(*trimmed(t, 3, len(t)))]
    'Iraq'
    >>> t = "Abu Shok refugee camp"
    >>> t[slice(*trimmed(t, 0, len(t)))]
    'Abu Shok'
    """
    before = None
    while (start, end) != before:
        before = start, end
        start, end = _without_edges(text, start, end)
        for pattern in (_DETERMINER, _DIRECTION):
            if found := pattern.match(text, start, end):
                start = found.end()
        for pattern in (_DASHED, _POSSESSIVE, _COMPOUND, _JOINED_END):
            if found := pattern.search(text[start:end]):
                end = start + found.start()
        piece = text[start:end]
        if found := _CAMP.search(piece):
            end = start + found.start()
            piece = text[start:end]
        if piece[:1].isupper() and (found := _GENERIC.search(piece)):
            end = start + found.start()
    return start, _with_dot(text, start, end)


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_EDGES))
    piece = text[start:end]
    if not _DOTTED.search(piece):
        end -= len(piece) - len(piece.rstrip(_EDGES))
    return start, max(start, end)


def _with_dot(text: str, start: int, end: int) -> int:
    """With the full stop that belongs to "U.S" and "W.Va"."""
    piece = text[start:end]
    dotted = re.search(r"\b[^\W\d_]{1,2}\. ?[^\W\d_]{1,2}$", piece) or piece in ABBREVIATED
    return end + 1 if dotted and text[end : end + 1] == "." else end


def body_start(piece: str) -> int | None:
    """Where the words for a public body or building begin at the end of a name; None without them.

    >>> "Anderson County Sheriff"[:body_start("Anderson County Sheriff")]
    'Anderson County'
    """
    for found in BODY_AFTER.finditer(piece):
        if found.end() == len(piece) and found.start() > 0 and not _PARTS_OF_NAMES.fullmatch(found.group()):
            return found.start()
    return None
