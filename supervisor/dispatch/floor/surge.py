"""A surge offered by itself: too many stand in the hall, or the coming hour is expected to break the waiting target.

Nothing is declared by the program: it says what it sees, with the figure and the target, and a person declares. What
is too many is written in the playbook of the surge (`offer`), which the branch may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec
import numpy as np

from supervisor.branch.ledger import branch_profile
from supervisor.dispatch.floor.queue_now import standing_now
from supervisor.dispatch.floor.several import without_effects
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.judging.release import wait_of_newcomer
from supervisor.dispatch.problem.closed import why_closed
from supervisor.dispatch.problem.model import QUARTER_MINUTES
from supervisor.dispatch.waiting.waits import Demand, Evaluator
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import playbook_now, running
from supervisor.incidents.playbooks import Offer
from supervisor.journal import Reader
from supervisor.traffic.targets.ledger import class_targets
from supervisor.traffic.waiting.hall import hall_course

SURGE = "surge"
LEAST_WAITING = 3  # two who wait are no crowd, however long: somebody is missing there, which the gaps on Today say
MOST_STANDING = 500  # no hall holds more; where the figure that keeps the target is looked for


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a surge is offered.

    `why` is `hall` (more in the hall than the playbook's number), `count` (a customer of this class who comes now waits
    beyond the target) or `forecast` (one who comes at `minute` is expected to). `waiting` stand then, `most` could for
    the limit to be kept, `servers` serve; `wait_minutes` against `target_minutes`. `service_class` is empty for the
    whole hall. `minute` is after midnight, `source` how the queue of now is known (counted, tickets, expected).
    """

    why: Literal["hall", "count", "forecast"]
    service_class: str
    waiting: float
    most: int
    servers: int
    wait_minutes: float
    target_minutes: float
    minute: int
    source: str


def surge_signal(r: Reader, at: datetime, *, in_meeting: Mapping[str, int] | None = None) -> Signal | None:
    """What speaks for declaring a surge at an instant; None while nothing does, while the doors are closed and while
    one is declared already (or an outage that the whole branch serves under).

    in_meeting: person -> minute until which he meets, which dispatch cannot know by itself.
    """
    if why_closed(r, at) is not None:
        return None
    happening = running(r, at)
    if any(one.kind in KINDS and KINDS[one.kind].crowd for one in happening):
        return None
    book = playbook_now(r, SURGE)
    queue = standing_now(r, at, happening[0].subject if happening else "")
    quarters = max(1, -(-book.offer.ahead_minutes // QUARTER_MINUTES))
    problem = problem_at(r, without_effects(book), at, standing=queue.waiting, in_meeting=in_meeting, quarters=quarters)
    usual = branch_profile(r).target_minutes
    own = {code: target.minutes for code, target in class_targets(r).items()}
    targets = {one.service_class: own.get(one.service_class, usual) for one in problem.classes}
    return signal_of(Evaluator(problem), targets, book.offer, queue.source)


def signal_of(evaluator: Evaluator, targets: Mapping[str, float], offer: Offer, source: str) -> Signal | None:
    """The signal of a situation: the hall as a whole first, then the class whose queue of now is furthest beyond its
    target, then the one that the forecast breaks first. A queue that nobody counted is forecast, not count.

    targets: minutes by class; a class without one is passed over.
    """
    problem = evaluator.problem
    known = source != "expected"
    demand = [evaluator.demand(number) for number in range(len(problem.classes))]
    total = sum(one.standing for one in demand)
    servers = evaluator.servers(evaluator.level)
    if known and offer.waiting and total > offer.waiting:
        return Signal(
            why="hall", service_class="", waiting=total, most=offer.waiting, servers=int(servers[:, 0].sum()),
            wait_minutes=0.0, target_minutes=0.0, minute=problem.now_minute, source=source,
        )  # fmt: skip
    now: list[Signal] = []
    ahead: list[Signal] = []
    for number, one in enumerate(demand):
        target = targets.get(one.service_class, 0.0)
        if target <= 0:
            continue
        pool = (one.service_minutes, one.patience_minutes)
        if known and offer.wait_factor > 0:
            people = int(servers[number, 0])
            wait = wait_of_newcomer(one.standing, people, *pool)
            if one.standing >= LEAST_WAITING and wait > target * offer.wait_factor:
                most = _most(people, *pool, target * offer.wait_factor)
                figures = (one.standing, most, people, wait, target, problem.now_minute)
                now.append(_signal("count", one.service_class, *figures, source))
        if offer.forecast_factor > 0:
            breach = _breach(one, servers[number], target * offer.forecast_factor, offer.ahead_minutes)
            if breach is not None:
                quarter, standing, wait = breach
                people = int(servers[number, quarter])
                most = _most(people, *pool, target * offer.forecast_factor)
                minute = problem.now_minute + (quarter + 1) * QUARTER_MINUTES
                figures = (standing, most, people, wait, target, minute)
                ahead.append(_signal("forecast", one.service_class, *figures, source))
    if now:
        return max(now, key=lambda one: (one.wait_minutes / one.target_minutes, one.service_class))
    return min(ahead, key=lambda one: (one.minute, -one.wait_minutes / one.target_minutes), default=None)


def _breach(demand: Demand, servers: np.ndarray, limit: float, ahead_minutes: int) -> tuple[int, float, float] | None:
    """The first quarter-hour within the minutes ahead at whose end a customer who comes waits longer than `limit`: its
    number, who stands then and the wait."""
    pool = (demand.service_minutes, demand.patience_minutes)
    course = hall_course(demand.arrivals, *pool, servers, demand.standing, service_scv=demand.service_scv).standing
    for quarter in range(min(len(course), -(-ahead_minutes // QUARTER_MINUTES))):
        standing = float(course[quarter])
        wait = wait_of_newcomer(standing, int(servers[quarter]), *pool)
        if standing >= LEAST_WAITING and wait > limit:
            return quarter, standing, wait
    return None


def _signal(
    why: Literal["count", "forecast"], code: str, waiting: float, most: int, people: int, wait: float, target: float,
    minute: int, source: str,
) -> Signal:  # fmt: skip
    return Signal(
        why=why, service_class=code, waiting=round(waiting, 1), most=most, servers=people,
        wait_minutes=round(wait, 1), target_minutes=target, minute=minute, source=source,
    )  # fmt: skip


def _most(servers: int, service_minutes: float, patience_minutes: float, limit: float) -> int:
    """The largest number waiting with which a customer who comes waits no longer than `limit` minutes."""
    if servers <= 0:
        return 0
    places = np.arange(MOST_STANDING + 1)
    waits = np.cumsum(1.0 / (servers / service_minutes + places / patience_minutes))
    return int(np.searchsorted(waits[1:], limit, side="right"))
