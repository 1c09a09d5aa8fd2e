"""How the codes of this room are called on screen and paper."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.language import Words

from .records import Step

STATES: dict[str, Words] = {
    "open": Words("待整改", "Open"),
    "taken_up": Words("整改中", "Under way"),
    "done": Words("待销号", "Done, to be closed"),
    "closed": Words("已销号", "Closed"),
    "withdrawn": Words("已撤销", "Withdrawn"),
}
STANDINGS: dict[str, Words] = {
    "open": Words("期限内", "In time"),
    "due_soon": Words("即将到期", "Due soon"),
    "overdue": Words("已逾期", "Overdue"),
    "done": Words("待销号", "To be closed"),
    "closed": Words("已销号", "Closed"),
}
SEVERITY: dict[str, Words] = {
    "minor": Words("一般", "Minor"),
    "serious": Words("严重", "Serious"),
    "grave": Words("重大", "Grave"),
}
WAITS: dict[str, Words] = {
    "recheck": Words("待复查", "To be re-inspected"),
    "close": Words("待销号", "To be closed"),
}
LIKES: dict[str, Words] = {
    "": Words("未检查", "Not looked at"),
    "in_order": Words("无问题", "In order"),
    "same_fault": Words("存在同类问题", "The same fault"),
}
STEPS: dict[str, Words] = {
    "raised": Words("提出", "Raised"),
    "taken_up": Words("开始整改", "Taken up"),
    "done": Words("报告完成", "Reported done"),
    "recheck_passed": Words("复查合格", "Re-inspection passed"),
    "recheck_failed": Words("复查不合格，退回", "Re-inspection not passed"),
    "closed": Words("审核销号", "Closed"),
    "reopened": Words("重新打开", "Opened again"),
    "withdrawn": Words("撤销", "Withdrawn"),
    "due": Words("调整期限", "Due date changed"),
    "asked": Words("申请延期", "More time asked for"),
    "granted": Words("同意延期", "More time granted"),
    "refused": Words("不同意延期", "More time refused"),
    "regraded": Words("调整等级", "Severity changed"),
    "reassigned": Words("调整责任人", "Reassigned"),
    "readdressed": Words("随检查更正调整对象", "Follows the correction"),
    "settled": Words("裁定", "Decided between two laptops"),
    "announced": Words("通报", "Announced"),
    "noted": Words("备注", "Remark"),
    "like_in_order": Words("举一反三：无问题", "Like place in order"),
    "like_same_fault": Words("举一反三：存在同类问题", "Like place has the same fault"),
}


def said(step: Step, names: Mapping[str, str]) -> str:
    """What a step of the history says: a ticked like place by its name (`names` are people, posts and zones by
    subject), another severity in words."""
    first, _line, rest = step.text.partition("\n")
    if step.what.startswith("like_"):
        first = names.get(first) or first.partition(":")[2]
    elif step.what == "regraded" and first in SEVERITY:
        first = str(SEVERITY[first])
    else:
        return step.text
    return " · ".join(text for text in (first, rest) if text)
