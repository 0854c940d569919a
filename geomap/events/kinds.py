"""The event type that a trigger has in its sentence: means, targets and actors decide; weak words need support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.clauses import clause_bounds
from geomap.events.triggers import DETERMINERS, Trigger

# What was used decides the sub-type of an attack; the first line that fits wins.
MEANS = (
    ("Chemical weapon", "chlorine sarin mustard nerve chemical"),
    ("Suicide bomb", "suicide"),
    (
        "Air/drone strike",
        "airstrike airstrikes drone drones warplane warplanes jets aircraft helicopters helicopter airstrike aerial uav uavs bombers air",
    ),
    (
        "Shelling/artillery/missile attack",
        "rocket rockets missile missiles mortar mortars artillery shell shells shelling howitzer tanks cannon",
    ),
    ("Grenade", "grenade grenades"),
    (
        "Remote explosive/landmine/IED",
        "bomb bombs ied ieds mine mines landmine landmines explosive explosives dynamite blast detonated explosion device bombing",
    ),
)
_MEANS = tuple((name, frozenset(words.split())) for name, words in MEANS)
CONSEQUENCES = frozenset(
    "kill die injure wound murder slay maim perish death destroy hit strike target shoot dead".split()
) | {"shoot dead", "beating", "harass"}
VIOLENT = frozenset(("Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"))
VIOLENCE_SIGNS = frozenset(
    "gunmen gunman militants militant insurgents rebels terrorists terrorist assailants assailant guerrillas jihadists extremists bandits killed "
    "wounded injured casualties dead gunfire bullets bullet fired shots soldiers troops attackers attacker armed isis taliban bombing bomb bombs "
    "explosives explosive grenade grenades attacks attack fighters gunned shot houthis hamas hezbollah victims blood raid warplanes shells masked".split()
)
ACCIDENT = frozenset(
    "crash collision accident accidents accidental accidentally derailed derailment capsized earthquake quake flood floods flooding landslide hurricane cyclone typhoon "
    "storm tornado avalanche drowned drowning cancer disease virus covid coronavirus cholera ebola outbreak epidemic pandemic heatwave drought illness fever measles stampede "
    "gas leak boiler wildfire wildfires electrical malaria pneumonia volcano eruption overdose heart crashed mudslide tsunami lightning collapsed collapse scaffolding mining "
    "refinery silo factory crane leukaemia leukemia stroke surgery".split()
)
SPORT = frozenset(
    "match goal goals season league cup coach player players striker midfielder defender scored team teams tournament championship championships olympic olympics innings wicket "
    "wickets batsman quarterback touchdown playoff playoffs referee semifinal semifinals fixture inning penalty game games film movie album novel chess racing".split()
)
ECONOMY = frozenset(
    "market markets price prices stocks shares inflation investors profit bond currency dollar rates economy quarter revenue sales oil trade tax deficit votes poll polls percent election".split()
)
WEAPON_NOUNS = frozenset(
    (
        "bomb",
        "mine",
        "landmine",
        "land mine",
        "ied",
        "explosive",
        "grenade",
        "hand grenade",
        "missile",
        "rocket",
        "shell",
        "explosive device",
        "explosive charge",
    )
)
WEAPON_ACTS = frozenset(
    "exploded explodes explode exploding detonated detonates detonate went hit hits struck killed kills killing wounded wounding injured injuring destroyed ripped tore hurled "
    "thrown threw planted placed landed lobbed fell damaged rocked blasted wrecked left leaving targeted destroying slammed shook".split()
)
PERSONS = frozenset(
    "leader commander militant militants fighter fighters man men woman women suspect suspects operative operatives people member members head chief soldier soldiers rebel rebels "
    "insurgents terrorists gunmen suspected alleged wanted kingpin smuggler smugglers persons person journalist journalists deputy emir cell network protesters activists".split()
)
STATE = frozenset(
    "army troops government forces police coalition soldiers military security regime sdf peshmerga nato us u.s american russian syrian iraqi afghan ukrainian national marines "
    "commandos brigade liberated recaptured ukraine ethiopian somali nigerian".split()
)
NON_STATE = frozenset(
    "rebels rebel militants militant insurgents isis isil islamists taliban is daesh jihadists fighters separatists m23 houthis houthi shabaab guerrillas militia rsf tplf group "
    "haram militiamen gunmen opposition terrorists hts".split()
)
ARMED_TARGETS = (
    STATE
    | NON_STATE
    | frozenset(
        "base convoy patrol outpost checkpoint barracks position positions battalion garrison hideout headquarters convoys bases".split()
    )
)


def settle(trigger: Trigger, near: Sequence[Trigger], places_after: bool) -> Trigger | None:
    """The trigger with its final sub-type; None where it reports nothing by itself.

    ``near`` are the other triggers of its sentence; ``places_after`` says that a place is its direct object.
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
    if trigger.weak and not _supported(trigger, clause, everything, near):
        return None
    if (
        (lemma in CONSEQUENCES or lemma in ("explosion", "blast", "explode", "fire", "blow up"))
        and everything & ACCIDENT
        and not clause & VIOLENCE_SIGNS - {"dead", "killed", "injured", "casualties", "victims", "wounded"}
    ):
        return None
    return _by_means(trigger, clause, words)


