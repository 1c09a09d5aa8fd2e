"""The dispatcher with the day already known: who will come when, and what each order would really have led to.

It is the same model, given the true customers instead of a forecast, and each of its plans is played on the true day
before it is ordered: one that would have made customers wait longer, the price of its moves included, is not. That is
no bound (nobody can try all plans of a day), but what perfect knowledge of customers would have been worth to it.
"""

from __future__ import annotations

import numpy as np

from supervisor.dispatch.problem.model import QUARTER_MINUTES, ClassQueue
from supervisor.traffic.waiting.patience import LEAST_PATIENCE, LEAST_SCV, MOST_PATIENCE, MOST_SCV

from .day import Play
from .floor import Floor, Order
from .policies import Choose, Settings, planned, problem_of, to_the_end


def all_known(play: Play, settings: Settings, patience_minutes: tuple[float, ...]) -> Choose:
    """The policy of hindsight. patience_minutes: mean by queue, as the day's own tickets show it."""
    arrived, queue = np.array(play.arrived), np.array(play.queue, dtype=int)
    service = np.array(play.service)
    means, spreads = [], []
    for at in range(len(play.queues)):
        own = service[queue == at]
        mean = max(float(own.mean()), 0.1) if own.size else 5.0
        means.append(mean)
        spreads.append(float(np.clip(own.var() / mean**2, LEAST_SCV, MOST_SCV)) if own.size else 1.0)

    def choose(floor: Floor, minute: int) -> list[Order]:
        edges = minute + QUARTER_MINUTES * np.arange(settings.quarters + 1) + 1e-9
        classes = tuple(
            ClassQueue(
                service_class=name,
                arrivals=tuple(float(x) for x in np.histogram(arrived[queue == at], edges)[0]),
                service_minutes=means[at],
                patience_minutes=float(np.clip(patience_minutes[at], LEAST_PATIENCE, MOST_PATIENCE)),
                service_scv=round(spreads[at], 3),
                standing=float(waiting),
            )
            for at, (name, waiting) in enumerate(zip(play.queues, floor.standing(), strict=True))
        )
        problem = problem_of(floor, minute, classes, settings)
        orders = planned(problem, floor, minute) if problem is not None else []
        if not orders:
            return []
        left_alone, tried = floor.copy(), floor.copy()
        for order in orders:
            tried.order(order)
        saved = to_the_end(left_alone, settings).waiting_minutes - to_the_end(tried, settings).waiting_minutes
        return orders if saved > settings.price * len(orders) else []

    return choose
