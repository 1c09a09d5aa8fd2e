"""Kept for its term to the day, proposed, held, gone through and signed; nothing that is not due is erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.complaints import service
from supervisor.complaints.kernel.deadlines import DeadlineRules
from supervisor.complaints.ledger import complaint
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.praising import record_praise
from supervisor.complaints.retention import service as retention
from supervisor.complaints.retention.ledger import due_count, due_for_erasure, holds, kept
from supervisor.complaints.retention.rules import Terms, anniversary, kept_until, latest_over
from supervisor.complaints.steps.limits import set_deadlines
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused

from .team import Team

CONTACT = Contact(name="王小明", phone="13812345678")


@pytest.mark.parametrize(
    ("ended", "days", "until"),
    [
        (date(2026, 3, 2), 3 * 366, date(2029, 3, 2)),
        (date(2024, 2, 29), 3 * 366, date(2027, 2, 28)),
        (date(2025, 2, 28), 3 * 366, date(2028, 2, 28)),
        (date(2024, 2, 29), 4 * 366, date(2028, 2, 29)),
        (date(2026, 12, 31), 366, date(2027, 12, 31)),
        (date(2026, 3, 2), 1100, date(2026, 3, 2) + timedelta(days=1100)),
        (date(2026, 3, 2), 184, date(2026, 9, 2)),
        (date(9998, 3, 2), 3 * 366, date(9999, 3, 2)),
    ],
)
def test_years_are_reckoned_to_the_day(ended: date, days: int, until: date) -> None:
    assert kept_until(ended, days) == until


@pytest.mark.parametrize("days", [3 * 366, 366, 4 * 366, 1100, 184, 1])
def test_the_latest_day_whose_term_is_over_is_the_last_one_that_is(days: int) -> None:
    for offset in range(0, 1500, 1):
        day = date(2027, 1, 1) + timedelta(days=offset)
        over = latest_over(day, days)
        assert kept_until(over, days) < day <= kept_until(over + timedelta(days=1), days)


def test_three_years_are_never_less() -> None:
    for offset in range(1461):
        ended = date(2024, 1, 1) + timedelta(days=offset)
        until = kept_until(ended, 3 * 366)
        assert until.year == ended.year + 3
        assert (until.month, until.day) == (ended.month, ended.day) or (ended.month, ended.day) == (2, 29)
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 2, 28)


def closed(team: Team, **other: str) -> str:
    subject = team.register(owner=team.handler, text="等候过久", contact=CONTACT, **other)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="属实")
    service.reply(team.book, team.handler, subject, text="已回复")
    service.close(team.book, team.manager, subject)
    return subject


def due(team: Team) -> tuple[list[str], list[str]]:
    with team.book.read() as r:
        found = due_for_erasure(r, r.today)
        assert due_count(r, r.today) == len(found.due)
        for actor in (team.manager, team.handler, "system"):
            if retention.how_many_due(r, actor):
                assert retention.how_many_due(r, actor) == len(retention.proposal(r, actor).due)
    return [one.subject for one in found.due], [one.subject for one in found.held]


def test_due_on_the_day_after_the_third_year_and_not_before(team: Team) -> None:
    subject, running = closed(team), team.register(owner=team.handler)
    team.now = team.now.replace(year=2029, hour=23)  # the last day it must be kept
    assert due(team) == ([], [])
    with pytest.raises(Refused, match="2029-03-02"):
        retention.erase_due(team.book, team.manager, [subject])
    with pytest.raises(Refused):
        service.erase(team.book, team.manager, subject, "到期")
    team.wait(hours=1)
    assert due(team) == ([subject], [])
    assert running not in due(team)[0]
    assert retention.erase_due(team.book, team.manager) == 1
    assert due(team) == ([], [])
    with team.book.read() as r:
        case = complaint(r, subject)
        kinds = [entry.kind for entry in r.latest(3)]
    assert case is not None
    assert case.erased
    assert case.state == "closed"
    assert kinds == ["retention.list_signed", "journal.case_erased", "complaints.erased"]
    assert team.book.verify(full=True).problems == []


def test_the_term_is_that_of_the_day_it_was_heard(team: Team) -> None:
    old = closed(team)
    set_deadlines(team.book, team.manager, DeadlineRules(retention_days=5 * 366), team.now.date() + timedelta(days=1))
    team.wait(days=1)
    new = closed(team)
    team.now = team.now.replace(year=2029, month=4)
    assert due(team) == ([old], [])
    team.now = team.now.replace(year=2031)
    assert set(due(team)[0]) == {old, new}


def test_a_review_makes_it_run_anew(team: Team) -> None:
    subject = closed(team)
    team.wait(days=5)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    team.now = team.now.replace(year=2030)
    assert due(team) == ([], [])


def test_what_is_held_is_left_out_and_listed_until_it_is_released(team: Team) -> None:
    held, free = closed(team), closed(team)
    retention.hold(team.book, team.manager, held, kind="lawsuit", reason="法院调卷")
    team.now = team.now.replace(year=2030)
    assert due(team) == ([free], [held])
    with pytest.raises(Refused, match=r"诉讼|Lawsuit"):
        retention.erase_due(team.book, team.manager, [free, held])
    assert due(team) == ([free], [held]), "all or none"
    with pytest.raises(Refused):
        service.erase(team.book, team.manager, held, "客户要求", by_right=True)
    assert retention.erase_due(team.book, team.manager) == 1
    with team.book.read() as r:
        assert [(one.kind, one.reason, one.by) for one in holds(r)[held]] == [("lawsuit", "法院调卷", team.manager)]
    with pytest.raises(BadInput):
        retention.release(team.book, team.manager, held, reason=" ")
    retention.release(team.book, team.manager, held, reason="判决生效")
    assert due(team) == ([held], [])
    with pytest.raises(BadInput):
        retention.release(team.book, team.manager, held, reason="又一次")


def test_a_running_case_can_be_held_ahead(team: Team) -> None:
    subject = team.register(owner=team.handler)
    retention.hold(team.book, team.manager, subject, kind="regulator", reason="监管要求保留")
    with team.book.read() as r:
        assert subject in holds(r)
    with pytest.raises(BadInput):
        retention.hold(team.book, team.manager, subject, kind="weather", reason="x")


def test_some_are_kept_longer_with_a_reason_and_a_day(team: Team) -> None:
    one, two = closed(team), closed(team)
    team.now = team.now.replace(year=2030)
    with pytest.raises(BadInput):
        retention.keep_longer(team.book, team.manager, one, until=team.now.date(), reason="x")
    retention.keep_longer(team.book, team.manager, one, until=date(2030, 12, 31), reason="客户另案未结")
    assert due(team) == ([two], [])
    with team.book.read() as r:
        found = kept(r, one)
    assert found is not None
    assert (found.until, found.reason) == (date(2030, 12, 31), "客户另案未结")
    team.now = team.now.replace(year=2031, month=1, day=1)
    assert set(due(team)[0]) == {one, two}


def test_only_who_may_and_never_in_his_own_matter(team: Team) -> None:
    about, office = closed(team, person=team.colleague), team.register(person=team.manager, contact=CONTACT)
    service.withdraw(team.book, team.auditor, office, "客户说明撤回")
    team.now = team.now.replace(year=2030)
    for actor in (team.handler, team.deputy, team.teller, team.supervisor):
        for command in (
            lambda actor=actor: retention.erase_due(team.book, actor, [about]),
            lambda actor=actor: retention.hold(team.book, actor, about, kind="audit", reason="x"),
            lambda actor=actor: retention.keep_longer(team.book, actor, about, until=date(2035, 1, 1), reason="x"),
        ):
            with pytest.raises(Refused):
                command()
    with team.book.read() as r:
        assert [one.subject for one in retention.proposal(r, team.manager).due] == [about]
        assert [one.subject for one in retention.proposal(r, team.auditor).due] == [office]
    with pytest.raises(Refused):
        retention.erase_due(team.book, team.manager, [office])
    assert retention.erase_due(team.book, team.manager) == 1
    assert retention.erase_due(team.book, team.auditor) == 1
    assert due(team) == ([], [])


def test_praise_and_promises_have_terms_of_their_own(team: Team) -> None:
    thanks = record_praise(
        team.book, team.handler, source="customer", persons=[team.teller], what="热情周到", contact=CONTACT
    )
    record_praise(team.book, team.handler, source="media", persons=[team.teller], what="报道")
    case = closed(team)
    made = [
        promises.promise(
            team.book, team.teller, owner=team.teller, due=team.now + timedelta(days=1), matter="回电", contact=CONTACT,
            complaint=about,
        )
        for about in ("", case)
    ]  # fmt: skip
    owed = promises.promise(
        team.book, team.teller, owner=team.teller, due=team.now + timedelta(days=1), matter="再回电", contact=CONTACT
    )
    promises.keep_promise(team.book, team.teller, made[0])
    team.wait(days=10)
    promises.give_up_promise(team.book, team.teller, made[1], "客户不再需要")
    team.now = team.now.replace(year=2026, month=9, day=3)
    assert due(team) == ([made[0]], [])
    team.now = team.now.replace(year=2027, month=3, day=3)
    assert due(team) == ([made[0], thanks], [])
    team.now = team.now.replace(year=2029, month=3, day=3)
    assert set(due(team)[0]) == {*made, thanks, case}
    assert retention.erase_due(team.book, team.manager) == 4
    with team.book.read() as r:
        assert promises.masked_contact(r, team.manager, thanks) == Contact()
        assert promises.masked_contact(r, team.manager, owed) != Contact()
    with pytest.raises(BadInput):
        retention.set_terms(team.book, team.manager, Terms(praise_days=0))
    with pytest.raises(Refused):
        retention.set_terms(team.book, team.deputy, Terms())
    retention.set_terms(team.book, team.manager, Terms(praise_days=30, promise_days=10))
    late = record_praise(
        team.book, team.handler, source="customer", persons=[team.teller], what="热心", contact=CONTACT
    )
    team.wait(days=31)
    assert due(team) == ([late], [])
