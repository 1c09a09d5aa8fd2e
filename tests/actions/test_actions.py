"""An action from raising to closing, and who may do what with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.actions import ledger, service
from supervisor.actions.announcing import announce
from supervisor.actions.dates import change_due
from supervisor.actions.deadlines import Settings, days_late, standing
from supervisor.actions.rechecks import recheck
from supervisor.branch.service import found_branch
from supervisor.branch.staff import add_person
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book

FRIDAY = datetime(2026, 11, 20, 2, tzinfo=UTC)


def people(book: Book) -> tuple[str, str, str]:
    """A manager, a supervisor and a teller, all with logins."""
    book.set_now(lambda: FRIDAY)
    found_branch(book, SYSTEM, name="X")
    made = []
    for no, role in (("1", Role.MANAGER), ("2", Role.SUPERVISOR), ("3", Role.STAFF)):
        who = add_person(book, SYSTEM, no=no, name=f"P{no}", role="r")
        add_user(book, SYSTEM, login=f"u{no}", person=who, name=f"P{no}", roles=(role,))
        made.append(who)
    return made[0], made[1], made[2]


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        ("open", date(2026, 11, 23), "overdue"),
        ("taken_up", date(2026, 11, 22), "due_soon"),
        ("open", date(2026, 11, 20), "due_soon"),
        ("open", date(2026, 11, 19), "open"),
        ("done", date(2026, 12, 1), "done"),
        ("closed", date(2026, 12, 1), "closed"),
        ("withdrawn", date(2026, 12, 1), "closed"),
    ],
)
def test_standing_against_the_due_date(state, today, expected) -> None:
    assert standing(state, date(2026, 11, 22), today) == expected


def test_days_by_severity_unless_the_item_states_them() -> None:
    days = Settings().days
    assert (days("grave"), days("minor"), days("minor", 0)) == (1, 5, 0)
    assert days_late(date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 1)) == 3
    assert days_late(date(2026, 11, 20), None, date(2026, 11, 20)) == 0
    with pytest.raises(ValueError, match="severity"):
        days("dreadful")


def test_from_raised_to_closed_by_somebody_else(any_book: Book) -> None:
    book = any_book
    manager, chief, teller = people(book)
    subject = service.raise_action(
        book, chief, title="Badge", owner=chief, doer=teller, severity="serious", about=teller, like_places="all"
    )
    with book.read() as r:
        one = ledger.action(r, subject)
        assert one is not None
        assert one.due == date(2026, 11, 25)  # three working days after a Friday
        assert one.about == (teller,)
        assert [a.subject for a in ledger.open_actions(r)] == [subject]
    service.take_up(book, teller, subject)
    service.report_done(book, teller, subject, like_places="counters 2 and 3 too", photos=(b"after",))
    with pytest.raises(Refused, match="re-inspection"):  # a serious one is looked at again first
        service.close_action(book, manager, subject, note="fine")
    recheck(book, chief, subject, passed=True)
    for involved in (teller, chief):
        with pytest.raises(Refused):
            service.close_action(book, involved, subject, note="fine")
    with pytest.raises(BadInput, match="2 like places"):
        service.close_action(book, manager, subject, note="fine")
    with pytest.raises(BadInput, match="opinion"):
        service.close_action(book, manager, subject, note=" ", unchecked="both on leave")
    service.close_action(book, manager, subject, note="fine", unchecked="both on leave")
    with book.read() as r:
        one = ledger.action(r, subject)
        assert one is not None
        assert (one.state, one.finished, one.like_places) == ("closed", date(2026, 11, 20), "counters 2 and 3 too")
        assert [s.what for s in ledger.steps(r, subject)] == ["raised", "taken_up", "done", "recheck_passed", "closed"]
        assert ledger.open_actions(r) == []
    service.reopen(book, manager, subject, reason="missing again", due=date(2026, 11, 30))
    with book.read() as r:
        one = ledger.action(r, subject)
        assert one is not None
        assert (one.state, one.due, one.first_due, one.reopened) == ("open", date(2026, 11, 30), date(2026, 11, 25), 1)


def test_like_places_asked_for_in_words_are_answered_in_words(book: Book) -> None:
    _manager, chief, teller = people(book)
    subject = service.raise_action(book, chief, title="Rope", owner=teller, like_places="all doors")
    with pytest.raises(BadInput):
        service.report_done(book, teller, subject)
    service.report_done(book, teller, subject, like_places="the side door too")


def test_overdue_counts_what_nobody_reported_done(book: Book) -> None:
    _manager, chief, teller = people(book)
    late = service.raise_action(book, chief, title="a", owner=teller, due=date(2026, 11, 20))
    done = service.raise_action(book, chief, title="b", owner=teller, due=date(2026, 11, 20))
    service.report_done(book, teller, done)
    with book.read() as r:
        assert ledger.overdue(r, date(2026, 11, 20)) == []
        assert [a.subject for a in ledger.overdue(r, date(2026, 11, 21))] == [late]


def test_one_cause_raises_one_action(book: Book) -> None:
    _manager, chief, teller = people(book)
    first = service.raise_action(book, chief, title="a", owner=teller, source="complaint:1")
    again = service.raise_action(book, chief, title="a", owner=teller, source="complaint:1")
    other = service.raise_action(book, chief, title="a", owner=teller)
    assert first == again == service.subject_for("complaint:1")
    assert other != first
    with book.read() as r:
        assert len(ledger.actions(r)) == 2
        assert [a.subject for a in ledger.actions_from(r, ["complaint:1"])] == [first]
    service.withdraw(book, chief, first, reason="settled")
    service.raise_action(book, chief, title="a", owner=teller, source="complaint:1")
    with book.read() as r:
        assert {a.state for a in ledger.actions(r)} == {"open"}


def test_date_and_owner_are_changed_by_others_with_a_reason(book: Book) -> None:
    manager, chief, teller = people(book)
    subject = service.raise_action(book, manager, title="a", owner=chief, doer=teller)
    with pytest.raises(Refused):
        change_due(book, chief, subject, date(2026, 12, 1), reason="no time")
    with pytest.raises(BadInput):
        change_due(book, manager, subject, date(2026, 12, 1), reason=" ")
    change_due(book, manager, subject, date(2026, 12, 1), reason="parts ordered")
    service.reassign(book, manager, subject, owner=teller, reason="moved")
    announce(book, manager, subject, where="briefing")
    with book.read() as r:
        one = ledger.action(r, subject)
        assert one is not None
        assert (one.due, one.owner, one.doer, one.announced) == (date(2026, 12, 1), teller, teller, True)


def test_what_cannot_be(book: Book) -> None:
    manager, chief, teller = people(book)
    with pytest.raises(Refused):
        service.raise_action(book, teller, title="a", owner=teller)
    with pytest.raises(BadInput):
        service.raise_action(book, chief, title=" ", owner=teller)
    with pytest.raises(BadInput):
        service.raise_action(book, chief, title="a", owner="")
    with pytest.raises(BadInput):
        service.raise_action(book, chief, title="a", owner=teller, due=FRIDAY.date() - timedelta(days=1))
    subject = service.raise_action(book, chief, title="a", owner=chief)
    with pytest.raises(Refused):  # neither owner nor doer
        service.take_up(book, teller, subject)
    service.close_action(book, manager, subject, note="fine")
    with pytest.raises(Refused):
        service.take_up(book, chief, subject)
    with pytest.raises(BadInput):
        service.take_up(book, chief, "action:none")
