"""Candidates: the places that a mention may mean, from a gazetteer. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from geomap.model import Article, Candidate, Mention, Place
from geomap.resolve.clues import find_clues

LIMIT = 60  # "San José" and "Washington" need many; an article names few of these


class Lookup(Protocol):
    """Places by name, with how well the name fits; within ``countries`` also by likeness."""

    def __call__(
        self, name: str, /, *, countries: Collection[str] = (), limit: int = 20
    ) -> Sequence[Candidate]: ...


class Get(Protocol):
    """A place by its id, with its other names; None where the gazetteer has none."""

    def __call__(self, place_id: str, /) -> Place | None: ...


class Gazetteer(Protocol):
    """What is asked of a gazetteer here."""

    def lookup(
        self, name: str, *, countries: Collection[str] = (), limit: int = 20
    ) -> Sequence[Candidate]: ...


def propose(mention: Mention, article: Article, *, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Places which the mention may mean, best name first; none where the name is unknown.

    The whole mention is looked up first, then without what follows a comma ("Paris, Texas").
    """
    found = gazetteer.lookup(mention.text, limit=LIMIT)
    bare = find_clues(mention, article).name
    if bare != mention.text and (not found or "," in mention.text):
        known = {c.place.id for c in found}
        extra = gazetteer.lookup(bare, limit=LIMIT)
        found = (*found, *(c for c in extra if c.place.id not in known))
    return tuple(found)
