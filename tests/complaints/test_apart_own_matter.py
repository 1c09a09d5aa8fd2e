"""What two laptops said of a case is read and settled by those who may read and work on the case, and nobody else."""

from __future__ import annotations

import pytest

from supervisor.complaints import service
from supervisor.complaints.ledger import complaint
from supervisor.errors import Refused
from supervisor.exchange.seeing import contradictions_for
from supervisor.exchange.settling import settle
from supervisor.language import use_language

from .test_apart import Pair, pair

__all__ = ["pair"]


def seen(pair: Pair, who: str) -> str:
    with pair.one.book.read() as r:
        return repr(contradictions_for(r, pair.one.person[who]))


def test_what_is_about_the_manager_is_head_offices_to_read_and_to_settle(pair: Pair) -> None:
    subject = pair.one.register(person=pair.one.manager)
    pair.meet()
    for team, reason in ((pair.one, "原因甲"), (pair.two, "原因乙")):
        service.find_complex(team.book, team.auditor, subject, reason, team.now)
    pair.meet()
    (apart,) = pair.waiting(subject)
    for who in ("manager", "deputy", "handler", "supervisor"):
        assert who != "manager" or "原因" not in seen(pair, who)
        with pytest.raises(Refused):
            settle(pair.one.book, pair.one.person[who], apart.id, keep=1, reason="x")
    assert "原因乙" in seen(pair, "auditor")
    settle(pair.one.book, pair.one.auditor, apart.id, keep=1, reason="已核对")
    with pair.one.book.read() as r:
        assert not [one for one in contradictions_for(r, pair.one.auditor) if one.subject == subject]


@pytest.mark.parametrize("how", ["concerned", "interested"])
def test_who_keeps_out_neither_reads_nor_chooses_the_owner(pair: Pair, how: str) -> None:
    deputy = pair.one.deputy
    subject = pair.one.register(owner=pair.one.handler, person=deputy if how == "concerned" else "")
    if how == "interested":
        service.declare_interest(pair.one.book, deputy, subject, "亲属")
    pair.meet()
    service.hand_over(pair.one.book, pair.one.manager, subject, pair.one.supervisor)
    service.hand_over(pair.two.book, pair.two.manager, subject, pair.two.teller)
    pair.meet()
    (apart,) = pair.waiting(subject)
    assert "员工supervisor" not in seen(pair, "deputy")
    with pytest.raises(Refused):
        settle(pair.one.book, deputy, apart.id, keep=1)
    settle(pair.one.book, pair.one.manager, apart.id, keep=0, reason="已核对")
    with pair.one.book.read() as r:
        assert complaint(r, subject) is not None


@pytest.mark.parametrize("review_first", [True, False])
def test_erased_on_one_and_a_review_on_the_other_ends_and_is_said(pair: Pair, review_first: bool) -> None:
    use_language("zh")
    subject = pair.shared("closed")
    pair.wait(days=10)

    def review() -> None:
        service.ask_review(pair.two.book, pair.two.handler, subject, owner=pair.two.deputy)

    def erase() -> None:
        service.erase(pair.one.book, pair.one.manager, subject, "客户要求", by_right=True)

    for step in (review, erase) if review_first else (erase, review):
        step()
        pair.wait(hours=1)
    pair.meet()
    (apart,) = pair.waiting(subject)
    assert {side.what for side in apart.sides} == {"抹除投诉人信息", "客户申请复核"}
    assert "重新登记" in apart.hint
    for team in (pair.one, pair.two):
        with team.book.read() as r:
            case = complaint(r, subject)
            assert case is not None
            assert (case.state, case.live, case.erased) == ("closed", False, True)
            assert case.ended is not None
