"""Who did it and who it was done to, in ACLED's way of naming actors."""

from __future__ import annotations

from geomap.countries import country_name
from geomap.events.cues import VIOLENT
from geomap.events.page import Page, is_mark
from geomap.events.triggers import AUXILIARIES, Trigger
from geomap.model import Actor, Span

# Groups under the name that ACLED-like lists use, by the ways the press writes them.
GROUPS = {
    "Islamic State": "isis isil is daesh islamic-state isil's islamic-state-group",
    "Al Qaeda": "al-qaeda al-qaida qaeda aqap aqim",
    "Taliban": "taliban",
    "Al Shabaab": "al-shabaab al-shabab shabaab shabab",
    "Boko Haram": "boko-haram",
    "Hezbollah": "hezbollah hizbollah hizbullah",
    "Hamas Movement": "hamas",
    "Houthi Movement": "houthi houthis",
    "Syrian Democratic Forces": "syrian-democratic-forces sdf",
    "Hayat Tahrir al Sham": "hayat-tahrir-al-sham hts headquarters-for-the-liberation-of-al-sham",
    "Kurdistan Workers' Party": "pkk kurdistan-workers-party",
    "Peshmerga": "peshmerga",
    "M23": "m23",
    "Revolutionary Armed Forces of Colombia": "farc",
    "National Liberation Army": "eln",
    "Farabundo Marti National Liberation Front": "fmln",
    "Shining Path": "shining-path sendero-luminoso",
    "Global Coalition Against Daesh": "coalition us-led-coalition u.s-led-coalition",
    "Rapid Support Forces": "rsf rapid-support-forces",
}
STATE_FORCES = {
    "Military Forces": (
        "army soldiers soldier troops military warplanes jets jet aircraft navy forces commandos "
        "airstrike airstrikes marines helicopters artillery peacekeepers battalion"
    ),
    "Police Forces": (
        "police policemen policeman officers officer authorities gendarmes gendarmerie "
        "constables detectives prosecutors"
    ),
}
GENERIC = {
    "Unidentified Armed Group": "gunmen gunman attackers attacker militants militant insurgents insurgent "
    "rebels rebel terrorists terrorist assailants assailant guerrillas "
    "guerrilla jihadists extremists bandits bomber bombers kidnappers militiamen fighters "
    "fighter subversives raiders hitmen separatists militia abductors robbers",
    "Protesters": (
        "protesters demonstrators protestors marchers students workers teachers farmers "
        "activists crowds crowd thousands hundreds strikers supporters"
    ),
    "Rioters": "rioters mob looters youths villagers-mob vigilantes arsonists",
    "Civilians": "civilians civilian people person villagers villager residents resident children child "
    "women woman men man worshippers pilgrims journalist journalists "
    "passengers shoppers tourists students miners peasants peasant family families "
    "aid-workers priest priests nun bishop businessman farmer teacher teachers workers "
    "refugees herders",
}
_WORDS = {
    w: name for name, words in (*STATE_FORCES.items(), *GENERIC.items()) for w in reversed(words.split())
}
_NAMES = {alias: name for name, aliases in GROUPS.items() for alias in aliases.split()}
_LONGEST = max(alias.count("-") for alias in _NAMES) + 1
_FOLLOWERS = frozenset(("Unidentified Armed Group", "Military Forces"))  # "Taliban fighters", "M23 forces"
_DAESH = frozenset(("IQ", "SY"))  # where "the coalition" is the one against Daesh
_STOPS = frozenset((";", ":", "while", "when", "whereas", "but", '"'))
_ARMED = frozenset(("armed", "masked", "unidentified"))
_SOMEBODY = frozenset(("man", "men", "woman", "women"))
_AT_CIVILIANS = frozenset(("Violence against civilians", "Explosions/Remote violence"))


