"""How facts about keeping and erasing are called when they are listed. Data: code → words."""

from __future__ import annotations

from supervisor.language import Words

RETENTION_KINDS: dict[str, Words] = {
    "retention.held": Words("暂缓清除", "Held back from erasing"),
    "retention.kept": Words("延长保存", "Kept longer"),
    "retention.list_signed": Words("签字清除到期信息", "List of what was due signed"),
    "retention.released": Words("解除暂缓清除", "Hold released"),
    "retention.terms_set": Words("设定保存期限", "Terms of keeping set"),
}
RETENTION_FIELDS: dict[str, Words] = {
    "erased": Words("已清除", "Erased"),
    "held": Words("暂缓", "Held"),
    "holds": Words("暂缓事由", "Holds"),
    "remaining": Words("未清除", "Remaining"),
    "praise_days": Words("表扬保存天数", "Days praise is kept"),
    "promise_days": Words("承诺保存天数", "Days promises are kept"),
}
