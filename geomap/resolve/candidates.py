"""Candidates: the places that a mention may mean, from a gazetteer. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from geomap.model import Article, Candidate, Mention, Place
from geomap.resolve.clues import FACILITIES, find_clues
from geomap.resolve.features import DEMONYM, kind_of

LIMIT = 40  # "San José" and "Washington" need many; an article names few of these
SPELT = frozenset({"exact", "alias"})  # found by spelling, not by sound
SURE = 0.85  # likeness from which a geocoder's answer counts as spelt so
_OF = re.compile(rf"^(?:the\s+)?(?:\w+\s+){{0,2}}(?:{FACILITIES})\s+(?:of|in|at)\s+(?:the\s+)?(\w.*)$", re.I)
_IN = re.compile(r"\s*,?\s+(?:in|at|near)\s+(?:the\s+)?([^\W\d_a-z][\w’'-]*)")
_FACILITY = re.compile(rf"\b(?:{FACILITIES})\b", re.I)
_WORD = re.compile(r"\s+")
MOST_WORDS = 4  # of a place's name at the head of a facility's
# Words that may stand between a town's name and what is in it; another word makes it a name of its own.
_GENERIC = frozenset(
    "municipal general international central national military public main old new grand great"
    " internally displaced persons people's refugee idp teaching regional district power oil gas air"
    " nuclear train bus railway police civil medical children's maternity cement sugar thermal water"
    " city university state provincial county detention tented transit reception border land sea river"
    " east west north south eastern western northern southern industrial court high appeals football"
    " sports olympic tourist commercial shopping medical civic local fish vegetable livestock"
    " cattle and the of".split()
)


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

    The whole mention is looked up first, then without what follows a comma ("Paris, Texas"). A
    facility whose own name is unknown ("Mosul General Hospital") has the candidates of the place that
    its name holds, with ``evidence["part"]``. Names are matched by sound only where nothing is spelt so.
    """
    if _FACILITY.fullmatch(mention.text.strip()):  # "AIRPORT" is no name, though a place is called so
        return ()
    clues = find_clues(mention, article)
    if clues.nowhere:
        return ()
    found = tuple(gazetteer.lookup(mention.text, limit=LIMIT))
    bare = clues.name
    if bare != mention.text and (not spelt(found) or "," in mention.text):
        known = {c.place.id for c in found}
        found += tuple(c for c in gazetteer.lookup(bare, limit=LIMIT) if c.place.id not in known)
    if mention.role == "demonym":
        people = tuple(c for c in found if c.evidence.get("kind") == DEMONYM)
        return people or tuple(c for c in spelt(found) if kind_of(c.place) != "city")
    return found if spelt(found) else _holding(mention, article, gazetteer) or found


def is_facility(name: str) -> bool:
    """Whether a name says what stands there: "Mosul General Hospital"."""
    return _FACILITY.search(name) is not None


def _is_generic(words: Sequence[str]) -> bool:
    return all(word.lower() in _GENERIC or _FACILITY.fullmatch(word) for word in words)


def spelt(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that were found by spelling."""
    return tuple(c for c in candidates if c.match in SPELT or (c.match == "geocoder" and c.score >= SURE))


def _holding(mention: Mention, article: Article, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Candidates of the place that a facility stands in: said after it, or in its name, "of X" or "X ..."."""
    name = mention.text
    if not _FACILITY.search(name):
        return ()
    beside = _IN.match(article.text[mention.end : mention.end + 60])
    words = _WORD.split(name.strip())
    heads = [" ".join(words[:n]) for n in range(min(len(words) - 1, MOST_WORDS), 0, -1)]
    tail = _OF.match(name)
    heads = [head for head in heads if _is_generic(words[len(_WORD.split(head)) :])]
    for part in (*(found.group(1) for found in (beside, tail) if found), *heads):
        found = spelt(gazetteer.lookup(part, limit=LIMIT))
        if found and not _FACILITY.fullmatch(part):
            return tuple(replace(c, evidence={**c.evidence, "part": 1.0}) for c in found)
    return ()
