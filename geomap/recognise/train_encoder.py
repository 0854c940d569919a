"""Training of the accurate recogniser: batches, the loss for partly annotated text, the rounds.

Needs torch and what `geomap.recognise.network` needs; running the model does not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.recognise.data import Sample
from geomap.recognise.network import base_folder, encoder, export, tokenizer_of
from geomap.recognise.sampling import label_scores, one_pass
from geomap.recognise.wordpieces import LONGEST, TAGS, Row, rows

Batch = tuple[int, int, list[tuple[Row, list[int]]]]


def allowed(sample: Sample, row: Row) -> list[int]:
    """For each word the tags that it may have, as bits: one where the source says, more where it is blind."""
    blind = sum(1 << i for i, tag in enumerate(TAGS) if tag[2:] in sample.blind)
    out = []
    spans = iter(sample.spans)
    span = next(spans, None)
    for start, end in row.words:
        while span and span[1] <= start:
            span = next(spans, None)
        if span and start < span[1] and end > span[0]:
            tag = TAGS.index(f"{'B' if start <= span[0] else 'I'}-{span[2]}")
            weak = blind if span[2] == "ADJ" else 0
            out.append(1 << tag | weak)
        else:
            out.append(1 | blind)
    return out


def batches(samples: Sequence[Sample], tokenizer: Any, *, pieces: int, rng: random.Random) -> list[Batch]:
    """Rows of about equal length together; shapes in steps of 32, since each new shape costs time."""
    open_ones: dict[int, list[tuple[Row, list[int]]]] = {}
    full: list[Batch] = []
    for sample, row in zip(samples, rows([s.text for s in samples], tokenizer), strict=True):
        if not row.words:
            continue
        length = min(LONGEST, (len(row.ids) + 31) // 32 * 32)
        batch = open_ones.setdefault(length, [])
        batch.append((row, allowed(sample, row)))
        if len(batch) == max(1, pieces // length):
            full.append((length, len(batch), open_ones.pop(length)))
    full += [(length, max(1, pieces // length), batch) for length, batch in open_ones.items()]
    rng.shuffle(full)
    return full


def tensors(batch: Batch) -> tuple[Any, Any, Any, list[int], list[int], list[int]]:
    """Ids, mask and cases as tensors; the row, column and allowed tags of every word."""
    import torch

    length, height, members = batch
    ids, mask, cases = (torch.zeros(height, length, dtype=torch.long) for _ in range(3))
    mask[:, 0] = 1
    where: list[int] = []
    columns: list[int] = []
    wanted: list[int] = []
    for i, (row, tags) in enumerate(members):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        cases[i, : len(row.cases)] = torch.tensor(row.cases)
        mask[i, : len(row.ids)] = 1
        where += [i] * len(row.heads)
        columns += row.heads
        wanted += tags
    return ids, mask, cases, where, columns, wanted


def train_encoder(
    samples: Mapping[str, Sequence[Sample]],
    held_out: Sequence[Sample],
    output: Path,
    *,
    recipe: Mapping[str, Any],
    seed: int,
    log: Callable[[str], None],
) -> None:
    """Train round after round, each from the seed, and write the int8 model to ``output``."""
    import torch

    from geomap.recognise.encoder import Encoder

    torch.manual_seed(seed)
    base = base_folder()
    network, tokenizer = encoder(base), tokenizer_of(base)
    for number, plan in enumerate(recipe["rounds"], 1):
        rng = random.Random(seed)
        passes = [
            list(one_pass(samples, recipe, rng, other_places=plan["other_places"]))
            for _ in range(plan["passes"])
        ]
        log(f"round {number} of {len(recipe['rounds'])}: {plan}")
        _fit(network, passes, tokenizer, recipe | plan, rng, log)
        export(network, output, base)
        found = (seen.entities for seen in Encoder(output).read([sample.text for sample in held_out]))
        log(f"held out {label_scores(zip(held_out, found, strict=True))}")


def _fit(
    network: Any,
    passes: Sequence[Sequence[Sample]],
    tokenizer: Any,
    plan: Mapping[str, Any],
    rng: random.Random,
    log: Callable[[str], None],
) -> None:
    """One round in place. The loss is -log of the probability of all allowed tags together."""
    import torch

    bits = torch.tensor([[bool(b >> i & 1) for i in range(len(TAGS))] for b in range(1 << len(TAGS))])
    optimizer = _optimizer(network, plan["learning_rate"])
    trained = [weight for weight in network.parameters() if weight.requires_grad]
    started, step, smoothed = time.monotonic(), 0, 0.0
    network.train()
    for number, shown in enumerate(passes):
        ready = batches(shown, tokenizer, pieces=plan["batch_pieces"], rng=rng)
        for i, batch in enumerate(ready):
            _set_rate(optimizer, plan, (number + i / len(ready)) / len(passes))
            ids, mask, cases, where, columns, wanted = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = network.hidden(ids, mask, cases)
            scores = network.heads["names"](network.drop(hidden[where, columns].float())).log_softmax(-1)
            loss = -scores.masked_fill(~bits[torch.tensor(wanted)], -1e4).logsumexp(-1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            step += 1
            smoothed += 0.02 * (loss.item() - smoothed)
        took = time.monotonic() - started
        log(f"pass {number + 1}: {step} steps, loss {smoothed / (1 - 0.98**step):.4f}, {took:.0f} s")


def _set_rate(optimizer: Any, plan: Mapping[str, Any], progress: float) -> None:
    """Warm-up, then down in a straight line to a fiftieth; ``progress`` is the share of the round done."""
    ramp = min(1.0, progress / plan["warm_up"] + 0.02) * max(0.02, 1 - progress)
    for group in optimizer.param_groups:
        group["lr"] = plan["learning_rate"] * group["times"] * ramp


def _optimizer(network: Any, rate: float) -> Any:
    """AdamW; the fresh rows (head, cases) learn five times as fast as MiniLM's own weights."""
    import torch

    groups: dict[str, list[Any]] = {"fresh": [], "matrices": [], "vectors": []}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            kind = (
                "fresh"
                if name.startswith(("heads", "cases"))
                else "matrices"
                if weight.dim() > 1
                else "vectors"
            )
            groups[kind].append(weight)
    return torch.optim.AdamW(
        [
            {"params": groups["matrices"], "weight_decay": 0.01, "times": 1.0},
            {"params": groups["vectors"], "weight_decay": 0.0, "times": 1.0},
            {"params": groups["fresh"], "weight_decay": 0.0, "times": 5.0},
        ],
        lr=rate,
        fused=True,
    )
