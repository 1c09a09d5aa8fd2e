"""Surges and outages of the sample branch are such as a manager believes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor.app import App
from supervisor.demo.customers import Customers
from supervisor.demo.spec import sample_branch
from supervisor.dispatch.afterwards.reading import Afterwards, afterwards
from supervisor.incidents.ledger import incidents
from supervisor.traffic.ledger import tickets_of
from supervisor.training.proposals.ledger import proposed_trainings


@pytest.fixture(scope="module")
def app(sample_file: Path):
    opened = App.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen(app: App) -> list[Afterwards]:
    with app.read() as r:
        return [found for one in incidents(r, date(2000, 1, 1), r.today) if (found := afterwards(r, one.subject))]


def test_orders_take_as_long_as_people_do(seen: list[Afterwards]) -> None:
    assert seen
    assert any(one.orders for one in seen)
    for one in seen:
        assert one.incident.note
        assert 30 < one.minutes < 60
        assert not one.orders or 110 <= (one.first_order_seconds or 0) <= 400
        for order in one.orders:
            assert order.made
            assert 15 <= (order.heard_seconds or 0) <= 90
            assert 100 <= (order.on_post_seconds or 0) <= 340
        assert 1 <= len(one.missed) <= 2
        assert 1 <= len(one.late) <= 3
        assert len(one.missed) + len(one.late) < len(one.steps) / 2, "most of the playbook was done in time"
        assert [lesson.state for lesson in one.lessons] == ["dropped"]


def test_what_was_typed_in_is_what_the_tickets_show_and_predictions_are_of_their_size(
    app: App, seen: list[Afterwards]
) -> None:
    from supervisor.dispatch.floor.queue_now import waiting_in

    rows = [row for one in seen for look in one.looks[-1:] for row in look.classes if row.verdict]
    with app.read() as r:
        for one in seen:
            (counted,) = [line for line in one.timeline if line.what == "counted"]
            begun = one.incident.start.astimezone(r.zone)
            there = waiting_in(tickets_of(r, begun.date()), begun.hour * 60 + begun.minute)
            assert there is not None
            assert counted.counts == {code: there.get(code, 0) for code in counted.counts}
        assert proposed_trainings(r) == []
    if rows:
        assert sum(row.verdict == "inside" for row in rows) > len(rows) / 2
        predicted, came = sum(row.made_minutes or 0 for row in rows), sum(row.realised_minutes or 0 for row in rows)
        assert predicted / 4 < came < 4 * predicted


def test_who_serves_elsewhere_changes_no_arrival(app: App) -> None:
    with app.read() as r:
        day = next(one.day for one in incidents(r, date(2000, 1, 1), r.today))
    customers = Customers(sample_branch(), 1)
    before = customers.tickets(app.book, day)
    assert before is not None
    server, code = before.servers[1], before.classes[int(before.service_class[0])]
    customers.move(day, server, "", 11 * 60, 12 * 60)
    after = customers.tickets(app.book, day)
    assert after is not None
    assert (after.arrived == before.arrived).all()
    served = (after.called >= 11 * 3600) & (after.called < 12 * 3600)
    assert not (served & (after.server == list(after.servers).index(server))).any(), code
