"""What a reader corrected in a map, read from its file and applied again on any later run.

A correction belongs to an event by its id. Where that is not there, it belongs to events with the
same name of a place, the same trigger and nearly the same sentence: another copy of the article. The
choice of a candidate also carries over to new articles of the same source where the same name
stands among shared words and has the same place among its candidates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from geomap.errors import CorrectionError
from geomap.events.merging import merge
from geomap.files import replacing
from geomap.model import Event, GeoReference, Location, Reading, When
from geomap.text import sentences

FORMAT = 1
REJECTED = "rejected by hand"  # opens the reason of a reference whose event was rejected
SAME_SENTENCE = 0.6  # share of common words from which two sentences are copies of each other
SHARED_WORDS = 2  # words in common, beside the name, from which a context is the same
TOWN_KM, DISTRICT_KM = 15.0, 60.0  # largest radius of ACLED's geo_precision 1 and 2
ACTIONS = frozenset({"candidate", "move", "date", "type", "reject", "restore", "note"})
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One act of a reader. ``key`` tells the event, ``value`` what it became."""

    event_id: str | None
    action: str
    key: Mapping[str, Any] = field(default_factory=dict)
    value: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        what = self.key.get("name") or self.key.get("trigger") or self.event_id or "?"
        return f"{self.action} of {what!r} in {self.key.get('article_id') or 'an unknown article'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Readings as a reader wants them.

    ``changes`` holds by event id what the property ``corrected`` says; ``unapplied`` are the
    corrections whose event or name was not found.
    """

    readings: tuple[Reading, ...]
    changes: Mapping[str, Mapping[str, Any]]
    unapplied: tuple[Correction, ...] = ()


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Corrections of a file that a map's page wrote; `CorrectionError` says what is wrong with it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CorrectionError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"{path}: is not JSON: {error}") from error
    if not isinstance(content, dict) or "geomap_corrections" not in content:
        raise CorrectionError(f"{path}: is not a file of corrections from a geomap page")
    if content["geomap_corrections"] != FORMAT:
        raise CorrectionError(f"{path}: has format {content['geomap_corrections']!r}; this geomap reads {FORMAT}")
    rows = content.get("corrections")
    if not isinstance(rows, list):
        raise CorrectionError(f'{path}: "corrections" is not a list')
    return tuple(_correction(row, f"{path}: correction {index + 1}") for index, row in enumerate(rows))


def write_corrections(corrections: Iterable[Correction], path: Path) -> None:
    """Write a file that `read_corrections` reads."""
    rows = [
        {"event_id": c.event_id, "key": dict(c.key), "action": c.action, "value": dict(c.value)}
        for c in corrections
    ]
    text = json.dumps({"geomap_corrections": FORMAT, "corrections": rows}, indent=1)
    with replacing(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")


def _correction(row: Any, where: str) -> Correction:
    if not isinstance(row, dict):
        raise CorrectionError(f"{where}: is not an object")
    key, value = row.get("key") or {}, row.get("value") or {}
    if not isinstance(key, dict) or not isinstance(value, dict):
        raise CorrectionError(f"{where}: key or value is not an object")
    if row.get("action") not in ACTIONS:
        raise CorrectionError(f"{where}: action {row.get('action')!r}; known are {', '.join(sorted(ACTIONS))}")
    event_id = row.get("event_id")
    if event_id is not None and not isinstance(event_id, str):
        raise CorrectionError(f"{where}: event_id is not text")
    correction = Correction(event_id=event_id, action=row["action"], key=key, value=value)
    _check(correction, where)
    return correction


def _check(correction: Correction, where: str) -> None:
    """Refuse values that `apply_corrections` could not use."""
    value = correction.value
    try:
        if correction.action in {"candidate", "move"}:
            lat, lon = float(value["lat"]), float(value["lon"])
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise ValueError(f"lat {lat}, lon {lon} is not on Earth")
            float(value.get("radius_km") or 0)
        elif correction.action == "date":
            _when(value)
        elif correction.action == "type" and not (
            isinstance(value["event_type"], str) and isinstance(value["sub_event_type"], str)
        ):
            raise ValueError("the types are not text")
    except KeyError as error:
        raise CorrectionError(f"{where}: {correction.action} without {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise CorrectionError(f"{where}: {correction.action}: {error}") from error


def _when(value: Mapping[str, Any]) -> When:
    start = date.fromisoformat(value["start"])
    end = date.fromisoformat(value.get("end") or value["start"])
    known = {"day", "week", "month", "season", "year"}
    precision = value.get("precision") if value.get("precision") in known else None
    return When(
        start=start,
        end=end,
        precision=precision or ("day" if start == end else "unknown"),
        basis="set by hand",
    )
