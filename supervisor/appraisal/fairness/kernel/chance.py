"""How much chance there is in a rank: where else somebody might as well stand.

What a person loses in a month is a sample of his conduct: a few inspections, at hours that might have been others. His
own rate, relative to what was to be expected in the inspections in which he could be seen, is drawn from its posterior
in the gamma-Poisson model (Clayton and Kaldor, Biometrics 43, 1987),
    rate ~ Gamma(1/v + lost/s, 1/v + expected/s),
with v the variance of rates between people, found by moments (Marshall, Applied Statistics 40, 1991), and s the
variance per mean of what one person loses in one inspection. Everybody is then put at the same number of inspections,
all other parts of the total stay as they are, and all are ranked anew, draw by draw: the interval of a rank as
Goldstein and Spiegelhalter advise for league tables (J. Royal Statistical Society A 159, 1996).

The rules by which a rank "says little": `seldom` by the number of inspections, or an 80 % interval
that spans more than `WIDE_SHARE` of all places or does not even hold the rank: then luck has put him there.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.adjusting import Standing
from supervisor.appraisal.fairness.kernel.grid import Array, Grid
from supervisor.appraisal.fairness.kernel.loglinear import Fitted
from supervisor.appraisal.scoring.seldom import seldom, usual

DRAWS, SEED = 2000, 20261124
BAND = 0.80
WIDE_SHARE = 0.5
QUARTER = 0.25
LEAST_BETWEEN = 0.1  # people differ by a third at least: from a short time nobody can say that all are alike


class Chance(msgspec.Struct, frozen=True, kw_only=True):
    """One rank and what it is worth. `looks` inspections in which he could be seen, `usual` the mean of those ranked
    with him who were seen at all; with 80 % he stands between `low` and `high`. `top` and `bottom` are the chances of
    the best and the worst quarter, `same_grade` that of the grade he has (None where points alone do not decide)."""

    person: str
    rank: int
    of: int
    looks: int
    usual: float
    low: int
    high: int
    top: float
    bottom: float
    same_grade: float | None
    few: bool
    wide: bool

    @property
    def says_little(self) -> bool:
        """Whether the rank should not be relied on."""
        return self.few or self.wide


def chances(
    grid: Grid, fitted: Fitted | None, month: str, standings: Sequence[Standing], borders: Sequence[float] = ()
) -> list[Chance]:
    """What the ranks of a month are worth, best first; none without anything lost in the grid's months.

    `borders` are the totals at which one grade becomes the next, ascending; empty where points alone do not decide.
    """
    ranked = [one for one in standings if one.rank is not None]
    if fitted is None or not ranked or month not in grid.months:
        return []
    totals = _totals(grid, fitted, month, ranked)
    looks = _looks(grid, month, ranked)
    made: list[Chance] = []
    for group in dict.fromkeys(one.group for one in ranked):
        at = np.array([place for place, one in enumerate(ranked) if one.group == group])
        made += _group(totals[:, at], looks[at], [ranked[place] for place in at], borders)
    return sorted(made, key=lambda one: (one.rank, one.person))


def _group(totals: Array, looks: Array, ranked: Sequence[Standing], borders: Sequence[float]) -> list[Chance]:
    many = len(ranked)
    order = np.argsort(np.argsort(-totals, axis=1, kind="stable"), axis=1) + 1
    low, high = np.quantile(order, ((1 - BAND) / 2, (1 + BAND) / 2), axis=0, method="closest_observation")
    quarter = max(1, round(many * QUARTER))
    mean, few = usual(looks.tolist()), seldom(looks.tolist())
    edges = np.array(borders, float)
    made = []
    for at, one in enumerate(ranked):
        assert one.rank is not None
        same = None
        if len(edges):
            grade = np.searchsorted(edges, round(one.total, 2), side="right")
            same = float((np.searchsorted(edges, totals[:, at], side="right") == grade).mean())
        made.append(Chance(
            person=one.person, rank=one.rank, of=many, looks=int(looks[at]), usual=mean, low=int(low[at]),
            high=int(high[at]), top=float((order[:, at] <= quarter).mean()),
            bottom=float((order[:, at] > many - quarter).mean()), same_grade=same,
            few=few[at],
            wide=bool(high[at] - low[at] > WIDE_SHARE * (many - 1)) or not low[at] <= one.rank <= high[at],
        ))  # fmt: skip
    return made


def _looks(grid: Grid, month: str, ranked: Sequence[Standing]) -> Array:
    own = grid.of_month(month).seen.sum(axis=0)
    places = {person: at for at, person in enumerate(grid.people)}
    return np.array([own[places[one.person]] if one.person in places else 0 for one in ranked], float)


def _totals(grid: Grid, fitted: Fitted, month: str, ranked: Sequence[Standing]) -> Array:
    """Totals (draws × people) had everybody been looked at equally often, by rates that may as well be theirs."""
    lost, due = observed(grid, fitted, month)
    places = {person: at for at, person in enumerate(grid.people)}
    at = [places.get(one.person, -1) for one in ranked]
    own = np.array([lost[place] if place >= 0 else 0.0 for place in at])
    expected = np.array([due[place] if place >= 0 else 0.0 for place in at])
    taken = np.array([one.taken for one in ranked])
    scale = float(taken.sum()) / float(own.sum()) if own.sum() > 0 else 1.0  # what a single price comes to in the end
    spread, between = fitted.spread_of_one, between_people(grid, fitted)
    shape, rate = 1 / between + own / spread, 1 / between + expected / spread
    drawn = np.random.default_rng(SEED).gamma(shape[None, :], 1 / rate[None, :], (DRAWS, len(ranked)))
    alike = float(expected.mean())
    rest = np.array([one.total for one in ranked]) + taken
    return rest[None, :] - scale * alike * drawn


def observed(grid: Grid, fitted: Fitted, month: str = "") -> tuple[Array, Array]:
    """Points lost and points to be expected of the average person in the same inspections, by person; of one month or
    of all. They agree in sum over all months."""
    due = fitted.expected / np.exp(fitted.person)[None, :]
    lost = grid.lost * grid.seen
    due = due * (float(lost.sum()) / float(due.sum()))
    if month:
        own = grid.month == grid.months.index(month)
        due, lost = due[own], lost[own]
    return lost.sum(axis=0), due.sum(axis=0)


def between_people(grid: Grid, fitted: Fitted) -> float:
    """The variance of people's relative rates by moments over all months (Marshall 1991), within bounds."""
    lost, due = observed(grid, fitted)
    seen = due > 0
    if not seen.any():
        return 1.0
    lost, due = lost[seen], due[seen]
    extra = float(((lost - due) ** 2).sum()) - fitted.spread_of_one * float(due.sum())
    return min(4.0, max(LEAST_BETWEEN, extra / float((due**2).sum())))
