"""From a declared incident to orders, ticks and the way back, on whole branches in a book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from supervisor.branch.ledger import opening, people, posts, service_classes
from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders, proposals, steps_done
from supervisor.dispatch.optimiser.trial import trial_of, try_move
from supervisor.dispatch.playbooks import playbook, read_playbook, shipped
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.errors import BadInput, Refused
from supervisor.incidents.kinds import KINDS as INCIDENT_KINDS
from supervisor.incidents.service import declare
from supervisor.journal import Book
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


@pytest.fixture(autouse=True)
def monday_morning(request: pytest.FixtureRequest) -> None:
    """The clock of the test's book, if it asks for one."""
    for name in ("branch", "one_branch"):
        if name in request.fixturenames:
            request.getfixturevalue(name).set_now(lambda: MORNING)


def crowd(book: Book, each: float = 20.0) -> dict[str, float]:
    with book.read() as r:
        return dict.fromkeys(service_classes(r), each)


def test_surge_from_declaration_to_return(branch: Book) -> None:
    incident = declare(branch, SYSTEM, kind="surge")
    number, plan = service.propose(branch, SYSTEM, incident, standing=crowd(branch))
    assert plan.moves
    sent = service.send(branch, SYSTEM, incident, number)
    assert len(sent) == len(plan.moves)
    with pytest.raises(Refused):
        service.send(branch, SYSTEM, incident, number)
    service.finish(branch, SYSTEM, incident, sent[0])
    with branch.read() as r:
        found = orders(r, incident)
        assert [one.state for one in found].count("done") == 1
        made = proposals(r, incident)[0]
        assert made.moves == plan.moves
        problem = problem_from_json(r.blob(made.problem))
        assert problem.kind == "surge"
        again, _plan = service.plan(r, "surge", standing=crowd(branch))
        now = {one.subject: one for one in again.people}
        for move in plan.moves:
            at_once = move.from_minute <= problem.now_minute
            assert now[move.person].at == move.to_post if at_once else now[move.person].later[0].post == move.to_post
    back = service.return_people(branch, SYSTEM, incident)
    assert sorted(back) == sorted(move.person for move in plan.moves)
    with branch.read() as r:
        assert {one.state for one in orders(r, incident)} == {"returned"}


def test_who_declined_is_left_where_he_is(branch: Book) -> None:
    incident = declare(branch, SYSTEM, kind="surge")
    number, plan = service.propose(branch, SYSTEM, incident, standing=crowd(branch))
    person = plan.moves[0].person
    (order,) = service.send(branch, SYSTEM, incident, number, persons=[person])
    service.decline(branch, person, incident, order, "正在办理大额业务")
    _number, other = service.propose(branch, SYSTEM, incident, standing=crowd(branch))
    assert person not in {move.person for move in other.moves}
    with pytest.raises(Refused):
        service.finish(branch, SYSTEM, incident, order)


def test_core_outage_serves_nobody_at_the_counters(branch: Book) -> None:
    with branch.read() as r:
        problem, plan = service.plan(r, "core_outage", standing=crowd(branch))
    assert problem.guide_class
    stopped = {one.service_class for one in problem.classes if one.share_stopped == 1}
    assert problem.guide_class not in stopped
    for wait in plan.waits:
        if wait.service_class in stopped:
            assert wait.before_minutes == wait.after_minutes == 0
            assert wait.customers == 0
    posts_of = {one.subject: one for one in problem.posts}
    assert any(posts_of[move.to_post].service_class == problem.guide_class for move in plan.moves)
    assert plan.after_minutes < plan.before_minutes


def test_people_in_a_meeting_can_be_called_out(branch: Book) -> None:
    with branch.read() as r:
        calm, _plan = service.plan(r, "surge", standing=crowd(branch))
        serving = {post.subject for post in posts(r) if post.service_class}
        inside = {one.subject: 720 for one in calm.people if one.at in serving}
        _problem, plan = service.plan(r, "surge", standing=crowd(branch), in_meeting=inside)
    assert any(move.out_of_meeting for move in plan.moves)