def _adjectival(trigger: Trigger) -> bool:
    """A participle before its noun ("the seized drone") or a noun before another ("attack helicopters")."""
    words = trigger.sentence.words
    before = words[trigger.first - 1] if trigger.first else ""
    after = words[trigger.last + 1] if trigger.last + 1 < len(words) else ""
    if trigger.form in ("past", "participle", "ing") and before in DETERMINERS | {
        "of",
        "displaced",
        "internally",
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
        return after in MODIFIED
    return False


# Nouns that make a trigger before them a mere modifier: "attack helicopters", "bomb disposal".
MODIFIED = frozenset(
    "helicopter helicopters dog dogs disposal squad squads shelter shelters maker makers making factory workers worker industry victims victim suspect suspects charge charges trial trials "
    "case cases investigation investigations investigators survivor survivors plan plans plot plots threat threats alert warning site sites scene zone zones support capability capabilities "
    "drill drills exercise exercises law laws penalty sentence movement movements organisers organizers leader leaders group groups vote ban bans mission missions risk prevention policy gear vest vests "
    "expert experts technician technicians toll rate rates anniversary memorial hoax scare campaigner persons person people camps camp detection clearance jacket team teams commission operations officer launcher launchers".split()
)


def _supported(
    trigger: Trigger, clause: frozenset[str], everything: frozenset[str], near: Sequence[Trigger]
) -> bool:
    if trigger.lemma in WEAPON_NOUNS:
        return bool(clause & WEAPON_ACTS) and not any(
            not t.weak and t.event_type == "Explosions/Remote violence" for t in near
        )
    if trigger.event_type == "Protests":
        return bool(
            everything
            & {
                "protest",
                "protests",
                "protesters",
                "demonstrators",
                "demonstration",
                "union",
                "unions",
                "workers",
                "activists",
                "chanting",
                "students",
                "banners",
                "slogans",
                "supporters",
                "teachers",
                "rally",
                "streets",
            }
        )
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
        for sub, means in _MEANS:
            if not near & means or (trigger.sub_event_type == "Armed clash" and sub != "Suicide bomb"):
                continue
            if (
                trigger.sub_event_type == "Remote explosive/landmine/IED"
                and sub not in ("Suicide bomb", "Chemical weapon")
                and not (sub == "Air/drone strike" and trigger.lemma in ("bomb", "bombing", "drop"))
            ):
                continue
            return replace(trigger, sub_event_type=sub, weak=False)
    return replace(trigger, weak=False)
