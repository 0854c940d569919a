"""How much speaks for two reports being of one event. Pure.

The weights were set by hand on `tests/quality/merging`, whose held-back half says what they are worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from geomap.events.stock import NOBODY, STOCK, WORD, stem
from geomap.geo import distance_km
from geomap.model import Actor, Count, Event, Location, Reading, When

SAME = 5.2  # a pair with this score or more is one event
NEAR_KM = 10.0  # two named places closer than this are one place to a reporter
CELL_KM = 40.0  # largest radius that the squares below stand for
KM_PER_DEGREE = 111.0  # of latitude
WIDE_KM = 60.0  # a place less sharp than this says little
COPYWORDS = 8  # a sentence of fewer words is a weaker sign of a copied article

_GROUPS = {
    "Battles": "violence",
    "Explosions/Remote violence": "violence",
    "Violence against civilians": "violence",
    "Protests": "demonstration",
    "Riots": "demonstration",
}
_RARE = frozenset(
    {
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
        "Chemical weapon",
    }
)
_NOT_YET = frozenset({"planned", "hypothetical"})
_BY_KIND = re.compile(
    r"(?:Military Forces|Police Forces|Government|Prison Guards) of |"
    r"(?:Protesters|Rioters|Civilians|Unidentified [\w ]+) \("
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An event with what is compared of it, worked out once."""

    event: Event
    words: frozenset[str]  # stems of the excerpt, without stock phrases, numbers and its place
    names: frozenset[str]  # those of them that are written like names
    numbers: frozenset[str]
    sentence: str  # the excerpt in lower case, words only, and where its trigger stands
    text: str  # the words of the whole article, in lower case
    cells: tuple[tuple[object, ...], ...]  # places with a cell in common are worth comparing
    wide: bool  # vaguer than a cell: to be compared with every place in its country

    @property
    def article_id(self) -> str:
        return self.event.article_id

    @property
    def country(self) -> str | None:
        return self.event.location.country if self.event.location else None

    @property
    def when(self) -> When | None:
        return self.event.when


def account_of(event: Event, reading: Reading) -> Account:
    """What `sameness` compares of an event in its article.

    The name of its town is no evidence, since only events at one place are compared; that of a
    facility in the town is.
    """
    found = WORD.findall(event.excerpt.text)
    place = {stem(word.lower()) for name in _town(event, reading) for word in WORD.findall(name)}
    roots = [(word, stem(word.lower())) for word in found if not word.isdigit()]
    kept = [(word, root) for word, root in roots if root not in STOCK and root not in place]
    capitals = event.excerpt.text.isupper()  # the style of some agencies: nothing stands out as a name
    return Account(
        event=event,
        words=frozenset(root for _, root in kept),
        names=frozenset(
            root for n, (word, root) in enumerate(kept) if n and word[0].isupper() and not capitals
        ),
        numbers=frozenset(word for word in found if word.isdigit() and not _is_year(word)),
        sentence=f"{event.trigger.start - event.excerpt.start} {_plain(event.excerpt.text)}",
        text=_plain(reading.article.text),
        cells=tuple(_cells(event.location)),
        wide=event.location is not None and event.location.radius_km > CELL_KM,
    )


def _town(event: Event, reading: Reading) -> list[str]:
    """The names of the place that a location is made from; the location's own where that is not known."""
    location = event.location
    if location is None:
        return []
    if location.toponym is None or location.toponym >= len(reading.references):
        return [location.name]
    reference = reading.references[location.toponym]
    return [reference.mention.text, *([reference.place.name] if reference.place else [])]


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in {"19", "20"}


def _plain(text: str) -> str:
    return " ".join(word.lower() for word in WORD.findall(text))


def _cells(location: Location | None) -> list[tuple[object, ...]]:
    """The squares of one degree on two grids: points within half a degree share one."""
    if location is None:
        return []
    lats = {floor(location.lat), floor(location.lat + 0.5)}
    lons = {floor(location.lon) % 360, floor(location.lon + 0.5) % 360}
    return [(lat, lon) for lat in sorted(lats) for lon in sorted(lons)]


def type_group(event: Event) -> str:
    """Types that reporters use for one another; a strategic development is like its own sub-type only."""
    return _GROUPS.get(event.event_type, event.sub_event_type)


def sameness(a: Account, b: Account) -> float | None:
    """The evidence for one event, `SAME` and more being enough; None where they exclude each other.

    Evidence against (other actors, other numbers) lowers the score and excludes nothing, since reports
    of one event do contradict each other; another kind, another day or another place excludes.
    """
    one, other = a.event, b.event
    if type_group(one) != type_group(other) or (one.status in _NOT_YET) != (other.status in _NOT_YET):
        return None
    time = _time(one.when, other.when)
    place = _place(one.location, other.location) if time is not None else None
    if time is None or place is None:
        return None
    return (
        time
        + place
        + _kind(one, other)
        + _actors(one, other)
        + _casualties(one, other)
        + _wording(a, b)
        + _copied(a, b)
    )


