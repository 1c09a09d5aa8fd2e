"""What one sitting would cost at every start of a week, worked out once: a person drags it and looks the price up.

Everything else that is planned on these days stands; the sitting itself is taken out, so that it never blocks itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from ..problem.model import QUARTER_MINUTES, Block, Problem, Sitting, Taken, Wish
from .planner import place_at
from .starts import Desk

Place = tuple[date, int]
"""A day and the minute at which a sitting would begin."""


class Priced(msgspec.Struct, frozen=True):
    """One start: the sitting as it would be, and every rule that it breaks, peaks included."""

    sitting: Sitting
    blocks: tuple[Block, ...]


class PriceTable:
    """Prices of one sitting by day and start minute; each is worked out when it is first asked for.

    `problem` holds all that stands on its days; `plan` is the sitting in hand, `wish` what was asked for. The table is
    filled by one thread at a time; reading what is `known` is safe beside it.
    """

    def __init__(self, problem: Problem, wish: Wish, plan: Sitting) -> None:
        self._wish, self._plan = wish, plan
        self._desk = Desk(without(problem, wish.subject, plan))
        self._days = tuple(one.day for one in problem.days)
        self.known: dict[Place, Priced] = {}

    def at(self, day: date, start_minute: int) -> Priced:
        """The price of one start. Raises KeyError for a day that the problem does not hold."""
        place = (day, start_minute)
        if place not in self.known:
            plan = self._plan
            only = plan.people if plan.batches > 1 else None  # a batch moves with its own people
            to, blocks = place_at(
                self._desk, self._wish, day, start_minute, batch=plan.batch, batches=plan.batches, only=only
            )
            self.known[place] = Priced(to, blocks)
        return self.known[place]

    def starts(self, first_minute: int, last_minute: int) -> Iterator[Place]:
        """All quarter-hours between two minutes of all days, those near where the sitting stands first."""
        here = self._plan.start_minute
        days = sorted(self._days, key=lambda day: abs((day - self._plan.day).days))
        minutes = sorted(range(first_minute, last_minute + 1, QUARTER_MINUTES), key=lambda minute: abs(minute - here))
        for day in days:
            for minute in minutes:
                yield day, minute


def without(problem: Problem, meeting: str, plan: Sitting) -> Problem:
    """The problem with one sitting of a meeting taken out of what stands; its other batches and days stay."""

    def stays(one: Taken) -> bool:
        return one.meeting != meeting or (one.sitting.day, one.sitting.batch) != (plan.day, plan.batch)

    stands = tuple(one for one in (*problem.taken, *problem.standing) if stays(one))
    return msgspec.structs.replace(problem, taken=stands, standing=(), wishes=())
