"""Every benchmark, one after the other: ``python -m benchmarks [CORPORA]`` or ``make bench CORPORA=...``.

CORPORA is a folder of annotated articles as `geomap evaluate` reads them; without it, only what needs
none is measured. Each benchmark runs in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ALONE = ("run", "names", "map")
WITH_TOPONYMS = ("recognise", "resolve")
TOPONYMS = ("lgl.jsonl", "geovirus.jsonl")
EVENTS = "muc_dev.jsonl"


def main() -> None:
    for name in ALONE:
        _run(name)
    if len(sys.argv) < 2:
        return
    folder = Path(sys.argv[1])
    gold = [str(folder / name) for name in TOPONYMS]
    for name in WITH_TOPONYMS:
        _run(name, *gold)
    _run("events", str(folder / EVENTS))


def _run(name: str, *arguments: str) -> None:
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
