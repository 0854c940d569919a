"""The type of an event in the words of the MUC-3/4 corpus, derived for the benchmark."""

from __future__ import annotations

_BY_SUB_TYPE = {
    "Chemical weapon": "ATTACK",
    "Air/drone strike": "ATTACK",
    "Suicide bomb": "BOMBING",
    "Shelling/artillery/missile attack": "ATTACK",
    "Remote explosive/landmine/IED": "BOMBING",
    "Grenade": "BOMBING",
    "Sexual violence": "ATTACK",
    "Attack": "ATTACK",
    "Abduction/forced disappearance": "KIDNAPPING",
    "Excessive force against protesters": "ATTACK",
    "Mob violence": "ATTACK",
}
_FIRE = frozenset("torch torched fire ablaze alight burn burned burnt burning arson raze razed lit".split())
_ROBBERY = frozenset(
    "rob robbed robbery steal stole stolen theft loot looted looting plunder pillage ransack".split()
)


def muc_type(sub_event_type: str, words: str) -> str | None:
    """One of MUC's types; None for what lies outside MUC's subject (fighting, protests, arrests).

    ``words`` are the trigger's, or the entry of the lexicon that they stand for.
    """
    found = frozenset(words.split())
    if found & {"hijack", "hijacked", "hijacking"}:
        return "HIJACKING"
    if sub_event_type == "Looting/property destruction":
        return "ARSON" if found & _FIRE else "ROBBERY" if found & _ROBBERY else "ATTACK"
    return _BY_SUB_TYPE.get(sub_event_type)
