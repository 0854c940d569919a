"""From what a model found to toponyms: joined with the lists, trimmed, and what is no place left out.

Pure functions on text and offsets, so that every model, and none, is treated alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from geomap.recognise.lists import Case, Found, NameList, case_of_text
from geomap.recognise.trimming import BODY_AFTER, body_start, trimmed
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
_NAMED_AFTER = re.compile(  # a paper, a firm, a team: named after the place, and not in it
    r"(?: [A-Z][\w&'’-]*){0,2}? (?:Times|Post|Daily|Herald|Tribune|Journal|Gazette|Chronicle|Observer|Globe"
    r"|Mirror|Telegraph|Guardian|Morning News|Airlines|Airways|Institute|Institution|Foundation|FC|Cup"
    r"|Corp|Corporation|Inc|Company|Ltd|Motors|Telecom|Bulls|Lakers|Yankees|Red Sox|Blue Jays|Raiders)\b"
)
_GOVERNS = re.compile(
    r"(?:Government|Republic|State|City|Town|County|Parliament|Embassy|Consulate|Port|Governor|Mayor|Province"
    r"|University|Archdiocese|Diocese) (?:of|in) (?:the )?$"
)
_NOT_A_PLACE_TEXT = """
january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec earth world
god islam christianity internet web north south east west northeast northwest southeast southwest
islamist muslim muslims christian christians jewish jew jews sunni shia shiite islamic catholic
democratic republican state city county province republic kingdom street road avenue highway
"""
_NOT_A_PLACE = frozenset(_NOT_A_PLACE_TEXT.split())
_INSTITUTIONS = frozenset(
    ("White House", "Kremlin", "Pentagon", "Downing Street", "Wall Street", "Hollywood")
)
_AT = re.compile(r"\b(?:outside|near|at|around|inside|opposite) (?:the )?$")


def find_toponyms(text: str, entities: Iterable[Found], names: NameList) -> list[Found]:
    """Places (``LOC``), their adjectives (``ADJ``) and organisations with either in their names (``ORG``).

    ``entities`` are a model's spans with any of the labels in `LABELS`. Where the model is silent
    the lists speak. Sorted, none inside another.
    """
    case = case_of_text(text)
    models = sorted((s, e, LABELS[label]) for s, e, label in entities if label in LABELS)
    listed = [span for span in names.find(text) if is_name(text, *span[:2], case=case)]
    holders = [span for span in models if span[2] in ("PER", "ORG")]
    found = datelines(text)
    for start, end, label in models:
        if label in ("LOC", "ADJ"):
            start, end = trimmed(text, start, end)
            start, end = _without_body(text, start, end, listed)
            if is_name(text, start, end, case=case) and not _touches((start, end, label), found):
                found.append(_as_listed((start, end, label), listed))
    for span in listed:
        if not _touches(span, found) and (whole := _inside(text, span, holders)):
            found.append(whole)
    found += _again(text, found, holders, case)
    return _apart([_or_organisation(text, span) for span in found])


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
    rest = text[start : start + cut]
    known = any(s == start and e == start + cut for s, e, _ in listed)
    return (start, start + cut) if known or rest.endswith((" County", " City", " Township")) else (start, end)


def _as_listed(span: Found, listed: Sequence[Found]) -> Found:
    """With the list's label for exactly this name; models confuse places and peoples."""
    return next((other for other in listed if other[:2] == span[:2]), span)


def _inside(text: str, span: Found, holders: Sequence[Found]) -> Found | None:
    """A listed name as a place, as part of an organisation, or (in a person's name) not at all."""
    start, end, label = span
    holder = next((h for h in holders if h[0] < end and h[1] > start), None)
    if holder is None or holder[:2] == span[:2]:
        return span
    if holder[2] == "PER":
        return span if label == "ADJ" else None
    before, after = text[holder[0] : start], text[end : holder[1]]
    if before.lower().strip() in ("", "the"):
        literal = bool(BODY_AFTER.match(after)) or not after.strip()
    else:
        literal = bool(_GOVERNS.search(before))
    return span if literal else (holder[0], holder[1], "ORG")


def _or_organisation(text: str, span: Found) -> Found:
    """The whole of "New York Times" where only its first part was found."""
    after = _NAMED_AFTER.match(text, span[1])
    return (span[0], after.end(), "ORG") if after and span[2] != "ORG" else span


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
            for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = hit.start(), hit.end(), "LOC"
                if not _touches(span, taken):
                    new.append(span)
    return new


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
    if piece in _INSTITUTIONS and not _AT.search(before):
        return False
    return not (_UNIT_BEFORE.search(before) or _TITLE_BEFORE.search(before))
