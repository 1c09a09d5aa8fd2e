"""How days, times of day, points and money read on screen, in the language in force."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from supervisor.language import _, language
from supervisor.language import listed as listed  # names on a screen are parted like everywhere else

_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MINUS = "−"


def weekday(day: date) -> str:
    """周五 or Fri."""
    return (_WEEKDAYS_ZH if language() == "zh" else _WEEKDAYS_EN)[day.weekday()]


def long_day(day: date) -> str:
    """2026-11-20 周五."""
    return f"{day.isoformat()} {weekday(day)}"


def short_day(day: date) -> str:
    """11-20."""
    return f"{day.month:02d}-{day.day:02d}"


def column_day(day: date) -> str:
    """周五 20."""
    return f"{weekday(day)} {day.day}"


def month_words(year: int, month: int) -> str:
    """2026 年 11 月 or November 2026."""
    if language() == "zh":
        return f"{year} 年 {month} 月"
    return date(year, month, 1).strftime("%B %Y")


def clock(minute: int | float) -> str:
    """Minutes after midnight as 09:05."""
    whole = round(minute)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def span(start_minute: int | float, end_minute: int | float) -> str:
    """09:00–09:30."""
    return f"{clock(start_minute)}–{clock(end_minute)}"


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """An instant as 11-20 09:05 in the branch's zone."""
    return at.astimezone(zone).strftime("%m-%d %H:%M")


def number(value: float, digits: int = 1) -> str:
    """A figure with a real minus sign: −4.0."""
    text = f"{value:.{digits}f}"
    if text.startswith("-"):
        text = text[1:]
        return text if float(text) == 0 else MINUS + text
    return text


def points(value_c: int | float, digits: int = 1) -> str:
    """Integer hundredths of a point as points: 9600 → 96.0; a second digit is shown where it counts.

    In a column `digits` is 2, so that the decimal points of all rows stand under one another.
    """
    value = value_c / 100
    return number(value, digits if abs(value * 10 - round(value * 10)) < 1e-9 else 2)


def signed_points(value_c: int | float, digits: int = 1) -> str:
    """Points with their sign: +0.5, −4.0, 0.0."""
    text = points(value_c, digits)
    return f"+{text}" if value_c > 0 else text


def money(cents: int) -> str:
    """Integer cents as yuan: ¥50.00."""
    return f"{MINUS if cents < 0 else ''}¥{abs(cents) / 100:,.2f}"


def share(value: float, digits: int = 0) -> str:
    """A fraction as per cent: 0.05 → 5%."""
    return f"{value * 100:.{digits}f}%"


def days_left(due: date, today: date) -> tuple[str, str]:
    """How a due date stands: words and status."""
    left = (due - today).days
    if left < 0:
        return _("{days} d overdue").format(days=-left), "bad"
    if left == 0:
        return _("due today"), "bad"
    if left <= 2:
        return _("{days} d left").format(days=left), "warning"
    return _("{days} d left").format(days=left), "info"
