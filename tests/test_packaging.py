"""What is built, shipped and installed: the wheel works by itself, and no committed file names a registry."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASSETS = ROOT / "geomap" / "_assets"
HIDDEN = re.compile(r"/(\.[^/]*|__pycache__)(/|$)")  # stamps and caches
NO_SOCKETS = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise OSError(f"{event}: {arguments}")
sys.addaudithook(refuse)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must end well."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from an unpacked sdist, as pip does where no wheel fits.

    The checkout's assets are put beside the sources. The build takes them over only if its stamps
    say that they were made from exactly the files that the sdist holds; else it makes them anew.
    """
    run(sys.executable, "hatch_build.py", cwd=ROOT)
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    run(*build, "--sdist", ".", cwd=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    run("tar", "-xzf", archive, cwd=folder)
    (sources,) = (path for path in folder.iterdir() if path.is_dir())
    assert not (sources / "geomap/_assets").exists()
    shutil.copytree(ASSETS, sources / "geomap/_assets")
    stamps = {path.name: path.stat().st_mtime_ns for path in (sources / "geomap/_assets").glob(".*.stamp")}
    run(*build, "--wheel", ".", cwd=sources)
    made = {path.name: path.stat().st_mtime_ns for path in (sources / "geomap/_assets").glob(".*.stamp")}
    assert made == stamps, "the sdist lacks a file that the assets are made from"
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the commands of an environment that holds the wheel, sees this environment's
    libraries but not the checkout, and cannot connect to anything."""
    target = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", target, cwd=target)
    pip = (sys.executable, "-m", "pip", "--python", target / "bin/python", "install", "--quiet")
    run(*pip, "--no-index", "--no-deps", wheel, cwd=target)
    (site,) = target.glob("lib/python3*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "sitecustomize.py").write_text(NO_SOCKETS)
    return target / "bin"


def test_the_wheel_holds_what_a_run_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    files = (path for path in (ROOT / "geomap").rglob("*") if path.is_file())
    needed = {path.relative_to(ROOT).as_posix() for path in files if not HIDDEN.search(path.as_posix())}
    assert {"geomap/_assets/gazetteer.sqlite", "geomap/_assets/leaflet.js"} <= needed
    assert needed - names == set()
    assert [name for name in names if HIDDEN.search(name) or name.startswith("tests/")] == []


@pytest.mark.parametrize(
    "command", [["geomap"], ["python", "-m", "geomap"]], ids=["geomap", "python -m geomap"]
)
def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path, command: list[str]) -> None:
    name, *arguments = command
    said = run(installed / name, *arguments, "--version", cwd=tmp_path)
    assert said == f"geomap {PROJECT['version']}\n"


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import geomap; print(geomap.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_command_makes_a_map_without_a_network(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Gunmen killed three farmers in a village near Mosul on Monday, police in Baghdad said.\n"
    )
    run(installed / "geomap", "map", "a.txt", "--published", "2017-03-08", "-o", "a.html", cwd=tmp_path)
    events = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    assert [event["properties"]["fatalities"] for event in events] == [3]
    assert "<title>" in (tmp_path / "a.html").read_text(encoding="utf-8")


def imports(path: Path) -> set[str]:
    """Names of the top-level packages that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_what_geomap_imports_is_declared() -> None:
    extras = PROJECT["optional-dependencies"].values()
    requirements = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    declared = {canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}
    imported = set().union(*map(imports, (ROOT / "geomap").rglob("*.py")))
    strangers = imported - set(sys.stdlib_module_names) - {"geomap"}
    providers = packages_distributions()
    unknown = {name for name in strangers if not declared & set(map(canonical, providers.get(name, [name])))}
    assert unknown == set()


def canonical(name: str) -> str:
    return name.lower().replace("_", "-")


def test_every_entry_point_can_be_loaded() -> None:
    values = [value for group in PROJECT["entry-points"].values() for value in group.values()]
    for value in values:
        module, _, name = value.partition(":")
        assert callable(getattr(import_module(module), name)), value


def tracked_files() -> list[Path]:
    """What git would commit; outside a checkout, such as in an unpacked sdist, what is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_registry_or_a_large_blob() -> None:
    dots = r"\."
    hosts = (
        "pypi" + dots + "org",
        "pythonhosted" + dots,
        "registry" + dots + "npmjs",
        "npmjs" + dots + "org",
    )
    pattern = re.compile("|".join(hosts).encode())
    weights = ROOT / "geomap" / "recognise" / "weights"
    files = tracked_files()
    assert [str(path) for path in files if pattern.search(path.read_bytes())] == []
    large = [path for path in files if path.stat().st_size > 3e6 and not path.is_relative_to(weights)]
    assert large == []


def test_every_locked_version_has_its_hash() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = re.split(r"\n(?=\S)", "\n".join(line for line in lines if line and line[0] != "#"))
    assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ \\\n +--hash=sha256:", pin)] == []
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
