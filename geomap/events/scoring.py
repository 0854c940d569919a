"""How likely a trigger reports an event of its own: a linear model over words.

The rules find triggers and say what they mean; this says how far to trust them. The weights are ours, one
signed byte a hashed feature, learned by `benchmarks/learn_events.py` from articles with annotated events.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from zlib import crc32

from geomap.events.page import Page, Sentence, is_mark
from geomap.events.triggers import Trigger

BUCKETS = 1 << 16
SCALE = 32.0  # weights are stored as whole 32nds
WINDOW = 4  # words to either side that count with their place
OPENING = 3  # sentences that say what the article is about


def features(trigger: Trigger, page: Page) -> set[str]:
    """Names of the features of a trigger: words of its sentence, around it, before it and of the opening.

    Numbers are one word, so that the model does not learn dates by heart.
    """
    sentence = trigger.sentence
    words = _words(sentence)
    found = {f"u:{w}" for w in words} | {f"b:{a} {b}" for a, b in pairwise(words)}
    if sentence.index:
        found |= {f"p:{w}" for w in _words(page.sentences[sentence.index - 1])}
    for i in range(max(0, trigger.first - WINDOW), min(len(sentence.words), trigger.last + WINDOW + 1)):
        if not trigger.first <= i <= trigger.last:
            away = i - (trigger.first if i < trigger.first else trigger.last)
            found.add(f"n{away:+d}:{_plain(sentence.words[i])}")
    found |= {f"o:{w}" for s in page.sentences[:OPENING] for w in _words(s)}
    found |= set(_shape(trigger, page))
    return found


def _shape(trigger: Trigger, page: Page) -> Iterator[str]:
    yield f"l:{trigger.lemma}"
    yield f"lf:{trigger.lemma}:{trigger.form}"
    yield f"f:{trigger.form}:{trigger.passive}"
    yield f"t:{trigger.sub_event_type}"
    yield f"i:{min(trigger.sentence.index, 8)}"
    yield f"n:{min(len(page.sentences) // 5, 8)}"


def _plain(word: str) -> str:
    return "0" if word[0].isdigit() else word


def _words(sentence: Sentence) -> list[str]:
    return [_plain(w) for w in sentence.words if not is_mark(w)]


def bucket(name: str) -> int:
    """Where the weight of a feature lies; the last bucket is the bias."""
    return crc32(name.encode()) % (BUCKETS - 1)


@lru_cache(maxsize=1)
def _weights() -> array[int]:
    return array("b", files("geomap.events").joinpath("scoring.bin").read_bytes())


def log_odds(trigger: Trigger, page: Page, weights: array[int] | None = None) -> float:
    """Log odds that the trigger reports an event of its own; above 0 it rather does."""
    weights = _weights() if weights is None else weights
    return (weights[BUCKETS - 1] + sum(weights[bucket(name)] for name in features(trigger, page))) / SCALE
