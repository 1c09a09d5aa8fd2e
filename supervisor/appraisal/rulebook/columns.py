"""The written form of a rule book: which columns each table has, their Chinese and English heads, how a cell is read.

The room exists so that Excel, JSON and the form we write ourselves agree: one list of columns serves all three
(docs/rulebooks.md describes them for whoever writes a book).
"""

from __future__ import annotations

from supervisor.appraisal.forms.cells import (
    choice,
    choices,
    hundredths,
    minute_of_day,
    month,
    multiplier,
    names,
    number_or,
    parts,
    percent,
    run_or,
    text,
    whole,
    yes,
)
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.language import Words


def _text(field: str, zh: str, en: str, needed: bool = False) -> Column:
    return Column(field, Words(zh, en), text, needed)


def _list(field: str, zh: str, en: str, needed: bool = False) -> Column:
    return Column(field, Words(zh, en), parts, needed)


def _posts(field: str, zh: str, en: str, needed: bool = False) -> Column:
    return Column(field, Words(zh, en), names, needed)


def _number(field: str, zh: str, en: str, needed: bool = False, *also: str) -> Column:
    return Column(field, Words(zh, en), hundredths, needed, scale=100, also=also)


def _percent(field: str, zh: str, en: str, needed: bool = False, *also: str) -> Column:
    return Column(field, Words(zh, en), percent, needed, scale=100, also=also)


def _factor() -> Column:
    """A multiplier: 0.5, 1.2, or 50 % and 120 %, which a cell that shows a percentage keeps as just these."""
    return Column("factor_c", Words("系数", "factor"), multiplier, scale=10000, also=("系数%",))


def _whole(field: str, zh: str, en: str, needed: bool = False) -> Column:
    return Column(field, Words(zh, en), whole, needed)


def _choice(field: str, zh: str, en: str, kind: str, needed: bool = False) -> Column:
    return Column(field, Words(zh, en), choice(CHOICES[kind]), needed, kind)


def _period(zh: str = "期间", en: str = "period") -> Column:
    return Column("period", Words(zh, en), run_or(CHOICES["period"]), False, "period")


_NAME, _CODE = _text("name", "名称", "name", True), _text("code", "代码", "code", True)

