"""How alike two spellings are, and which of a country's names are worth comparing.

Weights and thresholds were fitted with benchmarks/names.py: spellings of towns of nine countries, hidden
in turn, against names of towns of other countries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log10
from typing import NamedTuple

from geomap.gazetteer.store import PlaceRow, Sounds
from geomap.names import bare, consonant_key, romanise, script, slavic, sound_key

LETTERS, BARE, SOUND, BONES = 0.5, 0.5, 1.0, 0.7  # weights of the four ways in which spellings are alike
SAME_BONES = 0.76  # Arabic script against Latin: no vowels to compare, so equal consonants or nothing
LEAST_BONES = 3  # consonants that such a name must have
ACCEPTED_ANYWHERE = 0.90  # where no country is given, and a name may be any of 700,000
ACCEPTED = 0.70  # within a country of `FEW_NAMES` names that sound different ...
PER_TENFOLD = 0.09  # ... and so much more for every tenfold, since chance finds more that are alike
IN_CYRILLIC = 0.04  # more where the country writes in Cyrillic: there are two ways of being alike
FEW_NAMES = 500
LEAST_ACCEPTED, MOST_ACCEPTED = 0.66, 0.90
SHORTLIST = 50  # places whose sound is nearest; the likeness of all their names is then worked out
LEAST_LETTERS = 45.0  # percent: spellings with fewer letters in common are not worth working out

CYRILLIC = frozenset("BG BY KG KZ MD ME MK MN RS RU TJ UA XK".split())  # countries that write so, or did

Named = tuple[PlaceRow, tuple[str, ...]]


class Heard(NamedTuple):
    """A spelling in the four forms that are compared."""

    letters: str
    bare: str
    sound: str
    bones: str
    is_arabic: bool


_letters = lru_cache(maxsize=50_000)(romanise)
_slavic = lru_cache(maxsize=50_000)(slavic)


@lru_cache(maxsize=50_000)
def hear(name: str) -> Heard:
    """The forms of a spelling. Kept, since a few names are compared with very many."""
    return Heard(romanise(name), bare(name), sound_key(name), consonant_key(name), script(name) == "arabic")


def accepted(names: int, *, cyrillic: bool = False) -> float:
    """The likeness from which a name is taken for another, in a country of so many consonant keys."""
    least = ACCEPTED + PER_TENFOLD * log10(max(names, 1) / FEW_NAMES) + IN_CYRILLIC * cyrillic
    return min(max(least, LEAST_ACCEPTED), MOST_ACCEPTED)


def likeness(name: str, spellings: Iterable[str], *, cyrillic: bool = False) -> tuple[float, str]:
    """0 to 1 and the nearest spelling; what is in a script we do not read is left out.

    Where a country writes in Cyrillic, what the languages of Europe make of its letters is the same.
    """
    from rapidfuzz.fuzz import ratio

    asked = hear(name)
    best = (0.0, "")
    for spelling in spellings:
        if ratio(asked.letters, _letters(spelling)) < LEAST_LETTERS and not asked.is_arabic:
            continue
        if script(spelling) == "other":
            continue
        alike = _alike(asked, hear(spelling))
        if cyrillic:
            alike = max(alike, _alike_in_cyrillic(name, spelling))
        if alike > best[0]:
            best = (alike, spelling)
    return round(best[0], 4), best[1]


def _alike(one: Heard, other: Heard) -> float:
    from rapidfuzz.fuzz import ratio

    if one.is_arabic != other.is_arabic:
        return SAME_BONES if one.bones == other.bones and len(one.bones) >= LEAST_BONES else 0.0
    parts = (
        LETTERS * ratio(one.letters, other.letters),
        BARE * ratio(one.bare, other.bare),
        SOUND * ratio(one.sound, other.sound),
        BONES * ratio(one.bones, other.bones),
    )
    return sum(parts) / (LETTERS + BARE + SOUND + BONES) / 100


def _alike_in_cyrillic(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    (letters, sound), (others_letters, others_sound) = _slavic(one), _slavic(other)
    return (ratio(letters, others_letters) + ratio(sound, others_sound)) / 200


def shortlist(name: str, known: Sounds) -> list[int]:
    """Numbers of the places of which a consonant key is nearest to the name's."""
    from rapidfuzz import fuzz, process

    bones = hear(name).bones
    if not bones:
        return []
    if len(bones) == 1:  # "Zawiya": nothing to be like, so the same consonant
        return [place for key, place in zip(known.keys, known.places, strict=True) if key == bones]
    near = process.extract(bones, known.keys, scorer=fuzz.ratio, limit=SHORTLIST, score_cutoff=50)
    return [known.places[i] for _, _, i in near]
