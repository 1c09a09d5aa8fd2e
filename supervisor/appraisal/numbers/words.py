"""The heads that branches write over their tables, and what each column holds. Pure data, both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from supervisor.appraisal.forms.cells import plain
from supervisor.language import Words

SOURCES = ("number", "client", "attendance", "rating")  # what people bring; every other source has a room of its own

HEADS: dict[str, tuple[str, ...]] = {  # what a row is about
    "no": ("工号", "员工号", "员工编号", "柜员号", "人员编号", "staff no", "staff number", "no"),
    "name": ("姓名", "员工姓名", "客户经理", "name"),
    "month": ("月份", "考核月份", "所属月份", "统计月份", "month"),
    "day": ("日期", "考勤日期", "统计日期", "截止日期", "数据日期", "date", "day"),
    "source": ("证据来源", "来源", "source"),
    "item": ("指标", "指标项目", "项目", "指标名称", "考核指标", "榜单", "排名项目", "measure", "item"),
    "value": ("数值", "完成值", "实绩", "得分", "名次", "排名", "value", "rank"),
    "cases": ("次数", "件数", "cases", "times"),
    "kind": ("考勤情况", "考勤类型", "类型", "异常类型", "违纪情形", "kind"),
    "minutes": ("分钟", "时长分钟", "迟到分钟", "异常时长", "minutes"),
    "note": ("备注", "说明", "remark", "remarks", "note", "notes"),
}  # fmt: skip
PASSED_OVER = (
    "序号",
    "部门",
    "机构",
    "支行",
    "网点",
    "岗位",
    "职务",
    "岗位名称",
    "所属机构",
    "编号",
    "合计",
    "总计",
    "unit",
)

CLIENT: dict[str, tuple[Words, tuple[str, ...]]] = {  # item → name, further heads; the client manager's record
    "client.kept": (Words("维护客户数", "Customers kept up"), ("维护客户", "管户数", "在管客户数")),
    "client.new": (Words("新增客户数", "New customers"), ("新增", "新增客户", "新拓客户")),
    "client.contacts": (Words("联系次数", "Contacts"), ("联系客户次数", "电话联系", "电话联系次数", "电访次数")),
    "client.visits": (Words("走访次数", "Visits"), ("走访", "走访客户", "上门走访", "外拓走访", "走访户数")),
    "client.system_days": (Words("系统使用天数", "Days the system was used"), ("系统登录天数", "系统使用", "登录天数")),
    "client.waiting": (Words("待跟进客户数", "Waiting for follow-up"), ("待跟进", "待跟进数", "未跟进", "待回访")),
    "client.quality": (Words("质量检查分", "Quality"), ("质检分", "台账质量", "质量得分", "检查分")),
}  # fmt: skip
ATTENDANCE: dict[str, tuple[Words, tuple[str, ...]]] = {  # item → name, further words
    "attendance.late": (Words("迟到", "Late"), ("迟到次数", "late")),
    "attendance.early": (Words("早退", "Left early"), ("早退次数", "early")),
    "attendance.absent": (Words("旷工", "Absent"), ("旷工天数", "旷工次数", "absent")),
    "attendance.missed": (Words("缺卡", "Not clocked"), ("未打卡", "漏打卡", "缺卡次数", "未打卡次数")),
    "attendance.off_post": (Words("脱岗", "Off post"), ("离岗", "擅自离岗", "脱岗次数", "离岗次数")),
}  # fmt: skip
NO_BREACH = (
    "正常", "出勤", "事假", "病假", "年假", "年休", "年休假", "休假", "调休", "婚假", "产假", "丧假", "探亲假",
    "公出", "出差", "培训", "外出", "leave", "normal",
)  # fmt: skip
TOTALS = (
    "合计",
    "总计",
    "小计",
    "平均",
    "平均值",
    "均值",
    "全行平均",
    "全行均值",
    "支行平均",
    "支行合计",
    "最高",
    "最低",
    "total",
    "mean",
)
NOTHING = ("", "-", "—", "–", "/", "无", "暂无", "n/a")  # a cell in which nobody wrote a figure: absent, not zero

_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?:\s*月|(?=\D|$))")


def bare(text: object) -> str:
    """A head as it is compared: one width of letters, small, without blanks and what stands in brackets."""
    return re.sub(r"[\s*:：_]", "", re.sub(r"[(（\[【].*?[)）\]】]", "", plain(text))).casefold()


def month_in(text: object) -> str:
    """The month that a title, a sheet's or a file's name speaks of; empty when none."""
    found = _MONTH.search(plain(text))
    return f"{found[1]}-{int(found[2]):02d}" if found else ""


def by_word(known: Mapping[str, tuple[Words, tuple[str, ...]]]) -> dict[str, str]:
    """Item by each word that means it."""
    return {bare(word): item for item, (name, also) in known.items() for word in (item, name.zh, name.en, *also)}


HEAD_OF = {bare(word): field for field, words in HEADS.items() for word in words}
CLIENT_OF = by_word(CLIENT)
ATTENDANCE_OF = by_word(ATTENDANCE)
