"""Days that an expression of time means, against a publication date that may itself be an interval."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.events.dates import TimeWords
from geomap.model import DatePrecision

DAY = timedelta(days=1)
UNIT_DAYS = {"hour": 1, "day": 1, "week": 7, "fortnight": 14, "weekend": 2, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Consecutive days, both ends included."""

    start: date
    end: date

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def precision(self) -> DatePrecision:
        """ACLED's codes know day, week and month; longer spans are seasons and years."""
        for limit, name in ((1, "day"), (10, "week"), (31, "month"), (93, "season"), (366, "year")):
            if self.length <= limit:
                return name  # type: ignore[return-value]
        return "unknown"


def hull(first: Days, second: Days) -> Days:
    """The shortest run of days that holds both."""
    return Days(start=min(first.start, second.start), end=max(first.end, second.end))


def days_of(
    time: TimeWords, published: Days | None, *, before: Days | None = None, future: bool = False
) -> Days | None:
    """The days that ``time`` means; None where it cannot be told.

    ``before`` are the days of the last expression in the text, which "two days later" counts from.
    ``future`` says that the sentence speaks of what is to come.
    """
    try:
        if time.kind == "shift":
            return _shifted(time, before)
        if fixed := _fixed(time):
            return fixed
        if published is None:
            return None
        first = _against(time, published.start, future)
        if published.length == 1 or first is None:
            return first
        if time.kind == "weekday":
            return _weekdays(time, published)
        second = _against(time, published.end, future)
        return hull(first, second) if second else None
    except (ValueError, OverflowError):  # 31 June, the year 0
        return None


def _month(year: int, month: int, part: str | None) -> Days:
    last = monthrange(year, month)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part or "", (1, last))
    return Days(start=date(year, month, first_day), end=date(year, month, last_day))


def _season(year: int, month: int) -> Days:
    """Three months; a winter starts in December of the year before the one that names it, or ends it."""
    start = date(year, month, 1)
    last_month, last_year = (month + 2, year) if month < 12 else (2, year + 1)
    return Days(start=start, end=date(last_year, last_month, monthrange(last_year, last_month)[1]))


def _years(first: int, last: int, part: str | None) -> Days:
    start, end = {"early": ((1, 1), (4, 30)), "mid": ((5, 1), (8, 31)), "late": ((9, 1), (12, 31))}.get(
        part or "", ((1, 1), (12, 31))
    )
    return Days(start=date(first, *start), end=date(last, *end))


def _fixed(time: TimeWords) -> Days | None:
    """Days that need no publication date."""
    if time.year is None:
        return None
    if time.kind == "day" and time.month and time.day:
        return _on(time, time.year)
    if time.kind == "month" and time.month:
        return _month(time.year, time.month, time.part)
    if time.kind == "season" and time.month:
        return _season(time.year, time.month)
    return _years(time.year, time.year2 or time.year, time.part)


def _on(time: TimeWords, year: int) -> Days:
    start = date(year, time.month or 0, time.day or 0)
    end = date(year, time.month or 0, time.day2) if time.day2 and time.day2 > (time.day or 0) else start
    return Days(start=start, end=end)


def _against(time: TimeWords, published: date, future: bool) -> Days | None:
    if time.kind == "day":
        return _partial(time, published, future)
    if time.kind in ("month", "season"):
        return _month_near(time, published, future)
    if time.kind == "weekday":
        return _weekday(time, published, future)
    if time.kind == "near":
        day = published - DAY * (time.count or 0)
        return Days(start=day - DAY if time.which == "overnight" else day, end=day)
    if time.kind in ("ago", "after"):
        return _ago(time, published)
    if time.kind == "holiday":
        return _holiday(time.which or "", published)
    return _span(time, published) if time.kind == "span" else None


def _partial(time: TimeWords, published: date, future: bool) -> Days:
    """A day and month without a year: the last such day before publication, the next in the future."""
    if time.month is None:
        return _day_of_month(time.day or 0, published, future)
    if time.which in ("last", "this", "next"):
        return _on(time, published.year + {"last": -1, "this": 0, "next": 1}[time.which])
    days = _on(time, published.year)
    if future and days.end < published:
        return _on(time, published.year + 1)
    if not future and days.start > published + DAY:
        return _on(time, published.year - 1)
    return days


def _day_of_month(day: int, published: date, future: bool) -> Days:
    """The last such day of a month up to publication, the next one in the future: "on the 7th"."""
    if not 1 <= day <= 31:
        raise ValueError(day)
    found = published
    while found.day != day:
        found += DAY if future else -DAY
    return Days(start=found, end=found)


