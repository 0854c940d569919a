"""The event heads: ``python -m benchmarks.learn_heads TEMPLATES.jsonl --signals OUT.jsonl``.

Learns ``events.onnx`` of ``geomap/recognise/weights/accurate`` from TEMPLATES (articles with keyed events,
as the MUC-3/4 development messages are) and from our own annotated articles (tests/quality/events). The heads
read the states of the encoder's third layer, start from its last three, and learn

- from our articles, for each word, which kind of reported event it names, or that the event is not real;
- from templates, for each sentence, that some word of it reports an event of the template's type, as far as
  `benchmarks.examples.aligned` finds the sentence, and nothing about types that templates lack;
- from both, for each name of a place, whether an event happened there.

In the first round the encoder is as it was. A second one learns from the plain news among our articles
(training/plain), with some of the others so that these are not forgotten. There the encoder learns too, while
its names are held to what they were, so ``model.onnx`` is written anew as well.

SIGNALS is what heads that were trained without an article's half of the articles see in it, for
`benchmarks.learn_events`. Needs torch, onnx and an hour on two cores; running the heads does not.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from benchmarks.examples import FOLDS, PLAIN, examples_of
from benchmarks.joint import BATCH, Joint, padded, write
from benchmarks.lessons import Lesson, Window, lesson_of
from benchmarks.marked import read_folder
from geomap.model import SIGNALS
from geomap.recognise.encoder import Encoder
from geomap.recognise.heads import LEAST
from geomap.recognise.stream import SHIPPED

EPOCHS, RATE = 6, 3e-4
FRESH = 8.0  # times the rate for what starts at random
OWN_WEIGHT = 3.0  # our articles are annotated exactly, so they weigh more
TEMPLATE_SHARE = 0.8  # of the articles with templates, in each epoch
ROUND_EPOCHS, ROUND_RATE, ENCODER_TIMES = 3, 1.5e-4, 0.5  # of the second round
NAMES_WEIGHT = 10.0  # of what the names drift by
PLAIN_TIMES, OTHERS = 2, 2000  # how often it shows each plain article in an epoch, and how many others
Groups = list[dict[str, Any]]  # parameters with the times of the rate that they learn at


def fit(lessons: Sequence[Lesson], model: Path, *, seed: int = 1) -> Joint:
    """Heads trained on the lessons over the encoder as it is, the same for the same seed."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    joint = Joint(model)
    fresh = ("head", "order")
    named = list(joint.heads.named_parameters())
    groups: Groups = [
        {"params": [p for n, p in named if not n.startswith(fresh)], "times": 1.0},
        {"params": [p for n, p in named if n.startswith(fresh)], "times": FRESH},
    ]
    _train(joint, groups, EPOCHS, RATE, lambda: batches(shown(lessons, rng), rng), trunk=False)
    return joint


