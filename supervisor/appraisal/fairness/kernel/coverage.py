"""Who was inspected how often, by whom and when, against what was to be expected.

Drawn by lot, each inspection would meet as many people as it met, any of those who were there with the same chance: the
expected number is the sum of these chances n/N, the variance the sum of n/N · (1 − n/N). Who lies beyond about two
standard deviations was inspected more or less often than the lot would have it. A walk through the whole branch meets
everybody who is there, and so says nothing of whom it preferred. Hours are held against the hours at which the branch
is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Literal

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid

BEYOND = 1.96
Often = Literal["never", "seldom", "usual", "often"]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """One person: `looks` against `expected`, the standard score `z` of the difference, by how many inspectors."""

    person: str
    looks: int
    expected: float
    z: float
    inspectors: int
    verdict: Often


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """All people, those seen least first; `by_inspector` (inspectors × people), `by_week` (people × weeks),
    `by_weekday` (7), `by_hour` (24) counts of inspections; `of_hours` the share of open time by hour (24)."""

    people: tuple[Coverage, ...]
    by_inspector: Array
    by_week: Array
    weeks: tuple[int, ...]
    by_weekday: Array
    by_hour: Array
    of_hours: Array


def coverage(grid: Grid, there: Array, weeks: Sequence[int], of_hours: Array | None = None) -> Whole:
    """Coverage of all inspections of the grid. `there` (looks × people) says who could have been met at all, `weeks`
    are the running numbers of all weeks in order, `of_hours` the open minutes by hour (24)."""
    seen = grid.seen.astype(float)
    looks = seen.sum(axis=0)
    by_inspector = np.zeros((len(grid.inspectors), len(grid.people)))
    np.add.at(by_inspector, grid.inspector, seen)
    by_week = np.zeros((len(weeks), len(grid.people)))
    order = {week: at for at, week in enumerate(weeks)}
    if grid.looks:
        np.add.at(by_week, [order[int(week)] for week in grid.week], seen)
    could = (there | grid.seen).astype(float)
    met, of = seen.sum(axis=1), np.maximum(1.0, could.sum(axis=1))
    expected = (met / of) @ could
    variance = (met * (of - met) / of**2) @ could  # of one field: n/N · (1 − n/N)
    made = [
        _one(person, int(looks[at]), float(expected[at]), float(variance[at]), int((by_inspector[:, at] > 0).sum()))
        for at, person in enumerate(grid.people)
        if could[:, at].any()
    ]
    hours = of_hours if of_hours is not None and of_hours.sum() else np.full(24, 1 / 24)
    return Whole(
        people=tuple(sorted(made, key=lambda one: (one.looks, one.z, one.person))), by_inspector=by_inspector,
        by_week=by_week.T, weeks=tuple(weeks), by_weekday=np.bincount(grid.weekday, minlength=7)[:7],
        by_hour=np.bincount(grid.hour, minlength=24)[:24], of_hours=hours / hours.sum(),
    )  # fmt: skip


def _one(person: str, looks: int, expected: float, variance: float, inspectors: int) -> Coverage:
    z = (looks - expected) / sqrt(variance) if variance > 1e-9 else 0.0
    verdict: Often = "usual"
    if not looks:
        verdict = "never"
    elif abs(z) > BEYOND:
        verdict = "seldom" if z < 0 else "often"
    return Coverage(person=person, looks=looks, expected=expected, z=z, inspectors=inspectors, verdict=verdict)
