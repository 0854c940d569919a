"""The forms of English verbs and nouns, as far as the lexicon needs them."""

from __future__ import annotations

from typing import Literal

Form = Literal["base", "s", "past", "participle", "ing", "noun"]

# Forms of irregular verbs: base -> (past, participle).
IRREGULAR = {
    "be": ("was were", "been"),
    "beat": ("beat", "beaten"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "burn": ("burned burnt", "burned burnt"),
    "catch": ("caught", "caught"),
    "do": ("did", "done"),
    "drive": ("drove", "driven"),
    "fight": ("fought", "fought"),
    "find": ("found", "found"),
    "flee": ("fled", "fled"),
    "gas": ("gassed", "gassed"),
    "go": ("went", "gone"),
    "hang": ("hanged hung", "hanged hung"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "lay": ("laid", "laid"),
    "mow": ("mowed", "mown"),
    "overrun": ("overran", "overrun overran"),
    "retake": ("retook", "retaken"),
    "run": ("ran", "run"),
    "set": ("set", "set"),
    "shoot": ("shot", "shot"),
    "slay": ("slew", "slain"),
    "slit": ("slit", "slit"),
    "split": ("split", "split"),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "throw": ("threw", "thrown"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
}
# Verbs that double their last letter before an ending: "robbed", "running".
DOUBLING = frozenset(
    "gun nab rob ram stab mob drop plan kidnap run set hit win split slit overrun gas".split()
)


def verb_forms(verb: str) -> dict[str, tuple[Form, ...]]:
    """Every form of a verb with the forms that it may be.

    >>> sorted(verb_forms("rob"))
    ['rob', 'robbed', 'robbing', 'robs']
    """
    forms: dict[str, tuple[Form, ...]] = {}

    def add(word: str, form: Form) -> None:
        forms[word] = (*forms.get(word, ()), form)

    add(verb, "base")
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if verb in DOUBLING:
        stem = verb + verb[-1]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        add(verb[:-1] + "ies", "s")
        past = (verb[:-1] + "ied",)
    else:
        add(verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), "s")
        past = (stem + "ed",)
    add("lying" if verb == "lie" else "dying" if verb == "die" else stem + "ing", "ing")
    pasts, participles = IRREGULAR.get(verb, (" ".join(past), " ".join(past)))
    for word in pasts.split():
        add(word, "past")
    for word in participles.split():
        add(word, "participle")
    return forms


def plural(noun: str) -> str:
    """The plural of a regular noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
