"""The encoder at work: int8 ONNX on the CPU, one pass for names and events, tags decoded by Viterbi.

A row never shares a batch with another text: the int8 scale of a batch depends on all that is in
it, and what is found in an article must not depend on its neighbours.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingDependency, ModelError
from geomap.model import Signal
from geomap.recognise.data import cuts
from geomap.recognise.heads import TRUNK, EventHeads, Part
from geomap.recognise.wordpieces import TAGS, Row, rows

if TYPE_CHECKING:
    import numpy as np

    Scores = np.ndarray[Any, np.dtype[np.float32]]

BATCH_PIECES = 1024  # more is slower: the activations leave the cache
THREADS = 8  # at most; more articles at once do not help
_FORBIDDEN = -1e4
Entity = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one pass over a text found. ``signals`` is None where no event heads were asked for."""

    entities: list[Entity]
    signals: tuple[Signal, ...] | None


class Encoder:
    """The loaded model. ``read(texts)`` gives each text's spans (LOC, ADJ, PER, ORG) and event signals."""

    def __init__(self, folder: Path, *, events: bool = False) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise MissingDependency(
                "the accurate recogniser needs: pip install onnxruntime tokenizers"
            ) from error
        self._options = options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # articles run side by side instead
        options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(f"{folder}: the encoder's weights cannot be loaded: {error}") from error
        self._heads = EventHeads(folder / "events.onnx", options) if events else None

    def read(self, texts: Iterable[str]) -> Iterator[Seen]:
        """What is in each text, in order; several texts are worked on at a time."""
        with ThreadPoolExecutor(max_workers=min(THREADS, os.cpu_count() or 1)) as pool:
            yield from pool.map(self._read, texts)

    def parts(self, text: str) -> list[Part]:
        """The text's snippets with the states that event heads read, for those who train them."""
        return self._seen(text, states=True)[1]

    def _read(self, text: str) -> Seen:
        found, parts = self._seen(text, states=self._heads is not None)
        return Seen(entities=found, signals=self._heads.signals(parts) if self._heads else None)

    def _seen(self, text: str, *, states: bool) -> tuple[list[Entity], list[Part]]:
        cut = cuts(text)
        encoded = rows([text[start:end] for start, end in cut], self._tokenizer)
        found: list[Entity] = []
        parts: dict[int, Part] = {}
        for batch in _batches(encoded):
            scores, hidden = self._pass([encoded[i] for i in batch], states=states)
            tags = _decode(scores, [encoded[i] for i in batch])
            for at, (i, row_tags) in enumerate(zip(batch, tags, strict=True)):
                row, start = encoded[i], cut[i][0]
                found += _spans(row.words, row_tags, start)
                if hidden is not None:
                    parts[i] = Part(states=hidden[at, : len(row.ids)], row=row, start=start)
        return sorted(found), [parts[i] for i in sorted(parts)]

    def _pass(self, batch: Sequence[Row], *, states: bool) -> tuple[Scores, Scores | None]:
        """Scores of the tags of names, and the states that event heads read where they are wanted."""
        import numpy as np

        shape = len(batch), max(len(row.ids) for row in batch)
        ids, mask, cases = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for i, row in enumerate(batch):
            ids[i, : len(row.ids)] = row.ids
            cases[i, : len(row.cases)] = row.cases
            mask[i, : len(row.ids)] = 1
        wanted = ["names", TRUNK] if states else ["names"]
        scores, *hidden = self._session.run(wanted, {"ids": ids, "mask": mask, "cases": cases})
        return scores, hidden[0] if hidden else None


def _batches(encoded: Sequence[Row]) -> Iterator[list[int]]:
    """Indices of rows of about equal length; rows without a word are left out."""
    order = sorted((i for i, row in enumerate(encoded) if row.words), key=lambda i: len(encoded[i].ids))
    while order:
        size = 1
        while size < len(order) and (size + 1) * len(encoded[order[size]].ids) <= BATCH_PIECES:
            size += 1
        yield order[:size]
        order = order[size:]


def _decode(scores: Scores, batch: Sequence[Row]) -> list[list[str]]:
    """The best sequence of tags for each row in which no I- follows anything but its own kind."""
    import numpy as np

    steps, starts = _transitions()
    longest = max(len(row.heads) for row in batch)
    words = np.full((longest, len(batch), len(TAGS)), _FORBIDDEN, dtype=np.float32)
    words[:, :, 0] = 0.0  # beyond the end of a row: O
    for i, row in enumerate(batch):
        at = scores[i, list(row.heads)]
        at = at - at.max(-1, keepdims=True)
        words[: len(row.heads), i] = at - np.log(np.exp(at).sum(-1, keepdims=True))
    best = words[0] + starts
    back = np.zeros((longest, len(batch), len(TAGS)), dtype=np.int64)
    for k in range(1, longest):
        paths = best[:, :, None] + steps
        back[k] = paths.argmax(1)
        best = paths.max(1) + words[k]
    chosen = np.zeros((longest, len(batch)), dtype=np.int64)
    chosen[-1] = best.argmax(-1)
    for k in range(longest - 1, 0, -1):
        chosen[k - 1] = np.take_along_axis(back[k], chosen[k][:, None], 1)[:, 0]
    return [[TAGS[t] for t in chosen[: len(row.heads), i]] for i, row in enumerate(batch)]


def _transitions() -> tuple[Scores, Scores]:
    import numpy as np

    steps = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    starts = np.zeros(len(TAGS), dtype=np.float32)
    for j, after in enumerate(TAGS):
        if after.startswith("I-"):
            starts[j] = _FORBIDDEN
            for i, before in enumerate(TAGS):
                if before == "O" or before[2:] != after[2:]:
                    steps[i, j] = _FORBIDDEN
    return steps, starts


def _spans(words: Sequence[tuple[int, int]], tags: Sequence[str], offset: int) -> list[Entity]:
    found: list[Entity] = []
    for (start, end), tag in zip(words, tags, strict=True):
        if tag.startswith("B-"):
            found.append((start + offset, end + offset, tag[2:]))
        elif tag.startswith("I-"):
            found[-1] = (found[-1][0], end + offset, tag[2:])
    return found
