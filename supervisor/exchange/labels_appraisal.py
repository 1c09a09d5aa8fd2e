"""How the facts of appraisal and their fields are called when two of them stand against each other."""

from __future__ import annotations

from supervisor.language import Words

APPRAISAL_KINDS: dict[str, Words] = {
    "appraisal.rulebook_activated": Words("启用规则书", "Rule book activated"),
    "appraisal.record_withdrawn": Words("撤回考核数据", "Record withdrawn"),
    "appraisal.recorded": Words("登记考核数据", "Recorded"),
    "appraisal.bank_figure": Words("全行平均", "Bank's figure"),
    "appraisal.waived": Words("免于扣分", "Waived"),
    "appraisal.waiver_withdrawn": Words("撤回免扣", "Waiver withdrawn"),
    "appraisal.appealed": Words("提出申诉", "Appealed"),
    "appraisal.appeal_decided": Words("申诉裁定", "Appeal decided"),
    "appraisal.appeal_withdrawn": Words("撤回申诉", "Appeal taken back"),
    "appraisal.published": Words("公布考核", "Published"),
    "appraisal.signed": Words("签署考核", "Signed"),
    "appraisal.reopened": Words("重开考核", "Reopened"),
    "appraisal.self_opened": Words("开启自评", "Self-assessment opened"),
    "appraisal.review_opened": Words("开启负责人评定", "Review opened"),
    "appraisal.self_assessed": Words("自评", "Self-assessment"),
    "appraisal.self_withdrawn": Words("撤回自评", "Self-assessment taken back"),
    "appraisal.reviewed": Words("负责人评定", "Review"),
    "appraisal.peer_asked": Words("请同事互评", "Colleague asked"),
    "appraisal.peer_answered": Words("互评", "Answer about a colleague"),
    "appraisal.score_seen": Words("确认得分", "Score taken note of"),
    "appraisal.fund_moved": Words("员工活动基金收支", "Fund moved"),
    "appraisal.fund_withdrawn": Words("撤回基金支出", "Spending taken back"),
}

APPRAISAL_FIELDS: dict[str, Words] = {
    "comment": Words("评语", "Comment"),
    "component": Words("组成", "Component"),
    "fines_cents": Words("罚款合计", "Fines"),
    "grade": Words("建议等次", "Proposed grade"),
    "measure": Words("指标", "Measure"),
    "money_cents": Words("金额", "Money"),
    "rater": Words("评价人", "Asked colleague"),
    "values": Words("自评分值", "Own points"),
}
