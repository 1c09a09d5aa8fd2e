"""Occurrences of a series that lie elsewhere than their day: pushed by a holiday, changed by hand, with a wish of their
own by which they are planned and priced, and others that come after them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.planning.material import week_of
from supervisor.meetings.repeats import Repeat
from supervisor.meetings.requests.wanted import wanted_wishes, wish_on
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_life import asked, briefing, day


def wanted_days(book: Book, week: date) -> list[date]:
    with book.read() as r:
        found = wanted_wishes(r, week_of(week))
    return [w.first_day for one in found for w in (one.windows or (one,))]


def test_what_a_holiday_pushes_into_an_earlier_week_is_asked_for_there(one_branch: Book) -> None:
    one_branch.set_now(lambda: datetime(2026, 9, 1, 4, tzinfo=UTC))
    first, last = date(2026, 9, 7), date(2026, 10, 31)
    rule = Repeat(every="week", weekdays=(1,), on_free_day="before")
    briefing(one_branch, first_day=first, last_day=last, repeat=rule)
    assert wanted_days(one_branch, date(2026, 9, 28)) == [date(2026, 9, 28), date(2026, 9, 30)]
    every = [one for n in range(8) for one in wanted_days(one_branch, first + timedelta(weeks=n))]
    assert len(every) == len(set(every)) == 8, "each Monday of the eight weeks is asked for once"


def test_one_time_moved_far_ahead_is_asked_for_then(one_branch: Book) -> None:
    rule = Repeat(every="month", nth=-1)
    subject = briefing(one_branch, first_day=MONDAY, last_day=date(2027, 10, 31), repeat=rule)
    moved = date(2027, 2, 10)
    service.change_occurrence(one_branch, SYSTEM, subject, date(2027, 3, 31), first_day=moved, reason="提前")
    assert wanted_days(one_branch, moved) == [moved]
    assert wanted_days(one_branch, date(2027, 3, 31)) == []
    later = date(2027, 8, 11)
    service.change_occurrence(one_branch, SYSTEM, subject, date(2027, 4, 30), first_day=later, reason="推后")
    assert wanted_days(one_branch, later) == [later]


def test_a_changed_time_is_planned_and_priced_by_its_own_wish(one_branch: Book) -> None:
    subject = briefing(one_branch)
    service.change_occurrence(
        one_branch, SYSTEM, subject, day(1), minutes=10, earliest_minute=17 * 60, latest_minute=18 * 60 + 30,
        wished_minute=17 * 60 + 40, reason="全员外训",
    )  # fmt: skip
    with one_branch.read() as r:
        known = ledger.meeting(r, subject)
        assert known is not None
        own, usual = wish_on(r, known, day(1)), wish_on(r, known, day(0))
        sitting, blocks = service.price_start(r, subject, day(1), 17 * 60 + 40)
        _early, refused = service.price_start(r, subject, day(1), 8 * 60)
        plain, _blocks = service.price_start(r, subject, day(0), 8 * 60)
    assert (own.minutes, own.wished_day, own.wished_minute) == (10, day(1), 1060)
    assert (usual.minutes, usual.wished_minute) == (15, None)
    assert sitting.end_minute - sitting.start_minute == 10, "as long as this one is, before it has any sitting"
    assert "within_window" not in {one.rule for one in blocks}
    assert "within_window" in {one.rule for one in refused}
    assert plain.end_minute - plain.start_minute == 15
    service.place(one_branch, SYSTEM, subject)
    with one_branch.read() as r:
        found = {one.occurrence: one.plan for one in ledger.sittings_of(r, subject)}
    assert found[day(1)].start_minute >= 17 * 60
    assert found[day(0)].end_minute <= 600


def test_what_comes_after_a_series_comes_after_its_changed_time_too(one_branch: Book) -> None:
    first = briefing(one_branch)
    service.change_occurrence(
        one_branch, SYSTEM, first, day(1), earliest_minute=17 * 60, latest_minute=18 * 60, reason="换"
    )
    after = asked(one_branch, first_day=day(1), last_day=day(1), after=(first,), latest_minute=1140)
    with one_branch.read() as r:
        wish = next(one for one in wanted_wishes(r, (day(1),)) if one.subject == after)
    assert wish.after == (f"{first}#{day(1).isoformat()}",)
    with one_branch.read() as r:
        found = service.plan_days(r, (day(1),))[1]
    held = {one.meeting: one.sittings[0] for one in found.answers}
    changed = held[f"{first}#{day(1).isoformat()}"]
    assert changed.start_minute >= 17 * 60
    assert held[after].start_minute >= changed.end_minute


def test_other_starts_of_a_changed_time_are_priced_by_its_own_wish(one_branch: Book) -> None:
    subject = briefing(one_branch)
    service.change_occurrence(
        one_branch, SYSTEM, subject, day(1), minutes=10, earliest_minute=17 * 60, latest_minute=18 * 60 + 30,
        reason="全员外训",
    )  # fmt: skip
    service.place(one_branch, SYSTEM, subject)
    with one_branch.read() as r:
        found = {one.occurrence: one for one in ledger.sittings_of(r, subject)}
        own, usual = (service.quote_sitting(r, found[day(n)]) for n in (1, 0))
    starts = [*own.sittings, *own.alternatives]
    assert starts
    assert {(one.day, one.end_minute - one.start_minute) for one in starts} == {(day(1), 10)}
    assert all(one.start_minute >= 17 * 60 for one in starts)
    starts = [*usual.sittings, *usual.alternatives]
    assert {(one.day, one.end_minute - one.start_minute) for one in starts} == {(day(0), 15)}
    assert all(one.end_minute <= 600 for one in starts)


def test_other_starts_of_one_in_a_weekly_series_stay_in_its_week(one_branch: Book) -> None:
    subject = briefing(one_branch, last_day=day(20), repeat=Repeat(every="week"))
    service.place(one_branch, SYSTEM, subject)
    with one_branch.read() as r:
        one = ledger.sittings_of(r, subject)[0]
        starts = service.quote_sitting(r, one)
    assert {week_of(other.day) for other in (*starts.sittings, *starts.alternatives)} == {week_of(one.plan.day)}
