"""Today's tickets change what a plan expects of the next quarter-hours."""

from __future__ import annotations

from supervisor.dispatch import service
from supervisor.dispatch.problem.model import Problem
from supervisor.journal import Book
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import Outcome
from tests.meetings.branch_book import SYSTEM

from .test_queue_now import MORNING, tickets


def problem(book: Book, factor: float) -> Problem:
    book.set_now(lambda: MORNING)
    with book.read() as r:
        return service.plan(r, "surge", standing={}, frontier=False, arrivals_factor=factor)[0]


def test_what_came_in_the_last_minutes_reaches_the_plan(one_branch: Book) -> None:
    usual = problem(one_branch, 1.0)
    code = max(usual.classes, key=lambda one: one.arrivals[0]).service_class
    minute = usual.now_minute
    rows = [(minute - 12 + number // 8, -1, -1, Outcome.OPEN) for number in range(96)]
    record_tickets(one_branch, SYSTEM, [tickets(code, *rows)], source="queue.csv")
    surge = problem(one_branch, 1.0)
    before, after = (next(one for one in found.classes if one.service_class == code) for found in (usual, surge))
    assert before.times == 1.0
    assert after.times > 3
    assert after.arrivals[0] > 2 * before.arrivals[0]
    assert after.arrivals[7] < 2 * before.arrivals[7]
    assert after.low[0] <= after.arrivals[0] <= after.high[0]
    believed = problem(one_branch, 1.4)
    later = next(one for one in believed.classes if one.service_class == code)
    assert later.arrivals[0] == after.arrivals[0]  # what the tickets show is not counted twice
