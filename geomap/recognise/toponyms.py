"""From what a model found to toponyms: joined with the lists, trimmed, and what is no place left out.

Pure functions on text and offsets, so that every model, and none, is treated alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from geomap.recognise.lists import Case, Found, NameList, case_of_text, stands_inside
from geomap.recognise.trimming import body_start, trimmed
from geomap.roles import datelines

# What models call the things that matter here; other labels are not asked for.
LABELS = {
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "LOCATION": "LOC", "ADJ": "ADJ", "NORP": "ADJ",
    "PER": "PER", "PERSON": "PER", "ORG": "ORG",
}  # fmt: skip
_UNIT_BEFORE = re.compile(
    r"\b(?:Task Force|Operation|Hurricane|Typhoon|Tropical Storm|Exercise|HMS|USS|RMS|SS|MV|[Cc]yclone)\s+$"
)
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sgt|Capt|Lt|Col|Gen|Sen|Rep|Prof|Miss|Sir|Lord|Lady)\.?\s+$")
_INSTITUTE = (  # a paper, a firm, a school of thought: named after the place, and not the place
    r"(?:Times|Post|Daily|Herald|Tribune|Journal|Gazette|Chronicle|Observer|Globe|Mirror|Telegraph|Guardian"
    r"|Morning News|Airlines|Airways|Institute|Institution|Foundation|Military Academy|FC|Cup|Corp"
    r"|Corporation"
    r"|Inc|Company|Ltd|Motors|Telecom|Bulls|Lakers|Yankees|Red Sox|Blue Jays|Raiders|Observatory)"
)
_INSTITUTE_END = re.compile(rf" {_INSTITUTE}$")
_NAMED_AFTER = re.compile(rf"(?: [A-Z][\w&'’-]*){{0,2}}? {_INSTITUTE}\b")
_POWER = re.compile(  # bodies which a name of a country stands for, as in "U.S. forces"
    r"(?: [A-Z]\w+)? (?:Army|Navy|Air Force|Armed Forces|Government|Parliament|Senate|Congress|Ministry"
    r"|Marines"
    r"|Marine Corps|Military|Coast Guard|Secretary|President|Foreign|Defen[cs]e|State)\b"
)
_GOVERNS = re.compile(
    r"(?:Government|Republic|State|City|Town|County|Parliament|Port|Province) of (?:the )?$"
)
_OF_A_PLACE = re.compile(  # what follows is named after its town and not after a person
    r" (?:Municipal|Central|General|Provincial|City|County|Teaching|Public|Civil|Regional|Police) [A-Z]"
)
_NOT_A_PLACE_TEXT = """
january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec earth world
god islam christianity internet web hours north south east west northeast northwest southeast southwest
islamist muslim muslims christian christians jewish jew jews sunni shia shiite islamic catholic
democratic republican state city county province republic kingdom street road avenue highway airport
hospital stadium market university police school church mosque square bridge port border embassy palace
camp village town capital hotel prison place base
"""
_NOT_A_PLACE = frozenset(_NOT_A_PLACE_TEXT.split())
_SHORTENED = re.compile(r"[A-Z][a-z]{1,4}\.")
_GROUPS = frozenset(
    re.split(
        r"[,\s]*[,\n]\s*",
        """
        is,isis,isil,iswap,jnim,daesh,hamas,fatah,hezbollah,hizbullah,taliban,boko haram,al-shabaab,al shabaab
        shabaab,al-qaeda,al qaeda,al-qaida,houthi,houthis,ansar allah,wagner,janjaweed,lashkar-e-taiba
        jaish-e-mohammed,abu sayyaf,jemaah islamiyah,al-nusra,jabhat al-nusra,hayat tahrir al-sham
        islamic jihad,peshmerga,sendero luminoso
        """.strip(),
    )
)
_INSTITUTIONS = frozenset(
    ("White House", "Kremlin", "Pentagon", "Downing Street", "Wall Street", "Hollywood")
)
_SIDE = re.compile(
    r"(?:(?:North|South|East|West)(?:ern|east|west|eastern|western)?|Central|Upper|Lower|Mid)[ -]"
)
_PARTED = frozenset(("Africa", "America", "Asia", "Europe", "Pacific", "Atlantic"))  # "West Africa" is a name
# "the Djibo-Arbinda road": a way between two places.
_WAY = re.compile(
    r" (?:[a-z]+ )?(?:roads?|highway|motorway|railway|axis|corridor|route|pipeline|border|line)\b"
)
_PAIR = re.compile(r"([^\W\d_a-z][^\W\d_]{2,})[-–]([^\W\d_a-z][^\W\d_]{2,})")
_PARTICLE = re.compile(r"[^\W\d_] (?:d[aeo]s?|del|de l[ao]s?) $")  # "of" within names of Iberian tongues
_CUT = re.compile(r"['’‘ʼ`ʿ](?!s\b|d\b|ll\b|re\b|ve\b)[^\W\d_]+")
_LETTERS = re.compile(r"\(([A-Z]{2,5})\)")
_AT = re.compile(r"\b(?:outside|near|at|around|inside|opposite) (?:the )?$")


def find_toponyms(text: str, entities: Iterable[Found], names: NameList) -> list[Found]:
    """Places (``LOC``), their adjectives (``ADJ``) and either inside an organisation's name (``ORG``).

    ``entities`` are a model's spans with any of the labels in `LABELS`. Where the model is silent
    the lists speak, and where the words tell a town, louder than it. Sorted, none inside another.
    """
    case = case_of_text(text)
    models = sorted((s, e, LABELS[label]) for s, e, label in entities if label in LABELS)
    named = [span for span in names.find(text) if is_name(text, *span[:2], case=case)]
    listed = [span for span in named if span[2] not in ("TOWN", "HINT")]
    holders = [span for span in models if span[2] in ("PER", "ORG")]
    found = datelines(text)
    bodies = _letters_for_bodies(text, [*models, *listed])
    for start, end, label in models:
        if label in ("LOC", "ADJ"):
            start, end = trimmed(text, *_whole_words(text, start, end))
            start, end = _without_body(text, start, end, listed)
            span = _as_listed(text, (start, end, label), listed)
            if ends := _ends_of_way(text, start, end, names):
                found += ends
                continue
            if is_name(text, start, end, case=case) and not _touches(span, found):
                found += [] if text[start:end] in bodies else [span]
    for span in listed:
        if not _touches(span, found) and (place := _in_holder(text, span, holders)):
            found.append(place)
    found += _towns(text, named, found, holders)
    found += _again(text, found, holders, case)
    return _apart([_or_organisation(text, span) for span in _joined(text, found)])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """With the rest of a word that a model cuts at its apostrophe: "Ma'an"."""
    cut = _CUT.match(text, end) if end and text[end - 1].isalpha() else None
    return start, cut.end() if cut else end


def _ends_of_way(text: str, start: int, end: int, names: NameList) -> list[Found]:
    """The two places of "the Djibo-Arbinda road", where one is listed and the two are no place together."""
    pair = _PAIR.fullmatch(text, start, end)
    if not pair or not _WAY.match(text, end) or pair.group() in names:
        return []
    known = any(name in names for name in pair.groups())
    return [(pair.start(i), pair.end(i), "LOC") for i in (1, 2)] if known else []


def _towns(
    text: str, named: Sequence[Found], found: Sequence[Found], holders: Sequence[Found]
) -> list[Found]:
    """The gazetteer's towns that the words tell. A model that takes one for a person is overruled.

    So it is where the town ends what it takes for one, "the staff at Harwich"; where the words merely
    hint, only if nobody in the text has the name as a part of theirs.
    """
    towns: list[Found] = []
    people = {word for s, e, _ in holders if " " in text[s:e] for word in text[s:e].split()}
    for start, end, label in named:
        if label not in ("TOWN", "HINT") or _touches((start, end, label), found):
            continue
        around = [h for h in holders if h[0] < end and h[1] > start]
        alone = all(h[:2] == (start, end) for h in around)
        inside = all(h[1] == end for h in around) and stands_inside(text, start)
        if (alone and (label == "TOWN" or text[start:end] not in people)) or inside:
            towns.append((start, end, "LOC"))
    return towns


def _letters_for_bodies(text: str, known: Sequence[Found]) -> set[str]:
    """The "SDF" of "Syrian Democratic Forces (SDF)", but not the "NSW" of "New South Wales (NSW)"."""
    ends = {end for _, end, label in known if label == "LOC"}
    named = {m.group(1): m.start() - 1 in ends or m.start() in ends for m in _LETTERS.finditer(text)}
    return {letters for letters, place in named.items() if not place}


def _touches(span: Found, others: Sequence[Found]) -> bool:
    return any(start < span[1] and end > span[0] for start, end, _ in others)


def _apart(spans: Sequence[Found]) -> list[Found]:
    """Without spans that overlap an earlier or longer one."""
    kept: list[Found] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _without_body(text: str, start: int, end: int, listed: Sequence[Found]) -> tuple[int, int]:
    """ "Anderson County Sheriff" as "Anderson County"; "City Hall" stays, for want of a place."""
    cut = body_start(text[start:end])
    if cut is None:
        return start, end
    sure = any(s == start and e == start + cut for s, e, _ in listed)
    sure = sure or text[start : start + cut].endswith((" County", " City", " Township"))
    sure = sure or _OF_A_PLACE.match(text, start + cut) is not None
    return (start, start + cut) if sure else (start, end)


def _as_listed(text: str, span: Found, listed: Sequence[Found]) -> Found:
    """With the list's label and edges where the list knows the name, more of it, or all but "Northern"."""
    start, end, _ = span
    for other in listed:
        if other[0] <= start and end <= other[1]:
            return other
        if other[1] == end and _SIDE.fullmatch(text, start, other[0]) and text[other[0] : end] not in _PARTED:
            return other
    return span


