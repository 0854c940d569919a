"""Articles annotated by hand: how well this installation does on them, and what it can learn from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.config import Settings, open_session
from geomap.errors import InputError
from geomap.model import Article
from geomap.pipeline import geoparse

if TYPE_CHECKING:
    from geomap.evaluate import Report


def evaluate_gold(gold: Path, *, settings: Settings | None = None, errors_page: Path | None = None) -> Report:
    """Scores of this installation on annotated articles, one JSON object a line.

    The format of the lines is in `geomap.evaluate`. ``errors_page`` gets the mistakes as a page to
    browse. Raises `InputError` that names the line which is wrong.
    """
    from geomap.evaluate import Prediction, evaluate
    from geomap.recognise.errors_page import write_errors

    records = list(read_gold(gold))
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
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                complete = all(key in record for key in ("id", "text", "toponyms"))
            except (ValueError, TypeError, RecursionError) as error:
                raise InputError(f"{path}:{number}", f"is not JSON: {error}") from error
            if not complete:
                raise InputError(f"{path}:{number}", "lacks id, text or toponyms: see geomap/evaluate.py")
            yield record
