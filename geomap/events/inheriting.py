"""A place for an event whose own sentence names none: from the dateline, the sentence before or the story."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.grouping import Draft
from geomap.events.page import Page, Sentence
from geomap.events.places import LOCATING, Spot, is_country, spot_of, without_area
from geomap.model import GeoReference

TOWN = frozenset(
    "city town village camp district neighbourhood neighborhood area province region desert valley island".split()
)
Found = tuple[Spot, float, str]


def inherited_place(
    draft: Draft, page: Page, spots: dict[int, tuple[Spot, ...]], references: Sequence[GeoReference]
) -> Found | None:
    """A spot, how far it can be trusted (0 to 1) and the reason; None where nothing is near enough."""
    sentence = draft.main.trigger.sentence
    if "here" in sentence.words and (spot := _dateline(page, sentence, references)):
        return spot, 0.9, "'here' is where the report is from"
    if spot := _capital(sentence, spots):
        return spot, 0.75, "'the capital'"
    return _before(page, sentence, spots) or _story(page, sentence, spots)


def _dateline(page: Page, sentence: Sentence, references: Sequence[GeoReference]) -> Spot | None:
    for i, reference in enumerate(references):
        mention = reference.mention
        if (
            mention.end <= page.body
            and reference.place
            and not reference.approximate
            and not is_country(reference.place)
        ):
            return spot_of(sentence, mention.start, mention.end, i, reference, None)
    return None


def _capital(sentence: Sentence, spots: dict[int, tuple[Spot, ...]]) -> Spot | None:
    """The capital that the article names, for "in the capital"."""
    words = sentence.words
    if not any(words[i] in ("the", "this") and words[i + 1] == "capital" for i in range(len(words) - 1)):
        return None
    named = [s for group in spots.values() for s in group if s.place.feature == "PPLC"]
    return without_area(named[0]) if len({s.place.id for s in named}) == 1 else None


def _points_back(sentence: Sentence) -> bool:
    """Whether it says "there" or "the town"."""
    words = sentence.words
    return "there" in words[1:] or any(
        words[i] in ("the", "that", "this") and words[i + 1] in TOWN for i in range(len(words) - 1)
    )


def _before(page: Page, sentence: Sentence, spots: dict[int, tuple[Spot, ...]]) -> Found | None:
    points = _points_back(sentence)
    for back in (1, 2):
        index = sentence.index - back
        if index < 0 or page.sentences[index].title:
            return None
        near = [s for s in spots.get(index, ()) if _locates(s)]
        same = page.sentences[index].paragraph == sentence.paragraph
        if near and (points or (same and back == 1)):
            best = min(near, key=lambda s: (s.reach_km, -s.first))
            words = page.article.text[best.start : best.end]
            return best, 0.7 if points else 0.5, f"inherited from the sentence before: '{words}'"
    return None


def _story(page: Page, sentence: Sentence, spots: dict[int, tuple[Spot, ...]]) -> Found | None:
    """The only town that the story so far has told of."""
    told = [s for i in range(sentence.index) for s in spots.get(i, ()) if _locates(s)]
    if told and sentence.index <= 6 and len({(s.place.id, s.area and s.area.text) for s in told}) == 1:
        return (
            told[-1],
            0.45,
            f"inherited from the story: '{page.article.text[told[-1].start : told[-1].end]}'",
        )
    return None


def _locates(spot: Spot) -> bool:
    if spot.reference.mention.role not in ("context", "event") or spot.country_level:
        return False
    return spot.area is not None or spot.preposition in LOCATING
