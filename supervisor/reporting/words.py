"""How kinds of workbooks, days and months are called."""

from __future__ import annotations

from supervisor.language import Words, _
from supervisor.reporting.records import DueRule, Standing

KINDS: dict[str, Words] = {
    "month": Words("月报", "Month"),
    "person": Words("个人月报", "One person"),
    "inspection": Words("检查报告", "One inspection"),
    "incident": Words("突发事件报告", "One incident"),
    "week": Words("支行周报", "Week of the branch"),
    "weekly": Words("客户经理周报", "Week of client managers"),
    "register": Words("投诉登记簿", "Register of complaints"),
    "complaints": Words("投诉统计", "Statistics of complaints"),
    "form": Words("总行表格", "Head office's form"),
    "consolidation": Words("汇总表", "Consolidation"),
    "table": Words("表格", "Table"),
}
_OTHER = Words("其他工作簿", "Another workbook")


def kind_words(kind: str) -> str:
    """What a kind of workbook is called."""
    return str(KINDS.get(kind, _OTHER))


def rule_words(rule: DueRule) -> str:
    """When head office wants a month."""
    if rule.nth <= 0:
        return _("no day set")
    if rule.working:
        return _("working day {n} of the following month").format(n=rule.nth)
    return _("day {n} of the following month, or the next working day").format(n=rule.nth)


def standing_words(at: Standing) -> str:
    """Where a month stands, in a few words."""
    if at.sent is not None and at.sent.sent is not None:
        return _("handed over on {day}").format(day=at.sent.sent)
    return {
        "running": _("the month is not over"),
        "far": _("not due yet"),
        "soon": _("due soon"),
        "today": _("due today"),
        "late": _("overdue"),
        "open": _("not handed over"),
        "before": _("before this book began"),
    }[at.state]
