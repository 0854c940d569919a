"""The encoder and the event heads as one network in torch, started from shipped weights and exported to them.

What the heads read, the states of the encoder's third layer, is what names are told from, too. So where that
trunk learns about events, its names are held to what they were: `Joint.drift`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.lessons import Window
from geomap.model import SIGNALS
from geomap.recognise.heads import PLACES, WINDOW
from geomap.recognise.network import WIDTH, block, encoder, export, write_int8

TRUNK_LAYERS = 3  # of the encoder, below the states that the heads read
BATCH = 3072  # pieces, padding included
Floats = Any


class Heads(nn.Module):
    """Three layers over the encoder's states, with a sign for the snippet, and a linear map to the labels."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.order = nn.Embedding(PLACES, WIDTH)
        self.blocks = nn.ModuleList(block(WIDTH, 4 * WIDTH, dropout) for _ in range(TRUNK_LAYERS))
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, len(SIGNALS))
        nn.init.normal_(self.order.weight, std=0.02)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)  # nearly every word reports nothing

    def hidden(self, states: Floats, order: Floats, mask: Floats) -> Floats:
        x = self.drop(states + self.order(order))
        bias = _bias(mask, x)
        for layer in self.blocks:
            x = layer(x, bias)
        return x

    def forward(self, states: Floats, order: Floats) -> Floats:
        return self.head(self.hidden(states, order, torch.ones(states.shape[:2])))


class Joint(nn.Module):
    """Words of windows to scores of the labels. ``encoder`` tells names, ``heads`` events."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self.encoder = encoder(None)
        self.encoder.load_state_dict(weights_of(model))
        self.heads = Heads()
        for own, theirs in zip(self.heads.blocks, self.encoder.blocks[TRUNK_LAYERS:], strict=True):
            own.load_state_dict(theirs.state_dict())
        self.before = [copy.deepcopy(self.encoder).eval()]  # in a list: no part of what learns

    def scores(self, windows: Sequence[Window], *, trunk: bool) -> tuple[list[Floats], Floats]:
        """Each window's words x labels, and how far the encoder's names have drifted.

        The trunk learns only with ``trunk``; without it nothing drifts.
        """
        parts: dict[tuple[int, int], Floats] = {}
        drift = torch.zeros(())
        groups = list(_groups(windows))
        for group in groups:
            ids, mask, cases = _tensors(windows, group)
            with torch.set_grad_enabled(trunk), torch.autocast("cpu", dtype=torch.bfloat16):
                states = _below(self.encoder, ids, mask, cases)
            if trunk:
                drift = drift + self.drift(states, ids, mask, cases) / len(groups)
            for row, (w, s) in enumerate(group):
                parts[w, s] = states[row, : len(windows[w].rows[s].ids)]
        return self._told(windows, parts), drift

    def drift(self, states: Floats, ids: Floats, mask: Floats, cases: Floats) -> Floats:
        """Kullback-Leibler divergence of the names' tags from those before, mean of all pieces, in nats."""
        there = mask.bool()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                (first,) = self.before
                was = _names(first, _below(first, ids, mask, cases), mask)[there]
            now = _names(self.encoder, states, mask)[there]
        return (was.exp() * (was - now)).sum(-1).mean()

    def _told(self, windows: Sequence[Window], parts: dict[tuple[int, int], Floats]) -> list[Floats]:
        joined = [
            torch.cat([parts[w, s] for s in range(len(window.rows))])[:WINDOW]
            for w, window in enumerate(windows)
        ]
        width = padded(max(len(states) for states in joined))
        states = torch.stack([functional.pad(x.float(), (0, 0, 0, width - len(x))) for x in joined])
        order = torch.zeros(len(windows), width, dtype=torch.long)
        mask = torch.zeros(len(windows), width)
        for i, window in enumerate(windows):
            order[i, : window.size] = torch.from_numpy(window.order)
            mask[i, : window.size] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.heads.hidden(states, order, mask)
        return [
            self.heads.head(self.heads.drop(hidden[i, torch.from_numpy(window.at)].float()))
            for i, window in enumerate(windows)
        ]


def padded(length: int) -> int:
    """Each new shape costs time."""
    return (length + 31) // 32 * 32


def weights_of(model: Path) -> dict[str, Any]:
    """The encoder's weights, read back from its int8 model."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(model)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def exact(name: str) -> Any:
        zero = stored.get(f"{name}_zero_point", np.float32(0)).astype(np.float32)
        return torch.tensor((stored[f"{name}_quantized"].astype(np.float32) - zero) * stored[f"{name}_scale"])

    found = {name: torch.tensor(value) for name, value in stored.items() if value.dtype == np.float32}
    found |= {f"{table}.weight": exact(f"{table}.weight") for table in ("pieces", "cases")}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = re.match(r"/(.*)/MatMul_quant", node.name)
            if layer is None:
                raise ValueError(f"{model}: not a model that geomap wrote: {node.name}")
            name = layer[1].replace("/", ".")
            name = name if name.startswith("blocks.") else f"heads.{name}"  # torch names no ModuleDict
            found[f"{name}.weight"] = exact(node.input[1].removesuffix("_quantized")).T
    return {name: found[name] for name in encoder(None).state_dict()}


def write(joint: Joint, folder: Path, base: Path) -> None:
    """Both models of the accurate recogniser, int8."""
    export(joint.encoder, folder, base)
    example = torch.zeros(1, 17, WIDTH), torch.zeros(1, 17, dtype=torch.long)
    write_int8(joint.heads, example, folder / "events.onnx", inputs=["states", "order"], outputs=["events"])


def _below(network: Any, ids: Floats, mask: Floats, cases: Floats) -> Floats:
    """States of the trunk."""
    x = network.embedded(ids, cases)
    for layer in network.blocks[:TRUNK_LAYERS]:
        x = layer(x, _bias(mask, x))
    return x


def _names(network: Any, states: Floats, mask: Floats) -> Floats:
    """Logarithms of the chances of names' tags."""
    for layer in network.blocks[TRUNK_LAYERS:]:
        states = layer(states, _bias(mask, states))
    return network.heads["names"](network.drop(states.float())).float().log_softmax(-1)


def _bias(mask: Floats, x: Floats) -> Floats:
    return (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4


def _groups(windows: Sequence[Window]) -> Iterator[list[tuple[int, int]]]:
    """Snippets of about equal length together, by window and place in it."""
    sizes = {(w, s): len(row.ids) for w, window in enumerate(windows) for s, row in enumerate(window.rows)}
    group: list[tuple[int, int]] = []
    for at in sorted(sizes, key=lambda at: sizes[at]):
        if group and (len(group) + 1) * padded(sizes[at]) > BATCH:
            yield group
            group = []
        group.append(at)
    yield group


def _tensors(windows: Sequence[Window], group: Sequence[tuple[int, int]]) -> tuple[Floats, Floats, Floats]:
    found = [windows[w].rows[s] for w, s in group]
    shape = len(found), padded(max(len(row.ids) for row in found))
    ids, mask, cases = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for i, row in enumerate(found):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        cases[i, : len(row.cases)] = torch.tensor(row.cases)
        mask[i, : len(row.ids)] = 1
    return ids, mask, cases
