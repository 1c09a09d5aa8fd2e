"""Only after another meeting, where one of the two repeats: each occurrence waits for that of its own day or week."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Book
from supervisor.meetings import ledger, service
from supervisor.meetings.problem.model import Need, Plan
from supervisor.meetings.repeats import Repeat
from tests.meetings.branch_book import MONDAY, SYSTEM
from tests.meetings.test_life import FRIDAY, asked, briefing, day

TWO = (Need(by="everyone", at_least=2),)


def spans(book: Book, subject: str) -> dict[date, tuple[int, int]]:
    """From when to when a meeting is held, by day."""
    with book.read() as r:
        found = [one.plan for one in ledger.sittings_of(r, subject) if one.state in ("placed", "published")]
    assert len({one.day for one in found}) == len(found)
    return {one.day: (one.start_minute, one.end_minute) for one in found}


def planned(book: Book, **how) -> Plan:
    return service.plan_week(book, SYSTEM, MONDAY, **how)


def follows(book: Book, second: str, first: str) -> bool:
    """Whether the second begins on each of its days after the first of that day."""
    one, other = spans(book, first), spans(book, second)
    return all(one[when][1] <= begin for when, (begin, _end) in other.items() if when in one)


def test_a_single_meeting_waits_for_the_series_of_its_own_day(one_branch: Book) -> None:
    """A series goes on after Tuesday: what is on Tuesday waits for Tuesday's, asked for together or one by one."""
    first = briefing(one_branch, earliest_minute=450, latest_minute=540)
    then = asked(one_branch, first_day=day(1), last_day=day(1), after=(first,), earliest_minute=420)
    planned(one_branch)
    assert list(spans(one_branch, then)) == [day(1)]
    assert follows(one_branch, then, first)
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    later = asked(one_branch, first_day=day(2), last_day=day(2), after=(first,), earliest_minute=420, needs=TWO)
    answer = service.place(one_branch, SYSTEM, later)
    assert list(spans(one_branch, later)) == [day(2)], "what the series does on Thursday and Friday is no hindrance"
    assert follows(one_branch, later, first)
    assert all(one.start_minute >= spans(one_branch, first)[day(2)][1] for one in answer.alternatives)


def test_on_whichever_day_it_is_held_it_waits_for_that_day(one_branch: Book) -> None:
    first = briefing(one_branch, earliest_minute=450, latest_minute=540)
    then = asked(one_branch, after=(first,), wished_day=MONDAY, wished_minute=450)
    planned(one_branch)
    assert len(spans(one_branch, then)) == 1
    assert follows(one_branch, then, first)


def test_a_series_waits_day_by_day_for_a_series(one_branch: Book) -> None:
    first = briefing(one_branch, earliest_minute=1050, latest_minute=1110)
    then = briefing(one_branch, title="夕会", after=(first,), earliest_minute=1050, latest_minute=1140)
    planned(one_branch, publish=True)
    assert list(spans(one_branch, then)) == [day(n) for n in range(5)]
    assert follows(one_branch, then, first)
    before = spans(one_branch, then)
    planned(one_branch, publish=True, move_published=True)
    assert spans(one_branch, then) == before, "planned anew with nothing changed it stays"
    assert follows(one_branch, then, first)


def test_each_day_waits_for_each_day(one_branch: Book) -> None:
    evening = {"repeat": None, "each_day": True, "earliest_minute": 1050, "latest_minute": 1140}
    first = briefing(one_branch, **evening)
    then = briefing(one_branch, title="夕会", after=(first,), **evening)
    planned(one_branch, publish=True)
    assert set(spans(one_branch, then)) == set(spans(one_branch, first)) >= {day(n) for n in range(5)}
    assert follows(one_branch, then, first)


def test_a_series_waits_only_on_the_days_of_a_rarer_one(one_branch: Book) -> None:
    """Tuesdays and Thursdays the one, every working day the other; and the other way round."""
    rare = briefing(one_branch, repeat=Repeat(every="week", weekdays=(2, 4)), earliest_minute=1050, latest_minute=1100)
    daily = briefing(one_branch, title="夕会", after=(rare,), earliest_minute=1050, latest_minute=1140)
    rarer = briefing(
        one_branch, title="周会", after=(daily,), repeat=Repeat(every="week", weekdays=(4,)), earliest_minute=1050,
        latest_minute=1140,
    )  # fmt: skip
    planned(one_branch)
    assert list(spans(one_branch, daily)) == [day(n) for n in range(5)]
    assert list(spans(one_branch, rare)) == [day(1), day(3)]
    assert list(spans(one_branch, rarer)) == [day(3)]
    assert follows(one_branch, daily, rare)
    assert follows(one_branch, rarer, daily)


def test_once_a_week_waits_for_once_a_week(one_branch: Book) -> None:
    weekly = Repeat(every="week")
    first = briefing(one_branch, repeat=weekly)
    then = briefing(one_branch, title="夕会", after=(first,), repeat=weekly)
    planned(one_branch)
    ((early, (_start, end)),) = spans(one_branch, first).items()
    ((late, (begin, _end)),) = spans(one_branch, then).items()
    assert (early, end) <= (late, begin)
    service.cancel(one_branch, SYSTEM, then, "换")
    service.publish(one_branch, SYSTEM, MONDAY, FRIDAY)
    again = briefing(one_branch, title="夕会", after=(first,), repeat=weekly)
    planned(one_branch)
    ((late, (begin, _end)),) = spans(one_branch, again).items()
    assert (early, end) <= (late, begin), "and for one that stands already"


def test_a_series_comes_after_a_single_meeting(one_branch: Book) -> None:
    first = asked(one_branch, first_day=MONDAY, last_day=MONDAY, latest_minute=960, needs=TWO)
    then = briefing(one_branch, after=(first,), earliest_minute=420, latest_minute=1140)
    planned(one_branch)
    ((when, (_start, end)),) = spans(one_branch, first).items()
    assert len(spans(one_branch, then)) == 5
    assert all((when, end) <= (each, begin) for each, (begin, _end) in spans(one_branch, then).items())


def test_one_time_called_off_binds_nothing(one_branch: Book) -> None:
    first = briefing(one_branch, earliest_minute=1050, latest_minute=1110)
    then = briefing(one_branch, title="夕会", after=(first,), earliest_minute=1050, latest_minute=1140)
    service.change_occurrence(one_branch, SYSTEM, first, day(1), cancelled=True, reason="总行检查")
    planned(one_branch)
    assert day(1) not in spans(one_branch, first)
    tuesday = spans(one_branch, then)[day(1)]
    with one_branch.read() as r:
        wednesday = next(one.sitting for one in ledger.sittings_of(r, first) if one.plan.day == day(2))
    service.cancel(one_branch, SYSTEM, first, "临时有事", sitting=wednesday)
    planned(one_branch)
    assert spans(one_branch, then)[day(1)] == tuesday
    assert list(spans(one_branch, then)) == [day(n) for n in range(5)]
    assert follows(one_branch, then, first)