def _in_holder(text: str, span: Found, holders: Sequence[Found]) -> Found | None:
    """A place as it is, as a part of an organisation's name, or (in a person's name) not at all."""
    start, end, label = span
    holder = next((h for h in holders if h[0] < end and h[1] > start), None)
    if holder is None or holder[:2] == span[:2]:
        return span
    if holder[2] == "PER":
        return span if label == "ADJ" else None
    before, after = text[holder[0] : start], text[end : holder[1]]
    itself = _POWER.match(after) or not after.strip() if before.lower().strip() in ("", "the") else None
    return span if itself or _GOVERNS.search(before) else (start, end, "ORG")


def _or_organisation(text: str, span: Found) -> Found:
    """The "New York" of "New York Times" is a part of a name, whatever found it and however much of it."""
    start, end, label = span
    if within := _INSTITUTE_END.search(text[start:end]):
        return start, start + within.start(), "ORG"
    return (start, end, "ORG") if label != "ORG" and _NAMED_AFTER.match(text, end) else span


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """With the halves of one name put together: "Rondon do Para", and any that is written in capitals."""
    whole: list[Found] = []
    for span in sorted(found):
        before = whole[-1] if whole else None
        both = before is not None and before[2] == span[2] == "LOC"
        if before and both and _is_one_name(text, before, span):
            whole[-1] = (before[0], span[1], "LOC")
        else:
            whole.append(span)
    return whole


