"""Who held which job from when to when: moves within a month, leaving and coming back, corrections, temporary stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from supervisor.branch import service
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import person, stints
from supervisor.branch.records import Temporary
from supervisor.branch.set_up import import_branch
from supervisor.branch.stints import Stint, joined, left, moved, returned, within
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book

A, B, C = "柜员", "大堂经理", "客户经理"


def day(n: int, month: int = 11) -> date:
    return date(2026, month, n)


def at(n: int):
    return lambda: datetime(2026, 11, n, 2, tzinfo=UTC)


def test_what_was_said_last_of_a_job_holds_from_its_day_on() -> None:
    one = moved(joined(A, day(1)), B, day(16))
    assert one == (Stint(A, day(1), day(15)), Stint(B, day(16)))
    assert moved(one, C, day(10)) == (Stint(A, day(1), day(9)), Stint(C, day(10)))
    assert moved(one, B, day(20)) == (Stint(A, day(1), day(19)), Stint(B, day(20))), "the day is put right, later"
    assert moved(one, B, day(12)) == (Stint(A, day(1), day(11)), Stint(B, day(12))), "and earlier"
    assert moved(one, A, day(16)) == (Stint(A, day(1)),), "a move that never was"
    assert moved(joined(A, day(5)), B, day(1)) == (Stint(B, day(5)),), "nobody holds a job before he joined"


def test_who_left_and_came_back_was_away_between() -> None:
    away = returned(left(joined(A, day(1)), day(6)), A, day(20))
    assert away == (Stint(A, day(1), day(6)), Stint(A, day(20)))
    assert moved(away, B, day(4)) == (Stint(A, day(1), day(3)), Stint(B, day(4), day(6)), Stint(B, day(20)))
    assert moved(away, B, day(10)) == (Stint(A, day(1), day(6)), Stint(B, day(20)))
    assert returned(left(joined(A, day(1)), day(6)), A, day(1)) == (Stint(A, day(1)),), "a last day taken back"
    assert left(away, day(25))[-1] == Stint(A, day(20), day(25))
    assert within(away, day(5), day(21)) == (Stint(A, day(5), day(6)), Stint(A, day(20), day(21)))


def held(book: Book, subject: str) -> list[tuple[str, date, date | None]]:
    with book.read() as r:
        return [(each.role, each.since, each.until) for each in stints(r, subject)[subject]]


def test_the_journal_keeps_them_and_a_late_entry_is_read_in_its_place(any_book: Book) -> None:
    book = any_book
    book.set_now(at(2))
    one = service.add_person(book, SYSTEM, no="1", name="A", role=A, joined=day(1, 10))
    book.set_now(at(18))
    service.change_person(book, SYSTEM, one, role=B)
    assert held(book, one) == [(A, day(1, 10), day(17)), (B, day(18), None)], "without a day: that of the entry"
    service.change_person(book, SYSTEM, one, name="AA")
    service.change_person(book, SYSTEM, one, role=B, since=day(16))
    assert held(book, one) == [(A, day(1, 10), day(15)), (B, day(16), None)]
    for since in (day(19), day(1, 9)):
        with pytest.raises(WrongField) as wrong:
            service.change_person(book, SYSTEM, one, role=C, since=since)
        assert wrong.value.field == "since"
    service.person_left(book, SYSTEM, one, day(17))
    service.person_returned(book, SYSTEM, one, day(18))
    assert held(book, one) == [(A, day(1, 10), day(15)), (B, day(16), None)]
    before = held(book, one)
    assert book.verify().problems == []
    assert held(book, one) == before


def test_a_temporary_stay_has_its_days(book: Book) -> None:
    book.set_now(at(18))
    one = service.add_person(book, SYSTEM, no="1", name="A", role=A, joined=day(2),
                             temporary=Temporary(day(2), day(20)))  # fmt: skip

    def stay() -> Temporary:
        with book.read() as r:
            found = person(r, one)
        assert found is not None
        return found.temporary

    assert [stay().on(day(n)) for n in (1, 2, 20, 21)] == [False, True, True, False]
    service.change_person(book, SYSTEM, one, name="AA")
    assert stay() == Temporary(day(2), day(20))
    with pytest.raises(WrongField):
        service.change_person(book, SYSTEM, one, temporary=Temporary(day(9), day(8)))
    service.change_person(book, SYSTEM, one, temporary=Temporary())
    assert not stay().on(day(10))


def workbook(folder: Path, *lines: tuple) -> Path:
    made = Workbook()
    made.active.title = "人员"  # type: ignore[union-attr]
    made.active.append(("工号", "姓名", "职务", "任现职日期", "临时人员", "临时至"))  # type: ignore[union-attr]
    for line in lines:
        made.active.append(line)  # type: ignore[union-attr]
    made.save(folder / "p.xlsx")
    return folder / "p.xlsx"


def test_the_set_up_workbook_says_since_when_and_who_is_temporary(book: Book, tmp_path: Path) -> None:
    book.set_now(at(18))
    service.found_branch(book, SYSTEM, name="支行")
    one = service.add_person(book, SYSTEM, no="1", name="甲", role=A, joined=day(1, 10))
    path = workbook(tmp_path, ("1", "甲", B, day(9), "", ""), ("2", "乙", A, "", "是", day(30)))
    assert import_branch(book, SYSTEM, path).added == 1
    assert held(book, one) == [(A, day(1, 10), day(8)), (B, day(9), None)]
    assert import_branch(book, SYSTEM, path).unchanged == 2, "the same file again changes nothing"
    with pytest.raises(BadInput) as wrong:
        import_branch(book, SYSTEM, workbook(tmp_path, ("1", "甲", C, day(30), "", "")))
    assert wrong.value.faults[0].row == 2
