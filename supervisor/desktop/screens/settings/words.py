"""How weekdays, opening hours, kinds of day and kinds of name read in the settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.desktop.wording import clock, long_day, span
from supervisor.language import _

EVERY_DAY = tuple(range(1, 9))


def weekday_words(weekday: int) -> str:
    """1 Monday … 7 Sunday, 8 public holidays."""
    return {
        1: _("Monday"), 2: _("Tuesday"), 3: _("Wednesday"), 4: _("Thursday"), 5: _("Friday"), 6: _("Saturday"),
        7: _("Sunday"), 8: _("public holidays"),
    }[weekday]  # fmt: skip


def opening_words(opening: Any, known: bool) -> str:
    """08:30–17:00, closed, or not set."""
    if opening is not None:
        return span(opening.open_minute, opening.close_minute)
    return _("doors closed") if known else _("not set")


def since_words(line: Any) -> str:
    """From which day on the hours hold."""
    return "–" if line.since is None or line.since == date.min else line.since.isoformat()


def later_words(line: Any) -> str:
    """Hours that are set already and begin later."""
    return " · ".join(
        _("from {day}: {hours}").format(day=one.valid_from.isoformat(), hours=opening_words(one.opening, True))
        for one in line.later
    )


def day_words(day: date) -> str:
    """2026-10-01 周四."""
    return long_day(day)


def source_words(line: Any) -> str:
    """Who says so: the nation or the branch."""
    if line.own is not None:
        return _("own: open") if line.own.working else _("own: closed")
    return _("public holiday") if line.kind == "holiday" else _("make-up workday")


def source_status(line: Any) -> str:
    """The colour that goes with it."""
    if line.own is not None:
        return "info"
    return "quiet" if line.kind == "holiday" else "warning"


def kind_word(kind: str, authorisation: bool = False) -> str:
    """A zone, a class of business, a skill or an authorisation."""
    if kind == "skill" and authorisation:
        return _("authorisation")
    return {"zone": _("zone"), "class": _("class"), "skill": _("skill")}[kind]


def branch_words(profile: Any) -> str:
    """The branch's name with the number under which head office keeps it, where it has one."""
    return " · ".join(filter(None, (profile.name, profile.number and _("No. {number}").format(number=profile.number))))


def target_words(profile: Any) -> str:
    """The waiting target in words."""
    return _("{share}% of the customers wait no longer than {minutes} min").format(
        share=f"{profile.target_share * 100:g}", minutes=f"{profile.target_minutes:g}"
    )


def hours_words(opening: Any) -> tuple[int, int]:
    """Opening and closing minute to begin a form with."""
    return (opening.open_minute, opening.close_minute) if opening is not None else (8 * 60 + 30, 17 * 60)


__all__ = [
    "EVERY_DAY", "branch_words", "clock", "day_words", "hours_words", "kind_word", "later_words", "opening_words",
    "since_words", "source_status", "source_words", "target_words", "weekday_words",
]  # fmt: skip
