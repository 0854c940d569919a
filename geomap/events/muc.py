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
_FIRE = frozenset(
    (
        "torch",
        "set fire to",
        "set ~ on fire",
        "set ablaze",
        "set ~ ablaze",
        "burn down",
        "set alight",
        "set ~ alight",
        "burn",
        "arson",
        "arson attack",
        "raze",
        "fire",
    )
)
_ROBBERY = frozenset(
    ("rob", "steal", "robbery", "bank robbery", "theft", "loot", "looting", "plunder", "pillage", "ransack")
)


def muc_type(sub_event_type: str, lemma: str) -> str | None:
    """One of MUC's types; None for what lies outside MUC's subject (fighting, protests, arrests)."""
    if lemma in ("hijack", "hijacking"):
        return "HIJACKING"
    if sub_event_type == "Looting/property destruction":
        return "ARSON" if lemma in _FIRE else "ROBBERY" if lemma in _ROBBERY else "ATTACK"
    return _BY_SUB_TYPE.get(sub_event_type)
