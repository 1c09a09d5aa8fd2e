"""Waits and leavers of each class, before and after, with the range that the forecast leaves."""

from __future__ import annotations

import pytest

from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.waiting.waits import Evaluator

from .surge_problem import random_problem


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_each_class_has_its_range_and_the_classes_make_up_the_whole(seed: int) -> None:
    problem = random_problem(seed, 12, 6, 3, 8)
    plan = dispatch(problem, frontier=False)
    for when in ("before", "after"):
        low, high = (sum(getattr(one, f"{when}_range")[edge] for one in plan.waits) for edge in (0, 1))
        assert sum(getattr(one, f"{when}_minutes") for one in plan.waits) == pytest.approx(
            getattr(plan, f"{when}_minutes"), abs=0.5
        )
        assert low == pytest.approx(getattr(plan, f"{when}_low_minutes"), abs=0.5)
        assert high == pytest.approx(getattr(plan, f"{when}_high_minutes"), abs=0.5)
        for one in plan.waits:
            least, most = getattr(one, f"{when}_leaving_range")
            assert 0 <= least <= getattr(one, f"{when}_leaving") <= most
    assert any(one.before_range[0] < one.before_range[1] for one in plan.waits)


def test_who_leaves_is_the_waiting_over_the_patience() -> None:
    problem = random_problem(5, 12, 6, 3, 8)
    evaluator = Evaluator(problem)
    for number, one in enumerate(dispatch(problem, frontier=False).waits):
        patience = problem.classes[number].patience_minutes
        assert one.before_leaving == pytest.approx(
            min(evaluator.demand(number).customers, one.before_minutes / patience), abs=0.1
        )
