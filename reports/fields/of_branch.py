"""Fields of the branch, of the month as such, and of the report."""

from __future__ import annotations

from supervisor.appraisal.state_words import MONTH_STATES
from supervisor.branch.ledger import people, posts
from supervisor.language import _, language

from .source import Source
from .specs import Spec


def _called(s: Source) -> str:
    day = s.month_first
    return f"{day.year}年{day.month}月" if language() == "zh" else f"{day:%Y-%m}"


def _signed(s: Source) -> bool:
    return s.state.state == "signed"


def _rulebook(s: Source) -> str | None:
    return None if s.scores is None else f"{s.scores.rulebook.name} {s.scores.rulebook.version}"


def _absent(kind: str):
    """Whole or part days on which somebody was away so."""
    return lambda s: sum(one.kind == kind for day in s.roster for one in day.absences)


SPECS = (
    Spec("branch.name", "支行名称", "Branch", "text", lambda s: s.profile.name,
         ("网点名称", "机构名称", "支行", "网点"), False),
    Spec("branch.number", "机构号", "Branch number", "text", lambda s: s.profile.number or None,
         ("机构编号", "机构代码", "网点编号"), False),
    Spec("branch.manager", "支行行长", "Branch manager", "text", lambda s: s.managers or None,
         ("行长", "负责人", "支行负责人"), False),
    Spec("branch.people", "员工人数", "People", "count", lambda s: len(people(s.r, on=s.until)), ("在职人数",), False),
    Spec("branch.posts", "岗位数", "Posts", "count", lambda s: len(posts(s.r, on=s.until)), (), False),
    Spec("month", "月份", "Month", "text", lambda s: s.month, (), False),
    Spec("month.name", "报告月份", "Month in words", "text", _called, ("报表月份", "年月"), False),
    Spec("month.year", "年份", "Year", "plain", lambda s: s.month_first.year, ("年",), False),
    Spec("month.number", "月", "Number of the month", "plain", lambda s: s.month_first.month, ("月数",), False),
    Spec("month.first", "月初日期", "First day", "day", lambda s: s.month_first, ("起始日期",), False),
    Spec("month.last", "月末日期", "Last day", "day", lambda s: s.last, ("截止日期",), False),
    Spec("report.day", "制表日期", "Made on", "day", lambda s: s.r.today, ("填表日期", "填报日期"), False),
    Spec("report.maker", "制表人", "Made by", "text", lambda s: s.name(s.maker) if s.maker in s.names else None,
         ("填表人", "填报人"), False),
    Spec("report.state", "考评状态", "State of the appraisal", "text",
         lambda s: str(MONTH_STATES[s.state.state]), (), False),
    Spec("report.signed_by", "签字人", "Signed by", "text", lambda s: s.name(s.state.by) if _signed(s) else None, (),
         False),
    Spec("report.signed_on", "签字日期", "Signed on", "day",
         lambda s: s.state.at.date() if _signed(s) and s.state.at is not None else None, (), False),
    Spec("report.locked", "月份已锁定", "Month locked", "text",
         lambda s: _("yes") if s.r.month_locked(s.month) else _("no"), ("是否锁定",), False),
    Spec("report.rulebook", "考评办法", "Rule book", "text", _rulebook, (), False),
    Spec("days.open", "营业天数", "Days open", "count", lambda s: s.figures.days_open or None),
    Spec("days.with_tickets", "有取号数据天数", "Days with tickets", "count", lambda s: s.figures.days_with_tickets),
    Spec("days.tickets_until", "取号数据截至日期", "Tickets until", "day", lambda s: s.figures.tickets_until),
    Spec("roster.leave", "休假人次", "Leave, person-days", "count", _absent("leave")),
    Spec("roster.sick", "病假人次", "Sick, person-days", "count", _absent("sick")),
    Spec("roster.training", "外出培训人次", "Away for training, person-days", "count", _absent("training")),
    Spec("roster.business", "公出人次", "Out on business, person-days", "count", _absent("business")),
    Spec("roster.absent", "缺勤人次", "Absent, person-days", "count", _absent("absent")),
    Spec("roster.late", "迟到人次", "Late, person-days", "count", _absent("late")),
)  # fmt: skip
