"""Promises made from a kind of service, postponed, handed on, told after all; their history and their figures."""

from datetime import timedelta
from typing import Any

import pytest

from supervisor.branch.records import Opening
from supervisor.branch.service import set_hours
from supervisor.complaints.figures.reading import promises_of
from supervisor.complaints.promises import service
from supervisor.complaints.promises.ledger import (
    call_back,
    call_backs_between,
    comment_book_days,
    comment_replies_owed,
    promise_history,
)
from supervisor.complaints.promises.records import CallBack
from supervisor.complaints.settings.kinds import ServiceKind
from supervisor.complaints.settings.kinds_service import retire_kind, set_kind
from supervisor.complaints.settings.ledger import service_kind
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.words import OUTCOMES, PROMISE_STEPS
from supervisor.errors import BadInput, Refused
from supervisor.language import Words

from .team import SHANGHAI, START, Team

CONTACT = Contact(name="李四", phone="13900001111")


def of(team: Team, subject: str) -> CallBack:
    """The promise as it stands."""
    with team.book.read() as r:
        found = call_back(r, subject)
    assert found is not None
    return found


def called(team: Team, **given: object) -> str:
    """A call-back of the teller's, due in two hours."""
    usual = {"owner": team.teller, "due": team.now + timedelta(hours=2), "matter": "回电", "contact": CONTACT}
    return service.promise(team.book, team.teller, **usual | given)  # type: ignore[arg-type]


def test_a_kind_of_service_gives_the_list_and_the_time(team: Team) -> None:
    set_hours(team.book, "system", [1, 2, 3, 4, 5], Opening(510, 1020), valid_from=START.date())
    subject = service.promise(team.book, team.teller, owner=team.colleague, service_kind="corporate_account")
    with team.book.read() as r:
        kind = service_kind(r, "corporate_account")
    made = of(team, subject)
    assert kind is not None
    assert (made.kind, made.matter, made.service_kind) == ("follow_up", "对公开户", "corporate_account")
    assert made.told_once == kind.told_once
    assert (made.not_told, made.told_by) == ((), team.teller)
    assert made.due == START.replace(hour=17) + timedelta(days=7)  # five working days from Monday: the next Monday


def test_what_was_left_out_is_kept_until_it_is_told(team: Team) -> None:
    with team.book.read() as r:
        kind = service_kind(r, "card_loss")
    assert kind is not None
    told, left = kind.told_once[:3], kind.told_once[3:]
    subject = service.promise(
        team.book, team.teller, owner=team.teller, service_kind="card_loss", told_once=told, told_by=team.colleague
    )
    made = of(team, subject)
    assert (made.told_once, made.not_told, made.told_by) == (told, left, team.colleague)
    service.tell_rest(team.book, team.teller, subject, left[:1])
    assert of(team, subject).not_told == left[1:]
    service.tell_rest(team.book, team.teller, subject)
    assert (of(team, subject).not_told, set(of(team, subject).told_once)) == ((), set(kind.told_once))
    with pytest.raises(BadInput):
        service.tell_rest(team.book, team.teller, subject)


def test_nothing_told_is_said_as_nothing_told(team: Team) -> None:
    subject = service.promise(team.book, team.teller, owner=team.teller, service_kind="card_loss", told_once=())
    assert of(team, subject).told_once == ()
    assert len(of(team, subject).not_told) > 5


def test_kinds_and_times_that_cannot_be_promised(team: Team) -> None:
    retire_kind(team.book, team.manager, "judicial")
    set_kind(team.book, team.manager, ServiceKind("loose", Words("随约")))
    cases: tuple[dict[str, Any], ...] = (
        {"service_kind": "judicial"}, {"service_kind": "nothing"}, {"service_kind": "loose"}, {"owner": ""},
        {"service_kind": "card_loss", "due": START}, {"told_by": "person:x"},
    )  # fmt: skip
    for given in cases:
        usual: dict[str, Any] = {"owner": team.teller, "matter": "x", "kind": "follow_up"}
        with pytest.raises(BadInput):
            service.promise(team.book, team.teller, **usual | given)
    due = START + timedelta(days=1)
    assert (
        of(team, service.promise(team.book, team.teller, owner=team.teller, service_kind="loose", due=due)).due == due
    )


def test_another_time_is_agreed_and_a_time_missed_before_stays_missed(team: Team) -> None:
    good, bad = called(team), called(team)
    later = START + timedelta(days=1)
    with pytest.raises(BadInput):
        service.postpone_promise(team.book, team.teller, good, later, " ")
    with pytest.raises(BadInput):
        service.postpone_promise(team.book, team.teller, good, START - timedelta(minutes=1), "x")
    service.postpone_promise(team.book, team.teller, good, later, "客户下午不便")
    assert (of(team, good).due, of(team, good).postponed, of(team, good).missed) == (later, 1, False)
    team.wait(hours=3)
    service.postpone_promise(team.book, team.teller, bad, later, "客户同意明天")
    assert of(team, bad).state(team.now) == "owed"
    for one in (good, bad):
        service.keep_promise(team.book, team.teller, one, "已告知", outcome="answered")
    assert [of(team, one).state(team.now) for one in (good, bad)] == ["kept", "kept_late"]
    with pytest.raises(Refused):
        service.postpone_promise(team.book, team.teller, good, later + timedelta(1), "x")


