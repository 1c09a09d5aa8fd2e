"""The set-up workbook: taken in whole, faults by cell, brought twice without harm, its template
understood.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.branch.forms import template_rows
from supervisor.branch.ledger import (
    Opening,
    branch_profile,
    calendar,
    founded,
    name_of,
    opening,
    overrides,
    people,
    posts,
    weekly_hours,
)
from supervisor.branch.service import grant_skill
from supervisor.branch.set_up import import_branch
from supervisor.branch.workbook import as_minute, letter, plain, shown
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book

GOOD: dict[str, list[list[Any]]] = {
    "网点": [
        ["名称", "等候目标（分钟）", "达标比例", "发薪日", "养老金发放日"],
        ["河东支行", 12, "85%", "10、15", 20],
    ],
    "Zones": [["Code", "Chinese", "English"], ["hall", "大堂", "Hall"]],
    "业务类别": [["代码", "中文名"], ["cash", "现金"]],
    "技能": [["代码", "中文名", "是否授权"], ["teller", "柜面", "否"], ["auth", "授权", "是"]],
    "岗位": [
        ["（岗位表）"],
        ["代码*", "中文名*", "分区", "业务类别", "所需技能", "席位数*", "最少在岗", "离岗双人清点"],
        ["C", "现金柜台", "hall", "cash", "teller", 4, 2.0, "是"],
        ["L", "大堂引导", "hall", None, None, 2, 1, None],
    ],
    "人员": [
        ["工号", "姓名", "职务", "分区", "技能", "性别", "入职日期"],
        [1001, "甲", "柜员", "hall", "teller、auth", "女", datetime(2024, 3, 1)],
        ["1002", "乙", "柜员", "hall", "teller", "男", "2024年3月1日"],
        [None, None, None, None, None, None, None],
    ],
    "营业时间": [
        ["星期", "开门", "关门"],
        *[[day, "08:30", time(17, 0)] for day in "一二三四五"],
        ["周六", "9：00", "12:00"],
        ["节假日", None, None],
    ],
    "日历": [["日期", "是否营业", "开门", "关门", "说明"], ["2027-02-08", "否", None, None, "春节"]],
}


def file(folder: Path, sheets: dict[str, list[list[Any]]], name: str = "set-up.xlsx") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def test_a_whole_branch_comes_in_one_file(any_book: Book, tmp_path: Path) -> None:
    done = import_branch(any_book, SYSTEM, file(tmp_path, GOOD))
    assert (done.added, done.changed, done.unchanged) == (1 + 1 + 1 + 2 + 2 + 2 + 7 + 1, 0, 0)
    with any_book.read() as r:
        profile = branch_profile(r)
        assert (profile.name, profile.target_minutes, profile.target_share) == ("河东支行", 12, 0.85)
        assert (profile.paydays, profile.pension_days) == ((10, 15), (20,))
        assert name_of(r, "zone", "hall") == "Hall"
        first, second = people(r)
        assert (first.no, first.sex, first.skills) == ("1001", "f", {"teller", "auth"})
        assert (second.no, second.joined) == ("1002", date(2024, 3, 1))
        counter, lobby = posts(r)
        assert (counter.stations, counter.min_cover, counter.dual_control) == (4, 2, True)
        assert (lobby.service_class, lobby.skill, lobby.dual_control) == ("", "", False)
        assert opening(r, date(2026, 3, 7)) == Opening(540, 720)
        assert opening(r, date(2026, 3, 2)) == Opening(510, 1020)
        assert [one.note for one in overrides(r)] == ["春节"]


def test_the_same_file_again_changes_nothing_and_a_changed_one_only_what_differs(book: Book, tmp_path: Path) -> None:
    import_branch(book, SYSTEM, file(tmp_path, GOOD))
    with book.read() as r:
        before, last = people(r), r.vector()
    done = import_branch(book, SYSTEM, file(tmp_path, GOOD))
    assert (done.added, done.changed, done.unchanged) == (0, 0, 17)
    with book.read() as r:
        assert r.vector() == last
    people_only = {"人员": [GOOD["人员"][0], [1001, "甲", "主管", "hall", "teller", "女", None]]}
    done = import_branch(book, SYSTEM, file(tmp_path, people_only))
    assert (done.added, done.changed, done.unchanged) == (0, 1, 0)
    with book.read() as r:
        after = people(r)
    assert [one.subject for one in after] == [one.subject for one in before]
    assert (after[0].role, after[0].skills) == ("主管", {"teller"})
    assert after[1] == before[1]


def test_every_fault_is_named_by_its_cell_and_nothing_is_kept(book: Book, tmp_path: Path) -> None:
    bad = {
        "网点": [["名称", "达标比例", "发薪日", "机构号"], ["", "3", "10,44", "A12"]],
        "岗位": [
            ["代码", "中文名", "席位数", "最少在岗"], ["C", "柜台", 0, 0], ["C", "", 2, 3], ["D", "台", "two", None],
        ],
        "人员": [["工号", "姓名", "职务", "性别", "入职日期"], ["1", "甲", "柜员", "?", "2026-13-01"],
                 ["1", "", "", "", ""]],
        "营业时间": [["星期", "开门", "关门"], ["八", "8:30", "17:00"], ["一", "17:00", "8:30"], ["二", "25:00", None]],
        "日历": [["日期", "是否营业"], ["yesterday", "maybe"], ["2026-10-01", "maybe"]],
        "技能": [["代码"], ["x"]],
    }  # fmt: skip
    with pytest.raises(BadInput) as caught:
        import_branch(book, SYSTEM, file(tmp_path, bad))
    places = sorted(f"{fault.sheet}!{fault.column}{fault.row}" for fault in caught.value.faults)
    assert places == sorted([
        "网点!A2", "网点!B2", "网点!C2", "网点!D2",
        "岗位!C2", "岗位!A3", "岗位!B3", "岗位!D3", "岗位!C4",
        "人员!D2", "人员!E2", "人员!A3", "人员!B3", "人员!C3",
        "营业时间!A2", "营业时间!C3", "营业时间!B4",
        "日历!A2", "日历!B3",
        "技能!1",
    ])  # fmt: skip
    assert all(fault.problem and fault.cure and fault.file == "set-up.xlsx" for fault in caught.value.faults)
    with book.read() as r:
        assert not founded(r)
        assert people(r) == posts(r) == weekly_hours(r) == []


def test_files_that_are_no_set_up(book: Book, tmp_path: Path) -> None:
    text = tmp_path / "notes.xlsx"
    text.write_text("not a workbook", "utf-8")
    for path in (tmp_path / "absent.xlsx", tmp_path, text, file(tmp_path, {"Sheet1": [["a"]]})):
        with pytest.raises(BadInput):
            import_branch(book, SYSTEM, path)
    with pytest.raises(BadInput, match="网点"):
        import_branch(book, SYSTEM, file(tmp_path, {"人员": GOOD["人员"]}))
    with book.read() as r:
        assert people(r) == []


def test_an_import_needs_the_right(book: Book, tmp_path: Path) -> None:
    add_user(book, SYSTEM, login="staff", person="person:staff", name="Staff", roles=[Role.STAFF])
    with pytest.raises(Refused):
        import_branch(book, "person:staff", file(tmp_path, GOOD))


def test_nobody_authorises_himself_by_a_file(book: Book, tmp_path: Path) -> None:
    import_branch(book, SYSTEM, file(tmp_path, GOOD))
    with book.read() as r:
        own = people(r)[1].subject
    add_user(book, SYSTEM, login="boss", person=own, name="Boss", roles=[Role.MANAGER])
    changed = {"人员": [GOOD["人员"][0], ["1002", "乙", "柜员", "hall", "teller、auth", "男", None]]}
    with pytest.raises(Refused, match=r"\[人员\] 2.*auth"):
        import_branch(book, own, file(tmp_path, changed))
    import_branch(
        book, own, file(tmp_path, {"人员": [GOOD["人员"][0], ["1002", "乙", "柜员", "hall", "teller", "男", None]]})
    )


def test_a_manager_alone_writes_down_what_he_can_do(book: Book, tmp_path: Path) -> None:
    import_branch(book, SYSTEM, file(tmp_path, GOOD))
    with book.read() as r:
        own = people(r)[1].subject
    add_user(book, SYSTEM, login="boss", person=own, name="Boss", roles=[Role.MANAGER])
    sheets = {
        "技能": [["代码", "中文名", "是否授权"], ["guide", "引导", "否"], ["vault", "金库", "是"]],
        "人员": [GOOD["人员"][0], ["1002", "乙", "柜员", "hall", "teller、引导", "男", None]],
    }
    import_branch(book, own, file(tmp_path, sheets))
    with book.read() as r:
        assert people(r)[1].skills == {"teller", "guide"}
    with pytest.raises(Refused):
        grant_skill(book, own, own, "vault")
    grant_skill(book, own, own, "guide")


def test_the_template_is_understood_by_the_intake(book: Book, tmp_path: Path) -> None:
    done = import_branch(book, SYSTEM, file(tmp_path, template_rows()))
    assert done.added == len(template_rows())
    with book.read() as r:
        assert len(people(r)) == len(posts(r)) == 1
        assert calendar(r).kind(date(2027, 2, 8)).kind == "closed"


def test_cells_of_every_kind() -> None:
    assert [as_minute(v) for v in ("8:30", "08：30", "8时30分", time(8, 30), 8.5 / 24, "24:00")] == [510] * 5 + [1440]
    assert [as_minute(v) for v in ("", None, "8", "25:00", "8:61", "noon", 8)] == [None] * 7
    assert (letter(0), letter(25), letter(26), letter(701), letter(702)) == ("A", "Z", "AA", "ZZ", "AAA")
    assert plain(" 等候目标 （分钟）*：") == plain("等候目标(分钟)")
    assert [shown(v) for v in (1001.0, " a ", None, 1.5)] == ["1001", "a", "", "1.5"]
