"""How alike two spellings are, and which of a country's names are worth comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.gazetteer.store import PlaceRow
from geomap.names import romanise, script, sound_key

ACCEPTED = 0.85  # of likeness; DESIGN, part 4: below it, false matches outnumber right ones
SHORTLIST = 80  # places whose sound is nearest; the likeness of all their names is then worked out

Named = tuple[PlaceRow, tuple[str, ...]]


def likeness(name: str, spellings: Iterable[str]) -> tuple[float, str]:
    """0 to 1 and the nearest spelling: the mean of how alike letters and sounds are."""
    from rapidfuzz import fuzz

    letters, sound = romanise(name), sound_key(name)
    best = (0.0, "")
    for spelling in spellings:
        if script(spelling) not in ("latin", script(name)):
            continue
        alike = (fuzz.ratio(letters, romanise(spelling)) + fuzz.ratio(sound, sound_key(spelling))) / 200
        if alike > best[0]:
            best = (alike, spelling)
    return round(best[0], 4), best[1]


def shortlist(sound: str, known: Sequence[tuple[str, int]]) -> list[int]:
    """Numbers of the places whose consonant keys are nearest to ``sound``."""
    from rapidfuzz import fuzz, process

    if len(sound) < 2:
        return []
    near = process.extract(
        sound, [key for key, _ in known], scorer=fuzz.ratio, limit=SHORTLIST, score_cutoff=60
    )
    return [known[i][1] for _, _, i in near]
