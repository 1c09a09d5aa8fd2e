"""A surge is offered by the count in the hall and by the forecast, and only while it would be news."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest

from supervisor.branch.ledger import service_classes
from supervisor.dispatch.floor.surge import signal_of, surge_signal
from supervisor.dispatch.problem.model import Problem
from supervisor.dispatch.service import count_waiting
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.incidents.playbooks import Offer, playbook
from supervisor.incidents.service import change_playbook, declare, end
from supervisor.journal import Book
from supervisor.traffic.service import record_tickets
from supervisor.traffic.tickets import NEVER, Outcome, Tickets
from tests.dispatch.surge_problem import PEOPLE, POSTS, queue
from tests.meetings.branch_book import SYSTEM

MORNING = datetime(2026, 11, 23, 2, 35, tzinfo=UTC)  # 10:35 in Shanghai
TARGETS = {"c": 10.0, "g": 5.0}


def hall(standing: float, arrivals: float = 3.0) -> Evaluator:
    """Two tellers, six minutes a customer, 45 of patience."""
    classes = (queue("c", arrivals, standing), queue("g", 0.0))
    return Evaluator(
        Problem(kind="surge", now_minute=600, people=PEOPLE, posts=POSTS, classes=classes, guide_class="g")
    )


def test_a_count_beyond_the_target_with_the_number_that_would_keep_it() -> None:
    found = signal_of(hall(12.0), TARGETS, Offer(), "counted")
    assert found is not None
    assert (found.why, found.service_class, found.waiting, found.servers) == ("count", "c", 12.0, 2)
    assert found.wait_minutes > found.target_minutes == 10.0
    # the number said is the largest with which nothing is offered
    assert signal_of(hall(float(found.most), 0.0), TARGETS, Offer(), "counted") is None
    over = signal_of(hall(float(found.most + 1), 0.0), TARGETS, Offer(), "counted")
    assert over is not None
    assert over.most == found.most


def test_a_queue_that_nobody_counted_is_a_forecast() -> None:
    found = signal_of(hall(20.0, 8.0), TARGETS, Offer(), "expected")
    assert found is not None
    assert found.why == "forecast"


def test_the_forecast_names_the_quarter_in_which_the_target_breaks() -> None:
    found = signal_of(hall(0.0, 14.0), TARGETS, Offer(), "tickets")
    assert found is not None
    assert found.why == "forecast"
    assert found.minute in range(615, 661, 15)
    assert found.wait_minutes > 15.0  # one and a half times the target
    assert signal_of(hall(0.0, 14.0), TARGETS, Offer(forecast_factor=0.0), "tickets") is None
    assert signal_of(hall(0.0, 14.0), TARGETS, Offer(ahead_minutes=0), "tickets") is None


def test_the_whole_hall_by_the_number_in_the_playbook() -> None:
    quiet = Offer(waiting=11, wait_factor=0.0, forecast_factor=0.0)
    assert signal_of(hall(11.0), TARGETS, quiet, "counted") is None
    found = signal_of(hall(12.0), TARGETS, quiet, "counted")
    assert found is not None
    assert (found.why, found.service_class, found.most) == ("hall", "", 11)


def test_two_who_wait_are_no_crowd() -> None:
    assert signal_of(hall(2.0, 0.0), {"c": 0.5}, Offer(), "counted") is None
    assert signal_of(hall(3.0, 0.0), {"c": 0.5}, Offer(), "counted") is not None


def crowd(book: Book, n: int) -> str:
    """Customers of the first class drawn in the last ten minutes and not called yet."""
    with book.read() as r:
        code = service_classes(r)[0]
    drawn = np.linspace(10 * 60 + 25, 10 * 60 + 34, n).astype(np.int32) * 60
    drawn_tickets = Tickets(
        day=np.full(n, date(2026, 11, 23).toordinal(), dtype=np.int32),
        number=np.array([f"A{k:03d}".encode() for k in range(n)], dtype="S8"),
        arrived=drawn, called=np.full(n, NEVER, dtype=np.int32), finished=np.full(n, NEVER, dtype=np.int32),
        outcome=np.full(n, Outcome.OPEN, dtype=np.uint8), service_class=np.zeros(n, dtype=np.uint16),
        server=np.zeros(n, dtype=np.uint16), rating=np.zeros(n, dtype=np.uint8), classes=(code,), servers=("",),
    )  # fmt: skip
    record_tickets(book, SYSTEM, [drawn_tickets], source="today.csv")
    return code


@pytest.fixture
def busy(one_branch: Book) -> tuple[Book, str]:
    one_branch.set_now(lambda: MORNING)
    return one_branch, crowd(one_branch, 60)


def signal(book: Book, at: datetime = MORNING) -> object:
    with book.read() as r:
        return surge_signal(r, at)


def test_tickets_of_today_offer_it_until_it_is_declared(busy: tuple[Book, str]) -> None:
    book, code = busy
    with book.read() as r:
        found = surge_signal(r, MORNING)
    assert found is not None
    assert (found.why, found.service_class, found.source, found.waiting) == ("count", code, "tickets", 60.0)
    declare(book, SYSTEM, kind="surge", drill=True)
    assert signal(book) is not None  # a drill is none
    atm = declare(book, SYSTEM, kind="atm_down")
    assert signal(book) is not None  # a machine that is down is no answer to a crowd
    surge = declare(book, SYSTEM, kind="surge")
    assert signal(book) is None
    for one in (surge, atm):
        end(book, SYSTEM, one)
    assert signal(book) is not None


def test_nothing_is_offered_behind_closed_doors_or_where_the_branch_watches_nothing(busy: tuple[Book, str]) -> None:
    book, _code = busy
    assert signal(book, MORNING + timedelta(hours=12)) is None
    quiet = msgspec.structs.replace(playbook("surge"), offer=Offer(waiting=0, wait_factor=0.0, forecast_factor=0.0))
    change_playbook(book, SYSTEM, quiet)
    assert signal(book) is None
    change_playbook(
        book, SYSTEM, msgspec.structs.replace(quiet, offer=Offer(waiting=59, wait_factor=0, forecast_factor=0))
    )
    assert signal(book) is not None


def test_a_count_while_nothing_runs_offers_it(one_branch: Book) -> None:
    one_branch.set_now(lambda: MORNING)
    with one_branch.read() as r:
        code = service_classes(r)[0]
    count_waiting(one_branch, SYSTEM, "", {code: 60})
    with one_branch.read() as r:
        found = surge_signal(r, MORNING)
        later = surge_signal(r, MORNING + timedelta(minutes=25))
    assert found is not None
    assert (found.why, found.service_class, found.source, found.waiting) == ("count", code, "counted", 60.0)
    assert later is None or later.source != "counted", "an old count says nothing about now"
