"""Each kind of mistake in a workbook is told with its sheet, row, column and a cure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor.errors import BadInput
from supervisor.inspection.checking import mistakes
from supervisor.inspection.xlsform.reading import read_workbook

from .workbooks import ROWS, Bench, spoilt

Case = tuple[str, Callable[[Bench], object], str, int, str]  # name, change, sheet, row, field ("" for none)


def put(line: str | int, field: str, value: Any, sheet: str = "survey") -> Callable[[Bench], object]:
    return lambda bench: bench.put(line, field, value, sheet)


def cell(name: str, line: str, field: str, value: Any) -> Case:
    """A mistake in one cell, told at that very cell."""
    return name, put(line, field, value), "survey", ROWS[line], field


def also(*changes: Callable[[Bench], object]) -> Callable[[Bench], object]:
    def run(bench: Bench) -> None:
        for change in changes:
            change(bench)

    return run


CASES: list[Case] = [
    # lines and groups
    cell("duplicate name", "B2", "name", "B1"),
    cell("name with a blank", "B2", "name", "B 2"),
    cell("name that begins with a digit", "B2", "name", "2B"),
    cell("no name", "B2", "name", None),
    cell("a section and an item of one name", "back", "name", "atms"),
    cell("name that XLSForm keeps for itself", "facts", "name", "meta"),
    cell("two sections of one name", "back", "name", "_1.1"),
    cell("unknown type", "atms", "type", "intager"),
    cell("no type", "atms", "type", None),
    cell("repeat group", "back", "type", "begin_repeat"),
    cell("type of a phone", "atms", "type", "image"),
    cell("calculation", "atms", "type", "calculate"),
    cell("select without a list", "shift", "type", "select_one"),
    cell("unknown choice list", "shift", "type", "select_one shifts"),
    cell("or_other", "shift", "type", "select_one list_shift or_other"),
    ("missing end_group", lambda b: b.book["survey"].delete_rows(17), "survey", ROWS["back"], "type"),
    ("extra end_group", put(18, "type", "end_group"), "survey", 18, "type"),
    ("missing label", also(put("B2", "label::zh", None), put("B2", "label::en", None)), "survey", 16, "label::zh"),
    ("section without a heading", also(put("back", "label::zh", None), put("back", "label::en", None)), "survey", 14,
     "label::zh"),
    # expressions
    cell("unbalanced brackets", "B1", "relevant", "(${atms} > 0"),
    cell("unknown name", "B1", "relevant", "${atm} > 0"),
    cell("name asked later", "B1", "relevant", "${B2} = 'fail'"),
    cell("its own name", "B1", "relevant", "${B1} = 'fail'"),
    cell("own name in a constraint", "atms", "constraint", "${atms} > 3"),
    cell("unknown function", "B1", "relevant", "pulldata(${atms}, 3) = 4"),
    cell("wrong number of arguments", "B1", "relevant", "selected(${who})"),
    cell("a verdict compared with yes", "1.1.2", "relevant", "${_1.1.1} = 'yes'"),
    cell("a verdict in capitals", "1.1.2", "relevant", "${_1.1.1} = 'Fail'"),
    cell("a choice that is not offered", "B1", "relevant", "${shift} = 'night'"),
    cell("selected() of no such choice", "B1", "relevant", "selected(${who}, 'night')"),
    cell("several choices compared with =", "B1", "relevant", "${who} = 'late'"),
    cell("number compared with text", "B1", "relevant", "${atms} = 'many'"),
    cell("number in quotation marks", "B1", "relevant", "${atms} > '3'"),
    cell("words compared with a number", "B1", "relevant", "${remark} > 3"),
    cell("a verdict ordered", "B1", "relevant", "${_1.1.1} > 'fail'"),
    cell("calculating with a choice", "B1", "relevant", "${shift} + 1 > 2"),
    cell("day that is none", "B1", "relevant", "${seen} > '2026-13-40'"),
    cell("two equal signs", "B1", "relevant", "${atms} == 3"),
    cell("quotation mark left open", "B1", "relevant", "${shift} = 'late"),
    cell("reference left open", "B1", "relevant", "${atms > 3"),
    cell("condition without a name", "B1", "relevant", "1 = 1"),
    cell("condition that is no yes or no", "B1", "relevant", "${atms} + 1"),
    cell("a dot in a condition", "B1", "relevant", ". > 3"),
    cell("constraint without a dot", "atms", "constraint", "${shift} = 'late'"),
    cell("constraint on a check", "B1", "constraint", ". = 'pass'"),
    cell("constraint against the type", "atms", "constraint", ". = 'viel'"),
    ("circle of conditions", also(put("B1", "relevant", "${B2} = 'fail'"), put("B2", "relevant", "${B1} = 'fail'")),
     "survey", ROWS["B1"], "relevant"),
    cell("group under a condition of its own item", "back", "relevant", "${B1} = 'fail'"),
    cell("reference in a hint that XLSForm cannot read", "1.1.3", "hint::en", "see ${1.1.1}"),
    # scoring columns
    cell("points in words", "B1", "points_c", "two"),
    cell("points with three decimals", "B1", "points_c", 2.555),
    cell("negative points", "B1", "points_c", -1),
    cell("points on a fact", "atms", "points_c", 3),
    cell("deduction of nothing", "B1", "per_case_c", 0),
    cell("unknown severity", "B1", "severity", "很严重"),
    cell("unknown counting", "B1", "counts", "weekly"),
    cell("floor above points", "B1", "floor_c", 5),
    cell("gate to an earlier line", "B1", "continue_at", "_1.1.1"),
    ("gate to no line", also(put("B1", "gate", "本节"), put("B1", "continue_at", "Z9")), "survey", 15, "continue_at"),
    ("continue without a gate", put("1.1.3", "continue_at", "B2"), "survey", 12, "continue_at"),
    cell("unknown gate", "1.1.1", "gate", "maybe"),
    cell("unknown job", "B1", "owner_role", "astronaut"),
    cell("days not whole", "B1", "mend_days", 2.5),
    cell("days beyond a year", "B1", "mend_days", 999),
    cell("days in other words", "B1", "mend_days", "按心情"),
    cell("unknown evidence", "B1", "evidence", "录像带"),
    cell("unknown if missing", "B1", "if_missing", "perhaps"),
    cell("neither yes nor no", "B1", "first_is_reminder", "也许"),
    cell("required is no yes or no", "B1", "required", "sometimes"),
    cell("rate without a limit", "1.1.2", "limit", None),
    cell("rate without a step", "1.1.2", "step", None),
    cell("rate in per cent without its sign", "1.1.2", "limit", 5),
    cell("negative fine", "B2", "fine_cents", -20),
    cell("cap below the fine", "B2", "fine_cap_cents", 10),
    cell("no clause", "B1", "clause", None),
    cell("formula", "B1", "points_c", "=1+1"),
    # choices
    ("duplicate choice", put(6, "name", "early", "choices"), "choices", 6, "name"),
    ("choice without a name", put(6, "name", None, "choices"), "choices", 6, "name"),
    ("choice with a blank", put(6, "name", "late shift", "choices"), "choices", 6, "name"),
    ("choice without words", also(put(6, "label::zh", None, "choices"), put(6, "label::en", None, "choices")),
     "choices", 6, "label::zh"),
    ("choice of no list", put(6, "list_name", None, "choices"), "choices", 6, "list_name"),
    ("a fourth verdict", put(4, "name", "maybe", "choices"), "choices", 4, "name"),
    # settings and thresholds
    ("no form_id", put(2, "form_id", None, "settings"), "settings", 2, "form_id"),
    ("form_id with a blank", put(2, "form_id", "a b", "settings"), "settings", 2, "form_id"),
    ("no version", put(2, "version", None, "settings"), "settings", 2, "version"),
    ("no title", also(put(2, "form_title", None, "settings"), put(2, "name_en", None, "settings")),
     "settings", 2, "form_title"),
    ("points above the full mark", put(2, "base_c", 10, "settings"), "settings", 2, "base_c"),
    ("cap below the full mark", put(2, "cap_c", 50, "settings"), "settings", 2, "cap_c"),
    ("full mark in words", put(2, "base_c", "百", "settings"), "settings", 2, "base_c"),
    ("remembered too long", put(2, "repeat_days", 999, "settings"), "settings", 2, "repeat_days"),
    ("threshold for no item", put(2, "item", "Z9", "thresholds"), "thresholds", 2, "item"),
    ("threshold of none", put(2, "more_than", 0, "thresholds"), "thresholds", 2, "more_than"),
    ("threshold in words", put(2, "more_than", "many", "thresholds"), "thresholds", 2, "more_than"),
    ("threshold without a consequence", also(put(2, "consequence::zh", None, "thresholds"),
                                             put(2, "consequence::en", None, "thresholds")),
     "thresholds", 2, "consequence::zh"),
    # the workbook itself
    ("no sheet survey", lambda b: b.book.remove(b.book["survey"]), "survey", 0, ""),
    ("survey misspelt", lambda b: setattr(b.book["survey"], "title", "surveys"), "survey", 0, ""),
    ("no sheet settings", lambda b: b.book.remove(b.book["settings"]), "settings", 0, ""),
    ("no column name", lambda b: b.drop_column("name"), "survey", 1, ""),
    ("hint in a language without labels", lambda b: b.drop_column("label::en"), "survey", 1, "hint::en"),
    ("empty survey", lambda b: b.book["survey"].delete_rows(2, 30), "survey", 2, "type"),
    ("one column twice", lambda b: b.book["survey"].cell(1, 40, "分数"), "survey", 1, "AN"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sheet", "row", "field"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_each_mistake_is_told_where_it_is(change: Any, sheet: str, row: int, field: str) -> None:
    bench = spoilt(change)
    found = read_workbook(bench.content, "mine.xlsx")
    assert found.template is None
    column = bench.letter(field, sheet) if field and not field.isupper() else field
    places = [(f.file, f.sheet, f.row, f.column) for f in found.faults]
    assert ("mine.xlsx", sheet, row, column) in places, found.faults
    here = [f for f in found.faults if (f.sheet, f.row, f.column) == (sheet, row, column)]
    assert all(f.problem and f.cure for f in here)
    assert len({(f.sheet, f.row, f.column) for f in found.faults}) <= 3, found.faults  # a mistake is not told all over


def test_there_are_as_many_kinds_as_promised() -> None:
    assert len({case[0] for case in CASES}) == len(CASES) >= 60


def faults_of(change: Callable[[Bench], object]) -> str:
    return "\n".join(map(str, read_workbook(spoilt(change).content, "x.xlsx").faults))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("1.1.2", "relevant", "${_1.1.1} = 'yes'"), "'pass'"),
        (put("1.1.2", "relevant", "${_1.1.1} = 'Fail'"), "'fail'"),
        (put("1.1.2", "limit", 5), "0.05"),
        (put("B1", "relevant", "${atm} > 0"), "${atms}"),
        (put("atms", "type", "intager"), "integer"),
        (put("B1", "relevant", "${who} = 'late'"), "selected("),
        (put("B2", "name", "2B"), "_2B"),
        (put("B1", "relevant", "${atms} > '3'"), " 3"),
        (lambda b: setattr(b.book["survey"], "title", "surveys"), "surveys"),
    ],
)
def test_the_cure_says_what_to_write(change: Any, said: str) -> None:
    assert said in faults_of(change)


def test_every_mistake_is_told_at_once() -> None:
    bench = spoilt(also(put("B1", "severity", "?"), put("B2", "mend_days", "x"),
                        put("1.1.3", "relevant", "${nope} = 1"),
                        put(4, "name", "maybe", "choices"), put(2, "version", None, "settings")))  # fmt: skip
    found = read_workbook(bench.content, "x.xlsx")
    assert [(f.sheet, f.row) for f in found.faults] == [
        ("survey", 12), ("survey", 15), ("survey", 16), ("choices", 4), ("settings", 2)
    ]  # fmt: skip


def test_a_line_that_cannot_be_read_is_not_missed_in_conditions() -> None:
    found = read_workbook(spoilt(put("atms", "type", "intager")).content)
    assert [(f.row, f.column) for f in found.faults] == [(ROWS["atms"], "A")]


def test_a_first_choice_in_one_language_does_not_stop_the_converter() -> None:
    found = read_workbook(spoilt(put(2, "label::zh", None, "choices")).content)
    assert found.faults == ()
    assert [(r.sheet, r.row, r.column) for r in found.remarks] == [("choices", 2, "C")]


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"text", b""])
def test_what_is_no_workbook_is_said(content: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read_workbook(content, "x.xlsx")
    assert caught.value.faults[0].cure


ODD = st.one_of(
    st.none(), st.text(st.characters(exclude_categories=["C"]), max_size=20), st.integers(),
    st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from([
        "=A1", "#REF!", "${", "}", "${}", "${atms}", "'", ". >", "((((", "select_one", "begin_group", "end_group",
        "begin_repeat", "１", "-1", "1e99", "NaN", "yes", "是", "_", "__", "meta", "${B1} = 'x' or", "selected(.,",
        "\n", "label::中文", "pass", "verdict", "list_shift", "9" * 40, "not(" * 50, "[1]", "//a", "a:b", "$x", "%",
        "today()",
    ]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_stands_in_the_cells_a_check_list_or_faults_come_of_it(data: st.DataObject) -> None:
    bench = Bench()
    for _time in range(data.draw(st.integers(1, 4))):
        sheet = bench.book[data.draw(st.sampled_from(["survey", "choices", "settings", "thresholds"]))]
        row, column = data.draw(st.integers(1, 18)), data.draw(st.integers(1, 30))
        sheet.cell(row, column).value = data.draw(ODD)
    found = read_workbook(bench.content, "x.xlsx")
    assert (found.template is None) == bool(found.faults)
    assert all(fault.problem and fault.cure and fault.file for fault in found.faults)
    if found.template is not None:
        assert mistakes(found.template) == []
