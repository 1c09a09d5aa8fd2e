"""The written form of a rule book: which columns each table has, their Chinese and English heads, how a cell is read.

The room exists so that Excel, JSON and the form we write ourselves agree: one list of columns serves all three. Cells
hold what a manager writes (points 2, money 50 yuan, weight 40 %); the kernel's hundredths and cents are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from supervisor.appraisal.rulebook import BAND_USES, EFFECTS, MEASURED, PERS, SOURCES, STARTS
from supervisor.language import Words, _


class Unreadable(ValueError):
    """A cell that says nothing the form knows; carries the problem and the cure."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.cure = cure


# What a manager may write for each word of the kernel: Chinese first, as the form writes it.
CHOICES: dict[str, Mapping[str, Words]] = {
    "source": dict(zip(SOURCES, (
        Words("检查", "inspection"), Words("投诉", "complaint"), Words("表扬", "praise"), Words("培训考试", "training"),
        Words("考勤", "attendance"), Words("调度指令", "order"), Words("数据", "number"),
        Words("诉求办理", "handling")), strict=True)),
    "per": dict(zip(PERS, (
        Words("每处", "place"), Words("每次", "time"), Words("每人次", "person_time")), strict=True)),
    "start": dict(zip(STARTS, (Words("基础分", "base"), Words("平均值", "mean")), strict=True)),
    "measured": dict(zip(MEASURED, (
        Words("支行有记录", "branch"), Words("本人有记录", "person"), Words("始终", "always")), strict=True)),
    "effect": dict(zip(EFFECTS, (
        Words("组成清零", "component_zero"), Words("组成封顶", "component_cap"), Words("总分封顶", "total_cap"),
        Words("等次封顶", "grade_cap"), Words("取消奖励", "award_lost"), Words("加减分", "points"),
        Words("金额", "money")), strict=True)),
    "use": dict(zip(BAND_USES, (Words("等次", "grade"), Words("名次", "rank"), Words("数值", "measure")), strict=True)),
    "severity": {"minor": Words("一般", "minor"), "serious": Words("严重", "serious"), "grave": Words("重大", "grave")},
    "precedence": {"highest": Words("最重", "highest"), "sum": Words("累加", "sum")},
}  # fmt: skip


def choice(kind: str) -> Callable[[Any], str]:
    """A reader of one of the words of that kind, in either language, whatever its case."""

    def read(cell: Any) -> str:
        written = text(cell)
        for word, names in CHOICES[kind].items():
            if written.casefold() in (word, names.zh, names.en.casefold()):
                return word
        raise Unreadable(
            _("{text} is not known here.").format(text=repr(written)),
            _("One of: {choices}.").format(choices="、".join(names.zh for names in CHOICES[kind].values())),
        )

    return read


def choices(kind: str) -> Callable[[Any], tuple[str, ...]]:
    """A reader of several such words."""
    return lambda cell: tuple(choice(kind)(part) for part in parts(cell))


def precedence(cell: Any) -> str:
    """ "highest", "sum" or a whole number; empty when the rule meets no other."""
    written = text(cell)
    return written if written.isdigit() or not written else choice("precedence")(written)


