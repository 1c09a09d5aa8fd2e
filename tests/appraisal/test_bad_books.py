"""Faults planted in a workbook, one at a time: each is told by sheet, row and column with a cure, in both languages,
and workbooks as people really keep them are read or refused in plain words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.columns import TABLES
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.errors import BadInput
from supervisor.language import use_language

SOUND: dict[str, list[dict[str, object]]] = {
    "规则书": [{"名称": "考核办法", "版本": "1"}],
    "组成": [
        {"代码": "服", "名称": "服务", "权重%": 60, "证据来源": "检查"},
        {"代码": "环", "名称": "环境", "权重%": 40, "证据来源": "检查", "起点": "项目合计", "满分": 10},
    ],
    "项目": [
        {"代码": "甲", "组成": "环", "名称": "大堂", "分值": 10},
        {"代码": "甲1", "组成": "环", "上级": "甲", "名称": "地面", "分值": 6},
        {"代码": "甲2", "组成": "环", "上级": "甲", "名称": "桌椅", "分值": 4},
    ],
    "规则": [
        {"代码": "一", "组成": "服", "名称": "用语", "证据来源": "检查", "项目": "言*", "分值": -2, "同一行为组": "话",
         "优先": "1"},
        {"代码": "二", "组成": "服", "名称": "禁语", "证据来源": "检查", "项目": "言忌", "分值": -5, "同一行为组": "话",
         "优先": "2"},
        {"代码": "三", "组成": "环", "名称": "地面", "证据来源": "检查", "项目": "甲1", "分值": -1},
    ],
    "指标": [],
    "后果": [{"代码": "后", "名称": "多次", "规则": "一", "界限": 3, "后果": "组成清零", "对象": "服"}],
    "分段": [
        {"分段表": "等", "用途": "等次", "到": 60, "标签": "差"},
        {"分段表": "等", "用途": "等次", "从": 60, "到": 90, "标签": "中"},
        {"分段表": "等", "用途": "等次", "从": 90, "标签": "好"},
    ],
    "阶梯": [
        {"阶梯表": "梯", "从第几次": 1, "到第几次": 1, "仅提醒": "是"},
        {"阶梯表": "梯", "从第几次": 2, "分值": -2},
    ],
    "累计账户": [{"代码": "户", "名称": "年度", "总额": 12}],
    "单位": [{"代码": "组", "名称": "柜台", "成员岗位": "柜员", "负责人岗位": "主管"}],
}  # fmt: skip
FIGURE = {"代码": "数", "组成": "服", "名称": "存款", "证据来源": "检查", "满分": 5}

# sheet, row of the sheet (0-based, beyond the last: a new one), what is written there, the column the fault names
PLANTED = {
    "weights": ("组成", 1, {"权重%": 30}, "权重%"),
    "weight below zero": ("组成", 1, {"权重%": -40}, "权重%"),
    "floor above cap": ("组成", 0, {"下限": 90, "上限": 80}, "下限"),
    "no such source": ("组成", 0, {"证据来源": "电话"}, "证据来源"),
    "check-list does not add up": ("组成", 1, {"满分": 20}, "满分"),
    "check-list without its start": ("组成", 1, {"起点": "基础分"}, "起点"),
    "section does not add up": ("项目", 0, {"分值": 11}, "分值"),
    "no such section": ("项目", 1, {"上级": "丙"}, "上级"),
    "no such component of a line": ("项目", 1, {"组成": "丙"}, "组成"),
    "points below zero": ("项目", 2, {"分值": -4}, "分值"),
    "code twice": ("规则", 1, {"代码": "一"}, "代码"),
    "code missing": ("规则", 1, {"代码": None}, "代码"),
    "no precedence": ("规则", 1, {"优先": None}, "优先"),
    "same precedence": ("规则", 1, {"优先": "1"}, "优先"),
    "no such component": ("规则", 0, {"组成": "丙"}, "组成"),
    "source the component does not take": ("规则", 0, {"证据来源": "考勤"}, "证据来源"),
    "no such line": ("规则", 2, {"记入项目": "丁"}, "记入项目"),
    "no such bands": ("规则", 0, {"分段表": "无此表"}, "分段表"),
    "no such ladder": ("规则", 0, {"阶梯表": "无此表"}, "阶梯表"),
    "no such account": ("规则", 0, {"累计账户": "无此户"}, "累计账户"),
    "repeats over a check": ("规则", 0, {"重犯期间": "单次检查"}, "重犯期间"),
    "none of something": ("规则", 0, {"每满": 0}, "每满"),
    "range backwards": ("规则", 0, {"数值从": 9, "数值到": 3}, "数值到"),
    "time backwards": ("规则", 0, {"时段从": "10:00", "时段到": "09:00"}, "时段到"),
    "factor of nothing": ("规则", 0, {"重犯倍数": 0}, "重犯倍数"),
    "a value without a price": ("规则", 0, {"计次": "按数值", "分值": None}, "分值"),
    "three decimals": ("规则", 0, {"分值": -0.125}, "分值"),
    "no number": ("规则", 0, {"金额": "五十"}, "金额"),
    "no such word": ("规则", 0, {"计次": "偶尔"}, "计次"),
    "measure without target": ("指标", 0, {**FIGURE, "计分方法": "目标"}, "目标值"),
    "measure without slope": ("指标", 0, {**FIGURE, "计分方法": "相对"}, "斜率"),
    "measure without bands": ("指标", 0, {**FIGURE, "计分方法": "分段"}, "分段表"),
    "values by themselves without bands": ("指标", 0, {**FIGURE, "多个数值": "取最高"}, "多个数值"),
    "no such rule": ("后果", 0, {"规则": "九"}, "规则"),
    "no such target": ("后果", 0, {"对象": "丙"}, "对象"),
    "no such line to go on": ("后果", 0, {"后果": "跳至项目", "对象": "丙"}, "对象"),
    "no such grade": ("后果", 0, {"后果": "等次封顶", "对象": "优"}, "对象"),
    "no points": ("后果", 0, {"后果": "加减分", "对象": None}, "分值"),
    "no money": ("后果", 0, {"后果": "金额", "对象": None}, "金额"),
    "no share": ("后果", 0, {"后果": "连带比例", "对象": None, "统计范围": "单位", "承担": "负责人"}, "连带比例%"),
    "nobody's head": ("后果", 0, {"承担": "负责人"}, "承担"),
    "every none": ("后果", 0, {"比较": "每满", "界限": 0}, "界限"),
    "gap": ("分段", 1, {"从": 61}, "从"),
    "overlap": ("分段", 1, {"从": 59}, "从"),
    "border in both": ("分段", 0, {"含上界": "是"}, "从"),
    "band backwards": ("分段", 1, {"从": 90, "到": 60}, "到"),
    "score without a grade": ("分段", 0, {"从": 10}, "从"),
    "share beyond everybody": ("分段", 2, {"人数上限%": 120}, "人数上限%"),
    "ladder leaves one out": ("阶梯", 1, {"从第几次": 3}, "从第几次"),
    "ladder says one twice": ("阶梯", 1, {"从第几次": 1}, "从第几次"),
    "ladder stops": ("阶梯", 1, {"到第几次": 5}, "到第几次"),
    "ends before it begins": ("规则书", 0, {"生效月份": "2026-05", "失效月份": "2026-03"}, "失效月份"),
    "no month": ("规则书", 0, {"生效月份": "五月"}, "生效月份"),
}  # fmt: skip
ROW_OF_FAULT = {"border in both": 1, "band backwards": 1}  # the fault stands where the next band begins


def written(folder: Path, sheets: dict[str, list[dict[str, object]]], language: str = "zh") -> Path:
    """The workbook with heads in one language; a row of the sheet stands two rows lower in Excel."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    tables = {heads.zh: (heads, columns) for heads, columns in TABLES.values()}
    for name, rows in sheets.items():
        used = list(dict.fromkeys(head for row in rows for head in row))
        if not rows:
            continue
        heads, columns = tables[name]
        english = {column.heads.zh: column.heads.en for column in columns}
        sheet = workbook.create_sheet(heads.zh if language == "zh" else heads.en)
        sheet.append(used if language == "zh" else [english[head] for head in used])
        for row in rows:
            sheet.append([row.get(head) for head in used])
    workbook.save(folder / "规则书.xlsx")
    return folder / "规则书.xlsx"


