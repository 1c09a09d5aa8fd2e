"""Sight against a plain computation, ticket by ticket, in lists and dictionaries: nothing of the kernel's own ways."""

from __future__ import annotations

import os
import statistics
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from supervisor.traffic import ledger
from supervisor.traffic.sight.bottlenecks import Kind, behind, bottlenecks, slowest_class, worst_wait
from supervisor.traffic.sight.waits import Figures, figures_by, heat_map, ratings_by
from supervisor.traffic.synthetic import ClassShape, DayShape, generate_day, published_demand, staffing_shifts
from supervisor.traffic.tickets import NEVER, Outcome, Tickets, join, make_tickets
from supervisor.traffic.visits import join_visits, visits_of

TARGET = 10.0
SHAPES = (ClassShape("walk", "A", 3, 6, 25), ClassShape("firm", "C", 1, 9, 40))
WINDOWS = {"walk": ("101", "102"), "firm": ("201",)}
FIRST = date(2026, 9, 7)  # a Monday


def busy_weeks(days: int = 24, seed: int = 5) -> Tickets:
    """Weeks of too few people, so that there are waits and many leave; some tickets void, some without a moment."""
    demand, shifts = published_demand(SHAPES), staffing_shifts(WINDOWS, 510, 1050)
    parts = [
        generate_day(seed, DayShape(FIRST + timedelta(days=n), 510, 1050, factor=0.9), demand, shifts)
        for n in range(days)
    ]
    whole = join(parts)
    rng = np.random.default_rng(seed)
    outcome, finished, called = whole.outcome.copy(), whole.finished.copy(), whole.called.copy()
    outcome[rng.random(len(whole)) < 0.03] = Outcome.NEVER_THERE
    finished[rng.random(len(whole)) < 0.05] = NEVER
    fresh = rng.random(len(whole)) < 0.02
    outcome[fresh], called[fresh], finished[fresh] = Outcome.OPEN, NEVER, NEVER
    columns = {name: getattr(whole, name) for name in ("day", "number", "arrived", "service_class", "server", "rating")}
    return make_tickets(whole.classes, whole.servers, **columns, outcome=outcome, finished=finished, called=called)


def plain_rows(tickets: Tickets) -> list[dict[str, Any]]:
    """Each customer as a dictionary, in minutes."""
    rows = []
    for at in range(len(tickets)):
        outcome = int(tickets.outcome[at])
        if outcome == Outcome.NEVER_THERE:
            continue
        came, called, gone = (int(column[at]) for column in (tickets.arrived, tickets.called, tickets.finished))
        wait = service = None
        if outcome == Outcome.SERVED and called != NEVER:
            wait = max(0, called - came) / 60
            service = (gone - called) / 60 if gone != NEVER else None
        if outcome == Outcome.LEFT and gone != NEVER:
            wait = max(0, gone - came) / 60
        day = date.fromordinal(int(tickets.day[at]))
        rows.append({
            "day": day, "weekday": day.weekday(), "hour": came // 3600, "quarter": came // 900, "outcome": outcome,
            "class": tickets.classes[tickets.service_class[at]], "server": tickets.servers[tickets.server[at]],
            "rating": int(tickets.rating[at]), "wait": wait, "service": service,
        })  # fmt: skip
    return rows


def percentile(values: list[float], share: float) -> float:
    """As Excel's PERCENTILE.INC."""
    line = sorted(values)
    place = share * (len(line) - 1)
    low = int(place)
    high = min(low + 1, len(line) - 1)
    return line[low] + (place - low) * (line[high] - line[low])


def same_spread(found: Any, values: list[float]) -> None:
    if not values:
        assert found is None
        return
    assert found.count == len(values)
    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.median == pytest.approx(statistics.median(values))
    assert found.p90 == pytest.approx(percentile(values, 0.9))
    assert found.longest == pytest.approx(max(values))


def same_figures(found: Figures, rows: list[dict[str, Any]]) -> None:
    served = [row for row in rows if row["outcome"] == Outcome.SERVED]
    left = [row for row in rows if row["outcome"] == Outcome.LEFT]
    assert (found.customers, found.served, found.left) == (len(rows), len(served), len(left))
    assert found.open == len(rows) - len(served) - len(left)
    assert found.days == len({row["day"] for row in rows})
    same_spread(found.wait, [row["wait"] for row in rows if row["wait"] is not None])
    same_spread(found.service, [row["service"] for row in rows if row["service"] is not None])
    known = [row["wait"] for row in served if row["wait"] is not None]
    assert found.within == (pytest.approx(sum(w <= TARGET for w in known) / len(known)) if known else None)
    over = len(served) + len(left)
    assert found.abandoned == (pytest.approx(len(left) / over) if over else None)


