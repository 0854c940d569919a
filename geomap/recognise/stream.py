"""Articles in, articles with their mentions out, in batches and in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingDependency, ModelError
from geomap.model import Article, Mention, Signal
from geomap.recognise.lists import Found
from geomap.roles import with_roles

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SURROGATE = re.compile("[\ud800-\udfff]")
_SIGNS = re.compile(r"[^\w\s]{60,}")  # a ruled line; spaCy's tokenizer is quadratic in its length
WEIGHTS = Path(__file__).parent / "weights"
# Accuracy decides the default, as long as a hundred articles take a laptop less than half a minute.
SHIPPED = {"default": WEIGHTS / "accurate", "accurate": WEIGHTS / "accurate", "fast": WEIGHTS / "fast"}
_NEEDED = ("tok2vec", "transformer", "ner")  # of an installed pipeline; the rest costs time and is not asked
BATCH_ARTICLES = 50
BATCH_CHARACTERS = 400_000
SEGMENT_CHARACTERS = 20_000  # what the model sees at once; paragraphs are kept whole where they fit


def open_recogniser(model: str = "default", *, names: Iterable[tuple[str, str]] = ()) -> Recogniser:
    """The recognition step: called with articles, it yields each with its mentions.

    ``model`` is "default", "accurate", "fast" or the name of an installed spaCy pipeline; ``names`` are
    ``(surface, "LOC" | "ADJ" | "TOWN")`` of the gazetteer, found wherever the model is silent.
    Raises `ModelError` where the model is missing or does not know places.
    """
    from geomap.recognise import components  # noqa: F401  registers the component

    nlp = _load(model)
    finder: Any = nlp.add_pipe("geomap_toponyms", last=True)
    finder.know(names)
    return Recogniser(nlp=nlp)


def _load(model: str) -> Language:
    try:
        import spacy
    except ImportError as error:
        raise MissingDependency("finding names needs: pip install spacy") from error
    if model in SHIPPED:
        return _load_shipped(model)
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        known = ", ".join([*SHIPPED, *sorted(spacy.util.get_installed_models())])
        raise ModelError(
            f"model {model!r} cannot be loaded: install its package with pip, or take one of {known}"
        ) from error
    if not nlp.has_pipe("ner"):
        raise ModelError(
            f"model {model!r} does not recognise names (it has no 'ner' part); name another --model"
        )
    nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in _NEEDED])
    return nlp


def _load_shipped(model: str) -> Language:
    import spacy
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

    weights = SHIPPED[model]
    if not weights.is_dir():
        raise ModelError(f"{weights}: the weights of the {model} model are missing; install geomap again")
    nlp = spacy.blank("en")
    if model == "fast":
        nlp.add_pipe("geomap_cnn")
        return nlp
    nlp.tokenizer = Tokenizer(nlp.vocab)  # at white space: the encoder splits words by itself
    nlp.add_pipe("geomap_encoder", config={"events": True})
    return nlp


@dataclass(frozen=True, kw_only=True)
class Recogniser:
    """The loaded pipeline. ``recogniser(articles)`` yields each article with its mentions, in order."""

    nlp: Language

    def __call__(self, articles: Iterable[Article], /) -> Iterator[tuple[Article, Sequence[Mention]]]:
        waiting = iter(articles)
        while batch := _batch(waiting):
            yield from self._read(batch)

    def _read(self, batch: Sequence[Article]) -> Iterator[tuple[Article, Sequence[Mention]]]:
        cut = [segments(a.text) if a.spans is None else [] for a in batch]
        texts = [_readable(a.text[s:e]) for a, parts in zip(batch, cut, strict=True) for s, e in parts]
        docs = self.nlp.pipe(self._doc(text) for text in texts)
        for article, parts in zip(batch, cut, strict=True):
            found: list[Found] = [(s.start, s.end, "LOC") for s in article.spans or ()]
            signals: list[Signal] | None = None
            for (start, _), doc in zip(parts, islice(docs, len(parts)), strict=True):
                found += [(s + start, e + start, label) for s, e, label in doc._.geomap_toponyms]
                if doc._.geomap_signals is not None:
                    signals = [*(signals or ()), *_moved(doc._.geomap_signals, start)]
            if signals is not None:
                article = replace(article, signals=tuple(signals))
            yield article, with_roles(article, found)

    def _doc(self, text: str) -> Doc:
        """The text cut into tokens, which also knows it as a whole."""
        doc = self.nlp.make_doc(text)
        doc._.geomap_text = text
        return doc


def _moved(signals: Iterable[Signal], by: int) -> Iterable[Signal]:
    """Signals of a segment with the article's offsets."""
    return (replace(s, start=s.start + by, end=s.end + by) for s in signals) if by else signals


def _batch(articles: Iterator[Article]) -> list[Article]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
            break
    return batch


def _readable(text: str) -> str:
    """As long as before, without what tokenizers cannot encode or take minutes over."""
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _SIGNS.sub(lambda run: " " * len(run.group()), text)


def segments(text: str, *, longest: int = SEGMENT_CHARACTERS) -> list[tuple[int, int]]:
    """Stretches of up to ``longest`` characters that end with a line, or else a sentence or a word."""
    out: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + longest)
        if end < len(text):
            end = _last_break(text, start, end)
        if text[start:end].strip():
            out.append((start, end))
        start = end
    return out


def _last_break(text: str, start: int, end: int) -> int:
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, start + 1, end)
        if at > start:
            return at + len(mark)
    return end
