"""How facts of promises, praise and the settings of complaints, and their fields, are called when two of them stand
against each other. Data: code → words.
"""

from __future__ import annotations

from supervisor.language import Words

PROMISE_KINDS: dict[str, Words] = {
    "complaint_settings.class_defined": Words("设定投诉类别", "Complaint class defined"),
    "complaint_settings.deadlines_set": Words("设定投诉时限", "Deadlines set"),
    "complaint_settings.figures_set": Words("设定投诉参数", "Figures of complaints set"),
    "complaint_settings.service_kind_set": Words("设定业务告知清单", "Kind of service set"),
    "promises.call_back_promised": Words("作出承诺", "Promised"),
    "promises.call_back_tried": Words("未联系上", "Nobody reached"),
    "promises.erased": Words("清除联系方式", "Contact data erased"),
    "promises.praised": Words("登记表扬", "Praise recorded"),
    "promises.told_later": Words("补充告知", "Told the rest"),
    "promises.unmasked": Words("查看联系方式", "Contact data shown"),
    "promises.call_back_done": Words("完成回访", "Call-back done"),
    "promises.call_back_handed_over": Words("转交回访", "Call-back handed over"),
    "promises.call_back_not_kept": Words("回访未兑现", "Call-back not kept"),
    "promises.call_back_postponed": Words("改约时间", "Another time agreed"),
    "promises.praise_corrected": Words("更正表扬", "Praise corrected"),
    "promises.praise_taken_back": Words("撤回表扬", "Praise taken back"),
    "promises.comment_book_read": Words("查阅意见簿", "Comment book read"),
}

PROMISE_FIELDS: dict[str, Words] = {
    "copied": Words("已复印留存", "Letters copied"),
    "keepsake": Words("随附物品", "What came with it"),
    "letters": Words("来信", "Letters"),
    "not_told": Words("未告知事项", "Not told"),
    "service_kind": Words("业务种类", "Kind of service"),
    "told_by": Words("告知人", "Told by"),
    "told_once": Words("一次性告知内容", "Told in one go"),
    "answered": Words("已答复", "Answered"),
    "attachment_most_mb": Words("单个附件大小上限", "Size of an attachment"),
    "attachments_most": Words("附件数上限", "Attachments at most"),
    "backup_days": Words("备份保留天数", "Days backups are kept"),
    "complex_days": Words("复杂投诉最长天数", "Days of complex cases"),
    "duplicate_days": Words("重复登记提示天数", "Days of duplicates"),
    "group": Words("分组", "Group"),
    "lines": Words("告知内容", "What is told"),
    "manager_told_minutes": Words("报告支行长时限（分钟）", "Minutes to tell the manager"),
    "new_comments": Words("新意见", "New comments"),
    "on_the_spot_minutes": Words("当场答复分钟数", "Minutes on the spot"),
    "parent": Words("上级", "Stands under"),
    "promise_minutes": Words("承诺分钟数", "Minutes promised"),
    "promise_working_days": Words("承诺工作日", "Working days promised"),
    "remind_minutes": Words("提前提醒分钟数", "Minutes of reminder"),
    "repeat_window_days": Words("重复投诉认定天数", "Days of repeats"),
    "representatives_most": Words("代表人数上限", "Representatives at most"),
    "retention_days": Words("档案保存天数", "Days files are kept"),
    "review_days": Words("可申请复核天数", "Days to ask for a review"),
    "review_decide_days": Words("复核决定天数", "Days to decide a review"),
    "tree": Words("类别树", "Tree"),
    "warn_minutes": Words("提前提醒分钟数", "Minutes of warning"),
    "weight_points_c": Words("权重", "Weight"),
    "with_contact": Words("留有联系方式", "With contact data"),
}
