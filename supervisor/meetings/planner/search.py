"""The search for the cheapest plan of one model: relaxation, blocks, whole programs, exact prices, until proven.

The model of `master.py` adds up what each block costs alone. What the chosen starts of a day cost together is computed
exactly by `settling.py`; where the two differ, the difference becomes a term of the model, which is then solved again.
The bound of the model is a bound of the exact price as long as blocks that the relaxation keeps out would not be helped
into a better plan, by `HELPED_…` altogether, by those before them (a meeting can shorten the queue that a later one
meets; between blocks that are kept this is counted). When the best plan costs no more than the bound, it is called
proven. A good plan is there soon: the first relaxation, of meetings that neither touch nor overlap, is nearly whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .blocks import AT_ONCE, MOST, Blocks
from .columns import Column
from .echoes import Echoes
from .first_plan import first_plan
from .master import NEVER, Model, Prices
from .program import Program, Solver
from .settling import Settling, days_of, touching
from .starts import Desk
from .watch import Watch

TOLERANCE_MINUTES = 0.05
TOLERANCE_SHARE = 2e-4
"""Prices are told in tenths of a minute: a plan this close to the bound, or within this share of it, is proven."""
SMALL = 1e-3
HELPED_SHARE, HELPED_LEAST, HELPED_MOST = 0.0025, 0.1, 2.0
"""What meetings with a pause between them may save each other altogether: a share of the price, at least and at most so
many customer-minutes. Blocks are left out of the whole program only where a plan with them would be dearer even so."""
GUESS_MINUTES = 0.3
"""The first guess how much dearer than the relaxation the best plan is, what meetings save each other set aside."""
LITTLE = 5e-3
ROUNDS = 60
FEW = 20
"""A relaxation that asks for fewer new blocks than this has settled: more are looked at before it is solved again."""
EARLY_SHARE, EARLY_SECONDS = 0.01, 0.5
PREFERRING = 3
FLAT_MINUTES = 1.0
PREFERRING_NODES = 200


@dataclass
class Chosen:
    """The columns of a plan, items left out, its exact price, the bound of all plans, and how it was come by."""

    columns: list[Column]
    left_out: list[int]
    minutes: float
    bound: float
    proven: bool
    rounds: int = 0


class Search:
    """The loop on one model."""

    def __init__(self, desk: Desk, watch: Watch, model: Model, peak: float) -> None:
        self.model, self.peak, self.watch = model, peak, watch
        self.settling = Settling(desk)
        self.blocks = Blocks(model, self._extra)
        self.echoes = Echoes(model, self.settling)
        self.best: tuple[float, list[int]] = (float("inf"), [])
        self.bound = 0.0
        self._sets: list[list[int]] = []
        self._reduced = np.zeros(0)
        self._prices = Prices(np.zeros(0), np.zeros(0))
        self._relaxed = 0.0
        self._most = MOST
        self._guess = self._helped = 0.0

    def _extra(self, numbers: list[int]) -> float:
        self.watch.unwanted()  # may raise: here most of the time goes
        return self.settling.extra([self.model.columns[n] for n in numbers])

    def solve(self) -> Chosen:
        """Solve until the best plan's exact price is the bound."""
        first = first_plan(self.model, self.settling)
        self.best = (self._exact(first), first)
        self._tell()
        complete = self._relax()
        price = self._relaxed - self._fixed_part()
        self._helped = min(HELPED_MOST, max(HELPED_LEAST, HELPED_SHARE * price))
        if complete:
            self.bound = self._relaxed - self._helped
        self._guess = GUESS_MINUTES + self._helped
        rounds = 0
        while complete and rounds < ROUNDS and not self.watch.over():
            rounds += 1
            if self._round():
                break
        if self.best[0] < float("inf") and not self.watch.stopped:
            self._prefer()
        return self._chosen(rounds)

    def _relax(self) -> bool:
        """The relaxation with every block and every double booking that it asks for; False where time was up before."""
        model = self.model
        outside = model.columns_by_quarter(range(len(model.columns)))
        most = AT_ONCE
        first = True
        while True:
            kept = list(range(len(model.blocks)))
            program, place, rows = model.program(kept)
            holding = self._holding(kept)
            program.rows.extend(model.exclusion(one, place, holding) for one in self._sets)
            solved = Solver(program, whole=False).solve()
            if solved.values is None or solved.reduced is None or solved.duals is None:
                raise RuntimeError("the relaxation has no solution although every item may be left out")
            self._relaxed, self._reduced = solved.bound, solved.reduced[: len(model.columns)]
            duals = solved.duals
            held, felt = ({quarter: -float(duals[row]) for quarter, row in one.items()} for one in rows)
            self._prices = Prices.of(max((one.until for one in model.blocks), default=0), held, felt)
            shares = np.zeros(len(model.columns))
            for n in kept:
                for column in model.blocks[n].columns:
                    shares[column] += solved.values[n]
            broken = [one for one in model.broken(shares, outside) if one not in self._sets]
            self._sets.extend(broken)
            if first and not broken:
                self._early()
                first = False
            if self.watch.over():
                return False
            made = self.blocks.add(self._reduced, self._prices, -SMALL, most)
            if not broken and not made and self.blocks.complete:
                return True
            if made < FEW:
                most *= 2

    def _early(self) -> None:
        """A good plan soon: of meetings that neither overlap nor touch, which costs little more than the best."""
        guess = max(GUESS_MINUTES, EARLY_SHARE * (self._relaxed - self._fixed_part()))
        _bound, chosen = self._whole(self._kept(guess), seconds=EARLY_SECONDS)
        if chosen is not None:
            exact = self._exact(chosen)
            if exact < self.best[0]:
                self.best = (exact, chosen)
                self._tell()

    def _holding(self, kept: list[int]) -> dict[int, list[int]]:
        holding: dict[int, list[int]] = {}
        for n in kept:
            for column in self.model.blocks[n].columns:
                holding.setdefault(column, []).append(n)
        return holding

    def _round(self) -> bool:
        """One whole program on the blocks that may be in a better plan; True when the best plan is proven."""
        self.blocks.add(self._reduced, self._prices, self._guess + SMALL, self._most)
        kept = self._kept(self._guess)
        self.echoes.add(kept)
        bound, chosen = self._whole(kept)
        limit = self._relaxed + self._guess - self._helped
        if not self.blocks.complete:
            limit, self._most = self._relaxed - self._helped, 2 * self._most
        self.bound = max(self.bound, min(bound, limit))
        if chosen is not None:
            exact = self._exact(chosen)
            if exact < self.best[0] - 1e-9:
                self.best = (exact, chosen)
            self._refine(chosen)
        self._tell()
        if self._proven():
            return True
        if bound > limit - SMALL and self.blocks.complete:  # blocks that were left out might do better
            self._guess = max(2 * self._guess, min(self.best[0], bound) - self._relaxed + self._helped + SMALL)
        self._guess = min(self._guess, self.best[0] - self._relaxed + self._helped + SMALL)
        return False

    def _proven(self) -> bool:
        """Whether the best plan is at the bound; what is paid for items left out and for peaks has no share."""
        share = TOLERANCE_SHARE * max(0.0, self.best[0] - self._fixed_part())
        return self.best[0] - self.bound <= max(TOLERANCE_MINUTES, min(share, 1.0))

    def _kept(self, guess: float) -> list[int]:
        """Blocks whose reduced cost is no more than the guess, and what the best plan consists of."""
        model = self.model
        paid = self._prices.paid
        kept = set(np.flatnonzero(self._reduced <= guess + SMALL).tolist()) | set(self.best[1])
        for n in range(len(model.columns), len(model.blocks)):
            block = model.blocks[n]
            cost = block.cost + paid(block)
            for column in block.columns:
                cost += self._reduced[column] - float(model.cost[column]) - paid(model.blocks[column])
            if cost <= guess + SMALL or set(block.columns) <= set(self.best[1]):
                kept.add(n)
        return sorted(kept)

    def _whole(self, kept: list[int], seconds: float | None = None) -> tuple[float, list[int] | None]:
        program, place = self._program(kept)
        solver = Solver(program, whole=True)
        left = self.watch.left() if seconds is None else seconds
        solved = solver.solve(gap=TOLERANCE_MINUTES / 5, seconds=left, stop=self.watch.unwanted)
        if solved.values is None:
            return self.bound, None
        return solved.bound, self._columns_in(solved.values, kept, place)

    def _prefer(self) -> None:
        """Of all plans that cost customers as little, the one that is liked most; then the one that moves least, then
        the earliest."""
        if self.best[0] - self._relaxed > FLAT_MINUTES:
            return  # prices differ everywhere: there is hardly another plan as cheap, and looking for it is dear
        for _turn in range(PREFERRING):
            chosen = self._liked()
            if chosen is None or chosen == self.best[1]:
                return
            exact = self._exact(chosen)
            if exact <= self.best[0] + TOLERANCE_MINUTES:
                self.best = (exact, chosen)
                return
            self._refine(chosen)

    def _liked(self) -> list[int] | None:
        model = self.model
        slack = self.best[0] + TOLERANCE_MINUTES / 5
        kept = self._kept(slack - self._relaxed)
        program, place = self._program(kept)
        limit = [(n, price) for n, price in enumerate(program.cost) if price]
        program.row(-float("inf"), slack + SMALL, [n for n, _price in limit], [price for _n, price in limit])
        last = max((one.until for one in model.columns), default=1)
        program.cost = [0.0] * len(program.cost)
        for n, at in place.items():
            for column in model.blocks[n].columns:
                one = model.columns[column]
                program.cost[at] += one.away + one.moved / 64 + one.at / last / 8192
        solver = Solver(program, whole=True, nodes=PREFERRING_NODES)
        solved = solver.solve(gap=1e-5, seconds=self.watch.left(), stop=self.watch.unwanted)
        return None if solved.values is None else self._columns_in(solved.values, kept, place)

    def _columns_in(self, values: np.ndarray, kept: list[int], place: dict[int, int]) -> list[int]:
        return sorted(c for n in kept if values[place[n]] > 0.5 for c in self.model.blocks[n].columns)

    def _program(self, kept: list[int]) -> tuple[Program, dict[int, int]]:
        model = self.model
        program, place, _rows = model.program(kept)
        holding = self._holding(kept)
        for one in self._sets + model.excluding(sorted(holding)):
            program.rows.append(model.exclusion(one, place, holding))
        model.add_terms(program, place, holding)
        self.echoes.add_to(program, place)
        return program, place

    def _exact(self, chosen: list[int]) -> float:
        """The exact value of a plan in the model's terms: prices together, peaks, batches and what is left out."""
        model = self.model
        columns = [model.columns[n] for n in chosen]
        total = sum(float(model.cost[n]) for n in chosen)
        for _day, here in days_of(columns).items():
            total += self.settling.extra(here)
        held = {model.agenda.parts[one.part].item for one in columns}
        return total + sum(model.left_out[n] for n in range(len(model.agenda.items)) if n not in held)

    def _refine(self, chosen: list[int]) -> None:
        """Terms for what the blocks of a plan cost each other."""
        model = self.model
        for _day, here in days_of([model.columns[n] for n in chosen]).items():
            groups = touching(sorted(here, key=lambda one: (one.at, one.part, one.number)))
            alone = sum(self.settling.extra(group) for group in groups)
            numbers = frozenset(one.number for one in here)
            extra = self.settling.extra(here)
            if extra == NEVER:
                self._never(groups)
                continue
            if abs(extra - alone - self._told(numbers)) <= LITTLE:
                continue
            for size in range(2, len(groups) + 1):
                for some in combinations(groups, size):
                    self._term([list(group) for group in some])
                if abs(extra - alone - self._told(numbers)) <= LITTLE:
                    break

    def _never(self, groups: list[list[Column]]) -> None:
        """Terms for what cannot be held together, each as small as it can be."""
        for group in groups:
            kept = list(group)
            for one in group if self.settling.extra(group) == NEVER else ():
                rest = [other for other in kept if other is not one]
                kept = rest if self.settling.extra(rest) == NEVER else kept
            if self.settling.extra(kept) == NEVER:
                self.model.terms[frozenset(one.number for one in kept)] = NEVER

    def _told(self, numbers: frozenset[int]) -> float:
        told = sum(minutes for columns, minutes in self.model.terms.items() if columns <= numbers)
        columns = sorted((self.model.columns[n] for n in numbers), key=lambda one: (one.at, one.part, one.number))
        blocks = []
        for group in touching(columns):
            key = frozenset(one.number for one in group)
            blocks.append(group[0].number if len(group) == 1 else self.model.known_blocks.get(key, -1))
        return told + sum(
            minutes if abs(minutes := self.echoes.pairs.get((one, other), 0.0)) > SMALL else 0.0
            for one in blocks
            for other in blocks
        )

    def _term(self, groups: list[list[Column]]) -> None:
        columns = [one for group in groups for one in group]
        key = frozenset(one.number for one in columns)
        if key in self.model.terms:
            return
        alone = sum(self.settling.extra(group) for group in groups)
        more = self.settling.extra(columns) - alone - self._told(key)
        if abs(more) > SMALL:
            self.model.terms[key] = more

    def _fixed_part(self) -> float:
        """What the relaxation pays for items left out and peaks: no part of the guess."""
        return max(0.0, self._relaxed // self.peak * self.peak) if self.peak else 0.0

    def _tell(self) -> None:
        """Tell how good the plan at hand is, in customer-minutes."""
        now = self._chosen(0)
        self.watch.tell(now.minutes, now.bound if self.bound > 0 else None)

    def _chosen(self, rounds: int) -> Chosen:
        model = self.model
        columns = [model.columns[n] for n in self.best[1]]
        held = {model.agenda.parts[one.part].item for one in columns}
        beyond = self.best[0] - sum(one.price_minutes for one in columns)
        minutes = sum(one.price_minutes for one in columns)
        for _day, here in days_of(columns).items():
            extra = self.settling.extra(here)
            minutes, beyond = minutes + extra, beyond - extra
        return Chosen(
            columns=columns,
            left_out=[n for n in range(len(model.agenda.items)) if n not in held],
            minutes=minutes,
            bound=max(0.0, min(minutes, self.bound - beyond)),
            proven=self._proven(),
            rounds=rounds,
        )
