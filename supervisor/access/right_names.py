"""What the rights are called on screens and in refusals, in both languages."""

from __future__ import annotations

from supervisor.access.rights import Right
from supervisor.language import Words

_CHINESE = {
    Right.READ_OWN: "查阅本人记录",
    Right.READ_BRANCH: "查阅网点资料",
    Right.READ_PEOPLE: "查阅人员记录",
    Right.READ_COMPLAINTS: "查阅投诉",
    Right.UNMASK: "查看客户敏感信息",
    Right.EXPORT_REPORT: "导出报表",
    Right.MANAGE_USERS: "管理用户",
    Right.MANAGE_SETTINGS: "管理设置",
    Right.BACK_UP_BOOK: "备份账册",
    Right.EXCHANGE_BUNDLES: "交换数据包",
    Right.SETTLE_CONFLICT: "裁定冲突",
    Right.MANAGE_BRANCH: "管理网点设置",
    Right.MANAGE_PEOPLE: "管理人员",
    Right.PLAN_ROSTER: "编制排班",
    Right.RECORD_ABSENCE: "登记缺勤",
    Right.IMPORT_TRAFFIC: "导入客流",
    Right.MANAGE_TRAFFIC: "管理客流设置",
    Right.RAISE_ACTION: "提出整改",
    Right.TAKE_UP_ACTION: "承接整改",
    Right.CLOSE_ACTION: "关闭整改",
    Right.DECLARE_INCIDENT: "启动应急",
    Right.END_INCIDENT: "结束应急",
    Right.INSPECT: "执行检查",
    Right.MANAGE_TEMPLATES: "管理检查表",
    Right.PLAN_INSPECTIONS: "编制检查计划",
    Right.CORRECT_INSPECTION: "更正检查记录",
    Right.WAIVE_FINDING: "豁免检查发现",
    Right.RECORD_COMPLAINT: "登记投诉",
    Right.HANDLE_COMPLAINT: "处理投诉",
    Right.EXTEND_COMPLAINT: "延长投诉期限",
    Right.ESCALATE_COMPLAINT: "上报投诉",
    Right.SIGN_COMPLAINT: "签批投诉",
    Right.HANDLE_MANAGER_COMPLAINT: "处理对支行长的投诉",
    Right.RECORD_PRAISE: "登记表扬",
    Right.ERASE_PERSONAL_DATA: "清除个人信息",
    Right.RECORD_TRAINING: "登记培训",
    Right.MANAGE_TRAINING: "管理培训",
    Right.REQUEST_MEETING: "申请会议",
    Right.PLAN_MEETINGS: "安排会议",
    Right.RUN_MEETING: "主持会议",
    Right.DISPATCH: "现场调度",
    Right.MANAGE_PLAYBOOKS: "管理预案",
    Right.RUN_DRILL: "组织演练",
    Right.MANAGE_RULES: "管理考核规则",
    Right.RECORD_MEASURE: "登记考核指标",
    Right.SCORE_MONTH: "月度计分",
    Right.LOCK_MONTH: "锁定月份",
    Right.REOPEN_MONTH: "重开月份",
    Right.APPEAL: "提出申诉",
    Right.DECIDE_APPEAL: "裁定申诉",
    Right.WAIVE_DEDUCTION: "豁免扣分",
    Right.MANAGE_FUND: "管理基金",
}


def right_name(right: Right) -> Words:
    """The right as people call it; the English name is the right's own words."""
    return Words(_CHINESE[right], right.value.replace("_", " "))
