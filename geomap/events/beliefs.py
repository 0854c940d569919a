"""What the event heads of the recogniser say about the words of an article, ready to be asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from geomap.events.acled import EVENT_TYPE_OF
from geomap.model import Signal, SignalLabel

LEAST = 0.01  # what an unheard label counts as; the recogniser passes on what is likelier
LABEL_OF: dict[str, SignalLabel] = {
    "Suicide bomb": "bombing",
    "Remote explosive/landmine/IED": "bombing",
    "Grenade": "bombing",
    "Shelling/artillery/missile attack": "strike",
    "Air/drone strike": "strike",
    "Chemical weapon": "strike",
    "Attack": "attack",
    "Sexual violence": "attack",
    "Abduction/forced disappearance": "abduction",
    "Looting/property destruction": "destruction",
    "Armed clash": "clash",
    "Government regains territory": "territory",
    "Non-state actor overtakes territory": "territory",
    "Peaceful protest": "protest",
    "Protest with intervention": "protest",
    "Excessive force against protesters": "protest",
    "Violent demonstration": "riot",
    "Mob violence": "riot",
    "Arrests": "arrest",
}
REST: SignalLabel = "development"  # the other strategic developments
HAPPENED: tuple[SignalLabel, ...] = (*dict.fromkeys(LABEL_OF.values()), REST)
TYPE_OF_LABEL = {label: EVENT_TYPE_OF[sub] for sub, label in LABEL_OF.items()}
TYPE_OF_LABEL[REST] = EVENT_TYPE_OF["Other"]


def label_of(sub_event_type: str) -> SignalLabel:
    """The group of a sub-event type of ACLED in which the event heads think."""
    return LABEL_OF.get(sub_event_type, REST)


def logit(chance: float) -> float:
    """Log odds; of chances below `LEAST` those of `LEAST`.

    >>> logit(0.5), round(logit(0.0), 2)
    (0.0, -4.6)
    """
    chance = min(max(chance, LEAST), 1 - LEAST)
    return log(chance / (1 - chance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """The signals of an article by where they stand. Nothing is believed of an article without heads."""

    starts: tuple[int, ...]
    signals: tuple[Signal, ...]

    def within(self, start: int, end: int) -> Sequence[Signal]:
        """The signals of the words that overlap the offsets."""
        low = bisect_left(self.starts, start)
        while low and self.signals[low - 1].end > start:
            low -= 1
        return self.signals[low : bisect_left(self.starts, end)]

    def highest(self, labels: Sequence[SignalLabel], start: int, end: int) -> float:
        """The highest chance of any of the labels in any of the words; 0 where nothing was heard."""
        return max((s.score for s in self.within(start, end) if s.label in labels), default=0.0)

    def told(self, labels: Sequence[SignalLabel], start: int, end: int) -> float:
        """The chance that at least one of the words tells of one of the labels."""
        none = 1.0
        for signal in self.within(start, end):
            if signal.label in labels:
                none *= 1.0 - signal.score
        return 1.0 - none


def beliefs_of(signals: Sequence[Signal] | None) -> Beliefs | None:
    """Of an article's signals; None where no event heads have read it."""
    if signals is None:
        return None
    ordered = tuple(sorted(signals, key=lambda s: (s.start, s.end, s.label)))
    return Beliefs(starts=tuple(s.start for s in ordered), signals=ordered)
