"""Inspections drawn by chance with inspectors and people whose truth is known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Grid

LISTS = np.array([0.0, 0.6, -0.4])


class Planted(NamedTuple):
    """A grid and the log factors it was drawn with; `severe` is relative to the mean inspector by people seen."""

    grid: Grid
    severe: np.ndarray
    people: np.ndarray


def planted(
    seed: int, *, inspectors: int = 4, people: int = 20, looks: int = 160, months: int = 6, spread: float = 0.4,
    named: int = 3, rate: float = 0.25, point: float = 0.5, rough: float = 0.4, skill: float = 0.5,
    chases: bool = False,
) -> Planted:  # fmt: skip
    """`named` people are met in each inspection (0: four of five of all), and lose `point` for each fault. `rough` is
    the whim of an inspection, `skill` the spread of people; `chases` sends the first inspector to the worst of them."""
    chance = np.random.default_rng(seed)
    severe = chance.normal(0, spread, inspectors) if spread else np.zeros(inspectors)
    own = chance.normal(0, skill, people)
    who = chance.integers(0, inspectors, looks)
    month = np.sort(chance.integers(0, months, looks))
    lists = chance.integers(0, len(LISTS), looks)
    seen = np.zeros((looks, people), bool)
    for line in range(looks):
        if named:
            weight = np.exp(2 * own) if chases and who[line] == 0 else np.ones(people)
            seen[line, chance.choice(people, named, replace=False, p=weight / weight.sum())] = True
        else:
            seen[line] = chance.random(people) < 0.8
    log = own[None, :] + (severe[who] + LISTS[lists] + chance.normal(0, rough, looks))[:, None]
    faults = chance.poisson(rate * np.exp(log)) * seen
    grid = Grid(
        people=tuple(f"p{n}" for n in range(people)), inspectors=tuple(f"i{n}" for n in range(inspectors)),
        months=tuple(f"2026-{n + 1:02d}" for n in range(months)), inspector=who, month=month, seen=seen,
        lost=faults * point, factors={"list": lists}, weekday=month % 5, hour=9 + month % 3, week=month,
    )  # fmt: skip
    share = np.bincount(who, weights=seen.sum(axis=1), minlength=inspectors)
    return Planted(grid, severe - float(severe @ share) / share.sum(), own)
