"""Corrections applied to a GeoJSON of events: which features each one belongs to, and what is reported.

A correction belongs to an event by its id. It also belongs to copies: events with the same words for
the place, the same trigger and nearly the same sentence, in a new version of the article or in another
paper. The choice of a candidate carries over to new articles of the same source, where the same name
stands among shared words and has that candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from geomap.corrections.changes import BEFORE, CHANGES, restored
from geomap.corrections.patches import Correction
from geomap.exporters.geometry import bounding_box
from geomap.exporters.ledger import row_of_event
from geomap.names import fold

SAME_SENTENCE = 0.6  # share of common words from which two sentences of one source are copies
SAME_ANYWHERE = 0.8  # the same for articles of different sources
SHARED_WORDS = 2  # words in common, beside the name, from which a context is the same
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER_OR_WORD = re.compile(r"\w+")


def apply_corrections(
    geojson: Mapping[str, Any], corrections: Iterable[Correction]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The collection as a reader wants it, and a line for every correction that belongs to nothing in it.

    The input stays as it was. A changed feature says so in ``corrected``; a rejected one moves to the
    member ``geomap.rejected`` and to the ledger, from where ``restore`` brings it back. How many were
    applied and which were not is in ``geomap.corrections`` and ``geomap.not_applied``.
    """
    corrections = tuple(corrections)
    result: dict[str, Any] = deepcopy(dict(geojson))
    if not corrections:
        return result, ()
    result["geomap"].setdefault("rejected", [])
    not_applied = tuple(
        f"{correction}: {reason}" for correction in corrections if (reason := _apply(correction, result))
    )
    result["geomap"]["corrections"] = len(corrections) - len(not_applied)
    result["geomap"]["not_applied"] = list(not_applied)
    box = bounding_box(f["geometry"] for f in result["features"] if f["geometry"])
    result.pop("bbox", None)
    head = {"type": result.pop("type"), **({"bbox": box} if box else {})}
    return {**head, **result}, not_applied


def _apply(correction: Correction, result: dict[str, Any]) -> str | None:
    """Apply one correction; the reason where it belongs to nothing here."""
    if correction.action == "restore":
        return _restore(correction, result)
    found = [feature for feature in result["features"] if belongs(correction, feature)]
    if correction.action == "reject":
        return _reject(correction, found, result)
    for feature in found:
        _correct(correction, feature)
    return None if found else "no event of these articles has this sentence any more"


def _correct(correction: Correction, feature: dict[str, Any]) -> None:
    """Change a feature and say in ``corrected`` what was there before; the first value is kept."""
    properties = feature["properties"]
    old = dict(properties)
    corrected = properties["corrected"] or {"actions": [], "note": None, "before": {}}
    if correction.action == "note":
        corrected["note"] = correction.value["text"]
    elif correction.action in CHANGES:
        CHANGES[correction.action](feature, {**correction.value, "event_id": correction.event_id})
    changed = {name: old[name] for name in BEFORE if properties[name] != old[name]}
    corrected["before"] = changed | corrected["before"]
    corrected["actions"] = sorted({*corrected["actions"], correction.action})
    properties["corrected"] = corrected


def _reject(correction: Correction, found: list[dict[str, Any]], result: dict[str, Any]) -> str | None:
    member = result["geomap"]
    for feature in found:
        sources = feature["properties"]["sources"]
        others = [source for source in sources if source["event_id"] != correction.event_id]
        main = {feature["id"], *(source["event_id"] for source in sources[:1])}
        if len(others) < len(sources) and correction.event_id not in main:  # one report of a merged event
            _correct(correction, feature)
            continue
        result["features"].remove(feature)
        member["rejected"].append(feature)
        member["ledger"].append(row_of_event(feature, "rejected", "rejected by hand"))
    known = correction.event_id in {feature["id"] for feature in member["rejected"]}
    return None if found or known else "no event of these articles has this sentence any more"


