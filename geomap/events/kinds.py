"""The event type that a trigger has in its sentence: means, targets and actors decide; weak words need support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.clauses import clause_bounds
from geomap.events.cues import (
    ACCIDENT,
    ARMED_TARGETS,
    CONSEQUENCES,
    CROWDS,
    ECONOMY,
    HARMED,
    MEANS_WORDS,
    MODIFIED,
    NON_STATE,
    PERSONS,
    PROTEST_SIGNS,
    SPORT,
    STATE,
    VIOLENCE_SIGNS,
    VIOLENT,
    WEAPON_ACTS,
    WEAPON_NOUNS,
)
from geomap.events.triggers import AUXILIARIES, DETERMINERS, PREPOSITIONS, Trigger


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
    if _adjectival(trigger) or everything & SPORT or (trigger.weak and clause & ECONOMY):
        return None
    lemma = trigger.lemma
    if lemma in ("capture", "seize", "take over", "catch", "seizure", "fall", "takeover", "pick up", "hold"):
        return _taking(trigger, clause, places_after)
    if trigger.event_type == "Battles" and trigger.sub_event_type != "Armed clash":
        return _side(trigger, clause, words)
    if lemma in ("strike", "strikes") and trigger.form == "noun":
        return _strike(trigger, clause)
    if (
        lemma == "shoot down"
        and clause & NON_STATE
        and not clause & {"drone", "drones", "missile", "missiles"}
    ):
        return replace(trigger, sub_event_type="Armed clash", weak=False)
    if (
        trigger.weak
        and not (unrest and lemma == "march")
        and not _supported(trigger, clause, everything, near)
    ):
        return None
    if (
        (lemma in CONSEQUENCES or lemma in ("explosion", "blast", "explode", "fire", "blow up"))
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
    return _by_unrest(_by_means(trigger, clause, words), clause, words)


def _by_unrest(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...]) -> Trigger:
    """Violence by a crowd is a riot; violence by the state against a crowd is excessive force."""
    before = words[max(0, trigger.first - 6) : trigger.first]
    after = words[trigger.last + 1 : trigger.last + 8]
    if trigger.sub_event_type == "Looting/property destruction" and {"tyres", "tires"} & set(
        words[trigger.first : trigger.last + 3]
    ):
        return replace(trigger, sub_event_type="Violent demonstration")
    if trigger.sub_event_type != "Attack":
        return trigger
    if CROWDS & set(before[-4:]) and not trigger.passive:
        mob = {"mob", "mobs", "vigilantes"} & set(before)
        return replace(trigger, sub_event_type="Mob violence" if mob else "Violent demonstration")
    victims = after if not trigger.passive else before
    if CROWDS & set(victims) and clause & STATE:
        return replace(trigger, sub_event_type="Excessive force against protesters")
    return trigger


def _adjectival(trigger: Trigger) -> bool:
    """A participle before its noun ("the seized drone") or a noun before another ("attack helicopters")."""
    words = trigger.sentence.words
    before = words[trigger.first - 1] if trigger.first else ""
    after = words[trigger.last + 1] if trigger.last + 1 < len(words) else ""
    if trigger.form == "past" and before.endswith("ing") and len(before) > 4:
        return True  # "tracking seized weapons"
    if (
        trigger.lemma in ("capture", "seize", "displace")
        and trigger.form == "participle"
        and not _has_auxiliary(trigger)
    ):
        return True  # "children captured by the militia"
    if trigger.form in ("past", "participle", "ing") and before in DETERMINERS | {
        "of",
        "displaced",
        "internally",
        "other",
        "both",
    }:
        return not after.endswith("ing") and after not in (
            "by",
            "in",
            "at",
            "on",
            "and",
            "",
            ",",
            "when",
            "after",
            "of",
        )
    if trigger.form == "noun":
        if trigger.lemma == "offensive":
            return after[:1].isalpha() and after not in PREPOSITIONS | {
                "has",
                "had",
                "was",
                "began",
                "aimed",
                "that",
                "and",
                "which",
            }
        return after in MODIFIED
    return False


def _has_auxiliary(trigger: Trigger) -> bool:
    return any(w in AUXILIARIES for w in trigger.sentence.words[max(0, trigger.first - 4) : trigger.first])


def _supported(
    trigger: Trigger, clause: frozenset[str], everything: frozenset[str], near: Sequence[Trigger]
) -> bool:
    if trigger.lemma in WEAPON_NOUNS:
        return bool(clause & WEAPON_ACTS) and not any(
            not t.weak and t.event_type == "Explosions/Remote violence" for t in near
        )
    if trigger.event_type == "Protests":
        return bool(everything & PROTEST_SIGNS)
    if trigger.event_type == "Strategic developments":
        return (
            bool(clause & PERSONS)
            or trigger.lemma in ("ceasefire", "cease fire", "curfew")
            and bool(
                clause & {"signed", "agreed", "declared", "imposed", "effect", "force", "announced", "began"}
            )
        )
    if trigger.lemma in (
        "operation",
        "incursion",
        "fight",
        "fighting",
        "battle",
        "combat",
        "engage",
        "confrontation",
        "assault",
        "hit back",
        "push back",
    ):
        return (
            bool(
                clause
                & (ARMED_TARGETS - {"us", "is", "group", "national", "security", "government", "military"})
                and everything
                & (
                    VIOLENCE_SIGNS
                    | {
                        "capturing",
                        "captured",
                        "city",
                        "town",
                        "village",
                        "villages",
                        "near",
                        "crossing",
                        "assault",
                        "heavy",
                        "fierce",
                    }
                )
            )
            and trigger.lemma != "operation"
        )
    violent = [t for t in near if t is not trigger and t.event_type in VIOLENT and not t.weak]
    return bool(clause & VIOLENCE_SIGNS - {"attack", "attacks"} - {trigger.lemma}) and not violent


def _taking(trigger: Trigger, clause: frozenset[str], places_after: bool) -> Trigger | None:
    """Capture and seizure: of a place, of people or of weapons."""
    words = trigger.sentence.words
    ahead = frozenset(words[trigger.last + 1 : trigger.last + 8])
    if ahead & {
        "weapons",
        "arms",
        "ammunition",
        "rifles",
        "explosives",
        "cache",
        "drugs",
        "cocaine",
        "kilograms",
        "guns",
    }:
        return (
            replace(trigger, sub_event_type="Disrupted weapons use", weak=False) if clause & STATE else None
        )
    if places_after and trigger.lemma not in ("hold", "catch", "pick up"):
        return _side(
            replace(trigger, sub_event_type="Government regains territory", weak=False), clause, words
        )
    if ahead & PERSONS or (
        trigger.passive and frozenset(words[max(0, trigger.first - 8) : trigger.first]) & PERSONS
    ):
        if (
            trigger.lemma in ("capture", "seize", "catch", "pick up")
            and trigger.form != "noun"
            or trigger.lemma == "capture"
        ):
            return replace(trigger, sub_event_type="Arrests", weak=False)
    return None


def _side(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...]) -> Trigger:
    """Who takes territory: the actor before an active verb, the agent after "by"."""
    before = words[max(0, trigger.first - 10) : trigger.first]
    after = words[trigger.last + 1 : trigger.last + 12]
    agent = after[after.index("by") + 1 :] if "by" in after else before
    if trigger.lemma in ("fall", "gain ground", "hold territory"):
        state = sum(w in STATE for w in clause) > sum(w in NON_STATE for w in clause)
    else:
        state = any(w in STATE for w in agent[-6:] if w not in ("is", "us")) or not any(
            w in NON_STATE for w in agent
        )
    sub = "Government regains territory" if state else "Non-state actor overtakes territory"
    return replace(trigger, sub_event_type=sub, weak=False)


def _strike(trigger: Trigger, clause: frozenset[str]) -> Trigger | None:
    """A strike is an attack from the air or a stoppage of work."""
    if clause & {
        "workers",
        "union",
        "unions",
        "labour",
        "labor",
        "teachers",
        "nurses",
        "doctors",
        "pay",
        "wages",
        "miners",
        "staff",
        "employees",
        "hunger",
        "transport",
    }:
        return replace(trigger, sub_event_type="Peaceful protest", weak=False)
    if clause & {
        "air",
        "drone",
        "drones",
        "aircraft",
        "warplanes",
        "jets",
        "israeli",
        "american",
        "coalition",
        "killed",
        "airstrike",
        "hit",
        "targeted",
        "bomb",
        "bombs",
        "russian",
    }:
        return replace(trigger, sub_event_type="Air/drone strike", weak=False)
    if clause & {"missile", "missiles", "rocket", "artillery"}:
        return replace(trigger, sub_event_type="Shelling/artillery/missile attack", weak=False)
    return None


def _by_means(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...]) -> Trigger:
    """Attacks and killings take the sub-type of what was used; raids that of whom they hit."""
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
    if trigger.lemma in ("raid", "storm") and trigger.form != "noun":
        ahead = set(words[trigger.last + 1 : trigger.last + 9])
        before = set(words[max(0, trigger.first - 8) : trigger.first])
        if not ahead & ARMED_TARGETS and not before & STATE and not clause & {"fighting", "clash", "clashes"}:
            return replace(trigger, sub_event_type="Attack", weak=False)
    return replace(trigger, weak=False)
