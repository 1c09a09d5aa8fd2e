"""What the commands on an action take, and whose eyes it needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.actions import dates, ledger, rechecks, service
from supervisor.branch.staff import person_left
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book

from .office import FRIDAY, made, state

TODAY = FRIDAY.date()


def test_nobody_and_who_has_left_is_given_no_action(book: Book) -> None:
    o = made(book, 1)
    gone = o.tellers[2]
    person_left(book, SYSTEM, gone, TODAY)
    book.set_now(lambda: FRIDAY + timedelta(days=3))
    for owner, doer in (("nobody", ""), (o.chief, "person:nobody"), (gone, "")):
        with pytest.raises(BadInput):
            service.raise_action(book, o.chief, title="x", owner=owner, doer=doer)
    with pytest.raises(BadInput):
        service.raise_action(book, o.chief, title="x", owner=o.chief, about="张三")
    subject = service.raise_action(book, o.chief, title="x", owner=o.chief, about=gone)
    assert state(book, subject).about == (gone,), "who has left may have been the one at fault"
    for owner, doer in (("nobody", ""), (o.chief, gone)):
        with pytest.raises(BadInput):
            service.reassign(book, o.chief, subject, owner=owner, doer=doer)


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(9999, 12, 31)])
def test_no_date_is_taken_that_nobody_can_mean(book: Book, day: date) -> None:
    o = made(book, 2)
    with pytest.raises(BadInput):
        service.raise_action(book, o.chief, title="x", owner=o.tellers[0], due=day)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0])
    tries = (
        lambda: dates.change_due(book, o.manager, subject, day, reason="r"),
        lambda: dates.regrade(book, o.manager, subject, severity="grave", due=day, reason="r"),
        lambda: dates.ask_extension(book, o.tellers[0], subject, day, reason="r"),
        lambda: dates.decide_extension(book, o.manager, subject, granted=True, due=day, reason="r"),
        lambda: service.reopen(book, o.manager, subject, reason="r", due=day),
    )
    for attempt in tries[:3]:
        with pytest.raises(BadInput):
            attempt()
    dates.ask_extension(book, o.tellers[0], subject, date(2026, 12, 24), reason="r")
    with pytest.raises(BadInput):
        tries[3]()
    service.report_done(book, o.tellers[0], subject)
    with pytest.raises(BadInput):
        tries[4]()
    assert state(book, subject).due == state(book, subject).first_due


def test_a_date_it_had_before_is_taken_back_to_also_when_it_has_passed(book: Book) -> None:
    o = made(book, 3)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], due=TODAY)
    book.set_now(lambda: FRIDAY + timedelta(days=7))
    dates.change_due(book, o.manager, subject, date(2026, 12, 24), reason="parts")
    dates.change_due(book, o.manager, subject, TODAY, reason="taken back at once")
    assert state(book, subject).due == TODAY
    dates.regrade(book, o.manager, subject, severity="grave", due=TODAY, reason="the date stays")


@pytest.mark.parametrize("days", [-1, 251, 10**6])
def test_days_to_mend_have_their_bounds(book: Book, days: int) -> None:
    o = made(book, 4)
    with pytest.raises(BadInput):
        service.raise_action(book, o.chief, title="x", owner=o.chief, days=days)


def test_another_action_from_the_same_is_refused_and_nothing_is_lost_unsaid(book: Book) -> None:
    o = made(book, 5)
    service.raise_action(book, o.chief, title="a", owner=o.chief, source="complaint:1")
    for title, owner in (("b", o.chief), ("a", o.deputy)):
        with pytest.raises(Refused, match="ZG-"):
            service.raise_action(book, o.chief, source="complaint:1", title=title, owner=owner)


def test_who_reports_it_done_for_another_is_not_the_second_pair_of_eyes(book: Book) -> None:
    o = made(book, 6)
    subject = service.raise_action(book, o.manager, title="y", owner=o.manager, doer=o.tellers[0], severity="serious")
    service.report_done(book, o.chief, subject)
    with pytest.raises(Refused):
        rechecks.recheck(book, o.chief, subject, passed=True)
    rechecks.recheck(book, o.deputy, subject, passed=True)
    assert state(book, subject).done_by == o.chief
    other = service.raise_action(book, o.chief, title="x", owner=o.chief, doer=o.tellers[0], severity="serious")
    service.report_done(book, o.manager, other)  # the manager enters what others did, and both stand in the record
    rechecks.recheck(book, o.manager, other, passed=True)
    service.close_action(book, o.manager, other, note="seen")


def test_closing_asks_for_the_picture_also_before_it_was_reported(book: Book) -> None:
    o = made(book, 7)
    dates.set_days(book, o.manager, minor=5, serious=3, grave=1, recheck_from="")
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], severity="grave", photos=(b"before",))
    with pytest.raises(BadInput, match="photo"):
        service.close_action(book, o.manager, subject, note="fine")
    service.note(book, o.tellers[0], subject, "", photos=(b"before",))
    with pytest.raises(BadInput, match="photo"):  # the picture of the fault is none of its mending
        service.close_action(book, o.manager, subject, note="fine")
    service.note(book, o.tellers[0], subject, "", photos=(b"after",))
    service.close_action(book, o.manager, subject, note="fine")


def test_after_a_failed_reinspection_the_same_picture_proves_nothing(book: Book) -> None:
    o = made(book, 8)
    subject = service.raise_action(book, o.chief, title="x", owner=o.tellers[0], severity="grave")
    service.report_done(book, o.tellers[0], subject, photos=(b"one",))
    service.reopen(book, o.tellers[0], subject, reason="taken back at once")
    service.report_done(book, o.tellers[0], subject, photos=(b"one",))
    rechecks.recheck(book, o.deputy, subject, passed=False, note="loose", photos=(b"loose",))
    for picture in (b"one", b"loose"):
        with pytest.raises(BadInput, match="photo"):
            service.report_done(book, o.tellers[0], subject, photos=(picture,))
    service.report_done(book, o.tellers[0], subject, photos=(b"two",))
    assert state(book, subject).waits == "recheck"


def test_a_place_ticked_twice_is_ticked_once(book: Book) -> None:
    o = made(book, 9)
    subject = service.raise_action(book, o.chief, title="x", owner=o.chief, places=("cash",))
    child = rechecks.check_like(book, o.chief, subject, "zone:hall", "same_fault")
    assert rechecks.check_like(book, o.chief, subject, "zone:hall", "same_fault") == child
    with book.read() as r:
        assert [step.what for step in ledger.steps(r, subject)] == ["raised", "like_same_fault"]


def test_every_measure_is_to_be_announced_unless_the_branch_says_from_which_grade(book: Book) -> None:
    o = made(book, 3)
    first = service.raise_action(book, o.chief, title="x", owner=o.chief)
    assert state(book, first).to_announce
    gone = service.raise_action(book, o.chief, title="z", owner=o.chief)
    service.withdraw(book, o.manager, gone, reason="not needed")
    assert not state(book, gone).to_announce, "what is over is not waited for"
    dates.set_days(book, o.manager, minor=5, serious=3, grave=1, announce_from="serious")
    by_grade = {
        severity: service.raise_action(book, o.chief, title=severity, owner=o.chief, severity=severity)
        for severity in ("minor", "serious", "grave")
    }
    told = [severity for severity, subject in by_grade.items() if state(book, subject).to_announce]
    assert told == ["serious", "grave"]
    dates.set_days(book, o.manager, minor=5, serious=3, grave=1, announce_from="")
    assert not state(book, service.raise_action(book, o.chief, title="y", owner=o.chief, severity="grave")).to_announce
    with pytest.raises(BadInput):
        dates.set_days(book, o.manager, minor=5, serious=3, grave=1, announce_from="worst")
