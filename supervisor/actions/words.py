"""How the codes of this room are called on screen and paper."""

from __future__ import annotations

from supervisor.language import Words

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
STEPS: dict[str, Words] = {
    "raised": Words("提出", "Raised"),
    "taken_up": Words("开始整改", "Taken up"),
    "done": Words("报告完成", "Reported done"),
    "closed": Words("复核销号", "Closed"),
    "reopened": Words("重新打开", "Opened again"),
    "withdrawn": Words("撤销", "Withdrawn"),
    "due": Words("调整期限", "Due date changed"),
    "reassigned": Words("调整责任人", "Reassigned"),
    "announced": Words("通报", "Announced"),
    "noted": Words("备注", "Remark"),
}
