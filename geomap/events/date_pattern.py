# ruff: noqa: E501  one way of writing a date a line reads best
"""The pattern of expressions of time, and the words they are made of."""

from __future__ import annotations

import re

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
        (
            "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday "
            "sat|sunday sun"
        ).split("|")
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


# What a day names for good: "the 19 April Movement".
_NAMED = "movement|front|brigade|battalion|dam|hydroelectric|square|avenue|street|revolution|bridge|stadium|alliance"


PATTERN = re.compile(
    rf"""\b(?:
    (?P<iso>(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d))(?!\d)
    |(?P<slash>(?P<s1>\d{{1,2}})[/.](?P<s2>\d{{1,2}})[/.](?P<s_y>{_YEAR}))(?!\d)
    |(?P<dm>(?:the\ )?(?P<d1>\d{{1,2}}){_ORD}(?:\ ?(?:-|to|and|or)\ ?(?P<d2>\d{{1,2}}){_ORD})?(?:\ of|\ day\ of)?\ (?P<m1>{_MONTH})\b\.?
        (?:,?\ (?P<y1>{_YEAR}|\d\d(?!\d|\ ?[a-z]|,\d|:)))?{_WHICH.format(1).replace(" ", chr(92) + " ")}(?!\ (?:{_NAMED})\b))
    |(?P<md>(?P<m2>{_MONTH})\.?\ (?P<d3>\d{{1,2}}){_ORD}(?!\d|[:,]\d|\ ?(?:people|soldiers|civilians|%))(?:\ ?(?:-|to|and|or)\ ?(?P<d4>\d{{1,2}}){_ORD}(?!\d|:))?
        (?:[.,]{{0,2}}\ (?:of\ )?(?P<y2>{_YEAR}))?{_WHICH.format(2).replace(" ", chr(92) + " ")}(?!\ (?:{_NAMED})\b))
    |(?P<my>(?:(?:in|since|during|of|by|until|from)\ )?(?:(?P<part3>early|mid|late|the\ (?:start|beginning|end|middle)\ of|beginning\ of|end\ of)[-\ ](?:in\ )?)?(?P<m3>{_FULL_MONTH}|sept|oct|nov|dec|jan|feb)\.?,?\ (?:of\ )?(?P<y3>{_YEAR}))
    |(?P<short>(?<![\d/])(?P<s3>\d{{1,2}})/(?P<s4>\d{{1,2}})(?=(?:\ (?:-|--)\ |:\ |[.;]))(?!/))
    |(?P<mo>(?P<w4>(?:end|start|beginning|middle)\ of|in|last|this|since|early|mid|late|during|of|by|until|from|between|and|a|next|the\ past|in\ early|in\ late|in\ mid|earlier\ in)[-\ ](?P<m4>{_FULL_MONTH})\b(?!\ \d{{1,2}}(?!\d|:|\ ?(?:people|soldiers|civilians|%))){_WHICH.format(4).replace(" ", chr(92) + " ")})
    |(?P<season>(?:(?P<part5>early|mid|late)[-\ ])?(?:(?P<w5>last|this|the|in|next)\ )?(?P<name5>spring|summer|autumn|fall|winter)(?:\ of)?\ (?P<y5>{_YEAR}))
    |(?P<seasonrel>(?P<w6>last|this)\ (?P<name6>spring|summer|autumn|winter))
    |(?P<years>(?:from|between)\ (?P<y7>{_YEAR})\ (?:to|and|until)\ (?P<y8>{_YEAR})|(?P<y9>{_YEAR})-(?P<y10>{_YEAR}|\d\d)(?![\d-]))
    |(?P<yr>(?P<w11>in|since|of|during|by|early|mid|late|from|until|the\ year|back\ in)[-\ ](?:the\ )?(?:(?P<part11>early|mid|late|beginning\ of|end\ of|summer\ of)[-\ ])?(?P<y11>{_YEAR})(?!\d|[,-]\d|\ (?:people|soldiers|rounds|civilians|troops|men|women|families|hours|homes)))
    |(?P<dby>the\ day\ before\ yesterday)
    |(?P<near>yesterday|last\ night|last\ evening|overnight|today|tonight|this\ (?:morning|afternoon|evening)|early\ this\ (?:morning|afternoon)|tomorrow)
    |(?P<ago>(?:(?:about|around|nearly|almost|over|more\ than|only|just)\ )?(?P<n12>{_COUNT})\ (?P<u12>hour|day|week|fortnight|month|year)s?\ (?:ago|earlier\ this|back\b))
    |(?P<after>(?:(?:about|around|nearly|almost|more\ than|just|only)\ )?(?P<n18>{_COUNT})\ (?P<u18>day|week|fortnight|month|year)s?\ (?:after|since)\b)
    |(?P<same>(?:(?:several|a\ few|two|three|\d+)\ )?(?:hours|minutes|moments|shortly)\ (?:later|earlier|afterwards|before\ that)|(?:later\ |earlier\ )?(?:that|the\ same)\ (?:same\ )?(?:day|night|morning|evening|afternoon))
    |(?P<holiday>new\ year's\ (?:day|eve)|christmas\ (?:day|eve)|boxing\ day|easter\ (?:sunday|monday)|good\ friday
     |(?:easter|christmas)(?!\ (?:parade|market|fair|tree|party|dinner|gift|shopp|mass|service|light|concert)))
    |(?P<shift>(?P<n13>{_COUNT}|the)\ (?P<u13>day|night|evening|week|month|year)s?\ (?P<dir13>later|earlier|before|after|previously|prior)\b(?P<end13>(?=[,.;:)]|\s*$))?|(?:the\ )?(?P<dir13b>next|following|previous)\ day)
    |(?P<nth>(?:on|of|since|until|by)\ the\ (?P<d19>\d{{1,2}})(?:st|nd|rd|th)(?=[,.;:)]|\s*$|\ (?:in|at|on|for|by|when|after|as|with|while|near|from|an?|to)\b))
    |(?P<wd>(?:(?P<w14>last|this|on|past|next|the\ previous|late|early|since|by)\ (?:late\ |early\ )?)?(?P<name14>{FULL_WEEKDAYS})(?P<time14>\ (?:night|morning|afternoon|evening))?(?:\ (?P<back14>before\ last|(?:of\ )?last\ week))?)
    |(?P<past>(?:in|over|during|within|for|from)\ (?:the\ |these\ )?(?P<w15>past|last|recent|coming|next)\ (?:(?P<n15>{_COUNT}|24|48|72)\ )?(?P<u15>hour|day|week|weekend|month|year)s?)
    |(?P<weekend>(?:at|over)\ the\ weekend)
    |(?P<rel>(?:(?P<part16>early|earlier|late|later|the\ end\ of)\ )?(?P<w16>last|this|next|past)\ (?P<u16>week|weekend|month|year))
    )\b""",
    re.VERBOSE,
)


CUES = (
    frozenset(
        "weekend today yesterday tonight overnight tomorrow ago later earlier last this next past "
        "recent following previous "
        "before after since same hours minutes that christmas easter christmas easter boxing "
        "good year's year spring summer autumn winter prior".split()
    )
    | MONTHS.keys()
    | set(FULL_WEEKDAYS.split("|"))
)
