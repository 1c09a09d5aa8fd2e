"""The mixed-integer model of dispatch in marginal form, solved by HiGHS.

People of one kind (same post, skills, breaks, duties) are one integer variable for each post they may go to. Waiting
enters as what each further person on a class saves in a stretch of quarter-hours (a 0..1 variable each, decreasing, so
no table look-ups are needed). Stretches are quarter-hours in which the same people are there. No rule that held may be
broken; leaving a shortage that stood already costs what mending it is worth. A person may be sent for a part of the
time: each stretch of time he may be sent for is a variable of its own.

Most of these variables are never worth a thought. The relaxation is solved over a few and asked which others would
improve it (column generation); what is left out of the whole-number model has a reduced cost above the distance between
the two, so that no better plan of the model has it (Nemhauser and Wolsey 1988, II.3: reduced cost fixing).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from supervisor.dispatch.optimiser.batch import Field
from supervisor.dispatch.optimiser.program import Program, written
from supervisor.dispatch.problem.goals import Goal

FIRST_COLUMNS = 120
NEAR_MINUTES = 1.0  # first guess of the distance between the relaxation and whole numbers, customer-minutes
WIDEST = 100  # options of one model in whole numbers, once an answer is there
MOST_ASKED = 1  # model in whole numbers, once an answer is there
TOLERANCE = 0.05  # customer-minutes
_STEPS = 25


@dataclass(frozen=True)
class Solution:
    """Goals by person, and how it was proven. `gap` is in customer-minutes of the model."""

    moves: dict[int, Goal]
    proven: bool
    gap: float
    seconds: float


@dataclass(frozen=True)
class Branch:
    """A part of the plans: those in which every two-person post stays manned or empty as it is (`still`); or those in
    which at least two leave, or join, the post that row `turned` counts. Half a post is what the relaxation likes best.
    """

    still: bool = False
    turned: int = -1


@dataclass(frozen=True)
class Answer:
    """The best of the model so far, its value, and a floor under all others."""

    moves: dict[int, Goal]
    value: float
    floor: float


class Model:
    """The model of one problem; `solve(most)` may be asked for several numbers of moves, up to `most_ever`."""

    def __init__(self, field: Field, most_ever: int) -> None:
        self.field = field
        self.most_ever = most_ever
        self._program: Program | None = None
        self._relaxed: Any = None
        self._inside = np.zeros(field.nothing, dtype=bool)
        self._place: list[int] = []  # option of each column of the relaxation, after the others
        self._until, self._asked = 0.0, 0
        self.seconds = 0.0  # in the solver, of the last question

    def solve(self, most: int, seconds: float = 2.0, likely: np.ndarray | None = None) -> Solution:
        """The best plan with at most `most` moves, within a limit of seconds; `likely` are options to begin with."""
        if not self.field.nothing or most <= 0:
            return Solution({}, True, 0.0, 0.0)
        self._until, self.seconds, self._asked = time.perf_counter() + seconds, 0.0, 0
        program = self._program = self._program or written(self.field, self.most_ever)
        if self._relaxed is None:
            self._begin(program, np.arange(0) if likely is None else likely[:FIRST_COLUMNS])
        best = self._root(program, most)
        if best.floor < best.value - TOLERANCE and program.turned:
            floors, root = [], best.floor
            for branch in (Branch(still=True), *(Branch(turned=row) for row in program.turned)):
                if np.isfinite(best.value) and self._asked >= MOST_ASKED:
                    floors.append(root)  # nothing more is decided in this blink; the gap says so
                    break
                best = self._branch(program, most, branch, best, np.inf)
                floors.append(best.floor)
            best = Answer(best.moves, best.value, min(floors))
        gap = max(0.0, best.value - best.floor) if np.isfinite(best.value) else 0.0
        proven = np.isfinite(best.value) and gap <= 2 * TOLERANCE
        return Solution(best.moves, bool(proven), 0.0 if proven else float(gap), self.seconds)

    def _root(self, program: Program, most: int) -> Answer:
        """The answer of the relaxation where it is in whole numbers; else, unless there are branches, of the model."""
        floor, _reduced = self._relaxation(program, most, Branch())
        values = np.array(self._relaxed.getSolution().col_value)
        sent = values[len(program.cost) :]
        whole = np.concatenate([values[: len(program.cost)][program.whole], sent])
        if len(values) and np.isfinite(floor) and np.abs(whole - np.round(whole)).max(initial=0.0) < 1e-6:
            times = np.round(sent).astype(int).tolist()
            plan = [option for option, count in zip(self._place, times, strict=True) for _time in range(count)]
            return Answer(dict(self.field.moves(plan)), floor, floor)
        unknown = Answer({}, np.inf, floor)
        return unknown if program.turned else self._branch(program, most, Branch(), unknown, np.inf)

    def _branch(self, program: Program, most: int, branch: Branch, known: Answer, widest: float) -> Answer:
        """The best known after looking into one branch, and the floor under all plans of this branch. Reduced costs up
        to `widest` above the relaxation are looked at."""
        bound, reduced = self._relaxation(program, most, branch)
        best, near = Answer(known.moves, known.value, bound), min(NEAR_MINUTES, widest)
        for _again in range(4):
            if bound >= best.value - TOLERANCE:
                return Answer(best.moves, best.value, min(bound, best.value))
            columns = np.flatnonzero(reduced <= near)
            if np.isfinite(best.value) and (len(columns) > WIDEST or self._asked >= MOST_ASKED):
                break  # too much to decide in the blink that there is: the gap is told
            self._asked += 1
            value, moves, floor = self._whole_numbers(program, most, columns, branch)
            # left out: one more option costs more than `near` above the relaxation
            floor = min(max(floor, bound), bound + near) if len(columns) < len(reduced) else max(floor, bound)
            best = Answer(moves if value < best.value else best.moves, min(value, best.value), floor)
            gap = best.value - bound
            if floor >= best.value - TOLERANCE or near >= widest or time.perf_counter() > self._until:
                break
            near = min(widest, gap + TOLERANCE if gap <= 20 * near else 6 * near)
        return best

    def _begin(self, program: Program, first: np.ndarray) -> None:
        self._relaxed = _quiet()
        self._relaxed.passModel(_lp(program, first, Branch()))
        self._inside[first] = True
        self._place = first.tolist()

    def _run(self, solver: Any) -> None:
        before = time.perf_counter()
        solver.run()
        self.seconds += time.perf_counter() - before

    def _relaxation(self, program: Program, most: int, branch: Branch) -> tuple[float, np.ndarray]:
        """The least value of the relaxation and the reduced cost of every option; infinite where nothing fits."""
        import highspy

        solver = self._relaxed
        solver.changeRowBounds(program.budget, -highspy.kHighsInf, float(most))
        for row in program.turned:
            solver.changeRowBounds(row, 2.0 if row == branch.turned else -highspy.kHighsInf, highspy.kHighsInf)
        for column, now in zip(program.manned.tolist(), program.manned_now.tolist(), strict=True):
            solver.changeColBounds(column, now if branch.still else 0.0, now if branch.still else 1.0)
        for _step in range(_STEPS):
            self._run(solver)
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                if self._inside.all() and solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
                    return np.inf, np.zeros(self.field.nothing)
                self._add(program, np.flatnonzero(~self._inside))
                continue
            duals = np.array(solver.getSolution().row_dual)
            reduced = program.option_cost - duals @ program.options
            # an option used to its upper bound has a reduced cost below zero and is in the relaxation already
            fresh = np.flatnonzero(~self._inside & (reduced < -1e-6))
            if not len(fresh) or time.perf_counter() > self._until:
                bound = float(solver.getInfo().objective_function_value)
                if len(fresh):  # time was up: no plan has more than `most` of those left out
                    bound += float(reduced[fresh].min()) * most
                return bound, np.maximum(reduced, 0.0)
            self._add(program, fresh[np.argsort(reduced[fresh])][:FIRST_COLUMNS])
        return -np.inf, np.zeros(self.field.nothing)

    def _add(self, program: Program, fresh: np.ndarray) -> None:
        starts, indices, values = _columns(program.options[:, fresh])
        self._relaxed.addCols(
            len(fresh), program.option_cost[fresh], np.zeros(len(fresh)), program.option_upper[fresh], len(values),
            starts[:-1], indices, values,
        )  # fmt: skip
        self._inside[fresh] = True
        self._place.extend(fresh.tolist())

    def _whole_numbers(
        self, program: Program, most: int, options: np.ndarray, branch: Branch
    ) -> tuple[float, dict[int, Goal], float]:
        """Value, moves and floor of the model with these options only."""
        import highspy

        solver = _quiet()
        solver.setOptionValue("time_limit", max(0.01, self._until - time.perf_counter()))
        lp = _lp(program, options, branch)
        lp.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            for whole in [*program.whole.tolist(), *[True] * len(options)]
        ]
        solver.passModel(lp)
        solver.changeRowBounds(program.budget, -highspy.kHighsInf, float(most))
        self._run(solver)
        status, info = solver.getModelStatus(), solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return np.inf, {}, np.inf
        values = solver.getSolution().col_value
        if not solver.getSolution().value_valid or not len(values):
            return np.inf, {}, float(info.mip_dual_bound)
        sent = np.round(np.array(values)[len(program.cost) :]).astype(int)
        plan = [option for option, times in zip(options.tolist(), sent.tolist(), strict=True) for _t in range(times)]
        return float(info.objective_function_value), dict(self.field.moves(plan)), float(info.mip_dual_bound)


def _quiet() -> Any:
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", TOLERANCE)
    return solver


def _columns(table: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts, rows and values of a table's columns."""
    columns, rows = np.nonzero(table.T)
    starts = np.zeros(table.shape[1] + 1, dtype=np.int32)
    np.cumsum(np.bincount(columns, minlength=table.shape[1]), out=starts[1:])
    return starts, rows.astype(np.int32), table[rows, columns]


def _lp(program: Program, options: np.ndarray, branch: Branch) -> Any:
    """The model with these options only; the columns of waiting and shortages come first."""
    import highspy

    lp = highspy.HighsLp()
    starts, indices, values = _columns(np.concatenate([program.others, program.options[:, options]], axis=1))
    lp.num_col_ = len(program.cost) + len(options)
    lp.num_row_ = len(program.low)
    lp.col_cost_ = np.concatenate([program.cost, program.option_cost[options]])
    upper = np.concatenate([program.upper, program.option_upper[options]])
    lower, low = np.zeros(lp.num_col_), program.low.copy()
    if branch.still:
        lower[program.manned] = program.manned_now
        upper[program.manned] = program.manned_now
    lp.col_lower_, lp.col_upper_ = lower, upper
    if branch.turned >= 0:
        low[branch.turned] = 2.0
    lp.row_lower_, lp.row_upper_ = low, program.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, indices, values
    return lp
