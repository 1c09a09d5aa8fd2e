"""Placing many meetings together: every start of every part, the model of them, and the search for the cheapest plan.

First without peaks, and only where fewest of those asked for miss a meeting; only what has no calm start, or could not
be placed otherwise, is put at a peak or where more miss it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..problem.model import Problem
from .columns import Column, columns_of
from .items import Agenda
from .master import Model
from .search import Chosen, Search
from .starts import Desk
from .watch import Watch

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
        for part in agenda.parts:
            there = frozenset(stands.get(part.wish.subject, ()))
            for day in part.days:
                watch.unwanted()  # may raise
                self.columns.extend(
                    columns_of(self.problem, part, day, desk.base(day), desk.openings(day), there, len(self.columns))
                )
        calm = self._without_peaks()
        self._first = [one for one, more in zip(calm, self._more_missed(calm), strict=True) if not more]

    def solve(self) -> Chosen:
        """The cheapest plan: at peaks, or where more miss it, only what could not be placed otherwise."""
        chosen = self._solve(self._first)
        if chosen.left_out and len(self._first) < len(self.columns) and not self.watch.stopped:
            chosen = self._solve(self.columns)
        return chosen

    def _more_missed(self, columns: list[Column]) -> list[int]:
        """For each column how many more miss its meeting with it than must; where another way to hold the meeting (in
        batches, on another day) is missed by fewer, that is counted with the first part."""
        least: dict[int, int] = {}
        for one in columns:
            least[one.part] = min(least.get(one.part, one.missed), one.missed)
        beyond: dict[int, int] = {}
        for item in self.agenda.items:
            ways = [self.agenda.modes[n].parts for n in item.modes]
            able = [(sum(least[part] for part in parts), parts) for parts in ways if all(p in least for p in parts)]
            fewest = min((missed for missed, _parts in able), default=0)
            beyond.update((parts[0], missed - fewest) for missed, parts in able)
        return [one.missed - least[one.part] + beyond.get(one.part, 0) for one in columns]

    def _without_peaks(self) -> list[Column]:
        calm: set[int] = {self.agenda.parts[one.part].item for one in self.columns if not one.at_peak}
        return [one for one in self.columns if not one.at_peak or self.agenda.parts[one.part].item not in calm]

    def _solve(self, columns: list[Column]) -> Chosen:
        if len(self.agenda.parts) == 1:
            return self._alone(columns)
        model, peak = self.model(columns)
        chosen = Search(self.desk, self.watch, model, peak).solve()
        return replace(chosen, columns=[columns[one.number] for one in chosen.columns])

    def _alone(self, columns: list[Column]) -> Chosen:
        """One meeting: every start was tried, so the first in rank is proven."""
        if not columns:
            return Chosen([], [0], 0.0, 0.0, True)
        fewest = min(one.missed for one in columns)
        one = min(columns, key=lambda one: (one.missed, round(one.price_minutes, 1), one.away, one.moved, one.at))
        least = min(one.price_minutes for one in columns if one.missed == fewest)
        return Chosen([one], [], one.price_minutes, min(least, one.price_minutes), True)

    def model(self, columns: list[Column]) -> tuple[Model, float]:
        """The model of these columns, renumbered from 0; with the weight of one person who misses a meeting.

        One more who misses it outweighs all minutes, a peak all who may miss a meeting, a meeting left out all peaks.
        """
        renumbered = [replace(one, number=n) for n, one in enumerate(columns)]
        more = self._more_missed(renumbered)
        most: dict[int, float] = {}
        missing: dict[int, int] = {}
        for one, beyond in zip(renumbered, more, strict=True):
            part = self.agenda.parts[one.part]
            most[part.item] = max(most.get(part.item, 0.0), one.price_minutes)
            missing[part.item] = max(missing.get(part.item, 0), beyond * part.batches)
        person = 100.0 + sum(most.values())
        peak = person * (1 + sum(missing.values()))
        items = len(self.agenda.items)
        out = peak * (1 + (items if any(one.at_peak for one in renumbered) else 0))
        cost = np.array(
            [
                self._cost(one) + person * beyond + (peak if one.at_peak else 0.0)
                for one, beyond in zip(renumbered, more, strict=True)
            ]
        )
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
            person,
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
