"""What two laptops did to one case, that no two facts about it show: told on both alike, whichever met first, and gone
once it was put right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from supervisor.branch.ledger import people
from supervisor.complaints import service
from supervisor.complaints.apart.finding import cases_apart
from supervisor.complaints.retention import service as retention
from supervisor.errors import BadInput, Refused
from supervisor.exchange.contradictions import Contradiction, contradictions
from supervisor.exchange.settling import settle
from supervisor.language import use_language
from supervisor.overview.owed import owed

from .road import ATTEMPTS, CUSTOMER, brought
from .team import Team
from .test_apart import Pair, pair
from .test_taken_back import OTHER

__all__ = ["pair"]
Act = Callable[[], object]


def told(pair: Pair) -> list[Contradiction]:
    """What waits, the same on both; each book proves whole."""
    found = []
    for team in (pair.one, pair.two):
        with team.book.read() as r:
            found.append(contradictions(r))
            assert len(cases_apart(r)) == len([one for one in found[-1] if one.sort == "case"])
    assert found[0] == found[1]
    for team in (pair.one, pair.two):
        assert team.book.verify().ok
    return found[0]


def today(team: Team, who: str = "") -> list[str]:
    with team.book.read() as r:
        names = {one.subject: one.name for one in people(r)}
        every = owed(r, team.now, names, team.person[who] if who else None)
    return [one.title for one in every if one.kind == "complaint_apart"]


def apart(pair: Pair, here: Act, there: Act, *, here_first: bool, turned: bool) -> None:
    for act in (here, there) if here_first else (there, here):
        pair.wait(minutes=5)
        act()
    pair.wait(minutes=5)
    pair.meet(turned=turned)


EITHER_WAY = [(True, False), (True, True), (False, False), (False, True)]


@pytest.mark.parametrize(("here_first", "turned"), EITHER_WAY)
def test_handed_over_here_to_whoever_stepped_aside_there(pair: Pair, here_first: bool, turned: bool) -> None:
    use_language("zh")
    one, two = pair.one, pair.two
    subject = pair.shared()
    apart(
        pair,
        lambda: service.hand_over(one.book, one.handler, subject, one.deputy),
        lambda: service.declare_interest(two.book, two.deputy, subject, "亲属"),
        here_first=here_first, turned=turned,
    )  # fmt: skip
    (waiting,) = told(pair)
    assert "员工deputy" in waiting.title
    assert "回避" in waiting.title
    assert [side.what for side in waiting.sides] == ["转交投诉", "申报回避"]
    assert not waiting.settles
    assert today(one) == today(two) != []
    assert today(one, "deputy"), "he sees that he owns it"
    with pytest.raises(Refused):
        settle(one.book, one.manager, waiting.id, keep=0, reason="x")
    service.hand_over(one.book, one.manager, subject, one.supervisor)
    pair.meet()
    assert told(pair) == []
    assert today(two) == []


@pytest.mark.parametrize("how", ["withdraw", "close"])
@pytest.mark.parametrize(("here_first", "turned"), EITHER_WAY)
def test_joined_here_to_a_case_that_ended_there(pair: Pair, how: str, here_first: bool, turned: bool) -> None:
    use_language("zh")
    one, two = pair.one, pair.two
    main = pair.shared("replied", contact=CUSTOMER)
    subject = pair.shared(contact=CUSTOMER)
    apart(
        pair,
        lambda: service.join(one.book, one.handler, subject, main),
        lambda: ATTEMPTS[how](two, two.manager, main),
        here_first=here_first, turned=turned,
    )  # fmt: skip
    (waiting,) = told(pair)
    assert "无人答复" in waiting.title
    assert ("办结" if how == "close" else "撤诉") in waiting.title
    assert len(today(one, "manager")) == 1
    with pytest.raises(BadInput):
        settle(one.book, one.manager, waiting.id, keep=1)
    settle(one.book, one.manager, waiting.id, keep=1 if turned else 0, reason="已电话答复客户")
    pair.meet()
    assert told(pair) == []
    with two.book.read() as r:
        case = service.found_case(r, subject)
    assert case.state == ("open" if turned else "joined")


def test_joined_first_and_closed_knowing_it_is_nothing_to_tell(pair: Pair) -> None:
    main = pair.shared("replied", contact=CUSTOMER)
    subject = pair.shared(contact=CUSTOMER)
    service.join(pair.one.book, pair.one.handler, subject, main)
    pair.meet()
    service.close(pair.two.book, pair.two.manager, main)
    pair.meet()
    assert told(pair) == []
    pair.wait(days=1)
    service.ask_review(pair.one.book, pair.one.handler, main, owner=pair.one.deputy)
    pair.meet()
    assert told(pair) == []


@pytest.mark.parametrize("kept", ["held", "longer"])
@pytest.mark.parametrize(("here_first", "turned"), EITHER_WAY)
def test_kept_here_and_erased_there(pair: Pair, kept: str, here_first: bool, turned: bool) -> None:
    use_language("zh")
    one, two = pair.one, pair.two
    subject = pair.shared("withdrawn", contact=CUSTOMER)
    pair.wait(days=4 * 366)

    def keep() -> None:
        if kept == "held":
            retention.hold(one.book, one.manager, subject, kind="lawsuit", reason="法院调卷")
        else:
            retention.keep_longer(one.book, one.manager, subject, until=date(2035, 1, 1), reason="另案未结")

    apart(
        pair, keep, lambda: retention.erase_due(two.book, two.manager, [subject]), here_first=here_first, turned=turned
    )
    (waiting,) = told(pair)
    assert "清除" in waiting.title
    assert [side.what for side in waiting.sides] == ["暂缓清除" if kept == "held" else "延长保存", "抹除投诉人信息"]
    assert today(two) == [waiting.title]
    with pytest.raises(Refused):
        settle(two.book, two.manager, waiting.id, keep=0, reason="恢复")
    with pytest.raises(BadInput):
        settle(two.book, two.manager, waiting.id, keep=1)
    settle(two.book, two.manager, waiting.id, keep=1, reason="已书面告知法院")
    pair.meet()
    assert told(pair) == []


def test_erased_by_the_customers_right_what_was_only_kept_longer_is_as_it_should_be(pair: Pair) -> None:
    subject = pair.shared("withdrawn", contact=CUSTOMER)
    retention.keep_longer(pair.one.book, pair.one.manager, subject, until=date(2035, 1, 1), reason="另案未结")
    service.erase(pair.two.book, pair.two.manager, subject, "客户要求", by_right=True)
    pair.meet()
    assert told(pair) == []


@pytest.mark.parametrize("turned", [False, True])
def test_signed_there_by_whoever_stepped_aside_here_before(pair: Pair, turned: bool) -> None:
    use_language("zh")
    one, two = pair.one, pair.two
    subject = pair.shared("replied")
    apart(
        pair,
        lambda: service.declare_interest(one.book, one.manager, subject, "亲属"),
        lambda: service.close(two.book, two.manager, subject),
        here_first=True, turned=turned,
    )  # fmt: skip
    (waiting,) = told(pair)
    assert "员工manager" in waiting.title
    with pytest.raises(Refused):
        settle(one.book, one.manager, waiting.id, keep=1, reason="本人已核实")
    service.take_back_interest(one.book, one.manager, subject, "看错了姓名")
    pair.meet()
    assert told(pair) == []


def test_who_steps_aside_after_he_worked_on_a_case_did_nothing_wrong(team: Team) -> None:
    subject = brought(team, "handled")
    team.wait(minutes=5)
    service.declare_interest(team.book, team.handler, subject, "亲属", new_owner=team.deputy)
    with team.book.read() as r:
        assert cases_apart(r) == []


def test_two_cases_never_end_in_each_other(pair: Pair) -> None:
    """Joined both ways or one to two: who was heard later is joined to the earlier, so there is no circle."""
    one, two = pair.one, pair.two
    first, second, third = (pair.shared(contact=CUSTOMER) for _n in range(3))
    with pytest.raises(Refused):
        service.join(one.book, one.handler, first, second)
    service.join(one.book, one.handler, third, first)
    service.join(two.book, two.handler, third, second)
    service.join(two.book, two.handler, second, first)
    pair.meet()
    (waiting,) = told(pair)
    assert waiting.subject == third
    assert {side.what for side in waiting.sides} == {"并案"} or {side.what for side in waiting.sides}
    settle(one.book, one.manager, waiting.id, keep=1, reason="与后一件同一件事")
    with one.book.read() as r:
        case = service.found_case(r, third)
        assert case.joined_to in (first, second)
        assert [one.subject for one in service.joined_with(r, first)]
    service.withdraw(one.book, one.handler, first, "x")
    pair.meet()
    assert told(pair) == []


def test_the_customer_of_another_case_is_answered_when_the_chain_ends(pair: Pair) -> None:
    one, two = pair.one, pair.two
    first, second = pair.shared("replied", contact=CUSTOMER), pair.shared(contact=CUSTOMER)
    third = pair.shared(contact=OTHER)
    service.join(one.book, one.handler, second, first)
    pair.meet()
    service.join(one.book, one.manager, third, first, knowingly=True)
    service.close(two.book, two.manager, first)
    pair.meet()
    (waiting,) = told(pair)
    assert waiting.subject == third, "the other was known where it was closed"
