"""Training of the fast recogniser: spaCy's hashed-embedding CNN under its transition-based parser."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.recognise.data import LABELS, Labelled, Sample
from geomap.recognise.sampling import label_scores, one_pass

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example


def _batches(samples: Iterable[Sample], words: int) -> Iterator[list[Sample]]:
    batch: list[Sample] = []
    size = 0
    for sample in samples:
        batch.append(sample)
        size += len(sample.text.split())
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def train_cnn(
    samples: Mapping[str, Sequence[Sample]],
    held_out: Sequence[Sample],
    output: Path,
    *,
    recipe: Mapping[str, Any],
    seed: int,
    log: Callable[[str], None],
) -> None:
    """Train with averaged weights and write the pipeline to ``output``."""
    import spacy
    from thinc.api import fix_random_seed

    rng = random.Random(seed)
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner", config={"model": _architecture(recipe)})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    passing = partial(one_pass, samples, recipe, rng, other_places=recipe["other_places"])
    first = _examples(nlp, list(passing())[:200])
    optimizer = nlp.initialize(lambda: first)
    seen, passes = 0, 0
    while seen < recipe["words"]:
        smallest, largest = recipe["batch_words"]
        losses: dict[str, float] = {}
        for batch in _batches(passing(), min(largest, smallest + 300 * passes)):
            optimizer.learn_rate = recipe["learning_rate"] * max(0.05, 1 - seen / recipe["words"])
            examples = _examples(nlp, batch)
            nlp.update(examples, sgd=optimizer, losses=losses, drop=recipe["dropout"])
            seen += sum(len(example.reference) for example in examples)
            if seen >= recipe["words"]:
                break
        passes += 1
        with nlp.use_params(optimizer.averages):
            scores = label_scores(zip(held_out, _found(nlp, held_out), strict=True))
            log(f"pass {passes}: {seen} tokens, loss {losses.get('ner', 0):.0f}, held out {scores}")
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(output, exclude=["vocab"])  # the network hashes words; it needs no list of them


def _found(nlp: Language, held_out: Sequence[Sample]) -> Iterator[list[Labelled]]:
    for doc in nlp.pipe([sample.text for sample in held_out], batch_size=64):
        yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def _architecture(recipe: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": recipe["width"],
            "depth": recipe["depth"],
            "embed_size": recipe["rows"],
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    }


def _examples(nlp: Language, samples: Sequence[Sample]) -> list[Example]:
    """One example a snippet; labels that its source leaves out are unknown ("-"), not absent."""
    from spacy.training import Example, offsets_to_biluo_tags

    examples = []
    for sample in samples:
        doc = nlp.make_doc(sample.text)
        if not len(doc):
            continue
        tags = offsets_to_biluo_tags(doc, _aligned(doc, sample.spans))
        if sample.blind:
            tags = [
                "-" if tag == "O" and word.text[:1].isupper() else tag
                for tag, word in zip(tags, doc, strict=True)
            ]
        examples.append(Example.from_dict(doc, {"entities": tags}))
    return examples


def _aligned(doc: Any, spans: Sequence[Labelled]) -> list[Labelled]:
    """The spans widened to whole tokens; where two then meet, the first stays."""
    aligned: list[Labelled] = []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not aligned or span.start_char >= aligned[-1][1]):
            aligned.append((span.start_char, span.end_char, label))
    return aligned