def _month_near(time: TimeWords, published: date, future: bool) -> Days | None:
    month = time.month or 0
    if time.which == "next" or (future and month < published.month):
        year = published.year + (1 if month <= published.month else 0)
    elif time.which == "last":
        year = published.year - (0 if month < published.month else 1)
    else:
        year = published.year - (0 if month <= published.month or future or time.which == "this" else 1)
    if time.kind == "season":
        return _season(
            year - 1 if month == 12 and published.month < 12 and year == published.year else year, month
        )
    days = _month(year, month, time.part)
    if not future and days.start <= published < days.end:
        return Days(start=days.start, end=published)
    return days


def _weekday(time: TimeWords, published: date, future: bool) -> Days:
    back = (published.weekday() - (time.weekday or 0)) % 7
    if time.which == "last week":
        day = published - DAY * (published.weekday() + 7 - (time.weekday or 0))
    elif time.which == "before last":
        day = published - DAY * ((back or 7) + 7)
    elif time.which == "next" or (future and time.which not in ("last", "past")):
        day = published + DAY * ((7 - back) % 7 or 7)
    else:
        day = published - DAY * (7 if back == 0 and time.which in ("last", "past", "the previous") else back)
    return Days(start=day, end=day)


def _weekdays(time: TimeWords, published: Days) -> Days:
    """The hull of the days that a weekday may be when publication is only known to lie in an interval."""
    days = [_weekday(time, published.start + DAY * i, False).start for i in range(min(published.length, 800))]
    return Days(start=min(days), end=max(days))


def _holiday(name: str, published: date) -> Days:
    """The last such feast before publication."""
    from dateutil.easter import easter

    for year in (published.year, published.year - 1):
        day = {
            "new year's day": date(year, 1, 1),
            "new year's eve": date(year, 12, 31),
            "christmas eve": date(year, 12, 24),
            "boxing day": date(year, 12, 26),
            "good friday": easter(year) - 2 * DAY,
            "easter monday": easter(year) + DAY,
        }.get(name, easter(year) if "easter" in name else date(year, 12, 25))
        if day <= published + DAY:
            break
    return Days(start=day, end=day)


def _ago(time: TimeWords, published: date) -> Days:
    """Some slack grows with the unit: "two weeks ago" is 11 to 17 days."""
    count, unit = time.count or 1, time.unit or "day"
    if unit == "hour":
        return Days(start=published - DAY * -(-count // 24) if count > 6 else published, end=published)
    if unit == "day":
        return Days(start=published - DAY * count, end=published - DAY * count)
    slack = {"week": 3, "fortnight": 3, "month": 15, "year": 183}[unit]
    middle = published - DAY * (UNIT_DAYS[unit] * count)
    return Days(start=middle - DAY * slack, end=min(middle + DAY * slack, published))


def _span(time: TimeWords, published: date) -> Days | None:
    unit, which = time.unit or "day", time.which
    if which in ("next", "coming"):
        return Days(start=published, end=published + DAY * UNIT_DAYS[unit] * (time.count or 1))
    if time.part == "trailing":  # "in the past two weeks", "in recent days"
        if unit == "hour":  # "in the past few hours" is the day itself
            hours = time.count or 24
            return Days(start=published - DAY * (-(-hours // 24) if hours > 12 else 0), end=published)
        count = time.count or (1 if which != "recent" else 3)
        return Days(start=published - DAY * (UNIT_DAYS[unit] * count), end=published)
    return _calendar_span(unit, which or "this", time.part, published)


def _calendar_span(unit: str, which: str, part: str | None, published: date) -> Days | None:
    monday = published - DAY * published.weekday()
    if unit == "week":
        if which == "this":
            return Days(start=monday, end=published)
        return Days(start=monday - 7 * DAY, end=monday - DAY)
    if unit == "weekend":
        back = (published.weekday() - 5) % 7 or 7
        start = published - DAY * back
        return Days(start=start, end=min(start + DAY, published))
    if unit == "month":
        if which == "this":
            return Days(start=published.replace(day=1), end=published)
        last = published.replace(day=1) - DAY
        return _month(last.year, last.month, part)
    if which == "this":
        return Days(start=date(published.year, 1, 1), end=published)
    return _years(published.year - 1, published.year - 1, part)


def _shifted(time: TimeWords, before: Days | None) -> Days | None:
    if before is None:
        return None
    step = (
        DAY
        * (UNIT_DAYS[time.unit or "day"] * (1 if time.count is None else time.count))
        * (1 if time.which == "later" else -1)
    )
    return Days(start=before.start + step, end=before.end + step)
