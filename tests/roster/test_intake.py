"""A roster brought from Excel: as a list, as a wall grid; faults by cell; whole or not at all."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.roster import ledger
from supervisor.roster.intake import template_rows
from supervisor.roster.records import Absence, Duty, Lunch
from supervisor.roster.taking_in import import_roster
from tests.roster.test_roster import furnish

HEAD = ["日期", "工号", "岗位", "开始", "结束", "午餐开始", "午餐结束", "缺勤"]


def file(folder: Path, sheets: dict[str, list[list]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "roster.xlsx"
    book.save(path)
    return path


def test_a_list_with_times_lunch_and_absence(book: Book, tmp_path: Path) -> None:
    _book, people, posts = furnish(book)
    path = file(tmp_path, {"any": [
        HEAD,
        ["2026-03-02", 0, "C", time(8, 0), time(17, 0), "11:30", "12:15", None],
        [date(2026, 3, 2), "5", "大堂", None, None, None, None, None],
        ["2026/3/3", "1", None, None, None, None, None, "病假"],
        ["2026-03-03", "2", "c", "08:30", "12:00", None, None, None],
    ]})  # fmt: skip
    done = import_roster(book, SYSTEM, path)
    assert (done.days, done.duties, done.absences) == (2, 3, 1)
    with book.read() as r:
        assert ledger.duties(r, date(2026, 3, 2)) == sorted(
            [Duty(people[0], posts["C"], 480, 1020), Duty(people[5], posts["L"], 495, 1035)],
            key=lambda duty: duty.person,
        )
        assert ledger.lunches(r, date(2026, 3, 2)) == [Lunch(people[0], 690, 735)]
        assert ledger.absences(r, date(2026, 3, 3)) == [Absence(people[1], "sick", 0, 1440)]
        assert ledger.duties(r, date(2026, 3, 3)) == [Duty(people[2], posts["C"], 510, 720)]


def test_a_wall_grid_and_the_same_again(book: Book, tmp_path: Path) -> None:
    _book, people, posts = furnish(book)
    path = file(tmp_path, {"2026年3月": [
        ["三月排班"],
        ["工号", "姓名", 2, 3, 4],
        ["0", "Person 0", "C", "休", "年假"],
        ["1", "Person 1", "C 9:00-12:00", None, "柜台"],
        ["2", "Person 2", "C", "C", "C"],
    ]})  # fmt: skip
    done = import_roster(book, SYSTEM, path)
    assert (done.days, done.duties, done.absences, done.lunches_made) == (3, 6, 1, 3)
    import_roster(book, SYSTEM, path)  # brought twice: the same roster, no absence doubled
    with book.read() as r:
        monday = ledger.duties(r, date(2026, 3, 2))
        assert {(d.person, d.start_minute, d.end_minute) for d in monday} == {
            (people[0], 495, 1035), (people[1], 540, 720), (people[2], 495, 1035),
        }  # fmt: skip
        assert {meal.person for meal in ledger.lunches(r, date(2026, 3, 2))} == {people[0], people[2]}
        assert [one.kind for one in ledger.absences(r, date(2026, 3, 4))] == ["leave"]
        assert all(d.post == posts["C"] for d in monday)


def test_every_fault_is_named_by_its_cell_and_nothing_is_kept(book: Book, tmp_path: Path) -> None:
    furnish(book)
    path = file(tmp_path, {
        "list": [
            HEAD,
            ["2026-03-02", "0", "C"],
            ["2026-02-30", "0", "C"],
            ["2026-03-02", "99", "C"],
            ["2026-03-02", "1", "Z"],
            ["2026-03-02", "1", "C", "17:00", "08:00"],
            ["2026-03-01", "1", "C"],
            ["2026-03-02", "2", "C", None, None, None, None, "gone fishing"],
        ],
        "2026-03": [["工号", 2, 3], ["0", "Q", "C"], ["77", "C", "C"]],
    })  # fmt: skip
    with pytest.raises(BadInput) as caught:
        import_roster(book, SYSTEM, path)
    places = {(fault.sheet, f"{fault.column}{fault.row}") for fault in caught.value.faults}
    assert places == {
        ("list", "A3"), ("list", "B4"), ("list", "C5"), ("list", "E6"), ("list", "A7"), ("list", "H8"),
        ("2026-03", "B2"), ("2026-03", "A3"),
    }  # fmt: skip
    assert all(fault.cure and fault.file == "roster.xlsx" for fault in caught.value.faults)
    with book.read() as r:
        assert not ledger.is_planned(r, date(2026, 3, 2))


def test_a_day_that_cannot_be_is_named(book: Book, tmp_path: Path) -> None:
    furnish(book)
    path = file(tmp_path, {"x": [HEAD, ["2026-03-02", "5", "C"], ["2026-03-03", "0", "C"]]})
    with pytest.raises(BadInput) as caught:
        import_roster(book, SYSTEM, path)
    assert [(fault.sheet, fault.row, fault.column) for fault in caught.value.faults] == [("x", 2, "C")]


def test_a_file_that_is_no_roster(book: Book, tmp_path: Path) -> None:
    furnish(book)
    for sheets in ({"x": [["hello"], ["world"]]}, {"x": [[]]}, {"x": [["工号", "岗位"], ["0", "C"]]}):
        with pytest.raises(BadInput):
            import_roster(book, SYSTEM, file(tmp_path, sheets))


def test_the_template_is_understood_by_the_intake(book: Book, tmp_path: Path) -> None:
    _book, people, _posts = furnish(book)
    heading, example = template_rows()
    example[1], example[3 - 0] = "0", "C"
    done = import_roster(book, SYSTEM, file(tmp_path, {"排班": [heading, example]}))
    assert done.duties == 1
    with book.read() as r:
        assert [lunch.person for lunch in ledger.lunches(r, date(2026, 3, 2))] == [people[0]]
