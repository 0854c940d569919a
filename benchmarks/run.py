"""A whole run, from articles to GeoJSON: ``python -m benchmarks.run [--articles N] [FOLDER]``.

Prints, for each recogniser that ships, seconds for N articles, milliseconds an article, words a second,
and the ratio to the tokeniser of a blank spaCy pipeline on the same texts in the same run; then the
process's largest memory, and what importing geomap costs. Each recogniser runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

DEMO = Path(__file__).parent.parent / "maps" / "demo" / "articles"
MODELS = ("accurate", "fast")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--model", choices=MODELS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.model:
        print(json.dumps(measure(options.folder, options.articles, options.model)))
        return
    print(f"import geomap: {_import_seconds():.3f} s")
    for model in MODELS:
        own = [sys.executable, "-m", "benchmarks.run", str(options.folder)]
        own += ["--articles", str(options.articles), "--model", model]
        found = json.loads(subprocess.run(own, check=True, capture_output=True, text=True).stdout)
        print(
            f"{model:9} {options.articles} articles in {found['seconds']:.1f} s, "
            f"{found['ms_an_article']:.1f} ms each, {found['words_a_second']:.0f} words/s, "
            f"{found['times_tokenising']:.1f} x tokenising, "
            f"open in {found['open_seconds']:.1f} s, {found['megabytes']:.0f} MB"
        )


def measure(folder: Path, count: int, model: str) -> dict[str, float]:
    """Times and memory of this process, which has done nothing else."""
    import spacy

    from geomap.config import Settings, open_session
    from geomap.exporters import to_geojson
    from geomap.readers import read_inputs
    from geomap.results import read_all

    articles = list(islice(cycle(read_inputs([folder])), count))
    words = sum(len(article.text.split()) for article in articles)
    start = time.perf_counter()
    with open_session(Settings(model=model)) as session:
        opened = time.perf_counter()
        to_geojson(tuple(read_all(articles, session.steps, _fail)))
    done = time.perf_counter()
    blank = spacy.blank("en")
    for _ in blank.pipe(article.text for article in articles):
        pass
    tokenised = time.perf_counter() - done
    return {
        "seconds": done - start,
        "open_seconds": opened - start,
        "ms_an_article": 1000 * (done - opened) / count,
        "words_a_second": words / (done - opened),
        "times_tokenising": (done - opened) / tokenised,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _fail(error: Exception) -> None:
    raise error


def _import_seconds() -> float:
    """Of a fresh interpreter, less its own start; the best of five."""

    def timed(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    return min(timed("import geomap") for _ in range(5)) - min(timed("") for _ in range(5))


if __name__ == "__main__":
    main()
