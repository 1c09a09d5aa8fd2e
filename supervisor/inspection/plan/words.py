"""How the plan is called on screen and paper: how often, by whom, when, and how a check stands."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.inspection.words import SOURCES
from supervisor.language import Words, _

from .rules import DAY_END, Occurrence, Rule

EVERY: dict[str, Words] = {
    "day": Words("每日", "Daily"),
    "week": Words("每周", "Weekly"),
    "month": Words("每月", "Monthly"),
    "quarter": Words("每季", "Quarterly"),
    "spot": Words("抽查", "Spot check"),
}
STATES: dict[str, Words] = {
    "done": Words("已完成", "Done"),
    "late": Words("逾期补做", "Done late"),
    "running": Words("进行中", "Under way"),
    "excused": Words("已豁免", "Excused"),
    "due": Words("待检查", "Due"),
    "overdue": Words("超时待补", "Overdue"),
    "missed": Words("漏检", "Missed"),
    "coming": Words("未到时间", "Coming"),
}
ROLES: dict[str, Words] = {
    "": Words("不限人员", "Whoever may inspect"),
    "leader": Words("值班负责人", "Leader on duty"),
    "manager": Words("支行长", "Branch manager"),
    "deputy": Words("副支行长", "Deputy manager"),
    "supervisor": Words("主管", "Supervisor"),
}
COUNTED: dict[str, Words] = {
    "working": Words("工作日", "Working days"),
    "open": Words("营业日", "Days with open doors"),
}
STATUSES = {  # how each state is coloured and shaped
    "done": "good", "late": "warning", "running": "info", "excused": "quiet", "due": "info", "overdue": "bad",
    "missed": "bad", "coming": "quiet",
}  # fmt: skip
WEEKDAYS = (
    Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu"), Words("周五", "Fri"),
    Words("周六", "Sat"), Words("周日", "Sun"),
)  # fmt: skip


def clock(minute: int) -> str:
    """Minutes after midnight as 09:05; the end of the day as 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def time_words(from_minute: int, to_minute: int) -> str:
    """The time of day of a window: 07:00–10:00, until 10:00, from 14:00, or nothing for the whole day."""
    if from_minute <= 0 and to_minute >= DAY_END:
        return ""
    if from_minute <= 0:
        return _("until {time}").format(time=clock(to_minute))
    if to_minute >= DAY_END:
        return _("from {time}").format(time=clock(from_minute))
    return f"{clock(from_minute)}–{clock(to_minute)}"


def when_words(one: Occurrence) -> str:
    """Days and time of a check: 11-20 07:00–10:00, 11-16 – 11-20."""
    days = f"{one.first:%m-%d}" if one.first == one.last else f"{one.first:%m-%d} – {one.last:%m-%d}"
    return " ".join(part for part in (days, time_words(one.from_minute, one.to_minute)) if part)


def often_words(rule: Rule) -> str:
    """How often: daily, twice in the week."""
    if rule.times == 1:
        return str(EVERY[rule.every])
    return _("{every}, {n} times").format(every=EVERY[rule.every], n=rule.times)


def days_words(rule: Rule) -> str:
    """On which days and at what time of them."""
    parts = [str(COUNTED[rule.counted])]
    if rule.weekdays:
        parts.append("、".join(str(WEEKDAYS[day - 1]) for day in rule.weekdays))
    if rule.from_nth or rule.to_nth:
        parts.append(_("{a} to {b} of the period").format(a=_nth(rule.from_nth, first=True), b=_nth(rule.to_nth)))
    if rule.spread and rule.times > 1:
        parts.append(_("spread out"))
    parts.append(time_words(rule.from_minute, rule.to_minute))
    if rule.grace_days:
        parts.append(_("{n} days to make up").format(n=rule.grace_days))
    return " · ".join(part for part in parts if part)


def _nth(number: int, *, first: bool = False) -> str:
    if number == 0:
        return _("first day") if first else _("last day")
    if number < 0:
        return _("{n}th last day").format(n=-number)
    return _("{n}th day").format(n=number)


def source_words(source: str) -> str:
    """How it is to be seen; empty where any way will do."""
    return str(SOURCES[source]) if source in SOURCES else source


def who_words(by: str, role: str, people: Mapping[str, str]) -> str:
    """Who is to make it."""
    return people.get(by, "–") if by else str(ROLES.get(role, ROLES[""]))
