"""`geomap train recogniser`: annotated text in, weights out. The same seed and data give the same weights."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import ConfigError
from geomap.recognise.data import Sample, read_samples

Log = Callable[[str], None]
CONFIGS = Path(__file__).parent / "configs"


def train(data: Path, output: Path, *, config: Path | None = None, seed: int = 0, log: Log = print) -> None:
    """Train the recogniser that ``config`` describes (the default one) and write it to ``output``.

    Raises `ModelError` where the data do not fit the recipe, `ConfigError` where the recipe is wrong.
    """
    from geomap.recognise.train_cnn import train_cnn
    from geomap.recognise.train_encoder import train_encoder

    recipe = read_recipe(config or CONFIGS / "accurate.toml")
    samples = read_samples(data, recipe, log)
    for source, found in samples.items():
        words = sum(len(sample.text.split()) for sample in found)
        log(f"{source}: {len(found)} snippets, {words} words, {recipe['sources'][source]['licence']}")
    learned, held_out = _hold_out(samples, recipe["held_out"])
    kinds = {"cnn": train_cnn, "encoder": train_encoder}
    kinds[recipe["kind"]](learned, held_out, output, recipe=recipe, seed=seed, log=log)
    log(f"written: {output}")


def read_recipe(path: Path) -> Mapping[str, Any]:
    """A recipe with a known kind and a licence for each source; else `ConfigError`."""
    try:
        recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a recipe that can be read: {error}") from error
    if recipe.get("kind") not in ("cnn", "encoder"):
        raise ConfigError(f"{path}: kind must be 'cnn' or 'encoder', not {recipe.get('kind')!r}")
    if unlicensed := sorted(name for name, s in recipe["sources"].items() if not s.get("licence")):
        raise ConfigError(f"{path}: no licence given for {', '.join(unlicensed)}")
    return recipe


def _hold_out(
    samples: Mapping[str, Sequence[Sample]], share: float
) -> tuple[dict[str, list[Sample]], list[Sample]]:
    """Every n-th snippet of each source is kept apart; the choice does not depend on the seed."""
    every = round(1 / share)
    learned = {name: [s for i, s in enumerate(found) if i % every] for name, found in samples.items()}
    return learned, [s for found in samples.values() for s in found[::every]]
