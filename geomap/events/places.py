"""Where an event happened: the named place or area that belongs to its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.events.clauses import boundaries_between
from geomap.events.page import Page, Sentence, is_mark
from geomap.events.timing import SPEECH, is_backward
from geomap.events.triggers import Trigger
from geomap.geo import distance_km
from geomap.model import Area, GeoReference, Place

# Words that may stand between a preposition and the name of a place.
DESCRIPTORS = frozenset(
    "the a an of city town village district province state region capital northern southern eastern western central "
    "north south east west northeastern northwestern southeastern southwestern northeast northwest southeast southwest "
    "downtown rural coastal border nearby neighbouring neighboring remote outskirts suburb suburbs neighbourhood neighborhood "
    "municipality department governorate county area countryside restive volatile port camp old ancient occupied besieged "
    "main historic government rebel held controlled contested key strategic jurisdiction canton hamlet refugee stronghold "
    "market provincial republic island islands mainly predominantly oil rich called named known as centre center heart middle vicinity outskirts edge side part parts several cities towns villages communities settlement "
    "both including such like troubled holy modern small large war torn conflict hit capital's federal sector ward commune".split()
)
PREPOSITIONS = frozenset(
    "in at near of from to on outside inside between toward towards around into across over against by with for "
    "through off along via within throughout beyond beside opposite".split()
)
LOCATING = frozenset(
    "in at near on outside inside around across within throughout along between over off into through beside opposite".split()
)
ARRIVED = frozenset(
    "reached entered hit rocked shook struck".split()
)  # verbs whose object is where things happen
NOT_HERE = frozenset(
    "hospital hospitals clinic morgue spokesman spokeswoman spokesperson office offices based born university professor reporters correspondent "
    "interview conference native resident lives living studied court prison exile headquartered headquarters talks embassy consulate meeting "
    "summit treated think tank speaking journalists analyst institute released filed trained".split()
)
SETTLEMENTS = ("PPL", "STLMT", "CMP")
BAD_ROLES = frozenset({"organisation", "furniture", "speaker"})


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
        return self.reference.radius_km or self.place.extent_km or 5.0


def is_country(place: Place) -> bool:
    """Whether a place is a whole country or larger."""
    return place.feature.startswith(("PCL", "CONT")) or place.feature in ("TERR", "RGNE")


def is_continent(place: Place) -> bool:
    """Whether a place is too large to be where something happened: Europe, the Middle East."""
    return place.feature == "CONT" or (place.country is None and (place.extent_km or 0) > CONTINENT_KM)


def find_spots(
    page: Page, references: Sequence[GeoReference], areas: Sequence[Area]
) -> dict[int, tuple[Spot, ...]]:
    """The places of each sentence, in its order, that an event could have happened at."""
    of_anchor = {anchor: area for area in areas for anchor in area.anchors}
    found: dict[int, list[Spot]] = {}
    seen: set[int] = set()
    for i, reference in enumerate(references):
        mention = reference.mention
        if (
            reference.place is None
            or reference.approximate
            or mention.role in BAD_ROLES
            or is_continent(reference.place)
        ):
            continue
        sentence = page.sentence_at(mention.start)
        area = of_anchor.get(i)
        if sentence is None or (area is not None and id(area) in seen):
            continue
        if area is not None:
            seen.add(id(area))
        start = min(mention.start, area.start) if area else mention.start
        end = max(mention.end, area.end) if area else mention.end
        found.setdefault(sentence.index, []).append(spot_of(sentence, start, end, i, reference, area))
    return {index: tuple(sorted(spots, key=lambda s: s.first)) for index, spots in found.items()}


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
    )


def _before_comma(words: tuple[str, ...], comma: int) -> str | None:
    """The preposition of the name before a comma: "in Qunyo Barrow, Somalia"."""
    for j in range(comma - 1, max(-1, comma - 6), -1):
        if words[j] in LOCATING:
            return words[j]
        if is_mark(words[j]) or words[j] in PREPOSITIONS - {"of"}:
            return None
    return None


def attachment(trigger: Trigger, spot: Spot, others: Sequence[Trigger]) -> float:
    """How well a place of the same sentence fits the trigger: above 0 it may be its place.

    Weights are by hand, checked on annotated articles (tests/quality/events).
    """
    words = trigger.sentence.words
    low, high = sorted((trigger.first, spot.first))
    after = spot.first > trigger.last
    distance = (spot.first - trigger.last) if after else (trigger.first - spot.last)
    score = 1.0 - 0.05 * min(distance, 25) - 0.45 * boundaries_between(words, low, high)
    score += _grammar(trigger, spot, after, distance)
    score += _grain(spot)
    between = words[min(trigger.last, spot.last) + 1 : max(trigger.first, spot.first)]
    if any(w in SPEECH for w in between):
        score -= 0.5
    if any(w in NOT_HERE for w in spot.before_preposition):
        score -= 1.2
    if any(w in SPEECH for w in spot.before_preposition):
        score -= 1.5
    rivals = [
        t for t in others if low < t.first < high and t is not trigger and not t.weak and t.form != "noun"
    ]
    return score - 0.3 * min(2, len(rivals))


def _grammar(trigger: Trigger, spot: Spot, after: bool, distance: int) -> float:
    preposition, role = spot.preposition, spot.reference.mention.role
    if preposition == "from" and trigger.sub_event_type == "Abduction/forced disappearance":
        return 0.5
    leaves = trigger.sub_event_type in ("Non-violent transfer of territory", "Other")
    own = trigger.sub_event_type == "Arrests" or trigger.event_type == "Protests"
    if own and spot.country_level and not after and (distance <= 3 or _authority(trigger, spot)):
        return 0.6  # "Danish authorities detained", "Denmark's detention of": states arrest at home
    if role in ("demonym", "actor", "origin"):
        return -2.5
    if preposition in LOCATING:
        return 0.9 if after else 0.6
    if preposition == "of":
        return 0.7 if trigger.form == "noun" and after and distance <= 4 else 0.2
    if preposition == "from":
        return 0.3 if leaves else -1.0
    if preposition in ("to", "toward", "towards"):
        return 0.4 if trigger.sub_event_type == "Other" else -0.6
    if preposition in ("by", "with", "against", "for"):
        return -1.0 if spot.country_level else -0.3
    if not after and distance <= 2 and trigger.form == "noun":  # "the Istanbul bombing", "Hajin arrests"
        return -0.7 if spot.country_level else 1.0
    if after and distance <= 4 and not trigger.passive:  # "shelled Aleppo"
        return 0.7 if not spot.country_level else -0.3
    if not after and spot.country_level:  # the subject of a sentence: who, not where
        return -1.8
    return -0.2 if after else -0.4


def _authority(trigger: Trigger, spot: Spot) -> bool:
    following = trigger.sentence.words[spot.last + 1 : spot.last + 3]
    return any(
        w in ("police", "authorities", "security", "prosecutors", "intelligence", "officials")
        for w in following
    )


def _grain(spot: Spot) -> float:
    if spot.country_level:
        return -0.5
    return -0.1 if spot.area is None and spot.place.feature.startswith(("ADM1", "RGN")) else 0.0


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
    lat, lon = (inner.area.lat, inner.area.lon) if inner.area else (b.lat, b.lon)
    olat, olon = (outer.area.lat, outer.area.lon) if outer.area else (a.lat, a.lon)
    return distance_km(lat, lon, olat, olon) <= outer.reach_km * 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The place of a trigger, how well it is tied and why."""

    spot: Spot
    score: float
    why: str


