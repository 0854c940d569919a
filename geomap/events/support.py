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

_TAKEN = frozenset(("capture", "seize", "displace"))  # "children captured by the militia" are not an event
_BEFORE_ADJECTIVE = DETERMINERS | frozenset("of displaced internally other both".split())
_AFTER_VERB = frozenset(("by", "in", "at", "on", "and", "", ",", "when", "after", "of"))
_AFTER_OFFENSIVE = PREPOSITIONS | frozenset("has had was began aimed that and which".split())
_AGREEMENTS = frozenset(("ceasefire", "cease fire", "curfew"))
_IN_FORCE = frozenset("signed agreed declared imposed effect force announced began".split())
_CROWD_SIZES = frozenset("held thousands hundreds".split())
_FIGHTS = frozenset(
    (
        *("operation", "incursion", "fight", "fighting", "battle", "combat", "engage"),
        *("confrontation", "assault", "hit back", "push back"),
    )
)
_FIGHTERS = ARMED_TARGETS - frozenset("us is group national security government military".split())
_FIGHTING_SIGNS = VIOLENCE_SIGNS | frozenset(
    "capturing captured city town village villages near crossing assault heavy fierce".split()
)
_CONTRABAND = frozenset(
    "weapons arms ammunition rifles explosives cache drugs cocaine kilograms guns".split()
)
_WORK = frozenset(
    "workers union unions labour labor teachers nurses doctors pay wages miners staff employees hunger "
    "transport".split()
)
_FROM_THE_AIR = frozenset(
    "air drone drones aircraft warplanes jets israeli american coalition killed airstrike hit targeted "
    "bomb bombs russian".split()
)
_FROM_AFAR = frozenset("missile missiles rocket artillery".split())


def adjectival(trigger: Trigger) -> bool:
    """A participle before its noun ("the seized drone") or a noun before another ("attack helicopters")."""
    words = trigger.sentence.words
    before = words[trigger.first - 1] if trigger.first else ""
    after = words[trigger.last + 1] if trigger.last + 1 < len(words) else ""
    if trigger.form == "past" and before.endswith("ing") and len(before) > 4:
        return True  # "tracking seized weapons"
    if trigger.lemma in _TAKEN and trigger.form == "participle" and not has_auxiliary(trigger):
        return True  # "children captured by the militia"
    if trigger.form in ("past", "participle", "ing") and before in _BEFORE_ADJECTIVE:
        return not after.endswith("ing") and after not in _AFTER_VERB
    if trigger.form == "noun":
        if trigger.lemma == "offensive":
            return after[:1].isalpha() and after not in _AFTER_OFFENSIVE
        return after in MODIFIED
    return False


def has_auxiliary(trigger: Trigger) -> bool:
    """Whether a form of "be", "have", "get" or "do" stands shortly before the trigger."""
    return any(w in AUXILIARIES for w in trigger.sentence.words[max(0, trigger.first - 4) : trigger.first])


def supported(
    trigger: Trigger, clause: frozenset[str], everything: frozenset[str], near: Sequence[Trigger]
) -> bool:
    """Whether a weak trigger reports an event: whether its clause shows what it leaves open."""
    if trigger.lemma in WEAPON_NOUNS:
        return bool(clause & WEAPON_ACTS) and not any(
            not t.weak and t.event_type == "Explosions/Remote violence" for t in near
        )
    if trigger.event_type == "Protests":
        many = _CROWD_SIZES if trigger.lemma == "gather" else frozenset()
        return bool(everything & (PROTEST_SIGNS - many))
    if trigger.event_type == "Strategic developments":
        return bool(clause & PERSONS) or (trigger.lemma in _AGREEMENTS and bool(clause & _IN_FORCE))
    if trigger.lemma in _FIGHTS:
        return bool(clause & _FIGHTERS and everything & _FIGHTING_SIGNS) and trigger.lemma != "operation"
    violent = [t for t in near if t is not trigger and t.event_type in VIOLENT and not t.weak]
    return bool(clause & VIOLENCE_SIGNS - {"attack", "attacks"} - {trigger.lemma}) and not violent


def taking(trigger: Trigger, clause: frozenset[str], places_after: bool) -> Trigger | None:
    """Capture and seizure: of a place, of people or of weapons."""
    words = trigger.sentence.words
    ahead = frozenset(words[trigger.last + 1 : trigger.last + 8])
    if ahead & _CONTRABAND:
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
    if clause & _WORK:
        return replace(trigger, sub_event_type="Peaceful protest", weak=False)
    if clause & _FROM_THE_AIR:
        return replace(trigger, sub_event_type="Air/drone strike", weak=False)
    if clause & _FROM_AFAR:
        return replace(trigger, sub_event_type="Shelling/artillery/missile attack", weak=False)
    return None
