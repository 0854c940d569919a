"""Numbers of people killed and injured, as ranges with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.amounts import AMOUNT, NUMBER, bounds_of, number
from geomap.events.page import Page, Sentence
from geomap.model import Count

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
# Words that are not part of what is counted: verbs, links, measures, and what is no person.
_STOP = (
    r"(?!(?:was|were|is|are|be|been|being|has|have|had|said|says|told|that|which|who|whom|when|while|but|"
    r"and|or|as|after|before|by|to|for|than|of|in|on|at|from|near|since|during|where|if|not|more\ than|"
    r"dead|killed|kills?|died|dies?|wounded|injured|hurt|missing|murdered|executed|massacred|left|"
    r"beheaded|assassinated|slain|perished|fatally|gunned|lost|shot|reportedly|also|feared|confirmed|"
    r"per\ ?cent|km|miles?|met(?:er|re)s?|years?|months?|weeks?|days?|hours?|minutes?|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|cattle|cows?|sheep|"
    r"goats?|camels?|horses?|dogs?|animals|livestock|times?|deaths?|fatalities|attacks?|"
    r"attackers?\ killed|blasts?|bombs?|explosions?|missiles?|rockets?|shells?|strikes?)\b)"
)
_SAFE = rf"{_STOP}[^\W\d_][\w'.-]*"
_AGED = r"(?:\d{1,3}-year-old\ )?"
_OWN = r"(?:of\ (?:them|the|its|their|his|her|our|those)\ )?"
_FROM = (
    rf"(?:\ (?:of|from|in|on|at|aboard|inside|near|with)(?:\ (?:the|a|an|one|its))?(?:\ {_SAFE}){{1,4}}?)?"
)
_SOME = r"\ of\ (?:the\ (?:wounded|injured)|them|whom)"
_WHO = rf"{AMOUNT}(?:{_SOME}|\ {_OWN}{_AGED}(?:{_SAFE}\ ){{0,4}}?{_SAFE})??{_FROM}"
_WHOM = rf"{AMOUNT}(?:\ {_OWN}{_AGED}(?:(?:{_SAFE}\ ){{0,4}}?{_PEOPLE}\b)?)?"
_DEAD = (
    r"(?:killed|dead|died|dies|die|shot\ dead|slain|murdered|massacred|assassinated|"
    r"executed|beheaded|decapitated|perished|lynched|hacked\ to\ death|stabbed\ to\ death|"
    r"beaten\ to\ death|burned\ to\ death|fatally\ [a-z]+|gunned\ down|lost\ their\ lives|"
    r"kill)"
)
_HURT = r"(?:wounded|injured|hurt|maimed|hospitali[sz]ed)"
_BE = (
    r"(?P<be>(?:(?:were|was|are|is|have|has|had|been|being|also|later|reportedly|confirmed|left|reported|"
    r"feared|believed|to\ have)\ ){0,4})"
)
_PAREN = (
    r"(?:,?\ (?:including|among\ them|mostly|most\ of\ them|all\ of\ them|"
    r"[a-z]+ of (?:them|whom))[^.;:]{0,60}?,?)?"
)
_KILL = (
    r"(?:kill(?:ed|ing|s)?|claim(?:ed|ing)\ the\ lives\ of|shot\ dead|shooting\ dead|murder(?:ed|ing)|"
    r"massacr(?:ed|ing)|assassinat(?:ed|ing)|behead(?:ed|ing)|decapitat(?:ed|ing)|execut(?:ed|ing)|"
    r"deaths?\ of|slaughter(?:ed|ing)|gunned\ down)"
)
_B = r"(?<![\w'])"  # not inside "Sana'a"
_PATTERNS = (
    ("dead", re.compile(rf"{_B}{_WHO}{_PAREN}\ {_BE}{_DEAD}\b(?P<after>\ \S+)?")),
    ("hurt", re.compile(rf"{_B}{_WHO}{_PAREN}\ {_BE}{_HURT}\b(?P<after>\ \S+)?")),
    ("dead", re.compile(rf"\b{_KILL}\ (?P<obj>{_WHOM})")),
    (
        "dead",
        re.compile(
            rf"\b(?:left|leaving|shot|shooting|claimed)\ (?P<obj>{_WHOM})(?:\ {_SAFE})?\ (?:dead|lives)\b"
        ),
    ),
    (
        "hurt",
        re.compile(
            rf"\b(?:wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing))\ (?P<obj>{_WHOM})"
        ),
    ),
    ("hurt", re.compile(rf"\b(?:left|leaving)\ (?P<obj>{_WHOM})\ (?:wounded|injured|hurt)\b")),
    (
        "toll",
        re.compile(
            rf"\b(?:death\ toll|toll|number\ of\ (?:dead|deaths|fatalities|"
            rf"people\ killed))\b[^.;]{{0,50}}?\b(?:to|at|was|is|of|reached|stands\ at|"
            rf"hit)\ {AMOUNT}"
        ),
    ),
    ("dead", re.compile(rf"{_B}{AMOUNT}\ (?:{_SAFE}\ ){{0,4}}?(?:deaths|fatalities|dead\ bodies|lives)\b")),
    ("hurt", re.compile(rf"{_B}{AMOUNT}\ (?:{_SAFE}\ ){{0,4}}?injuries\b")),
    ("part", re.compile(rf"\bthe\ (?:dead|victims)\ includ(?:ed?|ing)\ {AMOUNT}\b")),
    ("one", re.compile(rf"\bthe\ (?:{_SAFE}\ ){{1,3}}was\ (?:also\ )?{_DEAD}\b")),
)
_CUE = re.compile(
    r"kill|dead|die|death|slain|murder|massacr|assassinat|execut|behead|decapit|perish|lynch|wound|"
    r"injur|hurt|maim|toll|fatal|casualt|lives|gunned|lost their"
)
_COUNTED = rf"(?:{NUMBER}|an?|another)"
_NEXT = re.compile(rf"(?:,?\ and|,)\ (?P<n>{_COUNTED})(?P<who>(?:\ {_SAFE}){{1,4}})")
_PREDICATE = re.compile(
    r",?\ (?:of\ (?:them|whom)|were|was|are|is|had|have|has|wounded|injured|hurt|missing|dead|died|captured)"
)
_HARMING = re.compile(rf"(?:\b{_KILL}|\b(?:wound|injur)(?:ed|ing))\ $")
_BEFORE = re.compile(
    rf"{_B}(?P<n>{_COUNTED})\ (?:{_SAFE}\ ){{0,3}}?(?:{_PEOPLE}|\w+(?:men|women|ers|ists))(?:\ and|,)\ $"
)
_ONE_AND = re.compile(
    rf"\b{_KILL}\ (?:the|his|her|an?|its|their)\ [^.;:,\d]{{3,70}}?\ and\ (?P<n>{NUMBER})\ (?:other|more)"
)
_PART = re.compile(
    r"(?:\bincluding|\bamong\ (?:them|the\ (?:dead|victims))(?:\ (?:were|was))?|\bof\ whom|\bnot),?\ $"
)
_LATE = re.compile(r"of\ the\ (?:wounded|injured)|of\ (?:them|whom)\ (?:later\ )?died")
_OBJECT = re.compile(rf"\ (?:{NUMBER}|an?|the|his|her|their|its|at|more|dozens|several|some|up)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """A number of dead or hurt people in a sentence, at ``start``.

    ``rank`` is 0 for a total ("the death toll"), 1 for a plain number, 2 for a part of one.
    """

    dead: bool
    count: Count
    rank: int = 1

    @property
    def start(self) -> int:
        return self.count.span.start


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
    text = sentence.plain
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            bounds = (1, 1) if kind == "one" else bounds_of(groups)
            if bounds is None or _is_year(match) or _is_agent(match) or _only_hurt(kind, match):
                continue
            start, end = match.start(), match.end() - len(groups.get("after") or "")
            if kind != "toll" and bounds[0]:
                start, end, more = _listed(text, match, start, end)
                bounds = (bounds[0] + more, bounds[1] + more if bounds[1] is not None else None)
            if kind == "part":
                bounds = (bounds[0], None)
            weak = kind in ("part", "one") or _PART.search(text[:start]) or _LATE.search(match.group())
            words = text[start:end].rstrip(" .")
            yield Casualties(
                dead=kind != "hurt",
                count=Count(
                    min=bounds[0],
                    max=bounds[1],
                    span=page.span(sentence.start + start, sentence.start + start + len(words)),
                ),
                rank=0 if kind == "toll" else 2 if weak else 1,
            )
    for match in _ONE_AND.finditer(text):
        count = number(match["n"])
        if count is not None:
            span = page.span(sentence.start + match.start(), sentence.start + match.end())
            yield Casualties(dead=True, count=Count(min=count + 1, max=count + 1, span=span))


def _only_hurt(kind: str, match: re.Match[str]) -> bool:
    """Whether the hurt are those of whom something else is told: "two of the wounded died"."""
    return kind == "hurt" and bool(re.search(r"of the (?:wounded|injured)", match.group()))


def _is_year(match: re.Match[str]) -> bool:
    """Whether the number is a year: "in 2014 people were killed"."""
    one = match.groupdict().get("one")
    return bool(one and re.fullmatch(r"(?:19|20)\d\d", one)) and bool(
        re.search(r"\b(?:in|since|of|from|until|by|early|late|mid|and)[ -]$", match.string[: match.start()])
    )


def _is_agent(match: re.Match[str]) -> bool:
    """Whether those counted did the killing: "a bomber killed 15 people", "three men killed him"."""
    groups = match.groupdict()
    if "be" not in groups or groups["be"].strip():
        return False
    if re.search(
        r"(?:died|dies|die|dead|perished|lives)$", match.group().removesuffix(groups["after"] or "")
    ):
        return False
    return bool(groups["a"]) or bool(_OBJECT.match(groups["after"] or ""))


def _listed(text: str, match: re.Match[str], start: int, end: int) -> tuple[int, int, int]:
    """Start, end and further people of a list: "eleven fighters and two soldiers were killed"."""
    more = 0
    if "obj" in match.groupdict():
        while (found := _NEXT.match(text, end)) and not _PREDICATE.match(text, found.end()):
            if found["n"] in ("a", "an") and "and" not in text[end : found.end() + 5]:
                break  # "killing 16 people, a doctor said"
            more += _counted(found["n"])
            end = found.end()
        return start, end, more
    while (found := _BEFORE.search(text[:start])) and not _HARMING.search(text[: found.start()]):
        more += _counted(found["n"])
        start = found.start()
    return start, end, more


def _counted(words: str) -> int:
    return 1 if words in ("a", "an", "another") else number(words) or 0
