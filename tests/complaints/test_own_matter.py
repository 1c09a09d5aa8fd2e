"""Nobody decides in his own matter: who signs, and who erases, what is about the branch manager."""

import pytest

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.complaints import service
from supervisor.complaints.kernel.course import CLOSED
from supervisor.complaints.ledger import complaint, interested
from supervisor.errors import Refused
from supervisor.journal import SYSTEM

from .team import Team


def state(team: Team, subject: str) -> str:
    with team.book.read() as r:
        case = complaint(r, subject)
    assert case is not None
    return case.state


def test_who_was_told_first_or_owns_it_does_not_sign_what_came_by_the_comment_book(team: Team) -> None:
    subject = team.register(channel="comment_book")
    service.settle_on_the_spot(
        team.book, team.teller, subject, at_fault=False, facts="x", answer="已说明", accepted=True
    )
    with team.book.read() as r:
        assert "close" not in service.open_steps(r, team.teller, subject)[0]
        assert "close" in service.open_steps(r, team.handler, subject)[0]
    with pytest.raises(Refused):
        service.close(team.book, team.teller, subject)
    service.close(team.book, team.handler, subject)
    assert state(team, subject) == CLOSED


def test_only_head_office_erases_what_is_about_the_manager(team: Team) -> None:
    add_user(team.book, SYSTEM, login="m2", person=team.supervisor, name="M2", roles=(Role.MANAGER,))
    subject = team.register(person=team.manager)
    service.withdraw(team.book, team.auditor, subject, "客户说明撤回")
    for actor in (team.manager, team.supervisor):
        with pytest.raises(Refused):
            service.erase(team.book, actor, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        assert "erase" in service.open_steps(r, team.auditor, subject)[0]
        assert "erase" not in service.open_steps(r, team.supervisor, subject)[0]
    service.erase(team.book, team.auditor, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        assert complaint(r, subject).erased  # type: ignore[union-attr]


def test_the_person_concerned_does_not_keep_his_judges_out_nor_anybody_the_last_who_signs(team: Team) -> None:
    about_manager = team.register(person=team.manager)
    with pytest.raises(Refused):
        service.declare_interest(team.book, team.manager, about_manager, person=team.auditor)
    about_handler = team.register(person=team.handler, owner=team.deputy)
    with pytest.raises(Refused):
        service.declare_interest(team.book, team.handler, about_handler, person=team.manager)
    with pytest.raises(Refused, match=r"sign|签字"):
        service.declare_interest(team.book, team.deputy, about_handler, person=team.manager)
    service.declare_interest(team.book, team.deputy, about_handler, person=team.supervisor)
    service.declare_interest(team.book, team.manager, about_handler, "亲属")
    with team.book.read() as r:
        assert interested(r, about_handler) == {team.supervisor, team.manager}
        assert not interested(r, about_manager)
