"""How facts about complaints and their fields are called when two copies disagree. Data: code → words."""

from __future__ import annotations

from supervisor.language import Words

COMPLAINT_KINDS: dict[str, Words] = {
    "complaint_settings.class_defined": Words("设定投诉类别", "Complaint class defined"),
    "complaint_settings.deadlines_set": Words("设定投诉时限", "Deadlines set"),
    "complaints.closed": Words("结案", "Closed"),
    "complaints.erased": Words("抹除投诉人信息", "Erased"),
    "complaints.escalated": Words("上报", "Escalated"),
    "complaints.escalation_asked": Words("申请上报", "Report to head office asked for"),
    "complaints.escalation_declined": Words("不予上报", "Report to head office declined"),
    "complaints.extended": Words("延长时限", "Extended"),
    "complaints.first_feedback": Words("首次反馈", "First feedback"),
    "complaints.found_complex": Words("认定复杂投诉", "Found complex"),
    "complaints.handed_over": Words("移交投诉", "Handed over"),
    "complaints.handled": Words("处理投诉", "Handled"),
    "complaints.head_office_decided": Words("上级行裁定", "Head office decided"),
    "complaints.group_changed": Words("变更群体代表", "Group changed"),
    "complaints.interest_declared": Words("申报回避", "Interest declared"),
    "complaints.interest_taken_back": Words("撤回回避", "Interest taken back"),
    "complaints.case_settled": Words("不一致已选定", "Decided between two laptops"),
    "complaints.apart_acknowledged": Words("不一致已确认", "Acknowledged"),
    "complaints.joined": Words("并案", "Joined to an earlier case"),
    "complaints.unjoined": Words("撤销并案", "Join undone"),
    "complaints.paused": Words("暂停计时", "Clocks paused"),
    "complaints.registered": Words("登记投诉", "Registered"),
    "complaints.replied": Words("答复客户", "Replied"),
    "complaints.reply_time_agreed": Words("约定答复时间", "Reply time agreed"),
    "complaints.resumed": Words("恢复计时", "Clocks running again"),
    "complaints.review_asked": Words("客户申请复核", "Review asked for"),
    "complaints.withdrawn": Words("撤诉", "Withdrawn"),
}

COMPLAINT_FIELDS: dict[str, Words] = {
    "asked": Words("申请时间", "Asked at"),
    "group_size": Words("投诉人数", "Customers in the group"),
    "main": Words("并入的案件", "Joined to"),
    "customer_told": Words("告知客户时间", "Customer told"),
    "root_code": Words("根本原因", "Root cause"),
    "since": Words("起始时间", "Since"),
    "until": Words("截止时间", "Until"),
}
