"""How likely a trigger reports an event of its own: rules, words and event heads weighed by boosted trees.

The trees are ours (`benchmarks/learn_events.py`). They know what the rules made of the trigger, so that a
verdict of the rules is a reason and not the last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from geomap.events.beliefs import HAPPENED, Beliefs, label_of, logit
from geomap.events.forest import load_forest
from geomap.events.page import Page
from geomap.events.scoring import log_odds
from geomap.events.status import Judgement
from geomap.events.triggers import Trigger
from geomap.model import SIGNALS, SignalLabel, Status

BELIEVED = 0.5  # from here on a trigger reports an event; held-out articles are level from 0.4 to 0.65
CLAIMED = 0.25  # and from here on one that a party to the conflict claims
OVERRULED = 0.85  # from here on it does even where the rules take it for background
DOUBTED = "reads as background"
STATUSES: tuple[Status, ...] = (
    "reported", "claimed", "denied", "planned", "hypothetical", "past_context",
)  # fmt: skip
FORMS = ("noun", "past", "participle", "base", "s", "ing")
_NO_HEADS = -9.0  # where no event heads have read the article


def reporting_row(trigger: Trigger, status: Status, page: Page) -> dict[str, float]:
    """What the trees look at."""
    label = label_of(trigger.sub_event_type)
    return {
        "words": log_odds(trigger, page),
        "status": STATUSES.index(status),
        "label": SIGNALS.index(label),
        "form": FORMS.index(trigger.form) if trigger.form in FORMS else 9.0,
        "passive": trigger.passive,
        "weak": trigger.weak,
        "heard": trigger.heard,
        "capitals": page.all_capitals,
        "title": trigger.sentence.title,
        "sentence": trigger.sentence.index,
        "sentences": len(page.sentences),
        **_heard(trigger, label, page.beliefs),
    }


def _heard(trigger: Trigger, label: SignalLabel, beliefs: Beliefs | None) -> dict[str, float]:
    """What the event heads say of the trigger's words and of its sentence."""
    start, end, sentence = trigger.start, trigger.end, trigger.sentence
    if beliefs is None:
        names = ("own", "other", "unreal", "told", "told_other", "told_unreal")
        return dict.fromkeys(names, _NO_HEADS)
    others = [known for known in HAPPENED if known != label]
    return {
        "own": logit(beliefs.highest((label,), start, end)),
        "other": logit(beliefs.highest(others, start, end)),
        "unreal": logit(beliefs.highest(("unreal",), start, end)),
        "told": logit(beliefs.told((label,), sentence.start, sentence.end)),
        "told_other": logit(beliefs.told(others, sentence.start, sentence.end)),
        "told_unreal": logit(beliefs.told(("unreal",), sentence.start, sentence.end)),
    }


def believed(rows: Sequence[dict[str, float]]) -> list[float]:
    """The belief in each row, 0 to 1."""
    return [1.0 / (1.0 + exp(-score)) for score in load_forest("reporting.json").log_odds(rows)]


def weighed(judgement: Judgement, belief: float) -> Judgement:
    """The rules' judgement where the belief bears it out, and what the belief says otherwise."""
    real = judgement.status in ("reported", "claimed")
    if real and belief < (BELIEVED if judgement.status == "reported" else CLAIMED):
        return Judgement(status="past_context", why=DOUBTED)
    if judgement.status == "past_context" and belief >= OVERRULED:
        return Judgement(status="reported", why="reads as news")
    return judgement
