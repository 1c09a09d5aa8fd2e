"""Times and names as people say them, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from supervisor.complaints.kernel.deadlines import is_past
from supervisor.language import _, language


def clock(minute: int) -> str:
    """Minutes after midnight as 09:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def span(start_minute: int, end_minute: int) -> str:
    """From–to on one day."""
    return f"{clock(start_minute)}–{clock(end_minute)}"


def day_name(day: date) -> str:
    """2026-11-20 with its weekday."""
    names = {
        0: _("Monday"),
        1: _("Tuesday"),
        2: _("Wednesday"),
        3: _("Thursday"),
        4: _("Friday"),
        5: _("Saturday"),
        6: _("Sunday"),
    }
    return f"{day.isoformat()} {names[day.weekday()]}"


def due_in_words(due: datetime, now: datetime, zone: tzinfo) -> str:
    """How late or how soon: `2 days late`, `today 15:00`, `3 days left`."""
    due_local, now_local = due.astimezone(zone), now.astimezone(zone)
    days = (due_local.date() - now_local.date()).days
    minute = due_local.hour * 60 + due_local.minute
    if is_past(due, now):
        if days == 0:
            return _("late since {time}").format(time=clock(minute))
        return days_late(-days)
    if days == 0:
        return _("today") if minute >= 24 * 60 - 1 else _("before {time}").format(time=clock(minute))
    return days_left(days)


def days_late(days: int) -> str:
    """How many days something is late."""
    return _("1 day late") if days == 1 else _("{n} days late").format(n=days)


def days_left(days: int) -> str:
    """How many days are left for something not due today."""
    return _("tomorrow") if days == 1 else _("{n} days left").format(n=days)


def days_known_words(days_open: int, days_with_tickets: int, tickets_until: date | None) -> str:
    """How many days were open and up to when customers are known, said the same way wherever figures stand."""
    if tickets_until is None:
        return _("{n} days open, no tickets of them yet").format(n=days_open)
    if days_with_tickets == days_open:
        return _("{n} days open, customers up to {day}").format(n=days_open, day=tickets_until)
    return _("{n} days open; customers of {known} days, up to {day}").format(
        n=days_open, known=days_with_tickets, day=tickets_until
    )


def named(people: Mapping[str, str], persons: Iterable[str]) -> str:
    """Names of people, joined as the language does; a subject that is nobody here stays out."""
    found = [people[person] for person in persons if person in people]
    return ("、" if language() == "zh" else ", ").join(found)


def percent(hundredths: int) -> str:
    """9450 hundredths of a percent as 94.5."""
    return f"{hundredths / 100:.1f}"
