"""Whether an event is reported, denied, claimed, planned, hypothetical or past: from words near it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.events.clauses import clause_bounds
from geomap.events.triggers import ADVERBS, Trigger
from geomap.model import Status

NEGATIONS = frozenset(
    (
        "no not nobody never without neither nor none didn't wasn't weren't hasn't haven't "
        "hadn't isn't aren't don't doesn't"
    ).split()
)
FAILING = frozenset(
    (
        "foiled thwarted prevented averted stopped avoided foil thwart prevent avert avoid "
        "stop preventing averting avoiding thwarting foiling"
    ).split()
)
MODALS = frozenset(
    "would could may might should must can cannot if unless whether wouldn't couldn't can't".split()
)
PLANS = frozenset(
    "plan plans planned planning plot plots plotted plotting intend intends intended "
    "intending threaten threatens threatened "
    "threatening threat threats vow vows vowed prepare prepares prepared preparing will "
    "scheduled upcoming expected set seek "
    "seeks seeking sought aim aims aimed aiming hope hopes hoping want wants wanted "
    "wanting conspired conspiring conspiracy "
    "trying tries try tried attempt attempts attempting attempted calls called urged "
    "urging call won't shall poised ready imminent looming".split()
)
FEARS = frozenset(
    "risk risks fear fears feared fearing warn warned warns warning warnings possible "
    "possibility potential potentially "
    "likely close verge danger likelihood prospect suspects against combat combating "
    "counter countering prevention deter "
    "capable able ability imagine scenario hypothetical exercise drill drills simulated "
    "simulation movie film novel".split()
)
CLAIMS = frozenset(
    (
        "claimed claims claiming alleged alleges alleging allegedly accused accuses accusing "
        "accusation accusations purportedly allegations allegation unconfirmed rumours rumors"
    ).split()
)
PARTIES = re.compile(
    r"\b(?:isis|isil|is|daesh|islamic state|taliban|al-?shabaab|boko haram|hamas|hezbollah|"
    r"houthis?|rebels?|militants?|group|guerrillas?|"
    r"insurgents|separatists|militia|jihadists|hamas-run [\w ]{0,20}|al-?qaeda|pkk|ypg|m23|"
    r"kremlin|defence ministry|defense ministry)\b"
    r"[\w ,']{0,40}\b(?:said|says|claimed|claims|announced)\b (?:that )?(?:it|its|they|"
    r"their|he|in a statement)\b"
)
PAST_WORDS = frozenset(
    "anniversary anniversaries commemorate commemorated commemorates commemorating "
    "memorial commemoration remember remembered historically "
    "history veteran survivor survivors biography book books chapters memoir novel film "
    "documentary museum exhibition poll survey statistics".split()
)
COURT = frozenset(
    "trial trials convicted conviction sentenced sentence sentences charged charges "
    "indicted indictment prosecutors prosecuted acquitted "
    "extradited extradition tribunal verdict pleaded guilty defendant defendants appeal "
    "retrial jury lawsuit compensation inquest inquiry court".split()
)
SENTENCED = frozenset("sentenced convicted trial jailed charged indicted".split())
BLAME = frozenset(
    "blamed blame blames responsible responsibility arrested detained jailed wanted revenge".split()
)
IMPLICATIVE = frozenset(
    (
        "managed began begun continued continue started proceeded used using forced able dared "
        "went helped failed refused"
    ).split()
)
YEARS_TO_PAST = 3  # an event older than this is background, whatever its sentence says
_SINCE_PAST = re.compile(
    r"\b(?:years? (?:ago|earlier|after|before|since)|in the past,|used to|in the 1?9?\d0s|"
    r"first (?:discovered|reported|seen|used|emerged|known)|"
    r"previous(?:ly)?|the worst|the deadliest|formerly|historic(?:al)?|in recent years|"
    r"over the years|for years|"
    r"so far this year|this year alone|since (?:the )?(?:start|beginning)|"
    r"has been (?:accused|blamed)|have been (?:accused|blamed))\b"
)
_PLAN_NOUNS = PLANS - frozenset(  # before a noun the others do not speak of a plan
    "tried attempted called set expected wanted calls attempt attempts".split()
)
_PLANS_BEFORE_ING = frozenset(
    "planning considering plotting threatened contemplating threatening plans planned".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The status of an event and the words that decide it."""

    status: Status
    why: str


