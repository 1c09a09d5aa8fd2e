"""The rate of meeting time off the peaks: by hand on small days, and on a whole branch against its own calendar."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import numpy as np
import pytest

from supervisor.branch.ledger import opening
from supervisor.journal import Book
from supervisor.meetings import service
from supervisor.meetings.avoidance import Share, avoidance, held_spans, share_of
from supervisor.meetings.ledger import sittings_of
from supervisor.meetings.problem.model import Need
from supervisor.traffic.outlook.came import smoothed
from supervisor.traffic.outlook.today import judged_view, peak_spans, staff_view

from .branch_book import MONDAY, NOON, SYSTEM

DOORS = (510, 1050)


@pytest.mark.parametrize(
    ("spans", "peaks", "share"),
    [
        ([(600, 630)] * 4, [], Share(120, 120, 1, 1)),
        ([(600, 630)] * 4, [(615, 700)], Share(120, 60, 1, 0)),
        ([(600, 630)] * 2, [(0, 1440)], Share(60, 0, 1, 0)),
        ([(480, 540)] * 3, [(480, 510)], Share(90, 90, 1, 1)),  # the peak is over before the doors open
        ([(480, 510), (1050, 1100)], [(480, 1100)], Share(0, 0, 0, 0)),
        ([], [(600, 700)], Share(0, 0, 0, 0)),
        ([(600, 630), (600, 610)], [(610, 620), (605, 615)], Share(40, 20, 1, 0)),
    ],
)
def test_minutes_by_hand(spans, peaks, share: Share) -> None:
    assert share_of(spans, DOORS, peaks) == share


def test_minutes_against_a_count_of_each_minute() -> None:
    chance = random.Random(17)
    for _ in range(60):
        spans = [(a, a + chance.randrange(0, 120)) for a in (chance.randrange(400, 1150) for _ in range(5))]
        peaks = [(a, a + chance.randrange(0, 90)) for a in (chance.randrange(450, 1100) for _ in range(3))]
        inside = [m for s, e in spans for m in range(s, e) if DOORS[0] <= m < DOORS[1]]
        off = [m for m in inside if not any(s <= m < e for s, e in peaks)]
        found = share_of(spans, DOORS, peaks)
        assert (found.minutes, found.minutes_off_peak) == (len(inside), len(off))


def test_a_crowd_of_one_quarter_is_spread_and_nobody_lost() -> None:
    row = np.array([0.0, 0.0, 8.0, 0.0, 0.0, 4.0])
    assert smoothed(row).sum() == pytest.approx(row.sum())
    assert smoothed(row).max() < row.max()


def training(book: Book, people: int = 3) -> tuple[str, str]:
    """A training of Monday inside opening hours, announced; its subject and sitting."""
    from supervisor.branch.ledger import people as everybody

    with book.read() as r:
        who = [one.subject for one in everybody(r)][:people]
    subject = service.request(
        book, SYSTEM, kind="training", title="培训", minutes=30, needs=[Need(by="person", value=p) for p in who],
        first_day=MONDAY, last_day=MONDAY + timedelta(days=3), inside_hours=True, earliest_minute=540,
        latest_minute=16 * 60,
    )  # fmt: skip
    service.place(book, SYSTEM, subject)
    with book.read() as r:
        (held,) = [one for one in sittings_of(r, subject) if one.state == "placed"]
    return subject, held.sitting


def test_a_branch_judges_its_calendar_by_the_peaks_it_shades(one_branch: Book) -> None:
    subject, _sitting = training(one_branch)
    with one_branch.read() as r:
        (held,) = sittings_of(r, subject)
        day, hours = held.plan.day, opening(r, held.plan.day)
        assert hours is not None
        found = avoidance(r, MONDAY, MONDAY + timedelta(days=6))
        spans = [(held.plan.start_minute, held.plan.end_minute)] * len(held.plan.people)
        expected = share_of(spans, (hours.open_minute, hours.close_minute), peak_spans(staff_view(r, day)))
    assert found.planned == expected
    assert found.held == Share()
    assert [one.kind for one in found.kinds] == ["training"]
    assert (found.all_sittings, found.days, found.days_by_tickets) == (1, 1, 0)


def test_held_counts_who_came_until_released_or_the_end(one_branch: Book) -> None:
    subject, sitting = training(one_branch)
    with one_branch.read() as r:
        (held,) = sittings_of(r, subject)
    start = held.plan.start_minute
    one_branch.set_now(lambda: NOON + (held.plan.day - NOON.date()) * 1)
    came = held.plan.people[:2]
    service.start(one_branch, SYSTEM, subject, sitting, attending=came, minute=start)
    service.release(one_branch, SYSTEM, subject, sitting, came[:1], minute=start + 10, reason="客流激增")
    service.end(one_branch, SYSTEM, subject, sitting, minute=start + 40)
    with one_branch.read() as r:
        (held,) = sittings_of(r, subject)
        found = avoidance(r, MONDAY, MONDAY + timedelta(days=6))
    assert sorted(held_spans(held)) == [(start, start + 10), (start, start + 40)]
    assert found.held.minutes == 50
    assert found.planned.minutes == 90


def test_a_month_without_meetings_has_no_rate(one_branch: Book) -> None:
    with one_branch.read() as r:
        found = avoidance(r, MONDAY - timedelta(days=60), MONDAY - timedelta(days=40))
    assert found.planned.rate is None
    assert found.kinds == ()


def test_the_command_line_says_the_same(one_branch: Book, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    from contextlib import contextmanager

    from supervisor.cli import meetings_agenda
    from supervisor.cli.main import build

    training(one_branch)

    @contextmanager
    def reading():
        with one_branch.read() as r:
            yield None, r

    monkeypatch.setattr(meetings_agenda, "reading", reading)
    build()(["meetings", "avoidance", "2026-11", "--json"], exit_on_error=False, print_error=False)
    said = json.loads(capsys.readouterr().out)
    with one_branch.read() as r:
        found = avoidance(r, MONDAY.replace(day=1), r.today)
    assert said["schema"] == "meetings.avoidance"
    assert said["planned"]["person_minutes"] == found.planned.minutes
    assert said["all_sittings"] == found.all_sittings


def test_peaks_of_a_past_day_are_one_thing_wherever_they_are_asked(
    one_branch: Book, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """The rate and `traffic peaks` judge a day that is over by the customers that came, one to come by the forecast."""
    from contextlib import contextmanager

    from supervisor.cli import traffic
    from supervisor.cli.main import build
    from supervisor.meetings.avoidance import peaks_by_day

    @contextmanager
    def reading():
        with one_branch.read() as r:
            yield None, r

    monkeypatch.setattr(traffic, "reading", reading)
    past, ahead = MONDAY - timedelta(days=4), MONDAY
    for day, source in ((past, "came"), (ahead, "expected")):
        build()(["traffic", "peaks", day.isoformat(), "--json"], exit_on_error=False, print_error=False)
        said = json.loads(capsys.readouterr().out)
        assert said["source"] == source
        with one_branch.read() as r:
            hours = opening(r, day)
            assert hours is not None
            spans, by_tickets = peaks_by_day(r, {day: (hours.open_minute, hours.close_minute)})
            view, _source = judged_view(r, day)
        assert spans[day] == peak_spans(view)
        assert by_tickets == (source == "came")
        assert [(p["service_class"], p["start_minute"], p["end_minute"]) for p in said["peaks"]] == [
            (p.service_class, p.start_minute, p.end_minute) for p in view.peaks
        ]


def test_a_day_that_still_runs_is_judged_by_the_forecast(one_branch: Book) -> None:
    last = MONDAY - timedelta(days=3)
    one_branch.set_now(lambda: NOON - timedelta(days=2))
    with one_branch.read() as r:
        assert r.today == last
        assert judged_view(r, last)[1] == "expected", "the customers of its afternoon have not come yet"
