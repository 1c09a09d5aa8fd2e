"""How what was lost is distributed: by post, by person, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from supervisor.appraisal.fairness.kernel.grid import Array, Grid


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """Five numbers of a group of values (least, quartiles, most) and the values with whose they are."""

    key: str
    five: tuple[float, float, float, float, float]
    values: tuple[tuple[str, float], ...]

    @property
    def middle(self) -> float:
        """The median."""
        return self.five[2]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """Points lost per inspection, month by month (None where nobody was looked at), and all together."""

    key: str
    months: tuple[float | None, ...]
    looks: tuple[int, ...]
    mean: float | None


def courses(grid: Grid, groups: Mapping[str, Sequence[str]]) -> list[Course]:
    """The course of every group of people; one of a single person is that person's own."""
    places = {person: at for at, person in enumerate(grid.people)}
    lost, seen = _monthly(grid, grid.lost * grid.seen), _monthly(grid, grid.seen.astype(float))
    made = []
    for key, persons in groups.items():
        at = [places[person] for person in persons if person in places]
        points, looks = lost[:, at].sum(axis=1), seen[:, at].sum(axis=1)
        whole = float(looks.sum())
        made.append(Course(
            key=key, months=tuple(float(p / n) if n else None for p, n in zip(points, looks, strict=True)),
            looks=tuple(int(n) for n in looks), mean=float(points.sum()) / whole if whole else None,
        ))  # fmt: skip
    return made


def boxes(values: Mapping[str, Sequence[tuple[str, float]]]) -> list[Box]:
    """A box for every group that has values, the highest median first. Quartiles by linear interpolation (type 7 of
    Hyndman and Fan, The American Statistician 50, 1996)."""
    made = []
    for key, named in values.items():
        if named:
            five = np.quantile(np.array([value for _who, value in named]), (0, 0.25, 0.5, 0.75, 1))
            low, first, middle, third, high = (float(one) for one in five)
            made.append(Box(key=key, five=(low, first, middle, third, high), values=tuple(named)))
    return sorted(made, key=lambda one: (-one.middle, one.key))


def per_look(grid: Grid) -> dict[str, float]:
    """Points lost per inspection of everybody who could be seen in one."""
    looks = grid.seen.sum(axis=0)
    lost = (grid.lost * grid.seen).sum(axis=0)
    return {who: float(lost[at] / looks[at]) for at, who in enumerate(grid.people) if looks[at]}


def _monthly(grid: Grid, values: Array) -> Array:
    made = np.zeros((len(grid.months), len(grid.people)))
    np.add.at(made, grid.month, values)
    return made
