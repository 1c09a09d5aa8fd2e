"""How the state of a month's appraisal is called, for every workbook, form and list."""

from __future__ import annotations

from supervisor.language import Words

MONTH_STATES = {
    "draft": Words("草稿", "Draft"),
    "self": Words("自评中", "Self-assessment"),
    "review": Words("负责人评定中", "Review"),
    "published": Words("已公布", "Published"),
    "signed": Words("已签字锁定", "Signed and locked"),
    "reopened": Words("已重新打开", "Reopened"),
}
