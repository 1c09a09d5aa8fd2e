"""One complaint through its whole life, and what is refused on the way."""

from datetime import timedelta

import pytest

from supervisor.actions.ledger import open_actions
from supervisor.branch.service import person_left
from supervisor.complaints import service
from supervisor.complaints.kernel.course import CLOSED, HEAD_OFFICE, OPEN, REPLIED, WITHDRAWN
from supervisor.complaints.ledger import (
    by_number,
    by_serial,
    complaint,
    complaints,
    due,
    history,
    open_complaints,
)
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book

from .team import START, Team, found


def state(team: Team, subject: str):
    with team.book.read() as r:
        found_one = complaint(r, subject)
    assert found_one is not None
    return found_one


def answered(team: Team, **other) -> str:
    """A complaint that only waits for a signature."""
    subject = team.register(owner=team.handler, **other)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="监控核实属实为系统排队")
    service.reply(team.book, team.handler, subject, text="已致电解释")
    return subject


def test_the_straight_road(any_book: Book) -> None:
    team = found(any_book)
    subject = team.register(person=team.colleague, contact=Contact(name="王小明", phone="13812345678"))
    assert state(team, subject).owner == team.teller
    service.hand_over(team.book, team.teller, subject, team.handler, "超出权限")
    team.wait(minutes=40)
    service.give_feedback(team.book, team.handler, subject)
    service.agree_reply_time(team.book, team.handler, subject, team.now + timedelta(hours=4))
    team.wait(hours=2)
    service.handle(
        team.book, team.handler, subject, at_fault=True, facts="柜员离岗未公示", cause_code="passed_on",
        measure="增设引导", apologised=True,
    )  # fmt: skip
    service.reply(team.book, team.handler, subject, text="已道歉并说明", accepted=True)
    with pytest.raises(Refused):
        service.close(team.book, team.handler, subject)  # only the manager signs
    service.close(team.book, team.manager, subject)
    case = state(team, subject)
    assert (case.state, case.at_fault, case.cause_code, case.signed_by) == (
        CLOSED, True, "passed_on", team.manager,
    )  # fmt: skip
    assert case.number.startswith("TS-")
    with team.book.read() as r:
        kinds = [step.kind for step in history(r, subject)]
        assert kinds == [
            "registered", "handed_over", "first_feedback", "reply_time_agreed", "handled", "replied", "closed",
        ]  # fmt: skip
        assert open_complaints(r) == []
        assert complaints(r, START.date(), START.date()) == [case]
        assert by_number(r, case.number) == case
        assert by_serial(r, int(case.number.rpartition("-")[2])) == [case]
    assert team.book.verify().ok


def test_rebuilding_gives_the_same_register(team: Team) -> None:
    subjects = [answered(team), team.register(wish="道歉")]
    service.close(team.book, team.manager, subjects[0])
    before = [state(team, subject) for subject in subjects]
    team.book.rebuild()
    assert [state(team, subject) for subject in subjects] == before


