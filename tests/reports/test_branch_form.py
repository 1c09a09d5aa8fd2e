"""The set-up workbook goes round: empty, filled in, taken in, written out, read by LibreOffice, taken in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.branch_form import HEAD_ROW, write_branch_form
from supervisor.branch import service
from supervisor.branch.alterations import Altered, told
from supervisor.branch.ledger import branch_profile, opening, overrides, people, person_skills, posts
from supervisor.branch.records import Opening
from supervisor.branch.set_up import import_branch, preview_branch
from supervisor.branch.sheets import current_sheets, empty_sheets
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import use_language
from tests.reports.office import recalculated

LINES = {
    "网点": [("城南支行", "12", "85%", "10,15", "", "００371")],
    "分区": [("hall", "大堂", "Hall")],
    "业务类别": [("cash", "现金业务", "")],
    "技能": [("teller", "柜面操作", "", "否"), ("auth", "业务授权", "", "是")],
    "岗位": [
        ("C", "现金柜台", "", "大堂", "现金业务", "柜面操作", "4", "2", "是", "15", "S"),
        ("S", "授权岗", "", "大堂", "", "", "1", "1", "否", "", ""),
    ],
    "人员": [
        ("0012", "李静", "支行长", "大堂", "业务授权", "女", "2024-03-01"),
        ("0013", "王强", "柜员", "hall", "teller、业务授权", "男", ""),
    ],
    "营业时间": [("一", "08:30", "17:00", ""), ("节假日", "", "", "")],
    "日历": [("2027-02-08", "否", "", "", "春节")],
}


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def filled(path: Path) -> Path:
    """The empty workbook, filled in as a person does: under the headings, and nothing else touched."""
    write_branch_form(empty_sheets(), path)
    workbook = load_workbook(path)
    for name, lines in LINES.items():
        for number, line in enumerate(lines, HEAD_ROW + 2):
            for index, value in enumerate(line, 1):
                workbook[name].cell(number, index, value or None)
    workbook.save(path)
    return path


def test_the_empty_workbook_brings_nothing(book: Book, tmp_path: Path) -> None:
    path = write_branch_form(empty_sheets(), tmp_path / "empty.xlsx")
    with pytest.raises(BadInput, match="no name yet"):
        import_branch(book, SYSTEM, path)
    service.found_branch(book, SYSTEM, name="x")
    done = import_branch(book, SYSTEM, path)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 0), "its examples are no data"


def test_filled_in_taken_in_and_back(book: Book, tmp_path: Path) -> None:
    path = filled(tmp_path / "filled.xlsx")
    seen = preview_branch(book, SYSTEM, path)
    with book.read() as r:
        assert people(r) == [], "a preview writes nothing"
    done = import_branch(book, SYSTEM, path)
    assert done == seen
    assert done.added == sum(map(len, LINES.values()))
    assert {line.outcome for line in done.lines} == {"added"}
    with book.read() as r:
        assert branch_profile(r).target_share == 0.85
        assert branch_profile(r).number == "00371", "digits typed wide are digits, noughts stay"
        first, second = people(r)
        assert (first.no, first.zone, first.sex, first.skills) == ("0012", "hall", "f", {"auth"}), "names become codes"
        assert second.skills == {"teller", "auth"}
        post, sign = posts(r)
        assert (post.handover_minutes, post.incompatible) == (15, (sign.subject,))
        assert (sign.handover_minutes, sign.incompatible) == (0, (post.subject,)), "from either side"
        assert (post.zone, post.service_class, post.skill, post.stations, post.dual_control) == (
            "hall", "cash", "teller", 4, True,
        )  # fmt: skip
        assert opening(r, overrides(r)[0].day) is None
        out = write_branch_form(current_sheets(r), tmp_path / "out.xlsx")
    again = import_branch(book, SYSTEM, out)
    assert (again.added, again.changed) == (0, 0), [x for x in again.lines if x.outcome != "unchanged"]
    assert again.unchanged == done.added
    cell = load_workbook(out)["人员"].cell(HEAD_ROW + 2, 1)
    assert (cell.value, cell.number_format) == ("0012", "@"), "a staff number keeps its zeros"


def test_libreoffice_reads_it_the_same(book: Book, tmp_path: Path) -> None:
    converted = recalculated(filled(tmp_path / "filled.xlsx"), tmp_path)
    done = import_branch(book, SYSTEM, converted)
    assert done.added == sum(map(len, LINES.values()))
    as_ods = recalculated(converted, tmp_path / "ods", "ods") if (tmp_path / "ods").mkdir() is None else converted
    again = import_branch(book, SYSTEM, as_ods)
    assert (again.added, again.changed) == (0, 0)
    with book.read() as r:
        assert [one.no for one in people(r)] == ["0012", "0013"]
        assert {one.weekday: one.opening for one in _hours(r)} == {1: Opening(510, 1020), 8: None}


def test_a_change_is_previewed_as_one(book: Book, tmp_path: Path) -> None:
    path = filled(tmp_path / "filled.xlsx")
    import_branch(book, SYSTEM, path)
    workbook = load_workbook(path)
    workbook["人员"].cell(HEAD_ROW + 3, 3, "高级柜员")
    workbook.save(path)
    seen = preview_branch(book, SYSTEM, path)
    assert [(x.sheet, x.what) for x in seen.lines if x.outcome == "changed"] == [("person", "0013 王强")]
    changes = next(x.changes for x in seen.lines if x.outcome == "changed")
    assert changes == (Altered("role", "柜员", "高级柜员"),)
    use_language("zh")
    assert told("person", changes) == "职务 柜员 → 高级柜员"
    with book.read() as r:
        assert people(r)[1].role == "柜员"
        assert len(person_skills(r)) == 3


def test_a_code_that_nobody_named_is_pointed_out(book: Book, tmp_path: Path) -> None:
    path = filled(tmp_path / "filled.xlsx")
    assert preview_branch(book, SYSTEM, path).unnamed == ()
    workbook = load_workbook(path)
    workbook["人员"].cell(HEAD_ROW + 3, 5, "teler")
    workbook["岗位"].cell(HEAD_ROW + 2, 4, "楼上")
    workbook.save(path)
    assert preview_branch(book, SYSTEM, path).unnamed == (("skill", "teler"), ("zone", "楼上"))
    assert import_branch(book, SYSTEM, path).unnamed, "it refuses nothing"


def test_every_fault_has_its_cell(book: Book, tmp_path: Path) -> None:
    path = filled(tmp_path / "filled.xlsx")
    workbook = load_workbook(path)
    workbook["人员"].cell(HEAD_ROW + 3, 6, "不详")
    workbook["岗位"].cell(HEAD_ROW + 2, 7, "许多")
    workbook.save(path)
    with pytest.raises(BadInput) as wrong:
        preview_branch(book, SYSTEM, path)
    assert {(f.sheet, f.row, f.column) for f in wrong.value.faults} == {("人员", 5, "F"), ("岗位", 4, "G")}
    assert all(f.cure for f in wrong.value.faults)


def _hours(r):
    from supervisor.branch.ledger import weekly_hours

    return weekly_hours(r)


def test_rules_of_posts_change_with_the_workbook_and_an_older_one_leaves_them(book: Book, tmp_path: Path) -> None:
    path = filled(tmp_path / "filled.xlsx")
    import_branch(book, SYSTEM, path)
    workbook = load_workbook(path)
    sheet = workbook["岗位"]
    sheet.delete_cols(10, 2)
    workbook.save(tmp_path / "older.xlsx")
    again = import_branch(book, SYSTEM, tmp_path / "older.xlsx")
    assert (again.added, again.changed) == (0, 0)
    with book.read() as r:
        assert [(one.handover_minutes, len(one.incompatible)) for one in posts(r)] == [(15, 1), (0, 1)]
    workbook = load_workbook(path)
    workbook["岗位"].cell(HEAD_ROW + 2, 10, "20")
    workbook["岗位"].cell(HEAD_ROW + 2, 11).value = None
    workbook.save(path)
    assert import_branch(book, SYSTEM, path).changed == 2
    with book.read() as r:
        assert [(one.handover_minutes, one.incompatible) for one in posts(r)] == [(20, ()), (0, ())]
    for wrong in ("X", "C", "现金柜台"):
        workbook["岗位"].cell(HEAD_ROW + 2, 11, wrong)
        workbook.save(path)
        with pytest.raises(BadInput) as told:
            import_branch(book, SYSTEM, path)
        assert [(fault.sheet, fault.row) for fault in told.value.faults] == [("岗位", HEAD_ROW + 2)]
    workbook["岗位"].cell(HEAD_ROW + 2, 11).value = None
    workbook["岗位"].cell(HEAD_ROW + 2, 10, "121")
    workbook.save(path)
    with pytest.raises(BadInput, match="121"):
        import_branch(book, SYSTEM, path)
