"""What two laptops found differently is decided before it is signed, and the case then stands as was decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from supervisor.complaints import service
from supervisor.complaints.evidence.ledger import owners
from supervisor.complaints.ledger import complaint
from supervisor.complaints.promises import service as promises
from supervisor.complaints.promises.ledger import call_back
from supervisor.complaints.records import Complaint
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import Refused
from supervisor.exchange.settling import settle
from supervisor.language import use_language

from .road import ATTEMPTS
from .team import Team
from .test_apart import Pair, as_read, pair

__all__ = ["pair"]


def case_of(team: Team, subject: str) -> Complaint:
    with team.book.read() as r:
        found = complaint(r, subject)
    assert found is not None
    return found


def both_found(pair: Pair, subject: str) -> None:
    """At fault here, not there."""
    service.handle(
        pair.one.book, pair.one.handler, subject, at_fault=True, facts="确有差错", apologised=True, measure="加强复核"
    )
    pair.wait(minutes=3)
    service.handle(pair.two.book, pair.two.manager, subject, at_fault=False, facts="无差错")


@pytest.mark.parametrize("fault", [True, False])
@pytest.mark.parametrize("turned", [False, True])
def test_what_stands_in_contradiction_is_not_signed_and_goes_on_once_decided(
    pair: Pair, fault: bool, turned: bool
) -> None:
    use_language("zh")
    subject = pair.shared()
    both_found(pair, subject)
    pair.meet(turned=turned)
    pair.wait(minutes=5)
    ATTEMPTS["reply"](pair.one, pair.one.handler, subject)
    pair.meet()
    for team in (pair.one, pair.two):
        with pytest.raises(Refused, match="两台电脑"):
            service.close(team.book, team.manager, subject)
    (waiting,) = pair.waiting(subject)
    assert "为准" in waiting.hint
    shown = next(n for n, side in enumerate(waiting.sides) if ("handler" in side.by) is fault)
    settle(pair.one.book, pair.one.deputy, waiting.id, keep=shown, reason="已调录像")
    pair.meet()
    case = case_of(pair.one, subject)
    assert case == case_of(pair.two, subject)
    assert case.at_fault is fault
    assert case.handled_by == (pair.one.handler if fault else pair.one.manager)
    assert pair.waiting(subject) == []
    with pair.one.book.read() as r:
        assert service.read_case(r, pair.one.deputy, subject).facts == ("确有差错" if fault else "无差错")
    if case.state == "handled":  # the answer that was given rested on what does not hold
        ATTEMPTS["reply"](pair.one, pair.one.handler, subject)
    service.close(pair.one.book, pair.one.manager, subject)
    pair.meet()
    assert case_of(pair.two, subject).state == "closed"


def test_what_both_found_alike_is_signed(pair: Pair) -> None:
    subject = pair.shared("replied")
    service.hand_over(pair.one.book, pair.one.manager, subject, pair.one.deputy)
    service.hand_over(pair.two.book, pair.two.manager, subject, pair.two.supervisor)
    pair.meet()
    assert pair.waiting(subject), "who owns it is to be decided"
    service.close(pair.one.book, pair.one.manager, subject)


@pytest.mark.parametrize("answered", [True, False])
def test_withdrawn_here_and_answered_there_stands_as_is_decided(pair: Pair, answered: bool) -> None:
    use_language("zh")
    subject = pair.shared("handled")
    ATTEMPTS["withdraw"](pair.one, pair.one.handler, subject)
    pair.wait(minutes=3)
    ATTEMPTS["reply"](pair.two, pair.two.handler, subject)
    pair.meet()
    (waiting,) = pair.waiting(subject)
    keep = next(n for n, side in enumerate(waiting.sides) if (side.what == "答复客户") is answered)
    settle(pair.two.book, pair.two.manager, waiting.id, keep=keep, reason="客户确认")
    pair.meet()
    case = case_of(pair.one, subject)
    assert (case.state, case.live) == (("replied", True) if answered else ("withdrawn", False))
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


@pytest.mark.parametrize("confirmed", [True, False])
def test_reported_to_head_office_here_and_declined_there(pair: Pair, confirmed: bool) -> None:
    use_language("zh")
    subject = pair.shared("head office asked for")
    ATTEMPTS["escalate"](pair.one, pair.one.manager, subject)
    pair.wait(minutes=3)
    ATTEMPTS["decline_escalation"](pair.two, pair.two.manager, subject)
    pair.meet()
    (waiting,) = pair.waiting(subject)
    keep = next(n for n, side in enumerate(waiting.sides) if (side.what == "上报") is confirmed)
    settle(pair.one.book, pair.one.deputy, waiting.id, keep=keep, reason="以支行长意见为准")
    pair.meet()
    case = case_of(pair.two, subject)
    assert case.with_head_office is confirmed
    with pair.two.book.read() as r:
        known = owners(r, r.today, r.today, 366)[subject]
        assert known[-1][1] == case.owner == ("office:head" if confirmed else pair.one.handler)


def test_decided_apart_in_two_ways_waits_again_and_ends_alike(pair: Pair) -> None:
    subject = pair.shared()
    both_found(pair, subject)
    pair.meet()
    (waiting,) = pair.waiting(subject)
    for keep, team in enumerate((pair.one, pair.two)):
        pair.wait(minutes=2)
        settle(team.book, team.deputy, waiting.id, keep=keep, reason="各自认定")
    pair.meet()
    (again,) = pair.waiting(subject)
    with pytest.raises(Refused):
        ATTEMPTS["reply"](pair.one, pair.one.handler, subject)
        service.close(pair.one.book, pair.one.manager, subject)
    settle(pair.one.book, pair.one.deputy, again.id, keep=0, reason="复核后一致")
    pair.meet()
    assert pair.waiting(subject) == []
    assert case_of(pair.one, subject) == case_of(pair.two, subject)


def agreed(pair: Pair) -> tuple[str, str]:
    """Two times agreed with one customer."""
    subject = pair.shared()
    for hours, team in enumerate((pair.one, pair.two), 20):
        service.agree_reply_time(team.book, team.handler, subject, team.now.replace(hour=hours))
    return subject, "agreed"


def paused(pair: Pair) -> tuple[str, str]:
    """Answered here; the clocks stopped there, a little later."""
    subject = pair.shared("handled")
    ATTEMPTS["reply"](pair.one, pair.one.handler, subject)
    pair.wait(minutes=5)
    ATTEMPTS["pause"](pair.two, pair.two.handler, subject)
    return subject, "paused"


@pytest.mark.parametrize("what", [agreed, paused])
def test_each_is_told(pair: Pair, what: Callable[[Pair], tuple[str, str]]) -> None:
    subject, _name = what(pair)
    pair.meet()
    assert len(pair.waiting(subject)) == 1
    assert not case_of(pair.one, subject).paused, "nobody could let the clocks of an answered case run again"
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


def test_a_promise_kept_here_and_put_off_there_is_told_and_stays_kept(pair: Pair) -> None:
    one, two = pair.one, pair.two
    contact = Contact(name="王小明", phone="13812345678")
    due = one.now.replace(hour=18)
    promise = promises.promise(one.book, one.handler, owner=one.handler, matter="回电", due=due, contact=contact)
    pair.meet()
    promises.keep_promise(one.book, one.handler, promise, outcome="answered")
    pair.wait(minutes=5)
    promises.postpone_promise(two.book, two.handler, promise, two.now.replace(hour=20), "客户不便")
    pair.meet()
    assert len(pair.waiting(promise)) == 1
    for team in (one, two):
        with team.book.read() as r:
            kept = call_back(r, promise)
            assert kept is not None
            assert (kept.owed, kept.state(team.now)) == (False, "kept")
