"""What the ranking of places looks at: a row of numbers for a trigger and each candidate place."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from geomap.events.attaching import attachment
from geomap.events.page import Page
from geomap.events.places import LOCATING, NOT_HERE, Spot
from geomap.events.placing import DATELINE, KINDS, Naming, Option, Options, far, nearest
from geomap.events.timing import SPEECH, is_backward
from geomap.events.triggers import Trigger

_PREPOSITIONS = (
    "in",
    "at",
    "near",
    "of",
    "from",
    "to",
    "on",
    "by",
    "with",
    "against",
    "for",
    "around",
    "into",
)
_ROLES = ("context", "event", "dateline", "demonym", "origin", "actor")
_FORMS = ("noun", "past", "participle", "base", "s", "ing")
_POINTING = frozenset("there scene town village city area district province region camp capital".split())
_NO_FIT = -9.0  # where the trigger's sentence does not name the place
_NO_HEADS = -9.0  # where no event heads have read the article
_NEVER = 30.0  # sentences, where the place is not named on that side


def rows_for(
    trigger: Trigger, options: Options, others: Sequence[Trigger], page: Page
) -> list[dict[str, float]]:
    """The features of every candidate for a trigger, in the order of the candidates."""
    fits = [_fit(trigger, o, others) for o in options.options]
    heard = options.heard if page.beliefs else [{} for _ in fits]
    return [_row(trigger, i, options, fits, heard, page) for i in range(len(fits))]


def _fit(trigger: Trigger, option: Option, others: Sequence[Trigger]) -> tuple[float, Spot | None]:
    """How well grammar ties the trigger to the best mention in its own sentence, and that mention."""
    own = [n.spot for n in option.namings if n.spot and n.sentence == trigger.sentence.index]
    return max(
        ((attachment(trigger, spot, others), spot) for spot in own),
        key=lambda pair: pair[0],
        default=(_NO_FIT, None),
    )


def _row(
    trigger: Trigger,
    i: int,
    options: Options,
    fits: Sequence[tuple[float, Spot | None]],
    heard: Sequence[dict[int, float]],
    page: Page,
) -> dict[str, float]:
    option, at = options.options[i], trigger.sentence.index
    near = nearest(option, at)
    spots = [n.spot for n in option.namings if n.spot]
    fit, own = fits[i]
    return {
        "kind": KINDS.index(option.kind),
        "implied": option.implied,
        "gap": far(at, near.sentence),
        "back": min((at - n.sentence for n in option.namings if 0 <= n.sentence <= at), default=_NEVER),
        "forth": min((n.sentence - at for n in option.namings if n.sentence > at), default=_NEVER),
        "fit": fit,
        "distance": _distance(trigger, own),
        "preposition": _preposition(own or near.spot),
        "locating": sum(s.preposition in LOCATING for s in spots),
        "elsewhere": sum(_elsewhere(s) for s in spots) / max(1, len(spots)),
        "role": _place_in(_ROLES, near.mention.role),
        "count": len(option.namings),
        "share": options.share.get(option.place.country or "", 0.0),
        "home": option.place.country == options.home,
        "dateline": any(n.sentence == DATELINE for n in option.namings),
        "first": min(n.sentence for n in option.namings),
        "paragraph": any(
            n.sentence >= 0 and page.sentences[n.sentence].paragraph == trigger.sentence.paragraph
            for n in option.namings
        ),
        "capital": option.place.feature == "PPLC",
        "people": 0.0 if option.kind == "unknown" else log10((option.place.population or 0) + 1),
        **_of_trigger(trigger, options, page),
        **_company(trigger, i, options, fits, near),
        **_belief(i, near, own, heard, options, at),
    }


def _of_trigger(trigger: Trigger, options: Options, page: Page) -> dict[str, float]:
    return {
        "sentence": trigger.sentence.index,
        "sentences": len(page.sentences),
        "options": len(options.options),
        "form": _place_in(_FORMS, trigger.form),
        "title": trigger.sentence.title,
        "backward": is_backward(trigger),
        "pointing": sum(w in _POINTING for w in trigger.sentence.words),
        "capitals": page.all_capitals,
    }


def _company(
    trigger: Trigger, i: int, options: Options, fits: Sequence[tuple[float, Spot | None]], near: Naming
) -> dict[str, float]:
    """Finer candidates of the same country beside it, and what is tied better or named in between."""
    option, at = options.options[i], trigger.sentence.index
    others = [o for o in options.options if o is not option]
    finer = [
        n
        for o in others
        if o.place.country == option.place.country and o.grain > option.grain
        for n in o.namings
    ]
    return {
        "finer_here": sum(n.sentence == at and n.spot is not None for n in finer),
        "finer_before": sum(0 < at - n.sentence <= 2 for n in finer),
        "finer": len(finer),
        "better_here": sum(spot is not None and fit > fits[i][0] for fit, spot in fits),
        "here": sum(spot is not None for _, spot in fits),
        "between": sum(
            o.grain >= 1 and any(near.sentence < n.sentence <= at for n in o.namings) for o in others
        ),
    }


def _belief(
    i: int,
    near: Naming,
    own: Spot | None,
    heard: Sequence[dict[int, float]],
    options: Options,
    at: int,
) -> dict[str, float]:
    """What the event heads think of the place's mentions, and of the best of the other places."""
    rivals = [
        (chance, n.sentence)
        for j, o in enumerate(options.options)
        if j != i and o.kind != "country" and heard[j]
        for n in o.namings
        for chance in (heard[j][n.index],)
    ]
    mine = heard[i]
    return {
        "heard": max(mine.values(), default=_NO_HEADS),
        "heard_near": mine.get(near.index, _NO_HEADS),
        "heard_own": mine.get(own.index, _NO_HEADS) if own else _NO_HEADS,
        "heard_else": max((c for c, _ in rivals), default=_NO_HEADS),
        "heard_else_here": max((c for c, s in rivals if s == at), default=_NO_HEADS),
    }


def _distance(trigger: Trigger, spot: Spot | None) -> float:
    """Tokens from the trigger to the place; below 0 where the place stands before it, 99 elsewhere."""
    if spot is None:
        return 99.0
    return spot.first - trigger.last if spot.first > trigger.last else spot.last - trigger.first


def _preposition(spot: Spot | None) -> float:
    if spot is None:
        return -1.0
    return _PREPOSITIONS.index(spot.preposition) if spot.preposition in _PREPOSITIONS else 20.0


def _elsewhere(spot: Spot) -> bool:
    """Whether people only speak or are treated there."""
    return spot.speaks or any(w in NOT_HERE or w in SPEECH for w in spot.before_preposition)


def _place_in(known: Sequence[str], word: str) -> float:
    return known.index(word) if word in known else 9.0
