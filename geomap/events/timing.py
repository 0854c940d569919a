"""When an event happened: the expression of time that belongs to its trigger, and the days it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.events.clauses import boundaries_between
from geomap.events.dates import TimeWords, find_times
from geomap.events.days import DAY, Days, days_of
from geomap.events.page import Page, Sentence
from geomap.events.publication import Published
from geomap.events.triggers import DETERMINERS, Trigger
from geomap.model import Mention, When

# Verbs and nouns of speech: a date beside them says when something was said.
SPEECH = frozenset(
    "said says say told tells announced announces reported reports report statement "
    "released release confirmed added "
    "stated claimed tweeted wrote declared declared hailed noted interview speaking "
    "testified revealed published "
    "disclosed issued acknowledged warned condemned denied admitted insisted commented "
    "called urged press explained "
    "conference communique indicated informed emerged".split()
)
BEGAN = frozenset("broke took began happened occurred started".split())
BARRIERS = frozenset("after before followed follows following since despite who which where whose".split())
BACKWARD = frozenset("over after following about against behind since".split())
GOVERNORS = frozenset(
    (
        "connection involved involvement linked suspected accused responsibility suspicion "
        "guilty convicted role part relation response retaliation end"
    ).split()
)
CAME = frozenset("came comes follows followed occurred happened".split())
DAYTIMES = frozenset("dawn daybreak sunrise noon midday sunset dusk nightfall midnight".split())
_SINCE = re.compile(r"\bsince(?: the \w+(?: on)?)?$")  # "since the announcement on Saturday"
BACK = 1  # sentences over which a day carries on
FAR = 26  # words, clauses weighing six: a date further off belongs to something else
SINCE = 4  # "the groups that had fought since 26 August signed on Tuesday"
RECORD = 7  # words before "since" among which a record is told
REACH = 3  # words between a date and the word of speech it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """An expression of time in a sentence with the days that it means."""

    time: TimeWords
    days: Days
    first: int  # token indices in the sentence, both included
    last: int
    speech: bool
    since: bool = False


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Every resolved expression of time of the article, by sentence."""

    published: Published
    by_sentence: tuple[tuple[Timed, ...], ...]


def read_clock(page: Page, published: Published, names: Sequence[Mention]) -> Clock:
    """All expressions of time of the page that end in no name, resolved in the order of the text."""
    by_sentence = []
    before: Days | None = None
    for sentence in page.sentences:
        timed: list[Timed] = []
        for time in find_times(sentence.plain, sentence.start, sentence.words):
            if any(name.start < time.end < name.end for name in names):
                continue  # "in May Pen"
            base = _base(sentence, time, timed, before) or published.days
            days = days_of(time, base, before=before, future=_is_future(sentence, time))
            if days is None:
                continue
            if since := _is_since(sentence, time):
                days = Days(
                    start=days.start, end=max(days.end, published.days.end if published.days else days.end)
                )
            first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
            speech = _is_speech(sentence, first, last)
            if days.length <= 2 and not speech and not since:
                before = days
            if (
                timed
                and timed[-1].time.kind == "weekday"
                and time.kind == "day"
                and first - timed[-1].last <= 3
            ):
                timed.pop()  # "Wednesday, March 4" is one date
            if timed and time.kind == "weekday" and (night := _night(sentence, timed[-1], first, days)):
                timed.pop()
                days = night
            timed.append(Timed(time=time, days=days, first=first, last=last, speech=speech, since=since))
        by_sentence.append(tuple(timed))
    return Clock(published=published, by_sentence=tuple(by_sentence))


def _base(sentence: Sentence, time: TimeWords, timed: list[Timed], before: Days | None) -> Days | None:
    """The days told already from which an expression counts; None where it counts from publication."""
    if time.kind == "after" and timed and timed[-1].days.length == 1:
        return timed[-1].days  # "on Sunday, two days after the raid"
    first = sentence.token_at(time.start)
    came = bool(CAME.intersection(sentence.words[max(0, first - 3) : first]))  # "It came four days after"
    return before if time.which == "the previous" or (time.kind == "after" and came) else None


def _is_since(sentence: Sentence, time: TimeWords) -> bool:
    """Whether an expression lasts until publication: "since May", "since the vote on Sunday"."""
    at = time.start - sentence.start
    ahead, said = sentence.plain[:at].rstrip(), sentence.plain[at:]
    return time.which == "since" or said.startswith("since ") or _SINCE.search(ahead) is not None


def _night(sentence: Sentence, before: Timed, first: int, days: Days) -> Days | None:
    """The two days of "overnight Monday" and of "overnight into Tuesday"."""
    between = sentence.words[before.last + 1 : first]
    if sentence.words[before.first] != "overnight" or between not in ((), ("on",), ("into",), ("to",)):
        return None
    if between in (("into",), ("to",)):
        return Days(start=days.start - DAY, end=days.end)
    return Days(start=days.start, end=days.end + DAY)


def _is_future(sentence: Sentence, time: TimeWords) -> bool:
    first = sentence.token_at(time.start)
    around = sentence.words[max(0, first - 8) : first]
    return any(w in ("will", "scheduled", "upcoming", "planned", "slated") for w in around)