def test_own_order_needs_the_skill(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        target = next(post for post in posts(r) if post.service_class and post.skill)
        problem, _plan = service.plan(r, "surge")
        trials = trial_of(problem)
        skilled = next(
            p
            for p in problem.people
            if target.skill in p.skills and not try_move(*trials, p.subject, target.subject).refused
        )
        unskilled = next(p for p in problem.people if target.skill not in p.skills)
    with pytest.raises(Refused):
        service.order_move(one_branch, SYSTEM, incident, unskilled.subject, target.subject)
    assert service.order_move(one_branch, SYSTEM, incident, skilled.subject, target.subject, reason="人手不够")


def test_steps_are_ticked_and_taken_back(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="core_outage")
    step = playbook("core_outage").steps[0].code
    service.tick_step(one_branch, SYSTEM, incident, step, note="全行")
    with one_branch.read() as r:
        assert steps_done(r, incident)[step].note == "全行"
    service.tick_step(one_branch, SYSTEM, incident, step, done=False)
    with one_branch.read() as r:
        assert steps_done(r, incident) == {}
    with pytest.raises(BadInput):
        service.tick_step(one_branch, SYSTEM, incident, "no-such-step")


def test_rights_are_checked(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        nobody = people(r)[0].subject
    with pytest.raises(Refused):
        service.propose(one_branch, nobody, incident)
    with pytest.raises(Refused):
        service.return_people(one_branch, nobody, incident)


def test_negative_queues_are_refused(one_branch: Book) -> None:
    with one_branch.read() as r, pytest.raises(BadInput):
        service.plan(r, "surge", standing={"cash": -1.0})
    with pytest.raises(BadInput):
        service.propose(one_branch, SYSTEM, "incident:none")


def test_solve_file_gives_the_same_plan(branch: Book, tmp_path: Path) -> None:
    from supervisor.dispatch.problem.model import to_json

    with branch.read() as r:
        problem, plan = service.plan(r, "surge", standing=crowd(branch))
    file = tmp_path / "surge.json"
    file.write_bytes(to_json(problem))
    assert service.solve_file(file).moves == plan.moves
    with pytest.raises(BadInput):
        service.solve_file(tmp_path / "none.json")


KINDS = tuple(INCIDENT_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_playbooks_say_everything_in_both_languages(kind: str) -> None:
    book = shipped()[kind]
    assert book.steps
    assert any(step.restart for step in book.steps)
    assert book.head_office.zh
    assert book.head_office.en
    texts = [book.name, book.notice, *book.stops, *book.never_stops, *(step.text for step in book.steps)]
    assert all(text.zh and text.en for text in texts)
    assert book.stops
    assert book.never_stops
    timed = [step.after_minutes for step in book.steps if not step.restart]
    assert timed == sorted(timed)


def test_notice_is_filled_in(one_branch: Book) -> None:
    with one_branch.read() as r:
        zh, en = service.notice(r, playbook("power"), MORNING)
    assert "10:35" in zh
    assert "{" not in zh + en


def test_a_broken_playbook_is_refused() -> None:
    good = msgspec.to_builtins(shipped()["surge"])
    for bad in ({**good, "share_stopped": {"*": 2.0}}, {**good, "steps": good["steps"] * 2}, {**good, "kind": 3}):
        with pytest.raises(BadInput):
            read_playbook(msgspec.json.encode(bad), "surge.json")


def test_a_kind_without_a_playbook_is_answered() -> None:
    assert playbook("flood").steps == ()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 14, 0, tzinfo=UTC), "Outside opening hours ("),  # 22:00 in Shanghai
        (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "Outside opening hours ("),  # 04:00 on Monday
        (datetime(2026, 10, 1, 2, 35, tzinfo=UTC), "closed on that day"),  # the National Day
    ],
)
def test_nobody_is_moved_in_a_closed_hall(branch: Book, at: datetime, said: str) -> None:
    branch.set_now(lambda: at)
    incident = declare(branch, SYSTEM, kind="surge")
    number, plan = service.propose(branch, SYSTEM, incident, standing=crowd(branch))
    assert (number, plan.moves, plan.waits, plan.shortages, plan.proven) == ("", (), (), (), False)
    assert [said in why.en for why in plan.why_nothing] == [True]
    assert "无须调人" in plan.why_nothing[0].zh
    with branch.read() as r:
        assert proposals(r, incident) == []


def test_the_hall_is_closed_from_the_closing_minute_on(branch: Book) -> None:
    with branch.read() as r:
        hours = opening(r, MORNING.astimezone(r.zone).date())
        assert hours is not None
        midnight = MORNING.astimezone(r.zone).replace(hour=0, minute=0)
        edges = (hours.open_minute - 1, hours.open_minute, hours.close_minute - 1, hours.close_minute)
        plans = [service.plan(r, "surge", at=midnight + timedelta(minutes=edge), frontier=False)[1] for edge in edges]
    assert [one.reckoned for one in plans] == [False, True, True, False]
