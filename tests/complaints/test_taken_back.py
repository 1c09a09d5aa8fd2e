"""What was said wrongly is taken back: an interest that is none, a join of two things that are not one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervisor.branch.faults import WrongField
from supervisor.complaints import service
from supervisor.complaints.events import InterestDeclared
from supervisor.complaints.ledger import case_clocks, complaint, history, interested
from supervisor.complaints.repeats.ledger import links
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.words import CLOCK_STATES
from supervisor.errors import BadInput, Refused
from supervisor.language import use_language

from .road import ATTEMPTS, CUSTOMER, brought
from .team import Team
from .test_apart import Pair, as_read, pair

__all__ = ["pair"]
OTHER = Contact(name="李芳", phone="13987654321")


def kinds(team: Team, subject: str) -> list[str]:
    with team.book.read() as r:
        return [step.kind for step in history(r, subject)]


def stands(team: Team, subject: str) -> dict[str, str]:
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        return {clock.kind: clock.state(team.now) for clock in case_clocks(r, case)}


# ---- interest


def test_whoever_declared_his_interest_takes_it_back_and_may_work_on_the_case_again(team: Team) -> None:
    use_language("en")
    subject = brought(team, "open")
    service.declare_interest(team.book, team.deputy, subject, "亲属")
    with pytest.raises(Refused):
        service.handle(team.book, team.deputy, subject, at_fault=False, facts="核实")
    with pytest.raises(BadInput):
        service.take_back_interest(team.book, team.deputy, subject, " ")
    service.take_back_interest(team.book, team.deputy, subject, "看错了姓名")
    service.handle(team.book, team.deputy, subject, at_fault=False, facts="核实")
    assert [kind for kind in kinds(team, subject) if "interest" in kind] == ["interest_declared", "interest_taken_back"]
    with pytest.raises(BadInput, match="no interest"):
        service.take_back_interest(team.book, team.deputy, subject, "再次")


def test_nobody_whom_another_bars_frees_himself(team: Team) -> None:
    subject = brought(team, "open", person=team.colleague)
    service.declare_interest(team.book, team.handler, subject, "亲属", person=team.deputy)
    for who in (team.deputy, team.colleague, team.teller, team.auditor):
        with pytest.raises(Refused):
            service.take_back_interest(team.book, who, subject, "没有关系", person=team.deputy)
    service.take_back_interest(team.book, team.manager, subject, "已核实不是亲属", person=team.deputy)
    with team.book.read() as r:
        assert interested(r, subject) == frozenset()
    service.declare_interest(team.book, team.handler, subject, "亲属", person=team.deputy)
    service.take_back_interest(team.book, team.handler, subject, "看错了人", person=team.deputy)


def test_of_a_case_about_the_manager_head_office_alone_decides_for_others(team: Team) -> None:
    subject = team.register(person=team.manager)
    with team.book.write("system") as w:  # as before it was known whom the case is about
        w.append(subject, InterestDeclared(person=team.deputy, reason="朋友"))
    for who in (team.manager, team.handler, team.supervisor):
        with pytest.raises((Refused, BadInput)):
            service.take_back_interest(team.book, who, subject, "没有关系", person=team.deputy)
    service.take_back_interest(team.book, team.auditor, subject, "已核实", person=team.deputy)


def test_taken_back_here_and_declared_anew_there_still_bars(pair: Pair) -> None:
    subject = pair.shared()
    service.declare_interest(pair.one.book, pair.one.deputy, subject, "亲属")
    pair.meet()
    service.declare_interest(pair.two.book, pair.two.deputy, subject, "又想起一层关系")
    pair.wait(minutes=5)
    service.take_back_interest(pair.one.book, pair.one.deputy, subject, "看错了姓名")
    pair.meet()
    assert as_read(pair.one, subject) == as_read(pair.two, subject)
    assert as_read(pair.one, subject)[2] == {pair.one.deputy}
    service.take_back_interest(pair.two.book, pair.two.deputy, subject, "也不是")
    pair.meet()
    assert as_read(pair.one, subject)[2] == frozenset()


# ---- join


@pytest.mark.parametrize("stand", ["open", "paused", "head office asked for", "handled", "handled and paused"])
def test_a_join_undone_leaves_the_case_as_it_stood(team: Team, stand: str) -> None:
    subject = brought(team, stand, contact=CUSTOMER)
    with team.book.read() as r:
        before = complaint(r, subject)
    team.wait(hours=1)
    ATTEMPTS["join"](team, team.handler, subject)
    with team.book.read() as r:
        joined = complaint(r, subject)
        assert joined is not None
        assert joined.joined_to
        (bound,) = links(r, subject)
    assert (joined.state, joined.paused) == ("joined", False)
    team.wait(hours=1)
    with pytest.raises(BadInput):
        service.unjoin(team.book, team.handler, subject, " ")
    service.unjoin(team.book, team.handler, subject, "不是同一件事")
    with team.book.read() as r:
        assert complaint(r, subject) == before
        assert [one.other for one in links(r, subject)] == []
        assert [one.reason for one in links(r, subject, undone=True)] == ["不是同一件事"]
        assert bound.other == joined.joined_to
    assert kinds(team, subject)[-2:] == ["joined", "unjoined"]


def test_limits_count_from_when_it_was_heard_and_what_ran_out_meanwhile_was_missed(team: Team) -> None:
    use_language("zh")
    subject = brought(team, "open", contact=CUSTOMER)
    team.wait(hours=3)  # on the spot and the first feedback ran out before it was joined
    ATTEMPTS["join"](team, team.handler, subject)
    joined = stands(team, subject)
    assert joined["first_feedback"] == "late"
    assert (joined["aim"], joined["outer"]) == ("joined", "joined")
    assert str(CLOCK_STATES["joined"]) == "已并案"
    team.wait(days=5)
    assert stands(team, subject)["aim"] == "joined", "while it is joined the other case's limits count"
    service.unjoin(team.book, team.handler, subject, "不是同一件事")
    after = stands(team, subject)
    assert (after["first_feedback"], after["aim"], after["outer"]) == ("late", "late", "running")
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        outer = next(clock for clock in case_clocks(r, case) if clock.kind == "outer")
    assert outer.due.astimezone(team.now.tzinfo).date() == (case.received + timedelta(days=15)).date()


def test_two_customers_cases_are_bound_knowingly_only_and_parted_by_the_manager(team: Team) -> None:
    use_language("en")
    first = team.register(owner=team.handler, contact=CUSTOMER)
    team.wait(hours=1)
    second = team.register(owner=team.handler, contact=OTHER)
    with pytest.raises(Refused, match="not known to come from one customer"):
        service.join(team.book, team.handler, second, first, knowingly=True)
    with pytest.raises(WrongField) as asked:
        service.join(team.book, team.manager, second, first)
    assert asked.value.field == "knowingly"
    with pytest.raises(WrongField):
        service.link(team.book, team.handler, second, first)
    service.link(team.book, team.handler, second, first, knowingly=True)
    service.join(team.book, team.manager, second, first, knowingly=True)
    with pytest.raises(Refused):
        service.unjoin(team.book, team.handler, second, "两位客户")
    service.unjoin(team.book, team.manager, second, "两位客户")
    assert stands(team, second)["outer"] == "running"


def test_a_case_without_contact_data_asks_no_more_than_before(team: Team) -> None:
    first = team.register(owner=team.handler, contact=CUSTOMER)
    second = team.register(owner=team.handler)
    service.link(team.book, team.handler, second, first)
    service.join(team.book, team.manager, second, first)


def test_joined_here_and_undone_there_after_both_joined_it(pair: Pair) -> None:
    main = pair.shared(contact=CUSTOMER)
    subject = pair.shared(contact=CUSTOMER)
    for team in (pair.one, pair.two):
        service.join(team.book, team.handler, subject, main)
    pair.meet()
    assert pair.waiting(subject) == [], "both said the same"
    service.unjoin(pair.one.book, pair.one.handler, subject, "不是同一件事")
    pair.meet()
    case = as_read(pair.two, subject)[0]
    assert (case.state, case.live, case.joined_to) == ("open", True, "")
    assert as_read(pair.one, subject) == as_read(pair.two, subject)


def test_both_asking_for_one_review_make_one_review(pair: Pair) -> None:
    subject = pair.shared("closed")
    for team, owner in ((pair.one, pair.one.deputy), (pair.two, pair.two.supervisor)):
        pair.wait(minutes=7)
        service.ask_review(team.book, team.handler, subject, owner=owner)
    pair.meet()
    case = as_read(pair.one, subject)[0]
    assert (case.state, case.reviews, case.reviews_kept) == ("open", 1, ())
    assert len(pair.waiting(subject)) == 1, "who reviews it is to be decided"
    assert as_read(pair.one, subject) == as_read(pair.two, subject)
