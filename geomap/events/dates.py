"""Expressions of time in a sentence, read into their parts; `geomap.events.days` turns them into days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from geomap.events.date_pattern import CUES, MONTHS, NUMBERS, PATTERN, SEASONS, WEEKDAYS

Kind = Literal[
    "day",  # "15 October", "October 15, 2018", "2018-10-15", "on the 7th"; a range with ``day2``
    "month",  # "October 2016", "last October", "early May"
    "season",  # "summer 2015", "last winter"
    "year",  # "in 2017", "late 2014", "from 2014 to 2016"
    "weekday",  # "Wednesday", "late Monday", "last Friday"
    "near",  # "today", "yesterday", "overnight": ``count`` days before publication
    "ago",  # "two weeks ago", ``count`` and ``unit``
    "span",  # "last month", "this week", "in the past two weeks", "in recent days"
    "shift",  # "two days later", "the same day": against the date before it in the text
    "after",  # "two weeks after the attack": like "ago", for the event that follows
    "holiday",  # "Christmas Eve", "Good Friday": ``which`` names it
]
Unit = Literal["hour", "day", "week", "fortnight", "weekend", "month", "year"]


Parts = dict[str, Any]  # fields of `TimeWords`


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """An expression of time: article offsets and what it says, unresolved."""

    start: int
    end: int
    kind: Kind
    day: int | None = None
    day2: int | None = None
    month: int | None = None
    year: int | None = None
    year2: int | None = None
    weekday: int | None = None
    count: int | None = None
    unit: Unit | None = None
    which: str | None = None  # "last", "this", "next", "recent", "later", "last week", "before last" ...
    part: str | None = None  # "early", "mid", "late"


def find_times(low: str, offset: int, words: tuple[str, ...]) -> tuple[TimeWords, ...]:
    """Expressions of time in a sentence given as plain lower-case text that starts at ``offset``.

    >>> [t.kind for t in find_times("on monday, two weeks ago, in may 2016", 0, ("monday",))]
    ['weekday', 'ago', 'month']
    """
    if "/" not in low and not any(w in CUES or _is_number(w) for w in words if w):
        return ()
    return tuple(t for found in PATTERN.finditer(low) for t in _read(found, offset))


def _is_number(word: str) -> bool:
    """A year, or the number of a day: "the 7th"."""
    year = word[0] in "12" and len(word) >= 4 and word[:4].isdigit()
    return year or (word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit())


def _read(found: re.Match[str], offset: int) -> Iterator[TimeWords]:
    group = found.groupdict()
    kind = next(name for name in _READERS if group[name])
    times = _READERS[kind](group)
    if times is not None:
        yield TimeWords(start=offset + found.start(), end=offset + found.end(), **times)


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _year(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if len(word) == 4 else 1900 + int(word) if int(word) >= 50 else 2000 + int(word)


def _part(word: str | None) -> str | None:
    """ "early", "mid" or "late"."""
    if not word:
        return None
    if "early" in word or "start" in word or "beginning" in word or word == "earlier":
        return "early"
    if "mid" in word:
        return "mid"
    return "late" if "late" in word or "end" in word else None


def _iso(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "day",
        "year": _number(g["iso_y"]),
        "month": _number(g["iso_m"]),
        "day": _number(g["iso_d"]),
    }


def _slash(g: dict[str, str | None]) -> Parts | None:
    """Day before month, as most of the world writes; the other way where only that is a date."""
    a, b = _number(g["s1"]) or 0, _number(g["s2"]) or 0
    day, month = (b, a) if b > 12 else (a, b)
    return {"kind": "day", "year": _number(g["s_y"]), "month": month, "day": day}


def _short(g: dict[str, str | None]) -> Parts | None:
    """ "04/06 - Bourzanga", "on 21/10;": no "24/7" and no "9/11"."""
    parts = _slash({"s1": g["s3"], "s2": g["s4"], "s_y": None})
    said = f"{g['s3']}/{g['s4']}"
    return parts if parts and 1 <= int(str(parts["month"])) <= 12 and said not in ("24/7", "9/11") else None


def _day_month(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "day",
        "day": _number(g["d1"]),
        "day2": _number(g["d2"]),
        "month": MONTHS[g["m1"] or ""],
        "year": _year(g["y1"]),
        "which": g["which1"],
    }


def _month_day(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "day",
        "day": _number(g["d3"]),
        "day2": _number(g["d4"]),
        "month": MONTHS[g["m2"] or ""],
        "year": _year(g["y2"]),
        "which": g["which2"],
    }


def _month_year(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "month",
        "month": MONTHS[g["m3"] or ""],
        "year": _year(g["y3"]),
        "part": _part(g["part3"]),
    }


def _month(g: dict[str, str | None]) -> Parts | None:
    word = g["w4"] or ""
    if word == "a" or (word in ("and", "by", "of", "from") and g["m4"] in ("may", "march")):
        return None
    which = g["which4"] or (word if word in ("last", "this", "next") else None)
    return {"kind": "month", "month": MONTHS[g["m4"] or ""], "which": which, "part": _part(word)}


def _season(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "season",
        "month": SEASONS[g["name5"] or ""],
        "year": _year(g["y5"]),
        "part": _part(g["part5"]),
    }


def _season_relative(g: dict[str, str | None]) -> Parts | None:
    return {"kind": "season", "month": SEASONS[g["name6"] or ""], "which": g["w6"]}


def _years(g: dict[str, str | None]) -> Parts | None:
    if g["y7"]:
        return {"kind": "year", "year": _year(g["y7"]), "year2": _year(g["y8"])}
    first, second = g["y9"] or "", g["y10"] or ""
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    return {"kind": "year", "year": int(first), "year2": last} if last > int(first) else None


def _plain_year(g: dict[str, str | None]) -> Parts | None:
    part = _part(g["part11"]) or _part(g["w11"])
    return {
        "kind": "year",
        "year": _year(g["y11"]),
        "part": part,
        "which": "since" if g["w11"] == "since" else None,
    }


def _near(g: dict[str, str | None]) -> Parts | None:
    word = g["near"] or ""
    if word == "overnight":
        return {"kind": "near", "count": 0, "which": "overnight"}
    if word == "tomorrow":
        return {"kind": "near", "count": -1}
    return {"kind": "near", "count": 1 if word in ("yesterday", "last night", "last evening") else 0}


def _ago(g: dict[str, str | None]) -> Parts | None:
    return {"kind": "ago", "count": _number(g["n12"]) or 1, "unit": g["u12"]}


def _shift(g: dict[str, str | None]) -> Parts | None:
    word = g["dir13"] or g["dir13b"] or ""
    later = word in ("later", "after", "next", "following")
    if word in ("before", "after") and g["n13"] != "the" and g["end13"] is None:
        return None  # "two days after the election": the anchor is an event, not a date
    return {
        "kind": "shift",
        "count": _number(g["n13"]) or 1,
        "unit": "day" if g["u13"] in ("night", "evening", None) else g["u13"],
        "which": "later" if later else "earlier",
    }


def _after(g: dict[str, str | None]) -> Parts | None:
    return {"kind": "after", "count": _number(g["n18"]) or 1, "unit": g["u18"]}


def _same(_: dict[str, str | None]) -> Parts | None:
    return {"kind": "shift", "count": 0, "unit": "day", "which": "later"}


def _holiday(g: dict[str, str | None]) -> Parts | None:
    return {"kind": "holiday", "which": g["holiday"]}


def _weekday(g: dict[str, str | None]) -> Parts | None:
    which = g["w14"] if g["w14"] in ("last", "next", "this", "past", "since", "the previous") else None
    if g["back14"]:
        which = "before last" if g["back14"] == "before last" else "last week"
    return {"kind": "weekday", "weekday": WEEKDAYS[g["name14"] or ""], "which": which}


def _past(g: dict[str, str | None]) -> Parts | None:
    return {
        "kind": "span",
        "count": _number(g["n15"]),
        "unit": g["u15"],
        "which": g["w15"],
        "part": "trailing",
    }


def _relative(g: dict[str, str | None]) -> Parts | None:
    which = "last" if g["w16"] == "past" else g["w16"]
    return {"kind": "span", "unit": g["u16"], "which": which, "part": _part(g["part16"])}


_READERS = {
    "iso": _iso,
    "slash": _slash,
    "dm": _day_month,
    "md": _month_day,
    "my": _month_year,
    "mo": _month,
    "season": _season,
    "seasonrel": _season_relative,
    "years": _years,
    "yr": _plain_year,
    "short": _short,
    "dby": lambda _: {"kind": "near", "count": 2},
    "near": _near,
    "ago": _ago,
    "after": _after,
    "same": _same,
    "holiday": _holiday,
    "shift": _shift,
    "nth": lambda g: {"kind": "day", "day": _number(g["d19"])},
    "wd": _weekday,
    "past": _past,
    "weekend": lambda _: {"kind": "span", "unit": "weekend", "which": "last"},
    "rel": _relative,
}