def sound() -> dict[str, list[dict[str, object]]]:
    return {name: [dict(row) for row in rows] for name, rows in SOUND.items()}


def test_the_book_without_a_fault_is_sound(tmp_path):
    for language in ("zh", "en"):
        assert isinstance(read_rulebook(written(tmp_path, sound(), language)), RuleBook)


@pytest.mark.parametrize("fault", PLANTED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_planted_fault_is_told_with_its_place_and_cure(tmp_path, fault, language):
    sheet, row, cells, head = PLANTED[fault]
    sheets = sound()
    if row >= len(sheets[sheet]):
        sheets[sheet].append({})
    sheets[sheet][row].update(cells)
    sheets[sheet][row].setdefault(head, None)
    path = written(tmp_path, sheets, language)
    use_language(language)
    with pytest.raises(BadInput) as caught:
        read_rulebook(path)
    heads, __ = next(each for each in TABLES.values() if each[0].zh == sheet)
    used = list(dict.fromkeys(h for each in sheets[sheet] for h in each))
    place = (heads.zh if language == "zh" else heads.en, ROW_OF_FAULT.get(fault, row) + 2, chr(65 + used.index(head)))
    found = [each for each in caught.value.faults if (each.sheet, each.row, each.column) == place]
    assert found, str(caught.value)
    assert all(each.cure for each in found)
    if language == "zh":
        said = " ".join(each.problem + each.cure for each in caught.value.faults)
        assert not re.search(r"[A-Za-z]{2,}|[a-z]_", said), said


UGLY = {
    "title above, blank rows between": lambda sheet: (sheet.insert_rows(3), sheet.insert_rows(1, 2), sheet.cell(
        1, 1, "城东支行考核规则（2026年）"), sheet.merge_cells("A1:E1")),
    "columns with remarks": lambda sheet: (sheet.cell(1, 12, "备注"), sheet.cell(2, 12, "参照省行文件")),
    "spaces around": lambda sheet: [setattr(cell, "value", f" {cell.value}　") for row in sheet.iter_rows()
                                    for cell in row if isinstance(cell.value, str)],
    "numbers as text": lambda sheet: [setattr(cell, "value", f"{cell.value}".replace("-", "−")) for row in
                                      sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, int)],
    "full-width figures": lambda sheet: [
        setattr(cell, "value", f"{cell.value}".translate({**{48 + n: 65296 + n for n in range(10)}, 45: 65293}))
        for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, int)],
}  # fmt: skip


