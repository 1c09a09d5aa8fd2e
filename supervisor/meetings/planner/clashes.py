"""Why not all meetings can be placed: smallest sets of wishes that cannot stand together.

From all placed wishes and one that was left out, wishes are taken away one by one as long as the rest still cannot be
placed; what remains is a smallest set: leave out any one of it and the others can stand (a deletion filter, after
Chinneck 2008, "Feasibility and Infeasibility in Optimization"). The rules named are those without which they could.

Beside people and rooms the floor is asked: what overlaps and leaves a post, the right to authorise or the lobby short
together is forbidden, of two meetings for all their starts, until the program says no.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import msgspec
import numpy as np

from ..problem.model import Block, Clash, Sitting, Taken
from .columns import Column
from .crowds import staffed
from .master import NEVER, Model
from .program import Solver
from .rules import FLOOR_RULES
from .search import Chosen
from .settling import Settling, covers, overlapping
from .starts import try_start
from .together import Together

MOST = 5
"""Clashes told at most."""
ROUNDS = 40
"""Plans that are looked at for one set of wishes."""
SETTLED = 4000
"""Sets of starts that are tried out on the floor for all clashes of a plan; beyond it nothing more is claimed."""
EXPLAINED = 12
"""Pairs of starts that are looked at for the rules which they break."""


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
        blocks = finder.floor_blocks(items)
        clash = Clash(
            meetings=tuple(one.subject for one in wishes),
            titles=tuple(one.title for one in wishes),
            rules=tuple(dict.fromkeys((*finder.rules(items), *(one.rule for one in blocks)))),
            blocks=blocks,
        )
        if clash not in found:
            found.append(clash)
    return tuple(found)


FLOOR_NAMES = frozenset({*(rule.__name__ for rule in FLOOR_RULES), "not_at_peak"})
"""Rules that several meetings may break together though each keeps them alone."""


class _Finder:
    def __init__(self, together: Together) -> None:
        self.together = together
        self.columns = together.columns
        self.settling = Settling(together.desk)
        self._tried = 0
        self._short: dict[tuple[int, ...], list[frozenset[int]]] = {}  # parts: sets of their columns (by number)

    def smallest(self, items: list[int], out: int) -> list[int] | None:
        """A smallest set of items holding `out` that cannot all be placed; None where nobody can say."""
        if self.possible(items, floor=True):
            return None
        kept = list(items)
        for one in items:
            if one == out:
                continue
            rest = [n for n in kept if n != one]
            if not self.possible(rest, floor=True):
                kept = rest
        return sorted(kept)

    def rules(self, items: list[int]) -> tuple[str, ...]:
        """Rules without which these items could be placed; of one item alone its own reasons say why."""
        if len(items) < 2:
            return ()
        found = [
            rule
            for rule in ("no_double_booking", "room_free", "most_at_once", "after_others")
            if not self.possible(items) and self.possible(items, without=rule)
        ]
        return tuple(found)

    def floor_blocks(self, items: list[int]) -> tuple[Block, ...]:
        """Rules of the floor that several items break together, the most frequent first; none of one item alone, and
        none where people or rooms are what they clash over."""
        if len(items) < 2 or not self.possible(items):
            return ()
        parts = {one.number for one in self.together.agenda.parts if one.item in items}
        by_number = {one.number: one for one in self.columns}
        several = [one for found in self._short.values() for one in found[:EXPLAINED]]
        counted: Counter[Block] = Counter()
        for numbers in [one for one in several if parts.issuperset(by_number[n].part for n in one)][:EXPLAINED]:
            counted.update(self._blocks([by_number[n] for n in sorted(numbers)]))
        first: dict[str, Block] = {}
        for block, _times in counted.most_common():
            first.setdefault(block.rule, block)
        return tuple(first.values())

    def _blocks(self, columns: list[Column]) -> list[Block]:
        """What the last of several starts that overlap breaks on the floor beside the others."""
        desk, parts = self.together.desk, self.together.agenda.parts
        *others, last = columns
        people = desk.base(last.day).floor.people
        taken = tuple(
            Taken(
                meeting=parts[one.part].wish.subject,
                title=parts[one.part].wish.title,
                sitting=Sitting(
                    day=one.day,
                    start_minute=one.start_minute,
                    end_minute=one.end_minute,
                    people=tuple(people[n].subject for n in one.people),
                    covers=covers(desk.base(one.day).floor, one.filled.moves),
                ),
            )
            for one in others
        )
        part = parts[last.part]
        start = try_start(
            self.together.problem, part.wish, desk.pricer(last.day, taken), last.start_minute, part.of(last.day),
            (part.batch, part.batches),
        )  # fmt: skip
        named = [msgspec.structs.replace(block, minute=0) for block in (*start.blocks, *start.peaks)]
        return [block for block in named if block.rule in FLOOR_NAMES]

    def possible(self, items: list[int], without: str = "", *, floor: bool = False) -> bool:
        """Whether all these items can be placed, prices aside; stand-ins too unless `floor`."""
        together = self.together
        wanted = set(items)
        columns = [one for one in self.columns if together.agenda.parts[one.part].item in wanted]
        model = _people_only(together, columns, wanted, without)
        for _round in range(ROUNDS):
            together.watch.unwanted()  # may raise
            program, place, _rows = model.program(list(range(len(columns))))
            holding = {n: [n] for n in range(len(columns))}
            for one in model.excluding(range(len(columns))):
                program.rows.append(model.exclusion(one, place, holding))
            model.add_terms(program, place, holding)
            solved = Solver(program, whole=True).solve(gap=0.5, stop=together.watch.unwanted)
            if solved.values is None or any(
                price > 0 and value > 0.5 for value, price in zip(solved.values.tolist(), program.cost, strict=True)
            ):
                return False
            chosen = [n for n in range(len(columns)) if solved.values[place[n]] > 0.5]
            if without != "no_double_booking" and self._unstaffed(model, chosen):
                continue
            if not floor or not self._short_handed(model, chosen):
                return True
        return True

    def _short_handed(self, model: Model, chosen: list[int]) -> bool:
        """Whether some of these leave the floor short together; then the model is told so, of pairs for all starts."""
        place = {one.number: n for n, one in enumerate(model.columns)}
        found = False
        for group in overlapping(sorted((model.columns[n] for n in chosen), key=lambda one: (one.at, one.number))):
            if self._tried > SETTLED or self._stands(group):
                continue
            found = True
            kept = list(group)
            for one in group:
                rest = [other for other in kept if other is not one]
                if not self._stands(rest):
                    kept = rest
            sets = [frozenset(one.number for one in kept)]
            if len(kept) == 2:
                sets += self._pairs(kept[0].part, kept[1].part)
            elif len(kept) > 2:
                self._short.setdefault(tuple(sorted(one.part for one in kept)), []).extend(sets)
            for numbers in sets:
                model.terms[frozenset(place[number] for number in numbers)] = NEVER
        return found

    def _pairs(self, one: int, other: int) -> list[frozenset[int]]:
        """All pairs of overlapping columns of two parts that leave the floor short together."""
        key = (min(one, other), max(one, other))
        if key not in self._short:
            first, second = ([each for each in self.columns if each.part == part] for part in key)
            self._short[key] = [
                frozenset((a.number, b.number))
                for a in first
                for b in second
                if a.at < b.until and b.at < a.until and not self._stands([a, b])
            ]
        return self._short[key]

    def _stands(self, columns: list[Column]) -> bool:
        """Whether the floor holds with these; yes where too many have been tried."""
        self._tried += 1
        return len(columns) < 2 or self._tried > SETTLED or self.settling.of(columns) is not None

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
