"""Fields of the branch's own work: inspections, findings, actions, meetings, incidents, training, appraisal."""

from __future__ import annotations

from statistics import median

from supervisor.language import Words

from .source import Source
from .specs import Spec, share

_SEVERITIES = {
    "minor": Words("一般", "minor"),
    "serious": Words("严重", "serious"),
    "grave": Words("重大", "grave"),
}


def _graded(severity: str):
    return lambda s: sum(one.severity == severity and not one.waived for one in s.findings)


def _average(s: Source) -> float | None:
    found = s.figures.average_percent_c
    return None if found is None else found / 10000


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _money(s: Source, sign: int) -> int | None:
    """Fines (sign -1, as a positive amount) or everything else that people have from the month."""
    if s.scores is None:
        return None
    fines = sum(one.fines_cents for one in s.people)
    return -fines if sign < 0 else sum(one.money_cents for one in s.people) - fines


def _incidents(read):
    """What incidents came to, None in a span without any."""
    return lambda s: read(s.figures.incident_figures) if s.figures.incidents else None


QUALITY = (
    Spec("inspections.count", "检查次数", "Inspections", "count", lambda s: s.figures.inspections),
    Spec("inspections.average_share", "检查平均得分率", "Average score of inspections", "share", _average,
         ("平均得分率",)),
    Spec("inspections.points_lost", "检查扣分", "Points lost in inspections", "points",
         lambda s: sum(one.points_c for one in s.findings), ("扣分合计",)),
    Spec("findings.count", "发现问题数", "Findings", "count", lambda s: s.figures.findings, ("问题数", "问题个数")),
    *(Spec(f"findings.{code}", f"{words.zh}问题数", f"Findings, {words.en}", "count", _graded(code))
      for code, words in _SEVERITIES.items()),
    Spec("findings.repeated", "重复问题数", "Findings repeated", "count", lambda s: s.figures.findings_repeated),
    Spec("findings.waived", "免责问题数", "Findings waived", "count", lambda s: s.figures.findings_waived),
    Spec("checks.planned", "计划检查次数", "Checks planned", "count", lambda s: s.figures.checks_planned),
    Spec("checks.in_time", "按时检查次数", "Checks in time", "count", lambda s: s.figures.checks_in_time),
    Spec("checks.late", "延迟检查次数", "Checks late", "count", lambda s: s.figures.checks_late),
    Spec("checks.missed", "漏检次数", "Checks missed", "count", lambda s: s.figures.checks_missed),
    Spec("checks.excused", "免检次数", "Checks excused", "count", lambda s: s.figures.checks_excused),
    Spec("checks.made_share", "检查计划完成率", "Planned checks made", "share", lambda s: s.figures.checks_made),
    Spec("actions.raised", "整改项数", "Actions raised", "count", lambda s: s.figures.actions_raised,
         ("整改事项数", "整改数")),
    Spec("actions.closed", "已销号整改数", "Actions closed", "count", lambda s: s.figures.actions_closed,
         ("整改完成数",)),
    Spec("actions.open", "未销号整改数", "Actions not closed", "count",
         lambda s: sum(one.state not in ("closed", "withdrawn") for one in s.actions), ("未整改数",)),
    Spec("actions.overdue", "逾期整改数", "Actions overdue", "count", lambda s: s.figures.actions_overdue),
    Spec("actions.closed_share", "整改销号率", "Share of actions closed", "share",
         lambda s: share(s.figures.actions_closed, s.figures.actions_raised), ("整改完成率", "整改率")),
)  # fmt: skip