def second_round(joint: Joint, lessons: Sequence[Lesson], plain: frozenset[str], *, seed: int = 1) -> Joint:
    """Encoder and heads after passes over the plain articles and some others; ``plain`` holds their ids."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    news = [ls for ls in lessons if ls.example.row["id"] in plain]
    others = [ls for ls in lessons if ls.example.row["id"] not in plain]

    def epoch() -> Iterator[list[tuple[Lesson, Window]]]:
        now = news * PLAIN_TIMES + rng.sample(others, min(OTHERS, len(others)))
        return batches([(ls, window) for ls in now for window in ls.windows], rng)

    groups: Groups = [
        {"params": list(joint.heads.parameters()), "times": 1.0},
        {"params": [p for p in joint.encoder.parameters() if p.requires_grad], "times": ENCODER_TIMES},
    ]
    _train(joint, groups, ROUND_EPOCHS, ROUND_RATE, epoch, trunk=True)
    return joint


def _train(
    joint: Joint,
    groups: Groups,
    epochs: int,
    rate: float,
    epoch_of: Callable[[], Iterator[list[tuple[Lesson, Window]]]],
    *,
    trunk: bool,
) -> None:
    """Train in place; the rate rises at first, then falls to next to nothing."""
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    learning = [weight for group in groups for weight in group["params"]]
    started = time.monotonic()
    joint.train()
    for epoch in range(epochs):
        ready = list(epoch_of())
        total = 0.0
        for i, batch in enumerate(ready):
            progress = (epoch + i / len(ready)) / epochs
            ramp = min(1.0, progress / 0.06 + 0.02) * max(0.02, 1 - progress)
            for group in optimizer.param_groups:
                group["lr"] = rate * group["times"] * ramp
            loss = loss_of(joint, batch, trunk=trunk)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            total += loss.item()
        took = time.monotonic() - started
        print(f"epoch {epoch + 1}: loss {total / len(ready):.3f}, {took:.0f} s", flush=True)
    joint.eval()


def shown(lessons: Sequence[Lesson], rng: random.Random) -> list[tuple[Lesson, Window]]:
    """The windows of one epoch."""
    kept = [ls for ls in lessons if ls.example.own or rng.random() < TEMPLATE_SHARE]
    return [(ls, window) for ls in kept for window in ls.windows]


def batches(shown: list[tuple[Lesson, Window]], rng: random.Random) -> Iterator[list[tuple[Lesson, Window]]]:
    """Windows of about equal length together, in random order."""
    rng.shuffle(shown)
    found: list[list[tuple[Lesson, Window]]] = []
    for i in range(0, len(shown), 256):
        batch: list[tuple[Lesson, Window]] = []
        for pair in sorted(shown[i : i + 256], key=lambda p: p[1].size):
            if batch and (len(batch) + 1) * padded(pair[1].size) > BATCH:
                found.append(batch)
                batch = []
            batch.append(pair)
        found.append(batch)
    rng.shuffle(found)
    yield from found


def loss_of(joint: Joint, batch: Sequence[tuple[Lesson, Window]], *, trunk: bool) -> Any:
    scores, drift = joint.scores([window for _, window in batch], trunk=trunk)
    losses = [_loss(lesson, window, told) for (lesson, window), told in zip(batch, scores, strict=True)]
    return sum(losses) / len(batch) + NAMES_WEIGHT * drift


def _loss(lesson: Lesson, window: Window, scores: Any) -> Any:
    """Of words where they are annotated; of sentences, by the chance that no word tells, where those are."""
    wanted, weight = torch.from_numpy(window.wanted), torch.from_numpy(window.weight)
    of_words = functional.binary_cross_entropy_with_logits(
        scores, wanted, weight=weight * (1 + 2 * wanted), reduction="sum"
    )
    if lesson.example.own:
        return of_words * OWN_WEIGHT
    sentences = torch.tensor(window.sentences)
    inside = sentences >= 0
    silent = torch.zeros_like(lesson.told).index_add(
        0, sentences[inside], functional.softplus(scores[inside])
    )
    seen = torch.zeros(len(lesson.told)).index_add(0, sentences[inside], torch.ones(int(inside.sum()))) > 0
    missed = -torch.log1p(-torch.exp(-silent).clamp(max=1 - 1e-6))
    each = lesson.told * missed * 1.5 + (1 - lesson.told) * silent
    return of_words * 0.7 + (lesson.sure * seen[:, None] * each).sum()


def signals_of(joint: Joint, lesson: Lesson) -> list[list[Any]]:
    """What the heads see in an article, as a row of `SIGNALS.jsonl` holds it."""
    found = []
    for window in lesson.windows:
        with torch.no_grad():
            ((scores,), _) = joint.scores([window], trunk=False)
        for (a, b), chances in zip(window.words, torch.sigmoid(scores).tolist(), strict=True):
            found += [[a, b, SIGNALS[i], round(p, 4)] for i, p in enumerate(chances) if p >= LEAST]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("templates", type=Path)
    parser.add_argument("--signals", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED["accurate"], help="folder of the weights")
    options = parser.parse_args()
    encoder = Encoder(SHIPPED["accurate"])
    examples = examples_of(options.templates, {})
    lessons = [lesson_of(e, encoder.snippets(e.scene.page.article.text)) for e in examples]
    model = SHIPPED["accurate"] / "model.onnx"
    plain = frozenset(row["id"] for row in read_folder(PLAIN))

    def learned(shown: Sequence[Lesson]) -> Joint:
        return second_round(
            fit([ls for ls in shown if ls.example.row["id"] not in plain], model), shown, plain
        )

    with options.signals.open("w", encoding="utf-8") as lines:
        for held in range(FOLDS):
            joint = learned([ls for ls in lessons if ls.example.fold != held])
            for lesson in (ls for ls in lessons if ls.example.fold == held):
                row = {"id": lesson.example.row["id"], "signals": signals_of(joint, lesson)}
                lines.write(json.dumps(row) + "\n")
    write(learned(lessons), options.output, SHIPPED["accurate"])


if __name__ == "__main__":
    main()
