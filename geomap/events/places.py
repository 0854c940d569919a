"""Where an event happened: the named place or area that belongs to its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.events.page import Page, Sentence, is_mark
from geomap.geo import distance_km
from geomap.model import Area, GeoReference, Place

# Words that may stand between a preposition and the name of a place.
DESCRIPTORS = frozenset(
    "the a an of city town village district province state region capital northern "
    "southern eastern western central "
    "north south east west northeastern northwestern southeastern southwestern northeast "
    "northwest southeast southwest "
    "downtown rural coastal border nearby neighbouring neighboring remote outskirts suburb "
    "suburbs neighbourhood neighborhood "
    "municipality department governorate county area countryside restive volatile port "
    "camp old ancient occupied besieged "
    "main historic government rebel held controlled contested key strategic jurisdiction "
    "canton hamlet refugee stronghold "
    "market provincial republic island islands mainly predominantly oil rich called named "
    "known as centre center heart middle vicinity outskirts edge side part parts several "
    "cities towns villages communities settlement "
    "both including such like troubled holy modern small large war torn conflict hit "
    "capital's federal sector ward commune".split()
)
PREPOSITIONS = frozenset(
    "in at near of from to on outside inside between toward towards around into across "
    "over against by with for "
    "through off along via within throughout beyond beside opposite".split()
)
LOCATING = frozenset(
    (
        "in at near on outside inside around across within throughout along between over off "
        "into through beside opposite"
    ).split()
)
SAYS = frozenset("said says say told announced confirmed reported wrote write reports".split())
ARRIVED = frozenset(
    "reached entered hit rocked shook struck".split()
)  # verbs whose object is where things happen
NOT_HERE = frozenset(
    "hospital hospitals clinic morgue spokesman spokeswoman spokesperson office offices "
    "based born university professor reporters correspondent "
    "interview conference native resident lives living studied court prison exile "
    "headquartered headquarters talks embassy consulate meeting "
    "summit treated met meet negotiators "
    "think tank speaking journalists analyst institute released filed trained round rounds dialogue "
    "negotiations declaration communique telegram published issued plotted".split()
)
BAD_ROLES = frozenset({"organisation", "furniture", "speaker"})


LIKENESS = 0.5  # confidence below which a name that is only alike is no place for a dot
CONTINENT_KM = 1500.0  # only the largest countries reach further, and they are named as actors
UNKNOWN_REACH_KM = 3.0  # an unknown name is as a rule a village or a quarter
_NO_SETTLEMENT = re.compile(
    r"(?i)\b(?:streets?|st|avenue|ave|road|highway|boulevard|bridge|hotel|hospital|clinic|palace|airport"
    r"|university|school|college|stadium|church|cathedral|mosque|base|barracks|headquarters|building|plaza"
    r"|coast|ocean|sea|gulf|river|lake|volcano|hill|hills|mountain|mountains|valley|forest|path|front"
    r"|continent|hinterland|fatherland)\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place named in a sentence, or the area a phrase makes of one. ``index`` is the reference's."""

    start: int
    end: int
    first: int  # token indices in the sentence, both included
    last: int
    index: int
    reference: GeoReference
    area: Area | None
    preposition: str | None
    before_preposition: tuple[str, ...]
    speaks: bool = False  # "police in Baghdad said": where somebody speaks
    unknown: bool = False  # no gazetteer knows the name; the place is the nearest one that is known

    @property
    def place(self) -> Place:
        assert self.reference.place is not None
        return self.reference.place

    @property
    def country_level(self) -> bool:
        return self.area is None and is_country(self.place)

    @property
    def reach_km(self) -> float:
        """Radius within which the place lies: how specific it is."""
        if self.area:
            return self.area.radius_km
        if self.unknown:
            return UNKNOWN_REACH_KM
        return self.reference.radius_km or self.place.extent_km or 5.0


def is_country(place: Place) -> bool:
    """Whether a place is a whole country or larger."""
    return place.feature.startswith(("PCL", "CONT")) or place.feature in ("TERR", "RGNE")


def is_continent(place: Place) -> bool:
    """Whether a place is too large to be where something happened: Europe, the Middle East."""
    return place.feature == "CONT" or (place.country is None and (place.extent_km or 0) > CONTINENT_KM)


def is_known(reference: GeoReference) -> bool:
    """Whether the place of a name is sure enough for a dot: no neighbour's place, no mere likeness."""
    if reference.place is None or reference.approximate:
        return False
    chosen = next((c for c in reference.candidates if c.place.id == reference.place.id), None)
    likeness = chosen is not None and chosen.match in ("fuzzy", "romanised")
    return not (likeness and reference.confidence < LIKENESS)


