"""The codes of the register in words: channels, states, clocks, sources of praise, kinds of promise."""

from __future__ import annotations

from supervisor.language import Words

from .kernel import course, deadlines

CHANNELS = {
    "spoken": Words("现场口头", "Spoken on site"),
    "comment_book": Words("意见簿", "Comment book"),
    "letter": Words("信函", "Letter"),
    "phone": Words("电话", "Phone"),
    "hotline": Words("客服热线转办", "Handed over by the hotline"),
    "online": Words("网络", "Online"),
    "regulator": Words("监管转办", "Handed over by the regulator"),
}
STATES = {
    course.OPEN: Words("处理中", "Open"),
    course.HANDLED: Words("已核实", "Handled"),
    course.REPLIED: Words("已答复", "Replied"),
    course.CLOSED: Words("已办结", "Closed"),
    course.WITHDRAWN: Words("已撤诉", "Withdrawn"),
    course.JOINED: Words("已并案", "Joined to an earlier case"),
}
CLOCKS = {
    deadlines.ON_THE_SPOT: Words("当场答复", "Answer on the spot"),
    deadlines.FEEDBACK: Words("首次反馈", "First feedback"),
    deadlines.AGREED: Words("约定答复", "Agreed reply"),
    deadlines.AIM: Words("支行目标时限", "Branch's own aim"),
    deadlines.OUTER: Words("监管时限", "Regulator's limit"),
    deadlines.MANAGER: Words("报告支行长", "Branch manager told"),
    deadlines.REVIEW: Words("复核时限", "Review decided"),
}
CLOCK_STATES = {
    "met": Words("按时", "In time"),
    "met_late": Words("超时完成", "Done late"),
    "late": Words("已超时", "Late"),
    "paused": Words("暂停计时", "Paused"),
    "warning": Words("即将到期", "Due soon"),
    "running": Words("计时中", "Running"),
    "joined": Words("已并案", "Joined"),
}
PRAISE_SOURCES = {
    "customer": Words("客户", "Customer"),
    "comment_book": Words("意见簿", "Comment book"),
    "media": Words("媒体", "Media"),
    "head_office": Words("上级行", "Head office"),
}
KEEPSAKES = {
    "letter": Words("表扬信", "Letter of praise"),
    "banner": Words("锦旗", "Banner"),
}
MANNERS = {
    "phone": Words("电话答复", "By phone"),
    "face": Words("当面答复", "Face to face"),
    "writing": Words("书面答复", "In writing"),
    "message": Words("短信或网络答复", "By message"),
    "comment_book": Words("意见簿回复", "In the comment book"),
}
CALL_BACK_KINDS = {
    "call_back": Words("回电", "Call-back"),
    "follow_up": Words("限时办结", "Promised completion"),
}
PROMISE_STATES = {
    "owed": Words("待兑现", "Open"),
    "late": Words("已逾期", "Overdue"),
    "kept": Words("按时兑现", "Kept"),
    "kept_late": Words("逾期兑现", "Kept late"),
    "not_kept": Words("未兑现", "Not kept"),
}

STEPS = {
    "registered": Words("登记", "Registered"),
    "handed_over": Words("转交", "Handed over"),
    "manager_told": Words("报告支行长", "Branch manager told"),
    "paused": Words("暂停计时", "Clocks paused"),
    "resumed": Words("恢复计时", "Clocks running again"),
    "escalation_asked": Words("申请上报", "Report to head office asked for"),
    "escalation_declined": Words("不予上报", "Report to head office declined"),
    "first_feedback": Words("首次反馈", "First feedback"),
    "reply_time_agreed": Words("约定答复时间", "Reply time agreed"),
    "found_complex": Words("认定为复杂投诉", "Found complex"),
    "extended": Words("延期", "Extended"),
    "escalated": Words("上报上级行", "Reported to head office"),
    "head_office_decided": Words("上级行处理意见", "Head office decided"),
    "handled": Words("核实处理", "Handled"),
    "replied": Words("答复客户", "Replied"),
    "closed": Words("签字办结", "Signed and closed"),
    "withdrawn": Words("客户撤诉", "Withdrawn"),
    "joined": Words("并入前案", "Joined to an earlier case"),
    "unjoined": Words("撤销并案", "Join undone"),
    "group_changed": Words("变更群体代表", "Group changed"),
    "review_asked": Words("申请复核", "Review asked for"),
    "interest_declared": Words("申报回避", "Interest declared"),
    "interest_taken_back": Words("撤回回避", "Interest taken back"),
    "apart_acknowledged": Words("两台电脑不一致，已确认", "Two laptops: acknowledged"),
    "case_settled": Words("两台电脑不一致，已选定", "Two laptops: decided"),
    "attached": Words("上传附件", "File attached"),
    "unmasked": Words("查看客户信息", "Customer's data shown"),
    "attachment_opened": Words("打开附件", "File opened"),
    "erased": Words("清除个人信息", "Personal data erased"),
}

FINDINGS = {
    "at_fault": Words("是否有责", "who is at fault"),
    "facts": Words("核实情况", "facts"),
    "cause_code": Words("投诉原因", "cause"),
    "root_code": Words("根本原因", "root cause"),
    "root": Words("根源说明", "what lay behind it"),
    "apologised": Words("致歉", "apology"),
    "measure": Words("整改措施", "measure"),
    "action": Words("整改事项", "corrective action"),
}
TELLINGS = {
    "phone": Words("电话告知", "by phone"),
    "face": Words("当面告知", "face to face"),
    "writing": Words("书面告知", "in writing"),
    "message": Words("短信或网络告知", "by message"),
}

OUTCOMES = {
    "settled": Words("已办妥", "Settled"),
    "answered": Words("已答复", "Answered"),
    "comes_in": Words("客户将到行办理", "The customer comes in"),
    "goes_on": Words("另有后续事项", "Something follows"),
    "dissatisfied": Words("客户不满意", "Not satisfied"),
}
PROMISE_STEPS = {
    "promised": Words("承诺", "Promised"),
    "handed_over": Words("转交", "Handed over"),
    "postponed": Words("改约", "Another time agreed"),
    "told_later": Words("补充告知", "Told the rest"),
    "tried": Words("未联系上", "Nobody reached"),
    "kept": Words("兑现", "Kept"),
    "not_kept": Words("未兑现", "Not kept"),
    "unmasked": Words("查看联系方式", "Contact data shown"),
    "erased": Words("清除个人信息", "Personal data erased"),
}