def test_how_long_it_is_past_its_time(team: Team) -> None:
    subject = called(team)
    assert of(team, subject).over(team.now) == timedelta(0)
    team.wait(hours=5)
    assert of(team, subject).over(team.now) == timedelta(hours=3)
    service.keep_promise(team.book, team.teller, subject)
    team.wait(hours=9)
    assert of(team, subject).over(team.now) == timedelta(hours=3)


def test_the_history_says_who_did_what_when(team: Team) -> None:
    subject = called(team)
    team.wait(minutes=1)
    service.record_try(team.book, team.teller, subject, "占线")
    team.wait(minutes=1)
    service.hand_over_promise(team.book, team.teller, subject, team.colleague, "午休")
    team.wait(minutes=1)
    service.postpone_promise(team.book, team.colleague, subject, START + timedelta(days=1), "改明天")
    team.wait(minutes=1)
    service.unmask_contact(team.book, team.colleague, subject, "回电")
    team.wait(minutes=1)
    service.keep_promise(team.book, team.colleague, subject, "已说明", outcome="dissatisfied")
    with team.book.read() as r:
        steps = promise_history(r, subject)
    assert [step.kind for step in steps] == ["promised", "tried", "handed_over", "postponed", "unmasked", "kept"]
    assert {step.kind for step in steps} <= set(PROMISE_STEPS)
    assert [step.actor for step in steps] == [team.teller] * 3 + [team.colleague] * 3
    assert [step.note for step in steps] == ["", "占线", "午休", "改明天", "回电", "已说明"]
    assert steps[2].person == team.colleague
    assert steps[3].due == START + timedelta(days=1)
    assert of(team, subject).outcome in OUTCOMES
    with pytest.raises(BadInput):
        service.keep_promise(team.book, team.teller, called(team), outcome="splendid")


def test_nothing_is_kept_before_it_was_promised(team: Team) -> None:
    subject = called(team)
    with pytest.raises(BadInput):
        service.keep_promise(team.book, team.teller, subject, at=START - timedelta(hours=1))


def test_the_figures_count_what_fell_due_and_how_it_ended(team: Team) -> None:
    kept, late = called(team), called(team, owner=team.colleague)
    lost, owed = called(team), called(team, due=START + timedelta(days=3))
    told = service.promise(team.book, team.teller, owner=team.colleague, service_kind="card_loss", told_once=(),
                           due=START + timedelta(days=4))  # fmt: skip
    service.keep_promise(team.book, team.teller, kept)
    service.give_up_promise(team.book, team.teller, lost, "客户销户")
    team.wait(hours=4)
    first = START.astimezone(SHANGHAI).date()
    with team.book.read() as r:
        found = call_backs_between(r, START, START + timedelta(days=9))
        assert {one.subject for one in found} == {kept, late, lost, owed, told}
        assert call_backs_between(r, START, START + timedelta(hours=1)) == []
        counted = promises_of(r, first, first + timedelta(days=9), team.now)
        before = promises_of(r, first - timedelta(days=9), first - timedelta(days=1), team.now)
    assert (counted.due, counted.late, counted.not_kept, counted.owed) == (5, 1, 1, 2)
    assert (counted.kept.hits, counted.kept.of, before.due) == (1, 3, 0)


def test_a_comment_with_contact_data_is_owed_its_reply(team: Team) -> None:
    cases: tuple[dict[str, Any], ...] = (
        {"with_contact": 3}, {"with_contact": 1, "replied": 2}, {"letters": 1, "copied": 2}, {"letters": -1},
    )  # fmt: skip
    for wrong in cases:
        with pytest.raises(BadInput):
            service.read_comment_book(team.book, team.handler, new_comments=2, answered=2, **wrong)
    service.read_comment_book(team.book, team.handler, new_comments=2, answered=2, with_contact=2, replied=1,
                              letters=2, copied=1)  # fmt: skip
    day = START.date()
    with team.book.read() as r:
        (owed,) = comment_replies_owed(r, day, day)
    assert (owed.replies_owed, owed.copies_owed) == (1, 1)
    team.wait(days=1)
    for _twice in range(2):
        service.read_comment_book(team.book, team.handler, day=day, new_comments=2, answered=2, with_contact=2,
                                  replied=2, letters=2, copied=2)  # fmt: skip
    with team.book.read() as r:
        assert comment_replies_owed(r, day, day) == []
        assert len(r.history(f"comment_book:{day}")) == 2
        assert [one.with_contact for one in comment_book_days(r, day, day)] == [2]
