"""Expressions of time in a sentence, read into their parts; `geomap.events.days` turns them into days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "day",  # "15 October", "October 15, 2018", "2018-10-15"; a range with ``day2``
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

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
        "october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split(
            "|"
        )
    )
    for name in names.split()
}
FULL_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 3, "some": 3}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, in the north

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_FULL_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_COUNT = r"\d{1,3}|a couple of|couple of|a few|few|several|some|an?|" + "|".join(
    w for w, n in NUMBERS.items() if " " not in w and w not in ("a", "an", "few", "several", "some")
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORD = r"(?:st|nd|rd|th)?"
_WHICH = r"(?:,? (?:of )?(?P<which{0}>last|this|next|that) year)?"
_PATTERN = re.compile(
    rf"""\b(?:
    (?P<iso>(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d))(?!\d)
    |(?P<slash>(?P<s1>\d{{1,2}})[/.](?P<s2>\d{{1,2}})[/.](?P<s_y>{_YEAR}))(?!\d)
    |(?P<dm>(?:the\ )?(?P<d1>\d{{1,2}}){_ORD}(?:\ ?(?:-|to|and|or)\ ?(?P<d2>\d{{1,2}}){_ORD})?(?:\ of|\ day\ of)?\ (?P<m1>{_MONTH})\b\.?
        (?:,?\ (?P<y1>{_YEAR}|\d\d(?!\d|\ ?[a-z]|,\d|:)))?{_WHICH.format(1).replace(" ", chr(92) + " ")})
    |(?P<md>(?P<m2>{_MONTH})\.?\ (?P<d3>\d{{1,2}}){_ORD}(?!\d|[:,]\d|\ ?(?:people|soldiers|civilians|%))(?:\ ?(?:-|to|and|or)\ ?(?P<d4>\d{{1,2}}){_ORD}(?!\d|:))?
        (?:[.,]{{0,2}}\ (?:of\ )?(?P<y2>{_YEAR}))?{_WHICH.format(2).replace(" ", chr(92) + " ")})
    |(?P<my>(?:(?:in|since|during|of|by|until|from)\ )?(?:(?P<part3>early|mid|late|the\ (?:start|beginning|end|middle)\ of|beginning\ of|end\ of)[-\ ](?:in\ )?)?(?P<m3>{_FULL_MONTH}|sept|oct|nov|dec|jan|feb)\.?,?\ (?:of\ )?(?P<y3>{_YEAR}))
    |(?P<mo>(?P<w4>in|last|this|since|early|mid|late|during|of|by|until|from|between|and|a|next|the\ past|in\ early|in\ late|in\ mid|earlier\ in)[-\ ](?P<m4>{_FULL_MONTH})\b{_WHICH.format(4).replace(" ", chr(92) + " ")})
    |(?P<season>(?:(?P<part5>early|mid|late)[-\ ])?(?:(?P<w5>last|this|the|in|next)\ )?(?P<name5>spring|summer|autumn|fall|winter)(?:\ of)?\ (?P<y5>{_YEAR}))
    |(?P<seasonrel>(?P<w6>last|this)\ (?P<name6>spring|summer|autumn|winter))
    |(?P<years>(?:from|between)\ (?P<y7>{_YEAR})\ (?:to|and|until)\ (?P<y8>{_YEAR})|(?P<y9>{_YEAR})-(?P<y10>{_YEAR}|\d\d)(?![\d-]))
    |(?P<yr>(?P<w11>in|since|of|during|by|early|mid|late|from|until|the\ year|back\ in)[-\ ](?:the\ )?(?:(?P<part11>early|mid|late|beginning\ of|end\ of|summer\ of)[-\ ])?(?P<y11>{_YEAR})(?!\d|[,-]\d|\ (?:people|soldiers|rounds|civilians|troops|men|women|families|hours|homes)))
    |(?P<dby>the\ day\ before\ yesterday)
    |(?P<near>yesterday|last\ night|last\ evening|overnight|today|tonight|this\ (?:morning|afternoon|evening)|early\ this\ (?:morning|afternoon)|tomorrow)
    |(?P<ago>(?:(?:about|around|nearly|almost|over|more\ than|only|just)\ )?(?P<n12>{_COUNT})\ (?P<u12>hour|day|week|fortnight|month|year)s?\ (?:ago|earlier\ this|back\b))
    |(?P<after>(?:(?:about|around|nearly|almost|more\ than|just|only)\ )?(?P<n18>{_COUNT})\ (?P<u18>day|week|fortnight|month|year)s?\ (?:after|since)\b)
    |(?P<same>(?:(?:several|a\ few|two|three|\d+)\ )?(?:hours|minutes|moments|shortly)\ (?:later|earlier|afterwards|before\ that)|(?:later\ |earlier\ )?(?:that|the\ same)\ (?:same\ )?(?:day|night|morning|evening|afternoon))
    |(?P<holiday>new\ year's\ (?:day|eve)|christmas\ (?:day|eve)|boxing\ day|easter\ (?:sunday|monday)|good\ friday|easter|christmas)
    |(?P<shift>(?P<n13>{_COUNT}|the)\ (?P<u13>day|week|month|year)s?\ (?P<dir13>later|earlier|before|after|previously|prior)\b|(?:the\ )?(?P<dir13b>next|following|previous)\ day)
    |(?P<wd>(?:(?P<w14>last|this|on|past|next|late|early|since|by)\ (?:late\ |early\ )?)?(?P<name14>{FULL_WEEKDAYS})(?P<time14>\ (?:night|morning|afternoon|evening))?)
    |(?P<past>(?:in|over|during|within|for|from)\ (?:the\ |these\ )?(?P<w15>past|last|recent|coming|next)\ (?:(?P<n15>{_COUNT}|24|48|72)\ )?(?P<u15>hour|day|week|weekend|month|year)s?)
    |(?P<rel>(?:(?P<part16>early|earlier|late|later|the\ end\ of)\ )?(?P<w16>last|this|next|past)\ (?P<u16>week|weekend|month|year))
    )\b""",
    re.VERBOSE,
)
_CUES = (
    frozenset(
        "today yesterday tonight overnight tomorrow ago later earlier last this next past recent following previous "
        "before after since same hours minutes that christmas easter christmas easter boxing good year's year spring summer autumn winter prior".split()
    )
    | MONTHS.keys()
    | set(FULL_WEEKDAYS.split("|"))
)


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
    which: str | None = None  # "last", "this", "next", "recent", "later", "earlier"
    part: str | None = None  # "early", "mid", "late"


def find_times(low: str, offset: int, words: tuple[str, ...]) -> tuple[TimeWords, ...]:
    """Expressions of time in a sentence given as plain lower-case text that starts at ``offset``.

    >>> [t.kind for t in find_times("on monday, two weeks ago, in may 2016", 0, ("monday",))]
    ['weekday', 'ago', 'month']
    """
    if not any(w in _CUES or (w[0] in "12" and len(w) >= 4 and w[:4].isdigit()) for w in words if w):
        return ()
    return tuple(t for found in _PATTERN.finditer(low) for t in _read(found, offset))


def _read(found: re.Match[str], offset: int) -> Iterator[TimeWords]:
    group = found.groupdict()
    at = {"start": offset + found.start(), "end": offset + found.end()}
    kind = next(name for name in _READERS if group[name])
    times = _READERS[kind](group)
    if times is not None:
        yield TimeWords(**at, **times)


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


def _iso(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "day",
        "year": _number(g["iso_y"]),
        "month": _number(g["iso_m"]),
        "day": _number(g["iso_d"]),
    }


def _slash(g: dict[str, str | None]) -> dict[str, object] | None:
    """Day before month, as most of the world writes; the other way where only that is a date."""
    a, b = _number(g["s1"]) or 0, _number(g["s2"]) or 0
    day, month = (b, a) if b > 12 else (a, b)
    return {"kind": "day", "year": _number(g["s_y"]), "month": month, "day": day}


def _day_month(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "day",
        "day": _number(g["d1"]),
        "day2": _number(g["d2"]),
        "month": MONTHS[g["m1"] or ""],
        "year": _year(g["y1"]),
        "which": g["which1"],
    }


def _month_day(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "day",
        "day": _number(g["d3"]),
        "day2": _number(g["d4"]),
        "month": MONTHS[g["m2"] or ""],
        "year": _year(g["y2"]),
        "which": g["which2"],
    }


def _month_year(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "month",
        "month": MONTHS[g["m3"] or ""],
        "year": _year(g["y3"]),
        "part": _part(g["part3"]),
    }


def _month(g: dict[str, str | None]) -> dict[str, object] | None:
    word = g["w4"] or ""
    if word == "a" or (word in ("and", "by", "of", "from") and g["m4"] in ("may", "march")):
        return None
    which = g["which4"] or (word if word in ("last", "this", "next") else None)
    return {"kind": "month", "month": MONTHS[g["m4"] or ""], "which": which, "part": _part(word)}


def _season(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "season",
        "month": SEASONS[g["name5"] or ""],
        "year": _year(g["y5"]),
        "part": _part(g["part5"]),
    }


def _season_relative(g: dict[str, str | None]) -> dict[str, object] | None:
    return {"kind": "season", "month": SEASONS[g["name6"] or ""], "which": g["w6"]}


def _years(g: dict[str, str | None]) -> dict[str, object] | None:
    if g["y7"]:
        return {"kind": "year", "year": _year(g["y7"]), "year2": _year(g["y8"])}
    first, second = g["y9"] or "", g["y10"] or ""
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    return {"kind": "year", "year": int(first), "year2": last} if last > int(first) else None


def _plain_year(g: dict[str, str | None]) -> dict[str, object] | None:
    part = _part(g["part11"]) or _part(g["w11"])
    return {
        "kind": "year",
        "year": _year(g["y11"]),
        "part": part,
        "which": "since" if g["w11"] == "since" else None,
    }


def _near(g: dict[str, str | None]) -> dict[str, object] | None:
    word = g["near"] or ""
    if word == "overnight":
        return {"kind": "near", "count": 0, "which": "overnight"}
    if word == "tomorrow":
        return {"kind": "near", "count": -1}
    return {"kind": "near", "count": 1 if word in ("yesterday", "last night", "last evening") else 0}


def _ago(g: dict[str, str | None]) -> dict[str, object] | None:
    return {"kind": "ago", "count": _number(g["n12"]) or 1, "unit": g["u12"]}


def _shift(g: dict[str, str | None]) -> dict[str, object] | None:
    word = g["dir13"] or g["dir13b"] or ""
    later = word in ("later", "after", "next", "following")
    if word in ("before", "after") and g["n13"] != "the" and not g["dir13b"]:
        return None  # "two days after the election": the anchor is an event, not a date
    return {
        "kind": "shift",
        "count": _number(g["n13"]) or 1,
        "unit": g["u13"] or "day",
        "which": "later" if later else "earlier",
    }


def _after(g: dict[str, str | None]) -> dict[str, object] | None:
    return {"kind": "after", "count": _number(g["n18"]) or 1, "unit": g["u18"]}


def _same(_: dict[str, str | None]) -> dict[str, object] | None:
    return {"kind": "shift", "count": 0, "unit": "day", "which": "later"}


def _holiday(g: dict[str, str | None]) -> dict[str, object] | None:
    return {"kind": "holiday", "which": g["holiday"]}


def _weekday(g: dict[str, str | None]) -> dict[str, object] | None:
    which = g["w14"] if g["w14"] in ("last", "next", "this", "past", "since") else None
    return {"kind": "weekday", "weekday": WEEKDAYS[g["name14"] or ""], "which": which}


def _past(g: dict[str, str | None]) -> dict[str, object] | None:
    return {
        "kind": "span",
        "count": _number(g["n15"]),
        "unit": g["u15"],
        "which": g["w15"],
        "part": "trailing",
    }


def _relative(g: dict[str, str | None]) -> dict[str, object] | None:
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
    "dby": lambda _: {"kind": "near", "count": 2},
    "near": _near,
    "ago": _ago,
    "after": _after,
    "same": _same,
    "holiday": _holiday,
    "shift": _shift,
    "wd": _weekday,
    "past": _past,
    "rel": _relative,
}