@pytest.mark.parametrize("by", ["class", "server", "hour", "weekday", "day"])
def test_figures_of_every_group_are_those_counted_by_hand(by: str):
    tickets = busy_weeks()
    visits = visits_of(tickets)
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in plain_rows(tickets):
        groups[row[by]].append(row)
    columns = {
        "class": (visits.service_class, lambda at: visits.classes[at]),
        "server": (visits.server, lambda at: visits.servers[at]),
        "hour": (visits.hour, int), "weekday": (visits.weekday, int), "day": (visits.day, date.fromordinal),
    }  # fmt: skip
    column, key = columns[by]
    found = {key(at): made for at, made in figures_by(visits, column, TARGET).items()}
    assert set(found) == set(groups)
    for name, rows in groups.items():
        same_figures(found[name], rows)
    assert any(made.left and made.wait and made.wait.p90 > TARGET for made in found.values()), "waits to be measured"


def test_the_heat_map_is_the_mean_of_each_weekday_and_quarter():
    tickets = busy_weeks()
    visits = visits_of(tickets)
    heat = heat_map(visits, visits.days)
    rows = plain_rows(tickets)
    days = {d: len({row["day"] for row in rows if row["weekday"] == d}) for d in range(7)}
    assert heat.days.tolist() == [days[d] for d in range(7)]
    cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        cells[row["weekday"], row["quarter"]].append(row)
    for weekday in range(7):
        for at in range(heat.customers.shape[1]):
            there = cells[weekday, heat.first_quarter + at]
            assert heat.customers[weekday, at] == pytest.approx(len(there) / days[weekday])
            waits = [row["wait"] for row in there if row["wait"] is not None]
            if waits:
                assert heat.wait_mean[weekday, at] == pytest.approx(statistics.fmean(waits))
                assert heat.wait_p90[weekday, at] == pytest.approx(percentile(waits, 0.9))
            else:
                assert np.isnan(heat.wait_mean[weekday, at])
    assert int(heat.count.sum()) == len(rows)


def test_ratings_are_counted_and_not_taken_of_those_who_were_not_served():
    tickets = busy_weeks(6)
    visits = visits_of(tickets)
    found = {visits.servers[at]: one for at, one in ratings_by(visits, visits.server).items()}
    groups: dict[str, list[int]] = defaultdict(list)
    for row in plain_rows(tickets):
        if row["outcome"] == Outcome.SERVED:
            groups[row["server"]].append(row["rating"])
    assert set(found) == set(groups)
    for server, pressed in groups.items():
        stars = [one for one in pressed if one]
        assert found[server].pressed == tuple(stars.count(n) for n in range(1, 6))
        assert found[server].share == pytest.approx(len(stars) / len(pressed))
        assert found[server].mean == (pytest.approx(statistics.fmean(stars)) if stars else None)
        assert found[server].low == (pytest.approx(sum(s < 3 for s in stars) / len(stars)) if stars else None)


def test_hours_that_wait_too_long_are_ranked_by_minutes_lost_a_week():
    tickets = busy_weeks()
    visits = visits_of(tickets)
    rows = plain_rows(tickets)
    found = [one for one in bottlenecks(visits, TARGET) if one.kind is Kind.WAIT]
    assert len(found) > 5
    assert [one.lost_minutes for one in found] == sorted((one.lost_minutes for one in found), reverse=True)
    for one in found:
        mine = [
            row for row in rows
            if (row["class"], row["weekday"], row["hour"] * 60) == (one.service_class, one.weekday, one.start_minute)
        ]  # fmt: skip
        same_figures(one.figures, mine)
        over = sum(max(0.0, row["wait"] - TARGET) for row in mine if row["wait"] is not None)
        weeks = len({row["day"] for row in rows if row["weekday"] == one.weekday})
        assert one.lost_minutes == pytest.approx(over / weeks)
        assert one.days == tuple(sorted({row["day"] for row in mine}))
        assert len(behind(visits, one)) == len(mine)


