"""Who waits now: counted first, then today's tickets, then what is to be expected."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from supervisor.branch.ledger import opening, people, service_classes
from supervisor.dispatch import service
from supervisor.dispatch.floor.queue_now import standing_now, waiting_in
from supervisor.dispatch.ledger import counted
from supervisor.errors import BadInput, Refused
from supervisor.incidents.service import declare
from supervisor.journal import Book
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import NEVER, Outcome, Tickets
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai
MINUTE = 10 * 60 + 35


@pytest.fixture(autouse=True)
def monday_morning(one_branch: Book) -> None:
    one_branch.set_now(lambda: MORNING)


def tickets(code: str, *rows: tuple[int, int, int, Outcome]) -> Tickets:
    """(arrived, called, finished) in minutes, -1 for never, and the outcome."""
    second = np.array([[m * 60 if m >= 0 else NEVER for m in row[:3]] for row in rows], dtype=np.int32)
    size = len(rows)
    return Tickets(
        day=np.full(size, date(2026, 11, 23).toordinal(), dtype=np.int32),
        number=np.array([f"A{n:03d}".encode() for n in range(size)], dtype="S8"),
        arrived=second[:, 0],
        called=second[:, 1],
        finished=second[:, 2],
        outcome=np.array([row[3] for row in rows], dtype=np.uint8),
        service_class=np.zeros(size, dtype=np.uint16),
        server=np.zeros(size, dtype=np.uint16),
        rating=np.zeros(size, dtype=np.uint8),
        classes=(code,),
        servers=("",),
    )


HALL = (
    (600, 605, 610, Outcome.SERVED),
    (620, 640, 645, Outcome.SERVED),  # called at 10:40: still waiting at 10:35
    (622, -1, 630, Outcome.LEFT),
    (623, -1, 650, Outcome.LEFT),  # left at 10:50: still waiting
    (630, -1, -1, Outcome.OPEN),
    (632, 634, -1, Outcome.OPEN),
    (633, -1, -1, Outcome.NEVER_THERE),
    (700, -1, -1, Outcome.OPEN),
)


def test_tickets_tell_who_is_neither_called_nor_gone() -> None:
    assert waiting_in(tickets("cash", *HALL), MINUTE) == {"cash": 3}


def test_tickets_of_the_morning_say_nothing_about_the_afternoon() -> None:
    assert waiting_in(tickets("cash", *HALL[:-1]), 14 * 60) is None


def test_counted_comes_before_tickets_and_tickets_before_expectation(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        code = service_classes(r)[0]
        assert opening(r, date(2026, 11, 23)) is not None
        expected = standing_now(r, MORNING, incident)
        assert set(expected.waiting) <= set(service_classes(r))
    assert expected.source == "expected"
    assert min(expected.waiting.values()) >= 0
    record_tickets(one_branch, SYSTEM, [tickets(code, *HALL)], source="queue.csv")
    with one_branch.read() as r:
        assert standing_now(r, MORNING, incident).source == "tickets"
        assert standing_now(r, MORNING, incident).waiting[code] == 3
    service.count_waiting(one_branch, SYSTEM, incident, {code: 17})
    with one_branch.read() as r:
        now = standing_now(r, MORNING, incident)
        others = set(service_classes(r)) - {code}
        assert (now.source, now.waiting[code]) == ("counted", 17)
        assert {now.by_class[one] for one in others} == {"tickets"}  # nobody counted them: that is not nought
        assert standing_now(r, MORNING + timedelta(minutes=21), incident).source != "counted"
        problem, _plan = service.plan(r, "surge", incident=incident)
        assert {one.service_class: one.standing for one in problem.classes}[code] == 17
        assert counted(r, "incident:other") is None


def test_a_proposal_starts_from_the_count(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        crowd = dict.fromkeys(service_classes(r), 20)
    service.count_waiting(one_branch, SYSTEM, incident, crowd)
    _number, plan = service.propose(one_branch, SYSTEM, incident)
    _number, told = service.propose(one_branch, SYSTEM, incident, standing={c: float(n) for c, n in crowd.items()})
    assert plan.before_minutes == told.before_minutes > 0


def test_a_count_must_be_of_a_class_and_not_negative(one_branch: Book) -> None:
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        nobody = people(r)[0].subject
        code = service_classes(r)[0]
    with pytest.raises(BadInput):
        service.count_waiting(one_branch, SYSTEM, incident, {"no-such-class": 3})
    with pytest.raises(BadInput):
        service.count_waiting(one_branch, SYSTEM, incident, {code: -3})
    with pytest.raises(Refused):
        service.count_waiting(one_branch, nobody, incident, {code: 3})


def test_the_hall_is_counted_on_a_calm_day_and_an_incident_begins_with_that(one_branch: Book) -> None:
    with one_branch.read() as r:
        first, second = service_classes(r)[:2]
    service.count_waiting(one_branch, SYSTEM, "", {first: 9})
    incident = declare(one_branch, SYSTEM, kind="surge")
    with one_branch.read() as r:
        for about in ("", incident):
            now = standing_now(r, MORNING, about)
            assert (now.waiting[first], now.by_class[first], now.by_class[second]) == (9, "counted", "expected")
    service.count_waiting(one_branch, SYSTEM, incident, {})  # the field was emptied: nobody has counted
    with one_branch.read() as r:
        assert standing_now(r, MORNING, incident).by_class[first] == "expected"
