"""What README and CONTRIBUTING say is so: every command parses, every name and layer exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import geomap
from geomap.cli import commands
from geomap.cli.arguments import parse_arguments
from test_layers import LAYER

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = [
    part.strip() for line in re.findall(r"^\$ (geomap .+)$", README, re.M) for part in line.split("&&")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_a_command(command: str) -> None:
    options = parse_arguments(shlex.split(command, comments=True)[1:])

    assert callable(getattr(commands, options.run))


def test_the_readme_uses_public_names_only() -> None:
    used = set(
        re.findall(r"\bgeomap\.([A-Za-z_]+)\b", "".join(re.findall(r"```python\n(.*?)```", README, re.S)))
    )

    assert used
    assert used <= set(geomap.__all__)


def test_the_layers_of_contributing_are_those_that_the_tests_hold() -> None:
    told = dict(re.findall(r"^  ([a-z_]+)(?:\.py|/) .* L(\d)$", CONTRIBUTING, re.M))

    assert {name: int(layer) for name, layer in told.items()} == {
        name: layer for name, layer in LAYER.items() if not name.startswith("__")
    }


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README + CONTRIBUTING))))
def test_every_link_to_a_file_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
