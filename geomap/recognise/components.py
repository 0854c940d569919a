"""geomap's parts of a spaCy pipeline, registered by entry point: ``nlp.add_pipe("geomap_toponyms")``.

The component reads ``doc.ents`` (any model's) and writes the toponyms to ``doc.spans["toponyms"]``,
with the labels LOC, ADJ and ORG. Where a toponym ends inside a token ("U.S.-backed"), the span
group holds the whole token and ``doc._.geomap_toponyms`` the exact characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from geomap.recognise.encoder import Encoder
from geomap.recognise.lists import Found, name_list
from geomap.recognise.maxout import run_by_onnx
from geomap.recognise.stream import SHIPPED
from geomap.recognise.toponyms import find_toponyms

KEY = "toponyms"
TEXTS = 16  # that the fast network reads at a time; more of them outgrow the processor's caches

Doc.set_extension("geomap_toponyms", default=(), force=True)
Doc.set_extension("geomap_text", default="", force=True)  # `Doc.text` is put together at every call
Doc.set_extension("geomap_entities", default=None, force=True)
Doc.set_extension("geomap_signals", default=None, force=True)  # of the event heads, where they read along


@Language.factory("geomap_toponyms", default_config={"names": []})
def make_toponyms(nlp: Language, name: str, names: list[list[str]]) -> ToponymFinder:  # noqa: ARG001
    """``names`` are ``[surface, "LOC" | "ADJ" | "TOWN"]``; thousands are better given to `know`."""
    finder = ToponymFinder()
    finder.know((surface, label) for surface, label in names)
    return finder


class ToponymFinder:
    """The component: a model's entities and a list of names become toponyms."""

    def __init__(self) -> None:
        self.names = name_list(())

    def know(self, names: Iterable[tuple[str, str]]) -> None:
        """Take these names for the list, as `geomap.gazetteer.Gazetteer.names` gives them."""
        self.names = name_list(names)

    def __call__(self, doc: Doc) -> Doc:
        entities = doc._.geomap_entities
        if entities is None:
            entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        found: list[Found] = find_toponyms(doc._.geomap_text or doc.text, entities, self.names)
        doc._.geomap_toponyms = tuple(found)
        spans = (doc.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in found)
        doc.spans[KEY] = [span for span in spans if span is not None]
        return doc


@Language.factory("geomap_encoder", default_config={"folder": None, "events": False})
def make_encoder(nlp: Language, name: str, folder: str | None, events: bool) -> EncoderPart:  # noqa: ARG001
    """The accurate recogniser's network; ``folder`` holds other weights than the shipped ones.

    With ``events``, its event heads read along: ``doc._.geomap_signals``.
    """
    return EncoderPart(Path(folder) if folder else SHIPPED["accurate"], events=events)


class EncoderPart:
    """The component: sets ``doc.ents``, and exact characters in ``doc._.geomap_entities``."""

    def __init__(self, folder: Path, *, events: bool) -> None:
        self.encoder = Encoder(folder, events=events)

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe(iter([doc])))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Docs in order; as many at a time as there are processors."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            for doc in batch:
                doc._.geomap_text = doc._.geomap_text or doc.text
            texts = (doc._.geomap_text for doc in batch)
            for doc, seen in zip(batch, self.encoder.read(texts), strict=True):
                doc._.geomap_signals = seen.signals
                yield _with_entities(doc, seen.entities)


def _with_entities(doc: Doc, found: list[Found]) -> Doc:
    doc._.geomap_entities = tuple(found)
    spans: list[Any] = []
    for start, end, label in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not spans or span.start >= spans[-1].end):
            spans.append(span)
    doc.ents = tuple(spans)
    return doc


@Language.factory("geomap_cnn", default_config={"folder": None})
def make_cnn(nlp: Language, name: str, folder: str | None) -> CnnPart:  # noqa: ARG001
    """The fast recogniser's network; ``folder`` holds another pipeline whose `ner` part is used."""
    return CnnPart(Path(folder) if folder else SHIPPED["fast"], nlp.vocab)


class CnnPart:
    """The component: sets ``doc.ents``."""

    def __init__(self, folder: Path, vocab: Vocab) -> None:
        nlp: Any = spacy.load(folder, vocab=vocab, exclude=["vocab"])
        self._ner = nlp.get_pipe("ner")
        run_by_onnx(self._ner.model.get_ref("tok2vec"))

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe(iter([doc])))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = TEXTS) -> Iterator[Doc]:
        """Docs in order; at most `TEXTS` at a time."""
        waiting = iter(docs)
        while batch := list(islice(waiting, min(batch_size, TEXTS))):
            self._ner.set_annotations(batch, self._ner.predict(batch))
            yield from batch
