"""Annotated text for `geomap train recogniser`: read, checked against the recipe, cut into snippets."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from geomap.errors import ModelError
from geomap.text import sentences

LABELS = ("LOC", "ADJ", "PER", "ORG")
LONGEST_WORDS = 100  # a snippet's length; what the encoder sees at once
Labelled = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A snippet with its labelled spans. ``blind`` are labels that its source does not annotate."""

    text: str
    spans: tuple[Labelled, ...]
    source: str
    blind: frozenset[str] = frozenset()


def read_samples(
    folder: Path, recipe: Mapping[str, Any], log: Callable[[str], None]
) -> dict[str, list[Sample]]:
    """Samples by source, only of sources which the recipe lists (with a licence).

    A file is JSON Lines of ``{"text", "spans": [[start, end, label]], "src"}`` or of documents
    ``{"id", "text", "toponyms": [{"start", "end"}]}``, whose source is the file's name.
    Broken lines raise `ModelError` with file and line.
    """
    known: Mapping[str, Mapping[str, Any]] = recipe["sources"]
    adjective = adjective_pattern(recipe["demonyms"])
    found: dict[str, list[Sample]] = {name: [] for name in known}
    passed: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.jsonl")):
        for where, record in _records(path):
            source = record.get("src", path.stem)
            if source not in known:
                passed[source] += 1
                continue
            blind = frozenset(known[source].get("blind", ()))
            for text, spans in _snippets(record, where):
                found[source].append(_sample(text, spans, source, blind, adjective))
    for source, count in sorted(passed.items()):
        log(f"left out: {source} ({count} texts), which the recipe does not list with a licence")
    if missing := sorted(name for name, samples in found.items() if not samples):
        raise ModelError(f"{folder}: no text of {', '.join(missing)}; see MODEL.md for what the recipe needs")
    return found


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                record["text"]
            except (ValueError, TypeError, KeyError) as error:
                raise ModelError(f"{path}:{number}: not a JSON object with a text: {error!r}") from error
            yield f"{path}:{number}", record


def _snippets(record: Mapping[str, Any], where: str) -> Iterator[tuple[str, list[Labelled]]]:
    """Text and spans, long documents cut between sentences; nested spans give way to outer ones."""
    text = record["text"]
    try:
        if "toponyms" in record:
            marked = [(t["start"], t["end"], "LOC") for t in record["toponyms"] if t.get("named", True)]
        else:
            marked = [(start, end, label) for start, end, label in record["spans"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{where}: spans are [start, end, label] or toponyms with start and end") from error
    spans: list[Labelled] = []
    for start, end, label in sorted(marked, key=lambda s: (s[0], -s[1])):
        if not 0 <= start < end <= len(text) or label not in LABELS:
            raise ModelError(f"{where}: span {start}:{end} {label!r} does not fit the text")
        if re.search(r"\w", text[start:end]) and (not spans or start >= spans[-1][1]):
            spans.append((start, end, label))
    for start, end in cuts(text):
        inside = [(s - start, e - start, label) for s, e, label in spans if s >= start and e <= end]
        yield text[start:end], inside


def cuts(text: str, *, longest: int = LONGEST_WORDS) -> list[tuple[int, int]]:
    """Stretches of whole sentences of up to ``longest`` words; a longer sentence is cut at a space."""
    out: list[tuple[int, int]] = []
    words_so_far = 0
    for sentence in sentences(text):
        words = sentence.text.count(" ") + 1
        if words > longest:
            starts = [m.start() + sentence.start for m in re.finditer(r"\S+", sentence.text)]
            edges = [*starts[::longest], sentence.end]
            out += pairwise(edges)
            words_so_far = longest
        elif out and words_so_far + words <= longest:
            out[-1] = (out[-1][0], sentence.end)
            words_so_far += words
        else:
            out.append((sentence.start, sentence.end))
            words_so_far = words
    return out


def adjective_pattern(demonyms: str) -> re.Pattern[str]:
    """Matches the words of the recipe's list, as written there, one after another ("Saudi Arabian")."""
    words = "|".join(re.escape(w) for w in sorted(demonyms.split(), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b")


def _sample(
    text: str, spans: list[Labelled], source: str, blind: frozenset[str], adjective: re.Pattern[str]
) -> Sample:
    """With demonyms labelled by the list where they stand outside every span; no corpus marks them all."""
    labelled = [
        (s, e, "ADJ") if label == "LOC" and adjective.fullmatch(text[s:e]) else (s, e, label)
        for s, e, label in spans
    ]
    for found in adjective.finditer(text):
        start, end = found.span()
        if all(e <= start or s >= end for s, e, _ in labelled):
            labelled.append((start, end, "ADJ"))
    return Sample(text=text, spans=tuple(sorted(labelled)), source=source, blind=blind)
