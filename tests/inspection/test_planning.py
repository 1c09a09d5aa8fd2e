"""When recurring checks are due: periods, holidays, make-up days, windows, changes and stops."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supervisor.branch.records import Hours, Opening, Override
from supervisor.branch.workdays import Calendar
from supervisor.inspection.plan.rules import Course, Rule, occurrences, period_of, window_days
from supervisor.language import Words

WEEK = [Hours(day, date(2000, 1, 1), Opening(510, 1050)) for day in range(1, 6)]
CALENDAR = Calendar(WEEK)
WITH_SATURDAYS = Calendar([*WEEK, Hours(6, date(2000, 1, 1), Opening(540, 960))])
YEAR = date(2026, 1, 1)


def rule(**values) -> Rule:
    known = {"subject": "plan_rule:a", "name": Words("规则"), "code": "list", "every": "day", "valid_from": YEAR}
    return Rule(**{**known, **values})


def due(made: Rule, first: date, last: date, calendar: Calendar = CALENDAR) -> list[tuple[date, date]]:
    found = occurrences([Course(made.subject, (made,))], calendar, first, last)
    return [(one.first, one.last) for one in found]


def test_a_daily_check_falls_on_working_days_and_make_up_days_and_not_on_holidays():
    days = [first for first, _last in due(rule(), date(2026, 9, 28), date(2026, 10, 11))]
    assert date(2026, 10, 1) not in days  # National Day
    assert date(2026, 10, 10) in days  # a Saturday worked instead
    assert date(2026, 10, 11) not in days
    assert date(2026, 9, 28) in days


def test_a_check_by_open_doors_falls_on_an_open_saturday_too():
    saturday = date(2026, 11, 21)
    assert due(rule(counted="open"), saturday, saturday, WITH_SATURDAYS) == [(saturday, saturday)]
    assert due(rule(), saturday, saturday, WITH_SATURDAYS) == []


def test_the_branchs_own_closing_takes_the_check_away():
    closed = Calendar(WEEK, [Override(date(2026, 11, 19), False, None, "moving")])
    assert due(rule(), date(2026, 11, 19), date(2026, 11, 19), closed) == []


def test_a_week_of_holidays_owes_nothing_and_a_short_week_no_more_than_a_check_a_day():
    twice = rule(every="week", times=2)
    assert due(twice, date(2026, 2, 16), date(2026, 2, 22)) == []  # Spring Festival, the whole week
    monday = date(2026, 10, 5)  # holidays until Wednesday, Thursday to Saturday worked
    assert due(twice, monday, monday + timedelta(6)) == [(date(2026, 10, 8), date(2026, 10, 10))] * 2
    short = Calendar(WEEK, [Override(monday + timedelta(n), n == 3, None, "") for n in range(7)])
    assert due(twice, monday, monday + timedelta(6), short) == [(date(2026, 10, 8), date(2026, 10, 8))]


def test_spread_checks_share_the_days_out():
    monday = date(2026, 11, 16)
    found = due(rule(every="week", times=2, spread=True), monday, monday + timedelta(6))
    assert found == [(monday, monday + timedelta(1)), (monday + timedelta(2), monday + timedelta(4))]


def test_a_weekday_that_is_a_holiday_gives_way_to_the_next_working_day():
    made = rule(every="week", weekdays=(4,))  # Thursdays
    assert due(made, date(2026, 9, 28), date(2026, 10, 4)) == [(date(2026, 9, 30), date(2026, 9, 30))]
    assert due(made, date(2026, 11, 16), date(2026, 11, 22)) == [(date(2026, 11, 19), date(2026, 11, 19))]
    monday = rule(every="week", weekdays=(1,))
    assert due(monday, date(2026, 10, 5), date(2026, 10, 11)) == [(date(2026, 10, 8), date(2026, 10, 8))]


def test_the_first_and_the_last_working_days_of_a_month():
    november = (date(2026, 11, 1), date(2026, 11, 30))
    assert due(rule(every="month", to_nth=3), *november) == [(date(2026, 11, 2), date(2026, 11, 4))]
    assert due(rule(every="month", from_nth=-2), *november) == [(date(2026, 11, 27), date(2026, 11, 30))]
    assert due(rule(every="quarter"), *november) == [(date(2026, 10, 8), date(2026, 12, 31))]


def test_a_new_rule_counts_from_its_own_day_in_what_is_left_of_the_period():
    made = rule(every="month", valid_from=date(2026, 11, 18))
    assert due(made, date(2026, 10, 1), date(2026, 11, 30)) == [(date(2026, 11, 18), date(2026, 11, 30))]


def test_a_change_counts_from_the_next_period_and_a_stop_takes_what_is_not_yet_due():
    before, after = rule(every="week"), rule(every="week", times=2, valid_from=date(2026, 11, 18))
    stop = date(2026, 12, 2)
    course = Course(before.subject, (before, after), (stop,))
    found = occurrences([course], CALENDAR, date(2026, 11, 9), date(2026, 12, 13))
    weeks = [one.id.split("/")[1] for one in found]
    assert weeks == ["2026-W46", "2026-W47", "2026-W48.1", "2026-W48.2"]


def test_a_rule_taken_up_again_after_a_stop_counts_from_then():
    before, again = rule(every="week"), rule(every="week", valid_from=date(2026, 12, 1))
    course = Course(before.subject, (before, again), (date(2026, 11, 11),))
    found = occurrences([course], CALENDAR, date(2026, 11, 2), date(2026, 12, 6))
    assert [(one.first, one.last) for one in found] == [
        (date(2026, 11, 2), date(2026, 11, 6)), (date(2026, 12, 1), date(2026, 12, 4)),
    ]  # fmt: skip


def test_grace_is_counted_in_working_days():
    found = occurrences(
        [Course("plan_rule:a", (rule(every="week", grace_days=2),))], CALENDAR, date(2026, 9, 28), date(2026, 9, 30)
    )
    assert (found[0].last, found[0].late_until) == (date(2026, 9, 30), date(2026, 10, 9))


@given(
    every=st.sampled_from(("day", "week", "month", "quarter")), times=st.integers(1, 4), spread=st.booleans(),
    weekdays=st.sets(st.integers(1, 7)), low=st.integers(-3, 3), high=st.integers(-3, 3),
    start=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)  # fmt: skip
def test_windows_lie_in_their_period_on_counted_days_and_views_agree(every, times, spread, weekdays, low, high, start):
    made = rule(
        every=every, times=1 if every == "day" else times, spread=spread, weekdays=tuple(sorted(weekdays)),
        from_nth=low, to_nth=high, valid_from=date(2024, 1, 1),
    )  # fmt: skip
    course = [Course(made.subject, (made,))]
    whole = occurrences(course, CALENDAR, start, start + timedelta(40))
    for one in whole:
        period = period_of(every, one.first)
        assert period[0] <= one.first <= one.last <= period[1]
        assert CALENDAR.is_working(one.first)
        assert CALENDAR.is_working(one.last)
        assert one.first in window_days(made, CALENDAR, *period[:2])
    assert len({one.id for one in whole}) == len(whole)
    part = occurrences(course, CALENDAR, start + timedelta(7), start + timedelta(20))
    wanted = [o for o in whole if o.last >= start + timedelta(7) and o.first <= start + timedelta(20)]
    assert part == wanted
