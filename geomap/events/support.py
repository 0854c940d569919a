"""Words with several meanings: what a strike, a capture or a bomb is in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.cues import (
    ARMED_TARGETS,
    MODIFIED,
    NON_STATE,
    PERSONS,
    PROTEST_SIGNS,
    STATE,
    VIOLENCE_SIGNS,
    VIOLENT,
    WEAPON_ACTS,
    WEAPON_NOUNS,
)
from geomap.events.triggers import AUXILIARIES, DETERMINERS, PREPOSITIONS, Trigger


def adjectival(trigger: Trigger) -> bool:
    """A participle before its noun ("the seized drone") or a noun before another ("attack helicopters")."""
    words = trigger.sentence.words
    before = words[trigger.first - 1] if trigger.first else ""
    after = words[trigger.last + 1] if trigger.last + 1 < len(words) else ""
    if trigger.form == "past" and before.endswith("ing") and len(before) > 4:
        return True  # "tracking seized weapons"
    if (
        trigger.lemma in ("capture", "seize", "displace")
        and trigger.form == "participle"
        and not has_auxiliary(trigger)
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


def has_auxiliary(trigger: Trigger) -> bool:
    return any(w in AUXILIARIES for w in trigger.sentence.words[max(0, trigger.first - 4) : trigger.first])


def supported(
    trigger: Trigger, clause: frozenset[str], everything: frozenset[str], near: Sequence[Trigger]
) -> bool:
    if trigger.lemma in WEAPON_NOUNS:
        return bool(clause & WEAPON_ACTS) and not any(
            not t.weak and t.event_type == "Explosions/Remote violence" for t in near
        )
    if trigger.event_type == "Protests":
        many = {"held", "thousands", "hundreds"} if trigger.lemma == "gather" else set()
        return bool(everything & (PROTEST_SIGNS - many))
    if trigger.event_type == "Strategic developments":
        return bool(clause & PERSONS) or (
            trigger.lemma in ("ceasefire", "cease fire", "curfew")
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


def taking(trigger: Trigger, clause: frozenset[str], places_after: bool) -> Trigger | None:
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
        return side(
            replace(trigger, sub_event_type="Government regains territory", weak=False), clause, words
        )
    if (
        ahead & PERSONS
        or (trigger.passive and frozenset(words[max(0, trigger.first - 8) : trigger.first]) & PERSONS)
    ) and (
        (trigger.lemma in ("capture", "seize", "catch", "pick up") and trigger.form != "noun")
        or trigger.lemma == "capture"
    ):
        return replace(trigger, sub_event_type="Arrests", weak=False)
    return None


def side(trigger: Trigger, clause: frozenset[str], words: tuple[str, ...]) -> Trigger:
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


def strike(trigger: Trigger, clause: frozenset[str]) -> Trigger | None:
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
