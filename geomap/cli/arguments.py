"""The arguments of every command, with their help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from math import inf
from pathlib import Path

from geomap import __version__

_EXAMPLES = """examples:
  geomap map reports/*.txt -o maps/week.html     articles -> map, GeoJSON and ledger
  geomap parse wire.jsonl -o wire.parsed.jsonl   everything found, one line an article
  geomap export maps/week.geojson -f gpkg -o week.gpkg
  geomap gazetteer lookup "Deir ez-Zour" --country SY
"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2019-04-12") from None


def _codes(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    if wrong := [code for code in codes if not re.fullmatch("[A-Z]{2}", code)]:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not an ISO 3166-1 alpha-2 code like SY")
    return codes


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def _size(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of megabytes above 0")
    return value


def _page(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".html", ".htm"}:
        raise argparse.ArgumentTypeError(
            f"{text!r}: a map's name ends in .html, its GeoJSON is put beside it"
        )
    return path


def _talk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def _reading(parser: argparse.ArgumentParser) -> None:
    """Options of the commands that read articles."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file (.txt .html .pdf .json .jsonl .csv .parquet .warc), a folder, - for standard input, "
        "an address, or a GeoJSON of events that geomap wrote",
    )
    parser.add_argument(
        "--published", type=_day, metavar="DATE", help="publication date of articles without one"
    )
    parser.add_argument("--countries", type=_codes, metavar="SY,IQ", help="places there are more likely")
    parser.add_argument("--home", metavar="PLACE", help="where the source is at home")
    parser.add_argument(
        "--model", metavar="NAME", help="accurate (default), fast, or an installed spaCy pipeline"
    )
    parser.add_argument(
        "--max-size", type=_size, dest="max_size_mb", metavar="MB", help="refuse larger inputs (default 20)"
    )
    _places(parser)
    _talk(parser)


def _places(parser: argparse.ArgumentParser) -> None:
    """Options of the commands that look places up."""
    parser.add_argument(
        "--gazetteer",
        action="append",
        metavar="FILE",
        help="a gazetteer of your own, asked first; repeatable",
    )
    online = parser.add_mutually_exclusive_group()
    online.add_argument(
        "--online", metavar="SERVICE", help="ask a geopy geocoder (nominatim, photon) for unknown names"
    )
    online.add_argument(
        "--offline",
        action="store_true",
        default=None,
        help="never open a socket, whatever the settings file says",
    )
    parser.add_argument("--online-domain", metavar="HOST", help="a server of your own for that service")
    parser.add_argument("--online-cache", metavar="FILE", help="where its answers are kept")
    parser.add_argument("--user-agent", metavar="TEXT", help="how to introduce yourself to the service")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="TOML file with any of these options")


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-confidence", type=_share, default=0.0, metavar="0..1", help="leave out less sure events"
    )
    parser.add_argument(
        "--corrections",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="corrections downloaded from a map, applied again; repeatable",
    )


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The chosen command with its options; ``run`` names its function in `geomap.cli.commands`."""
    parser = argparse.ArgumentParser(
        prog="geomap",
        description="Turn news articles into maps of events that can be checked.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"geomap {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _map(commands.add_parser("map", help="articles -> one map file, its GeoJSON and its ledger"))
    _parse(commands.add_parser("parse", help="articles -> one JSON object an article"))
    _export(commands.add_parser("export", help="a GeoJSON of events -> another format"))
    _gazetteer(commands.add_parser("gazetteer", help="build, inspect, extend and ask the gazetteer"))
    _geocode(commands.add_parser("geocode", help="one name through the whole chain"))
    _evaluate(commands.add_parser("evaluate", help="scores of this installation on annotated articles"))
    _train(commands.add_parser("train", help="train the recogniser or the resolver from annotated articles"))
    return parser.parse_args(arguments)


def _map(parser: argparse.ArgumentParser) -> None:
    _reading(parser)
    _filters(parser)
    parser.add_argument("-o", "--output", type=_page, metavar="HTML", help="default: maps/NAME.html")
    parser.add_argument("--title", help="headline of the page")
    parser.add_argument(
        "--language", choices=("en", "fr", "ar"), default="en", help="of the page (default en)"
    )
    parser.add_argument(
        "--tiles", metavar="PROVIDER", help="online base map by its xyzservices name; default none"
    )
    parser.add_argument(
        "--overlay",
        action="append",
        type=Path,
        dest="overlays",
        default=[],
        metavar="GEOJSON",
        help="drawn under the events; repeatable",
    )
    parser.set_defaults(run="make_map")


def _parse(parser: argparse.ArgumentParser) -> None:
    _reading(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="JSONL", help="default: standard output")
    parser.set_defaults(run="parse")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("events", type=Path, metavar="EVENTS.geojson")
    parser.add_argument("-f", "--format", help="default: by the output's ending; a wrong name lists all")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="a file, or a postgresql:// address"
    )
    parser.add_argument("--min-confidence", type=_share, default=0.0, metavar="0..1")
    _talk(parser)
    parser.set_defaults(run="export")


def _gazetteer(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    build = actions.add_parser("build", help="build the index from the tables and GeoNames cities")
    build.add_argument("-o", "--output", type=Path, metavar="SQLITE", help="default: the installed index")
    build.set_defaults(run="gazetteer_build")
    info = actions.add_parser("info", help="what the gazetteer holds, and whom to credit")
    info.set_defaults(run="gazetteer_info")
    lookup = actions.add_parser("lookup", help="places that a name may mean")
    lookup.add_argument("name")
    lookup.set_defaults(run="gazetteer_lookup")
    for action in (info, lookup):
        action.add_argument(
            "--gazetteer", action="append", metavar="FILE", help="your own, asked first; repeatable"
        )
    lookup.add_argument("--country", type=_codes, default=(), metavar="SY,IQ")
    bring = actions.add_parser(
        "import", help="a GeoNames dump, CSV, GeoJSON or Linked Places file -> your own gazetteer"
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring.add_argument("-o", "--output", type=Path, required=True, metavar="SQLITE")
    bring.add_argument("--columns", metavar="name=A,lat=B,lon=C", help="which columns of a CSV hold what")
    bring.set_defaults(run="gazetteer_import")
    fetch = actions.add_parser("fetch", help="download country dumps from GeoNames")
    fetch.add_argument("countries", nargs="+", type=str.upper, metavar="CODE")
    fetch.add_argument("-o", "--output", type=Path, default=Path(), metavar="FOLDER")
    fetch.set_defaults(run="gazetteer_fetch")
    for action in (build, info, lookup, bring, fetch):
        _talk(action)


def _geocode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name")
    parser.add_argument("--country", type=_codes, default=(), metavar="SY,IQ")
    _places(parser)
    _talk(parser)
    parser.set_defaults(run="geocode")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--model", metavar="NAME")
    parser.add_argument("--errors", type=Path, metavar="HTML", help="write the errors as a page to browse")
    _talk(parser)
    parser.set_defaults(run="evaluate")


def _train(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(metavar="PART", required=True)
    recogniser = parts.add_parser("recogniser", help="annotated JSONL -> weights; see the model card")
    recogniser.add_argument("data", type=Path, metavar="FOLDER", help="annotated JSONL files")
    recogniser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="where the weights go"
    )
    recogniser.add_argument(
        "--config", type=Path, metavar="FILE", help="default: the one that made the shipped model"
    )
    recogniser.add_argument("--seed", type=int, default=0)
    recogniser.set_defaults(run="train_recogniser")
    resolver = parts.add_parser("resolver", help="articles with places by hand -> weights and confidence")
    resolver.add_argument("data", nargs="+", type=Path, metavar="GOLD.jsonl")
    resolver.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="a new geomap/resolve/weights.py"
    )
    resolver.set_defaults(run="train_resolver")
    for part in (recogniser, resolver):
        _talk(part)
