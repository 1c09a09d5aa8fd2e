"""The written form of examples: who, what happened, what was looked at, what is due (docs/rulebooks.md)."""

from __future__ import annotations

from supervisor.appraisal.forms.cells import choice, day, hundredths, minute_of_day, month, parts, text, whole, yes
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.language import Words

_WHO = Column("no", Words("工号", "no"), text, True)
_SOURCE = Column("source", Words("来源", "source"), choice(CHOICES["source"]), True, "source", also=("证据来源",))

TABLES: dict[str, tuple[Words, tuple[Column, ...]]] = {
    "month": (Words("月份", "month"), (
        Column("month", Words("月份", "month"), month, True), Column("note", Words("说明", "note"), text),
    )),
    "people": (Words("人员", "people"), (
        _WHO, Column("name", Words("姓名", "name"), text), Column("role", Words("岗位", "role"), text),
        Column("days", Words("在行天数", "days"), whole), Column("temporary", Words("临时", "temporary"), yes),
        Column("since", Words("入行日期", "joined"), day), Column("rank", Words("上期名次", "rank before"), whole),
        Column("note", Words("说明", "note"), text),
    )),
    "stints": (Words("任职", "stints"), (
        _WHO, Column("role", Words("岗位", "role"), text, True), Column("first", Words("从", "first"), day, True),
        Column("last", Words("到", "last"), day, True),
    )),
    "evidence": (Words("证据", "evidence"), (
        _WHO, Column("day", Words("日期", "day"), day, True), Column("minute", Words("时间", "time"), minute_of_day),
        _SOURCE, Column("item", Words("项目", "item"), text, True), Column("clause", Words("条款", "clause"), text),
        Column("severity", Words("程度", "severity"), choice(CHOICES["severity"]), False, "severity"),
        Column("cases", Words("处数", "cases"), whole), Column("people", Words("同犯人数", "people"), whole),
        Column("value_c", Words("数值", "value"), hundredths, scale=100),
        Column("points_c", Words("分值", "points"), hundredths, scale=100),
        Column("money_cents", Words("金额", "money"), hundredths, scale=100),
        Column("act", Words("行为", "act"), text), Column("check", Words("检查", "check"), text),
        Column("waiver", Words("豁免", "waiver"), text), Column("note", Words("说明", "note"), text),
    )),
    "looked": (Words("已查", "looked at"), (
        Column("no", Words("工号", "no"), text), _SOURCE, Column("check", Words("检查", "check"), text),
        Column("day", Words("日期", "day"), day), Column("skipped", Words("不适用", "not applicable"), parts),
    )),
    "bank": (Words("全行平均", "bank means"), (
        Column("measure", Words("指标", "measure"), text, True),
        Column("value_c", Words("数值", "value"), hundredths, True, scale=100),
    )),
    "due": (Words("应得", "due"), (
        _WHO, Column("points_c", Words("总分", "points"), hundredths, scale=100),
        Column("money_cents", Words("金额", "money"), hundredths, scale=100),
        Column("rank", Words("名次", "rank"), whole), Column("grade", Words("等次", "grade"), text),
        Column("working", Words("算式", "working"), text),
    )),
}  # fmt: skip
