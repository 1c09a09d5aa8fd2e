"""A repeat rule as people say it, and as they write it on the command line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _, language

from .repeats import Repeat

DAY_NAMES = (
    Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu"), Words("周五", "Fri"),
    Words("周六", "Sat"), Words("周日", "Sun"),
)  # fmt: skip
_WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7,
             "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7}  # fmt: skip
_NTH = {"last": -1, "末": -1}
FORMS = "day, open, week, week:1,3, month:2-3, month:last-5, month:3-working, month:last-working, month:day-15"


def repeat_words(rule: Repeat | None, each_day: bool = False) -> str:
    """A rule in words of the language in force; empty for a meeting that is held once."""
    if rule is None:
        return _("every open day") if each_day else ""
    if rule.every == "day":
        if rule.step > 1:
            said = _("every {n} working days").format(n=rule.step)
        else:
            said = _("every open day") if rule.days == "open" else _("every working day")
    elif rule.every == "week":
        days = _listed(rule.weekdays)
        if not days:
            said = _("once a week") if rule.step == 1 else _("once every {n} weeks").format(n=rule.step)
        elif rule.step == 1:
            said = _("every week on {days}").format(days=days)
        else:
            said = _("every {n} weeks on {days}").format(n=rule.step, days=days)
    else:
        number = rule.nth or rule.month_day
        which = _("the last") if number == -1 else _("the {nth}").format(nth=_nth(number))
        if rule.month_day:
            said = _("every month on {which} day").format(which=which)
        elif rule.weekdays:
            said = _("every month on {which} {day}").format(which=which, day=_listed(rule.weekdays))
        else:
            said = _("every month on {which} working day").format(which=which)
        if rule.step > 1:
            said = _("{what}, every {n} months").format(what=said, n=rule.step)
    parts = [said]
    if rule.on_free_day != "skip" and (rule.weekdays or rule.month_day):
        before = rule.on_free_day == "before"
        parts.append(_("on a holiday the day before") if before else _("on a holiday the day after"))
    if rule.until is not None:
        parts.append(_("until {day}").format(day=rule.until.isoformat()))
    if rule.count:
        parts.append(_("{n} times").format(n=rule.count))
    if rule.excepted:
        parts.append(_("not on {days}").format(days="、".join(one.isoformat() for one in rule.excepted)))
    return ("，" if language() == "zh" else ", ").join(parts)


def read_repeat(
    text: str, *, step: int = 1, until: date | None = None, times: int = 0, excepted: tuple[date, ...] = (),
    on_holiday: str = "skip",
) -> Repeat:  # fmt: skip
    """A rule as it is written on the command line (see `FORMS`). Raises BadInput naming the forms."""
    every, _mark, rest = text.strip().lower().replace("：", ":").replace("，", ",").partition(":")
    common = {"step": step, "until": until, "count": times, "excepted": excepted, "on_free_day": on_holiday}
    try:
        if every in ("day", "open") and not rest:
            return Repeat(every="day", days="open" if every == "open" else "working", **common)
        if every == "week":
            days = tuple(sorted({_weekday(one) for one in rest.split(",") if one.strip()}))
            return Repeat(every="week", weekdays=days, **common)
        if every == "month":
            return _monthly(rest, common)
    except ValueError:
        pass
    raise BadInput(
        _("{text} is no rule of repetition.").format(text=text), (Fault(text, _("Write {text}.").format(text=FORMS)),)
    )


def _monthly(rest: str, common: dict[str, Any]) -> Repeat:
    first, mark, second = rest.partition("-")
    if not mark:
        raise ValueError(rest)
    if first == "day":
        return Repeat(every="month", month_day=_number(second), **common)
    if second == "working":
        return Repeat(every="month", nth=_number(first), **common)
    return Repeat(every="month", nth=_number(first), weekdays=(_weekday(second),), **common)


def _nth(number: int) -> str:
    """2 as 2nd; in Chinese the number alone."""
    if language() == "zh":
        return str(number)
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else ends.get(number % 10, 'th')}"


def _number(text: str) -> int:
    return _NTH[text] if text in _NTH else int(text)


def _weekday(text: str) -> int:
    plain = re.sub("^(周|星期)", "", text.strip())
    if plain[:3] in _WEEKDAYS or plain in _WEEKDAYS:
        return _WEEKDAYS.get(plain) or _WEEKDAYS[plain[:3]]
    day = int(plain)
    if not 1 <= day <= 7:
        raise ValueError(text)
    return day


def _listed(weekdays: tuple[int, ...]) -> str:
    return ("、" if language() == "zh" else ", ").join(str(DAY_NAMES[one - 1]) for one in weekdays)
