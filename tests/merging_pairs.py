"""The annotated pairs of `tests/quality/merging`, as readings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from export_samples import event, span
from geomap.model import Actor, Article, Count, Event, Location, Reading, When

FOLDER = Path(__file__).parent / "quality" / "merging"
TYPES = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
}  # fmt: skip
TYPE_OF = {sub: name for name, subs in TYPES.items() for sub in subs}


def pairs(split: str | None = None) -> list[dict[str, Any]]:
    """Annotated pairs, those of one half where ``split`` is "tune" or "held"."""
    lines = (FOLDER / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [pair for pair in map(json.loads, lines) if split in (None, pair["split"])]


def readings(pair: dict[str, Any]) -> tuple[Reading, Reading]:
    """The two articles of a pair, each with its one event."""
    first, second = (_reading(f"{pair['id']}-{side}", pair[side]) for side in ("a", "b"))
    return first, second


def _reading(article_id: str, report: dict[str, Any]) -> Reading:
    article = Article(id=article_id, text=report["text"], source=article_id)
    return Reading(article=article, events=(_event(article_id, report),))


def _event(article_id: str, report: dict[str, Any]) -> Event:
    text, whole = report["text"], report["text"]
    sub = report["sub_event_type"]
    actors = [
        Actor(name=report[role], role=role)  # type: ignore[arg-type]
        for role in ("actor1", "actor2")
        if role in report
    ]
    return event(
        text,
        report["trigger"],
        article_id=article_id,
        event_type=TYPE_OF.get(sub, "Strategic developments"),
        sub_event_type=sub,
        status=report.get("status", "reported"),
        when=_when(report["date"]),
        location=_location(report),
        actors=tuple(actors),
        fatalities=_count(whole, report.get("killed")),
        injured=_count(whole, report.get("injured")),
    )


def _when(value: str | list[str] | None) -> When | None:
    if value is None:
        return None
    start, end = (value, value) if isinstance(value, str) else value
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    precision: Any = "day" if not days else "week" if days < 8 else "month"
    return When(
        start=date.fromisoformat(start), end=date.fromisoformat(end), precision=precision, basis="gold"
    )


def _location(report: dict[str, Any]) -> Location | None:
    if report["place"] is None:
        return None
    place = json.loads((FOLDER / "places.json").read_text(encoding="utf-8"))[report["place"]]
    known = {"radius_km": 5.0, "geo_precision": 1, "place_id": f"t:{report['place']}"} | place
    words = report.get("words", report["place"])
    where = span(report["text"], words) if words in report["text"] else None
    return Location(name=words, span=where, **known)


def _count(text: str, bounds: list[int | None] | None) -> Count | None:
    if bounds is None:
        return None
    low, high = bounds
    return Count(min=low or 0, max=high, span=span(text, text))
