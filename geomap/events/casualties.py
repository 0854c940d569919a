"""Numbers of people killed and injured, as ranges with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.page import Page, Sentence
from geomap.model import Count

_UNITS = {
    w: n
    for n, w in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    w: 10 * (n + 2) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
# ACLED's codebook: "several" is 3, "dozens" 12, "hundreds" 100; "scores" is two score by the word.
_VAGUE = {
    "several": 3,
    "a few": 3,
    "a number of": 3,
    "many": 3,
    "dozens": 12,
    "dozens of": 12,
    "scores": 40,
    "scores of": 40,
    "hundreds": 100,
    "hundreds of": 100,
    "thousands": 1000,
    "thousands of": 1000,
    "a dozen": 12,
    "half a dozen": 6,
    "a couple of": 2,
}
_WORD = "|".join(
    [
        *_UNITS,
        *(f"{t}(?:[- ](?:{'|'.join(list(_UNITS)[1:10])}))?" for t in _TENS),
        "a hundred",
        "a dozen",
        "half a dozen",
    ]
)
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_WORD})"
_VAGUE_WORD = "|".join(
    sorted((v for v in _VAGUE if v not in ("a dozen", "half a dozen")), key=len, reverse=True)
)
_BOUND = (
    r"(?:(?P<least>at least|more than|over|no fewer than|no less than|not less than|"
    r"upwards of|a minimum of)|(?P<most>up to|as many as|fewer than|less than)|"
    r"(?P<about>about|around|some|nearly|almost|approximately|an estimated|roughly))\ "
)
_AMOUNT = (
    rf"(?:{_BOUND})?(?:between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})|"
    rf"(?P<one>{_NUMBER})(?:(?: to |-| or )(?P<two>{_NUMBER}))?|(?P<vague>{_VAGUE_WORD})|"
    rf"(?P<none>no|nobody|no one)\b|(?P<a>an?|another|his|her)\b)"
)
_PEOPLE = (
    r"(?:people|persons?|civilians?|soldiers?|troops|policem[ae]n|police officers?|"
    r"officers?|officials?|militants?|fighters?|rebels?|terrorists?|gunm[ae]n|insurgents?|"
    r"guerrillas?|children|child|wom[ae]n|m[ae]n|boys?|girls?|villagers?|residents?|"
    r"worshippers?|students?|pupils?|teachers?|workers?|miners?|farmers?|herders?|"
    r"passengers?|"
    r"journalists?|protesters?|demonstrators?|peasants?|guards?|peacekeepers?|members?|"
    r"victims?|shoppers?|pilgrims?|tourists?|others|bystanders?|attackers?|bombers?|"
    r"prisoners?|inmates?|patients?|priests?|bishops?|judges?|lawyers?|doctors?|nurses?|"
    r"refugees?|families|foreigners|nationals?|peshmerga|mayors?|leaders?|commanders?|"
    r"colonels?|"
    r"agents?|drivers?|lives|bodies|casualties|merchants?|nuns?|monks?|activists?|staff|"
    r"employees|personnel|recruits?|cadets?|pedestrians?|customers?|hostages?|americans?|"
    r"israelis?|palestinians?|iraqis?|syrians?|afghans?|ukrainians?|russians?)"
)
_FILL = r"(?:[^\W\d_][\w'.-]*\ ){0,4}?"
_GROUP = rf"{_AMOUNT}\ (?:of\ (?:them|the)\ )?(?:{_FILL}{_PEOPLE}\b)?"
_DEAD = (
    r"(?:killed|dead|died|dies|die|shot\ dead|slain|murdered|massacred|assassinated|"
    r"executed|beheaded|perished|lynched|hacked\ to\ death|stabbed\ to\ death|"
    r"beaten\ to\ death|burned\ to\ death|fatally\ [a-z]+|gunned\ down|lost\ their\ lives|"
    r"kill)"
)
_HURT = r"(?:wounded|injured|hurt|maimed|injure|wound|hospitalized|hospitalised)"
_BE = (
    r"(?:(?:were|was|are|is|have|has|had|been|being|have\ been|has\ been|had\ been|"
    r"were\ also|was\ also|reportedly|confirmed|left|reported|feared|also|"
    r"reported\ to\ have|believed)\ ){0,3}"
)
_PAREN = (
    r"(?:,?\ (?:including|among\ them|mostly|most\ of\ them|all\ of\ them|at\ least|four|"
    r"three|two|one|[a-z]+ of (?:them|whom))[^.;:]{0,60}?,?\ )?\ ?"
)
_PATTERNS = (
    ("dead", re.compile(rf"\b{_GROUP}{_PAREN}{_BE}{_DEAD}\b")),
    ("hurt", re.compile(rf"\b{_GROUP}{_PAREN}{_BE}{_HURT}\b")),
    (
        "dead",
        re.compile(
            rf"\b(?:kill(?:ed|ing|s)?|claim(?:ed|ing)\ the\ lives\ of|shot\ dead|shooting\ dead|"
            rf"murder(?:ed|ing)|massacr(?:ed|ing)|assassinat(?:ed|ing)|behead(?:ed|ing)|execut(?:ed|"
            rf"ing)|death\ of|deaths\ of|slaughter(?:ed|ing)|gunned\ down|left|leaving|"
            rf"claimed)\ (?P<obj>{_GROUP})(?P<tail>\ ?dead)?"
        ),
    ),
    (
        "hurt",
        re.compile(
            rf"\b(?:wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)|left|"
            rf"leaving)\ (?P<obj>{_GROUP})(?P<tail>\ ?(?:wounded|injured|hurt))?"
        ),
    ),
    (
        "dead",
        re.compile(
            rf"\b(?:death\ toll|toll|number\ of\ (?:dead|deaths|fatalities|"
            rf"people\ killed))\b[^.;]{{0,50}}?\b(?:to|at|was|is|of|reached|stands\ at|"
            rf"hit)\ {_AMOUNT}"
        ),
    ),
    ("dead", re.compile(rf"\b{_AMOUNT}\ (?:{_FILL})?(?:deaths|fatalities|dead\ bodies|lives)\b")),
    ("hurt", re.compile(rf"\b{_AMOUNT}\ (?:{_FILL})?(?:injuries)\b")),
)
_CUE = re.compile(
    r"kill|dead|die|death|slain|murder|massacr|assassinat|execut|behead|perish|lynch|wound|"
    r"injur|hurt|maim|toll|fatal|casualt|lives|gunned|lost their"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """A number of dead or hurt people in a sentence, at ``start``."""

    dead: bool
    count: Count

    @property
    def start(self) -> int:
        return self.count.span.start


def number(words: str) -> int | None:
    """The value of a number in digits or words.

    >>> number("twenty-one"), number("2,000"), number("half a dozen")
    (21, 2000, 6)
    """
    words = words.strip()
    if words[:1].isdigit():
        return int(words.replace(",", ""))
    if words in _VAGUE:
        return _VAGUE[words]
    if words == "a hundred":
        return 100
    parts = words.replace("-", " ").split()
    if not parts or any(p not in _UNITS and p not in _TENS for p in parts):
        return None
    return sum(_UNITS.get(p, 0) + _TENS.get(p, 0) for p in parts)


def find_casualties(page: Page, sentence: Sentence) -> tuple[Casualties, ...]:
    """Every number of dead and of hurt people that the sentence gives, in its order."""
    if not _CUE.search(sentence.plain):
        return ()
    found = sorted(_all(page, sentence), key=lambda c: (c.count.span.start, -c.count.span.end))
    kept: list[Casualties] = []
    for casualty in found:
        overlap = [k for k in kept if k.dead == casualty.dead and casualty.start < k.count.span.end]
        if not overlap:
            kept.append(casualty)
    return tuple(kept)


def _all(page: Page, sentence: Sentence) -> Iterator[Casualties]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(sentence.plain):
            groups = match.groupdict()
            if (
                (
                    "obj" in groups
                    and match.re.pattern.startswith(r"\b(?:kill")
                    and match.group().startswith(("left", "leaving", "claimed"))
                )
                and not groups.get("tail")
                and not match.group().startswith("claimed")
            ):
                continue
            if kind == "hurt" and match.group().startswith(("left", "leaving")) and not groups.get("tail"):
                continue
            bounds = _range(groups)
            if bounds is None:
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            text = page.article.text[start:end].rstrip()
            yield Casualties(
                dead=kind == "dead",
                count=Count(min=bounds[0], max=bounds[1], span=page.span(start, start + len(text))),
            )


def _range(groups: dict[str, str | None]) -> tuple[int, int | None] | None:
    if groups["none"]:
        return 0, 0
    if groups["a"]:
        return 1, 1
    if groups["vague"]:
        return _VAGUE[groups["vague"]], None
    first, second = (
        number(groups["low"] or groups["one"] or ""),
        number(groups["high"] or groups["two"] or ""),
    )
    if first is None or first > 200_000:
        return None
    if second is not None:
        return min(first, second), max(first, second)
    if groups["least"]:
        return first, None
    if groups["most"]:
        return 0, first
    return first, first
