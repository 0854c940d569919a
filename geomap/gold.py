"""Articles annotated by hand: how well this installation does on them, and what it can learn from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.config import Settings, open_session
from geomap.errors import InputError
from geomap.files import replacing
from geomap.model import Article, Mention
from geomap.pipeline import geoparse

if TYPE_CHECKING:
    from geomap.evaluate import Report
    from geomap.gazetteer import Gazetteer
    from geomap.resolve.fitting import Example, Truth

FEW_SOURCES = 10  # with fewer, sources say nothing about what belongs together


def evaluate_gold(gold: Path, *, settings: Settings | None = None, errors_page: Path | None = None) -> Report:
    """Scores of this installation on annotated articles, one JSON object a line.

    The format of the lines is in `geomap.evaluate`. ``errors_page`` gets the mistakes as a page to
    browse. Raises `InputError` that names the line which is wrong.
    """
    from geomap.evaluate import Prediction, evaluate
    from geomap.recognise.errors_page import write_errors

    records = list(read_gold(gold))
    if not records:
        raise InputError(str(gold), "holds no annotated article: see `geomap.evaluate`")
    articles = [Article(id=str(record["id"]), text=record["text"]) for record in records]
    predicted: dict[str, list[Prediction]] = {article.id: [] for article in articles}
    with open_session(settings) as session:
        for reading in geoparse(articles, session.steps):
            for reference in reading.references:
                mention, place = reference.mention, reference.place
                predicted[reading.article.id].append(
                    Prediction(
                        start=mention.start,
                        end=mention.end,
                        role=mention.role,
                        lat=place.lat if place else None,
                        lon=place.lon if place else None,
                    )
                )
    report = evaluate(records, predicted)
    if errors_page:
        write_errors(report, errors_page)
    return report


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file; raises `InputError` that names the line which is wrong."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                complete = (
                    "id" in record
                    and isinstance(record.get("text"), str)
                    and isinstance(record.get("toponyms"), list)
                )
            except (ValueError, TypeError, AttributeError, RecursionError) as error:
                raise InputError(f"{path}:{number}", f"is not JSON: {error}") from error
            if not complete:
                raise InputError(f"{path}:{number}", "lacks id, text or toponyms: see `geomap.evaluate`")
            yield record


def train_resolver(gold: Sequence[Path], output: Path, *, log: Callable[[str], object] = print) -> None:
    """Fits the weights and the confidence of resolution to annotated articles; writes them as a module.

    Articles count twice: as they are, and with the homes of their sources, learned from their file.
    The module takes the place of `geomap.resolve.weights`.
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.resolve.fitting import fit, fit_confidence, share_right, to_source
    from geomap.resolve.weights import WEIGHTS

    examples: list[Example] = []
    with open_gazetteer() as gazetteer:
        for path in gold:
            records = list(read_gold(path))
            articles = [article_of(record) for record in records]
            at_home = with_learned_homes(records, gazetteer)
            examples += examples_of(records, articles, gazetteer)
            if any(article.home for article in at_home):
                examples += examples_of(records, at_home, gazetteer)
            log(f"{path}: {len(records)} articles")
    weights = fit(examples, WEIGHTS)
    with replacing(output) as temporary:
        temporary.write_text(to_source(weights, fit_confidence(examples, weights)), encoding="utf-8")
    before, after = share_right(examples, WEIGHTS), share_right(examples, weights)
    log(f"{output}: {after:.4f} of the names within 161 km in the articles fitted to; {before:.4f} before")


def article_of(record: Mapping[str, Any]) -> Article:
    """The article of a record, with its source and its names as marked by hand."""
    return Article(
        id=str(record["id"]),
        text=record["text"],
        source=record.get("source"),
        spans=tuple(mentions_of(record)),
    )


def mentions_of(record: Mapping[str, Any]) -> list[Mention]:
    """The annotated names, in order."""
    spans = sorted({(t["start"], t["end"]) for t in record["toponyms"]})
    return [Mention(start=start, end=end, text=record["text"][start:end]) for start, end in spans]


def truths_of(record: Mapping[str, Any]) -> dict[tuple[int, int], Truth | None]:
    """Where each annotated name is; None where the annotators did not say."""
    from geomap.resolve.fitting import Truth

    found: dict[tuple[int, int], Truth | None] = {}
    for t in record["toponyms"]:
        place_id = f"geonames:{t['geonameid']}" if t.get("geonameid") else None
        known = t.get("lat") is not None and t.get("lon") is not None
        found[t["start"], t["end"]] = Truth(lat=t["lat"], lon=t["lon"], place_id=place_id) if known else None
    return found


def with_learned_homes(records: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> list[Article]:
    """The articles with the homes of their sources, as a run over all of them learns them."""
    from geomap.resolve import propose, resolve, with_homes

    mentions = {str(record["id"]): mentions_of(record) for record in records}
    stream = with_homes(
        [article_of(record) for record in records],
        recognise=lambda articles: ((article, mentions[article.id]) for article in articles),
        propose=partial(propose, gazetteer=gazetteer),
        resolve=partial(resolve, lookup=gazetteer.lookup, get=gazetteer.get),
        known={},
    )
    return [article for article, _ in stream]


def examples_of(
    records: Sequence[Mapping[str, Any]], articles: Sequence[Article], gazetteer: Gazetteer
) -> list[Example]:
    """Examples to fit to, with the home that an article names; those of one source are one group."""
    from geomap.resolve import propose
    from geomap.resolve.fitting import example_of

    few = len({article.source for article in articles}) < FEW_SOURCES
    made = []
    for record, article in zip(records, articles, strict=True):
        example = example_of(
            article,
            truths_of(record),
            propose=partial(propose, gazetteer=gazetteer),
            lookup=gazetteer.lookup,
            home=gazetteer.get(article.home) if article.home else None,
        )
        made.append(replace(example, group=article.id) if few else example)
    return made