def _copied(a: Account, b: Account) -> float:
    """For the same trigger in the same sentence: much in copies of an article, less in a short sentence."""
    if a.sentence != b.sentence:
        return 0.0
    if a.text == b.text and a.text.count(" ") >= COPYWORDS:
        return 9.0
    return 5.0 if a.sentence.count(" ") >= COPYWORDS else 2.5


def _kind(a: Event, b: Event) -> float:
    """The same sub-type speaks for one event, most of all where a town does not see two of it in a day."""
    if a.sub_event_type == b.sub_event_type:
        return 1.5 if a.sub_event_type in _RARE else 1.0
    return 0.5 if a.event_type == b.event_type else -0.5


def _time(a: When | None, b: When | None) -> float | None:
    if a is None or b is None:
        return -1.0
    gap = max((a.start - b.end).days, (b.start - a.end).days)
    if gap > 1:
        return None
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    if gap == 1:
        return -0.5 if longest <= 1 else None
    return 2.0 if longest == 0 else 1.0 if longest <= 7 else 0.3 if longest <= 31 else 0.0


def _place(a: Location | None, b: Location | None) -> float | None:
    if a is None or b is None:
        return -1.0
    if not places_agree(a, b):
        return None
    radius = max(a.radius_km, b.radius_km)
    named = a.relation is None and b.relation is None
    same = a.place_id is not None and a.place_id == b.place_id
    if radius > WIDE_KM:  # a lake or a desert that both name says something, a country less than nothing
        return 0.5 if same and not (a.feature or "").startswith("PCL") else -2.0
    if max(a.geo_precision, b.geo_precision) > 1 or not named:
        return 1.0 if same and a.relation == b.relation else 0.3
    return 1.5 if same else 1.0


def places_agree(a: Location, b: Location) -> bool:
    """Whether the true places may be the same: each within the other's radius, or very near."""
    most = max(a.radius_km, b.radius_km) + NEAR_KM
    if abs(a.lat - b.lat) * KM_PER_DEGREE > most:  # spares most pairs the trigonometry
        return False
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    if a.place_id is not None and a.place_id == b.place_id and apart <= NEAR_KM:
        return True
    sharp = a.geo_precision == 1 and b.geo_precision == 1
    if sharp:
        return apart <= NEAR_KM
    if a.country and b.country and a.country != b.country:
        return False
    return apart <= most


def _actors(a: Event, b: Event) -> float:
    """Shared names speak for one event on either side: who did it is often told crosswise.

    An army or "Protesters (Tunisia)" takes part in so much that it says little.
    """
    shared = _actor_words(a.actors) & _actor_words(b.actors)
    named = shared & _actor_words(a.actors, named=True) & _actor_words(b.actors, named=True)
    against = sum(not actors_agree(a, b, role) for role in ("actor1", "actor2"))
    return (1.0 if named else 0.3 if shared else 0.0) - 1.0 * against


def actors_agree(a: Event, b: Event, role: str) -> bool:
    """False where both name somebody on this side and neither has the other's name on either side."""
    one, other = _actor_words(a.actors, role), _actor_words(b.actors, role)
    if not one or not other:
        return True
    return bool(one & _actor_words(b.actors)) or bool(other & _actor_words(a.actors))


@lru_cache(maxsize=65536)
def _actor_words(
    actors: tuple[Actor, ...], role: str | None = None, *, named: bool = False
) -> frozenset[str]:
    """Words of the actors' names that tell them from others; no word for "unidentified armed group".

    ``named`` leaves out those whom ACLED calls by their kind and country.
    """
    words = {
        stem(word.lower())
        for actor in actors
        if (role is None or actor.role == role) and not (named and _BY_KIND.match(actor.name))
        for word in WORD.findall(actor.name)
        if word.lower() not in NOBODY
    }
    return frozenset(words)


def counts_agree(a: Count, b: Count) -> bool:
    """Whether one number of people can be meant: the ranges meet, "at least" being open above."""
    return (a.max is None or a.max >= b.min) and (b.max is None or b.max >= a.min)


def _casualties(a: Event, b: Event) -> float:
    score = 0.0
    for one, other, weight in ((a.fatalities, b.fatalities, 1.0), (a.injured, b.injured, 0.7)):
        if one is None or other is None:
            continue
        if not counts_agree(one, other):
            ratio = max(one.min, other.min, 1) / max(1, min(one.min, other.min))
            score -= weight * (2.0 if ratio >= 3 else 1.0)
        elif one.min == other.min:
            score += weight * (1.5 if one.min >= 3 else 0.7)
        else:
            score += weight * 0.2
    return score


def _wording(a: Account, b: Account) -> float:
    """Rare words, names and numbers that both excerpts have; those of actors have counted already."""
    known = _actor_words(a.event.actors) | _actor_words(b.event.actors)
    one, other = a.words - known, b.words - known
    if not one or not other:
        return -0.5
    shared = one & other
    share = len(shared) / min(len(one), len(other))
    names = len((a.names & b.names) - known)
    told = max(4.0 * share - 0.5, 0.6 * len(shared) - 0.6)  # in long sentences many words are a small share
    return min(2.5, told, 1.0 * len(shared)) + min(1.4, 0.7 * names) + (0.5 if a.numbers & b.numbers else 0.0)