def _restore(correction: Correction, result: dict[str, Any]) -> str | None:
    member = result["geomap"]
    for feature in member["rejected"]:
        if feature["id"] == correction.event_id:
            _correct(correction, feature)
            member["rejected"].remove(feature)
            member["ledger"] = [row for row in member["ledger"] if row.get("event_id") != feature["id"]]
            result["features"].append(feature)
            return None
    for feature in result["features"]:
        if feature["id"] == correction.event_id:
            _correct(correction, feature)  # it was found again, or left out for its confidence
            return None
    row = next((row for row in member["ledger"] if _row_belongs(correction, row, member)), None)
    if row is None:
        return "no name off the map stands in this sentence any more"
    member["ledger"].remove(row)
    article = next((a for a in member["articles"] if a["id"] == row["article_id"]), None)
    result["features"].append(restored(row, article, correction.event_id))
    return None


def _row_belongs(correction: Correction, row: Mapping[str, Any], member: Mapping[str, Any]) -> bool:
    """Whether a name of the ledger is the one that was restored, or stands in a copy of its sentence."""
    key = correction.key
    if row["article_id"] == key.get("article_id") and row["start"] == correction.value.get("start"):
        return True
    articles = {article["id"]: article for article in member["articles"]}
    source = articles.get(row["article_id"], {})
    return (
        bool(key.get("name"))
        and fold(row["name"]) == fold(key["name"])
        and _likeness(row["excerpt"], key.get("excerpt"))
        >= (SAME_SENTENCE if _same_source(key, source) else SAME_ANYWHERE)
    )


def belongs(correction: Correction, feature: Mapping[str, Any]) -> bool:
    """Whether a correction is about this feature: itself, a copy, or the same name in a like context."""
    properties, key = feature["properties"], correction.key
    ids = {feature["id"], *(source["event_id"] for source in properties["sources"])}
    if correction.event_id in ids:
        return True
    return any(_is_copy(key, properties, source) for source in properties["sources"]) or (
        correction.action == "candidate" and _same_name(correction, properties)
    )


def _is_copy(key: Mapping[str, Any], properties: Mapping[str, Any], source: Mapping[str, Any]) -> bool:
    """Whether the sentence of a source is that of the key, with the same trigger, place and date."""
    if not key.get("excerpt") or fold(key.get("trigger") or "") != fold(properties["trigger"]):
        return False
    if key.get("name") and not _named(key["name"], properties):
        return False
    days = {properties["event_date"], source["event_date"]}
    if key.get("event_date") and days - {None} and key["event_date"] not in days:
        return False
    needed = SAME_SENTENCE if _same_source(key, source) else SAME_ANYWHERE
    return _likeness(source["excerpt"], key["excerpt"]) >= needed


def _same_name(correction: Correction, properties: Mapping[str, Any]) -> bool:
    """Whether a chosen candidate carries over: same source and name, shared words, candidate at hand."""
    key, chosen = correction.key, correction.value.get("place_id")
    return (
        chosen is not None
        and bool(key.get("name"))
        and _named(key["name"], properties)
        and any(_same_source(key, source) for source in properties["sources"])
        and any(candidate["id"] == chosen for candidate in properties["candidates"])
        and len((_words(key.get("excerpt")) & _words(properties["excerpt"])) - _words(key["name"]))
        >= SHARED_WORDS
    )


def _named(name: str, properties: Mapping[str, Any]) -> bool:
    before = (properties["corrected"] or {}).get("before", {})
    names = (properties["location_text"], properties["location"], before.get("location"))
    return fold(name) in {fold(known) for known in names if known}


def _same_source(key: Mapping[str, Any], source: Mapping[str, Any]) -> bool:
    """Whether a key's article is this one or another one of the same publisher."""
    if key.get("article_id") and key["article_id"] in (source.get("article_id"), source.get("id")):
        return True
    if key.get("source") and source.get("source"):
        return fold(key["source"]) == fold(source["source"])
    return bool(_host(key.get("url"))) and _host(key.get("url")) == _host(source.get("url"))


def _host(url: str | None) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "")
    return found.group(1).lower() if found else ""


def _words(text: str | None) -> set[str]:
    return {fold(word) for word in _WORD.findall(text or "")}


def _likeness(one: str, other: str | None) -> float:
    """Share of the words of two sentences that both have, 0 to 1."""
    a, b = ({fold(w) for w in _NUMBER_OR_WORD.findall(text or "")} for text in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0
