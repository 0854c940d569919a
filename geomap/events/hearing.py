"""What the event heads hear: triggers where the lexicon is silent, and the event type where it errs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.events.acled import EVENT_TYPES
from geomap.events.beliefs import HAPPENED, TYPE_OF_LABEL, Beliefs
from geomap.events.cues import AIRCRAFT
from geomap.events.page import Sentence, is_mark
from geomap.events.triggers import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    Trigger,
    is_nominal,
    is_passive,
)
from geomap.model import SignalLabel

HEARD = 0.5  # chance from which a word counts as heard; what reports is weighed later
CLEARER = 0.5  # by how much a type must be heard more clearly than the lexicon's; .3 to .6 are level
AS_SAID = frozenset(("evacuate", "evacuation", "displace", "release", "free"))  # whatever is heard about them
DECLARED = frozenset(("pronounced", "certified"))  # dead, where the doctors are
# Words that are heard beside what tells, and tell nothing themselves: "the operation".
_SMALL = (
    DETERMINERS | PREPOSITIONS | AUXILIARIES | {"and", "or", "who", "which", "when", "where", "while", "as"}
)
NEAR = 14  # words to either side of a trigger that tell its sub-event type
# Sub-event types of a label by words of the sentence, the first that fits; the last is the rule.
_SUB_TYPES: dict[SignalLabel, tuple[tuple[frozenset[str], str], ...]] = {
    "bombing": (
        (frozenset("suicide himself herself themselves bomber bombers vest belt".split()), "Suicide bomb"),
        (frozenset("grenade grenades".split()), "Grenade"),
        (frozenset(), "Remote explosive/landmine/IED"),
    ),
    "strike": (
        (
            AIRCRAFT
            | frozenset(
                "drone drones air airstrike airstrikes jets warplanes pilotless bombers fpv uav".split()
            ),
            "Air/drone strike",
        ),
        (frozenset("chlorine sarin mustard chemical gas".split()), "Chemical weapon"),
        (frozenset("ied ieds mine landmine roadside".split()), "Remote explosive/landmine/IED"),
        (frozenset(), "Shelling/artillery/missile attack"),
    ),
    "attack": (
        (frozenset("rape raped rapes sexual sexually".split()), "Sexual violence"),
        (frozenset(), "Attack"),
    ),
    "abduction": ((frozenset(), "Abduction/forced disappearance"),),
    "destruction": ((frozenset(), "Looting/property destruction"),),
    "clash": ((frozenset(), "Armed clash"),),
    "territory": (
        (
            frozenset(
                "army troops soldiers government forces marines police coalition retook recaptured".split()
            ),
            "Government regains territory",
        ),
        (frozenset(), "Non-state actor overtakes territory"),
    ),
    "protest": (
        (
            frozenset("live bullets rounds killed dead died shot opened".split()),
            "Excessive force against protesters",
        ),
        (
            frozenset(
                "gas dispersed disperse batons baton cannon arrested detained pellets truncheons".split()
            ),
            "Protest with intervention",
        ),
        (frozenset(), "Peaceful protest"),
    ),
    "riot": (
        (
            frozenset("lynched lynch mob villagers beaten beat neighbours neighbors thief accused".split()),
            "Mob violence",
        ),
        (frozenset(), "Violent demonstration"),
    ),
    "arrest": ((frozenset(), "Arrests"),),
    "development": (
        (
            frozenset("agreed agreement signed accord truce ceasefire deal pact pledged undertook".split()),
            "Agreement",
        ),
        (
            frozenset(
                "seized recovered defused unearthed cache explosives bomb ammunition rifles dug".split()
            ),
            "Disrupted weapons use",
        ),
        (
            frozenset("handed withdrew withdrawal pulled left evacuated handover transferred".split()),
            "Non-violent transfer of territory",
        ),
        (
            frozenset("disbanded dissolve defected merged renamed disarmed surrendered joined".split()),
            "Change to group/activity",
        ),
        (frozenset("base camp headquarters outpost".split()), "Headquarters or base established"),
        (frozenset(), "Other"),
    ),
}


def sub_type_of(label: SignalLabel, words: Sequence[str]) -> str:
    """The sub-event type of a label in a sentence of these words."""
    found = frozenset(words)
    return next(sub for cues, sub in _SUB_TYPES[label] if not cues or cues & found)


def heard_triggers(
    sentence: Sentence, known: Sequence[Trigger], beliefs: Beliefs | None
) -> Iterator[Trigger]:
    """Runs of words of a sentence that are heard to report an event and that no known trigger touches."""
    if beliefs is None or beliefs.told(HAPPENED, sentence.start, sentence.end) < HEARD:
        return
    taken = {i for t in known for i in range(t.first, t.last + 1)}
    run: list[int] = []
    for i in range(len(sentence.words) + 1):
        loud = i < len(sentence.words) and not is_mark(sentence.words[i])
        if loud and _loudest(beliefs, sentence.starts[i], sentence.ends[i])[1] >= HEARD:
            run.append(i)
        elif run:
            if not taken.intersection(run) and not DECLARED.intersection(sentence.words[i] for i in run):
                first, last = _telling(sentence, run)
                yield _trigger(sentence, first, last, beliefs)
            run = []


def _telling(sentence: Sentence, run: Sequence[int]) -> tuple[int, int]:
    """First and last word of a run without the small words at its ends; of those alone, the next word."""
    large = [i for i in run if sentence.words[i] not in _SMALL]
    if large:
        return large[0], large[-1]
    behind = run[-1] + 1
    goes_on = behind < len(sentence.words) and not is_mark(sentence.words[behind])
    return (behind, behind) if goes_on else (run[0], run[-1])


def _trigger(sentence: Sentence, first: int, last: int, beliefs: Beliefs) -> Trigger:
    label, _ = _loudest(beliefs, sentence.starts[first], sentence.ends[last])
    words = sentence.words
    nominal = is_nominal(words, first, last)
    passive = is_passive(words, first)
    return Trigger(
        sentence=sentence,
        first=first,
        last=last,
        sub_event_type=sub_type_of(label, _around(sentence, first, last)),
        form="noun" if nominal else "participle" if passive else "past",
        passive=passive and not nominal,
        weak=False,
        lemma=" ".join(words[first : last + 1]),
        heard=True,
    )


def retyped(trigger: Trigger, beliefs: Beliefs | None) -> Trigger:
    """The trigger with the event type that is heard in its words and its sentence, where that is clear."""
    if beliefs is None or trigger.lemma in AS_SAID:
        return trigger
    sentence = trigger.sentence
    heard = dict.fromkeys(EVENT_TYPES, 0.0)
    for label in HAPPENED:
        own = beliefs.highest((label,), trigger.start, trigger.end)
        heard[TYPE_OF_LABEL[label]] += own + beliefs.told((label,), sentence.start, sentence.end) / 2
    best = max(heard, key=lambda name: heard[name])
    if heard[best] <= heard[trigger.event_type] + CLEARER:
        return trigger
    labels = [label for label in HAPPENED if TYPE_OF_LABEL[label] == best]
    label = max(labels, key=lambda name: beliefs.highest((name,), trigger.start, trigger.end))
    return replace(trigger, sub_event_type=sub_type_of(label, _around(sentence, trigger.first, trigger.last)))


def _around(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """The words about a trigger that say what kind of thing it is."""
    return sentence.words[max(0, first - NEAR) : last + NEAR + 1]


def _loudest(beliefs: Beliefs, start: int, end: int) -> tuple[SignalLabel, float]:
    """The likeliest label of an event in these words, with its chance."""
    chances = {label: beliefs.highest((label,), start, end) for label in HAPPENED}
    label = max(chances, key=lambda name: chances[name])
    return label, chances[label]
