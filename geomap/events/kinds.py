"""The event type that a trigger has in its sentence: means, targets and actors decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.clauses import clause_bounds
from geomap.events.cues import (
    ACCIDENT,
    AIRCRAFT,
    ARMED,
    ARMED_TARGETS,
    CONSEQUENCES,
    CROWDS,
    DEMONSTRATORS,
    ECONOMY,
    FORCE_ON_FORCE,
    HARMED,
    MEANS_WORDS,
    NON_STATE,
    OFF_DUTY,
    POLICE,
    SPORT,
    STATE,
    VIOLENCE_SIGNS,
    VIOLENT,
)
from geomap.events.support import adjectival, side, strike, supported, taking
from geomap.events.triggers import Trigger

_TAKING = frozenset(
    ("capture", "seize", "take over", "catch", "seizure", "fall", "takeover", "pick up", "hold")
)
_UNMANNED = frozenset("drone drones missile missiles".split())
_BLASTS = frozenset(("explosion", "blast", "explode", "fire", "blow up"))
_CUSTODY = frozenset("arrested arrests detained suspects".split())  # what raids of the police end in


def settle(
    trigger: Trigger, near: Sequence[Trigger], *, places_after: bool, accident: bool, unrest: bool
) -> Trigger | None:
    """The trigger with its final sub-type; None where it reports nothing by itself.

    ``near`` are the other triggers of its sentence; ``places_after`` says that a place is its direct
    object; ``accident`` that the article opens with an accident or a disaster, ``unrest`` that it tells
    of protests.
    """
    words = trigger.sentence.words
    low, high = clause_bounds(words, trigger.first, trigger.last)
    clause = frozenset(words[max(low, trigger.first - 14) : min(high, trigger.last + 14) + 1])
    everything = frozenset(words)
    if adjectival(trigger) or everything & SPORT or (trigger.weak and clause & ECONOMY):
        return None
    lemma = trigger.lemma
    if lemma in _TAKING:
        return taking(trigger, clause, places_after)
    if trigger.event_type == "Battles" and trigger.sub_event_type != "Armed clash":
        return side(trigger, clause, words)
    if lemma in ("strike", "strikes") and trigger.form == "noun":
        return strike(trigger, clause)
    if lemma == "shoot down" and clause & (NON_STATE | AIRCRAFT) and not clause & _UNMANNED:
        return replace(trigger, sub_event_type="Armed clash", weak=False)
    marches = unrest and lemma == "march"
    if trigger.weak and not marches and not supported(trigger, clause, everything, near):
        return None
    if (
        (lemma in CONSEQUENCES or lemma in _BLASTS)
        and everything & ACCIDENT
        and not clause & VIOLENCE_SIGNS - HARMED
    ):
        return None
    if (
        accident
        and trigger.event_type in VIOLENT
        and not clause & VIOLENCE_SIGNS - HARMED - {"attack", "attacks"}
    ):
        return None
    return _by_unrest(_by_means(trigger, clause, words), clause, words, unrest=unrest)


def _by_unrest(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...], *, unrest: bool) -> Trigger:
    """Violence by a crowd is a riot; violence by the state against a crowd is excessive force.

    In an article that tells of protests, those whom the state shoots are taken for a crowd.
    """
    before = words[max(0, trigger.first - 6) : trigger.first]
    after = words[trigger.last + 1 : trigger.last + 8]
    if trigger.sub_event_type == "Looting/property destruction" and {"tyres", "tires"} & set(
        words[trigger.first : trigger.last + 3]
    ):
        return replace(trigger, sub_event_type="Violent demonstration")
    if (
        trigger.sub_event_type == "Looting/property destruction"
        and not trigger.passive
        and DEMONSTRATORS & set(before)
    ):
        return replace(trigger, sub_event_type="Violent demonstration")
    if trigger.lemma == "clash" and clause & CROWDS and clause & POLICE:
        return replace(trigger, sub_event_type="Violent demonstration")
    if trigger.sub_event_type != "Attack":
        return trigger
    victims = (after if not trigger.passive else before)[:5]
    if (
        trigger.lemma in FORCE_ON_FORCE
        and ARMED & set(victims)
        and clause & NON_STATE
        and not clause & OFF_DUTY
    ):
        return replace(trigger, sub_event_type="Armed clash")
    if CROWDS & set(before[-4:]) and not trigger.passive:
        mob = {"mob", "mobs", "vigilantes"} & set(before)
        return replace(trigger, sub_event_type="Mob violence" if mob else "Violent demonstration")
    if trigger.passive:
        agents, sufferers = after[after.index("by") :] if "by" in after else (), before
    else:
        agents, sufferers = before, after
    on_crowd = CROWDS & set(sufferers) and clause & STATE
    if on_crowd or (unrest and (STATE | POLICE) & set(agents)):
        return replace(trigger, sub_event_type="Excessive force against protesters")
    return trigger


def _by_means(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...]) -> Trigger:
    """Attacks and killings take the sub-type of what was used; raids that of whom they hit."""
    behind = words[trigger.last + 1 : trigger.last + 10]
    if trigger.event_type in VIOLENT and "before" in behind and "could" in behind:  # "shot before she could"
        return replace(trigger, sub_event_type="Disrupted weapons use", weak=False)
    if trigger.sub_event_type in (
        "Attack",
        "Armed clash",
        "Remote explosive/landmine/IED",
    ) and trigger.lemma not in ("clash", "skirmish"):
        near = frozenset(words[max(0, trigger.first - 9) : trigger.last + 10]) & clause
        for sub, means in MEANS_WORDS:
            if not near & means or (trigger.sub_event_type == "Armed clash" and sub != "Suicide bomb"):
                continue
            if (
                trigger.sub_event_type == "Remote explosive/landmine/IED"
                and sub not in ("Suicide bomb", "Chemical weapon")
                and not (sub == "Air/drone strike" and trigger.lemma in ("bomb", "bombing", "drop"))
            ):
                continue
            return replace(trigger, sub_event_type=sub, weak=False)
    by_police = set(words[max(0, trigger.first - 4) : trigger.first]) & (POLICE | {"officers"})
    if trigger.lemma == "raid" and (by_police or set(words) & _CUSTODY) and not set(words) & HARMED:
        return replace(trigger, sub_event_type="Arrests", weak=False)
    if trigger.lemma in ("raid", "storm") and trigger.form != "noun":
        ahead = set(words[trigger.last + 1 : trigger.last + 9])
        before = set(words[max(0, trigger.first - 8) : trigger.first])
        if not ahead & ARMED_TARGETS and not before & STATE and not clause & {"fighting", "clash", "clashes"}:
            return replace(trigger, sub_event_type="Attack", weak=False)
    return replace(trigger, weak=False)
