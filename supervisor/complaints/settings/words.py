"""The settings of complaints in words: time limits, figures, trees, groups of what a customer is told."""

from __future__ import annotations

from supervisor.language import Words

LIMITS = {
    "on_the_spot_minutes": Words("当场答复（分钟）", "Answer on the spot (min)"),
    "first_feedback_minutes": Words("首次反馈（分钟）", "First feedback (min)"),
    "manager_told_minutes": Words("报告支行长（分钟）", "Manager told (min)"),
    "aim_days": Words("支行目标时限（天）", "The branch's own aim (days)"),
    "outer_days": Words("一般投诉最长时限（天）", "Regulator's limit (days)"),
    "complex_days": Words("复杂投诉最长时限（天）", "Limit of complex cases (days)"),
    "extension_days": Words("经批准可延长（天）", "Extension with approval (days)"),
    "review_days": Words("可申请复核（天）", "Review may be asked for (days)"),
    "review_decide_days": Words("复核作出决定（天）", "Review decided (days)"),
    "retention_days": Words("办结后保存档案（天）", "Files kept after closing (days)"),
    "working_days": Words("按工作日计算", "Counted in working days"),
    "warn_minutes": Words("分钟时限提前提醒（分钟）", "Warning ahead of minute limits (min)"),
    "warn_days": Words("天数时限提前提醒（天）", "Warning ahead of day limits (days)"),
    "aim_days ≤ outer_days ≤ complex_days": Words(
        "目标时限不得长于一般时限，一般时限不得长于复杂时限", "aim_days ≤ outer_days ≤ complex_days"
    ),
    "on_the_spot_minutes ≤ first_feedback_minutes": Words(
        "当场答复不得长于首次反馈", "on_the_spot_minutes ≤ first_feedback_minutes"
    ),
}
FIGURES = {
    "repeat_window_days": Words("重复投诉认定期（天）", "Repeat complainant within (days)"),
    "duplicate_days": Words("同一事项重复登记提示期（天）", "Same matter entered twice within (days)"),
    "representatives_most": Words("群体投诉代表人数上限", "Representatives of a group, at most"),
    "backup_days": Words("备份保留（天）", "Backups kept (days)"),
    "attachments_most": Words("每件投诉附件数上限", "Attachments of a case, at most"),
    "attachment_most_mb": Words("单个附件大小上限（MB）", "Size of an attachment, at most (MB)"),
    "remind_minutes": Words("回电到期前提醒（分钟，0 为不提醒）", "Reminder before a promise is due (min, 0: none)"),
}
TREES = {
    "class": Words("业务类别", "Class of business"),
    "cause": Words("投诉原因", "Cause"),
    "root": Words("根本原因", "Root cause"),
    "pause": Words("暂停计时原因", "Reason for a pause"),
}
GROUPS = {
    "papers": Words("所需资料", "Papers to bring"),
    "conditions": Words("办理条件", "Conditions"),
    "steps": Words("办理流程", "Steps"),
    "times": Words("办理时限", "Time limits"),
    "fees": Words("收费", "Fees"),
}
