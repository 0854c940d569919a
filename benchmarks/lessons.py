"""Articles as the event heads learn from them: windows of states, and what every word should say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from benchmarks.examples import REAL, Example, alignments, is_keyed, kinds, mentions, own_places
from geomap.events.beliefs import label_of
from geomap.model import SIGNALS
from geomap.recognise.heads import Part, joined, windows

PLACE = SIGNALS.index("place")
UNREAL = SIGNALS.index("unreal")
OF_TEMPLATES = {  # MUC's types in the heads' words; of the other labels templates say nothing
    "BOMBING": SIGNALS.index("bombing"),
    "ATTACK": SIGNALS.index("attack"),
    "KIDNAPPING": SIGNALS.index("abduction"),
    "ARSON": SIGNALS.index("destruction"),
    "ROBBERY": SIGNALS.index("destruction"),
}
NEAR_MISS = 0.3  # weight of a sentence with triggers that no template was aligned with


@dataclass(kw_only=True)
class Window:
    """What the heads see at once, with what they should say: words x labels, and its weight."""

    states: Any
    order: Any
    at: Any  # positions of the words' first pieces
    words: list[tuple[int, int]]  # offsets in the article
    sentences: list[int]  # of each word; -1 outside
    wanted: Any
    weight: Any


@dataclass(kw_only=True)
class Lesson:
    """An article as windows. ``told`` and ``sure`` are sentences x labels, for articles with templates."""

    example: Example
    windows: list[Window]
    told: Any = None
    sure: Any = None


def lesson_of(example: Example, parts: Sequence[Part]) -> Lesson:
    lesson = Lesson(
        example=example, windows=[_window(parts, w) for w in windows([len(p.row.ids) for p in parts])]
    )
    sentences = example.scene.page.sentences
    for window in lesson.windows:
        window.sentences = [
            s.index if (s := example.scene.page.sentence_at(a)) else -1 for a, _ in window.words
        ]
        _mark_places(example, window)
        if example.own:
            _mark_words(example, window)
    if not example.own:
        lesson.told, lesson.sure = _told(example, len(sentences))
    return lesson


def _window(parts: Sequence[Part], window: Sequence[tuple[int, bool]]) -> Window:
    view = joined(parts, window)
    blank = np.zeros((len(view.words), len(SIGNALS)), np.float32)
    return Window(
        states=view.states.astype(np.float16),
        order=view.order,
        at=np.array(view.at, dtype=np.int64),
        words=list(view.words),
        sentences=[],
        wanted=blank,
        weight=blank.copy(),
    )


def _mark_words(example: Example, window: Window) -> None:
    """From our articles: the label of every word that names an event, and silence of all others."""
    window.weight[:, :PLACE] = 1.0
    whole = all("mentions" in event for event in example.row["events"])
    for event in example.row["events"]:
        label = SIGNALS.index(label_of(event["sub_event_type"])) if event["status"] in REAL else UNREAL
        for a, b in mentions(event):
            for k in _within(window, a, b):
                window.wanted[k, label] = 1.0
    if not whole:  # only the first telling of each event is annotated
        told = {window.sentences[k] for k in range(len(window.words)) if window.wanted[k].any()}
        for k, sentence in enumerate(window.sentences):
            if not window.wanted[k, :PLACE].any():
                window.weight[k, :PLACE] = 0.6 if sentence in told else 0.3


def _mark_places(example: Example, window: Window) -> None:
    """For each name of a candidate place, whether a reported event happened there."""
    found = list(alignments(example)) if not example.own else []
    aligned = {i for _, sentences in found for i in sentences}
    for option in example.scene.options.options:
        if option.kind == "country" or not example.row["events"]:
            continue
        if example.own:
            real = [e["place"] for e in example.row["events"] if e["status"] in REAL and e["place"]]
            right = any(own_places(place, [option])[0] for place in real if "country" not in place)
        else:
            right = any(is_keyed(event, option) for event, _ in found)
        for naming in option.namings:
            sure = 1.0 if example.own or naming.sentence in aligned else 0.45
            for k in _within(window, naming.mention.start, naming.mention.end):
                window.wanted[k, PLACE], window.weight[k, PLACE] = float(right), sure


def _within(window: Window, start: int, end: int) -> Iterator[int]:
    return (k for k, (a, b) in enumerate(window.words) if a < end and b > start)


def _told(example: Example, count: int) -> tuple[Any, Any]:
    """What the sentences of an article with templates tell, and how sure that is."""
    told, sure = (torch.zeros(count, len(SIGNALS)) for _ in range(2))
    triggers = {claim.trigger.sentence.index for claim in example.claims}
    for label in set(OF_TEMPLATES.values()):
        for i in range(count):
            sure[i, label] = NEAR_MISS if example.row["events"] and i in triggers else 1.0
    for event, sentences in alignments(example):
        for kind in kinds(event) & set(OF_TEMPLATES):
            for i in sentences:
                told[i, OF_TEMPLATES[kind]] = 1.0
                sure[i, OF_TEMPLATES[kind]] = 0.5 if event["optional"] else 1.0
    return told, sure
