"""The event heads: ``python -m benchmarks.learn_heads TEMPLATES.jsonl --signals OUT.jsonl``.

Learns ``geomap/recognise/weights/accurate/events.onnx`` from TEMPLATES (articles with keyed events, as the
MUC-3/4 development messages are) and from our own annotated articles (tests/quality/events). The recogniser's
encoder is not touched: the heads read the states of its third layer, start from its last three, and learn

- from our articles, for each word, which kind of reported event it names, or that the event is not real;
- from templates, for each sentence, that some word of it reports an event of the template's type, as far as
  `benchmarks.examples.aligned` finds the sentence, and nothing about types that templates lack;
- from both, for each name of a place, whether an event happened there.

A second round learns from the plain news among our articles (training/plain), with some of the others so that
these are not forgotten; the weights half way between the two rounds are kept (Wortsman et al. 2022,
arXiv:2109.01903), which read both kinds better than either end does.

SIGNALS is what heads that were trained without an article's half of the articles see in it, for
`benchmarks.learn_events`. Needs torch, onnx and an hour on two cores; running the heads does not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.examples import FOLDS, PLAIN, examples_of
from benchmarks.lessons import Lesson, Window, lesson_of
from benchmarks.marked import read_folder
from geomap.model import SIGNALS
from geomap.recognise.encoder import Encoder
from geomap.recognise.heads import LEAST, PLACES
from geomap.recognise.network import block, write_int8
from geomap.recognise.stream import SHIPPED

LAYERS = (3, 4, 5)  # of the encoder, where the heads start from
EPOCHS, RATE, BATCH = 6, 3e-4, 3072
FRESH = 8.0  # times the rate for what starts at random
OWN_WEIGHT = 3.0  # our articles are annotated exactly, so they weigh more
TEMPLATE_SHARE = 0.8  # of the articles with templates, in each epoch
ROUND_EPOCHS, ROUND_RATE = 3, 1.5e-4  # of the second round
PLAIN_TIMES, OTHERS = 2, 2000  # how often it shows each plain article in an epoch, and how many others
KEPT = 0.5  # of the second round's way
Floats = Any


class Heads(nn.Module):
    """Three layers over the encoder's states, with a sign for the snippet, and a linear map to the labels."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.order = nn.Embedding(PLACES, 384)
        self.blocks = nn.ModuleList(block(384, 1536, dropout) for _ in LAYERS)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(384, len(SIGNALS))
        nn.init.normal_(self.order.weight, std=0.02)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)  # nearly every word reports nothing

    def hidden(self, states: Floats, order: Floats, mask: Floats) -> Floats:
        x = self.drop(states + self.order(order))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.blocks:
            x = layer(x, bias)
        return x

    def forward(self, states: Floats, order: Floats) -> Floats:
        return self.head(self.hidden(states, order, torch.ones(states.shape[:2])))


def start(heads: Heads, model: Path) -> None:
    """The encoder's last layers as the start, read back from their int8 weights."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(model)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    layers: dict[int, dict[str, Any]] = {layer: {} for layer in LAYERS}
    for name, value in stored.items():
        if (found := re.match(r"blocks\.(\d)\.(.*)", name)) and int(found[1]) in layers:
            layers[int(found[1])][found[2]] = torch.tensor(value)
    for node in graph.node:
        found = re.match(r"/blocks\.(\d)/(\w+)/MatMul_quant", node.name)
        if node.op_type == "MatMulInteger" and found and int(found[1]) in layers:
            name = node.input[1].removesuffix("_quantized")
            whole = stored[node.input[1]].astype(np.float32) - stored.get(f"{name}_zero_point", np.float32(0))
            layers[int(found[1])][f"{found[2]}.weight"] = torch.tensor((whole * stored[f"{name}_scale"]).T)
    for module, layer in zip(heads.blocks, LAYERS, strict=True):
        module.load_state_dict(layers[layer])


def fit(lessons: Sequence[Lesson], model: Path, *, seed: int = 1) -> Heads:
    """Heads trained on the lessons, the same for the same seed."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    heads = Heads()
    start(heads, model)
    heads.train()
    fresh = ("head", "order")
    named = list(heads.named_parameters())
    groups = [
        {"params": [p for n, p in named if not n.startswith(fresh)], "times": 1.0},
        {"params": [p for n, p in named if n.startswith(fresh)], "times": FRESH},
    ]
    _train(heads, groups, EPOCHS, RATE, lambda: batches(shown(lessons, rng), rng))
    return heads.eval()