def _is_speech(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the date tells when something was said: "said on Tuesday", "on Thursday hailed"."""
    before = sentence.words[max(0, first - REACH) : first]
    if any(w in SPEECH for w in before) and "that" not in before[-2:]:
        return True
    after = sentence.words[last + 1 : last + 3]
    return bool(after) and after[0] in SPEECH


def when_of(trigger: Trigger, page: Page, clock: Clock) -> tuple[When | None, int]:
    """The days of the trigger's own sentence and how well they are tied: 2 own words, 0 no words."""
    if takes_up(trigger):
        return None, 0
    timed = [t for t in clock.by_sentence[trigger.sentence.index] if not t.speech and _may_date(trigger, t)]
    near = [(d, t.first, t) for t in timed if (d := _distance(trigger, t)) <= FAR]
    if not near:
        return None, 0
    best = min(near, key=lambda n: n[:2])[2]
    return _when(best, page, clock), 2


def _may_date(trigger: Trigger, timed: Timed) -> bool:
    """Whether an expression can date the trigger: "two weeks after" dates what follows it."""
    if timed.since and _is_record(trigger.sentence, timed.first):
        return False
    if timed.time.kind == "after":
        return 0 < trigger.first - timed.last <= 9
    if is_backward(trigger):
        return timed.first > trigger.last
    return True


def _is_record(sentence: Sentence, at: int) -> bool:
    """Whether "since" there measures a record: "the bloodiest since February"."""
    before = sentence.words[max(0, at - RECORD) : at]
    return any(w.endswith("est") or w in ("first", "worst", "most", "record") for w in before)


def is_backward(trigger: Trigger) -> bool:
    """Whether a noun only refers back: "arrested over the bombing", "in connection with the attack"."""
    if trigger.form != "noun":
        return False
    words = trigger.sentence.words
    i = trigger.first - 1
    while i >= 0 and words[i] in DETERMINERS:
        i -= 1
    return i >= 0 and (
        words[i] in BACKWARD or (words[i] in ("with", "in", "to", "of") and words[i - 1] in GOVERNORS)
    )


def takes_up(trigger: Trigger) -> bool:
    """Whether a noun only takes up what was told: "the kidnapping came hours after an explosion"."""
    words = trigger.sentence.words
    behind = words[trigger.last + 1 : trigger.last + 8]
    definite = trigger.form == "noun" and trigger.first > 0 and words[trigger.first - 1] in ("the", "this")
    return (
        definite
        and behind[:1] != ()
        and behind[0] in CAME
        and any(w in ("after", "before") and then not in DAYTIMES for w, then in pairwise(behind))
    )


def _distance(trigger: Trigger, timed: Timed) -> float:
    """Words between, with clauses weighing more; a date right before its noun is the nearest of all."""
    if timed.last < trigger.first:
        gap = trigger.first - timed.last - 1
    elif timed.first > trigger.last:
        gap = timed.first - trigger.last - 1
    else:
        gap = 0
    low, high = sorted((trigger.first, timed.first))
    vague = {"day": 0, "weekday": 0, "near": 0, "ago": 1, "month": 1, "shift": 1}.get(timed.time.kind, 3)
    words = trigger.sentence.words
    between = words[min(trigger.last, timed.last) + 1 : max(trigger.first, timed.first)]
    begun = any(w in BEGAN for w in between[:4])  # "the riot, which broke out on Tuesday"
    listed = timed.first < trigger.first and "," in between
    barriers = BARRIERS - {"who", "which"} if timed.time.kind in ("weekday", "near") else BARRIERS
    if not begun and not listed and any(w in barriers for w in between):
        gap += FAR
    vague += SINCE * timed.since
    return gap + 4 * boundaries_between(words, low, high) + vague - (6 if timed.time.year else 0)


def _when(timed: Timed, page: Page, clock: Clock) -> When:
    words = page.span(timed.time.start, timed.time.end)
    basis = f"'{words.text}'"
    if timed.time.year is None and timed.time.kind != "shift":
        basis += f", {clock.published.reason}"
    return When(
        start=timed.days.start, end=timed.days.end, precision=timed.days.precision, basis=basis, span=words
    )


def default_when(clock: Clock, *, week: bool = True) -> When | None:
    """The days before publication, for an event without a date; None where that is unknown."""
    days = clock.published.days
    if days is None:
        return None
    start = days.start - (6 if week else 0) * DAY
    span = Days(start=start, end=days.end)
    return When(
        start=span.start,
        end=span.end,
        precision=span.precision,
        basis=f"no date in the text: the days before publication ({clock.published.reason})",
    )


def inherited_when(sentence: Sentence, page: Page, clock: Clock) -> When | None:
    """The day told last before a sentence without one, in the sentence before."""
    if any(t.speech for t in clock.by_sentence[sentence.index]):
        return None  # "said on Sunday that": of another day than what was told before
    for back in range(1, BACK + 1):
        index = sentence.index - back
        if index < 0 or page.sentences[index].paragraph != sentence.paragraph:
            return None
        days = [
            t
            for t in clock.by_sentence[index]
            if t.days.length <= 2 and not t.speech and t.time.kind != "after"
        ]
        if days:
            when = _when(days[-1], page, clock)
            return replace(
                when, basis=f"told {back} sentence{'s' if back > 1 else ''} before: {when.basis}", span=None
            )
    return None
