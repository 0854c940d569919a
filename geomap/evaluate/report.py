"""What a comparison with annotated articles gives: counts, rates, mistakes, errors in km."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

NEAR_KM = 161.0  # 100 miles, the customary threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A toponym as found, with the point that it was given, if any."""

    start: int
    end: int
    role: str = "context"
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts and what follows from them. Nothing wanted and nothing found is a score of 0."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found and is right."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.right else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            right=self.right + other.right, found=self.found + other.found, wanted=self.wanted + other.wanted
        )

    def as_dict(self) -> dict[str, float]:
        """Rates with 4 decimals, then the counts; ready for JSON."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(rate, 4) for name, rate in rates.items()} | asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One difference from the gold, with the words around it."""

    kind: str  # "missed", "not a place", "other span", "other role"
    article_id: str
    start: int
    end: int
    text: str
    before: str
    after: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one comparison gave."""

    articles: int = 0
    strict: Score = field(default_factory=Score)
    overlap: Score = field(default_factory=Score)
    by_length: Mapping[str, Score] = field(default_factory=dict)  # overlap
    recall_by_role: Mapping[str, Score] = field(default_factory=dict)  # of the names with that gold role
    roles: Mapping[str, Score] = field(default_factory=dict)  # of the names found: is the role right
    literal: Score = field(default_factory=Score)  # literal names found and told to be literal
    errors_km: Sequence[float | None] = ()  # of the names with a gold point that were found; None unplaced
    mistakes: Sequence[Mistake] = ()

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "articles": self.articles,
            "strict": self.strict.as_dict(),
            "overlap": self.overlap.as_dict(),
            "overlap_by_length": {name: score.as_dict() for name, score in self.by_length.items()},
            "recall_by_role": {name: round(s.recall, 4) for name, s in self.recall_by_role.items()},
            "roles": {name: score.as_dict() for name, score in self.roles.items()},
            "literal": self.literal.as_dict(),
            "resolution": self._resolution(),
            "mistakes": [asdict(mistake) for mistake in self.mistakes],
        }

    def _resolution(self) -> dict[str, Any]:
        if not self.errors_km:
            return {}
        placed = [km for km in self.errors_km if km is not None]
        near = sum(km <= NEAR_KM for km in placed)
        return {
            "toponyms": len(self.errors_km),
            "unplaced": len(self.errors_km) - len(placed),
            "accuracy_161km": round(near / len(self.errors_km), 4),
            "median_km": round(median(placed), 1) if placed else None,
        }

    def as_text(self) -> str:
        """A table for a terminal."""
        lines = [f"{self.articles} articles", f"{'':28}precision  recall     F1  (right / found / wanted)"]
        lines += [_line("names, exact span", self.strict), _line("names, overlapping span", self.overlap)]
        lines += [_line(f"  {name}", score) for name, score in self.by_length.items() if score.wanted]
        if self.roles:
            lines += [_line("literal names", self.literal)]
            lines += [_line(f"  role {name}", score) for name, score in self.roles.items()]
        if resolution := self._resolution():
            lines.append(
                f"places: {resolution['accuracy_161km']:.3f} within {NEAR_KM:.0f} km, "
                f"median {resolution['median_km']} km, {resolution['unplaced']} of "
                f"{resolution['toponyms']} unplaced"
            )
        return "\n".join(lines)


def _line(name: str, s: Score) -> str:
    return f"{name:28}{s.precision:9.3f} {s.recall:7.3f} {s.f1:6.3f}  ({s.right} / {s.found} / {s.wanted})"
