"""Customers' ratings per person: by staff number, by the roster's one person at the window, else told as nobody's."""

from __future__ import annotations

from datetime import date

from supervisor.appraisal.measures.gather import gather
from supervisor.branch.service import set_post
from supervisor.journal import SYSTEM
from supervisor.language import Words
from supervisor.roster.records import Duty
from supervisor.roster.service import plan_day
from supervisor.traffic.taking.importing import record_tickets
from supervisor.traffic.tickets import Outcome, make_tickets

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
DAY = date(2026, 11, 10)


def ticket(number: int, hour: int, server: int, rating: int) -> dict:
    called = hour * 3600 + 300
    return {"number": f"A{number:03d}".encode(), "arrived": hour * 3600, "called": called, "finished": called + 240,
            "outcome": Outcome.SERVED, "service_class": 0, "server": server, "rating": rating,
            "day": DAY.toordinal()}  # fmt: skip


def test_a_rating_goes_to_whoever_served_and_to_nobody_where_that_is_not_known(month):
    post = set_post(month.book, SYSTEM, code="W1", name=Words("1号窗口"), stations=2)
    plan_day(month.book, month.manager, DAY, [
        Duty(month.teller, post, 9 * 60, 12 * 60), Duty(month.guide, post, 11 * 60, 14 * 60),
    ])  # fmt: skip
    rows = [
        ticket(1, 9, 1, 5), ticket(2, 10, 1, 2), ticket(3, 11, 1, 1), ticket(4, 13, 1, 4), ticket(5, 15, 1, 3),
        ticket(6, 9, 2, 4), ticket(7, 9, 3, 5), ticket(8, 10, 1, 0),
    ]  # fmt: skip
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    record_tickets(month.book, SYSTEM, [make_tickets(["现金"], ["", "1号窗口", "4", "7号"], **columns)], "test")
    with month.book.read() as r:
        gathered = gather(r, FIRST, LAST)
    found = {(p.person, p.item): (p.value_c, p.cases) for p in gathered.evidence if p.source == "rating"}
    assert found == {
        (month.teller, "rating.mean"): (350, 2), (month.teller, "rating.low"): (None, 1),
        (month.guide, "rating.mean"): (400, 2),  # alone from 12:00 on, and number 04 without its zero
    }  # fmt: skip
    assert any("3" in note for note in gathered.notes), "two on the post at 11, nobody at 15, a window of no post"
    assert {("rating", month.teller), ("rating", month.guide)} <= gathered.observed
    assert ("rating", month.deputy) not in gathered.observed


def test_without_ratings_nothing_is_measured(month):
    with month.book.read() as r:
        gathered = gather(r, FIRST, LAST)
    assert not [p for p in gathered.evidence if p.source == "rating"]
    assert not {source for source, _who in gathered.observed} & {"rating"}
