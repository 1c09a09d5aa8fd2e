"""What an alternative is told to cost is what the plan would really cost with it: beside the meetings of its day and
the queues that they leave each other.
"""

from __future__ import annotations

import msgspec
import pytest

from supervisor.meetings.planner.planner import plan
from supervisor.meetings.problem.model import Answer, Problem, Wish
from tests.meetings.test_joint import OPEN, QUARTERS, asked, branch


def pinned(wish: Wish, start_minute: int) -> Wish:
    """The wish with this start alone."""
    return msgspec.structs.replace(
        wish, earliest_minute=start_minute, latest_minute=start_minute + wish.minutes
    )  # fmt: skip


def price(problem: Problem, answers: tuple[Answer, ...], number: int, start_minute: int | None) -> float:
    """What the whole day costs with every meeting where it was put, and one of them at another start (None: not)."""
    wishes = [
        pinned(wish, answer.sittings[0].start_minute if n != number else start_minute or 0)
        for n, (wish, answer) in enumerate(zip(problem.wishes, answers, strict=True))
        if n != number or start_minute is not None
    ]
    found = plan(msgspec.structs.replace(problem, wishes=tuple(wishes)))
    assert all(one.sittings for one in found.answers)
    return found.price_minutes


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_an_alternative_costs_what_the_whole_day_would_cost_more(seed: int) -> None:
    problem = branch(seed, 3)
    answers = plan(problem).answers
    told = 0
    for number, answer in enumerate(answers):
        without = price(problem, answers, number, None)
        for one in answer.alternatives:
            told += 1
            whole = price(problem, answers, number, one.start_minute)
            assert one.price_minutes == pytest.approx(max(0.0, whole - without), abs=0.25)  # prices are told in tenths
            assert one.low_minutes <= one.price_minutes <= one.high_minutes
    assert told


def test_of_starts_alike_by_themselves_the_one_that_meets_no_queue_comes_first() -> None:
    """Half of the tellers are away for an hour; what begins when they come back finds their queue."""
    quiet = branch(5, 1)
    even = tuple(
        msgspec.structs.replace(
            one, arrivals=(rate := tuple(7.0 if one.service_class == "c" else 0.2 for _n in range(QUARTERS))), low=rate,
            high=rate,
        )
        for one in quiet.days[0].classes
    )  # fmt: skip
    days = (msgspec.structs.replace(quiet.days[0], classes=even),)
    first = asked(0, "c0", "c1", "c2", "c3", minutes=30, earliest_minute=OPEN, latest_minute=OPEN + 30)
    second = asked(1, "c4", "c5", "c6", minutes=15, wished_minute=OPEN + 90)
    problem = msgspec.structs.replace(quiet, days=days, wishes=(first, second))
    answers = plan(problem).answers
    starts = {one.start_minute: one.price_minutes for one in answers[1].alternatives}
    assert starts
    prices = [one.price_minutes for one in answers[1].alternatives]
    assert prices == sorted(prices)
    without = price(problem, answers, 1, None)
    for start, told in starts.items():
        assert told == pytest.approx(price(problem, answers, 1, start) - without, abs=0.25)
