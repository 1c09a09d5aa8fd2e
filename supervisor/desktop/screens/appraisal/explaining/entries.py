"""What entries of the journal are called where they stand behind a line: as everywhere, and those that are named only
here."""

from __future__ import annotations

from supervisor.language import Words, _

_HERE: dict[str, Words] = {
    "inspection.answer_given": Words("检查作答", "Answer given"),
    "inspection.note_set": Words("填写备注", "Remark written"),
    "inspection.photo_attached": Words("附上照片", "Photo attached"),
    "inspection.photo_removed": Words("去掉照片", "Photo taken off"),
    "training.session_held": Words("登记培训", "Training recorded"),
    "training.test_taken": Words("登记考试成绩", "Test recorded"),
    "training.drill_held": Words("登记演练", "Drill recorded"),
    "roster.absence_recorded": Words("登记缺勤", "Absence recorded"),
    "dispatch.ordered": Words("下达调度指令", "Move ordered"),
    "dispatch.heard": Words("应答调度指令", "Order heard"),
    "dispatch.declined": Words("拒绝调度指令", "Order declined"),
    "dispatch.asked_again": Words("再次询问", "Asked again"),
    "dispatch.done": Words("到位", "Move carried out"),
    "dispatch.withdrawn": Words("撤回调度指令", "Order withdrawn"),
    "dispatch.return_ordered": Words("通知返岗", "Ordered back"),
    "dispatch.returned": Words("已返岗", "Returned"),
}


def entry_words(kind: str) -> str:
    """An entry's kind in words."""
    from supervisor.exchange.labels import KINDS

    found = _HERE.get(kind) or KINDS.get(kind)
    return str(found) if found is not None else _("further entry")
