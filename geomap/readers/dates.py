"""Publication dates as people and programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_FORMS = (
    "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y %B %d", "%Y %b %d",
    "%A %d %B %Y", "%A %B %d %Y", "%a %d %b %Y", "%a %b %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d",
)  # fmt: skip
REMEDY = "write it as YYYY-MM-DD"


def read_date(value: object) -> date | None:
    """The calendar date, as written in its own time zone; None for an absent value.

    Raises `ValueError` with a remedy for anything that is not one certain day: ``03/04/2020`` is
    either of two.

    >>> read_date("May 8, 2020") == read_date("2020-05-08T23:00:00Z") == date(2020, 5, 8)
    True
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"published {value!r} is not a date; {REMEDY}")
    text = value.strip()
    if not text or text.lower() in {"null", "none", "nan", "nat"}:
        return None
    found = _iso(text) or _written(text) or _mail(text)
    if found is None:
        raise ValueError(f"published {text[:60]!r} is not one certain day; {REMEDY}")
    return found


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    head = re.match(r"(\d{4}-\d\d-\d\d)(?=[T\s])", text)  # any time after the day
    try:
        return date.fromisoformat(head.group(1)) if head else None
    except ValueError:
        return None


def _written(text: str) -> date | None:
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.](?=\s|$)", "", text)
    plain = re.sub(r"\bSept\b", "Sep", " ".join(plain.split()))
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None


def _mail(text: str) -> date | None:
    """The form of RFC 822, which feeds use."""
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError):
        return None