CONTINENT_KM = 1500.0  # only the largest countries reach further, and they are named as actors
THRESHOLD = 0.2  # below, no place of the sentence is the event's


def place_of(trigger: Trigger, spots: Sequence[Spot], others: Sequence[Trigger]) -> tuple[Attached, ...]:
    """The places of the trigger's own sentence: none, one, or several where the sentence lists them."""
    own = [s for s in spots if s.first > trigger.last] if is_backward(trigger) else spots
    scored = sorted(
        ((attachment(trigger, s, others), -i, s) for i, s in enumerate(own)),
        key=lambda x: x[:2],
        reverse=True,
    )
    if not scored or scored[0][0] < THRESHOLD:
        return ()
    score, _, best = scored[0]
    finer = [
        (v, s)
        for v, _, s in scored[1:]
        if v > score - 1.2 and contains(best, s) and s.preposition != "from" and v > -0.4
    ]
    if finer:
        best = min(finer, key=lambda x: (x[1].reach_km, -x[0]))[1]
    listed = [best, *_coordinated(best, spots, trigger.sentence)]
    why = f"'{trigger.sentence.plain[best.start - trigger.sentence.start : best.end - trigger.sentence.start]}' in the same sentence"
    return tuple(Attached(spot=s, score=score, why=why) for s in listed)