def _is_one_name(text: str, first: Found, second: Found) -> bool:
    between = text[first[1] : second[0]]
    if between == " " and text[first[0] : second[1]].isupper():
        return True
    return _PARTICLE.search(text[first[0] : second[0]]) is not None and len(between) <= len(" de los ")


def _again(text: str, found: Sequence[Found], holders: Sequence[Found], case: Case) -> list[Found]:
    """Other mentions of places found somewhere in the text, unless people bear the name as often."""
    if case != "mixed":
        return []
    counts = Counter(text[start:end] for start, end, label in found if label == "LOC")
    people = Counter(w for s, e, label in holders if label == "PER" for w in text[s:e].split())
    taken = [*found, *(h for h in holders if h[2] == "PER")]
    new: list[Found] = []
    for name, count in counts.items():
        if len(name) > 3 and name[0].isupper() and people[name] < count:
            for start, end in _standing(text, name):
                touched = [(s, e) for s, e, _ in taken if s < end and start < e]
                wider = all(start <= s and e <= end and (s, e) != (start, end) for s, e in touched)
                if wider and (place := _in_holder(text, (start, end, "LOC"), holders)):
                    new.append(place)
    return new


def _standing(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        whole = not any(c.isalnum() or c == "_" for c in beside)
        if whole:
            yield start, end
        start = text.find(name, end if whole else start + 1)


def is_name(text: str, start: int, end: int, *, case: Case = "mixed") -> bool:
    """Whether the span can name a place: letters, a capital, no month, no "Task Force" before it."""
    piece = text[start:end]
    if not piece or "\n\n" in piece or end - start > 90 or not any(map(str.isalpha, piece)):
        return False
    if piece.lower() in _NOT_A_PLACE or text[max(0, start - 1) : start] in ("@", "#", "$"):
        return False
    if text[end : end + 1] in ("$", "@") or (case != "small" and piece.islower()):
        return False
    before = text[max(0, start - 24) : start]
    if _SHORTENED.fullmatch(piece) and not before.rstrip().endswith((",", "(")):
        return False  # "Charleston, W.Va." but not "an old Man."
    group = piece.lower() in _GROUPS and piece != "is"
    if group or (piece in _INSTITUTIONS and not _AT.search(before)):
        return False
    return not (_UNIT_BEFORE.search(before) or _TITLE_BEFORE.search(before))
