"""The file of corrections that a map's page writes: read, checked, written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from geomap.errors import CorrectionError
from geomap.files import replacing

FORMAT = 1
ACTIONS = ("candidate", "date", "move", "note", "reject", "restore", "type")
PRECISIONS = frozenset({"day", "week", "month", "season", "year", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One act of a reader. ``key`` tells the event, ``value`` what it became.

    A key may hold ``article_id, source, url, name, trigger, excerpt, event_date``: the article, the
    words for the place, the trigger and its sentence, and the date before it was corrected.
    """

    event_id: str | None
    action: str
    key: Mapping[str, Any] = field(default_factory=dict)
    value: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        what = self.key.get("name") or self.key.get("trigger") or self.event_id or "?"
        article = self.key.get("article_id")
        return f"{self.action} of {what!r} in {repr(article) if article else 'an unknown article'}"


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Corrections of a file that a map's page wrote, in their order.

    Raises `CorrectionError` that names the file and the correction that cannot be used.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CorrectionError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"{path}: is not JSON: {error}") from error
    if not isinstance(content, dict) or "geomap_corrections" not in content:
        raise CorrectionError(
            f"{path}: is not a file of corrections; download one from a geomap page with its button"
        )
    if content["geomap_corrections"] != FORMAT:
        raise CorrectionError(
            f"{path}: has format {content['geomap_corrections']!r}; this geomap reads format {FORMAT}"
        )
    rows = content.get("corrections")
    if not isinstance(rows, list):
        raise CorrectionError(f'{path}: "corrections" is not a list')
    return tuple(_correction(row, f"{path}: correction {index}") for index, row in enumerate(rows, 1))


def write_corrections(corrections: Iterable[Correction], path: Path) -> None:
    """Write a file that `read_corrections` reads, all of it or nothing."""
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
        raise CorrectionError(
            f"{where}: action {row.get('action')!r} is not known; known are {', '.join(ACTIONS)}"
        )
    event_id = row.get("event_id")
    if event_id is not None and not isinstance(event_id, str):
        raise CorrectionError(f"{where}: event_id is not text")
    if wrong := [name for name, words in key.items() if not isinstance(words, (str, type(None)))]:
        raise CorrectionError(f"{where}: {wrong[0]} in the key is not text")
    try:
        _check(row["action"], value)
    except KeyError as error:
        raise CorrectionError(f"{where}: {row['action']} without {error.args[0]}") from error
    except (TypeError, ValueError, OverflowError) as error:
        raise CorrectionError(f"{where}: {row['action']}: {error}") from error
    return Correction(event_id=event_id, action=row["action"], key=key, value=value)


def _check(action: str, value: Mapping[str, Any]) -> None:
    """Refuse values that could not be applied: KeyError, TypeError or ValueError says why."""
    if action in {"candidate", "move"}:
        lat, lon, radius = float(value["lat"]), float(value["lon"]), float(value.get("radius_km") or 0)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError(f"lat {lat}, lon {lon} is not on Earth")
        if radius < 0 or not isfinite(radius):
            raise ValueError(f"radius_km {radius} is no radius")
        _texts(value, *(n for n in ("name", "place_id", "country", "feature") if value.get(n) is not None))
        if action == "candidate":
            _texts(value, "name")
    elif action == "date":
        _texts(value, "start", *(["end"] if value.get("end") else []))
        start, end = (date.fromisoformat(value.get(n) or value["start"]) for n in ("start", "end"))
        if end < start:
            raise ValueError(f"{end} is before {start}")
        if value.get("precision") not in {*PRECISIONS, None}:
            raise ValueError(f"precision {value['precision']!r} is not known")
    elif action == "type":
        _texts(value, "event_type", "sub_event_type")
    elif action == "note":
        _texts(value, "text")
    elif action == "restore" and value and not all(isinstance(value[n], int) for n in ("start", "end")):
        raise ValueError("start and end are not whole numbers")


def _texts(value: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if not isinstance(value[name], str):
            raise TypeError(f"{name} is not text")