def _coordinated(best: Spot, spots: Sequence[Spot], sentence: Sentence) -> list[Spot]:
    """Places joined to the best one by commas and "and" that do not contain one another."""
    found: list[Spot] = []
    for direction in (1, -1):
        here = best
        while True:
            beside = [s for s in spots if (s.first > here.last if direction > 0 else s.last < here.first)]
            if not beside:
                break
            following = min(beside, key=lambda s: abs(s.first - here.first))
            low, high = sorted((here, following), key=lambda s: s.first)
            joint = [
                w for w in sentence.words[low.last + 1 : high.first] if w not in DESCRIPTORS - {"including"}
            ]
            if (
                not joint
                or not all(w in ("and", ",", "in", "&", "or", "as", "well") for w in joint)
                or joint == ["in"]
            ):
                break
            if (
                contains(here, following)
                or contains(following, here)
                or following.country_level != best.country_level
            ):
                break
            if joint == [","] and not _list_ends(following, sentence) and direction > 0 and len(found) == 0:
                break
            found.append(following)
            here = following
    return found


def _list_ends(spot: Spot, sentence: Sentence) -> bool:
    """Whether "and" comes soon after: a comma before it parts a list, not a town and its province."""
    return any(w in ("and", "or") for w in sentence.words[spot.last + 1 : spot.last + 5])


FACILITIES = (
    "stadium airport airfield airbase mosque cathedral church temple synagogue school university college hospital clinic market bridge "
    "prison jail embassy consulate hotel station barracks base camp crossing checkpoint dam refinery oilfield field square park palace "
    "courthouse mall theatre theater museum monastery shrine seminary factory plant port harbour harbor headquarters roundabout "
    "cemetery restaurant nightclub beach highway street avenue building tower"
).split()
_NAMED_AFTER = re.compile(
    r"(?:[''’]s)?(?: (?:[A-Z][\w'-]+|of|the|and|Al|al|International|international|main|central)){0,4}? (?:(?i:%s))\b"
    % "|".join(FACILITIES)
)
_NAMED_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w'’-]+ ){1,4}|\b(?:the|a|an) (?:[a-z]+ )?)(?i:%s)s? (?:in|of|at|near|outside) (?:the (?:city|town|village|district|province|capital) of |the |central |downtown |northern |southern |eastern |western )*$"
    % "|".join(FACILITIES)
)


def facility_around(page: Page, spot: Spot) -> tuple[int, int] | None:
    """Offsets of a facility's name around a place: "Deir ez-Zor Municipal Stadium", "the cathedral in Jolo"."""
    text = page.article.text
    line = re.sub(r"\s", " ", text[spot.start : spot.end + 70])
    if found := _NAMED_AFTER.match(line, spot.end - spot.start):
        return spot.start, spot.start + found.end()
    before = re.sub(r"\s", " ", text[max(0, spot.start - 90) : spot.start])
    if found := _NAMED_BEFORE.search(before):
        return max(0, spot.start - 90) + found.start(), spot.end
    return None


def at_token(sentence: Sentence, index: int) -> bool:
    """Whether a token exists and is a word."""
    return 0 <= index < len(sentence.words) and not is_mark(sentence.words[index])


def without_area(spot: Spot) -> Spot:
    """The same place without the phrase around it."""
    return replace(spot, area=None)
