"""Triggers: the words that report an event, found in the lexicon, with their type and grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geomap.events.acled import EVENT_TYPE_OF
from geomap.events.inflection import Form, plural, verb_forms
from geomap.events.lexicon import NOT_EVENTS, NOUNS, VERBS
from geomap.events.page import Page, Sentence, is_mark

GAP = 4  # words that "~" may stand for

DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your another any each every some no several "
    "many few two three four five six seven eight nine ten more most all both recent "
    "latest first second third last "
    "deadly fatal brutal massive major alleged suspected apparent new heavy fierce armed "
    "violent bloody deadliest".split()
)
PREPOSITIONS = frozenset(
    "in on at of by for with from to into against near after before during between through over under about "
    "since amid following despite across within without upon outside inside around along "
    "toward towards".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being am get gets got getting has have had do does did".split()
)
PASSIVE = frozenset("is are was were be been being am get gets got getting".split())
ADVERBS = frozenset(
    "also then later not never reportedly allegedly apparently already still again even just only briefly "
    "brutally severely seriously badly fatally critically violently forcibly subsequently immediately "
    "simultaneously repeatedly reportedly successfully twice once all both recently ever initially".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A phrase of the lexicon. ``after`` are the words behind the first; "~" is a gap."""

    sub_event_type: str
    after: tuple[str, ...]
    form: Form
    weak: bool
    lemma: str

    @property
    def event_type(self) -> str:
        return EVENT_TYPE_OF[self.sub_event_type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that may report an event. ``first``/``last`` index the sentence's tokens, both included."""

    sentence: Sentence
    first: int
    last: int
    sub_event_type: str
    form: Form
    passive: bool
    weak: bool
    lemma: str  # the lexicon's entry; of a heard trigger its own words
    heard: bool = False  # found by the event heads alone

    @property
    def start(self) -> int:
        return self.sentence.starts[self.first]

    @property
    def end(self) -> int:
        return self.sentence.ends[self.last]

    @property
    def event_type(self) -> str:
        return EVENT_TYPE_OF[self.sub_event_type]


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Entry, ...]]:
    """Entries by their first word, longest first."""
    index: dict[str, list[Entry]] = {}
    for sub_event_type, phrases in VERBS.items():
        for lemma, weak in _phrases(phrases):
            first, *rest = lemma.split()
            for word, forms in verb_forms(first).items():
                for form in forms:
                    entry = Entry(
                        sub_event_type=sub_event_type, after=tuple(rest), form=form, weak=weak, lemma=lemma
                    )
                    index.setdefault(word, []).append(entry)
    for sub_event_type, phrases in NOUNS.items():
        for lemma, weak in _phrases(phrases):
            words = lemma.split()
            for last in dict.fromkeys((words[-1], plural(words[-1]))):
                first, *rest = [*words[:-1], last]
                entry = Entry(
                    sub_event_type=sub_event_type, after=tuple(rest), form="noun", weak=weak, lemma=lemma
                )
                index.setdefault(first, []).append(entry)
    for phrase in NOT_EVENTS.split(";"):
        first, *rest = phrase.split()
        entry = Entry(sub_event_type="", after=tuple(rest), form="noun", weak=False, lemma=phrase.strip())
        index.setdefault(first, []).append(entry)
    return {word: tuple(sorted(found, key=lambda e: -len(e.after))) for word, found in index.items()}


def _phrases(table: str) -> Iterator[tuple[str, bool]]:
    for phrase in table.split(";"):
        words = phrase.split()
        if words:
            weak = words[0] == "?"
            yield " ".join(words[1:] if weak else words), weak


def find_triggers(page: Page) -> list[Trigger]:
    """Triggers in the order of the text; of overlapping ones the longest, weak ones too."""
    index = _index()
    found: list[Trigger] = []
    for sentence in page.sentences:
        taken: set[int] = set()
        for i, word in enumerate(sentence.words):
            if i in taken or word not in index or _is_month(sentence.words, i):
                continue
            trigger = _at(sentence, i, index[word])
            if trigger is not None:
                if trigger.sub_event_type:
                    found.append(trigger)
                gap = "~" in trigger.lemma
                taken.update((i, trigger.last) if gap else range(i, trigger.last + 1))
    return found


def _is_month(words: tuple[str, ...], i: int) -> bool:
    """Whether "march" is the month: a number stands beside it."""
    return words[i] == "march" and any(
        w[0].isdigit() for w in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2])
    )


