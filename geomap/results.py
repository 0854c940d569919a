"""`run`: inputs to a `Result`, with every problem reported and nothing else lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap import __version__
from geomap.config import Settings, open_steps
from geomap.errors import GeomapError, InputError
from geomap.model import Article, Reading
from geomap.pipeline import Steps, geoparse

if TYPE_CHECKING:
    import geopandas

    from geomap.mapping import Map

OnError = Callable[[InputError], None]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run found. ``geojson`` is the RFC 7946 FeatureCollection that map and exports are made from."""

    readings: tuple[Reading, ...]
    problems: tuple[InputError, ...] = ()
    geojson: dict[str, Any] = field(repr=False)

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """One row an event, WGS 84; unlocated events have an empty geometry."""
        from geomap.exporters import to_geodataframe

        return to_geodataframe(self.geojson)

    @cached_property
    def map(self) -> Map:
        """The map page, a `folium.Map`: ``result.map.save("map.html")``."""
        return draw(self.geojson)


def read_all(articles: Iterable[Article], steps: Steps, on_error: OnError) -> Iterator[Reading]:
    """`geoparse` that survives an article which breaks a step: it is reported, the others go on."""
    waiting: deque[Article] = deque()

    def handed_out() -> Iterator[Article]:
        for article in articles:
            waiting.append(article)
            yield article

    source = handed_out()
    while True:
        try:
            for reading in geoparse(source, steps):
                waiting.popleft()
                yield reading
            return
        except (GeomapError, ValueError, ArithmeticError, LookupError, TypeError, RecursionError) as error:
            if not waiting:
                raise
            broken = waiting.popleft()
            on_error(InputError(broken.id, f"could not be read ({error!r}); please report this article"))
            again = list(waiting)
            waiting.clear()
            yield from read_all(again, steps, on_error)
            source = handed_out()


def run(
    inputs: Sequence[str | Path] | str | Path,
    *,
    settings: Settings | None = None,
    corrections: Sequence[Path] = (),
    on_error: OnError | None = None,
    progress: Callable[[Iterator[Reading]], Iterable[Reading]] = iter,
) -> Result:
    """Read articles from files, folders or addresses and find their places and events.

    Problems with single articles are collected in ``Result.problems`` (and given to ``on_error``
    as they happen); only a wrong setting raises.
    """
    from geomap.corrections import apply_corrections, read_corrections
    from geomap.exporters import read_geojson
    from geomap.readers import is_events_file, read_inputs

    settings = settings or Settings()
    problems: list[InputError] = []

    def report(error: InputError) -> None:
        problems.append(error)
        if on_error:
            on_error(error)

    paths = [str(inputs)] if isinstance(inputs, (str, Path)) else [str(path) for path in inputs]
    drawn = [path for path in paths if is_events_file(path)]
    if drawn and len(paths) == 1:
        return Result(readings=(), geojson=read_geojson(Path(drawn[0])))
    articles = read_inputs(
        paths, published=settings.published, max_size_mb=settings.max_size_mb, on_error=report
    )
    patches = [read_corrections(path) for path in corrections]
    with open_steps(settings) as steps:
        readings = tuple(progress(read_all(articles, steps, report)))
    return Result(readings=readings, problems=tuple(problems), geojson=collect(readings, settings))
