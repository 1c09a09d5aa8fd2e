"""What is said about the branch manager is read by head office alone, each way there is of reading a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from supervisor.complaints import service
from supervisor.complaints.attachments.service import list_files, list_looks
from supervisor.complaints.figures.reading import figures_of
from supervisor.complaints.register.ledger import heard_by, listed, readable_subjects
from supervisor.complaints.repeats.finding import linked_cases, similar
from supervisor.complaints.rights.privacy import readable
from supervisor.errors import BadInput, Problem, Refused
from supervisor.language import use_language
from supervisor.overview.finding import search
from supervisor.overview.owed_care import owed_to_customers

from .road import CUSTOMER, PNG
from .team import ROLES, Team

BRANCH = tuple(name for name in ROLES if name != "auditor")
DAYS = date(2026, 1, 1), date(2026, 12, 31)


def registered(team: Team) -> str:
    """Taken down by the teller, with the supervisor as the first who was told, and an earlier one of the same man."""
    team.register(owner=team.handler, contact=CUSTOMER)
    return team.register(
        team.teller, person=team.manager, first_taker=team.supervisor, contact=CUSTOMER, channel="comment_book"
    )


def refused(work: Callable[[], Any]) -> bool:
    try:
        work()
    except Refused:
        return True
    return False


@pytest.mark.parametrize("who", ROLES)
def test_head_office_alone_reads_it(team: Team, who: str) -> None:
    subject, actor, reads = registered(team), team.person[who], who == "auditor"
    team.wait(days=20)
    with team.book.read() as r:
        case = service.read_case(r, team.auditor, subject).complaint
        assert readable(r, actor, case) is reads
        for work in (
            lambda: service.read_case(r, actor, subject),
            lambda: list_files(r, actor, subject),
            lambda: list_looks(r, actor, subject),
            lambda: similar(r, actor, subject),
            lambda: linked_cases(r, actor, subject),
        ):
            assert refused(work) is not reads
        assert (subject in {line.subject for line in listed(r, actor)}) is reads
        assert (subject in {line.subject for line in heard_by(r, actor, "comment_book", DAYS[0])}) is reads
        assert (subject in readable_subjects(r, actor, *DAYS)) is reads
        assert (subject in {hit.subject for hit in search(r, case.number, actor)}) is reads
        if not reads:
            assert case.number not in " ".join(str(line) for line in owed_to_customers(r, team.now, {}, actor))
    assert refused(lambda: service.unmask(team.book, actor, subject, "核查")) is not reads


def test_the_figures_of_the_branch_do_not_count_it(team: Team) -> None:
    registered(team)
    with team.book.read() as r:
        for who in ("manager", "deputy", "handler", "supervisor"):
            assert figures_of(r, *DAYS, actor=team.person[who]).count == 1, who


def test_whoever_took_it_down_is_told_where_it_went_and_nothing_more(team: Team) -> None:
    use_language("zh")
    subject = registered(team)
    with team.book.read() as r:
        for who in (team.teller, team.supervisor):
            with pytest.raises(Refused, match="直接交上级行"):
                service.read_case(r, who, subject)
        with pytest.raises(Refused) as other:
            service.read_case(r, team.deputy, subject)
    assert "上级行" not in str(other.value)


def test_it_comes_with_its_letter_though_its_taker_may_not_read_it(team: Team) -> None:
    from supervisor.complaints.taking.service import NewFile, take_down

    subject = take_down(
        team.book, team.teller, channel="letter", text="来信反映", class_code="cash", cause_code="attitude",
        person=team.manager, files=[NewFile("来信.png", PNG)],
    )  # fmt: skip
    with team.book.read() as r:
        assert len(list_files(r, team.auditor, subject)) == 1


def test_an_interest_in_what_one_may_not_know_of_is_as_if_it_were_not_there(team: Team) -> None:
    use_language("en")
    subject = team.register(owner=team.handler)
    with pytest.raises(BadInput) as stranger:
        service.declare_interest(team.book, team.colleague, subject, "亲属")
    with pytest.raises(Problem) as nothing:
        service.declare_interest(team.book, team.colleague, "complaint:none", "亲属")
    assert type(stranger.value) is type(nothing.value)
    assert str(stranger.value).replace(subject, "") == str(nothing.value).replace("complaint:none", "")
    about = team.register(owner=team.handler, person=team.colleague)
    service.declare_interest(team.book, team.colleague, about, "本人")
