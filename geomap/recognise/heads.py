"""The event heads: what each word of an article says about events, from the encoder's own pass.

Three layers of the encoder's kind stand on its third (`TRUNK`) and see the whole article at once, not one
snippet; a linear map says for each word which kind of event it reports, and for a name of a place whether
something happened there. Trained by `benchmarks/learn_heads.py`; see ``geomap/events/MODEL.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ModelError
from geomap.model import SIGNALS, Signal
from geomap.recognise.wordpieces import Row

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]

TRUNK = "/blocks.2/after_inner/LayerNormalization_output_0"  # the encoder's output that the heads read
WINDOW = 512  # pieces that are seen at once
OPENING = 160  # pieces of the first snippet up to which it stands before every later window
PLACES = 16  # rows of the table that tells snippets apart
LEAST = 0.02  # probability below which a word says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A snippet as the encoder saw it: its states (pieces x width), its row and its offset in the text."""

    states: Floats
    row: Row
    start: int


class EventHeads:
    """The loaded heads. ``signals(parts)`` gives the signals of one text."""

    def __init__(self, path: Path, options: Any) -> None:
        import onnxruntime

        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library raises bare exceptions of its own
            raise ModelError(f"{path}: the event heads cannot be loaded: {error}") from error

    def signals(self, parts: Sequence[Part]) -> tuple[Signal, ...]:
        """Signals in the order of the text; a window depends on nothing outside its article."""
        found: list[Signal] = []
        for window in windows([len(part.row.ids) for part in parts]):
            found += self._window(parts, window)
        return tuple(found)

    def _window(self, parts: Sequence[Part], window: Sequence[tuple[int, bool]]) -> Iterator[Signal]:
        import numpy as np

        view = joined(parts, window)
        inputs = {"states": view.states[None], "order": view.order[None]}
        (scores,) = self._session.run(["events"], inputs)
        chances = 1.0 / (1.0 + np.exp(-scores[0]))
        for at, (start, end) in zip(view.at, view.words, strict=True):
            yield from _of_word(chances[at], start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window as the heads see it. ``at`` are the positions of the first pieces of its own ``words``."""

    states: Floats  # pieces x width
    order: Any  # which snippet each piece is of
    at: tuple[int, ...]
    words: tuple[tuple[int, int], ...]  # offsets in the article


def joined(parts: Sequence[Part], window: Sequence[tuple[int, bool]]) -> View:
    """The snippets of a window side by side, cut at `WINDOW` pieces."""
    import numpy as np

    at, words, before = [], [], 0
    for i, own in window:
        part = parts[i]
        if own:
            for position, (start, end) in zip(part.row.heads, part.row.words, strict=True):
                if before + position < WINDOW:
                    at.append(before + position)
                    words.append((start + part.start, end + part.start))
        before += len(part.row.ids)
    return View(
        states=np.concatenate([parts[i].states for i, _ in window])[:WINDOW],
        order=np.concatenate([np.full(len(parts[i].row.ids), min(i, PLACES - 1)) for i, _ in window])[
            :WINDOW
        ],
        at=tuple(at),
        words=tuple(words),
    )


def _of_word(chances: Floats, start: int, end: int) -> Iterator[Signal]:
    for label, chance in zip(SIGNALS, chances.tolist(), strict=True):
        if chance >= LEAST:
            yield Signal(start=start, end=end, label=label, score=round(chance, 4))


def windows(lengths: Sequence[int]) -> Iterator[list[tuple[int, bool]]]:
    """Snippets that are seen together, by index; False marks an opening that is only looked at.

    >>> list(windows([100, 200, 200, 250]))
    [[(0, True), (1, True), (2, True)], [(0, False), (3, True)]]
    """
    window: list[tuple[int, bool]] = []
    size = 0
    for i, length in enumerate(lengths):
        if window and size + length > WINDOW:
            yield window
            window = [(0, False)] if lengths[0] < OPENING else []
            size = lengths[0] if window else 0
        window.append((i, True))
        size += length
    if window:
        yield window
