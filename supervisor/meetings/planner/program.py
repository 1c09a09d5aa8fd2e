"""A small linear program for HiGHS: columns, rows that may be added later, and one answer, always the same.

highspy is imported inside, so that a program that plans nothing does not load it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Row = tuple[float, float, list[int], list[float]]
"""Lower and upper side, columns and their coefficients."""


@dataclass
class Program:
    """Minimise `cost` over columns between `lower` and `upper`, those of `whole` being whole numbers."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, cost: float, *, lower: float = 0.0, upper: float = 1.0, whole: bool = True) -> int:
        """A new column from `lower` to `upper`; returns its number."""
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, lower: float, upper: float, columns: list[int], values: list[float] | None = None) -> None:
        """A new row; coefficients are 1 unless given."""
        self.rows.append((lower, upper, columns, values or [1.0] * len(columns)))


@dataclass(frozen=True)
class Solved:
    """Values of the columns (None: none found), reduced costs and prices of rows of a relaxation, the bound, and
    whether it is the best or there is none."""

    values: np.ndarray | None
    reduced: np.ndarray | None
    duals: np.ndarray | None
    bound: float
    optimal: bool
    infeasible: bool = False


class Solver:
    """HiGHS on one program. `whole` False solves the relaxation, to which rows may be added and which may be solved
    again from where it stood."""

    def __init__(self, program: Program, *, whole: bool, nodes: int = 0) -> None:
        import highspy

        self._highs: Any = highspy.Highs()
        self._api = highspy
        self._whole = whole
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 7), ("mip_rel_gap", 0.0)):
            self._highs.setOptionValue(name, value)
        if nodes:
            self._highs.setOptionValue("mip_max_nodes", nodes)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(program.cost), len(program.rows)
        lp.col_cost_ = np.array(program.cost, dtype=np.float64)
        lp.col_lower_ = np.array(program.lower, dtype=np.float64)
        lp.col_upper_ = np.array(program.upper, dtype=np.float64)
        low, high, starts, index, values = _packed(program.rows)
        lp.row_lower_, lp.row_upper_ = low, high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, index, values
        if whole:
            kinds = highspy.HighsVarType
            lp.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in program.whole]
        self._highs.passModel(lp)

    def solve(
        self,
        *,
        gap: float = 1e-6,
        seconds: float | None = None,
        begin: np.ndarray | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Solved:
        """Solve; `gap` is the absolute gap of a whole program, `begin` a solution to begin with."""
        highs = self._highs
        highs.setOptionValue("mip_abs_gap", gap)
        if seconds is not None:
            highs.setOptionValue("time_limit", max(0.01, highs.getRunTime() + seconds))
        if begin is not None:
            solution = self._api.HighsSolution()
            solution.col_value = begin.tolist()
            highs.setSolution(solution)
        raised: list[BaseException] = []
        if stop is not None:

            def asked(event: Any) -> None:
                try:
                    if raised or stop():
                        event.interrupt()
                except BaseException as error:  # must not pass through the solver; it is raised behind it
                    raised.append(error)
                    event.interrupt()

            highs.cbMipInterrupt += asked
        highs.run()
        if raised:
            raise raised[0]
        status = highs.getModelStatus()
        kinds = self._api.HighsModelStatus
        info = highs.getInfo()
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Solved(None, None, None, float("inf"), False, True)
        found = info.primal_solution_status == 2
        solution = highs.getSolution()
        bound = info.mip_dual_bound if self._whole else info.objective_function_value
        return Solved(
            values=np.array(solution.col_value) if found else None,
            reduced=None if self._whole else np.array(solution.col_dual),
            duals=None if self._whole else np.array(solution.row_dual),
            bound=bound,
            optimal=status == kinds.kOptimal,
        )


def _packed(rows: list[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    starts = np.zeros(len(rows) + 1, dtype=np.int32)
    starts[1:] = np.cumsum([len(row[2]) for row in rows])
    index = np.array([n for row in rows for n in row[2]], dtype=np.int32)
    values = np.array([value for row in rows for value in row[3]], dtype=np.float64)
    low = np.array([row[0] for row in rows], dtype=np.float64)
    high = np.array([row[1] for row in rows], dtype=np.float64)
    return low, high, starts, index, values