DAYS = (
    Spec("meetings.count", "会议次数", "Meetings", "count", lambda s: s.figures.meetings),
    Spec("meetings.person_minutes", "营业时间内会议人分钟", "Meetings inside hours, person-minutes", "minutes",
         lambda s: s.figures.meeting_minutes_inside),
    Spec("meetings.off_peak_share", "会议避峰率", "Meetings off the peaks, as planned", "share",
         lambda s: s.figures.peak_avoidance, ("会议错峰率", "错峰率", "高峰避让率")),
    Spec("meetings.off_peak_held_share", "会议实际避峰率", "Meetings off the peaks, as held", "share",
         lambda s: s.figures.peak_avoidance_held, ("会议实际错峰率",)),
    Spec("incidents.count", "突发事件次数", "Incidents", "count", lambda s: s.figures.incidents, ("事件次数",)),
    Spec("incidents.minutes", "突发事件历时合计分钟", "Incidents, minutes in all", "minutes",
         lambda s: s.figures.incident_minutes),
    Spec("incidents.moves", "应急调动人次", "Moves ordered", "count", lambda s: s.figures.incidents_moves),
    Spec("incidents.first_order_minutes", "首道指令中位分钟", "First order, median minutes", "minutes",
         _incidents(lambda f: _minutes(f.first_order_median_seconds))),
    Spec("incidents.first_order_90_minutes", "九成首道指令分钟", "First order, nine in ten within, minutes", "minutes",
         _incidents(lambda f: _minutes(f.first_order_p90_seconds))),
    Spec("incidents.saved_minutes", "调动预计少等客户分钟", "Waits saved, customer-minutes", "minutes",
         _incidents(lambda f: f.saved)),
    Spec("incidents.predicted_minutes", "预测等候客户分钟", "Waits predicted, customer-minutes", "minutes",
         _incidents(lambda f: f.predicted)),
    Spec("incidents.realised_minutes", "实际等候客户分钟", "Waits realised, customer-minutes", "minutes",
         _incidents(lambda f: f.realised)),
    Spec("incidents.lost", "事件期间流失客户数", "Customers lost in incidents", "count", _incidents(lambda f: f.lost)),
    Spec("incidents.steps_late", "预案迟做步骤数", "Playbook steps late", "count",
         lambda s: s.figures.incident_figures.steps_late),
    Spec("incidents.steps_missed", "预案漏做步骤数", "Playbook steps missed", "count",
         lambda s: s.figures.incident_figures.steps_missed),
    Spec("incidents.lessons", "事件教训数", "Lessons", "count", lambda s: s.figures.incident_figures.lessons),
    Spec("incidents.lessons_open", "待培训教训数", "Lessons open", "count",
         lambda s: s.figures.incident_figures.lessons_open),
    Spec("drills.count", "演练次数", "Drills", "count", lambda s: s.figures.drills),
    Spec("training.tests", "测试人次", "Tests", "count", lambda s: s.figures.tests, ("考试人次",)),
    Spec("training.passed_share", "测试合格率", "Share of tests passed", "share", lambda s: s.figures.tests_passed,
         ("考试合格率",)),
    Spec("training.person_minutes", "培训人分钟", "Training, person-minutes", "minutes",
         lambda s: float(s.figures.training_minutes)),
)  # fmt: skip

APPRAISAL = (
    Spec("appraisal.people", "考评人数", "People scored", "count", lambda s: len(s.totals) if s.scores else None, (),
         False),
    Spec("appraisal.mean", "考评平均分", "Mean score", "points",
         lambda s: round(sum(s.totals) / len(s.totals)) if s.totals else None, ("平均分", "平均得分"), False),
    Spec("appraisal.median", "考评中位分", "Median score", "points",
         lambda s: round(median(s.totals)) if s.totals else None, (), False),
    Spec("appraisal.highest", "考评最高分", "Highest score", "points", lambda s: s.totals[0] if s.totals else None,
         ("最高分",), False),
    Spec("appraisal.lowest", "考评最低分", "Lowest score", "points", lambda s: s.totals[-1] if s.totals else None,
         ("最低分",), False),
    Spec("appraisal.fines", "扣罚金额", "Fines", "money", lambda s: _money(s, -1), ("罚款金额", "罚款合计"), False),
    Spec("appraisal.awards", "奖励金额", "Awards and pay", "money", lambda s: _money(s, 1), ("奖励合计",), False),
    Spec("appraisal.money", "奖罚净额", "Money in all", "money",
         lambda s: sum(one.money_cents for one in s.people) if s.scores else None, ("奖罚合计",), False),
    Spec("appraisal.appeals", "申诉件数", "Appeals", "count", lambda s: s.appeals, (), False),
    Spec("appraisal.late", "补计证据数", "Late evidence", "count", lambda s: len(s.scores.late) if s.scores else None,
         (), False),
    Spec("fund.balance", "员工基金余额", "Balance of the staff fund", "money", lambda s: s.fund_cents, (), False),
)  # fmt: skip
