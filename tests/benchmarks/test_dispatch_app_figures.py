"""From "propose" to the painted plan in the app: its pool, its page and its painting, for branches of forty people."""

# ruff: noqa: F401, F811 - the fixtures of the desktop are imported by their names

from __future__ import annotations

import time
from typing import Any

import pytest

from supervisor.dispatch import service
from supervisor.dispatch.optimiser.best import dispatch
from tests.benchmarks.conftest import Figure
from tests.desktop.conftest import (
    asked,
    background,
    desk,
    services,
    settle,
    theme,
)
from tests.desktop.on_screen import again, page_of
from tests.dispatch.surge_problem import random_problem

SEEDS = range(1000, 1040)


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said of every window by the platform without a display
@pytest.mark.parametrize("frontier", [False, True])
def test_from_proposing_to_the_painted_plan(
    benchmark: Any,
    figure: Figure,
    qtbot: Any,
    qapp: Any,
    desk: Any,
    settle: Any,
    monkeypatch: Any,
    frontier: bool,
) -> None:
    """The branch of the sample is small, so its problem is changed for one of forty people on the way; the rest is the
    app's own. Processor time of all threads and time by the clock; off screen."""
    page = page_of("dispatch", qtbot, desk, settle)
    page.calm.choose("surge")
    page.calm.declare()
    settle()
    again(page, settle)
    asked_for: list[int] = []
    solver: list[float] = []

    def planned(_reader: Any, *_given: Any, **wishes: Any) -> Any:
        problem = random_problem(asked_for[-1], 40, 15, 5, 16)
        plan = dispatch(problem, frontier=wishes["frontier"])
        solver.append(plan.solver_seconds)
        return problem, plan

    monkeypatch.setattr(service, "plan", planned)
    busy: list[float] = []
    clock: list[float] = []

    def measure() -> None:
        for seed in SEEDS:
            asked_for.append(seed)
            page.shown = None
            began, ticks = time.process_time(), time.perf_counter()
            page.propose()
            while page.plan is None or (frontier and not page.plan.frontier):
                qapp.processEvents()
                time.sleep(0.001)
            page.grab()
            qapp.processEvents()
            busy.append(time.process_time() - began)
            clock.append(time.perf_counter() - ticks)
            settle()

    benchmark.pedantic(measure, rounds=1, iterations=1)

    def at(values: list[float], share: float) -> str:
        return f"{1000 * sorted(values)[int(share * len(values))]:.0f}"

    figure(
        f"dispatch in the app, 40 × 15 × 16, from proposing to the painted plan{', frontier 0–5' if frontier else ''}",
        "—",
        "≤ 1 s" if frontier else "≤ 250 ms",
        f"processor: middle {at(busy, 0.5)}, 95th {at(busy, 0.95)} ms; by the clock {at(clock, 0.5)}, "
        f"{at(clock, 0.95)} ms; HiGHS {at(solver, 0.5)}, {at(solver, 0.95)} ms",
    )