TABLES: dict[str, tuple[Words, tuple[Column, ...]]] = {
    "book": (Words("规则书", "book"), (
        _NAME, _text("version", "版本", "version", True), _whole("appeal_days", "申诉天数", "appeal days"),
        Column("valid_from", Words("生效月份", "valid from"), month),
        Column("valid_until", Words("失效月份", "valid until"), month),
        _whole("decimals", "小数位", "decimals"), _choice("ties", "并列规则", "ties", "ties"),
        _choice("tied_awards", "并列奖励", "tied awards", "tied_awards"),
        _choice("ranked_by", "排名范围", "ranked by", "ranked_by"), _whole("least_days", "最少天数", "least days"),
        _choice("part_month", "不足月", "part month", "part_month"),
        _choice("temporary", "临时人员", "temporary", "temporary"),
        _number("floor_c", "总分下限", "total floor"), _number("cap_c", "总分上限", "total cap"),
        _choice("graded_by", "等次依据", "graded by", "graded_by"),
    )),
    "components": (Words("组成", "components"), (
        _CODE, _NAME, _percent("weight_c", "权重%", "weight", False, "权重", "权重％"),
        Column("sources", Words("证据来源", "sources"), choices(CHOICES["source"]), True, "source"),
        _choice("measured", "计入条件", "measured", "measured"), _choice("start", "起点", "start", "start"),
        _number("base_c", "满分", "base"), _number("floor_c", "下限", "floor"), _number("cap_c", "上限", "cap"),
        _posts("roles", "岗位", "roles"), _choice("scope", "计分单位", "scope", "scope"),
        _choice("combine", "多次合成", "combine", "combine"), _choice("joins", "计入总分", "joins", "joins"),
    )),
    "items": (Words("项目", "items"), (
        _CODE, _text("component", "组成", "component", True), _text("parent", "上级", "parent"), _NAME,
        _number("full_c", "分值", "points", True, "满分"), _list("items", "证据项目", "items"),
        _number("floor_c", "下限", "floor"), _number("cap_c", "上限", "cap"),
    )),
    "rules": (Words("规则", "rules"), (
        _CODE, _text("component", "组成", "component", True), _NAME,
        _choice("source", "证据来源", "source", "source", True), _list("items", "项目", "items"),
        Column("severities", Words("程度", "severity"), choices(CHOICES["severity"]), False, "severity"),
        _posts("roles", "岗位", "roles"),
        _number("low_c", "数值从", "value from"), _number("high_c", "数值到", "value to"),
        Column("start_minute", Words("时段从", "time from"), minute_of_day),
        Column("end_minute", Words("时段到", "time to"), minute_of_day),
        _choice("per", "计次", "per", "per"), _number("every_c", "每满", "every"), _number("above_c", "超出", "above"),
        _choice("part", "不足部分", "part", "part"),
        _number("points_c", "分值", "points"), _number("money_cents", "金额", "money"),
        _text("bands", "分段表", "bands"), _period("重犯期间"),
        _choice("repeat_by", "重犯认定", "repeat by", "repeat_by"),
        _whole("reminders", "首次提醒次数", "reminders"), _text("ladder", "阶梯表", "ladder"),
        _whole("points_factor", "分值倍数", "points factor"), _number("points_cap_c", "分值上限", "points cap"),
        _whole("money_factor", "重犯倍数", "money factor"), _number("money_cap_cents", "金额上限", "money cap"),
        _number("limit_c", "扣完为止", "limit"), _choice("limit_per", "限额范围", "limit per", "limit_per"),
        _text("overlap", "同一行为组", "overlap"),
        Column("precedence", Words("优先", "precedence"), number_or(CHOICES["precedence"]), False, "precedence"),
        _choice("bears", "承担", "bears", "bears"), _text("item", "记入项目", "item"),
        _text("allowance", "累计账户", "allowance"), _factor(), _text("limit_group", "限额组", "limit group"),
        _whole("tenure_from", "在行月数从", "tenure from"), _whole("tenure_to", "在行月数到", "tenure to"),
    )),
    "measures": (Words("指标", "measures"), (
        _CODE, _text("component", "组成", "component"), _NAME,
        _choice("source", "证据来源", "source", "source", True), _list("items", "项目", "items"),
        _posts("roles", "岗位", "roles"), _number("full_c", "满分", "full", True),
        _choice("aggregate", "汇总", "aggregate", "aggregate"), _choice("each", "多个数值", "each", "each"),
        _choice("method", "计分方法", "method", "method"), _text("bands", "分段表", "bands"),
        _number("target_c", "目标值", "target"), _choice("baseline", "比较基准", "baseline", "baseline"),
        _choice("without", "无基准时", "without", "without"), _choice("direction", "方向", "direction", "direction"),
        _number("slope_c", "斜率", "slope"), _choice("slope_by", "斜率单位", "slope by", "slope_by"),
        _number("floor_c", "下限", "floor"), _number("cap_c", "上限", "cap"), _whole("least", "最少记录", "least"),
        _list("over", "分母", "over"), _choice("over_source", "分母来源", "over source", "source"),
        _number("over_per_c", "分母单位", "over per"), _list("weights", "折算", "weights"),
        _choice("counted", "统计范围", "counted", "counted"), _choice("absent", "无记录时", "absent", "absent"),
        _number("step_c", "斜率步长", "slope step"), _choice("part", "不足部分", "part", "part"),
        _number("worse_slope_c", "劣于基准斜率", "worse slope"),
        _number("worse_step_c", "劣于基准步长", "worse step"),
    )),
    "consequences": (Words("后果", "consequences"), (
        _CODE, _NAME, _list("rules", "规则", "rules", True), _choice("basis", "依据", "basis", "basis"),
        _choice("compare", "比较", "compare", "compare"),
        _number("limit_c", "界限", "threshold", True, "超过次数", "more than"), _period(),
        _choice("counted", "统计范围", "counted", "counted"), _choice("bears", "承担", "bears", "falls"),
        _posts("roles", "岗位", "roles"), _choice("effect", "后果", "effect", "effect", True),
        _text("target", "对象", "target"), _number("points_c", "分值", "points"),
        _number("money_cents", "金额", "money"), _percent("share_c", "连带比例%", "share", False, "连带比例"),
        Column("lasts", Words("持续到期末", "lasts"), yes), _factor(), _choice("judged", "判定", "judged", "judged"),
        _list("also", "同时满足", "also"), _list("unless", "除非", "unless"),
    )),
    "bands": (Words("分段", "bands"), (
        _text("table", "分段表", "table", True), _choice("use", "用途", "use", "use", True),
        _number("low_c", "从", "low"), Column("low_included", Words("含下界", "low included"), yes),
        _number("high_c", "到", "high"), Column("high_included", Words("含上界", "high included"), yes),
        _text("label", "标签", "label"), _number("points_c", "分值", "points"), _number("money_cents", "金额", "money"),
        _percent("most_c", "人数上限%", "most", False, "人数上限"), _posts("roles", "岗位", "roles"),
        _number("each_c", "每单位分值", "points each"), _number("each_cents", "每单位金额", "money each"),
        _text("pay_base", "基数指标", "pay base"),
    )),
    "ladders": (Words("阶梯", "ladders"), (
        _text("table", "阶梯表", "table", True), _whole("first", "从第几次", "first", True),
        _whole("last", "到第几次", "last"), _number("points_c", "分值", "points"),
        _number("money_cents", "金额", "money"), Column("reminder", Words("仅提醒", "reminder"), yes),
        _text("label", "标签", "label"),
    )),
    "allowances": (Words("累计账户", "allowances"), (
        _CODE, _NAME, _number("total_c", "总额", "total", True), _period(), _number("step_c", "单位", "step"),
        _choice("kind", "用法", "kind", "account"),
    )),
    "units": (Words("单位", "units"), (
        _CODE, _NAME, _posts("roles", "成员岗位", "roles", True), _posts("heads", "负责人岗位", "heads", True),
    )),
}  # fmt: skip
OPEN = ("floor_c", "cap_c")  # an explicit dash means "no bound", an empty cell the default
NEEDED = ("book", "components")  # sheets without which there is no rule book
