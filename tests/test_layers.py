"""The layers of LAYOUT: a module imports geomap modules of a strictly lower layer, and L0 to L2 are pure."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "geomap"
LAYERS = {
    0: ("model", "errors", "countries"),
    1: ("text", "names", "geo"),
    2: ("furniture", "roles", "resolve", "events", "evaluate"),
    3: (
        "pipeline",
        "files",
        "readers",
        "recognise",
        "gazetteer",
        "borders",
        "geocode",
        "exporters",
        "mapping",
    ),
    4: ("config", "corrections"),
    5: ("results", "gold"),
    6: ("cli",),
    7: ("__init__", "__main__"),
}
LAYER = {name: layer for layer, names in LAYERS.items() for name in names}
SHARED_ADAPTERS = {"files"}  # the lowest adapter: writing whole files is what the others have in common
IMPURE = {
    "os", "io", "time", "random", "socket", "subprocess", "tempfile", "shutil", "pathlib", "sqlite3",
    "urllib", "http", "logging", "threading", "requests", "geopy", "folium", "geopandas", "pyogrio",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The name in the table: the module's, or its package's."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of all that a module imports, inside functions too, but for ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from imported(node)


def breaches(part: str, tree: ast.AST) -> list[str]:
    """Imports of geomap that the layer of ``part`` may not have."""
    found = []
    for name in imported(tree):
        root, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if root != "geomap" or other == part or (other in SHARED_ADAPTERS and part not in SHARED_ADAPTERS):
            continue
        if other != "__version__" and LAYER.get(other, 7) >= LAYER[part]:
            found.append(name)
    return found


def impurities(tree: ast.AST) -> list[str]:
    """I/O modules, clocks and ``open()`` in a module that must be pure."""
    found = [name for name in imported(tree) if name.split(".")[0] in IMPURE]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in {"open", "input", "print"} or called.rpartition(".")[2] in CLOCKS:
                found.append(f"{called}() in line {node.lineno}")
    return found


def test_every_module_has_a_layer() -> None:
    assert {part_of(path) for path in MODULES} <= LAYER.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_lower_layers_only(path: Path) -> None:
    assert breaches(part_of(path), ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if LAYER.get(part_of(path), 7) <= 2],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_layers_up_to_two_are_pure(path: Path) -> None:
    assert impurities(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_the_rules_see_what_they_forbid() -> None:
    tree = ast.parse(
        "def f():\n    from geomap.config import Settings\n    import os\n    open(date.today())"
    )
    assert breaches("readers", tree) == ["geomap.config.Settings"]
    assert impurities(tree) == ["os", "open() in line 4", "date.today() in line 4"]


def test_no_package_holds_a_package() -> None:
    assert [path for path in MODULES if len(path.relative_to(PACKAGE).parts) > 2] == []


def test_importing_geomap_loads_nothing_heavy() -> None:
    heavy = (
        "{'spacy', 'geopandas', 'pandas', 'numpy', 'shapely', 'folium', 'geopy', 'trafilatura', 'sqlite3'}"
    )
    program = f"import sys, geomap; print(sorted({heavy} & sys.modules.keys()))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"
