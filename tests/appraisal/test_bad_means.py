"""Faults in the means that came later and in what a book leaves unsaid, planted one at a time in both languages."""

from __future__ import annotations

import re

import pytest

from supervisor.appraisal.rulebook.columns import TABLES
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.errors import BadInput
from supervisor.language import use_language
from tests.appraisal.test_bad_books import FIGURE, sound, written

BY_ITSELF = {**FIGURE, "计分方法": "分段", "多个数值": "累加", "分段表": "值"}
RELATIVE = {**FIGURE, "计分方法": "相对", "比较基准": "目标值", "目标值": 5, "斜率": 1}
PAY = {"分段表": "薪", "用途": "绩效", "标签": "", "金额": 1000}

# sheet, row of the sheet (0-based, beyond the last: a new one), what is written there, the column the fault names
PLANTED = {
    "total cap without a figure": ("后果", 0, {"后果": "总分封顶", "对象": None}, "分值"),
    "component cap without a figure": ("后果", 0, {"后果": "组成封顶"}, "分值"),
    "one that may be one percent": ("后果", 0, {"后果": "连带比例", "统计范围": "支行", "连带比例%": 1}, "连带比例%"),
    "a grade for one": ("分段", 2, {"人数上限%": 1}, "人数上限%"),
    "two uses of a table": ("分段", 2, {"用途": "名次"}, "用途"),
    "more decimals than a score has": ("规则书", 0, {"小数位": 3}, "小数位"),
    "total floor above cap": ("规则书", 0, {"总分下限": 90, "总分上限": 80}, "总分下限"),
    "book of two rows": ("规则书", 1, {"名称": "又一本", "版本": "2"}, None),
    "no units": ("后果", 0, {"统计范围": "单位"}, "统计范围"),
    "nobody to bear it for others": ("规则", 0, {"承担": "负责人"}, "承担"),
    "weight left out": ("组成", 1, {"权重%": None}, "权重%"),
    "weight of what is added": ("组成", 1, {"计入总分": "直接加减"}, "权重%"),
    "some by percent, some by points": ("组成", 1, {"计入总分": "按分值", "权重%": None}, "计入总分"),
    "limit group without a limit": ("规则", 0, {"限额组": "加分"}, "扣完为止"),
    "minus forgotten": ("规则", 2, {"组成": "纪", "分值": 5}, "分值"),
    "tenure backwards": ("规则", 0, {"在行月数从": 6, "在行月数到": 3}, "在行月数到"),
    "no multiplier": ("规则", 0, {"系数": 50}, "系数"),
    "divided by nothing": ("指标", 0, {**RELATIVE, "分母来源": "检查", "分母": None}, "分母"),
    "for every none": ("指标", 0, {**RELATIVE, "分母": "甲1", "分母单位": 0}, "分母单位"),
    "what one counts": ("指标", 0, {**RELATIVE, "折算": "外汇1.2"}, "折算"),
    "step of none": ("指标", 0, {**RELATIVE, "斜率步长": 0}, "斜率步长"),
    "figure of a unit without units": ("指标", 0, {**RELATIVE, "统计范围": "单位"}, "统计范围"),
    "places without bands": ("指标", 0, {**FIGURE, "计分方法": "排位"}, "分段表"),
    "growth by itself": ("指标", 0, {**BY_ITSELF, "汇总": "增长率"}, "多个数值"),
    "rates by themselves": ("指标", 0, {**BY_ITSELF, "分母": "甲1"}, "多个数值"),
    "figure of no component": ("指标", 0, {**RELATIVE, "组成": None}, "组成"),
    "multiplied by nothing": ("后果", 0, {"后果": "乘系数"}, "系数"),
    "no such condition": ("后果", 0, {"同时满足": "丙"}, "同时满足"),
    "waits for itself": ("后果", 0, {"除非": "后"}, "除非"),
    "end of what does not end": ("后果", 0, {"判定": "期末", "期间": "30天"}, "判定"),
    "grade that pays by itself": ("分段", 2, {"金额": 500}, "金额"),
    "worth of each in a grade": ("分段", 2, {"每单位分值": 1}, "每单位分值"),
    "pay of nothing": ("分段", 3, {**PAY, "金额": None}, "金额"),
    "pay of no figure": ("分段", 3, {**PAY, "基数指标": "无此数"}, "基数指标"),
    "pay for no grade": ("分段", 3, {**PAY, "用途": "等次绩效", "标签": "优"}, "标签"),
    "base of a grade": ("分段", 2, {"基数指标": "数"}, "基数指标"),
}  # fmt: skip
ROW_OF_FAULT = {"some by percent, some by points": 0}  # the fault stands at the component that differs from it


