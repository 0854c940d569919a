"""Amounts in words and figures, as ranges: "between 10 and 15", "at least 14", "dozens"."""

from __future__ import annotations

from collections.abc import Mapping

_UNITS = {
    w: n
    for n, w in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    w: 10 * (n + 2) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
# ACLED's codebook: "several" is 3, "dozens" 12, "hundreds" 100; "scores" is two score by the word.
_VAGUE = {
    "several": 3,
    "a few": 3,
    "a number of": 3,
    "many": 3,
    "dozens": 12,
    "dozens of": 12,
    "scores": 40,
    "scores of": 40,
    "hundreds": 100,
    "hundreds of": 100,
    "thousands": 1000,
    "thousands of": 1000,
    "a dozen": 12,
    "half a dozen": 6,
    "a couple of": 2,
}
_WORD = "|".join(
    [
        *_UNITS,
        *(f"{t}(?:[- ](?:{'|'.join(list(_UNITS)[1:10])}))?" for t in _TENS),
        "a hundred",
        "a dozen",
        "half a dozen",
    ]
)
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_WORD})"
_VAGUE_WORD = "|".join(
    sorted((v for v in _VAGUE if v not in ("a dozen", "half a dozen")), key=len, reverse=True)
)
_BOUND = (
    r"(?:(?P<least>at least|more than|over|no fewer than|no less than|not less than|"
    r"upwards of|a minimum of)|(?P<most>up to|as many as|fewer than|less than)|"
    r"(?P<about>about|around|some|nearly|almost|approximately|an estimated|roughly))\ "
)
AMOUNT = (
    rf"(?:{_BOUND})?(?:between (?P<low>{NUMBER}) and (?P<high>{NUMBER})|"
    rf"(?P<one>{NUMBER})(?:(?: to |-| or )(?P<two>{NUMBER}))?|(?P<vague>{_VAGUE_WORD})|"
    rf"(?P<none>no|nobody|no one)\b|(?P<a>an?|another|his|her)\b)"
)


def number(words: str) -> int | None:
    """The value of a number in digits or words.

    >>> number("twenty-one"), number("2,000"), number("half a dozen")
    (21, 2000, 6)
    """
    words = words.strip()
    if words[:1].isdigit():
        return int(words.replace(",", ""))
    if words in _VAGUE:
        return _VAGUE[words]
    if words == "a hundred":
        return 100
    parts = words.replace("-", " ").split()
    if not parts or any(p not in _UNITS and p not in _TENS for p in parts):
        return None
    return sum(_UNITS.get(p, 0) + _TENS.get(p, 0) for p in parts)


def bounds_of(groups: Mapping[str, str | None]) -> tuple[int, int | None] | None:
    """Least and most of a match of ``AMOUNT``; None where it is no number, no most where it is open."""
    if groups.get("none"):
        return 0, 0
    if groups["a"]:
        return 1, 1
    if groups["vague"]:
        return _VAGUE[groups["vague"]], None
    first, second = (
        number(groups["low"] or groups["one"] or ""),
        number(groups["high"] or groups["two"] or ""),
    )
    if first is None or first > 200_000:
        return None
    if second is not None:
        return min(first, second), max(first, second)
    if groups["least"]:
        return first, None
    if groups["most"]:
        return 0, first
    return first, first
