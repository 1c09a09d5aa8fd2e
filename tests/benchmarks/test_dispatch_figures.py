"""Figures of dispatch: forty people, fifteen posts, sixteen quarter-hours; processor time, first and again."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest

from supervisor.dispatch.optimiser.best import dispatch
from supervisor.traffic.waiting import transition
from tests.benchmarks.conftest import Figure
from tests.dispatch.surge_problem import random_problem

SEEDS = range(1000, 1100)
KEPT = (transition.transition, transition.cleared, transition.joined, transition.left)


@pytest.mark.parametrize(("frontier", "target"), [(False, "≤ 250 ms"), (True, "≤ 1 s")])
def test_forty_people(benchmark: Any, figure: Figure, frontier: bool, target: str) -> None:
    """Each branch twice: as the first of the day, and again with the matrices of its queues at hand."""
    import highspy  # noqa: F401 - loaded once in the program, too

    first: list[float] = []
    again: list[float] = []
    solver: list[float] = []
    proofs: Counter[str] = Counter()

    def measure() -> None:
        for seed in SEEDS:
            problem = random_problem(seed, 40, 15, 5, 16)
            for one in KEPT:
                one.cache_clear()
            for times in (first, again):
                began = time.process_time()
                plan = dispatch(problem, frontier=frontier)
                times.append(time.process_time() - began)
            solver.append(plan.solver_seconds)
            proofs[plan.proof] += 1

    benchmark.pedantic(measure, rounds=1, iterations=1)

    def at(values: list[float], share: float) -> str:
        return f"{1000 * sorted(values)[int(share * len(values))]:.0f}"

    what = "frontier of 0–5 moves" if frontier else "plan"
    figure(
        f"dispatch, 40 people × 15 posts × 16 quarters, {what}",
        "—",
        target,
        f"middle and 95th: first {at(first, 0.5)}, {at(first, 0.95)} ms; again {at(again, 0.5)}, {at(again, 0.95)} ms; "
        f"HiGHS {at(solver, 0.5)}, {at(solver, 0.95)} ms; whole proof {proofs['whole']} of {len(SEEDS)}",
    )