def find_actors(
    page: Page, trigger: Trigger, country: str | None, demonyms: dict[int, str]
) -> tuple[Actor, ...]:
    """actor1 and actor2 of the trigger, where the clause names them.

    ``country`` is where it happened; ``demonyms`` gives the country code of a demonym by its offset:
    "Turkish soldiers" are Turkey's wherever they are.
    """
    words = trigger.sentence.words
    stop_left = _clause_start(words, trigger.first)
    before = _named(page, trigger, range(trigger.first - 1, stop_left - 1, -1), country, demonyms)
    behind = range(trigger.last + 1, min(len(words), trigger.last + 14))
    by = next((i for i in behind if words[i] in ("by", "between")), None)
    agent = (
        _named(page, trigger, range(by + 1, min(len(words), by + 9)), country, demonyms)
        if by is not None
        else None
    )
    reach = range(trigger.last + 1, min(len(words), trigger.last + 11 if by is None else by))
    stop = next((i for i in reach if words[i] in _STOPS), reach.stop)
    after = _named(page, trigger, range(reach.start, stop), country, demonyms)
    if trigger.passive:
        first, second = agent, before
    elif trigger.form == "noun":
        first, second = agent or before, after if after is not agent else None
    else:
        first, second = before or agent, after
    if first and not second and trigger.event_type == "Battles" and not trigger.passive:
        first, second = _both(page, trigger, first, stop_left, country, demonyms)
    if first and _armed(trigger, first):
        name = country_name(country) if country else None
        first = (f"Unidentified Armed Group ({name})" if name else "Unidentified Armed Group", first[1])
    if first and second and first[0] == second[0] and first[0].startswith("Civilians"):
        first = None
    if first and first[0].startswith("Civilians") and trigger.event_type in _AT_CIVILIANS:
        first, second = None, second or first
    roles = (("actor1", first), ("actor2", second))
    return tuple(Actor(name=a[0], role=role, span=a[1]) for role, a in roles if a)  # type: ignore[arg-type]


def _armed(trigger: Trigger, first: tuple[str, Span]) -> bool:
    """Whether people without a name do violence: "armed men abducted a doctor"."""
    verb = trigger.form != "noun" and not trigger.passive
    return verb and trigger.event_type in VIOLENT and first[1].text.lower() in _SOMEBODY


def _both(
    page: Page,
    trigger: Trigger,
    last: tuple[str, Span],
    stop: int,
    country: str | None,
    demonyms: dict[int, str],
) -> tuple[tuple[str, Span], tuple[str, Span] | None]:
    """Two sides that are the subject together: "the army and militiamen clashed"."""
    sentence = trigger.sentence
    at = sentence.token_at(last[1].start)
    joint = next((i for i in range(at, max(stop, at - 4) - 1, -1) if sentence.words[i] == "and"), None)
    if joint is None:
        return last, None
    other = _named(page, trigger, range(joint - 1, max(stop, joint - 4) - 1, -1), country, demonyms)
    return (other, last) if other and other[0] != last[0] else (last, None)


def _group(page: Page, trigger: Trigger, i: int, country: str | None) -> tuple[str, Span] | None:
    """The group whose name covers the token, the longest first."""
    sentence = trigger.sentence
    for size in range(_LONGEST, 0, -1):
        for start in range(max(0, i - size + 1), min(i, len(sentence.words) - size) + 1):
            alias = "-".join(sentence.words[start : start + size])
            if alias not in _NAMES or (alias == "coalition" and country not in _DAESH):
                continue
            if alias != "is" or page.article.text[sentence.starts[start] : sentence.ends[start]] == "IS":
                return _NAMES[alias], page.span(sentence.starts[start], sentence.ends[start + size - 1])
    return None


def _clause_start(words: tuple[str, ...], first: int) -> int:
    i = first
    while (
        i > 0
        and first - i < 16
        and words[i - 1] not in (";", ":", "but", "while", "when", "after", "before", "that", '"')
    ):
        i -= 1
    return i


def _named(
    page: Page, trigger: Trigger, order: range, country: str | None, demonyms: dict[int, str]
) -> tuple[str, Span] | None:
    """The first actor met in ``order``, with its words."""
    sentence = trigger.sentence
    for i in order:
        word = sentence.words[i]
        if is_mark(word) or word in AUXILIARIES:
            continue
        group = _group(page, trigger, i, country)
        if group is None and word in _WORDS and i and _WORDS[word] in _FOLLOWERS:
            group = _group(page, trigger, i - 1, country)  # "Taliban fighters"
        if group:
            return group
        if sentence.words[i + 1 : i + 2] in (("jet",), ("jets",), ("plane",), ("planes",)):
            continue  # "a fighter jet"
        if word in _WORDS:
            start = i - 1 if i and sentence.starts[i - 1] in demonyms else i
            code = demonyms.get(sentence.starts[i - 1]) if i else None
            name = country_name(code or country) if code or country else None
            kind = _WORDS[word]
            if word in _SOMEBODY and i and sentence.words[i - 1] in _ARMED:
                kind = "Unidentified Armed Group"
            if kind in STATE_FORCES and name:
                full = f"{kind} of {name}"
            else:
                full = f"{kind} ({name})" if name else kind
            return full, page.span(sentence.starts[start], sentence.ends[i])
    return None
