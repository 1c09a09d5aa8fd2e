"""A figure that was brought in from Excel or typed: from which workbook, sheet and row, and who entered it; ratings."""

from __future__ import annotations

from supervisor.access import Right, allowed
from supervisor.appraisal.behind.records import Asked, Told, facts, said
from supervisor.appraisal.months import month_of
from supervisor.appraisal.numbers.ledger import files, known
from supervisor.appraisal.numbers.naming import called


def numbered(a: Asked) -> Told:
    """The figure with its place in the workbook."""
    one = known(a.r, [a.subject]).get(a.subject)
    if one is None:
        return Told()
    file = next((each.name for each in files(a.r) if each.subject == one.file), "")
    told = facts(
        (said("指标", "Measure"), called(a.r, month_of(one.day))(one.source, one.item)),
        (said("日期或月份", "Day or month"), one.when),
        (said("数值", "Value"), "" if one.value_c is None else f"{one.value_c / 100:g}"),
        (said("次数", "Cases"), str(one.cases) if one.cases > 1 or one.value_c is None else ""),
        (said("出处", "From where"), f"{file} · {one.sheet} · {one.row}" if file else said("手工录入", "by hand")),
        (said("此前更正", "Said otherwise before"), str(one.earlier) if one.earlier else ""),
        (said("备注", "Remark"), one.note), (said("登记人", "Recorded by"), a.names.get(one.by, "")),
    )  # fmt: skip
    return Told(facts=told, screen="appraisal", about="numbers")


def rated(a: Asked) -> Told:
    """Customers' ratings of the day."""
    day = a.line.day
    told = facts((said("评价", "Ratings"), said("叫号机评价记录", "as the queue machine recorded them")),
                 (said("日期", "Day"), day.isoformat() if day else ""))  # fmt: skip
    return Told(facts=told, screen="traffic" if allowed(a.r, a.actor, Right.READ_BRANCH) else "", about=day)
