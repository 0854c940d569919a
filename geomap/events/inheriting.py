"""A place for an event whose own sentence names none: from the dateline, the sentence before or the story."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geomap.events.attaching import is_untied
from geomap.events.grouping import Telling
from geomap.events.page import Page, Sentence
from geomap.events.places import NOT_HERE, Spot, is_country, spot_of, without_area
from geomap.events.placing import DATELINE, Option, Options, nearest, spot_for
from geomap.events.timing import SPEECH, takes_up
from geomap.model import GeoReference

SURE = 0.3  # belief in a town from which it is worth saying
SURE_COUNTRY = 0.5  # belief in all places of a country together
_SEVERAL = re.compile(  # "in several cities": no one of them
    r"\b(?:in|across|from) (?:at least |more than |some |about )?(?:several|many|various|other|different"
    r"|numerous|dozens of|scores of|a number of|a dozen|two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:other |more |different |major )?"
    r"(?:towns|cities|villages|districts|provinces|regions|states|places|locations)\b"
    r"|\b(?:across|around|throughout|all over) the (?:country|nation)\b|\b(?:nation|country)-?wide\b"
)
_LESSER = frozenset(("provincial", "regional", "state", "district", "departmental", "governorate"))
Found = tuple[Spot, float, str]


def inherited_place(
    telling: Telling,
    page: Page,
    spots: dict[int, tuple[Spot, ...]],
    references: Sequence[GeoReference],
    options: Options,
) -> Found | None:
    """A spot, how far it can be trusted (0 to 1) and the reason; None where nothing is near enough."""
    sentence = telling.trigger.sentence
    if "here" in sentence.words and (spot := _dateline(page, sentence, references)):
        return spot, 0.9, "'here' is where the report is from"
    if spot := _capital(sentence, spots, references, options.share):
        return spot, 0.75, "'the capital'"
    return _likeliest(telling, page, options, references)


def _dateline(page: Page, sentence: Sentence, references: Sequence[GeoReference]) -> Spot | None:
    for i, reference in enumerate(references):
        mention = reference.mention
        if (
            page.files(mention)
            and reference.place
            and not reference.approximate
            and not is_country(reference.place)
        ):
            return spot_of(sentence, mention.start, mention.end, i, reference, None)
    return None


def _capital(
    sentence: Sentence,
    spots: dict[int, tuple[Spot, ...]],
    references: Sequence[GeoReference],
    share: Mapping[str, float],
) -> Spot | None:
    """The capital for "in the capital": of those that the article is from or names, its main country's."""
    words, here = sentence.words, spots.get(sentence.index, ())
    if "capital" not in words or "punishment" in words or words[words.index("capital") - 1] in _LESSER:
        return None
    at = words.index("capital")
    of = words[at + 1 : at + 2] == ("of",)
    owners = [s for s in here if s.last + 1 == at or (of and 0 < s.first - at <= 4)]
    if any(not s.country_level for s in owners):
        return None  # "the capital of Rakhine state" is no country's
    lands = {s.place.country for s in owners}
    filed = [
        spot_of(sentence, r.mention.start, r.mention.end, i, r, None)
        for i, r in enumerate(references)
        if r.mention.role == "dateline" and r.place
    ]
    named = [
        spot
        for spot in (*filed, *(s for group in spots.values() for s in group))
        if spot.place.feature == "PPLC" and (not lands or spot.place.country in lands)
    ]
    best = max(named, key=lambda spot: share.get(spot.place.country or "", 0.0), default=None)
    main = best is not None and share.get(best.place.country or "", 0.0) >= max(share.values(), default=0.0)
    return without_area(best) if best and (main or lands) else None  # Burundi's was Bujumbura


def _likeliest(
    telling: Telling, page: Page, options: Options, references: Sequence[GeoReference]
) -> Found | None:
    """The place that the model believes in, or only its country where the belief is spread."""
    at = telling.index
    likely = sorted(zip(telling.shares, options.options, strict=True), key=lambda pair: -pair[0])
    if takes_up(telling.trigger):
        likely = [(s, o) for s, o in likely if any(n.sentence != at for n in o.namings)]
    if likely and _is_told_elsewhere(telling, *likely[0]):
        whole = (1.0 - likely[0][0]) or 1.0
        likely = [(share / whole, option) for share, option in likely[1:]]
    beliefs = [(s, o) for s, o in likely if o.kind == "country" or not _elsewhere(o)]
    if not beliefs:
        return None
    belief, best = beliefs[0]
    if best.kind != "country" and belief >= SURE and not _SEVERAL.search(telling.trigger.sentence.plain):
        return spot_for(at, best, page, references), belief, _basis(at, best, page)
    land = best.place.country
    together = sum(b for b, o in beliefs if o.place.country == land)
    country = next((o for _, o in beliefs if o.kind == "country" and o.place.country == land), None)
    if country is None or together < SURE_COUNTRY:
        return None
    spot = spot_for(at, country, page, references)
    return spot, together * 0.8, f"only the country is told: {country.place.name}"


def _is_told_elsewhere(telling: Telling, share: float, option: Option) -> bool:
    """Whether the event's own sentence names the place, but not as where it happened."""
    spots = [n.spot for n in option.namings if n.spot and n.sentence == telling.index]
    return bool(spots) and all(
        spot.reference.mention.role == "origin" or is_untied(telling.trigger, spot, share) for spot in spots
    )


def _basis(at: int, option: Option, page: Page) -> str:
    near = nearest(option, at)
    words = " ".join(near.mention.text.split())
    if near.sentence == DATELINE:
        return f"inherited from the dateline: '{words}'"
    if 0 < at - near.sentence <= 2 and not page.sentences[near.sentence].title:
        return f"inherited from the sentence before: '{words}'"
    return f"not told; '{option.place.name}' fits best in the article"


def _elsewhere(option: Option) -> bool:
    """Whether the place is only named as where people speak or are treated."""
    spots = [n.spot for n in option.namings if n.spot]
    if any(n.sentence == DATELINE for n in option.namings):
        return False
    return bool(spots) and all(
        s.speaks or any(w in NOT_HERE or w in SPEECH for w in s.before_preposition) for s in spots
    )
