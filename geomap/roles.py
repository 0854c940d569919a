"""The part a toponym plays in its sentence, with one line that says why. Pure rules on the words around it."""

from __future__ import annotations

from geomap.model import Article, Mention, Role

__all__ = ["with_roles"]


def with_roles(article: Article, found: list[tuple[int, int, str]]) -> tuple[Mention, ...]:
    """Mentions in order, each with its role; ``found`` are offsets and LOC, ADJ or ORG."""
    return tuple(_mention(article, start, end, label) for start, end, label in sorted(set(found)))


def _mention(article: Article, start: int, end: int, label: str) -> Mention:
    role, why = _role(article, start, end, label)
    return Mention(start=start, end=end, text=article.text[start:end], role=role, why=why)


def _role(article: Article, start: int, end: int, label: str) -> tuple[Role, str]:
    for cut in article.furniture:
        if cut.start <= start < cut.end:
            return "furniture", f"in page text that is not the article: {cut.reason}"
    if label == "ADJ":
        return "demonym", "an adjective or the people, not the place itself"
    if label == "ORG":
        return "organisation", "inside the name of an organisation"
    return "context", "named, with no sign of another role"
