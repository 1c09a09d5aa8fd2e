"""Placing many meetings together: every start of every part, the model of them, and the search for the cheapest plan.

First without peaks; only what has no calm start, or could not be placed otherwise, is put at a peak.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..pricing.openings import Openings
from ..problem.model import Problem
from .columns import Column, columns_of
from .items import Agenda
from .master import Model
from .search import Chosen, Run, Watch
from .starts import Desk

WORTH_SPLITTING_MINUTES = 1.0
"""A further batch is held only if it saves more than this."""


class Together:
    """One joint planning run."""

    def __init__(self, desk: Desk, agenda: Agenda, watch: Watch) -> None:
        self.problem: Problem = desk.problem
        self.desk, self.agenda, self.watch = desk, agenda, watch
        self.columns: list[Column] = []
        stands: dict[str, set] = {}
        for one in desk.problem.standing:
            stands.setdefault(one.meeting, set()).add((one.sitting.day, one.sitting.start_minute))
        openings = {one.day: Openings(self.problem, desk.base(one.day).floor) for one in self.problem.days}
        for part in agenda.parts:
            there = frozenset(stands.get(part.wish.subject, ()))
            for day in part.days:
                self.columns.extend(
                    columns_of(self.problem, part, day, desk.base(day), openings[day], there, len(self.columns))
                )
        self._calm = self._without_peaks()

    def solve(self) -> Chosen:
        """The cheapest plan: at peaks only what has no calm start, or could not be placed otherwise."""
        chosen = self._solve(self._calm)
        if chosen.left_out and len(self._calm) < len(self.columns) and not self.watch.stopped:
            chosen = self._solve(self.columns)
        return chosen

    def _without_peaks(self) -> list[Column]:
        calm: set[int] = {self.agenda.parts[one.part].item for one in self.columns if not one.at_peak}
        return [one for one in self.columns if not one.at_peak or self.agenda.parts[one.part].item not in calm]

    def _solve(self, columns: list[Column]) -> Chosen:
        if len(self.agenda.parts) == 1:
            return self._alone(columns)
        model, peak = self.model(columns)
        chosen = Run(self.desk, self.watch, model, peak).solve()
        return replace(chosen, columns=[columns[one.number] for one in chosen.columns])

    def _alone(self, columns: list[Column]) -> Chosen:
        """One meeting: every start was tried, so the first in rank is proven."""
        if not columns:
            return Chosen([], [0], 0.0, 0.0, True)
        one = min(columns, key=lambda one: (round(one.price_minutes, 1), one.away, one.moved, one.at))
        least = min(one.price_minutes for one in columns)
        return Chosen([one], [], one.price_minutes, min(least, one.price_minutes), True)

    def model(self, columns: list[Column]) -> tuple[Model, float]:
        """The model of these columns, renumbered from 0; with the weight of one peak."""
        renumbered = [replace(one, number=n) for n, one in enumerate(columns)]
        most: dict[int, float] = {}
        for one in renumbered:
            item = self.agenda.parts[one.part].item
            most[item] = max(most.get(item, 0.0), one.price_minutes)
        peak = 100.0 + sum(most.values())
        some = any(one.at_peak for one in renumbered)
        out = (100.0 + sum(most.values())) * (1 + (len(self.agenda.items) if some else 0))
        items = len(self.agenda.items)
        cost = np.array([self._cost(one) + (peak if one.at_peak else 0.0) for one in renumbered])
        return (
            Model(
                problem=self.problem,
                agenda=self.agenda,
                columns=renumbered,
                cost=cost,
                # who asked first is left out last, when not all can be placed
                open=self._open(),
                left_out=[out * (1 + 0.5 * (items - n) / items / items) for n in range(items)],
            ),
            peak,
        )

    def _open(self) -> frozenset[int]:
        """Quarter-hours of opening hours, counted through all days."""
        return frozenset(
            96 * number + quarter
            for number, one in enumerate(self.problem.days)
            for quarter in range(*self.desk.base(one.day).floor.open_quarters().indices(96))
        )

    def _cost(self, one: Column) -> float:
        batches = self.agenda.parts[one.part].batches
        return one.price_minutes + WORTH_SPLITTING_MINUTES * (batches - 1) / batches