def test_settled_on_the_spot_by_the_first_taker(team: Team) -> None:
    subject = team.register()
    team.wait(minutes=10)
    service.settle_on_the_spot(
        team.book, team.teller, subject, at_fault=True, facts="叫号跳号", answer="当场补办并致歉", accepted=True,
        measure="报修叫号机", apologised=True,
    )  # fmt: skip
    case = state(team, subject)
    assert (case.state, case.on_the_spot, case.settled) == (REPLIED, True, team.now)
    service.close(team.book, team.manager, subject)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": "  "}, "text"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"class_code": "?"}, "?"),
        ({"cause_code": ""}, "–"),
        ({"person": "person:nobody"}, "nobody"),
        ({"owner": "person:nobody"}, "nobody"),
        ({"received": START + timedelta(days=1)}, ""),
        ({"channel": "hotline"}, ""),
    ],
)
def test_what_cannot_be_registered(team: Team, change: dict, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        team.register(**change)
    if problem not in ("", "text"):
        assert problem in str(refused.value)
    with team.book.read() as r:
        assert open_complaints(r) == []


def test_a_person_never_owns_or_handles_a_complaint_about_himself(team: Team) -> None:
    with pytest.raises(Refused):
        team.register(actor=team.teller, person=team.teller)
    subject = team.register(actor=team.colleague, person=team.handler, owner=team.supervisor)
    for attempt in (
        lambda: service.handle(team.book, team.handler, subject, at_fault=False, facts="x"),
        lambda: service.hand_over(team.book, team.handler, subject, team.teller),
        lambda: service.hand_over(team.book, team.supervisor, subject, team.handler),
        lambda: service.withdraw(team.book, team.handler, subject, "客户说明撤回"),
    ):
        with pytest.raises(Refused):
            attempt()
    assert state(team, subject).owner == team.supervisor


def test_a_complaint_about_the_manager_is_head_offices_alone(team: Team) -> None:
    subject = team.register(person=team.manager, owner=team.handler)
    case = state(team, subject)
    assert case.head_office
    assert case.owner == HEAD_OFFICE
    for actor in (team.manager, team.deputy, team.handler, team.teller):
        with pytest.raises(Refused):
            service.handle(team.book, actor, subject, at_fault=False, facts="x")
    service.handle(team.book, team.auditor, subject, at_fault=False, facts="调阅录像核实")
    service.reply(team.book, team.auditor, subject, text="已由分行答复")
    for actor in (team.manager, team.deputy, team.handler):
        with pytest.raises(Refused):
            service.close(team.book, actor, subject)
    service.close(team.book, team.auditor, subject)
    assert state(team, subject).signed_by == team.auditor


def test_declared_interest_keeps_out_and_leaves_no_gap_in_ownership(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput):
        service.declare_interest(team.book, team.handler, subject, "亲属")
    service.declare_interest(team.book, team.handler, subject, "亲属", new_owner=team.deputy)
    assert state(team, subject).owner == team.deputy
    with pytest.raises(Refused):
        service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    with pytest.raises(Refused):
        service.hand_over(team.book, team.deputy, subject, team.handler)


def test_at_fault_needs_apology_and_measure(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput):
        service.handle(team.book, team.handler, subject, at_fault=True, facts="x", measure="y")
    with pytest.raises(BadInput):
        service.handle(team.book, team.handler, subject, at_fault=True, facts="x", apologised=True)
    with pytest.raises(BadInput):
        service.handle(team.book, team.handler, subject, at_fault=False, facts=" ")


def test_a_measure_becomes_a_corrective_action(team: Team) -> None:
    subject = team.register(owner=team.handler, person=team.teller, first_taker=team.colleague)
    service.handle(
        team.book, team.handler, subject, at_fault=True, facts="x", apologised=True,
        action_title="高峰增设引导", action_owner=team.supervisor,
    )  # fmt: skip
    with team.book.read() as r:
        (action,) = open_actions(r)
    assert (action.title, action.owner, action.source) == ("高峰增设引导", team.supervisor, subject)
    assert action.about == (team.teller,)
    assert state(team, subject).action == action.subject
    other = team.register(owner=team.handler, person=team.teller, first_taker=team.colleague)
    with pytest.raises(Refused):
        service.handle(
            team.book, team.handler, other, at_fault=True, facts="x", apologised=True,
            action_title="y", action_owner=team.teller,
        )  # fmt: skip
    assert state(team, other).state == OPEN


def test_closing_needs_handling_and_reply(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(Refused):
        service.close(team.book, team.manager, subject)
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    with pytest.raises(Refused):
        service.close(team.book, team.manager, subject)
    assert state(team, subject).live


def test_comment_book_reply_is_signed_by_its_handler(team: Team) -> None:
    subject = answered(team, channel="comment_book")
    service.close(team.book, team.handler, subject)
    assert state(team, subject).state == CLOSED


def test_head_office_and_back(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(Refused):
        service.escalate(team.book, team.supervisor, subject, "超权限")
    service.escalate(team.book, team.manager, subject, "超权限")
    with pytest.raises(Refused):
        service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    service.record_head_office_decision(
        team.book, team.handler, subject, decision="退还手续费", decided_by="分行消保部", owner=team.handler
    )
    service.handle(team.book, team.handler, subject, at_fault=False, facts="按分行意见")
    assert state(team, subject).owner == team.handler


def test_head_office_owns_nothing_that_was_not_reported_to_it(team: Team) -> None:
    with pytest.raises(Refused):
        team.register(owner=HEAD_OFFICE)
    subject = team.register(owner=team.handler)
    with pytest.raises(Refused):
        service.hand_over(team.book, team.handler, subject, HEAD_OFFICE)
    with pytest.raises(Refused):
        service.declare_interest(team.book, team.handler, subject, new_owner=HEAD_OFFICE)


def test_nobody_who_has_left_becomes_owner(team: Team) -> None:
    subject = team.register(owner=team.handler)
    person_left(team.book, SYSTEM, team.colleague, START.date())
    team.wait(days=1)
    with pytest.raises(BadInput):
        service.hand_over(team.book, team.handler, subject, team.colleague)


def test_extension_only_of_a_complex_case_with_approval_and_the_customer_told(team: Team) -> None:
    subject = team.register(owner=team.handler)
    team.wait(days=10)
    with pytest.raises(Refused):
        service.extend(team.book, team.handler, subject, "鉴定", "分行", team.now)
    service.find_complex(team.book, team.handler, subject, "需鉴定", team.now)
    with pytest.raises(BadInput):
        service.extend(team.book, team.handler, subject, "鉴定", " ", team.now)
    service.extend(team.book, team.handler, subject, "鉴定未出", "分行消保部", team.now)
    with pytest.raises(Refused):
        service.extend(team.book, team.handler, subject, "再延", "分行", team.now)


def test_withdrawn_ends_that_day(team: Team) -> None:
    subject = team.register(owner=team.handler)
    service.withdraw(team.book, team.handler, subject, "客户来电撤回")
    assert state(team, subject).state == WITHDRAWN
    with pytest.raises(Refused):
        service.handle(team.book, team.handler, subject, at_fault=False, facts="x")


def test_review_in_time_by_somebody_else(team: Team) -> None:
    subject = answered(team)
    service.close(team.book, team.manager, subject)
    team.wait(days=30)
    with pytest.raises(Refused):
        service.ask_review(team.book, team.handler, subject, owner=team.handler)
    service.ask_review(team.book, team.handler, subject, owner=team.deputy)
    assert (state(team, subject).state, state(team, subject).reviews) == (OPEN, 1)


def test_review_too_late_is_refused(team: Team) -> None:
    subject = answered(team)
    service.close(team.book, team.manager, subject)
    team.wait(days=31)
    with pytest.raises(Refused):
        service.ask_review(team.book, team.handler, subject, owner=team.deputy)


def test_due_list_names_the_soonest_clock(team: Team) -> None:
    first, second = team.register(owner=team.handler), team.register(owner=team.handler)
    service.give_feedback(team.book, team.handler, second)
    service.tell_manager(team.book, team.handler, second)
    with team.book.read() as r:
        assert [d.complaint.subject for d in due(r, team.now + timedelta(minutes=31))] == [first]
        late = due(r, team.now + timedelta(days=4))
    assert {(d.complaint.subject, d.state) for d in late} == {(first, "late"), (second, "late")}
    service.agree_reply_time(team.book, team.handler, second, team.now + timedelta(hours=1))
    with team.book.read() as r:
        soon = due(r, team.now + timedelta(minutes=45))
    assert [(d.complaint.subject, d.clock.kind, d.state) for d in soon] == [
        (first, "on_the_spot", "late"),
        (second, "agreed_reply", "warning"),
    ]


def test_steps_possible_now_are_those_that_succeed(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with team.book.read() as r:
        assert "reply" not in service.steps_possible(r, subject)
        assert "handle" in service.steps_possible(r, subject)


def test_something_written_down_later_keeps_its_time(team: Team) -> None:
    early = START - timedelta(days=1)
    subject = team.register(owner=team.handler, received=early)
    with pytest.raises(BadInput):
        service.give_feedback(team.book, team.handler, subject, at=early - timedelta(minutes=1))
    service.give_feedback(team.book, team.handler, subject, at=early + timedelta(minutes=20))
    case = state(team, subject)
    assert case.day == early.date()
    assert case.first_feedback == early + timedelta(minutes=20)


def test_the_steps_offered_are_those_the_services_take(team: Team) -> None:
    subject = team.register(owner=team.handler, person=team.colleague)

    def steps(actor: str) -> tuple[list[str], str]:
        with team.book.read() as r:
            return service.open_steps(r, actor, subject)

    offered, why = steps(team.handler)
    assert {"handle", "first_feedback", "hand_over", "withdraw", "ask_escalation", "find_complex"} <= set(offered)
    assert not why
    mine, refused = steps(team.colleague)
    assert mine == []
    assert refused
    assert steps(team.supervisor)[0] == [], "a supervisor reads and does not handle"
    service.handle(team.book, team.handler, subject, at_fault=False, facts="x")
    service.reply(team.book, team.handler, subject, text="x")
    assert "close" not in steps(team.handler)[0]
    assert "close" in steps(team.manager)[0]
    service.close(team.book, team.manager, subject)
    assert steps(team.manager)[0] == ["ask_review", "erase"]


def test_nobody_in_the_branch_is_offered_a_step_about_the_manager(team: Team) -> None:
    subject = team.register(person=team.manager)
    with team.book.read() as r:
        for actor in (team.manager, team.deputy, team.handler, team.teller):
            offered, why = service.open_steps(r, actor, subject)
            assert offered == []
            assert why
        assert "handle" in service.open_steps(r, team.auditor, subject)[0]