def judge(trigger: Trigger, age_days: int | None) -> Judgement:
    """The status of a trigger; ``age_days`` is how long before publication it happened, where known."""
    words = trigger.sentence.words
    if trigger.sentence.plain.rstrip(' "').endswith("?"):
        return Judgement(status="hypothetical", why="a question")
    low, high = clause_bounds(words, trigger.first, trigger.last)
    before = words[max(low, trigger.first - 12) : trigger.first]
    for rule in (_negated, _failed, _planned, _hypothetical):
        if judgement := rule(trigger, before):
            return judgement
    if judgement := _past(trigger, words, low, high, age_days):
        return judgement
    return _claimed(trigger, words[low : high + 1])


def _quote(word: str) -> str:
    return f"'{word}'"


def _negated(trigger: Trigger, before: tuple[str, ...]) -> Judgement | None:
    near = before[-3:] if trigger.form != "noun" else before[-2:]
    for i, word in enumerate(near):
        if word in NEGATIONS and near[i + 1 : i + 2] not in (("only",), ("just",)):
            if word == "no" and trigger.form != "noun":
                continue
            return Judgement(status="denied", why=f"{_quote(word)} before '{trigger.lemma}'")
    for i, word in enumerate(before):
        if word in ("denied", "denies", "deny", "denying") and not {
            "involvement",
            "responsibility",
            "role",
        } & set(before[i:]):
            return Judgement(status="denied", why=f"{_quote(word)} before '{trigger.lemma}'")
    if "failed" in before[-3:] and "to" in before[-2:]:
        return Judgement(status="denied", why="'failed to'")
    return None


def _failed(trigger: Trigger, before: tuple[str, ...]) -> Judgement | None:
    words = trigger.sentence.words
    hit = [w for w in before[-5:] if w in FAILING]
    if hit and trigger.sub_event_type not in ("Disrupted weapons use", "Arrests"):
        return Judgement(status="denied", why=f"{_quote(hit[-1])} before '{trigger.lemma}'")
    after = words[trigger.last + 1 : trigger.last + 4]
    if any(w in ("foiled", "thwarted", "averted", "prevented") for w in after):
        return Judgement(status="denied", why=f"{_quote(after[0])} after '{trigger.lemma}'")
    return None


def _planned(trigger: Trigger, before: tuple[str, ...]) -> Judgement | None:
    words = trigger.sentence.words
    near = before[-6:]
    infinitive = trigger.form == "base" and "to" in _without_adverbs(before)[-4:]
    if infinitive:
        governor = [w for w in before[-8:-1] if w in PLANS]
        if governor:
            return Judgement(status="planned", why=f"{_quote(governor[-1])} before '{trigger.lemma}'")
        if not any(w in IMPLICATIVE for w in before[-9:-1]):
            return Judgement(status="hypothetical", why=f"'to {trigger.lemma}' names a purpose")
        return None
    if trigger.form == "base" and any(w in ("will", "shall", "won't") for w in near[-3:]):
        return Judgement(status="planned", why="'will'")
    if "will" in near[-3:] and "be" in near[-2:]:
        return Judgement(status="planned", why="'will be'")
    if trigger.form == "noun":
        governor = [w for w in before[-4:] if w in _PLAN_NOUNS]
        if governor and not (trigger.first and words[trigger.first - 1] == "attempted"):
            return Judgement(status="planned", why=f"{_quote(governor[-1])} before '{trigger.lemma}'")
    if trigger.form == "ing":
        governor = [w for w in before[-3:] if w in _PLANS_BEFORE_ING]
        if governor:
            return Judgement(status="planned", why=f"{_quote(governor[-1])} before '{trigger.lemma}'")
    return None


