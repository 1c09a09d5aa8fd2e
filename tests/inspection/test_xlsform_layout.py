"""Workbooks as offices lay them out (merged cells, blank lines, other tools' columns), and forms beyond all measure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from supervisor.errors import BadInput, Fault
from supervisor.inspection.answer import Answer
from supervisor.inspection.checking import mistakes
from supervisor.inspection.conditions import DEEPEST
from supervisor.inspection.relevance import asked
from supervisor.inspection.xlsform.reading import Reading, read_workbook

from .workbooks import GOOD, ROWS, Bench, spoilt


def read(change: Callable[[Bench], object]) -> Reading:
    return read_workbook(spoilt(change).content, "mine.xlsx")


def places(faults: tuple[Fault, ...]) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.column) for one in faults]


# merged cells


@pytest.mark.parametrize("field", ["severity", "relevant", "gate", "same_act", "floor_c", "clause", "label::zh"])
def test_a_merged_cell_hides_no_line(field: str) -> None:
    """In Excel one big cell stands beside the lines; all but the first of them are empty."""
    bench = Bench()
    letter = bench.letter(field)
    bench.put(
        "B1", field, {"severity": "重大", "gate": "无", "relevant": "${atms} > 1", "floor_c": -1}.get(field, "B9")
    )
    bench.book["survey"].merge_cells(f"{letter}{ROWS['B1']}:{letter}{ROWS['B2']}")
    found = read_workbook(bench.content, "mine.xlsx")
    assert places(found.faults) == [("survey", ROWS["B1"], letter)]  # nothing is told of the cell that it hides
    assert f"{letter}15:{letter}16" in found.faults[0].problem
    assert found.faults[0].cure


def test_merged_headings_and_lines_across_columns_are_told() -> None:
    bench = Bench()
    bench.book["survey"].merge_cells("C1:D1")
    bench.book["thresholds"].merge_cells("A2:B2")
    found = read_workbook(bench.content, "mine.xlsx")
    assert {("survey", 1, "C"), ("thresholds", 2, "A")} <= set(places(found.faults))


def test_what_is_merged_beside_the_table_or_empty_stands_in_nobodys_way() -> None:
    def change(bench: Bench) -> None:
        sheet = bench.book["survey"]
        sheet["AP3"] = "a remark of the office"
        sheet.merge_cells("AP3:AQ6")
        sheet.merge_cells("A40:H41")

    assert read(change).template == GOOD


@pytest.mark.parametrize("area", ["A30:XFD1048576", "E2:E1048576"])
def test_a_merge_over_half_the_sheet_keeps_nobody_waiting(area: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(Bench().content)) as plain, zipfile.ZipFile(held, "w") as made:
        for name in plain.namelist():
            part = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
                part = part.replace(b"</sheetData>", merge.encode())
            made.writestr(name, part)
    with pytest.raises(BadInput) as caught:
        read_workbook(held.getvalue(), "mine.xlsx")
    assert area in caught.value.faults[0].problem


def test_a_formula_over_several_cells_is_shown_as_it_is_written() -> None:
    found = read(lambda b: b.put("B1", "points_c", ArrayFormula("F15:F16", "=SUM(1,2)")))
    assert "=SUM(1,2)" in found.faults[0].problem


# expressions and groups beyond all measure


def deep(count: int) -> str:
    return "+".join(["${atms}"] * count) + " > 1"


@pytest.mark.parametrize(
    "text", [deep(600), "(" * 200 + "${atms}+0>1" + ")" * 200, "not(" * 120 + "${atms}" + ")" * 120]
)
def test_an_expression_too_deep_to_be_worked_out_is_refused(text: str) -> None:
    found = read(lambda b: b.put("B1", "relevant", text))
    assert places(found.faults) == [("survey", ROWS["B1"], Bench().letter("relevant"))]
    assert found.faults[0].cure


def test_what_is_let_pass_is_worked_out_however_deep_the_program_stands() -> None:
    def at(frames: int, run: Callable[[], Any]) -> Any:
        return run() if frames == 0 else at(frames - 1, run)

    found = read(lambda b: b.put("B1", "relevant", deep(DEEPEST - 2)))
    assert (made := found.template) is not None
    given = [Answer(item="atms", verdict="given", text="1")]
    assert "B1" in at(400, lambda: asked(made, given))


def test_conditions_of_groups_joined_beyond_what_is_read_are_refused() -> None:
    """Each for itself is read; the item hangs on both and would stop every inspection."""
    many = f"concat(${{remark}}, '{'x' * 2_500}') != ''"

    def change(bench: Bench) -> None:
        survey = bench.book["survey"]
        survey.insert_rows(15, 2)
        for row, name in ((15, "inner"), (16, "innermost")):
            for field, value in (("type", "begin_group"), ("name", name), ("label::zh", name), ("label::en", name)):
                bench.put(row, field, value)
            bench.put(row, "relevant", many)
        survey.insert_rows(18, 2)
        for row in (18, 19):
            bench.put(row, "type", "end_group")

    assert 2_000 < len(many) < 4_000
    found = read(change)
    assert found.template is None
    assert places(found.faults) == [("survey", 17, Bench().letter("relevant"))]


def test_a_json_check_list_is_held_to_the_same() -> None:
    import msgspec

    sections = list(GOOD.sections)
    items = list(sections[2].items)
    items[0] = msgspec.structs.replace(items[0], relevant=deep(600))
    sections[2] = msgspec.structs.replace(sections[2], items=tuple(items))
    found = mistakes(msgspec.structs.replace(GOOD, sections=tuple(sections)))
    assert [(one.sheet, one.row, one.column) for one in found] == [("back", 1, "relevant")]


@pytest.mark.parametrize("count", [21, 500])
def test_groups_far_inside_each_other_are_told_once(count: int) -> None:
    def change(bench: Bench) -> None:
        rows = [("begin_group", f"g{n}", "组", "Group") for n in range(count)]
        rows += [("text", "free", "文", "Text"), *[("end_group",)] * count]
        for row in rows:
            bench.book["survey"].append(row)

    found = read(change)
    assert places(found.faults) == [("survey", 18 + 20, "A")]


# lines and choices


@pytest.mark.parametrize("first", [None, "start", "today", "deviceid"])
def test_an_empty_first_line_or_one_of_a_phone_keeps_the_converter_at_work(first: str | None) -> None:
    """XLSForm's own checks are done all the same, and what they say is told in the sheet's own rows."""

    def change(bench: Bench) -> None:
        bench.book["survey"].insert_rows(2)
        bench.book["choices"].insert_rows(2)
        bench.book["survey"]["A2"] = first
        bench.book["survey"]["B2"] = first
        bench.book["survey"].insert_rows(9, 2)

    found = read(change)
    assert found.template == GOOD
    assert not [one for one in found.remarks if "onverter" in one.problem or "转换器" in one.problem]

    def meta(bench: Bench) -> None:
        change(bench)
        bench.put(3, "name", "meta")

    assert [(f.sheet, f.row) for f in read(meta).faults] == [("survey", 3)]


@pytest.mark.parametrize(
    "condition",
    [
        "if(${atms} > 1, true(), false())",
        "if(${atms} > 1, ${_1.1.1} = 'fail', ${shift} = 'late')",
        "if(${atms} > 1, ${_1.1.1}, ${_1.1.2}) = 'fail'",
        "coalesce(${atms}, 0) > 1",
    ],
)
def test_either_of_two_values_is_what_both_are(condition: str) -> None:
    assert read(lambda b: b.put("B1", "relevant", condition)).faults == ()


@pytest.mark.parametrize(
    "condition",
    ["if(${atms} > 1, 2, 3)", "coalesce(${atms}, 0)", "if(${atms} > 1, ${_1.1.1}, ${_1.1.2}) = 'yes'",
     "if(${atms} > 1, 2, 3) = 'two'"],
)  # fmt: skip
def test_either_of_two_values_is_held_to_what_it_can_be(condition: str) -> None:
    assert places(read(lambda b: b.put("B1", "relevant", condition)).faults) == [
        ("survey", ROWS["B1"], Bench().letter("relevant"))
    ]


@pytest.mark.parametrize("name", ["a\tb", "a\nb", "a\u3000b", "a\u00a0b", "a\u200bb"])
def test_a_choice_that_would_break_in_pieces_is_refused(name: str) -> None:
    found = read(lambda b: b.put(5, "name", name, "choices"))
    assert places(found.faults) == [("choices", 5, "B")]


# columns of other forms, and what Excel makes of a cell


@pytest.mark.parametrize("heading", ["disabled", "choice_filter", "default", "calculation", "read_only", "trigger"])
def test_a_column_that_changes_what_is_asked_is_no_mere_remark(heading: str) -> None:
    def change(value: str | None) -> Callable[[Bench], object]:
        def run(bench: Bench) -> None:
            bench.book["survey"].cell(1, 40, heading)
            bench.book["survey"].cell(ROWS["B1"], 40, value)

        return run

    assert places(read(change("yes")).faults) == [("survey", ROWS["B1"], "AN")]
    assert read(change(None)).template == GOOD
    if heading in ("disabled", "read_only"):
        assert read(change("no")).template == GOOD


def test_the_older_spelling_of_a_condition_is_read() -> None:
    def change(bench: Bench) -> None:
        for heading in ("relevant", "constraint"):
            bench.book["survey"][f"{bench.letter(heading)}1"] = f"bind::{heading}"
        for cell in bench.book["survey"][1]:
            if str(cell.value).startswith("constraint_message::"):
                heading = f"bind::jr:constraintMsg::{str(cell.value).partition('::')[2]}"
                bench.book["survey"][cell.coordinate] = heading

    found = read(change)
    assert found.template == GOOD
    assert found.remarks == ()


def test_a_day_in_words_and_a_version_that_lost_its_zero_are_pointed_out() -> None:
    def change(bench: Bench) -> None:
        bench.put("B1", "clause", date(2026, 5, 2))
        bench.put(2, "version", 1.1, "settings")

    found = read(change)
    assert found.template is not None
    assert places(found.remarks) == [("survey", ROWS["B1"], "E"), ("settings", 2, "C")]
    assert "2026-05-02" in found.remarks[0].problem


def test_words_that_nobody_can_see_or_that_run_backwards_are_refused() -> None:
    def nothing(bench: Bench) -> None:
        bench.put("B1", "label::zh", "\u200b")
        bench.put("B1", "label::en", "\u200b\u2060")

    assert places(read(nothing).faults) == [("survey", ROWS["B1"], "C")]
    found = read(lambda b: b.put("B1", "hint::en", "abc\u202egpj"))
    assert places(found.faults) == [("survey", ROWS["B1"], Bench().letter("hint::en"))]
    assert "U+202E" in found.faults[0].problem
    title = read(lambda b: b.put(2, "form_title", "表\u202eabc", "settings"))
    assert places(title.faults) == [("settings", 2, "A")]


def test_an_answer_that_words_would_show_is_pointed_out() -> None:
    found = read(lambda b: b.put("B1", "label::en", "${atms} machines are clean"))
    assert found.template is not None
    assert places(found.remarks) == [("survey", ROWS["B1"], "D")]


@pytest.mark.parametrize("floor", [None, -5])
def test_a_deduction_with_nothing_to_take_it_from_is_a_mistake(floor: int | None) -> None:
    def change(bench: Bench) -> None:
        bench.put("B2", "points_c", None)
        bench.put("B2", "floor_c", floor)

    found = read(change)
    assert places(found.faults) == ([] if floor else [("survey", ROWS["B2"], "F")])


def test_a_missing_column_of_points_is_told_once() -> None:
    found = read(lambda b: b.drop_column("points_c"))
    assert ("survey", 1, "") in places(found.faults)
    assert len(found.faults) == 1


def test_settings_that_never_take_effect_are_pointed_out() -> None:
    def change(bench: Bench) -> None:
        bench.put("B1", "limit", "5%")
        bench.put("1.1.3", "fine_doubles", "是")

    found = read(change)
    assert found.template is not None
    assert [(one.sheet, one.row) for one in found.remarks] == [("survey", ROWS["1.1.3"]), ("survey", ROWS["B1"])]
    assert all(one.cure for one in found.remarks)


def test_empty_rows_with_a_colour_are_no_lines() -> None:
    def change(bench: Bench) -> None:
        from openpyxl.styles import PatternFill

        bench.book["survey"].cell(200_000, 3).fill = PatternFill("solid", fgColor="FFFF00")

    assert read(change).template == GOOD


def test_what_lies_far_behind_the_table_is_told_with_its_cell() -> None:
    with pytest.raises(BadInput) as caught:
        read(lambda b: b.book["survey"].cell(6_000, 3, "x"))
    assert [(f.sheet, f.row, f.column) for f in caught.value.faults] == [("survey", 6_000, "C")]


def test_the_strict_form_of_excel_is_called_so() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(Bench().content)) as plain, zipfile.ZipFile(held, "w") as strict:
        for name in plain.namelist():
            part = plain.read(name)
            if name == "xl/workbook.xml":
                ours = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                part = part.replace(ours, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            strict.writestr(name, part)
    with pytest.raises(BadInput) as caught:
        read_workbook(held.getvalue(), "mine.xlsx")
    assert ".xlsx" in caught.value.faults[0].cure
