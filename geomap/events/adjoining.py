"""Places named beside one another in a sentence: which of them is meant, and which are a list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from geomap.events.page import Sentence
from geomap.events.places import DESCRIPTORS, PREPOSITIONS, Spot, contains
from geomap.geo import distance_km
from geomap.names import fold

BESIDE_KM = 80.0  # from a place to the area that is told about it; "near" is told from afar
ROADS = frozenset(("highway", "road", "motorway", "expressway"))
ROAD_KM = 150.0  # from a town to the one that a road leads to
HEAD = 4  # words with which a sentence begins: "10 July - Jalalabad city -"
METROPOLIS = 1_000_000  # people of a city that owns quarters, not villages beside it
# Words with which a phrase about the place before it begins, and what may stand between the two.
RELATING = PREPOSITIONS | frozenset("north south east west northeast northwest southeast southwest".split())
JOINTS = DESCRIPTORS | {",", "in", "air", "base"}


def owned(owner: Spot, spots: Sequence[Spot], sentence: Sentence) -> Spot | None:
    """The place that another one owns: "Sokoto's Illela"."""
    following = next((s for s in spots if s.first == owner.last + 1 and not s.country_level), None)
    said = sentence.plain[owner.end - sentence.start :] if following else ""
    owns = following is not None and said.startswith(("'s ", "\u2019s "))
    reach = 0.0 if (owner.place.population or 0) >= METROPOLIS else BESIDE_KM
    return following if following and owns and _beside(following, owner, reach) else None


def described(area: Spot, spots: Sequence[Spot], sentence: Sentence) -> Spot | None:
    """The known place that a phrase only says more about: "the T4 air base near Homs"."""
    before = [s for s in spots if s.last < area.first and not (s.area or s.unknown or s.country_level)]
    if area.area is None or not before:
        return None
    place = max(before, key=lambda s: s.last)
    start = bisect_left(sentence.starts, area.area.start)
    joint, head = sentence.words[place.last + 1 : start], sentence.words[start]
    related = head in RELATING or (joint and joint[-1] in PREPOSITIONS)
    if not related or len(joint) > 4 or not JOINTS.issuperset(joint):
        return None
    return place if _beside(place, area, BESIDE_KM) else None


def led_to(road: Spot, spots: Sequence[Spot], sentence: Sentence) -> Spot | None:
    """The town that a sentence begins with, of a road to another: "In Taxco, on the Cuernavaca highway"."""
    if not ROADS.intersection(sentence.words[road.last : road.last + 2]):
        return None
    heads = (s for s in spots if s.first <= HEAD and s.index != road.index and not s.country_level)
    return next((s for s in heads if _beside(s, road, ROAD_KM)), None)


def divided(division: Spot, spots: Sequence[Spot], sentence: Sentence) -> Spot | None:
    """The town before the comma where the name behind it is its division's: "in Barillas, Huehuetenango"."""
    comma = division.first - 1
    town = next((s for s in spots if s.last + 1 == comma and not s.country_level), None)
    if town is None or sentence.words[comma] != "," or town.place.country != division.place.country:
        return None
    held = fold(town.place.admin1 or "").startswith(fold(division.place.name))
    return town if held and town.place.id != division.place.id else None


def coordinated(best: Spot, spots: Sequence[Spot], sentence: Sentence) -> list[Spot]:
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
            if joint in ([","], [",", "in"]) and not _list_ends(high, sentence) and len(found) == 0:
                break
            found.append(following)
            here = following
    return found


def _list_ends(spot: Spot, sentence: Sentence) -> bool:
    """Whether "and" comes soon after: a comma before it parts a list, not a town and its province."""
    return any(w in ("and", "or") for w in sentence.words[spot.last + 1 : spot.last + 5])


def _beside(place: Spot, other: Spot, reach_km: float) -> bool:
    """Whether a place lies in another one or not far from it."""
    at = other.area or other.place
    return distance_km(place.place.lat, place.place.lon, at.lat, at.lon) <= other.reach_km + reach_km
