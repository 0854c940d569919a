"""`run`: inputs to a `Result`, with every problem reported and nothing else lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap import __version__
from geomap.config import Settings, open_session
from geomap.errors import ConfigError, InputError
from geomap.model import Article, Reading
from geomap.pipeline import Steps, geoparse

if TYPE_CHECKING:
    import geopandas

    from geomap.mapping import Map

OnError = Callable[[InputError], None]
Progress = Callable[[Iterator[Reading]], Iterable[Reading]]
BATCH = 256  # articles: enough to be fast and to learn where a source is at home, few enough for the memory
# What hostile or strange text may make a step raise; anything else is not the article's fault.
BROKEN = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run found. ``geojson`` is the RFC 7946 FeatureCollection that map and exports are made from."""

    geojson: dict[str, Any] = field(repr=False)
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    problems: tuple[InputError, ...] = ()  # inputs and articles that could not be read
    notes: tuple[str, ...] = ()  # what else a reader should know: names left unresolved, corrections unused

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """One row an event, WGS 84; unlocated events have an empty geometry."""
        from geomap.exporters import to_geodataframe

        return to_geodataframe(self.geojson)

    @cached_property
    def map(self) -> Map:
        """The map page, a `folium.Map`: ``result.map.save("map.html")``."""
        from geomap.mapping import to_map

        return to_map(self.geojson)


def run(
    inputs: Sequence[str | Path] | str | Path,
    *,
    settings: Settings | None = None,
    corrections: Sequence[Path] = (),
    min_confidence: float = 0.0,
    on_error: OnError | None = None,
    progress: Progress = iter,
) -> Result:
    """Read articles from files, folders or addresses and find their places and events.

    Problems with single articles are collected in ``Result.problems`` (and given to ``on_error``
    as they happen); only a wrong setting raises. ``min_confidence`` (0..1) leaves out less sure
    events. A GeoJSON or GeoParquet that geomap wrote is taken as it is.
    """
    from geomap.corrections import apply_corrections, read_corrections
    from geomap.exporters import at_least

    settings = settings or Settings()
    patches = [correction for path in corrections for correction in read_corrections(path)]
    paths = [str(inputs)] if isinstance(inputs, (str, Path)) else [str(path) for path in inputs]
    result = _read_events(paths) or _read_articles(paths, settings, on_error, progress)
    geojson, unused = apply_corrections(result.geojson, patches)
    return replace(result, geojson=at_least(geojson, min_confidence), notes=(*unused, *result.notes))


def _read_events(paths: Sequence[str]) -> Result | None:
    """The result of an earlier run, where the input is its file."""
    from geomap.exporters import read_geojson
    from geomap.readers import is_events_file

    drawn = [path for path in paths if is_events_file(path)]
    if drawn and len(paths) > 1:
        raise ConfigError(
            f"{drawn[0]} holds events that are already found: give it alone, or give the articles"
        )
    return Result(geojson=read_geojson(Path(drawn[0]))) if drawn else None


def _read_articles(
    paths: Sequence[str], settings: Settings, on_error: OnError | None, progress: Progress
) -> Result:
    from geomap.exporters import to_geojson

    problems: list[InputError] = []

    def report(error: InputError) -> None:
        problems.append(error)
        if on_error:
            on_error(error)

    with open_session(settings) as session:
        readings = tuple(progress(read_all(read_articles(paths, settings, report), session.steps, report)))
        geojson = to_geojson(
            readings,
            version=__version__,
            gazetteer_info=session.gazetteer,
            attribution=session.attribution(),
        )
        notes = session.notes()
    return Result(geojson=geojson, readings=readings, problems=tuple(problems), notes=notes)


def read_articles(paths: Sequence[str], settings: Settings, on_error: OnError) -> Iterator[Article]:
    """The articles of a run, as `geomap.readers.read_inputs` gives them under these settings."""
    from geomap.readers import read_inputs

    return read_inputs(
        paths,
        published=settings.published,
        max_size_mb=settings.max_size_mb,
        offline=settings.offline,
        on_error=on_error,
    )


def read_all(articles: Iterable[Article], steps: Steps, on_error: OnError) -> Iterator[Reading]:
    """`geoparse` that survives an article which breaks a step: it is reported, the others go on."""
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        try:
            readings = list(geoparse(batch, steps))
        except (InputError, *BROKEN):
            yield from _one_by_one(batch, steps, on_error)
        else:
            yield from readings


def _one_by_one(batch: Iterable[Article], steps: Steps, on_error: OnError) -> Iterator[Reading]:
    for article in batch:
        try:
            readings = list(geoparse([article], steps))
        except InputError as error:
            on_error(error)
        except BROKEN as error:
            on_error(InputError(article.id, f"could not be read ({error!r}); please report this article"))
        else:
            yield from readings
