"""The comparison of a replayed day: what each way of ordering people came to, over several draws of the unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from supervisor.errors import BadInput
from supervisor.language import _
from supervisor.traffic.figures import DaySummary
from supervisor.traffic.tickets import Tickets

from .day import Day, Recorded, day_of, drawn
from .foreseen import Foreseen, foreseen
from .hindsight import all_known
from .policies import Outcome, Settings, dispatcher, greedy_rule, run, shared
from .rostered import Rostered

POLICIES = ("none", "greedy", "ours", "hindsight", "shared")
MOST_DRAWS = 20


class QueueSeen(msgspec.Struct, frozen=True):
    """A queue of the replay: the classes of the tickets in it, its customers, and the people who can serve it."""

    queue: str
    classes: tuple[str, ...]
    customers: int
    people: int


class PolicyResult(msgspec.Struct, frozen=True):
    """What a policy came to: means over the draws, and the least and the most customer-minutes of waiting among them.
    plan_ms_95: processor time of a plan at the 95th percentile, in milliseconds (None where nothing is planned)."""

    policy: str
    waiting_minutes: float
    least_minutes: float
    most_minutes: float
    lost: float
    orders: float
    plan_ms_95: float | None = None


class Replay(msgspec.Struct, frozen=True):
    """A replayed day. stopped: spans (minutes of the day) in which nobody was served although customers came, and
    whether the replay kept them so (`stopped_kept`) or let people work on; outside: customers left out, who came while
    nobody was at work."""

    day: date
    customers: int
    people: int
    outside: int
    queues: tuple[QueueSeen, ...]
    history_days: int
    every_minutes: int
    horizon_quarters: int
    move_price_minutes: float
    draws: int
    stopped: tuple[tuple[float, float], ...]
    stopped_kept: bool
    recorded: Recorded
    policies: tuple[PolicyResult, ...]

    def of(self, policy: str) -> PolicyResult:
        """The figures of one policy."""
        return next(one for one in self.policies if one.policy == policy)


def replay(
    day: date,
    tickets: Mapping[date, Tickets],
    working: Callable[[date], bool],
    *,
    summaries: Mapping[date, DaySummary],
    settings: Settings | None = None,
    draws: int = 3,
    as_if_working: bool = False,
    policies: Sequence[str] = POLICIES,
    roster: Rostered | None = None,
    progress: Callable[[float], None] | None = None,
) -> Replay:
    """Replay a day under each policy.

    tickets: of the day and of days before it, resolved, from which comes who can serve what and how long services are;
    later days are left out. summaries: figures of earlier days, which the forecast is made from. as_if_working: people
    work on where nobody was served. roster: of the day, where the branch has one. Raises BadInput for a day without
    tickets of service, or settings out of range.
    """
    wanted = settings or Settings()
    _check(wanted, draws)
    if day not in tickets:
        raise BadInput(
            _("{day}: no ticket says who was served when; a day can be replayed from tickets only.").format(day=day)
        )
    made = day_of(tickets[day], day, [other for one, other in sorted(tickets.items()) if one < day], roster)
    known = foreseen(day, made.queue_of, made.queues, summaries, working)
    found: dict[str, list[Outcome]] = {name: [] for name in policies}
    for draw in range(1, draws + 1):
        for at, name in enumerate(policies):
            found[name].append(_played(name, made, known, wanted, draw, as_if_working))
            if progress is not None:
                progress(((draw - 1) * len(policies) + at + 1) / (draws * len(policies)))
    return Replay(
        day=day,
        customers=len(made),
        people=len(made.presence.people),
        outside=made.outside,
        queues=tuple(
            QueueSeen(
                queue=name,
                classes=tuple(sorted(code for code, queue in made.queue_of.items() if queue == name)),
                customers=int((made.queue == at).sum()),
                people=sum(at in skills for skills in made.presence.skills),
            )
            for at, name in enumerate(made.queues)
        ),
        history_days=known.history_days,
        every_minutes=wanted.every,
        horizon_quarters=wanted.quarters,
        move_price_minutes=wanted.price,
        draws=draws,
        stopped=tuple((round(start, 1), round(end, 1)) for start, end in made.presence.stopped),
        stopped_kept=not as_if_working,
        recorded=made.recorded,
        policies=tuple(_result(name, outcomes) for name, outcomes in found.items()),
    )


def _played(policy: str, day: Day, known: Foreseen, settings: Settings, draw: int, as_if_working: bool) -> Outcome:
    play = drawn(day, draw)
    stopped = () if as_if_working else day.presence.stopped
    if policy == "shared":
        return shared(play, stopped)
    choose = {
        "none": lambda: None,
        "greedy": lambda: greedy_rule(known, settings),
        "ours": lambda: dispatcher(known, settings),
        "hindsight": lambda: all_known(play, settings, day.patience_minutes),
    }[policy]
    return run(play, choose(), settings, stopped)


def _result(policy: str, outcomes: Sequence[Outcome]) -> PolicyResult:
    minutes = [float(one.seen.waiting_minutes) for one in outcomes]
    seconds = [one for outcome in outcomes for one in outcome.planning_seconds]
    return PolicyResult(
        policy=policy,
        waiting_minutes=round(float(np.mean(minutes)), 1),
        least_minutes=round(min(minutes), 1),
        most_minutes=round(max(minutes), 1),
        lost=round(float(np.mean([one.seen.lost for one in outcomes])), 1),
        orders=round(float(np.mean([one.orders for one in outcomes])), 1),
        plan_ms_95=round(1000 * float(np.quantile(seconds, 0.95)), 1) if seconds else None,
    )


def _check(settings: Settings, draws: int) -> None:
    for name, value, least, most in (
        ("every", settings.every, 1, 120),
        ("quarters", settings.quarters, 1, 16),
        ("price", settings.price, 0, 10_000),
        ("moves", settings.moves, 1, 20),
        ("draws", draws, 1, MOST_DRAWS),
    ):
        if not least <= value <= most:
            raise BadInput(
                _("{name}: {value} is not between {least} and {most}.").format(
                    name=name, value=value, least=least, most=most
                )
            )