def steps(services: dict[tuple[str, bool], float], days: int = 20, many: int = 12) -> Tickets:
    """Nobody waits; service minutes by (window, second half of the days), a minute more or less in turn."""
    rows: dict[str, list[Any]] = defaultdict(list)
    windows = sorted({window for window, _late in services})
    for n in range(days):
        for turn in range(many):
            for at, window in enumerate(windows):
                came = 36_000 + turn * 600
                minutes = services[window, n >= days // 2] + (1 if turn % 2 else -1)
                for name, value in (
                    ("day", FIRST.toordinal() + n), ("number", f"{window}-{n}-{turn}"), ("arrived", came),
                    ("called", came), ("finished", came + round(60 * minutes)), ("outcome", Outcome.SERVED),
                    ("service_class", 0), ("server", at), ("rating", 0),
                ):  # fmt: skip
                    rows[name].append(value)
    return make_tickets(("walk",), windows, **rows)


def test_a_slow_window_and_a_step_that_grows_slower_are_told_and_chance_is_not():
    even = bottlenecks(visits_of(steps({("1", False): 5, ("1", True): 5, ("2", False): 5, ("2", True): 5})), TARGET)
    assert even == []
    slow = visits_of(steps({("1", False): 8, ("1", True): 8, ("2", False): 5, ("2", True): 5}))
    (one,) = bottlenecks(slow, TARGET)
    assert (one.kind, one.server, one.usual_minutes) == (Kind.WINDOW, "1", pytest.approx(5))
    assert one.figures.service is not None
    assert one.figures.service.mean == pytest.approx(8)
    assert one.lost_minutes == pytest.approx(3 * 12 * 7)  # seven days a week have twelve such customers each
    assert bottlenecks(slow, TARGET, may_see=["2"]) == [], "a window of somebody whose record one may not read"
    grown = visits_of(steps({("1", False): 5, ("1", True): 8, ("2", False): 5, ("2", True): 8}))
    (one,) = bottlenecks(grown, TARGET)
    assert (one.kind, one.service_class, one.usual_minutes) == (Kind.SLOWER, "walk", pytest.approx(5))
    assert one.lost_minutes == pytest.approx(3 * 24 * 7)


def test_the_longest_wait_and_the_slowest_class():
    tickets = busy_weeks()
    visits, rows = visits_of(tickets), plain_rows(tickets)
    longest = max(row["wait"] for row in rows if row["wait"] is not None)
    found = worst_wait(visits)
    assert found is not None
    assert found[3] == pytest.approx(longest)
    medians = {
        name: statistics.median(row["service"] for row in rows if row["class"] == name and row["service"] is not None)
        for name in ("walk", "firm")
    }
    slowest = slowest_class(visits, TARGET)
    assert slowest is not None
    assert slowest[0] == max(medians, key=lambda name: medians[name])
    assert worst_wait(visits.of_class("nobody")) is None
    assert slowest_class(visits.of_class("nobody"), TARGET) is None
    assert figures_by(visits.of_class("nobody"), np.zeros(0, np.int64), TARGET) == {}


def test_parts_joined_give_the_figures_of_the_whole():
    tickets = busy_weeks(8)
    half = FIRST.toordinal() + 4
    parts = [visits_of(tickets.take(tickets.day < half)), visits_of(tickets.take(tickets.day >= half))]
    joined, whole = join_visits(parts), visits_of(tickets)
    assert joined.void == whole.void > 0
    by_joined, by_whole = (
        {v.classes[at]: one for at, one in figures_by(v, v.service_class, TARGET).items()} for v in (joined, whole)
    )
    assert by_joined == by_whole
    assert len(join_visits([])) == 0


def test_a_day_is_unpacked_once_and_a_day_that_comes_in_is_seen(book: Any, monkeypatch: pytest.MonkeyPatch):
    from supervisor.traffic.service import record_tickets

    book.set_now(lambda: datetime(2026, 10, 20, 4, tzinfo=UTC))
    tickets = busy_weeks(6)
    last = FIRST.toordinal() + 5
    record_tickets(book, "system", [tickets.take(tickets.day < last)], "made")
    span = (FIRST, FIRST + timedelta(days=30))
    told: list[float] = []
    with book.read() as r:
        first = ledger.visits_between(r, *span, told.append)
        assert ledger.visits_between(r, *span) is first
    read: list[str] = []
    record_tickets(book, "system", [tickets.take(tickets.day == last)], "made")
    with book.read() as r:
        whole = r.blob
        monkeypatch.setattr(type(r), "blob", lambda _self, digest: read.append(digest) or whole(digest), raising=False)
        found = ledger.visits_between(r, *span)
    assert len(read) == 1, "only the new day is unpacked"
    assert len(found) == len(visits_of(tickets))
    assert found.days.size == 6


@pytest.mark.real_data
def test_on_the_real_fortnight():
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    file = Path(folder or "") / "bank_tickets_1999_02a.tsv"
    if not folder or not file.exists():
        pytest.skip("no real data here")
    from supervisor.traffic.intake import read_ticket_file

    tickets = read_ticket_file(file).tickets
    rows, visits = plain_rows(tickets), visits_of(tickets)
    assert len(visits) == len(rows) == len(tickets) - visits.void
    assert visits.void > 0, "phantoms are no customers"
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["class"]].append(row)
    for at, made in figures_by(visits, visits.service_class, TARGET).items():
        same_figures(made, groups[visits.classes[at]])
