"""Who a complaint is about, or who stepped aside, neither reads nor settles what two laptops say of it."""

from __future__ import annotations

import pytest

from supervisor.complaints import service
from supervisor.errors import BadInput, Refused
from supervisor.exchange.seeing import contradictions_for
from supervisor.exchange.settling import settle

from .test_apart import Pair
from .test_apart import pair as pair


@pytest.mark.parametrize("stepped_aside", [False, True])
def test_nobody_reads_or_settles_what_is_said_of_his_own_case(pair: Pair, stepped_aside: bool) -> None:
    one = pair.one
    subject = pair.shared(**({} if stepped_aside else {"person": one.deputy}))
    if stepped_aside:
        service.declare_interest(one.book, one.deputy, subject, "亲属")
        pair.meet()
    service.hand_over(one.book, one.handler, subject, one.supervisor, "熟悉业务")
    service.hand_over(pair.two.book, pair.two.handler, subject, one.manager, "较重")
    pair.meet()
    (waiting,) = pair.waiting(subject)
    with one.book.read() as r:
        assert subject in [each.subject for each in contradictions_for(r, one.manager)]
        seen = contradictions_for(r, one.deputy)
    assert subject not in [each.subject for each in seen]
    assert not any(side.what for each in seen for side in each.sides if each.id == waiting.id)
    with pytest.raises((Refused, BadInput)):
        settle(one.book, one.deputy, waiting.id, keep=0)
    with pytest.raises(BadInput):
        settle(one.book, one.manager, waiting.id, keep=0, reason="电 13612345678")
    settle(one.book, one.manager, waiting.id, keep=0, reason="熟悉业务")


def test_whom_it_is_about_bars_nobody_else_from_the_case(pair: Pair) -> None:
    one = pair.one
    own = one.register(person=one.handler, owner=one.deputy)
    about_manager = one.register(person=one.manager)
    for actor, subject, barred in (
        (one.handler, own, one.manager),
        (one.manager, about_manager, one.auditor),
        (one.deputy, about_manager, one.auditor),
    ):
        with pytest.raises(Refused):
            service.declare_interest(one.book, actor, subject, "亲属", person=barred)
    service.declare_interest(one.book, one.deputy, own, "亲属", person=one.supervisor)


def test_what_is_about_the_manager_head_office_erases_by_right(pair: Pair) -> None:
    one = pair.one
    subject = one.register(person=one.manager)
    service.withdraw(one.book, one.auditor, subject, "客户说明撤回")
    for who in (one.manager, one.deputy):
        with pytest.raises(Refused):
            service.erase(one.book, who, subject, "客户要求", by_right=True)
    service.erase(one.book, one.auditor, subject, "客户要求", by_right=True)
