"""Events: ``python -m benchmarks.events [ARTICLES.jsonl ...] [--predictions OUT.jsonl] [--limit N]``.

Prints the median milliseconds an article that events add to recognition and resolution, for the annotated
articles of tests/quality/events (whose scores tests/test_events_quality.py guards) and for ARTICLES: rows
with ``id``, ``text`` and ``published``, the MUC-3/4 messages among them. ``--predictions`` writes their
reported events as rows of ``muc_type``, ``date`` and ``location`` for a scorer of event templates.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from geomap.config import open_steps
from geomap.events import read_events
from geomap.furniture import find_furniture
from geomap.model import Area, Article, Event, GeoReference

REAL = ("reported", "claimed")
Prepared = tuple[Article, tuple[GeoReference, ...], tuple[Area, ...]]


def rows(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """The first ``limit`` rows of a JSONL file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.loads(line) for line in lines[:limit]]


def to_article(row: dict[str, Any]) -> Article:
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    text = row["text"]
    return Article(id=row["id"], text=text, published=day, furniture=tuple(find_furniture(text)))


def prepared(articles: Iterable[Article]) -> Iterator[tuple[Prepared, float]]:
    """Each article with its references and areas, and the milliseconds that they took."""
    with open_steps() as steps:
        start = time.perf_counter()
        for article, mentions in steps.recognise(articles):
            references = steps.resolve(article, [(m, steps.propose(m, article)) for m in mentions])
            areas = steps.delimit(article, references)
            yield (article, references, areas), (time.perf_counter() - start) * 1000
            start = time.perf_counter()


def to_template(event: Event) -> dict[str, Any]:
    """An event as scorers of templates read it; a country as a whole has no place name."""
    where, when = event.location, event.when
    whole = where is not None and (where.feature or "").startswith("PCL") and where.relation is None
    return {
        "muc_type": event.muc_type,
        "date": {"start": when.start.isoformat(), "end": when.end.isoformat()} if when else None,
        "location": {
            "name": where.name if where and not whole else None,
            "country": where.country if where else None,
            "path": list(where.path) if where else [],
            "alt_names": list(where.alt_names) if where else [],
        },
    }


def measure(path: Path, limit: int | None, predictions: Path | None) -> None:
    """Prints times for a file, and writes its events."""
    before, own, written = [], [], []
    for inputs, spent in prepared(to_article(row) for row in rows(path, limit)):
        start = time.thread_time()  # of this thread alone: other work on the machine does not count
        reading = read_events(*inputs)
        own.append((time.thread_time() - start) * 1000)
        before.append(spent)
        told = [to_template(e) for e in reading.events if e.muc_type and e.status in REAL]
        written.append({"id": inputs[0].id, "events": told})
    print(f"{path.name}: {len(own)} articles, {sum(len(w['events']) for w in written)} events of MUC's types")
    print(f"  recognition and resolution {median(before):.1f} ms, events {median(own):.1f} ms (medians)")
    if predictions:
        predictions.write_text("".join(json.dumps(w) + "\n" for w in written), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    own = Path(__file__).parent.parent / "tests" / "quality" / "events"
    for path in [own / "development.jsonl", own / "heldout.jsonl"]:
        measure(path, None, None)
    for path in options.articles:
        measure(path, options.limit, options.predictions)


if __name__ == "__main__":
    main()
