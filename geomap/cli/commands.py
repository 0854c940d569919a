"""What each command does. Every function takes the parsed options and returns the exit code."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from geomap.cli.tables import to_table
from geomap.config import Settings, read_settings
from geomap.errors import ConfigError, InputError
from geomap.model import Candidate, Reading


def settings_of(options: Namespace) -> Settings:
    """The settings file, if any, with the command line's own options laid over it."""
    settings = read_settings(options.settings) if getattr(options, "settings", None) else Settings()
    given: dict[str, Any] = {
        f.name: tuple(value) if isinstance(value, list) else value
        for f in fields(Settings)
        if (value := getattr(options, f.name, None)) is not None
    }
    return replace(settings, **given)


def progress(readings: Iterator[Reading], *, quiet: bool) -> Iterable[Reading]:
    """The same readings, with a bar on a terminal and none in a pipe."""
    from tqdm import tqdm

    shown: Iterable[Reading] = tqdm(
        readings, unit=" articles", disable=True if quiet else None, leave=False, file=sys.stderr
    )
    return shown


def complain(error: InputError) -> None:
    """A problem on standard error, for the run goes on without that input."""
    print(f"geomap: {error}", file=sys.stderr)


def make_map(options: Namespace) -> int:
    """Articles, or events found earlier, to a map, its GeoJSON and its ledger; 1 where an input failed."""
    from geomap.exporters import summary, write_geojson, write_ledger
    from geomap.mapping import to_map
    from geomap.results import run

    settings = settings_of(options)
    output = options.output or Path("maps") / f"{_name(options.inputs[0])}.html"
    written = _files_beside(output)
    result = run(
        options.inputs,
        settings=settings,
        corrections=options.corrections,
        min_confidence=options.min_confidence,
        on_error=complain,
        progress=lambda readings: progress(readings, quiet=options.quiet),
    )
    for note in result.notes:
        print(f"geomap: {note}", file=sys.stderr)
    if not result.geojson["geomap"]["articles"]:
        print("geomap: no article could be read, so no map was written", file=sys.stderr)
        if options.json:
            _report((), {}, result.problems, options)
        return 1
    page = to_map(
        result.geojson,
        title=options.title,
        tiles=options.tiles,
        overlays=options.overlays,
        language=options.language,
    )
    write_geojson(result.geojson, written["geojson"])
    write_ledger(result.geojson, written["ledger"])
    page.write(written["map"])
    _report(summary(result.geojson), written, result.problems, options)
    return 1 if result.problems else 0


def _files_beside(page: Path) -> dict[str, Path]:
    """What a map consists of, by kind; refused before anything is read where it cannot be written."""
    from geomap.files import check_writable

    files = {
        "map": page,
        "geojson": page.with_suffix(".geojson"),
        "ledger": page.with_suffix(".ledger.csv"),
    }
    for path in files.values():
        check_writable(path)
    return files


def _name(first: str) -> str:
    """A file name for the map of these inputs: only letters, digits, dots and dashes."""
    stem = Path(first).stem if first != "-" else "stdin"
    safe = "".join(c if c.isalnum() or c in ".-_" else "-" for c in stem).strip(".-")
    return safe[:80] or "map"


def _report(
    rows: Sequence[Mapping[str, Any]],
    written: Mapping[str, Path],
    problems: Sequence[InputError],
    options: Namespace,
) -> None:
    if options.json:
        files = {what: str(path) for what, path in written.items()}
        failed = [{"input": p.where, "reason": p.reason} for p in problems]
        print(json.dumps({"files": files, "summary": list(rows), "failed": failed}, ensure_ascii=True))
    elif not options.quiet:
        print(to_table(rows))
        for what, path in written.items():
            print(f"{what + ':':9}{path}")


def parse(options: Namespace) -> int:
    """Articles to one JSON object each; 1 where an input failed."""
    from geomap.config import open_session
    from geomap.exporters import record_line
    from geomap.files import check_writable
    from geomap.results import read_all, read_articles

    settings = settings_of(options)
    problems: list[InputError] = []

    def report(error: InputError) -> None:
        problems.append(error)
        complain(error)

    if options.output:
        check_writable(options.output)
    with open_session(settings) as session:
        articles = read_articles(options.inputs, settings, report)
        readings = progress(read_all(articles, session.steps, report), quiet=options.quiet)
        _write_lines(map(record_line, readings), options.output)
        for note in session.notes():
            print(f"geomap: {note}", file=sys.stderr)
    return 1 if problems else 0