def find_spots(
    page: Page, references: Sequence[GeoReference], areas: Sequence[Area]
) -> dict[int, tuple[Spot, ...]]:
    """The places of each sentence, in its order, that an event could have happened at."""
    of_anchor = {anchor: area for area in areas for anchor in area.anchors}
    found: dict[int, list[Spot]] = {}
    seen: set[int] = set()
    for i, given in enumerate(references):
        mention = given.mention
        known = is_known(given)
        reference = given if known else _stand_in(given)
        if reference is None or reference.place is None or mention.role in BAD_ROLES:
            continue
        if is_continent(reference.place):
            continue
        sentence = page.sentence_at(mention.start)
        area = of_anchor.get(i) if known else None
        if sentence is None or (area is not None and id(area) in seen):
            continue
        if area is not None:
            seen.add(id(area))
        start = min(mention.start, area.start) if area else mention.start
        end = max(mention.end, area.end) if area else mention.end
        spot = spot_of(sentence, start, end, i, reference, area)
        found.setdefault(sentence.index, []).append(spot if known else replace(spot, unknown=True))
    return {
        index: _first_named(page.sentences[index].words, sorted(spots, key=lambda s: s.first))
        for index, spots in found.items()
    }


def _stand_in(reference: GeoReference) -> GeoReference | None:
    """An unknown name at the known place that resolution lends it; None for what names no settlement.

    A place that is merely called alike is no stand-in: it may lie anywhere.
    """
    if not reference.approximate or reference.alike or _NO_SETTLEMENT.search(reference.mention.text):
        return None
    return reference if reference.mention.role in ("context", "event") else None


def _first_named(words: tuple[str, ...], spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Without what only says where the town before it lies: "Lod, near Tel Aviv"."""
    kept: list[Spot] = []
    for spot in spots:
        before = kept[-1] if kept else None
        joint = words[before.last + 1 : spot.first] if before else ()
        aside = joint[:1] == (",",) and all(w in ("a", "the", "at", "on", "in") for w in joint[1:])
        if not (before and spot.area and aside and before.area is None and _is_town(before.place)):
            kept.append(spot)
    return tuple(kept)


def _is_town(place: Place) -> bool:
    return place.feature.startswith(("PPL", "STLMT", "CMP"))


def spot_of(
    sentence: Sentence, start: int, end: int, index: int, reference: GeoReference, area: Area | None
) -> Spot:
    first = sentence.token_at(max(start, sentence.start))
    last = max(first, sentence.token_at(end - 1) if end - 1 < sentence.end else len(sentence.words) - 1)
    words = sentence.words
    i = first - 1
    while (
        i >= 0
        and first - i < 9
        and (words[i] in DESCRIPTORS - {"of"} or (words[i] == "of" and i and words[i - 1] in DESCRIPTORS))
    ):
        i -= 1
    preposition = words[i] if i >= 0 and words[i] in PREPOSITIONS else None
    if preposition is None and i >= 0 and words[i] == ",":
        preposition = _before_comma(words, i)
    if i >= 0 and words[i] in ARRIVED:
        preposition = "in"
    if area is not None and preposition in (None, "of"):
        preposition = "in"
    return Spot(
        start=start,
        end=end,
        first=first,
        last=min(last, len(words) - 1),
        index=index,
        reference=reference,
        area=area,
        preposition=preposition,
        before_preposition=words[max(0, i - 3) : max(0, i)] if preposition else (),
        speaks=_speaks(words, last),
    )


def _speaks(words: tuple[str, ...], last: int) -> bool:
    """Whether a verb of speech follows: "police in Baghdad said", "officials in Nasiriyah, Iraq, said"."""
    after = words[last + 1 : last + 5]
    behind = after[3:] if after[:1] == (",",) and after[2:3] == (",",) else after
    return bool(behind) and behind[0] in SAYS


def _before_comma(words: tuple[str, ...], comma: int) -> str | None:
    """The preposition of the name before a comma: "in Qunyo Barrow, Somalia"."""
    for j in range(comma - 1, max(-1, comma - 6), -1):
        if words[j] in LOCATING:
            return words[j]
        if is_mark(words[j]) or words[j] in PREPOSITIONS - {"of"}:
            return None
    return None


def contains(outer: Spot, inner: Spot) -> bool:
    """Whether one place lies in the other, by its divisions or by distance."""
    a, b = outer.place, inner.place
    if outer.index == inner.index:
        return False
    if a.country and b.country and a.country != b.country:
        return False
    if outer.country_level:
        return not inner.country_level
    if outer.reach_km <= 1.5 * inner.reach_km:
        return False
    reach = 1.2
    if a.feature == "ADM1" and outer.area is None and a.admin1_code and b.admin1_code:
        if a.admin1_code == b.admin1_code:
            return True
        reach = 0.7  # of two divisions of a country the gazetteers may draw the line elsewhere
    lat, lon = (inner.area.lat, inner.area.lon) if inner.area else (b.lat, b.lon)
    olat, olon = (outer.area.lat, outer.area.lon) if outer.area else (a.lat, a.lon)
    return distance_km(lat, lon, olat, olon) <= outer.reach_km * reach


def without_area(spot: Spot) -> Spot:
    """The same place without the phrase around it."""
    return replace(spot, area=None)
