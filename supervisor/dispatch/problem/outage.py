"""Where the customers of what is down go: to another class, home at once, or to the guide.

Of those whose service is impossible each class says which share leaves and which share turns to which other class; the
rest asks the guide. Whoever turns to a class that is down too is not sent on for ever: he asks the guide. Where there
is no guide the rest goes home, and is counted as turned away rather than forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supervisor.dispatch.problem.model import Problem


@dataclass(frozen=True)
class Flow:
    """Customers by class (order of the problem) once the incident stopped what it stops: `arrivals` classes x quarters,
    `standing` and `turned_away` (by class of what they came for) per class."""

    arrivals: np.ndarray
    standing: np.ndarray
    turned_away: np.ndarray


def flow(problem: Problem, arrivals: np.ndarray) -> Flow:
    """What comes to each class; `arrivals` is classes x quarters as forecast. Nobody is lost: arrivals, those standing
    and those turned away add up to what there was."""
    classes = problem.classes
    quarters = arrivals.shape[1] if arrivals.size else 0
    number = {one.service_class: n for n, one in enumerate(classes)}
    guide = number.get(problem.guide_class, -1)
    down = np.arange(quarters) < (problem.outage_quarters or quarters)
    share = np.array([0.0 if n == guide else one.share_stopped for n, one in enumerate(classes)])
    stopped = share[:, None] * down if classes else np.zeros(arrivals.shape)
    now = stopped[:, 0] if quarters else np.zeros(len(classes))
    coming = arrivals * (1.0 - stopped)
    standing = np.array([one.standing for one in classes], dtype=float) * (1.0 - now)
    away = np.zeros(len(classes))
    for n, one in enumerate(classes):
        if not share[n]:
            continue
        sent, sent_now = arrivals[n] * stopped[n], one.standing * now[n]
        asking, asking_now = sent.copy(), sent_now
        for other, part in {**one.diverts, "": one.leaves}.items():
            asking, asking_now = asking - part * sent, asking_now - part * sent_now
            if other not in number:
                away[n] += part * (sent.sum() + sent_now)
                continue
            to = number[other]
            coming[to] += part * sent * (1.0 - stopped[to])
            standing[to] += part * sent_now * (1.0 - now[to])
            asking, asking_now = asking + part * sent * stopped[to], asking_now + part * sent_now * now[to]
        if guide >= 0:
            coming[guide] += asking
            standing[guide] += asking_now
        else:
            away[n] += asking.sum() + asking_now
    return Flow(np.maximum(coming, 0.0), np.maximum(standing, 0.0), np.maximum(away, 0.0))