def _without_adverbs(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in ADVERBS and not w.endswith("ly"))


def _hypothetical(trigger: Trigger, before: tuple[str, ...]) -> Judgement | None:
    words = trigger.sentence.words
    near = before[-5:] if trigger.form != "noun" else before[-4:]
    for word in reversed(near):
        if word in MODALS and not (word == "can" and trigger.form == "noun"):
            return Judgement(status="hypothetical", why=f"{_quote(word)} before '{trigger.lemma}'")
        told = trigger.form in ("past", "participle") and word in (
            "against",
            "counter",
            "combat",
            "drill",
            "exercise",
        )
        if word in FEARS and not told:
            return Judgement(status="hypothetical", why=f"{_quote(word)} before '{trigger.lemma}'")
    if trigger.form == "noun":
        if _is_aim(before):
            return Judgement(status="hypothetical", why=f"'{trigger.lemma}' is a purpose")
        after = words[trigger.last + 1 : trigger.last + 3]
        if after and after[0] in ("could", "would", "may", "might", "can", "should", "must"):
            return Judgement(status="hypothetical", why=f"{_quote(after[0])} after '{trigger.lemma}'")
        if any(w in ("planned", "scheduled") for w in after):
            return Judgement(status="planned", why="planned")
        if "end" in before[-3:] and "to" in before[-2:]:
            return Judgement(status="past_context", why="'end to'")
        if after and after[0] == "will":
            return Judgement(status="planned", why="'will'")
        if after and after[0] in ("plan", "plans", "plot", "plots", "threat", "threats", "risk", "warning"):
            return Judgement(status="planned", why=f"{_quote(after[0])} after '{trigger.lemma}'")
    return None


def _is_aim(before: tuple[str, ...]) -> bool:
    """Whether a noun is what somebody wants: "for global attacks", "to perpetrate attacks"."""
    if not before or before[-1] in ("the", "this", "that", "an", "a"):
        return False
    wanted = "to" in before[-3:-1] and not any(w in IMPLICATIVE for w in before[-9:])
    return wanted or ("for" in before[-2:] and not any(w in BLAME for w in before[-6:]))


def _past(
    trigger: Trigger, words: tuple[str, ...], low: int, high: int, age_days: int | None
) -> Judgement | None:
    clause = words[low : high + 1]
    hit = [w for w in words if w in PAST_WORDS]
    if hit:
        return Judgement(status="past_context", why=f"{_quote(hit[0])} in the sentence")
    near = (
        *(w for w in words[: trigger.first] if w in SENTENCED),
        *words[max(0, trigger.first - 10) : trigger.last + 7],
    )
    court = [w for w in near if w in COURT]
    if court and trigger.sub_event_type != "Arrests" and trigger.event_type != "Protests":
        return Judgement(status="past_context", why=f"{_quote(court[0])}: told in a court")
    if age_days is not None and age_days > 365 * YEARS_TO_PAST:
        return Judgement(status="past_context", why=f"{age_days // 365} years before publication")
    start = words[max(0, trigger.first - 3) : trigger.first]
    if "since" in start:
        return Judgement(status="past_context", why="'since'")
    text = " ".join(words[max(0, low - 8) : high + 1])
    if found := _SINCE_PAST.search(text):
        return Judgement(status="past_context", why=_quote(found.group()))
    if "former" in clause and trigger.form == "noun" and "death" in trigger.lemma:
        return Judgement(status="past_context", why="'former'")
    return None


def _claimed(trigger: Trigger, clause: tuple[str, ...]) -> Judgement:
    sentence = trigger.sentence
    own = [w for w in clause if w in CLAIMS]
    responsibility = "responsibility" in sentence.words
    if own and not responsibility:
        return Judgement(status="claimed", why=_quote(own[0]))
    if not responsibility and PARTIES.search(sentence.plain):
        return Judgement(status="claimed", why="a party to the conflict says so")
    return Judgement(status="reported", why="")
