"""Tests, training, drills, attendance, meetings, orders, and what was recorded by hand."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, allowed
from supervisor.appraisal.behind.records import Asked, Told, facts, said
from supervisor.appraisal.ledger import records
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.dispatch.ledger import orders
from supervisor.language import Words
from supervisor.meetings.ledger import sittings_of
from supervisor.meetings.words import KIND_NAMES, MARK_NAMES
from supervisor.roster.ledger import day_roster
from supervisor.roster.words import absence_name
from supervisor.training.ledger import course, drills, result, sessions

_ANSWERS = {
    "ordered": Words("未应答", "not answered"), "heard": Words("已应答", "answered"),
    "done": Words("已到位", "carried out"),
    "returned": Words("已返岗", "back again"), "declined": Words("已拒绝", "declined"),
}  # fmt: skip


def tested(a: Asked) -> Told:
    """A test with what was reached."""
    one = result(a.r, a.subject)
    if one is None:
        return Told()
    known = course(a.r, one.course)
    reached = f"{one.points_c / 100:g} / {one.full_points_c / 100:g}"
    passed = said("通过", "passed") if one.passed else said("未通过", "failed")
    told = facts(
        (said("课程", "Course"), str(known.name) if known is not None else one.course),
        (said("考试时间", "Taken"), f"{one.taken.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("得分", "Points reached"), f"{reached} · {passed}"),
        (said("合格线", "Pass mark"), f"{one.pass_points_c / 100:g}"),
    )
    return Told(facts=told, screen=_screen(a, "roster"), about="training")


def trained(a: Asked) -> Told:
    """A session of training that took place."""
    day = a.line.day
    one = next((each for each in sessions(a.r, day, day) if each.subject == a.subject), None) if day else None
    if one is None:
        return Told()
    known = course(a.r, one.course)
    told = facts(
        (said("课程", "Course"), str(known.name) if known is not None else one.course),
        (said("时间", "Held"), f"{one.start.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("时长（分钟）", "Minutes"), str(one.minutes)),
        (said("培训人", "Trainer"), a.names.get(one.trainer, one.trainer)),
        (said("涉及人员", "Whom it concerns"), a.people(one.participants)), (said("备注", "Remark"), one.note),
    )  # fmt: skip
    return Told(facts=told, screen=_screen(a, "roster"), about="training")


def drilled(a: Asked) -> Told:
    """A drill and how it ended."""
    day = a.line.day
    one = next((each for each in drills(a.r, day, day) if each.subject == a.subject), None) if day else None
    if one is None:
        return Told()
    scene = str(one.outcome.scene_name) if one.outcome is not None else one.scene
    told = facts(
        (said("演练", "Drill"), scene), (said("时间", "Held"), f"{one.held.astimezone(a.r.zone):%Y-%m-%d %H:%M}"),
        (said("结果", "Result"), said("通过", "passed") if one.passed else said("未通过", "failed")),
        (said("涉及人员", "Whom it concerns"), a.people(one.participants)), (said("备注", "Remark"), one.note),
    )  # fmt: skip
    return Told(facts=told, screen=_screen(a, "dispatch"), about="")


def attended(a: Asked) -> Told:
    """What the roster of the day says of him."""
    day = date.fromisoformat(a.subject.partition(":")[2])
    shown = day_roster(a.r, day)
    away = [
        f"{absence_name(each.kind)} {_span(each.start_minute, each.end_minute)} {each.note}".strip()
        for each in shown.absences
        if each.person == a.person
    ]
    duty = [_span(each.start_minute, each.end_minute) for each in shown.duties if each.person == a.person]
    told = facts(
        (said("日期", "Day"), day.isoformat()),
        (said("缺勤登记", "Absence recorded"), "；".join(away)),
        (said("排班", "Planned"), "、".join(duty)),
    )
    return Told(facts=told, screen=_screen(a, "roster"), about=day)


def met(a: Asked) -> Told:
    """The sittings of that day and how he attended."""
    held = [one for one in sittings_of(a.r, a.subject) if one.plan.day == a.line.day and one.state == "ended"]
    told = []
    for one in held:
        mark = one.mark(a.person)
        minute = f" {_clock(mark.minute)}" if mark.minute is not None else ""
        told += facts(
            (said("会议", "Meeting"), f"{KIND_NAMES.get(one.kind, '')} · {one.title} · {one.number}"),
            (said("时间", "Held"), f"{one.plan.day} {_clock(one.plan.start_minute)}"),
            (said("到会情况", "Attendance"), f"{MARK_NAMES.get(mark.mark, '')}{minute}"),
            (said("备注", "Remark"), mark.note),
        )  # fmt: skip
    return Told(facts=tuple(told), screen=_screen(a, "meetings"), about=a.subject)


def ordered(a: Asked) -> Told:
    """The orders of that day he was given, and what he answered."""
    told = []
    for one in orders(a.r):
        at = a.r.local(one.at_ms)
        if one.subject == a.subject and one.person == a.person and at.date() == a.line.day:
            heard = (
                said("{time} 应答", "heard at {time}").format(time=_clock(one.heard_minute)) if one.heard_minute else ""
            )
            told += facts(
                (said("下达时间", "Order given"), f"{at:%Y-%m-%d %H:%M}"),
                (
                    said("应答情况", "Answer"),
                    " · ".join(filter(None, (str(_ANSWERS.get(one.state, "")), heard, one.reason))),
                ),
            )
    return Told(facts=tuple(told), screen=_screen(a, "dispatch"), about=a.line.day)


def written_down(a: Asked) -> Told:
    """A fact recorded by hand: its source, item and number, and who wrote it down."""
    day = a.line.day
    one = next((each for each in records(a.r, day, day) if each.subject == a.subject), None) if day else None
    if one is None:
        return Told()
    told = facts(
        (said("数据来源", "Source"), str(CHOICES["source"].get(one.source, ""))), (said("项目", "Item"), one.item),
        (said("日期", "Day"), one.day.isoformat()),
        (said("数值", "Value"), "" if one.value_c is None else f"{one.value_c / 100:g}"),
        (said("次数", "Cases"), str(one.cases) if one.cases > 1 else ""), (said("备注", "Remark"), one.note),
        (said("登记人", "Recorded by"), a.names.get(one.by, "")),
    )  # fmt: skip
    return Told(facts=told)


def _screen(a: Asked, name: str) -> str:
    """The screen for whoever may read the branch there."""
    return name if allowed(a.r, a.actor, Right.READ_BRANCH) else ""


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _span(start: int, end: int) -> str:
    return "" if (start, end) == (0, 24 * 60) else f"{_clock(start)}–{_clock(end)}"