def second_round(heads: Heads, lessons: Sequence[Lesson], plain: frozenset[str], *, seed: int = 1) -> Heads:
    """The heads half way to where more passes over the plain articles lead; ``plain`` holds their ids."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    before = {name: weight.clone() for name, weight in heads.state_dict().items()}
    news = [ls for ls in lessons if ls.example.row["id"] in plain]
    others = [ls for ls in lessons if ls.example.row["id"] not in plain]

    def epoch() -> Iterator[list[tuple[Lesson, Window]]]:
        now = news * PLAIN_TIMES + rng.sample(others, min(OTHERS, len(others)))
        return batches([(ls, window) for ls in now for window in ls.windows], rng)

    heads.train()
    _train(heads, [{"params": list(heads.parameters()), "times": 1.0}], ROUND_EPOCHS, ROUND_RATE, epoch)
    after = heads.state_dict()
    heads.load_state_dict({name: torch.lerp(before[name], after[name], KEPT) for name in before})
    return heads.eval()


def _train(
    heads: Heads,
    groups: list[dict[str, Any]],
    epochs: int,
    rate: float,
    epoch_of: Callable[[], Iterator[list[tuple[Lesson, Window]]]],
) -> None:
    """Train in place; the rate rises at first, then falls to next to nothing."""
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    started = time.monotonic()
    for epoch in range(epochs):
        ready = list(epoch_of())
        total = 0.0
        for i, batch in enumerate(ready):
            progress = (epoch + i / len(ready)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = (
                    rate * group["times"] * min(1.0, progress / 0.06 + 0.02) * max(0.02, 1 - progress)
                )
            loss = loss_of(heads, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / len(ready):.3f}, {time.monotonic() - started:.0f} s",
            flush=True,
        )


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
        for pair in sorted(shown[i : i + 256], key=lambda p: len(p[1].states)):
            if batch and (len(batch) + 1) * _padded(len(pair[1].states)) > BATCH:
                found.append(batch)
                batch = []
            batch.append(pair)
        found.append(batch)
    rng.shuffle(found)
    yield from found


def _padded(length: int) -> int:
    return (length + 31) // 32 * 32


def loss_of(heads: Heads, batch: Sequence[tuple[Lesson, Window]]) -> Any:
    width = _padded(max(len(w.states) for _, w in batch))
    states = torch.zeros(len(batch), width, 384)
    order = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width)
    for i, (_, window) in enumerate(batch):
        length = len(window.states)
        states[i, :length] = torch.from_numpy(window.states.astype(np.float32))
        order[i, :length] = torch.from_numpy(window.order)
        mask[i, :length] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = heads.hidden(states, order, mask)
    losses = [
        _loss(lesson, window, heads.head(heads.drop(hidden[i, torch.from_numpy(window.at)].float())))
        for i, (lesson, window) in enumerate(batch)
        if len(window.at)
    ]
    return sum(losses) / len(batch)


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


def signals_of(heads: Heads, lesson: Lesson) -> list[list[Any]]:
    """What the heads see in an article, as a row of `SIGNALS.jsonl` holds it."""
    found = []
    with torch.no_grad():
        for window in lesson.windows:
            states = torch.from_numpy(window.states.astype(np.float32))[None]
            scores = heads(states, torch.from_numpy(window.order)[None])[0, torch.from_numpy(window.at)]
            for (a, b), chances in zip(window.words, torch.sigmoid(scores).tolist(), strict=True):
                found += [[a, b, SIGNALS[i], round(p, 4)] for i, p in enumerate(chances) if p >= LEAST]
    return found


def export(heads: Heads, path: Path) -> None:
    example = torch.zeros(1, 17, 384), torch.zeros(1, 17, dtype=torch.long)
    write_int8(heads, example, path, inputs=["states", "order"], outputs=["events"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("templates", type=Path)
    parser.add_argument("--signals", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED["accurate"] / "events.onnx")
    options = parser.parse_args()
    encoder = Encoder(SHIPPED["accurate"])
    examples = examples_of(options.templates, {})
    lessons = [lesson_of(e, encoder.parts(e.scene.page.article.text)) for e in examples]
    model = SHIPPED["accurate"] / "model.onnx"
    plain = frozenset(row["id"] for row in read_folder(PLAIN))

    def learned(shown: Sequence[Lesson]) -> Heads:
        return second_round(
            fit([ls for ls in shown if ls.example.row["id"] not in plain], model), shown, plain
        )

    with options.signals.open("w", encoding="utf-8") as lines:
        for held in range(FOLDS):
            heads = learned([ls for ls in lessons if ls.example.fold != held])
            for lesson in (ls for ls in lessons if ls.example.fold == held):
                row = {"id": lesson.example.row["id"], "signals": signals_of(heads, lesson)}
                lines.write(json.dumps(row) + "\n")
    export(learned(lessons), options.output)


if __name__ == "__main__":
    main()