def _write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Lines to a file, all of them or none, or to standard output as they come."""
    from geomap.files import replacing

    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal is
        sys.stdout.writelines(lines)
        return
    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def export(options: Namespace) -> int:
    """Events found earlier to another format."""
    from geomap.exporters import at_least, exporter_for, read_geojson, without_password

    geojson = at_least(read_geojson(options.events), options.min_confidence)
    write = exporter_for(options.format, options.output)
    write(geojson, options.output)
    if options.json:
        print(json.dumps({"file": without_password(options.output), "events": len(geojson["features"])}))
    elif not options.quiet:
        print(f"{len(geojson['features'])} events -> {without_password(options.output)}")
    return 0


def gazetteer_build(options: Namespace) -> int:
    """The built-in gazetteer anew from its tables."""
    from geomap.gazetteer.build import build_default

    path = build_default(options.output, quiet=options.quiet)
    if not options.quiet:
        print(path)
    return 0


def gazetteer_info(options: Namespace) -> int:
    """What the gazetteers in use say of themselves."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer(options.gazetteer or ()) as gazetteer:
        info = gazetteer.info()
    if options.json:
        print(json.dumps(dict(info), ensure_ascii=True))
    else:
        width = max(map(len, info))
        for key, value in info.items():
            print(f"{key:{width}}  {value}")
    return 0


def gazetteer_lookup(options: Namespace) -> int:
    """Candidates for a name, best first; 1 where no place is known by it."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer(options.gazetteer or ()) as gazetteer:
        return _show(options.name, gazetteer.lookup(options.name, countries=options.country), options)


def _show(name: str, candidates: Sequence[Candidate], options: Namespace) -> int:
    rows = [
        {
            "id": c.place.id,
            "name": c.place.name,
            "country": c.place.country,
            "admin1": c.place.admin1,
            "feature": c.place.feature,
            "lat": c.place.lat,
            "lon": c.place.lon,
            "population": c.place.population,
            "match": c.match,
            "score": round(c.score, 3),
        }
        for c in candidates
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=True))
    elif rows:
        print(to_table(rows))
    else:
        print(f"geomap: no place called {name!r} is known", file=sys.stderr)
    return 0 if rows else 1


def gazetteer_import(options: Namespace) -> int:
    """Files of places to a gazetteer for ``--gazetteer``."""
    from geomap.gazetteer.importers import import_files

    pairs = [pair.partition("=") for pair in options.columns.split(",")] if options.columns else []
    if wrong := [key for key, equals, column in pairs if not (key and equals and column)]:
        raise ConfigError(f"--columns {wrong[0]!r}: write name=COLUMN,lat=COLUMN,lon=COLUMN")
    columns = {key: column for key, _, column in pairs} or None
    count = import_files(options.files, options.output, columns=columns, quiet=options.quiet)
    if not options.quiet:
        print(f"{count} places -> {options.output}; use it with --gazetteer {options.output}")
    return 0


def gazetteer_fetch(options: Namespace) -> int:
    """GeoNames' dumps of countries, for import."""
    from geomap.gazetteer.fetch import fetch_countries

    for path in fetch_countries(options.countries, options.output, quiet=options.quiet):
        if not options.quiet:
            print(path)
    return 0


def geocode(options: Namespace) -> int:
    """Candidates for a name, from the service where no gazetteer knows it; 1 where there are none."""
    from contextlib import ExitStack

    from geomap.config import open_geocoder_of
    from geomap.gazetteer import open_gazetteer

    settings = settings_of(options)
    with ExitStack() as stack:
        gazetteer = stack.enter_context(open_gazetteer(settings.gazetteer))
        candidates = gazetteer.lookup(options.name, countries=options.country)
        geocoder = open_geocoder_of(settings, stack)
        if not candidates and geocoder:
            candidates = geocoder.lookup(options.name, countries=options.country)
            if options.name in geocoder.pending:
                print(f"geomap: no answer for {options.name!r}: it may exist; run again", file=sys.stderr)
                return 1
        return _show(options.name, candidates, options)


def evaluate(options: Namespace) -> int:
    """Scores of this installation on annotated articles."""
    from geomap.gold import evaluate_gold

    report = evaluate_gold(options.gold, settings=settings_of(options), errors_page=options.errors)
    print(json.dumps(report.as_dict()) if options.json else report.as_text())
    return 0


def train_recogniser(options: Namespace) -> int:
    """Annotated text to weights."""
    from geomap.recognise.train import train

    if not options.data.is_dir():
        raise ConfigError(f"{options.data}: not a folder with annotated JSONL; see geomap/recognise/MODEL.md")
    train(options.data, options.output, config=options.config, seed=options.seed, log=print)
    return 0


def train_resolver(options: Namespace) -> int:
    """Annotated articles to the module of weights for resolution."""
    from geomap.gold import train_resolver as train

    train(options.data, options.output, log=print)
    return 0
