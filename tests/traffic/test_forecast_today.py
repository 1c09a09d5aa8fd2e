"""The rest of a running day is forecast from its morning, for everybody who asks about it; other days are not."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest

from supervisor.branch.records import Opening
from supervisor.branch.service import found_branch, set_hours, set_service_class
from supervisor.language import Words
from supervisor.overview.traffic_view import customers
from supervisor.traffic import service
from supervisor.traffic.figures import DaySummary
from supervisor.traffic.outlook import today as outlook
from supervisor.traffic.summary import summarise
from supervisor.traffic.synthetic import ClassShape, DayShape, generate_day, published_demand, staffing_shifts

SHAPES = (ClassShape("walk", "A", 3, 4, 25), ClassShape("firm", "C", 1, 9, 40))
WINDOWS = {"walk": ("101", "102", "103", "104", "105", "106"), "firm": ("201", "202", "203", "204")}
TODAY = date(2026, 11, 20)  # a Friday
NOON = datetime(2026, 11, 20, 4, 10, tzinfo=UTC)  # 12:10 in the branch


def tickets(day: date, factor: float = 1.0):
    demand = published_demand(SHAPES)
    shape = DayShape(day, 510, 1050, factor=factor)
    return generate_day(11, shape, demand, staffing_shifts(WINDOWS, 510, 1050))


@pytest.fixture
def known_book(book):
    book.set_now(lambda: NOON)
    found_branch(book, "system", name="West Gate", target_minutes=10, target_share=0.8)
    set_hours(book, "system", range(1, 6), Opening(510, 1050), valid_from=date(2020, 1, 1))
    set_service_class(book, "system", "walk", Words("个人业务", "Personal"))
    days = [TODAY - timedelta(n) for n in range(1, 50)]
    service.record_tickets(book, "system", [tickets(day) for day in days if day.weekday() < 5], "synthetic")
    return book


def morning(book, factor: float):
    whole = tickets(TODAY, factor)
    until = whole.arrived < 12 * 3600 + 300  # the machine's file was written at 12:05
    service.record_tickets(book, "system", [whole.take(until)], "synthetic")
    return whole, int(((whole.arrived < 12 * 3600) & (whole.outcome != 3)).sum())


@pytest.mark.parametrize(("factor", "least", "most"), [(1.7, 1.15, 1.8), (0.45, 0.4, 0.85)])
def test_a_morning_far_off_its_forecast_moves_the_afternoon(known_book, factor, least, most):
    with known_book.read() as r:
        before = outlook.forecast_day(r, TODAY)
        tomorrow = outlook.forecast_day(r, TODAY + timedelta(3))
    _whole, came = morning(known_book, factor)
    with known_book.read() as r:
        after = outlook.forecast_day(r, TODAY)
        assert outlook.forecast_day(r, TODAY + timedelta(3)).total == pytest.approx(tomorrow.total)
        seen = customers(r, TODAY, 12 * 60 + 10)
    assert (before.known_minute, before.came) == (None, 0.0)
    assert (after.known_minute, after.came) == (12 * 60, came)
    known = (12 * 60 - after.first_minute) // 15
    rest = after.customers()[known:].sum() / before.customers()[known:].sum()
    assert least < rest < most
    assert after.customers()[:known] == pytest.approx(before.customers()[:known]), "as foreseen before the doors opened"
    assert after.total == pytest.approx(came + after.customers()[known:].sum())
    assert seen.expected == pytest.approx(after.total)
    for level in (50, 80, 95):
        low, high = after.customers_bands[level]
        assert (low <= after.customers()).all()
        assert (after.customers() <= high).all()
        assert after.total_bands[level][0] <= after.total <= after.total_bands[level][1]
        for name in after.classes:
            low, high = after.bands[name][level]
            assert (low <= after.arrivals[name]).all()
            assert (after.arrivals[name] <= high).all()
    width = after.total_bands[80][1] - after.total_bands[80][0]
    assert width < before.total_bands[80][1] - before.total_bands[80][0], "half of the day is no longer a guess"


def test_four_weeks_are_the_same_days_asked_together_or_alone(known_book):
    with known_book.read() as r:
        days = [TODAY + timedelta(n) for n in range(28)]
        together = outlook.forecast_days(r, days)
        for at in (0, 3, 27):
            alone = outlook.forecast_day(r, days[at])
            assert alone.total == pytest.approx(together[at].total)
            assert alone.total_bands == together[at].total_bands
    assert [one.day for one in together] == days
    assert [one.quarters for one in together] == [36 if day.weekday() < 5 else 0 for day in days]
    assert all(np.isfinite(one.customers()).all() for one in together)


def test_an_evening_later_today_is_known_and_tomorrow_learns_from_it(known_book):
    service.record_tickets(known_book, "system", [tickets(TODAY, 1.5)], "synthetic")
    known_book.set_now(lambda: datetime(2026, 11, 20, 10, 0, tzinfo=UTC))  # 18:00, doors closed
    with known_book.read() as r:
        over = outlook.forecast_day(r, TODAY)
        next_one = outlook.forecast_day(r, TODAY + timedelta(3))
    assert over.known_minute is None
    assert next_one.history_days == over.history_days + 1


def test_who_came_in_the_running_quarter_hour_counts_before_it_is_over(known_book):
    whole = tickets(TODAY, 1.6)
    until = whole.take(whole.arrived < 12 * 3600 + 500)  # the machine's file was written at 12:08
    assert summarise(until).last_second == int(until.arrived[until.outcome != 3].max())
    service.record_tickets(known_book, "system", [whole.take(whole.arrived < 12 * 3600)], "synthetic")
    with known_book.read() as r:
        before = outlook.forecast_day(r, TODAY)
    service.record_tickets(known_book, "system", [until], "synthetic")
    with known_book.read() as r:
        after = outlook.forecast_day(r, TODAY)
    under_way = int(((until.arrived >= 12 * 3600) & (until.outcome != 3)).sum())
    known = (12 * 60 - after.first_minute) // 15
    assert after.known_minute == 12 * 60
    assert before.known_minute == 11 * 60 + 45, "of a file that ends there nobody knows that the last quarter is whole"
    assert after.customers()[known] >= under_way
    assert after.total == pytest.approx(after.came + after.customers()[known:].sum())


def test_a_day_recorded_before_its_last_customer_was_kept_is_still_read():
    known = summarise(tickets(TODAY))
    raw = msgspec.to_builtins(known)
    assert raw.pop("last_second") > 16 * 3600
    assert msgspec.convert(raw, DaySummary) == msgspec.structs.replace(known, last_second=None)
