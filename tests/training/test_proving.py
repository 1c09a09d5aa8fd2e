"""A certificate carries the skill it proves: when it runs out or is withdrawn, nobody is planned on it any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervisor.branch.ledger import people
from supervisor.branch.records import Opening
from supervisor.branch.service import grant_skill, set_hours, set_post
from supervisor.dispatch.floor.situation import problem_at
from supervisor.incidents.playbooks import playbook
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words
from supervisor.meetings.planning.material import problem_of
from supervisor.overview.owed import owed
from supervisor.roster.ledger import shortages
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day, propose_roster
from supervisor.roster.week import read_week
from supervisor.training import service
from tests.complaints.team import Team, found


@pytest.fixture
def team(book: Book) -> Team:
    return found(book)


def has(team: Team, person: str, day: date) -> bool:
    with team.book.read() as r:
        return any("cash" in one.skills for one in people(r, on=day) if one.subject == person)


def course(team: Team, skill: str = "cash") -> None:
    service.define_course(team.book, team.manager, code="c", name=Words("反假"), skill=skill, valid_months=12)


def grant(team: Team, person: str, granted: date, until: date) -> str:
    return service.grant_certificate(team.book, team.manager, person=person, course_code="c", granted=granted,
                                     valid_until=until)  # fmt: skip


def test_the_skill_holds_as_long_as_the_newest_certificate(team: Team) -> None:
    with team.book.read() as r:
        today = r.today
    course(team)
    who = team.teller
    first = grant(team, who, today - timedelta(days=300), today + timedelta(days=5))
    assert [has(team, who, today + timedelta(days=n)) for n in (0, 5, 6)] == [True, True, False]
    second = grant(team, who, today, today + timedelta(days=200))
    assert has(team, who, today + timedelta(days=200))
    service.withdraw_certificate(team.book, team.manager, second, "错")
    assert [has(team, who, today + timedelta(days=n)) for n in (5, 6)] == [True, False]
    service.withdraw_certificate(team.book, team.manager, first, "错")
    assert not has(team, who, today)


def test_a_course_that_comes_to_prove_a_skill_takes_its_certificates_along(team: Team) -> None:
    with team.book.read() as r:
        today = r.today
    grant_skill(team.book, SYSTEM, team.teller, "cash")
    course(team, skill="")
    grant(team, team.teller, today - timedelta(days=300), today - timedelta(days=1))
    assert has(team, team.teller, today), "a course that proves nothing takes nothing"
    course(team)
    assert not has(team, team.teller, today), "his certificate has run out"


def test_what_has_run_out_is_in_no_plan(team: Team) -> None:
    """Roster, cover, the planner of meetings and dispatch ask for the skill of the day they plan."""
    with team.book.read() as r:
        today = r.today
    later = today + timedelta(days=2)
    set_hours(team.book, SYSTEM, range(1, 8), Opening(540, 1020))
    post = set_post(team.book, SYSTEM, code="C", name=Words("现金"), skill="cash", stations=2, min_cover=1)
    course(team)
    certificate = grant(team, team.teller, today, today + timedelta(days=1))
    for day in (today, today + timedelta(days=1)):
        plan_day(team.book, SYSTEM, day, [Duty(team.teller, post, 540, 1020)])
    with team.book.read() as r:
        assert not any(one.kind == "skill" for each in read_week(r, today).days for one in each.gaps)
        plan = propose_roster(r, today, later)
        assert not [one for each in plan.days for one in each.duties if one.person == team.teller]
        skills = {one.subject: one.skills for one in problem_of(r, (today,)).people}
        assert skills[team.teller] == ("cash",)
        assert problem_of(r, (later,)).people[[*skills].index(team.teller)].skills == ()
        assert shortages(r, today) == []
    service.withdraw_certificate(team.book, team.manager, certificate, "错")
    with team.book.read() as r:
        found_gaps = {one.kind for each in read_week(r, today).days if each.roster.day == today for one in each.gaps}
        assert {"skill", "cover"} <= found_gaps
        assert [(one.post, one.on_post) for one in shortages(r, today)] == [(post, 0)]
        problem = problem_at(r, playbook("surge"), r.now)
    assert all("cash" not in one.skills for one in problem.people)


def test_a_skill_that_runs_out_is_told_on_today_unless_its_certificate_is(team: Team) -> None:
    with team.book.read() as r:
        today, now = r.today, r.now
        names = {one.subject: one.name for one in people(r)}
    grant_skill(team.book, SYSTEM, team.colleague, "cash", today + timedelta(days=30))
    grant_skill(team.book, SYSTEM, team.handler, "cash", today + timedelta(days=31))
    course(team)
    grant(team, team.teller, today, today + timedelta(days=10))
    with team.book.read() as r:
        told = [(one.kind, one.detail) for one in owed(r, now, names) if one.kind in ("skill", "certificate")]
    assert told == [("certificate", names[team.teller]), ("skill", names[team.colleague])]
