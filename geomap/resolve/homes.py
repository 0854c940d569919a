"""Where a source is at home, learned from the names in its own articles. Pure.

A paper in Ohio that writes "Dublin" means the one in Ohio. Its other names give it away: home is the
point about which, over many articles, most different names have a place that they may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from typing import TYPE_CHECKING, Any, Protocol

from geomap.geo import EARTH_RADIUS_KM
from geomap.model import Article, Candidate, GeoReference, Mention, Place
from geomap.resolve.candidates import SPELT
from geomap.resolve.features import key_of, kind_of

if TYPE_CHECKING:
    from numpy import ndarray

REACH_KM = 60.0  # a name this far from home counts half
LEAST_ARTICLES = 2  # one says too little about its source
LEAST_SHARE = 0.15  # of the names must lie about home: a newspaper of the whole world has none
LEAST_SCORE = 0.01  # share of the candidates of a name
LOCAL = frozenset({"city", "admin2", "site"})
MOST_NAMES = 300  # of one source that are weighed


class Recognise(Protocol):
    """The recogniser's stream, as `geomap.pipeline` knows it."""

    def __call__(self, articles: Iterable[Article], /) -> Iterator[tuple[Article, Sequence[Mention]]]: ...


class Propose(Protocol):
    def __call__(self, mention: Mention, article: Article, /) -> Sequence[Candidate]: ...


class Resolve(Protocol):
    def __call__(
        self, article: Article, proposals: Sequence[tuple[Mention, Sequence[Candidate]]], /
    ) -> tuple[GeoReference, ...]: ...


@dataclass(slots=True, kw_only=True)
class Habits:
    """What a source has named so far: for each name its articles and the places it may mean, with shares."""

    articles: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    places: dict[str, dict[str, tuple[Place, float]]] = field(default_factory=dict)


def with_homes(
    articles: Iterable[Article],
    *,
    recognise: Recognise,
    propose: Propose,
    resolve: Resolve,
    known: MutableMapping[str, Habits],
) -> Iterator[tuple[Article, Sequence[Mention]]]:
    """The recogniser's stream, in which articles of a source that has a home say so.

    All articles are resolved once, to learn; ``known`` keeps what was learned for the next call.
    An article that names its home already is left as it is.
    """
    found = list(recognise(articles))
    for article, mentions in found:
        if article.source and article.home is None:
            references = resolve(article, [(m, propose(m, article)) for m in mentions])
            learn(known.setdefault(article.source, Habits()), article, references)
    homes = {source: home_of(habits) for source, habits in known.items()}
    for article, mentions in found:
        home = homes.get(article.source or "")
        if home is not None and article.home is None:
            article = replace(article, home=home.id)
        yield article, mentions


def learn(habits: Habits, article: Article, references: Sequence[GeoReference]) -> None:
    """Adds the names of an article to what its source is known for; an article counts once."""
    if article.id in habits.articles:
        return
    habits.articles.add(article.id)
    seen = set()
    for reference in references:
        key = key_of(reference.mention.text)
        if key in seen or reference.mention.role in ("organisation", "furniture"):
            continue
        local = [(c.place, c.score) for c in reference.candidates if _tells(c)]
        if not local:
            continue
        seen.add(key)
        habits.names[key] = habits.names.get(key, 0) + 1
        places = habits.places.setdefault(key, {})
        for place, share in local:
            if share > places.get(place.id, (place, 0.0))[1]:
                places[place.id] = (place, share)


def _tells(candidate: Candidate) -> bool:
    """Whether a candidate may speak for a home: a town spelt so, not one that a street is called after."""
    told = candidate.score > LEAST_SCORE and candidate.match in SPELT and "part" not in candidate.evidence
    return told and kind_of(candidate.place) in LOCAL


def home_of(habits: Habits) -> Place | None:
    """The place about which most names of a source lie; None for a source without a home."""
    import numpy as np

    if len(habits.articles) < LEAST_ARTICLES:
        return None
    names = sorted(habits.names, key=lambda n: (-habits.names[n], n))[:MOST_NAMES]
    rows = [(n, place, share) for n in names for place, share in habits.places[n].values()]
    if not rows:
        return None
    owner = np.array([names.index(n) for n, _, _ in rows])
    share = np.array([s for _, _, s in rows]) ** 0.5
    nearness = share[:, None] * _nearness([p for _, p, _ in rows])
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    best = np.maximum.reduceat(nearness, first, axis=0)  # of each name the likeliest place near each point
    weight = np.array([log2(1 + habits.names[n]) for n in names])
    support = weight @ best
    row = int(support.argmax())
    return rows[row][1] if support[row] >= LEAST_SHARE * weight.sum() else None


def _nearness(places: Sequence[Place]) -> ndarray[Any, Any]:
    """1 for a place and itself, one half at `REACH_KM`."""
    import numpy as np

    lat, lon = np.radians([[p.lat, p.lon] for p in places]).T
    vectors = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    km = np.arccos(np.clip(vectors @ vectors.T, -1, 1)) * EARTH_RADIUS_KM
    nearness: ndarray[Any, Any] = 1 / (1 + (km / REACH_KM) ** 2)
    return nearness