def _at(sentence: Sentence, i: int, entries: tuple[Entry, ...]) -> Trigger | None:
    """The best entry that matches at token ``i`` and whose grammar fits."""
    matches = [
        (entry, last) for entry in entries if (last := _match(sentence.words, i, entry.after)) is not None
    ]
    if not matches:
        return None
    longest = max(len(entry.after) for entry, _ in matches)
    matches = [(entry, last) for entry, last in matches if len(entry.after) == longest]
    stop = next((m for m in matches if not m[0].sub_event_type), None)
    if stop is not None:
        return _trigger(sentence, i, *stop, passive=False)
    nominal = is_nominal(sentence.words, i, matches[0][1])
    passive = is_passive(sentence.words, i)
    ranked = sorted(
        matches, key=lambda m: (_misfit(m[0].form, nominal, passive, sentence.words, i), m[0].weak)
    )
    entry, last = ranked[0]
    if _misfit(entry.form, nominal, passive, sentence.words, i) > 1:
        return None
    return _trigger(sentence, i, entry, last, passive=passive)


def _trigger(sentence: Sentence, i: int, entry: Entry, last: int, *, passive: bool) -> Trigger:
    return Trigger(
        sentence=sentence,
        first=i,
        last=last,
        sub_event_type=entry.sub_event_type,
        form=entry.form,
        passive=passive and entry.form == "participle",
        weak=entry.weak,
        lemma=entry.lemma,
    )


def _match(words: tuple[str, ...], i: int, after: tuple[str, ...]) -> int | None:
    """Index of the last token of a match, or None."""
    j = i
    gap = False
    for part in after:
        if part == "~":
            gap = True
            continue
        stop = min(len(words), j + 2 + (GAP if gap else 0))
        k = j + 1
        while k < stop and words[k] != part:
            if not gap or is_mark(words[k]):
                return None
            k += 1
        if k >= stop:
            return None
        j, gap = k, False
    return j


def _misfit(form: Form, nominal: bool, passive: bool, words: tuple[str, ...], i: int) -> int:
    """0 where the form fits its surroundings, 1 where it is odd, 2 where it cannot be."""
    if form == "noun":
        return 0 if nominal else 1
    if nominal and form in ("base", "s"):
        return 2
    if nominal and form == "ing":
        return 1
    if nominal and form in ("past", "participle") and passive is False:
        return 1
    if form == "participle":
        return 0 if passive else 1
    if form == "past":
        return 1 if passive else 0
    if (
        form == "base"
        and i
        and words[i - 1]
        not in ("to", "will", "would", "could", "may", "might", "should", "can", "did", "not")
    ):
        return 1
    return 0


def is_nominal(words: tuple[str, ...], first: int, last: int) -> bool:
    """Whether the words at ``first`` stand where a noun does: after an article or before "of"."""
    before = words[first - 1] if first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    if after in ("of", "that") and before not in ("to", "was", "were"):
        return True
    if first > 1 and words[first - 2] in ("a", "an", "the") and before not in PREPOSITIONS | AUXILIARIES:
        return True
    if words[first].endswith("s") and "to" in words[max(0, first - 3) : max(0, first - 1)]:
        return True  # "to carry out attacks"
    if before in DETERMINERS or (before in PREPOSITIONS and before not in ("to", "after", "before", "since")):
        return True
    if (
        len(before) > 2
        and first > 1
        and words[first - 2] in ("for", "of", "by", "with", "against")
        and before not in DETERMINERS
    ):
        return not before.endswith(("s", "ed"))
    return after in (
        "was",
        "were",
        "has",
        "had",
        "in",
        "on",
        "occurred",
        "happened",
        "took",
        "killed",
        "left",
        "came",
        "by",
    ) and (
        before not in AUXILIARIES | ADVERBS | {"to", "who", "that", "which", "and"}
        and not before.endswith("ly")
    )


def is_passive(words: tuple[str, ...], i: int) -> bool:
    """Whether a form of "be" or "get" governs the participle at ``i``, or "by" follows it."""
    j = i - 1
    while j >= 0 and (words[j] in ADVERBS or words[j].endswith("ly")):
        j -= 1
    if j >= 0 and words[j] in PASSIVE:
        return True
    if (
        j >= 0
        and words[j] in ("and", "or", ",")
        and j >= 2
        and any(w in PASSIVE for w in words[max(0, j - 4) : j])
    ):
        return True
    return any(w == "by" for w in words[i + 1 : i + 3])
