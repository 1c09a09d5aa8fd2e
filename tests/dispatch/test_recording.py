"""What is sent is what was shown: the plan that was read is put on record, or refused where it no longer holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from supervisor.branch.ledger import service_classes
from supervisor.dispatch import service
from supervisor.dispatch.ledger import orders, proposals
from supervisor.dispatch.planning.recording import OLD_MINUTES
from supervisor.dispatch.problem.model import Move, Plan, Problem
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.errors import Refused
from supervisor.incidents.service import declare, end
from supervisor.journal import Book
from supervisor.roster.service import record_absence
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai


@pytest.fixture
def shown(one_branch: Book) -> tuple[Book, str, Problem, Plan]:
    """A book, a running surge, and the plan that somebody reads at 10:35."""
    clock(one_branch, 0)
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 20.0)
        problem, plan = service.plan(r, "surge", incident=incident, standing=crowd, frontier=False)
    assert len(plan.moves) > 1
    return one_branch, incident, problem, plan


def clock(book: Book, minutes: int) -> None:
    now = MORNING + timedelta(minutes=minutes)
    book.set_now(lambda: now)


def sent(book: Book, incident: str, number: str) -> list[Move]:
    service.send(book, SYSTEM, incident, number)
    with book.read() as r:
        return [one.move for one in orders(r, incident)]


def test_proposal_order_and_call_out_are_those_that_were_read(shown: Any) -> None:
    book, incident, problem, plan = shown
    clock(book, 4)  # a plan made anew would have other times by now
    number = service.record(book, SYSTEM, incident, problem, plan)
    assert tuple(sent(book, incident, number)) == plan.moves
    with book.read() as r:
        (made,) = proposals(r, incident)
        assert made.moves == plan.moves
        assert made.minute == problem.now_minute
        assert problem_from_json(r.blob(made.problem)) == problem


def test_the_rest_of_a_plan_is_sent_by_the_same_proposal(shown: Any) -> None:
    book, incident, problem, plan = shown
    first, rest = plan.moves[0].person, tuple(move.person for move in plan.moves[1:])
    number = service.record(book, SYSTEM, incident, problem, plan, persons=(first,))
    service.send(book, SYSTEM, incident, number, persons=(first,))
    assert service.record(book, SYSTEM, incident, problem, plan, persons=rest, known=number) == number
    with book.read() as r:
        assert len(proposals(r, incident)) == 1


def test_what_no_longer_holds_is_refused_and_nothing_is_recorded(shown: Any) -> None:
    book, incident, problem, plan = shown
    move = plan.moves[0]
    with book.read() as r:
        today = r.today
    record_absence(book, SYSTEM, today, move.person, "sick")
    with pytest.raises(Refused, match=move.name):
        service.record(book, SYSTEM, incident, problem, plan)
    others = [one.person for one in plan.moves[1:]]
    assert service.record(book, SYSTEM, incident, problem, plan, persons=others), "the others can go all the same"
    with book.read() as r:
        assert len(proposals(r, incident)) == 1


def test_who_was_ordered_or_declined_meanwhile_is_not_sent(shown: Any) -> None:
    book, incident, problem, plan = shown
    number, again = service.propose(book, SYSTEM, incident, standing=dict.fromkeys(
        [one.service_class for one in problem.classes], 20.0))  # fmt: skip
    who = again.moves[0]
    (order,) = service.send(book, SYSTEM, incident, number, persons=(who.person,))
    with pytest.raises(Refused, match=who.name):
        service.record(book, SYSTEM, incident, problem, plan, persons=(who.person,))
    service.decline(book, SYSTEM, incident, order, "腰痛")
    with pytest.raises(Refused, match=who.name):
        service.record(book, SYSTEM, incident, problem, plan, persons=(who.person,))


def test_an_old_plan_and_one_of_an_incident_that_ended_are_refused(shown: Any) -> None:
    book, incident, problem, plan = shown
    clock(book, OLD_MINUTES + 1)
    with pytest.raises(Refused, match="10:35"):
        service.record(book, SYSTEM, incident, problem, plan)
    seen = MORNING + timedelta(minutes=OLD_MINUTES)
    assert service.record(book, SYSTEM, incident, problem, plan, seen=seen), "it was looked at again since"
    clock(book, 24 * 60)
    with pytest.raises(Refused):
        service.record(book, SYSTEM, incident, problem, plan, seen=seen)
    clock(book, OLD_MINUTES)
    end(book, SYSTEM, incident)
    with pytest.raises(Refused):
        service.record(book, SYSTEM, incident, problem, plan, seen=seen)
