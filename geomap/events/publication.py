"""The day an article was published: given, printed in the text, or an interval that its dates allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.events.date_pattern import MONTHS
from geomap.events.dates import TimeWords, find_times
from geomap.events.days import DAY, UNIT_DAYS, Days, days_of
from geomap.events.page import Page
from geomap.model import PublishedBasis

_STAMP = re.compile(
    r"^\W*(?:(?:published|posted|updated|last updated|date|by [\w .'-]{2,40}?)\W+(?:on |"
    r"at )?)?(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\W+)?"
    r"(?P<date>\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|"
    r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"(?:\W{0,4}(?:at )?\d{1,2}[:.]\d\d.{0,20})?\W*$"
)
_STAMP_LINES = 25  # lines at either end of a page where its date stands
_DATELINE_DAY = re.compile(
    r"\b(\d{1,2}) ([a-z]{3,9})\.? (\d{4}|\d\d)\b|\b([a-z]{3,9})\.? (\d{1,2}),? (\d{4})\b"
)
_WEEKDAY_BEFORE = re.compile(r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday),? (?:the )?$")
LAG = 4  # days between a dateline and publication
MONTH = timedelta(days=31)  # a report that names a day without its year is about as old at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the article was published, as ``days``; ``reason`` says how an inferred interval came about."""

    days: Days | None
    basis: PublishedBasis | None
    reason: str

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.days.start if self.days and self.days.length == 1 else None


def find_published(page: Page) -> Published:
    """The publication date of the article; days None where nothing in it tells."""
    given = page.article.published
    if given:
        return Published(days=Days(start=given, end=given), basis="given", reason=f"published {given}")
    printed = _dateline(page) or _stamp(page)
    if printed:
        return Published(
            days=Days(start=printed, end=printed), basis="text", reason=f"dated {printed} in the text"
        )
    return _inferred(page)


def told_from(page: Page, published: Published) -> Published:
    """The day from which "today" and "last night" count: the dateline's, where it is shortly before."""
    day = _dateline(page)
    if day is None or published.day is None or not 0 < (published.day - day).days <= LAG:
        return published
    return Published(days=Days(start=day, end=day), basis="text", reason=f"dated {day} in the text")


def _dateline(page: Page) -> date | None:
    found = _DATELINE_DAY.search(page.filed)
    if not found:
        return None
    d, m, y, m2, d2, y2 = found.groups()
    month = MONTHS.get((m or m2)[:3]) if (m or m2) in MONTHS else None
    year = int(y or y2)
    return _date(year + 1900 if 50 <= year < 100 else year + 2000 if year < 50 else year, month, int(d or d2))


def _date(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month, day) if month else None
    except ValueError:
        return None


def _stamp(page: Page) -> date | None:
    """A line that is a date and nothing else, near an end of the page; never a copyright year."""
    from geomap.events.page import plain

    lines = [line.strip() for line in page.article.text.split("\n") if line.strip()]
    for line in [*lines[:_STAMP_LINES], *lines[-8:]]:
        low = plain(line)
        if len(low) < 100 and (found := _STAMP.match(low)):
            times = find_times(found["date"], 0, tuple(re.findall(r"\w+", found["date"])))
            days = days_of(times[0], None) if times else None
            if days and days.length == 1:
                return days.start
    return None


def _inferred(page: Page) -> Published:
    """An interval from the text's own dates.

    A writer who writes a year with a month ("April 2017") does so since it is not the current one, and
    gives a day without a year ("October 15") within the weeks before publication.
    """
    times = [(t, s.index) for s in page.sentences for t in find_times(s.plain, s.start, s.words)]
    older = [t.year2 or t.year for t, _ in times if t.year and t.kind in ("month", "year", "season")]
    full = [d.end for t, _ in times if t.kind == "day" and t.year and (d := days_of(t, None))]
    partial = [(t, i) for t, i in times if t.kind == "day" and not t.year and not t.which]
    if not partial or not (older or full):
        return Published(days=None, basis=None, reason="the text does not tell when it was published")
    best: tuple[date, TimeWords, int] | None = None
    for time, index in partial:
        day = _year_for(page, time, older, full)
        if day and (best is None or day > best[0]):
            best = (day, time, index)
    if best is None:
        return Published(days=None, basis=None, reason="the dates of the text do not agree")
    return _tightened(page, times, best)


def _year_for(page: Page, time: TimeWords, older: Sequence[int], full: Sequence[date]) -> date | None:
    """The day with the first year that the other dates and a weekday beside it allow."""
    low = max([year + 1 for year in older], default=0)
    if full and max(full).year >= low:
        low = max(full).year
    weekday = _WEEKDAY_BEFORE.search(page.plain[max(0, time.start - 14) : time.start])
    for year in range(low, low + (7 if weekday else 1)):
        day = _date(year, time.month, time.day or 0)
        if day and (not weekday or day.strftime("%A").lower() == weekday[1]):
            return day
    return None


def _tightened(
    page: Page, times: Sequence[tuple[TimeWords, int]], best: tuple[date, TimeWords, int]
) -> Published:
    """The month after the last day that the text names, cut by "in the past week" and "two weeks ago"."""
    day, named, index = best
    days = Days(start=day, end=day + MONTH)
    reason = f"'{page.article.text[named.start : named.end]}' is {day} by the years that the text names"
    for time, i in times:
        words = f"'{page.article.text[time.start : time.end]}'"
        if time.kind == "span" and time.unit == "week" and abs(i - index) <= 1:
            days = Days(start=day, end=day + 8 * DAY)
            reason += f", {words}"
        elif time.kind == "ago" and time.unit == "week" and days.length > 8:
            middle = day + DAY * UNIT_DAYS["week"] * (time.count or 1)
            days = Days(start=middle - 3 * DAY, end=middle + 3 * DAY)
            reason += f", {words}"
    return Published(days=days, basis="inferred", reason=reason)