@pytest.mark.parametrize("fault", PLANTED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_planted_fault_is_told_with_its_place_and_cure(tmp_path, fault, language):
    sheet, row, cells, head = PLANTED[fault]
    sheets = sound()
    if sheet == "指标":
        sheets["指标"] = []
    if fault in ("no units", "nobody to bear it for others", "figure of a unit without units"):
        del sheets["单位"]
    if fault == "minus forgotten":  # in a component whose only rule it is
        sheets["组成"].append({"代码": "纪", "名称": "纪律", "权重%": 0, "证据来源": "检查"})
    if row >= len(sheets[sheet]):
        sheets[sheet].append({})
    sheets[sheet][row].update(cells)
    path = written(tmp_path, sheets, language)
    use_language(language)
    with pytest.raises(BadInput) as caught:
        read_rulebook(path)
    heads, columns = next(each for each in TABLES.values() if each[0].zh == sheet)
    assert isinstance(row, int)
    used = list(dict.fromkeys(each for line in sheets[sheet] for each in line))
    place = (heads.zh if language == "zh" else heads.en, ROW_OF_FAULT.get(fault, row) + 2)
    absent = {column.heads.zh: str(column.heads) for column in columns}.get(head or "", "")
    found = [each for each in caught.value.faults if (each.sheet, each.row) == place
             and (head is None or each.column in (chr(65 + used.index(head)) if head in used else absent,))
             ]  # fmt: skip
    assert found, str(caught.value)
    assert all(each.cure for each in found)
    if language == "zh":
        said = " ".join(each.problem + each.cure for each in caught.value.faults)
        assert not re.search(r"[A-Za-z]{2,}|[a-z]_", said), said


def test_a_sheet_of_points_is_not_weighted_twice(tmp_path):
    """30 + 70 points with weights of 30 and 70 would come to 58 at best."""
    use_language("zh")
    sheets = {name: rows for name, rows in sound().items() if name in ("规则书", "组成", "规则")}
    for row, points in zip(sheets["组成"], (30, 70), strict=True):
        row.update({"权重%": points, "满分": points, "起点": "基础分"})
    with pytest.raises(BadInput) as caught:
        read_rulebook(written(tmp_path, sheets))
    assert any("按分值" in each.cure for each in caught.value.faults)
    for row in sheets["组成"]:
        row.update({"权重%": None, "计入总分": "按分值"})
    assert read_rulebook(written(tmp_path, sheets)).components[0].joins == "points"


def test_a_cap_of_nothing_is_said_by_a_nought(tmp_path):
    sheets = sound()
    sheets["后果"][0].update({"后果": "总分封顶", "对象": None, "分值": 0})
    (each,) = read_rulebook(written(tmp_path, sheets)).consequences
    assert (each.effect, each.points_c) == ("total_cap", 0)


@pytest.mark.parametrize(
    ("weights", "read"),
    [((0.6, 0.4), [6000, 4000]), ((60, 40), [6000, 4000]), (("60%", "40％"), [6000, 4000]), ((99, 1), [9900, 100])],
)
def test_a_percentage_is_read_as_its_neighbours_are_written(tmp_path, weights, read):
    sheets = sound()
    for row, weight in zip(sheets["组成"], weights, strict=True):
        row["权重%"] = weight
    assert [each.weight_c for each in read_rulebook(written(tmp_path, sheets)).components] == read


def test_weights_of_a_hundred_percent_for_each_post_are_kept_as_one(tmp_path):
    sheets = sound()
    for row, post in zip(sheets["组成"], ("柜员", "主管"), strict=True):
        row.update({"权重%": 1, "岗位": post})
    assert [each.weight_c for each in read_rulebook(written(tmp_path, sheets)).components] == [10000, 10000]


@pytest.mark.parametrize(("language", "use"), [("zh", "等次"), ("en", "grade")])
def test_bands_of_another_use_are_not_called_missing(tmp_path, language, use):
    sheets = sound()
    sheets["指标"] = [{**FIGURE, "计分方法": "分段", "分段表": "等"}]
    use_language(language)
    with pytest.raises(BadInput) as caught:
        read_rulebook(written(tmp_path, sheets))
    (fault,) = caught.value.faults
    assert use in fault.problem
    assert "数值" in fault.cure


def test_an_english_sentence_about_a_chinese_name_keeps_english_stops(tmp_path):
    sheets = sound()
    sheets["分段"][2]["从"] = 95
    use_language("en")
    with pytest.raises(BadInput) as caught:
        read_rulebook(written(tmp_path, sheets, "en"))
    assert "等 好" in str(caught.value)
    assert not re.search("[：。]", str(caught.value)), str(caught.value)
