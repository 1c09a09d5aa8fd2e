"""A first plan at once: meetings that are hardest to place first, each on the cheapest start beside those before it.

It is what is answered when time is up before anything better was found, and what every better plan is measured by.
"""

from __future__ import annotations

from .columns import Column
from .items import Mode
from .master import NEVER, Model
from .settling import Settling

DEEP = 60
"""Starts looked at for one part beyond the first that fits."""


def first_plan(model: Model, settling: Settling) -> list[int]:
    """Columns of a plan in which nothing clashes; items for which nothing is left are left out."""
    return _FirstPlan(model, settling).made()


class _FirstPlan:
    def __init__(self, model: Model, settling: Settling) -> None:
        self.model, self.settling = model, settling
        self.chosen: list[int] = []
        self._held: dict[int, list[Column]] = {}

    def made(self) -> list[int]:
        model = self.model
        waits_for = {item.number: [a for a, b in model.agenda.order if b == item.number] for item in model.agenda.items}
        open_items = {item.number for item in model.agenda.items}
        choices = {
            item.number: sum(len(model.by_part[part]) for n in item.modes for part in model.agenda.modes[n].parts)
            for item in model.agenda.items
        }
        while open_items:
            ready = [n for n in open_items if not any(other in open_items for other in waits_for[n])]
            one = min(ready or open_items, key=lambda n: (choices[n], n))
            open_items.discard(one)
            if all(self._held.get(other) for other in waits_for[one]):
                self._place(one)
        return sorted(self.chosen)

    def _place(self, item: int) -> None:
        best: tuple[float, list[int]] | None = None
        for number in self.model.agenda.items[item].modes:
            found = self._mode(self.model.agenda.modes[number], best[0] if best is not None else NEVER)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        if best is not None:
            self.chosen.extend(best[1])
            self._held[item] = [self.model.columns[n] for n in best[1]]

    def _mode(self, mode: Mode, below: float) -> tuple[float, list[int]] | None:
        taken: list[int] = []
        total = 0.0
        for part in mode.parts:
            found = self._part(part, taken)
            if found is None or total + found[0] >= below:
                return None
            total += found[0]
            taken.append(found[1])
        return total, taken

    def _part(self, part: int, beside: list[int]) -> tuple[float, int] | None:
        model = self.model
        best: tuple[float, int] | None = None
        left = DEEP
        for n in sorted(model.by_part[part], key=lambda n: (float(model.cost[n]), model.columns[n].away, n)):
            cost = float(model.cost[n])
            if best is not None and (cost >= best[0] or left == 0):
                break
            left -= best is not None
            extra = self._extra(n, beside)
            if extra != NEVER and (best is None or cost + extra < best[0]):
                best = (cost + extra, n)
        return best

    def _extra(self, n: int, beside: list[int]) -> float:
        model = self.model
        one = model.columns[n]
        item = model.agenda.parts[one.part].item
        others = [*self.chosen, *beside]
        if any(model.clash(n, other) for other in others):
            return NEVER
        for before, after in model.agenda.order:
            if after == item and any(other.until > one.at for other in self._held.get(before, ())):
                return NEVER
            if before == item and any(other.at < one.until for other in self._held.get(after, ())):
                return NEVER
        spans = [(model.columns[other].at, model.columns[other].until) for other in others]
        here = [(start, end) for start, end in spans if start < one.until and one.at < end]
        most = model.problem.most_at_once
        for quarter in range(one.at, one.until) if most else ():
            if sum(start <= quarter < end for start, end in here) >= most:
                return NEVER
        same_day = [model.columns[other] for other in others if model.columns[other].day == one.day]
        if not here:
            return 0.0
        after = self.settling.extra([*same_day, one])
        return NEVER if after == NEVER else after - self.settling.extra(same_day)
