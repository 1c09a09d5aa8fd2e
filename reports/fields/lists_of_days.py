"""Lists of what took place on a day: meetings, incidents, training, tests, drills, absences; and the year by month."""

from __future__ import annotations

from supervisor.dispatch.afterwards.reading import figures_of
from supervisor.dispatch.ledger import STANDING, orders
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import incidents
from supervisor.language import Words
from supervisor.meetings.ledger import sittings
from supervisor.meetings.words import KIND_NAMES, STATE_NAMES
from supervisor.roster.records import WHOLE_DAY, Absence
from supervisor.roster.words import absence_name
from supervisor.training.ledger import courses, drills, results, sessions

from .lists import ListSpec, Rows, col, word, yes
from .source import Source


def _meetings(s: Source) -> Rows:
    return [
        (one.number, one.plan.day, one.title, word(KIND_NAMES, one.kind), one.plan.start_minute, one.plan.end_minute,
         one.plan.end_minute - one.plan.start_minute, one.plan.room or None, len(one.plan.people),
         one.plan.price_minutes, yes(one.plan.at_peak), word(STATE_NAMES, one.state))
        for one in sittings(s.r, s.first, s.until)
    ]  # fmt: skip


def _incidents(s: Source) -> Rows:
    looked = {one.incident: one for one in figures_of(s.r, s.first, s.until)}
    rows = []
    for one in incidents(s.r, s.first, s.until):
        if one.drill or one.subject not in looked:
            continue
        after = looked[one.subject]
        first = after.first_order_seconds
        rows.append((
            one.number, one.day, str(KINDS[one.kind].name) if one.kind in KINDS else one.kind, s.local(one.start),
            s.local(one.end), after.minutes, s.name(one.commander),
            len(orders(s.r, one.subject, (*STANDING, "returned"))), None if first is None else first / 60, after.saved,
            after.lost, after.steps_late, after.steps_missed, one.note or None, one.outcome or None,
        ))  # fmt: skip
    return rows


def _courses(s: Source) -> dict[str, Words]:
    return {key: one.name for one in courses(s.r, active_only=False) for key in (one.subject, one.code)}


def _training(s: Source) -> Rows:
    called = _courses(s)
    return [
        (one.day, word(called, one.course), s.name(one.trainer) or None, one.minutes, len(one.participants),
         s.named(one.participants))
        for one in sessions(s.r, s.first, s.until)
    ]  # fmt: skip


def _tests(s: Source) -> Rows:
    called = _courses(s)
    return [
        (one.day, word(called, one.course), s.name(one.person), one.points_c, one.full_points_c, yes(one.passed))
        for one in results(s.r, s.first, s.until)
    ]


def _drills(s: Source) -> Rows:
    return [
        (one.day, str(one.outcome.scene_name) if one.outcome is not None else one.scene, s.name(one.commander),
         s.named(one.participants), one.seconds / 60, yes(one.passed), one.note or None)
        for one in drills(s.r, s.first, s.until)
    ]  # fmt: skip


def _absences(s: Source) -> Rows:
    return [
        (day.day, s.name(one.person), absence_name(one.kind), *_between(one), one.note or None)
        for day in s.roster
        for one in sorted(day.absences, key=lambda one: (s.name(one.person), one.start_minute))
    ]


def _between(one: Absence) -> tuple[int | None, int | None]:
    """From when to when; nothing where it was the whole day."""
    return (None, None) if (one.start_minute, one.end_minute) == WHOLE_DAY else (one.start_minute, one.end_minute)


def _months(s: Source) -> Rows:
    return [
        (one.month, one.cases, one.praise, one.in_time.value, one.at_fault.value, one.on_the_spot.value)
        for one in s.care.months
    ]


LISTS = (
    ListSpec("meetings", "会议", "Meetings", (
        col("no", "编号", "Record no."), col("day", "日期", "Day", "day"), col("title", "名称", "Meeting"),
        col("kind", "类别", "Kind"), col("start", "开始", "Starts", "time"), col("end", "结束", "Ends", "time"),
        col("minutes", "分钟", "Minutes", "count"), col("room", "地点", "Room"),
        col("people", "人数", "People", "count"),
        col("price", "影响客户分钟", "Price, customer-minutes", "minutes"), col("at_peak", "是否高峰", "At a peak"),
        col("state", "状态", "State"),
    ), _meetings),
    ListSpec("incidents", "突发事件", "Incidents", (
        col("no", "编号", "Record no."), col("day", "日期", "Day", "day"), col("kind", "类别", "Kind"),
        col("start", "开始", "Starts", "instant"), col("end", "结束", "Ends", "instant"),
        col("lasted", "历时分钟", "Minutes", "minutes"), col("commander", "指挥人", "Commander"),
        col("people_moved", "调动人次", "Moves", "count"),
        col("first_order", "首道指令分钟", "First order, minutes", "minutes"),
        col("saved", "预计少等客户分钟", "Waits saved, customer-minutes", "minutes"),
        col("customers_lost", "流失客户数", "Customers lost", "count"),
        col("late_steps", "步骤迟做", "Steps late", "count"),
        col("missed_steps", "步骤漏做", "Steps missed", "count"), col("note", "经过", "What happened"),
        col("outcome", "结果", "Outcome"),
    ), _incidents),
    ListSpec("training", "培训", "Training", (
        col("day", "日期", "Day", "day"), col("course", "课程", "Course"), col("trainer", "讲师", "Trainer"),
        col("minutes", "分钟", "Minutes", "count"), col("count", "人数", "People", "count"),
        col("people", "参加人", "Who took part"),
    ), _training),
    ListSpec("tests", "测试", "Tests", (
        col("day", "日期", "Day", "day"), col("course", "课程", "Course"), col("person", "姓名", "Person"),
        col("points", "得分", "Points", "points"), col("full", "满分", "Full points", "points"),
        col("passed", "是否合格", "Passed"),
    ), _tests),
    ListSpec("drills", "演练", "Drills", (
        col("day", "日期", "Day", "day"), col("scene", "场景", "Scene"), col("commander", "指挥人", "Commander"),
        col("people", "参加人", "Who took part"), col("minutes", "历时分钟", "Minutes", "minutes"),
        col("passed", "是否合格", "Passed"), col("note", "备注", "Remark"),
    ), _drills),
    ListSpec("absences", "缺勤", "Absences", (
        col("day", "日期", "Day", "day"), col("person", "姓名", "Person"), col("kind", "类别", "Kind"),
        col("start", "开始", "From", "time"), col("end", "结束", "To", "time"), col("note", "备注", "Remark"),
    ), _absences),
    ListSpec("months", "近十二个月投诉", "Complaints by month", (
        col("month", "月份", "Month"), col("count", "件数", "Complaints", "count"),
        col("praise", "表扬件数", "Praise", "count"), col("in_time_share", "按时办理率", "Answered in time", "share"),
        col("at_fault_share", "有责率", "Share at fault", "share"),
        col("on_the_spot_share", "当场办结率", "Settled on the spot", "share"),
    ), _months),
)  # fmt: skip
