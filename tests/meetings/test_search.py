"""The search as whoever waits for it sees it: a good plan soon, cancelled at once, the bound told in the end; and the
runs of meetings it is made of, against all runs written out."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from supervisor.meetings.planner.blocks import Blocks
from supervisor.meetings.planner.items import agenda_of
from supervisor.meetings.planner.master import NEVER, Model, Prices
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.planner.settling import Settling
from supervisor.meetings.planner.starts import Desk
from supervisor.meetings.planner.together import Together
from supervisor.meetings.planner.watch import Watch
from supervisor.meetings.problem.model import Status
from tests.benchmarks.meeting_problems import meeting_problem


class Unwanted(Exception):
    pass


@pytest.mark.parametrize("asked", [0, 1, 8, 25])
def test_whoever_cancels_is_heard_at_once_wherever_the_search_is(asked: int) -> None:
    problem = meeting_problem(4, meetings=10)
    calls = 0
    raised = 0.0

    def still(_best: float, _bound: float | None) -> bool:
        nonlocal calls, raised
        calls += 1
        if calls > asked:
            raised = time.process_time()
            raise Unwanted
        return True

    begun = time.process_time()
    with pytest.raises(Unwanted):
        plan(problem, progress=still)
    ended = time.process_time()
    assert ended - raised < 0.1
    assert ended - begun < 0.25 * (asked + 2)  # between two askings little is done


def test_the_plan_of_no_time_at_all_is_a_good_one() -> None:
    problem = meeting_problem(3, meetings=8, staff=30, days=3)
    best, soon = plan(problem), plan(problem, seconds=0.0)
    assert best.status == Status.PROVEN
    assert all(one.sittings for one in soon.answers)
    assert best.price_minutes - 0.1 <= soon.price_minutes <= 1.05 * best.price_minutes + 1.0


def test_who_waits_is_told_prices_that_fall_and_in_the_end_a_bound() -> None:
    told: list[tuple[float, float | None]] = []

    def still(best: float, bound: float | None) -> bool:
        told.append((best, bound))
        return True

    found = plan(meeting_problem(5, meetings=8, staff=30, days=3), progress=still)
    prices = [best for best, _bound in told if np.isfinite(best)]
    assert prices == sorted(prices, reverse=True)
    assert prices[-1] == pytest.approx(found.price_minutes, abs=0.1)
    bounds = [bound for _best, bound in told if bound is not None]
    assert bounds
    assert bounds[-1] == pytest.approx(found.price_minutes, abs=0.3)


@pytest.mark.parametrize("seed", range(8))
def test_every_run_that_may_be_cheap_enough_is_made(seed: int) -> None:
    """All sets of up to three columns of a day that touch or overlap are written out and priced; those whose reduced
    cost is at most the guess must be among the blocks, for prices of columns and quarter-hours drawn at random."""
    problem = meeting_problem(seed, meetings=6, staff=36, days=1, quarters=14, sizes=(2, 4), load=0.7)
    desk = Desk(problem)
    agenda = agenda_of(problem)
    together = Together(desk, agenda, Watch())
    model, _person = together.model(together.columns)
    settling = Settling(desk)

    def extra(numbers: list[int]) -> float:
        return settling.extra([model.columns[n] for n in numbers])

    rng = np.random.default_rng(seed)
    reduced = 0.3 * model.cost + rng.normal(2.0, 5.0, len(model.columns))
    held, felt = ({quarter: float(rng.exponential(4.0)) for quarter in model.open} for _n in range(2))
    prices = Prices.of(max(model.open) + 2, held, felt)
    blocks = Blocks(model, extra)
    guess = 6.0
    blocks.add(reduced, prices, guess, 10**6)
    assert blocks.complete
    made = {frozenset(one.columns) for one in model.blocks[len(model.columns) :]}
    missing = [
        some
        for size in (2, 3)
        for some in itertools.combinations(range(len(model.columns)), size)
        if _run(model, some) and _cost(model, some, reduced, prices, extra) <= guess and frozenset(some) not in made
    ]
    assert len(made) > 10
    assert not missing


def _run(model: Model, numbers: tuple[int, ...]) -> bool:
    """Whether columns can be held together and hang together: overlapping, or touching where both are felt."""
    columns = sorted((model.columns[n] for n in numbers), key=lambda one: (one.at, one.number))
    items = {model.agenda.parts[one.part].item for one in columns}
    if len(items) < len(columns) or any(model.clash(a, b) for a, b in itertools.combinations(numbers, 2)):
        return False
    if any(not set(range(one.at, one.until)) & model.open for one in columns):
        return False
    most = model.problem.most_at_once
    for quarter in range(columns[0].at, max(one.until for one in columns)):
        if sum(one.at <= quarter < one.until for one in columns) > most:
            return False
    linked = [columns[0]]
    for one in columns[1:]:
        if not any(one.at < other.until or (one.at == other.until and not one.quiet | other.quiet) for other in linked):
            return False
        linked.append(one)
    return True


def _cost(model: Model, numbers: tuple[int, ...], reduced: np.ndarray, prices: Prices, extra: object) -> float:
    together = extra(list(numbers))  # type: ignore[operator]
    if together == NEVER:
        return NEVER
    alone = sum(float(reduced[n]) - prices.paid(model.blocks[n]) for n in numbers)
    return alone + prices.paid(model.block(list(numbers), 0.0)) + together