def text(cell: Any) -> str:
    """A cell as text: whole numbers without a decimal point, no spaces around."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def parts(cell: Any) -> tuple[str, ...]:
    """A list in one cell, however it is separated."""
    written = text(cell)
    for mark in "，、;；\n":
        written = written.replace(mark, ",")
    return tuple(part.strip() for part in written.split(",") if part.strip())


def hundredths(cell: Any) -> int:
    """Points, percents and money with at most two decimals, as whole hundredths."""
    try:
        value = Decimal(text(cell).rstrip("%％").lstrip("¥￥").replace(",", "")) * 100
    except InvalidOperation:
        raise Unreadable(_("{text} is not a number.").format(text=repr(text(cell))), _("Write a number.")) from None
    if not value.is_finite() or value != int(value):
        raise Unreadable(_("{text} has more than two decimals.").format(text=text(cell)), _("Write at most two."))
    return int(value)


def whole(cell: Any) -> int:
    """A whole number, zero or more."""
    value = hundredths(cell)
    if value % 100 or value < 0:
        raise Unreadable(_("{text} is not a whole number.").format(text=text(cell)), _("Write 0, 1, 2 …"))
    return value // 100


def yes(cell: Any) -> bool:
    """是/否, yes/no, 1/0, true/false in any case."""
    written = text(cell).casefold()
    if written in ("是", "yes", "y", "true", "1", "含", "√"):
        return True
    if written in ("否", "no", "n", "false", "0", "不含", "×"):
        return False
    raise Unreadable(_("{text} is neither yes nor no.").format(text=repr(text(cell))), _("Write 是 or 否."))


class Column(msgspec.Struct, frozen=True):
    """A column: kernel field, heads, how a cell is read, the value of an empty cell; `needed` cells may not be empty.

    `written` is the number format of the form ("points", "money", "text", …) and `kind` its list of choices.
    """

    field: str
    heads: Words
    read: Callable[[Any], Any]
    needed: bool = False
    kind: str = ""
    scale: int = 1


_NAME = Column("name", Words("名称", "name"), text, True)
_CODE = Column("code", Words("代码", "code"), text, True)

TABLES: dict[str, tuple[Words, tuple[Column, ...]]] = {
    "book": (Words("规则书", "book"), (
        _NAME, Column("version", Words("版本", "version"), text, True),
        Column("appeal_days", Words("申诉天数", "appeal days"), whole),
    )),
    "components": (Words("组成", "components"), (
        _CODE, _NAME,
        Column("weight_c", Words("权重%", "weight"), hundredths, True, scale=100),
        Column("sources", Words("证据来源", "sources"), choices("source"), True, "source"),
        Column("measured", Words("计入条件", "measured"), choice("measured"), False, "measured"),
        Column("start", Words("起点", "start"), choice("start"), False, "start"),
        Column("base_c", Words("满分", "base"), hundredths, scale=100),
        Column("floor_c", Words("下限", "floor"), hundredths, scale=100),
        Column("cap_c", Words("上限", "cap"), hundredths, scale=100),
    )),
    "rules": (Words("规则", "rules"), (
        _CODE, Column("component", Words("组成", "component"), text, True), _NAME,
        Column("source", Words("证据来源", "source"), choice("source"), True, "source"),
        Column("items", Words("项目", "items"), parts),
        Column("severities", Words("程度", "severity"), choices("severity"), False, "severity"),
        Column("roles", Words("岗位", "roles"), parts),
        Column("per", Words("计次", "per"), choice("per"), False, "per"),
        Column("points_c", Words("分值", "points"), hundredths, scale=100),
        Column("money_cents", Words("金额", "money"), hundredths, scale=100),
        Column("reminders", Words("首次提醒次数", "reminders"), whole),
        Column("money_factor", Words("重犯倍数", "money factor"), whole),
        Column("money_cap_cents", Words("金额上限", "money cap"), hundredths, scale=100),
        Column("limit_c", Words("扣完为止", "limit"), hundredths, scale=100),
        Column("overlap", Words("同一行为组", "overlap"), text),
        Column("precedence", Words("优先", "precedence"), precedence, False, "precedence"),
        Column("bands", Words("分段表", "bands"), text),
    )),
    "consequences": (Words("后果", "consequences"), (
        _CODE, _NAME,
        Column("rules", Words("规则", "rules"), parts, True),
        Column("more_than", Words("超过次数", "more than"), whole, True),
        Column("effect", Words("后果", "effect"), choice("effect"), True, "effect"),
        Column("target", Words("对象", "target"), text),
        Column("points_c", Words("分值", "points"), hundredths, scale=100),
        Column("money_cents", Words("金额", "money"), hundredths, scale=100),
    )),
    "bands": (Words("分段", "bands"), (
        Column("table", Words("分段表", "table"), text, True),
        Column("use", Words("用途", "use"), choice("use"), True, "use"),
        Column("low_c", Words("从", "low"), hundredths, scale=100),
        Column("low_included", Words("含下界", "low included"), yes),
        Column("high_c", Words("到", "high"), hundredths, scale=100),
        Column("high_included", Words("含上界", "high included"), yes),
        Column("label", Words("标签", "label"), text),
        Column("points_c", Words("分值", "points"), hundredths, scale=100),
        Column("money_cents", Words("金额", "money"), hundredths, scale=100),
    )),
}  # fmt: skip
OPEN = ("floor_c", "cap_c")  # an explicit dash means "no bound", an empty cell the default
