"""Start reading here: how an article becomes places and events.

    read(path) -> Article -> geoparse -> Reading -> to_geojson -> to_map

`geomap.readers` makes the articles, `geomap.config.open_steps` makes the five steps,
`geomap.exporters` writes what comes out, and `geomap.mapping` draws the map from the GeoJSON,
so that the two files cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from geomap.model import Area, Article, Candidate, GeoReference, Mention, Reading


class Recognise(Protocol):
    """Names of places in articles, and where its model hears events the article's ``signals``.

    A stream, since recognisers work best in batches.
    """

    def __call__(self, articles: Iterable[Article], /) -> Iterator[tuple[Article, Sequence[Mention]]]: ...


class Propose(Protocol):
    """Places which a mention may mean, best first; none where the name is unknown."""

    def __call__(self, mention: Mention, article: Article, /) -> Sequence[Candidate]: ...


class Resolve(Protocol):
    """One reference a mention, in the same order, each with the place that it means here."""

    def __call__(
        self, article: Article, proposals: Sequence[tuple[Mention, Sequence[Candidate]]], /
    ) -> tuple[GeoReference, ...]: ...


class Delimit(Protocol):
    """Areas for the phrases about references: "north of Idlib", "between A and B"."""

    def __call__(self, article: Article, references: Sequence[GeoReference], /) -> tuple[Area, ...]: ...


class FindEvents(Protocol):
    """What happened where and when: the finished reading."""

    def __call__(
        self, article: Article, references: Sequence[GeoReference], areas: Sequence[Area], /
    ) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The five steps of a run, made from names by `geomap.config.open_steps`."""

    recognise: Recognise
    propose: Propose
    resolve: Resolve
    delimit: Delimit
    find_events: FindEvents


def geoparse(articles: Iterable[Article], steps: Steps) -> Iterator[Reading]:
    """One `Reading` per article, lazily, in order."""
    for article, mentions in steps.recognise(articles):
        proposals = [(mention, steps.propose(mention, article)) for mention in mentions]
        references = steps.resolve(article, proposals)
        areas = steps.delimit(article, references)
        yield steps.find_events(article, references, areas)
