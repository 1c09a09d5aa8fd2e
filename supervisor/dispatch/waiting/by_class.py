"""What a staffing means for the customers of each class: minutes waited and customers who leave, with the range that
the forecast's 80 % band leaves."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from supervisor.dispatch.problem.model import ClassWait
from supervisor.dispatch.waiting.waits import Evaluator


class Spent(NamedTuple):
    """Customer-minutes waited by one class under one staffing, and customers who leave unserved: expected, and at the
    lower and the upper edge of the forecast's band. Who leaves is the waiting over the mean patience (Erlang-A: each
    waiting minute ends a customer's patience at that rate), and never more than come."""

    minutes: tuple[float, float, float]
    leaving: tuple[float, float, float]


def spent(evaluator: Evaluator, number: int, counts: np.ndarray) -> Spent:
    """Waiting and leavers of class `number` with these people; counts: shape (posts, quarters)."""
    minutes = tuple(evaluator.class_waiting(number, counts, band) for band in ("arrivals", "low", "high"))
    demands = [evaluator.demand(number, band) for band in ("arrivals", "low", "high")]
    leaving = [min(one.customers, waited / one.patience_minutes) for one, waited in zip(demands, minutes, strict=True)]
    mean, low, high = minutes
    gone, few, many = leaving
    return Spent((mean, min(low, mean), max(high, mean)), (gone, min(few, gone), max(many, gone)))


def class_waits(evaluator: Evaluator, before: np.ndarray, after: np.ndarray) -> tuple[ClassWait, ...]:
    """The waits of every class before and after; counts as in `spent`."""
    return tuple(
        _class_wait(evaluator, number, spent(evaluator, number, before), spent(evaluator, number, after))
        for number in range(len(evaluator.problem.classes))
    )


def _class_wait(evaluator: Evaluator, number: int, before: Spent, after: Spent) -> ClassWait:
    demand = evaluator.demand(number)
    customers = demand.customers
    return ClassWait(
        service_class=evaluator.problem.classes[number].service_class,
        customers=round(customers, 1),
        before_minutes=round(before.minutes[0], 1),
        before_range=(round(before.minutes[1], 1), round(before.minutes[2], 1)),
        after_minutes=round(after.minutes[0], 1),
        after_range=(round(after.minutes[1], 1), round(after.minutes[2], 1)),
        before_mean_minutes=round(before.minutes[0] / customers if customers > 0 else 0.0, 2),
        after_mean_minutes=round(after.minutes[0] / customers if customers > 0 else 0.0, 2),
        before_leaving=round(before.leaving[0], 1),
        before_leaving_range=(round(before.leaving[1], 1), round(before.leaving[2], 1)),
        after_leaving=round(after.leaving[0], 1),
        after_leaving_range=(round(after.leaving[1], 1), round(after.leaving[2], 1)),
        turned_away=round(demand.turned_away, 1),
    )


def before_of(evaluator: Evaluator, waits: tuple[ClassWait, ...], level: np.ndarray) -> tuple[ClassWait, ...]:
    """The same waits with the figures "before" of another staffing."""
    fresh = class_waits(evaluator, level, level)
    fields = [name for name in ClassWait.__struct_fields__ if name.startswith("before_")]
    return tuple(
        msgspec.structs.replace(one, **{name: getattr(new, name) for name in fields})
        for one, new in zip(waits, fresh, strict=True)
    )
