"""Who may take each step of a complaint, and that everybody else is refused and nothing is written."""

from __future__ import annotations

import pytest

from supervisor.complaints import service
from supervisor.complaints.attachments.service import list_looks
from supervisor.complaints.kernel.course import STEPS
from supervisor.complaints.ledger import complaint, history
from supervisor.complaints.retention import service as retention
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused

from .road import ATTEMPTS, CUSTOMER, PNG, brought
from .team import ROLES, Team

HANDLING = {"manager", "deputy", "handler", "teller"}  # the teller was told first; the handler owns it
LONGER = {"manager", "deputy", "handler"}
MANAGER = {"manager"}
MAY = {
    **dict.fromkeys(STEPS, HANDLING),
    **dict.fromkeys(("find_complex", "extend", "pause", "resume", "ask_escalation"), LONGER),
    **dict.fromkeys(("decline_escalation", "escalate", "close", "erase"), MANAGER),
}
STAND = {
    "extend": "complex", "resume": "paused", "decline_escalation": "head office asked for", "reply": "handled",
    "head_office_decides": "with head office", "close": "replied", "ask_review": "closed", "erase": "withdrawn",
    "unjoin": "joined",
}  # fmt: skip


def written(team: Team, subject: str) -> int:
    with team.book.read() as r:
        return len(history(r, subject))


@pytest.mark.parametrize("step", STEPS)
def test_each_step_by_everybody(team: Team, step: str) -> None:
    given = (
        {"contact": CUSTOMER} if step in ("join", "unjoin") else {}
    )  # of another customer the manager alone joins it
    for who in ROLES:
        subject = brought(team, STAND.get(step, "open"), **given)
        before = written(team, subject)
        with team.book.read() as r:
            offered = step in service.open_steps(r, team.person[who], subject)[0]
        assert offered is (who in MAY[step]), f"{who}: what is offered is what is allowed"
        if who in MAY[step]:
            ATTEMPTS[step](team, team.person[who], subject)
            assert written(team, subject) > before, who
        else:
            with pytest.raises(Refused):
                ATTEMPTS[step](team, team.person[who], subject)
            assert written(team, subject) == before, who


@pytest.mark.parametrize("step", STEPS)
def test_whoever_has_an_interest_takes_no_step_whatever_his_rights(team: Team, step: str) -> None:
    stand = STAND.get(step, "open")
    about_deputy = brought(team, stand, person=team.deputy)
    declared = brought(team, stand)
    service.declare_interest(team.book, team.deputy, declared, "亲属")
    for subject in (about_deputy, declared):
        before = written(team, subject)
        with pytest.raises(Refused):
            ATTEMPTS[step](team, team.deputy, subject)
        assert written(team, subject) == before


def test_whoever_stepped_aside_sees_no_customer_and_erases_nothing(team: Team) -> None:
    subject = team.register(owner=team.handler, contact=Contact(name="王小明", phone="13812345678"))
    file = service.attach(team.book, team.handler, subject, name="信.png", data=PNG)
    service.declare_interest(team.book, team.handler, subject, "亲属", new_owner=team.deputy)
    service.declare_interest(team.book, team.manager, subject, "亲属")
    for who in (team.handler, team.manager):
        for look in (
            lambda who=who: service.unmask(team.book, who, subject, "看"),
            lambda who=who: service.open_attachment(team.book, who, subject, file, "看"),
        ):
            with pytest.raises(Refused):
                look()
        with team.book.read() as r, pytest.raises(Refused):
            list_looks(r, who, subject)
    service.withdraw(team.book, team.deputy, subject, "客户说明撤回")
    with team.book.read() as r:
        assert "erase" not in service.open_steps(r, team.manager, subject)[0]
    for by_right in (True, False):
        with pytest.raises(Refused):
            service.erase(team.book, team.manager, subject, "客户要求", by_right=by_right)
    team.wait(days=4 * 366)
    assert retention.erase_due(team.book, team.manager) == 0
    with pytest.raises(Refused):
        retention.erase_due(team.book, team.manager, [subject])


def test_a_manager_who_hands_a_case_over_or_is_given_it_knows_of_it(team: Team) -> None:
    by_manager, to_manager, unknown = (team.register() for _n in range(3))
    service.hand_over(team.book, team.manager, by_manager, team.handler)
    service.hand_over(team.book, team.teller, to_manager, team.manager)
    service.hand_over(team.book, team.teller, unknown, team.handler)
    with team.book.read() as r:
        told = [complaint(r, one).manager_told for one in (by_manager, to_manager, unknown)]  # type: ignore[union-attr]
    assert told == [team.now, team.now, None]


@pytest.mark.parametrize(
    ("size", "names"),
    [(1, ["甲"]), (5, []), (12, list("甲乙丙丁戊己")), (2, list("甲乙丙")), (0, ["甲"]), (3, ["甲", ""])],
)
def test_a_group_that_is_none_or_names_too_many(team: Team, size: int, names: list[str]) -> None:
    speakers = [Contact(name=name, phone="13800000000") for name in names]
    with pytest.raises(BadInput):
        team.register(group_size=size, representatives=speakers)


def test_a_group_of_many_names_up_to_five_and_their_data_is_masked_and_erased(team: Team) -> None:
    speakers = tuple(Contact(name=f"王小明{n}", phone="13812345678") for n in range(5))
    subject = team.register(group_size=30, representatives=speakers, owner=team.handler)
    with team.book.read() as r:
        seen = service.read_case(r, team.handler, subject)
        assert complaint(r, subject).group_size == 30  # type: ignore[union-attr]
    assert len(seen.representatives) == 5
    assert all("小明" not in one.name and "12345" not in one.phone for one in seen.representatives)
    assert service.unmask(team.book, team.handler, subject, "回访").representatives == speakers
    service.withdraw(team.book, team.handler, subject, "客户说明撤回")
    service.erase(team.book, team.manager, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        assert service.read_case(r, team.handler, subject).representatives == ()
