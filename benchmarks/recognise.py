"""Throughput and scores of the recognisers, on a corpus that the caller names.

    python benchmarks/recognise.py CORPUS.jsonl [CORPUS.jsonl ...] [--capitals] [--json]

Lines are ``{"id", "text", "toponyms": [{"start", "end"}]}``. Throughput counts words at white space and
the whole component: cutting, tokens, network, decoding, lists, edges, roles; by the clock, and by the
processor's time for machines that have other work. "plain spaCy" is the fast recogniser's own CNN as a
bare spaCy NER pipeline, timed in the same run. Adjectives and parts of organisations' names are left out
of the predictions for a corpus in whose gold there are no adjectives.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy

from geomap.evaluate import Prediction, evaluate
from geomap.gazetteer import open_gazetteer
from geomap.model import Article
from geomap.recognise import open_recogniser
from geomap.recognise.stream import SHIPPED

ADJECTIVES = {"American", "British", "Chinese", "French", "German", "Israeli", "Russian", "Indian"}


def read(path: Path, *, capitals: bool) -> list[dict[str, Any]]:
    """The annotated articles, if wanted in capitals where that keeps their length."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    if capitals:
        for record in records:
            upper = record["text"].upper()
            record["text"] = upper if len(upper) == len(record["text"]) else record["text"]
    return records


@dataclass(kw_only=True)
class Watch:
    """Seconds by the clock and of processor time since it was made."""

    clock: float = field(default_factory=time.perf_counter)
    processor: float = field(default_factory=time.process_time)

    def rates(self, words: int) -> dict[str, int]:
        """Words a second by either measure of time."""
        took, worked = time.perf_counter() - self.clock, time.process_time() - self.processor
        return {"words_per_second": round(words / took), "words_per_processor_second": round(words / worked)}


def measure(corpus: Path, *, capitals: bool) -> dict[str, Any]:
    """Words a second of each recogniser, and its scores."""
    records = read(corpus, capitals=capitals)
    articles = [Article(id=str(record["id"]), text=record["text"]) for record in records]
    words = sum(len(article.text.split()) for article in articles)
    marks = any(t["text"] in ADJECTIVES for r in records for t in r["toponyms"] if "text" in t)
    result: dict[str, Any] = {"corpus": corpus.name, "articles": len(articles), "words": words}
    with open_gazetteer() as gazetteer:
        names = gazetteer.names()
    for model in ("fast", "accurate"):
        recogniser = open_recogniser(model, names=names)
        list(recogniser(articles[:3]))  # loads what loads late
        found: dict[str, list[Prediction]] = {}
        watch = Watch()
        for article, mentions in recogniser(articles):
            kept = [m for m in mentions if marks or m.role not in ("demonym", "organisation")]
            found[article.id] = [Prediction(start=m.start, end=m.end, role=m.role) for m in kept]
        rates = watch.rates(words)
        report = evaluate(records, found)
        result[model] = rates | {
            "overlap": report.overlap.as_dict(),
            "strict": report.strict.as_dict(),
        }
    plain = spacy.load(SHIPPED["fast"], exclude=["vocab"])
    watch = Watch()
    for _ in plain.pipe([article.text for article in articles], batch_size=64):
        pass
    result["plain spaCy"] = watch.rates(words)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--capitals", action="store_true", help="the texts in capital letters")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for corpus in options.corpora:
        result = measure(corpus, capitals=options.capitals)
        if options.json:
            print(json.dumps(result))
            continue
        print(f"{result['corpus']}: {result['articles']} articles, {result['words']} words")
        for name in ("fast", "accurate", "plain spaCy"):
            row = result[name]
            line = f"  {name:12} {row['words_per_second']:>7} words/s"
            line += f" {row['words_per_processor_second']:>7} by processor time"
            if "overlap" in row:
                overlap, strict = row["overlap"], row["strict"]
                line += (
                    f"  overlap P {overlap['precision']:.3f} R {overlap['recall']:.3f} F1 {overlap['f1']:.3f}"
                )
                line += f"  strict F1 {strict['f1']:.3f}"
            print(line)


if __name__ == "__main__":
    main()
