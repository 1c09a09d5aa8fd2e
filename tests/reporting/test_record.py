"""A workbook that took its place is on record; handed over, taken back, owed until then."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from reports import complaints_workbook
from reports.complaint_register import complaint_register
from reports.recording import unrecorded
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.reporting import service
from supervisor.reporting.events import ReportWritten
from supervisor.reporting.ledger import due_rule, written
from supervisor.reporting.records import DueRule
from supervisor.reporting.standing import history, missing, owed_months, pressing, standing
from tests.complaints.team import SHANGHAI, Team, found

MONTH = "2026-03"


@pytest.fixture
def team(book: Book) -> Team:
    return found(book)


def note(team: Team, kind: str = "month", month: str = MONTH, **other: object) -> str:
    given = {"about": "", "file": f"{kind} {month}.xlsx", "size": 7, "digest": "ab" * 32} | other
    return service.note_written(team.book, team.deputy, ReportWritten(kind=kind, month=month, **given))  # type: ignore[arg-type]


def states(team: Team) -> dict[str, str]:
    with team.book.read() as r:
        return {one.month: one.state for one in owed_months(r)}


def test_what_was_written_is_on_record_with_the_digest_of_the_file(team: Team, tmp_path: Path) -> None:
    target = tmp_path / "登记簿.xlsx"
    complaint_register(team.book, date(2026, 3, 1), date(2026, 3, 31), target, actor=team.deputy)
    with unrecorded():
        complaints_workbook(team.book, MONTH, tmp_path / "preview.xlsx", actor=team.deputy)
    with pytest.raises(BadInput):
        complaint_register(team.book, date(2026, 3, 1), date(2026, 3, 31), tmp_path / "no" / "x.xlsx")
    with team.book.read() as r:
        (one,) = written(r)
    assert (one.kind, one.month, one.file, one.by) == ("register", MONTH, target.name, team.deputy)
    assert (one.size, one.digest) == (target.stat().st_size, hashlib.sha256(target.read_bytes()).hexdigest())


def test_a_book_that_cannot_be_written_still_gives_its_workbook(
    team: Team, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    connection = sqlite3.connect(team.book.where)
    connection.execute("CREATE TRIGGER shut BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'readonly'); END")
    connection.commit()
    connection.close()
    target = tmp_path / "x.xlsx"
    complaints_workbook(team.book, MONTH, target, actor=team.deputy)
    assert target.stat().st_size > 3000
    assert "x.xlsx" in caplog.text
    with team.book.read() as r:
        assert written(r) == []


def test_handed_over_and_taken_back(team: Team) -> None:
    subject = note(team)
    for wrong, field in ((date(2026, 3, 1), "day"), (date(2026, 3, 3), "day")):
        with pytest.raises(WrongField) as told:
            service.mark_sent(team.book, team.deputy, subject, day=wrong)
        assert told.value.field == field
    with pytest.raises(WrongField):
        service.mark_sent(team.book, team.deputy, subject, day=date(2026, 3, 2), to="办" * 121)
    with pytest.raises(Refused):
        service.mark_sent(team.book, team.teller, subject, day=date(2026, 3, 2))
    with pytest.raises(Refused):
        service.withdraw_sent(team.book, team.deputy, subject)
    with pytest.raises(BadInput):
        service.mark_sent(team.book, team.deputy, "report:none", day=date(2026, 3, 2))
    with pytest.raises(BadInput):
        service.mark_sent(team.book, team.deputy, note(team, "register"), day=date(2026, 3, 2))
    assert service.mark_sent(team.book, team.deputy, subject, day=date(2026, 3, 2), to=" 服务部 ")
    assert not service.mark_sent(team.book, team.deputy, subject, day=date(2026, 3, 2), to="服务部")
    with team.book.read() as r:
        at = standing(r, MONTH)
    assert (at.state, at.sent.sent_to, at.sent.sent_by) == ("done", "服务部", team.deputy)  # type: ignore[union-attr]
    service.withdraw_sent(team.book, team.deputy, subject)
    with team.book.read() as r:
        assert standing(r, MONTH).sent is None


def test_a_month_is_owed_from_its_end_until_it_is_handed_over(team: Team) -> None:
    def on(month: int, day: int) -> dict[str, str]:
        team.now = datetime(2026, month, day, 9, tzinfo=SHANGHAI)
        return states(team)

    assert on(3, 31) == {}  # the book began in March: February is nobody's
    assert on(4, 1) == {MONTH: "far"}  # 1 2 3 7 8: the 6th is Qingming's day off
    assert on(4, 3) == {MONTH: "soon"}
    subject = note(team)
    assert on(4, 8) == {MONTH: "today"}
    assert on(4, 9) == {MONTH: "late"}
    service.mark_sent(team.book, team.deputy, subject, day=date(2026, 4, 9))
    assert states(team) == {}
    assert on(6, 1) == {"2026-04": "late", "2026-05": "far"}  # from the first handed over, none is passed over
    service.withdraw_sent(team.book, team.deputy, subject)
    assert states(team) == {"2026-05": "far"}  # who never handed one over owes the last alone
    service.set_due_day(team.book, team.manager, nth=0, working=True)
    assert states(team) == {}


def test_only_who_may_export_the_month_is_reminded(team: Team) -> None:
    team.now = datetime(2026, 4, 9, 9, tzinfo=SHANGHAI)
    with team.book.read() as r:
        reminded = {name for name, who in team.person.items() if pressing(r, who)}
    assert reminded >= {"manager", "deputy", "supervisor"}
    assert not reminded & {"teller", "colleague", "handler"}


def test_the_day_is_set_by_who_may_change_settings(team: Team) -> None:
    with pytest.raises(Refused):
        service.set_due_day(team.book, team.teller, nth=3, working=True)
    for wrong in (-1, 21):
        with pytest.raises(WrongField):
            service.set_due_day(team.book, team.manager, nth=wrong, working=True)
    assert service.set_due_day(team.book, team.manager, nth=3, working=False) == DueRule(5, True)
    assert service.set_due_day(team.book, team.manager, nth=3, working=False) is None
    with team.book.read() as r:
        assert due_rule(r) == DueRule(3, False)


def test_everybody_sees_only_what_he_may_know_of(team: Team) -> None:
    note(team, "person", about=team.teller)
    note(team, "register")
    note(team)
    own = service.note_written(
        team.book, team.teller,
        ReportWritten(kind="person", month=MONTH, about=team.teller, file="自己.xlsx", size=1, digest="00" * 32),
    )  # fmt: skip
    with team.book.read() as r:
        seen = {name: [one.kind for one in history(r, who)] for name, who in team.person.items()}
        assert [one.subject for one in history(r, team.teller)] == [own]
        assert [one.file for one in history(r, team.manager, digest="00" * 32)] == ["自己.xlsx"]
    assert sorted(seen["manager"]) == ["month", "person", "person", "register"]
    assert sorted(seen["handler"]) == ["month", "register"]
    assert seen["colleague"] == []


def test_what_is_missing_before_a_month_can_go(team: Team) -> None:
    with team.book.read() as r:
        assert [one.screen for one in missing(r, MONTH)] == [""]
    team.wait(days=40)
    with team.book.read() as r:
        assert [one.screen for one in missing(r, MONTH)] == ["appraisal"]


def test_records_of_two_laptops_stand_side_by_side(team: Team, tmp_path: Path) -> None:
    subject = note(team)
    other_file = tmp_path / "other.book"
    with Book.create(str(other_file), branch=team.book.branch, zone="Asia/Shanghai") as other:
        other.merge(team.book.export())
        other.set_now(lambda: team.now + timedelta(hours=1))
        service.mark_sent(other, team.manager, subject, day=date(2026, 3, 2), to="甲")
        service.mark_sent(team.book, team.deputy, subject, day=date(2026, 3, 2), to="乙")
        team.book.merge(other.export())
        other.merge(team.book.export())
        with team.book.read() as r, other.read() as there:
            assert r.conflicts() == []
            assert standing(r, MONTH) == standing(there, MONTH)
            assert standing(r, MONTH).sent.sent_to == "甲"  # type: ignore[union-attr]