@pytest.mark.parametrize("ugly", UGLY)
def test_a_workbook_as_people_keep_it_says_the_same(tmp_path, ugly):
    from openpyxl import load_workbook

    path = written(tmp_path, sound())
    plain = read_rulebook(path)
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        UGLY[ugly](sheet)
    workbook.save(path)
    assert read_rulebook(path) == plain


def test_percent_cells_and_dates_as_text_are_understood(tmp_path):
    sheets = sound()
    plain = read_rulebook(written(tmp_path, sheets))
    sheets["组成"][0]["权重%"], sheets["组成"][1]["权重%"] = 0.6, 0.4
    assert read_rulebook(written(tmp_path, sheets)).components == plain.components
    for month in ("2026年11月", "2026.11", "２０２６-11", date(2026, 11, 1)):
        sheets["规则书"][0]["生效月份"] = month
        assert read_rulebook(written(tmp_path, sheets)).valid_from == "2026-11"


def test_a_formula_without_a_value_is_refused_where_it_stands(tmp_path):
    sheets = sound()
    sheets["规则"][0]["分值"] = "=-1-1"
    path = written(tmp_path, sheets)
    use_language("zh")
    with pytest.raises(BadInput) as caught:
        read_rulebook(path)
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("规则", 2, "F")
    assert "公式" in fault.problem
