"""The plan in a book: rules with their rights, what is due from them, excuses, draws, and who may see what comes."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta

import msgspec
import pytest

from supervisor.app import load_rooms
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.incidents import service as incidents
from supervisor.inspection.plan.defaults import USUAL, take_up_usual
from supervisor.inspection.plan.ledger import courses
from supervisor.inspection.plan.reading import plan, plan_figures
from supervisor.inspection.plan.rules import Rule
from supervisor.inspection.plan.service import begin_planned, excuse, set_rule, stop_rule, withdraw_excuse
from supervisor.inspection.plan.spots import draw_checks
from supervisor.inspection.service import abandon, finish, revise
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book, lock_month
from supervisor.journal.ledger import ledgers
from supervisor.language import Words

from .branches import MORNING, Branch, made

load_rooms()  # a draw asks the forecast for peaks

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def at(book: Book, day: date, hour: int, minute: int = 0) -> None:
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=book.zone)
    book.set_now(lambda: moment)


def rule(**values) -> Rule:
    known = {"subject": "", "name": Words("开门检查", "Opening"), "code": "tellers_day", "every": "day",
             "valid_from": FRIDAY, "to_minute": 600}  # fmt: skip
    return Rule(**{**known, **values})


def states(book: Book, viewer: str = "", first: date = FRIDAY, last: date = FRIDAY) -> list[str]:
    with book.read() as r:
        return [line.state for line in plan(r, viewer, first, last)]


def logged(book: Book, branch: Branch, code: str = "tellers_day", **more) -> str:
    return log_inspection(book, branch.supervisor, code, [], others_pass=True, **more)


def test_a_daily_check_is_due_done_late_or_missed(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule())
    assert states(book) == ["due"]
    at(book, FRIDAY, 9, 30)
    logged(book, branch)
    assert states(book) == ["done"]
    at(book, MONDAY, 10, 30)
    assert states(book, first=MONDAY, last=MONDAY) == ["overdue"]
    subject = logged(book, branch)
    assert states(book, first=MONDAY, last=MONDAY) == ["late"]
    at(book, MONDAY + timedelta(2), 8)
    assert states(book, first=MONDAY, last=MONDAY + timedelta(3)) == ["late", "missed", "due", "coming"]
    revise(book, branch.supervisor, subject, reason="wrong item")  # a correction is no second inspection
    assert states(book, first=MONDAY, last=MONDAY + timedelta(3)) == ["late", "missed", "due", "coming"]


def test_nobody_is_owed_what_was_not_asked_for(book):
    branch = made(book)
    with pytest.raises(WrongField) as caught:
        set_rule(book, branch.supervisor, rule(valid_from=FRIDAY - timedelta(1)))
    assert caught.value.field == "valid_from"
    set_rule(book, branch.supervisor, rule())
    assert states(book, first=FRIDAY - timedelta(30)) == ["due"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": Words(" ")}),
        ("code", {"code": "nosuch"}),
        ("every", {"every": "year"}),
        ("counted", {"counted": "some"}),
        ("source", {"source": "rumour"}),
        ("role", {"role": "king"}),
        ("times", {"times": 2}),
        ("times", {"every": "week", "times": 0}),
        ("to_minute", {"from_minute": 600}),
        ("grace_days", {"grace_days": 31}),
        ("weekdays", {"weekdays": (0,)}),
        ("to_nth", {"every": "month", "from_nth": 5, "to_nth": 4}),
        ("doer", {"doer": "person:nobody"}),
        ("whom", {"whom": ("person:nobody",)}),
    ],
)
def test_a_rule_that_makes_no_sense_names_the_field(book, field, values):
    branch = made(book)
    with pytest.raises(WrongField) as caught:
        set_rule(book, branch.supervisor, rule(**values))
    assert caught.value.field == field


def test_who_may_not_plan_is_refused(book):
    branch = made(book)
    subject = set_rule(book, branch.supervisor, rule())
    for work in (
        lambda: set_rule(book, branch.lobby, rule()),
        lambda: stop_rule(book, branch.lobby, subject),
        lambda: take_up_usual(book, branch.lobby),
        lambda: draw_checks(book, branch.lobby, MONDAY, MONDAY, wanted=1),
        lambda: begin_planned(book, branch.lobby, "x"),
    ):
        with pytest.raises(Refused):
            work()


def test_a_change_and_a_stop_count_from_their_date(book):
    branch = made(book)
    subject = set_rule(book, branch.supervisor, rule())
    changed = rule(subject=subject, valid_from=MONDAY, code="appearance")
    set_rule(book, branch.supervisor, changed)
    stop_rule(book, branch.supervisor, subject, day=MONDAY + timedelta(1), reason="moved")
    with book.read() as r:
        found = [(line.occurrence.first, line.occurrence.code) for line in plan(r, "", FRIDAY, FRIDAY + timedelta(9))]
    assert found == [(FRIDAY, "tellers_day"), (MONDAY, "appearance")]
    with pytest.raises(Refused):
        stop_rule(book, branch.supervisor, subject, day=MONDAY + timedelta(2))


def test_a_rule_that_was_stopped_is_owed_again_once_it_is_set_from_that_day(book):
    branch = made(book)
    subject = set_rule(book, branch.supervisor, rule())
    with book.read() as r:
        there = courses(r)[0].on(FRIDAY)
        assert there is not None
    stop_rule(book, branch.supervisor, subject, day=FRIDAY)
    assert states(book, SYSTEM, FRIDAY, FRIDAY) == []
    set_rule(book, branch.supervisor, msgspec.structs.replace(there, valid_from=FRIDAY))
    assert len(states(book, SYSTEM, FRIDAY, FRIDAY)) == 1


def test_a_missed_check_says_what_ran_and_only_the_manager_excuses_it(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule())
    incident = incidents.declare(book, branch.supervisor, kind="surge", at=MORNING)
    at(book, MONDAY, 8)
    with book.read() as r:
        line = plan(r, "", FRIDAY, FRIDAY)[0]
    assert (line.state, [i.subject for i in line.incidents], line.closed) == ("missed", [incident], (FRIDAY,))
    with pytest.raises(Refused):
        excuse(book, branch.supervisor, line.occurrence.id, reason="surge")
    with pytest.raises(BadInput):
        excuse(book, branch.manager, line.occurrence.id, reason=" ")
    excuse(book, branch.manager, line.occurrence.id, reason="surge")
    assert states(book) == ["excused"]
    with pytest.raises(Refused):
        excuse(book, branch.manager, line.occurrence.id, reason="again")
    with book.read() as r:
        assert plan_figures(r, FRIDAY, FRIDAY).excused == 1
    withdraw_excuse(book, branch.manager, line.occurrence.id)
    assert states(book) == ["missed"]


def test_nobody_excuses_what_he_was_to_do_himself(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule(doer=branch.manager))
    at(book, MONDAY, 8)
    with book.read() as r:
        line = plan(r, "", FRIDAY, FRIDAY)[0]
        assert (line.occurrence.by, line.state) == (branch.manager, "missed")
    with pytest.raises(Refused):
        excuse(book, branch.manager, line.occurrence.id, reason="busy")


def test_a_closed_month_keeps_its_figures(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule())
    at(book, date(2026, 12, 2), 8)
    with book.write(SYSTEM) as w:
        lock_month(w, "2026-11")
    with book.read() as r:
        line = plan(r, "", FRIDAY, FRIDAY)[0]
    with pytest.raises(Refused):
        excuse(book, branch.manager, line.occurrence.id, reason="late")


def test_an_inspection_begun_from_its_line_fulfils_it(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule(code="appearance", whom=(branch.lobby,), source="video", role="leader"))
    with book.read() as r:
        line = plan(r, branch.supervisor, FRIDAY, FRIDAY)[0]
    subject = begin_planned(book, branch.supervisor, line.occurrence.id)
    assert states(book) == ["running"]
    with pytest.raises(Refused):
        begin_planned(book, branch.supervisor, line.occurrence.id)
    abandon(book, branch.supervisor, subject, reason="mistake")
    assert states(book) == ["due"]
    logged(book, branch, "appearance")  # on site, of nobody: another check
    assert states(book) == ["due"]
    logged(book, branch, "appearance", source="video", inspected=[branch.lobby])
    assert states(book) == ["done"]


def test_a_check_for_one_person_is_not_begun_by_another(book):
    branch = made(book)
    set_rule(book, branch.supervisor, rule(doer=branch.manager))
    with book.read() as r:
        line = plan(r, branch.supervisor, FRIDAY, FRIDAY)[0]
    with pytest.raises(Refused):
        begin_planned(book, branch.supervisor, line.occurrence.id)
    subject = begin_planned(book, branch.manager, line.occurrence.id)
    with pytest.raises(Refused):
        finish(book, branch.lobby, subject)


def test_the_usual_rules_are_taken_up_once(book):
    branch = made(book)
    assert len(take_up_usual(book, branch.manager)) == len(USUAL)
    assert take_up_usual(book, branch.manager) == []
    with book.read() as r:
        assert len(courses(r)) == len(USUAL)
        assert {line.occurrence.every for line in plan(r, "", FRIDAY, FRIDAY)} == {"week", "month", "quarter"}


def test_no_ledgers_tables_go_when_another_is_rebuilt():
    """A rebuild drops every table whose name begins with the ledger's: no ledger may begin with another's name."""
    found = [ledger.name for ledger in ledgers()]
    assert not [(a, b) for a in found for b in found if a != b and b.startswith(f"{a}_")]


def test_two_copies_of_the_book_say_the_same(book, tmp_path):
    branch = made(book)
    subject = set_rule(book, branch.supervisor, rule())
    book.close()
    copies = []
    for name in ("branch", "laptop"):
        shutil.copy(book.where, tmp_path / f"{name}.copy")
        copies.append(Book.open(tmp_path / f"{name}.copy"))
        copies[-1].set_now(lambda: MORNING)
    one, two = copies
    stop_rule(two, branch.supervisor, subject, day=MONDAY)
    logged(one, branch)
    one.merge(two.export(one.vector()))
    two.merge(one.export(two.vector()))
    for copy in copies:
        assert states(copy, last=FRIDAY + timedelta(7)) == ["done"]
        copy.close()


def test_a_day_a_week_and_a_month_on_show_agree(book):
    """Whatever span is looked at, a check stands the same: what lies around it decides, not the view."""
    branch = made(book)
    set_rule(book, branch.supervisor, rule(every="week", times=2, grace_days=3, to_minute=1440))
    set_rule(book, branch.supervisor, rule(every="quarter", to_minute=1440))
    for days in (0, 3, 4, 12, 13, 26, 33):
        at(book, FRIDAY + timedelta(days), 10)
        logged(book, branch)
    at(book, FRIDAY + timedelta(60), 10)
    with book.read() as r:
        whole = {line.occurrence.id: line.state for line in plan(r, "", FRIDAY, FRIDAY + timedelta(50))}
        for start in range(0, 47, 7):
            part = plan(r, "", FRIDAY + timedelta(start), FRIDAY + timedelta(start + 3))
            assert part
            assert {line.occurrence.id: line.state for line in part}.items() <= whole.items()
    assert {"done", "missed"} <= set(whole.values())
