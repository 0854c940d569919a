"""Which place of its sentence a trigger belongs to, by preposition, distance, clause and kind of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events.adjoining import coordinated, described, divided, led_to, owned
from geomap.events.clauses import boundaries_between
from geomap.events.page import Sentence, is_mark
from geomap.events.places import DESCRIPTORS, LOCATING, NOT_HERE, PREPOSITIONS, Spot, contains
from geomap.events.placing import Option, Options
from geomap.events.timing import SPEECH, takes_up
from geomap.events.triggers import Trigger

FINER_FIT = -0.4  # how well a place must fit to stand for the larger one around it
SOME, TIED, OBJECT = 0.15, 1.0, 3.0  # least belief in a place of the sentence; ties that decide for it
HOME = 0.5  # for the country whose police arrest
UNTIED, SURE_ENOUGH = -1.0, 0.7  # a place tied so badly is seldom right if it is believed in less
QUOTED = 1.5  # one of the two stands in a quotation
LEADS = 1.2  # for a place at the head of an item of a list
HEAD = 7  # words behind it within which the colon or dash comes
CARE = frozenset("hospital hospitals clinic morgue".split())
BROUGHT = frozenset("pronounced taken rushed treated admitted transferred brought airlifted flown".split())
# Verbs whose object is a target: "destroyed its consulate in Damascus".
HITS = frozenset(
    "attack bomb burn damage destroy firebomb hit loot occupy raid ransack seize shell storm strike target "
    "torch vandalise vandalize".split()
) | {"set fire to", "set ablaze"}
ALL_OVER = 12  # words from what happened to "across Lebanon"
HIT = 12  # words from the verb to the last of its objects


def attachment(trigger: Trigger, spot: Spot, others: Sequence[Trigger]) -> float:
    """How well a place of the same sentence fits the trigger: above 0 it may be its place.

    Weights are by hand, checked on annotated articles (tests/quality/events).
    """
    words = trigger.sentence.words
    low, high = sorted((trigger.first, spot.first))
    after = spot.first > trigger.last
    distance = (spot.first - trigger.last) if after else (trigger.first - spot.last)
    score = 1.0 - 0.05 * min(distance, 25) - 0.45 * boundaries_between(words, low, high)
    score += LEADS if _leads(trigger.sentence, spot) else _grammar(trigger, spot, after, distance)
    score += _grain(spot)
    between = words[min(trigger.last, spot.last) + 1 : max(trigger.first, spot.first)]
    if any(w in SPEECH for w in between):
        score -= 0.5
    if _is_quoted(trigger, spot):
        score -= QUOTED
    if any(w in NOT_HERE for w in spot.before_preposition) and not (
        after and distance <= HIT and trigger.lemma in HITS
    ):
        score -= 1.2
    if spot.speaks or any(w in SPEECH for w in spot.before_preposition):
        score -= 1.5
    rivals = [
        t for t in others if low < t.first < high and t is not trigger and not t.weak and t.form != "noun"
    ]
    return score - 0.3 * min(2, len(rivals))


def is_untied(trigger: Trigger, spot: Spot, share: float) -> bool:
    """Whether a place of its sentence is told of elsewhere than where the trigger stands."""
    badly = share < SURE_ENOUGH and attachment(trigger, spot, ()) < UNTIED
    return badly or _is_quoted(trigger, spot) or _is_treated(trigger, spot)


def _is_treated(trigger: Trigger, spot: Spot) -> bool:
    """Whether the hurt only came there: "pronounced dead at a hospital in Kashihara"."""
    words = trigger.sentence.words[: spot.first]
    return bool(CARE.intersection(spot.before_preposition)) and bool(BROUGHT.intersection(words))


def _is_quoted(trigger: Trigger, spot: Spot) -> bool:
    """Whether one of the two stands in a quotation: "Don't forget Aleppo," he shouted before he was shot."""
    words = trigger.sentence.words
    between = words[min(trigger.last, spot.last) + 1 : max(trigger.first, spot.first)]
    return between.count('"') % 2 == 1


def _leads(sentence: Sentence, spot: Spot) -> bool:
    """Whether the place stands at the head of an item: "Marka, 28 October: two women", "MOSUL - Gunmen"."""
    before = [w for w in sentence.words[: spot.first] if not is_mark(w)]
    if len(before) > 2 or any(w not in DESCRIPTORS and not w[0].isdigit() for w in before):
        return False
    for i in range(spot.last + 1, min(len(sentence.words), spot.last + 1 + HEAD)):
        if sentence.words[i] in (":", "-", "--"):
            return True
        if sentence.words[i] in PREPOSITIONS:
            return False
    return False


def _grammar(trigger: Trigger, spot: Spot, after: bool, distance: int) -> float:
    preposition, role = spot.preposition, spot.reference.mention.role
    if preposition == "from" and trigger.sub_event_type == "Abduction/forced disappearance":
        return 0.5
    leaves = trigger.sub_event_type in ("Non-violent transfer of territory", "Other")
    own = trigger.sub_event_type == "Arrests" or trigger.event_type == "Protests"
    home = trigger.sub_event_type == "Arrests" or role != "demonym"  # "Jordanians marched" tells no place
    if own and home and spot.country_level and not after and (distance <= 3 or _authority(trigger, spot)):
        return 0.6  # "Danish authorities detained", "Denmark's detention of": states arrest at home
    if role in ("demonym", "actor", "origin") or _has_capital(trigger, spot):
        return -2.5
    if preposition in LOCATING:
        return 0.9 if after else 0.6
    if preposition == "of":
        return 0.7 if trigger.form == "noun" and after and distance <= 4 else 0.2
    if preposition == "from":
        return 0.3 if leaves else -1.0
    if preposition in ("to", "toward", "towards"):
        return 0.4 if trigger.sub_event_type == "Other" else -0.6
    if preposition == "by":
        return -1.5  # "led by Riyadh": who, not where
    if preposition == "for" and trigger.event_type == "Battles" and after and distance <= 3:
        return 0.7  # "the battle for Aleppo"
    if preposition in ("with", "against", "for"):
        return -1.0 if spot.country_level else -0.3
    if not after and distance <= 2 and trigger.form == "noun":  # "the Istanbul bombing", "Hajin arrests"
        return -0.7 if spot.country_level else 1.0
    if after and distance <= 4 and not trigger.passive:  # "shelled Aleppo"
        return 0.7 if not spot.country_level else -0.3
    if not after and spot.country_level:  # the subject of a sentence: who, not where
        return -1.8
    return -0.2 if after else -0.4


def _has_capital(trigger: Trigger, spot: Spot) -> bool:
    """Whether the capital of a country is meant, not the country: "Mali's capital"."""
    return spot.country_level and trigger.sentence.words[spot.last + 1 : spot.last + 2] == ("capital",)


def _arrests(trigger: Trigger, spot: Spot) -> bool:
    """Whether a state's authorities arrest, which they do at home: "Danish police detained"."""
    before = 0 < trigger.first - spot.last <= 3
    return trigger.sub_event_type == "Arrests" and before and _authority(trigger, spot)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The place of a trigger, how well it is tied and why."""

    spot: Spot
    score: float
    why: str


def place_of(
    trigger: Trigger, spots: Sequence[Spot], shares: Sequence[float], options: Options
) -> tuple[Attached, ...]:
    """The places of the trigger's own sentence: none, one, or several where the sentence lists them.

    ``shares`` is the belief in each of the article's places; where another sentence names the likeliest
    one, the trigger's own names none.
    """
    if not shares or takes_up(trigger):
        return ()
    share, best = _chosen(trigger, spots, shares, options)
    here = _named_here(trigger, best)
    own = [s for s in spots if s.index in here] or _whole(trigger, spots)
    if not own:
        return ()
    spot = max(own, key=lambda s: attachment(trigger, s, ()))
    fit = attachment(trigger, spot, ())
    elsewhere = spot.reference.mention.role in ("origin", "actor") and fit < 0
    if elsewhere or is_untied(trigger, spot, share) or _has_capital(trigger, spot):
        return ()
    said = trigger.sentence
    spot = owned(spot, spots, said) or described(spot, spots, said) or divided(spot, spots, said) or spot
    spot = _finest(trigger, led_to(spot, spots, said) or spot, spots)
    listed = [spot, *coordinated(spot, spots, trigger.sentence)]
    members = {s.index for s in listed}
    share = sum(
        p
        for p, o in zip(shares, options.options, strict=True)
        if o is best or any(n.spot is not None and n.spot.index in members for n in o.namings)
    )
    offset = trigger.sentence.start
    why = f"'{trigger.sentence.plain[spot.start - offset : spot.end - offset]}' in the same sentence"
    return tuple(Attached(spot=s, score=share, why=why) for s in listed)


def _whole(trigger: Trigger, spots: Sequence[Spot]) -> list[Spot]:
    """The country that it happened all over: "blew up across Lebanon"."""
    return [
        s
        for s in spots
        if s.country_level
        and s.preposition in ("across", "throughout")
        and 0 < s.first - trigger.last <= ALL_OVER
    ]


def _chosen(
    trigger: Trigger, spots: Sequence[Spot], shares: Sequence[float], options: Options
) -> tuple[float, Option]:
    """The likeliest place with its share; what the trigger takes for its object or is tied to is likelier."""
    believed = list(zip(shares, options.options, strict=True))
    best = max(believed, key=lambda pair: pair[0])
    taken = trigger.event_type == "Battles" and not trigger.passive and trigger.form != "noun"
    told = bool(_named_here(trigger, best[1]))
    for share, option in believed if taken or not told else ():
        here = _named_here(trigger, option) if share >= SOME else set()
        fits = (
            attachment(trigger, s, ())
            + (OBJECT if taken and _is_object(trigger, s) else HOME if _arrests(trigger, s) else 0.0)
            for s in spots
            if s.index in here and (not s.country_level or _arrests(trigger, s))
        )
        fit = max(fits, default=0.0)
        if fit > OBJECT or (fit > TIED and not told):
            return share, option
    return best


def _named_here(trigger: Trigger, option: Option) -> set[int]:
    """The references in the trigger's sentence that name a place."""
    return {n.spot.index for n in option.namings if n.spot and n.sentence == trigger.sentence.index}


def _is_object(trigger: Trigger, spot: Spot) -> bool:
    """Whether a place is what a verb takes: "captured the Abu al-Duhur air base"."""
    return 0 < spot.first - trigger.last <= 3 and spot.preposition is None


def _finest(trigger: Trigger, best: Spot, spots: Sequence[Spot]) -> Spot:
    """The finest place of the sentence that lies in the best one and could be the trigger's too."""
    inside = [
        s
        for s in spots
        if contains(best, s) and s.preposition != "from" and attachment(trigger, s, ()) > FINER_FIT
    ]
    return min(inside, key=lambda s: s.reach_km, default=best)
