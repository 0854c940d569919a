"""The comparison itself: spans matched one to one, the closest agreement first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from geomap.evaluate.report import Mistake, Prediction, Report, Score
from geomap.geo import distance_km

LITERAL = frozenset({"event", "context", "origin", "speaker", "dateline"})  # the words mean the place itself
LENGTHS = ((0, 200, "under 200 words"), (200, 600, "200 to 600 words"), (600, 10**9, "over 600 words"))


def match_spans(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Prediction]) -> dict[int, int]:
    """One-to-one pairs of overlapping spans, as gold index to prediction index; the closest first."""
    pairs = []
    for g, wanted in enumerate(gold):
        for p, found in enumerate(predicted):
            shared = min(wanted["end"], found.end) - max(wanted["start"], found.start)
            if shared > 0:
                union = max(wanted["end"], found.end) - min(wanted["start"], found.start)
                pairs.append((-shared / union, g, p))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in sorted(pairs):
        if g not in matched and p not in taken:
            matched[g] = p
            taken.add(p)
    return matched


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    predicted: Mapping[str, Sequence[Prediction]],
    *,
    counts: Callable[[Prediction], bool] = lambda p: p.role != "furniture",
) -> Report:
    """The report over all gold records; an article without predictions is one in which nothing was found.

    ``counts`` says which predictions are put forward as toponyms.
    """
    reports = [
        _compare(record, [p for p in predicted.get(str(record["id"]), ()) if counts(p)]) for record in gold
    ]
    return Report(
        articles=len(reports),
        strict=sum((r.strict for r in reports), Score()),
        overlap=sum((r.overlap for r in reports), Score()),
        by_length=_summed(r.by_length for r in reports),
        recall_by_role=_summed(r.recall_by_role for r in reports),
        roles=_summed(r.roles for r in reports),
        literal=sum((r.literal for r in reports), Score()),
        errors_km=[km for r in reports for km in r.errors_km],
        mistakes=[mistake for r in reports for mistake in r.mistakes],
    )


def _summed(parts: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for part in parts:
        for name, score in part.items():
            total[name] = total.get(name, Score()) + score
    return dict(sorted(total.items()))


def _compare(record: Mapping[str, Any], predicted: Sequence[Prediction]) -> Report:
    """One article."""
    text = record["text"]
    named = [t for t in record["toponyms"] if t.get("named", True) and t.get("role") != "furniture"]
    excused = [t for t in record["toponyms"] if t not in named]
    pairs = match_spans(named, predicted)
    matched = set(pairs.values())
    wrong = [
        p
        for i, p in enumerate(predicted)
        if i not in matched and not any(p.start < t["end"] and p.end > t["start"] for t in excused)
    ]
    exact = sum(
        (named[g]["start"], named[g]["end"]) == (predicted[p].start, predicted[p].end)
        for g, p in pairs.items()
    )
    found = len(pairs) + len(wrong)
    overlap = Score(right=len(pairs), found=found, wanted=len(named))
    words = len(text.split())
    length = next(name for low, high, name in LENGTHS if low <= words < high)
    return Report(
        strict=Score(right=exact, found=found, wanted=len(named)),
        overlap=overlap,
        by_length={length: overlap},
        recall_by_role=_recall_by_role(named, pairs),
        roles=_roles(named, predicted, pairs),
        literal=_literal(named, predicted, pairs),
        errors_km=_errors_km(named, predicted, pairs),
        mistakes=_mistakes(record, named, predicted, wrong, pairs),
    )


def plain(role: str) -> str:
    """The role as recognition can tell it: whether something happened at a place is known later."""
    return "context" if role == "event" else role


def _recall_by_role(named: Sequence[Mapping[str, Any]], pairs: Mapping[int, int]) -> dict[str, Score]:
    return _summed(
        {gold["role"]: Score(right=int(g in pairs), wanted=1)}
        for g, gold in enumerate(named)
        if "role" in gold
    )


def _roles(
    named: Sequence[Mapping[str, Any]], predicted: Sequence[Prediction], pairs: Mapping[int, int]
) -> dict[str, Score]:
    """For each role: of the names found, how many bear it in the gold, in the prediction and in both."""
    parts: list[dict[str, Score]] = []
    for g, p in pairs.items():
        if "role" in named[g]:
            wanted, found = plain(named[g]["role"]), plain(predicted[p].role)
            parts += [{wanted: Score(wanted=1, right=int(wanted == found))}, {found: Score(found=1)}]
    return _summed(parts)


def _literal(
    named: Sequence[Mapping[str, Any]], predicted: Sequence[Prediction], pairs: Mapping[int, int]
) -> Score:
    if not any("role" in gold for gold in named):
        return Score()
    wanted = {g for g, gold in enumerate(named) if gold.get("role", "context") in LITERAL}
    found = {p for p, prediction in enumerate(predicted) if prediction.role in LITERAL}
    right = sum(g in wanted and p in found for g, p in pairs.items())
    return Score(right=right, found=len(found), wanted=len(wanted))


def _errors_km(
    named: Sequence[Mapping[str, Any]], predicted: Sequence[Prediction], pairs: Mapping[int, int]
) -> list[float | None]:
    errors: list[float | None] = []
    for g, p in pairs.items():
        gold, found = named[g], predicted[p]
        if gold.get("lat") is not None and gold.get("lon") is not None:
            if found.lat is None or found.lon is None:
                errors.append(None)
            else:
                errors.append(distance_km(gold["lat"], gold["lon"], found.lat, found.lon))
    return errors


def _mistakes(
    record: Mapping[str, Any],
    named: Sequence[Mapping[str, Any]],
    predicted: Sequence[Prediction],
    wrong: Sequence[Prediction],
    pairs: Mapping[int, int],
) -> list[Mistake]:
    """In order of the text."""
    text, article_id = record["text"], str(record["id"])

    def mistake(kind: str, start: int, end: int, detail: str = "") -> Mistake:
        return Mistake(
            kind=kind,
            article_id=article_id,
            start=start,
            end=end,
            text=text[start:end],
            before=text[max(0, start - 60) : start],
            after=text[end : end + 60],
            detail=detail,
        )

    found = [mistake("missed", t["start"], t["end"]) for g, t in enumerate(named) if g not in pairs]
    found += [mistake("not a place", p.start, p.end, p.role) for p in wrong]
    for g, p in pairs.items():
        gold, guess = named[g], predicted[p]
        if (gold["start"], gold["end"]) != (guess.start, guess.end):
            found.append(mistake("other span", gold["start"], gold["end"], text[guess.start : guess.end]))
        if "role" in gold and plain(gold["role"]) != plain(guess.role):
            found.append(
                mistake("other role", gold["start"], gold["end"], f"{gold['role']}, not {guess.role}")
            )
    return sorted(found, key=lambda m: (m.start, m.end, m.kind))
