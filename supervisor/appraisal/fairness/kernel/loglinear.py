"""What each person, inspector, check-list and month adds to what is found: one additive model on the log scale.

    E[lost_ip] = exp(a + person_p + inspector_i + check-list_i + month_i + …)       for every p who could be seen in i

A log-linear model in the points lost, fitted by penalised quasi-likelihood with Newton steps (McCullagh and Nelder,
Generalized Linear Models, 2nd ed. 1989, ch. 6 and 9; that points need not be counts: Santos Silva and Tenreyro, Review
of Economics and Statistics 88, 2006). It is the many-facet idea of Linacre (Many-Facet Rasch Measurement, 1989) for
rare faults, where the logit and the logarithm agree. Every effect carries a normal prior of mean 0 and spread `VAGUE`,
so wide that it only keeps somebody of whom nothing was ever found from running to minus infinity.

The variance is `spread` × mean. Faults come in lumps (points per fault, a bad hour in which several are found), so the
spread is taken from whole inspections, not from single people: Σ (Y_i − M_i)² / Σ M_i · n / (n − k) with Y_i and M_i
the sums of inspection i, the moment estimator of an over-dispersed Poisson (McCullagh and Nelder, ch. 6.2.3, weighted).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid, dummies

VAGUE = 2.0  # spread of every effect before anything is seen; e² = 7 times the usual is nothing out of the way
TURNS, CLOSE_ENOUGH, LONGEST_STEP = 60, 1e-8, 2.0
LEAST_SPREAD = 1e-6


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """The effects on the log scale. `error` is the covariance of the inspectors' effects (J × J); `expected` what was
    to be lost in each field of the grid; `even` the same by an inspector and a person of effect nought. `spread` is
    variance per mean of whole inspections, `spread_of_one` that of single fields. `linked[j]` numbers the group of
    inspectors that can be compared with inspector j."""

    inspector: Array
    error: Array
    person: Array
    expected: Array
    even: Array
    spread: float
    spread_of_one: float
    linked: tuple[int, ...]


def fit(grid: Grid) -> Fitted | None:
    """Fit the model to all inspections of the grid; None where nothing was lost at all."""
    seen = grid.seen.astype(float)
    lost = grid.lost * seen
    whole = float(lost.sum())
    if whole <= 0:
        return None
    columns = _columns(grid)
    many, staff = columns.shape[1], len(grid.people)
    # people are met several at once, so each takes up less than one whole inspection
    free = max(1.0, grid.looks - many - staff * grid.looks / float(seen.sum()))
    effects = np.zeros(staff + many)
    effects[staff] = np.log(whole / float(seen.sum()))
    penalty = np.full(staff + many, 1 / VAGUE**2)
    penalty[staff] = 0.0
    spread, model = max(LEAST_SPREAD, float((lost**2).sum()) / whole), None
    for _turn in range(2):  # once with a first guess of the spread, once with its own
        model = _newton(effects, seen, lost, columns, penalty, spread)
        effects = model.effects
        spread = _spread(model, lost, free)
    assert model is not None
    model = _newton(effects, seen, lost, columns, penalty, spread)
    own = slice(staff + 1, staff + 1 + len(grid.inspectors))
    error = np.linalg.inv(model.curve)[own, own] * (free / max(1.0, free - 2))  # as the variance of Student's t
    people = model.effects[:staff]
    left = (lost - model.expected)[seen > 0]
    fields = float(seen.sum())
    one = float((left**2).sum()) / float(model.expected.sum()) * fields / max(1.0, fields - staff - many)
    marks = columns[:, 1 : 1 + len(grid.inspectors)] @ model.effects[own]
    even = model.expected / np.exp(people)[None, :] / np.exp(marks)[:, None]
    return Fitted(
        inspector=model.effects[own], error=error, person=people, expected=model.expected, even=even, spread=spread,
        spread_of_one=max(LEAST_SPREAD, one), linked=_linked(grid, seen * (lost.sum(axis=0) > 0)[None, :], columns),
    )  # fmt: skip


class _Model(msgspec.Struct, frozen=True):
    effects: Array
    expected: Array
    curve: Array  # the information, prior included


def _columns(grid: Grid) -> Array:
    """What an inspection brings to everybody seen in it: 1, its inspector, its month and the other factors."""
    blocks = [np.ones((grid.looks, 1)), dummies(grid.inspector, len(grid.inspectors))]
    for values in (grid.month, *grid.factors.values()):
        used, place = np.unique(values, return_inverse=True)  # a month without inspections says nothing
        if len(used) > 1:
            blocks.append(dummies(place, len(used)))
    return np.hstack(blocks)


def _newton(effects: Array, seen: Array, lost: Array, columns: Array, penalty: Array, spread: float) -> _Model:
    staff = seen.shape[1]
    expected = curve = np.zeros(0)
    for _turn in range(TURNS):
        expected = seen * np.exp(columns @ effects[staff:])[:, None] * np.exp(effects[:staff])[None, :]
        missed = lost - expected
        slope = np.concatenate((missed.sum(axis=0), columns.T @ missed.sum(axis=1))) / spread - penalty * effects
        curve = _information(expected, columns) / spread + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        longest = float(np.abs(step).max())
        effects = effects + step * min(1.0, LONGEST_STEP / max(longest, CLOSE_ENOUGH))
        if longest < CLOSE_ENOUGH:
            break
    return _Model(effects, expected, curve)


def _information(weight: Array, columns: Array) -> Array:
    """X' W X of the whole design without ever writing it down: people by themselves, the rest by inspection."""
    staff = weight.shape[1]
    made = np.zeros((staff + columns.shape[1],) * 2)
    made[:staff, :staff] = np.diag(weight.sum(axis=0))
    made[:staff, staff:] = weight.T @ columns
    made[staff:, :staff] = made[:staff, staff:].T
    made[staff:, staff:] = columns.T @ (columns * weight.sum(axis=1)[:, None])
    return made


def _spread(model: _Model, lost: Array, free: float) -> float:
    got, due = lost.sum(axis=1), model.expected.sum(axis=1)
    return max(LEAST_SPREAD, float(((got - due) ** 2).sum()) / float(due.sum()) * len(got) / free)


def _linked(grid: Grid, seen: Array, columns: Array) -> tuple[int, ...]:
    """Groups of inspectors whose difference the inspections can tell at all: it must be estimable, that is lie in the
    row space of the design (Searle, Linear Models, 1971, ch. 5.4). Two inspectors who share no person, directly or
    through others, are in different groups, and so is one who alone uses a check-list that nobody else ever used.
    The connected sets of Abowd, Kramarz and Margolis (Econometrica 67, 1999) are the case of two factors."""
    made = _information(seen, columns)
    scale = np.sqrt(np.where(np.diag(made) > 0, np.diag(made), 1.0))
    values, vectors = np.linalg.eigh(made / scale[:, None] / scale[None, :])
    lost = vectors[:, values < 1e-9] / scale[:, None]  # directions of which the inspections say nothing
    many = len(grid.inspectors)
    own = lost[seen.shape[1] + 1 : seen.shape[1] + 1 + many]
    unit = float(np.abs(lost).max()) if lost.size else 1.0
    group = list(range(many))
    for one in range(many):
        for other in range(one):
            if not lost.size or float(np.abs(own[one] - own[other]).max()) < 1e-5 * unit:
                group[one] = group[other]
                break
    return _numbered(group)


def _numbered(group: Sequence[int]) -> tuple[int, ...]:
    known: dict[int, int] = {}
    return tuple(known.setdefault(one, len(known)) for one in group)
