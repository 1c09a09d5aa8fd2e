"""Why not all meetings can be placed: smallest sets of wishes that cannot stand together.

From all placed wishes and one that was left out, wishes are taken away one by one as long as the rest still cannot be
placed; what remains is a smallest set: leave out any one of it and the others can stand (a deletion filter, after
Chinneck 2008, "Feasibility and Infeasibility in Optimization"). The rules named are those without which they could.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np

from ..problem.model import Clash
from .columns import Column
from .crowds import staffed
from .master import NEVER, Model
from .program import Solver
from .search import Chosen
from .settling import overlapping
from .together import Together

MOST = 5
"""Clashes told at most."""
ROUNDS = 40
"""Plans of people alone that are looked at for one set of wishes."""


def clashes(together: Together, chosen: Chosen) -> tuple[Clash, ...]:
    """One smallest clash for each item that was left out; the same is told once."""
    found: list[Clash] = []
    held = [n for n in range(len(together.agenda.items)) if n not in chosen.left_out]
    finder = _Finder(together)
    for out in chosen.left_out[:MOST]:
        items = finder.smallest([*held, out], out)
        if items is None:
            continue
        wishes = [together.agenda.items[n].wish for n in items]
        clash = Clash(
            meetings=tuple(one.subject for one in wishes),
            titles=tuple(one.title for one in wishes),
            rules=finder.rules(items),
        )
        if clash not in found:
            found.append(clash)
    return tuple(found)


class _Finder:
    def __init__(self, together: Together) -> None:
        self.together = together
        self.columns = together.columns

    def smallest(self, items: list[int], out: int) -> list[int] | None:
        """A smallest set of items holding `out` that cannot all be placed; None where all can (a joint rule of the
        floor, which the model without prices does not know)."""
        if self.possible(items):
            return None
        kept = list(items)
        for one in items:
            if one == out:
                continue
            rest = [n for n in kept if n != one]
            if not self.possible(rest):
                kept = rest
        return sorted(kept)

    def rules(self, items: list[int]) -> tuple[str, ...]:
        """Rules without which these items could be placed; of one item alone its own reasons say why."""
        if len(items) < 2:
            return ()
        found = [
            rule
            for rule in ("no_double_booking", "room_free", "most_at_once", "after_others")
            if self.possible(items, without=rule)
        ]
        return tuple(found)

    def possible(self, items: list[int], without: str = "") -> bool:
        """Whether all these items can be placed, prices and stand-ins aside."""
        together = self.together
        wanted = set(items)
        columns = [one for one in self.columns if together.agenda.parts[one.part].item in wanted]
        model = _people_only(together, columns, wanted, without)
        for _round in range(ROUNDS):
            program, place, _rows = model.program(list(range(len(columns))))
            holding = {n: [n] for n in range(len(columns))}
            for one in model.excluding(range(len(columns))):
                program.rows.append(model.exclusion(one, place, holding))
            model.add_terms(program, place, holding)
            solved = Solver(program, whole=True).solve(gap=0.5)
            if solved.values is None or any(
                price > 0 and value > 0.5 for value, price in zip(solved.values.tolist(), program.cost, strict=True)
            ):
                return False
            chosen = [n for n in range(len(columns)) if solved.values[place[n]] > 0.5]
            if without == "no_double_booking" or not self._unstaffed(model, chosen):
                return True
        return True

    def _unstaffed(self, model: Model, chosen: list[int]) -> bool:
        """Whether some of these have no people beside the others; then the model is told so."""
        found = False
        held = sorted((replace(model.columns[n], number=n) for n in chosen), key=lambda one: (one.at, one.number))
        for group in overlapping(held):
            if staffed(group):
                continue
            found = True
            kept = list(group)
            for one in group:
                rest = [other for other in kept if other is not one]
                if not staffed(rest):
                    kept = rest
            model.terms[frozenset(one.number for one in kept)] = NEVER
        return found


def _people_only(together: Together, columns: list[Column], wanted: set[int], without: str) -> Model:
    items = len(together.agenda.items)
    problem = together.problem
    if without == "most_at_once":
        problem = msgspec.structs.replace(problem, most_at_once=0)
    return Model(
        problem=problem,
        agenda=together.agenda,
        columns=columns,
        cost=np.zeros(len(columns)),
        left_out=[1.0 if n in wanted else 0.0 for n in range(items)],
        ignored=without,
    )
