"""The rows and columns of the dispatch model, written down as arrays.

Rows that no plan of so few moves can reach (a counter with many free stations, a post far above its minimum) are left
out, and quarter-hours in which the same people are there, and as many must be, are one stretch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supervisor.dispatch.optimiser.batch import Field
from supervisor.dispatch.problem.goals import NOWHERE

INFINITE = np.inf


@dataclass(frozen=True)
class Program:
    """Columns of waiting and shortages (`others`, rows x columns, with cost, upper bound and whether whole), columns of
    options, bounds of the rows, the row that limits the moves, and for branching the columns that say that a two-person
    post is manned, what they are if nobody is moved, and the rows that count who leaves, and who joins, such a post."""

    cost: np.ndarray
    upper: np.ndarray
    whole: np.ndarray
    others: np.ndarray
    option_cost: np.ndarray
    option_upper: np.ndarray
    options: np.ndarray
    low: np.ndarray
    high: np.ndarray
    budget: int
    manned: np.ndarray
    manned_now: np.ndarray
    turned: tuple[int, ...]


class _Writer:
    """Rows and columns as they are written down."""

    def __init__(self, field: Field, most: int) -> None:
        self.field, self.most = field, most
        self.evaluator, self.judge = field.evaluator, field.judge
        self.cost: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[np.ndarray] = []
        self.extra: list[tuple[int, int, float]] = []  # row, column, value
        self.low: list[float] = []
        self.high: list[float] = []
        self.manned: dict[int, float] = {}
        self.turned: list[int] = []
        self.stretches = _stretches(field)
        firsts = [quarters[0] for quarters in self.stretches]
        self.base = self.evaluator.level[:, firsts]
        self.minimum = self.evaluator.minimum[:, firsts]
        self.change = field.change[:-1][:, :, firsts].astype(float)  # options x posts x stretches

    def column(self, cost: float, upper: float, whole: bool = False) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, options: np.ndarray, low: float, high: float, extra: dict[int, float] | None = None) -> int:
        number = len(self.rows)
        self.rows.append(options)
        self.low.append(low)
        self.high.append(high)
        self.extra.extend((number, column, value) for column, value in (extra or {}).items())
        return number

    def moves(self) -> int:
        """Nobody is sent twice, and no more than so many; the number of the row that says so."""
        for number, kind in enumerate(self.field.kinds):
            if kind.goals and len(kind.members) < self.most:
                self.row((self.field.kind[:-1] == number).astype(float), -INFINITE, float(len(kind.members)))
        return self.row(np.ones(self.field.nothing), -INFINITE, float(self.most))

    def no_exchange(self) -> None:
        """Between two posts people go one way only."""
        start, post = self.field.start[:-1], self.field.post[:-1]
        ways = {(int(a), int(b)) for a, b in zip(start, post, strict=True) if a not in (NOWHERE, b)}
        for here, there in sorted(ways):
            if here < there and (there, here) in ways:
                forth = self.column(0.0, 1.0, whole=True)
                go, back = (start == here) & (post == there), (start == there) & (post == here)
                self.row(go.astype(float), -INFINITE, 0.0, {forth: -float(self.most)})
                self.row(back.astype(float), -INFINITE, float(self.most), {forth: float(self.most)})

    def waiting(self) -> None:
        """What each further person on a class saves in each stretch."""
        for number, serves in enumerate(self.evaluator.serves):
            posts = np.flatnonzero(serves)
            if not len(posts):
                continue
            for post in posts.tolist():
                self._stations(post)
            people = self.base[posts].sum(axis=0)
            kept = np.minimum(self.minimum[posts], self.base[posts]).sum(axis=0)  # a rule that holds is not broken
            seats = np.maximum(self.evaluator.stations[posts], self.base[posts]).sum(axis=0)
            least, greatest = np.maximum(people - self.most, kept), np.minimum(people + self.most, seats)
            lowest = int(least.min())
            cost = self.evaluator.course(number).levels(lowest, int(greatest.max()))
            for stretch, quarters in enumerate(self.stretches):
                here, first, last = int(people[stretch]), int(least[stretch]), int(greatest[stretch])
                savings = decreasing_savings(cost[first - lowest : last - lowest + 1, quarters].sum(axis=1))
                columns = [self.column(-float(saving), 1.0) for saving in savings]
                self.row(
                    -self.change[:, posts, stretch].sum(axis=1), -INFINITE, float(here - first),
                    dict.fromkeys(columns, 1.0),
                )  # fmt: skip

    def _stations(self, post: int) -> None:
        """No more people at a serving post than stations (or than stand there now)."""
        stations = int(self.evaluator.stations[post, 0])
        for stretch in range(len(self.stretches)):
            room = max(stations, int(self.base[post, stretch])) - int(self.base[post, stretch])
            if room < self.most:
                self.row(self.change[:, post, stretch], -INFINITE, float(room))

    def _price(self, rule: str, row: int, stretch: int) -> float:
        """What it costs to leave a shortage that stands in a stretch."""
        return float(self.judge.worth[rule][row, self.stretches[stretch]].sum())

    def cover(self) -> None:
        """Posts keep their minimum; what is missing already may stay missing at its price."""
        for post in np.flatnonzero(self.minimum.any(axis=1)).tolist():
            for stretch in range(len(self.stretches)):
                missing = int(self.minimum[post, stretch] - self.base[post, stretch])
                if missing > -self.most:
                    extra = {}
                    if missing > 0:
                        extra[self.column(self._price("minimum_cover", post, stretch), float(missing))] = 1.0
                    self.row(self.change[:, post, stretch], float(missing), INFINITE, extra)

    def dual(self) -> None:
        """At a two-person post stand none or at least two; who is alone there may stay so at a price."""
        for post, one in enumerate(self.evaluator.problem.posts):
            for stretch in range(len(self.stretches)) if one.dual_control else ():
                base, change = float(self.base[post, stretch]), self.change[:, post, stretch]
                if base == 1:
                    self._alone(post, stretch, change)
                elif base - self.most < 2:
                    manned = self.column(0.0, 1.0, whole=True)
                    self.manned[manned] = float(base >= 2)
                    self.row(change, -base, INFINITE, {manned: -2.0})
                    self.row(change, -INFINITE, -base, {manned: -(base + self.most)})
            if one.dual_control:
                for who in (self.change[:, post] < 0, self.change[:, post] > 0):
                    self.turned.append(self.row(who.any(axis=1).astype(float), -INFINITE, INFINITE))

    def _alone(self, post: int, stretch: int, change: np.ndarray) -> None:
        """One stands there alone: a second comes, or it stays so at its price; to leave altogether (`gone`, which only
        somebody who leaves makes possible) costs the same. Tighter than one row with twice the weight."""
        alone = self.column(self._price("dual_control", post, stretch), 1.0, whole=True)
        gone = self.column(0.0, 1.0)
        self.row(change, 1.0, INFINITE, {alone: 1.0, gone: 1.0})
        self.row(np.minimum(change, 0.0), -INFINITE, 0.0, {gone: 1.0})
        self.row(np.zeros_like(change), -INFINITE, 0.0, {gone: 1.0, alone: -1.0})

    def roles(self) -> None:
        """Somebody who may authorise, and a lobby manager, are there."""
        for rule, there, changes in self.field.roles:
            for stretch, quarters in enumerate(self.stretches):
                base = float(there[quarters[0]])
                if base > self.most:
                    continue
                extra = {self.column(self._price(rule, 0, stretch), 1.0): 1.0} if base == 0 else {}
                self.row(changes[:-1, quarters[0]].astype(float), 1.0 - base, INFINITE, extra)


def written(field: Field, most: int) -> Program:
    """The model of a problem for at most so many moves."""
    writer = _Writer(field, most)
    budget = writer.moves()
    writer.no_exchange()
    writer.waiting()
    writer.cover()
    writer.dual()
    writer.roles()
    others = np.zeros((len(writer.rows), len(writer.cost)))
    for row, column, value in writer.extra:
        others[row, column] = value
    sizes = np.array([len(field.kinds[kind].members) for kind, _goal in field.options], dtype=float)
    return Program(
        cost=np.array(writer.cost),
        upper=np.array(writer.upper),
        whole=np.array(writer.whole, dtype=bool),
        others=others,
        option_cost=field.price[:-1],
        option_upper=np.minimum(sizes, float(most)),
        options=np.array(writer.rows),
        low=np.array(writer.low),
        high=np.array(writer.high),
        budget=budget,
        manned=np.array(list(writer.manned), dtype=np.int64),
        manned_now=np.array(list(writer.manned.values())),
        turned=tuple(writer.turned),
    )


def _stretches(field: Field) -> list[list[int]]:
    """Quarter-hours in which, whatever is decided, as many people are, and must be, on the same posts and on duty."""
    evaluator = field.evaluator
    worth = [table > 0 for table in field.judge.worth.values()]
    alike: dict[bytes, list[int]] = {}
    for quarter in range(evaluator.quarters):
        parts = [
            field.change[:, :, quarter].tobytes(),
            evaluator.level[:, quarter].tobytes(),
            evaluator.minimum[:, quarter].tobytes(),
            *(change[:, quarter].tobytes() + base[quarter].tobytes() for _rule, base, change in field.roles),
            *(table[:, quarter].tobytes() for table in worth),
        ]
        alike.setdefault(b"".join(parts), []).append(quarter)
    return list(alike.values())


def decreasing_savings(cost: np.ndarray) -> np.ndarray:
    """What each further person saves, made decreasing by the lower convex hull of the cost; never negative."""
    cost = np.minimum.accumulate(cost)
    hull = [0]
    for point in range(1, len(cost)):
        while len(hull) >= 2:
            a, b = hull[-2], hull[-1]
            if (cost[b] - cost[a]) * (point - a) >= (cost[point] - cost[a]) * (b - a):
                hull.pop()
            else:
                break
        hull.append(point)
    lower = np.interp(np.arange(len(cost)), hull, cost[hull])
    return np.maximum(0.0, -np.diff(lower))
