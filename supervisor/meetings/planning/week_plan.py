"""Planning a week in two steps, for a screen that shows progress and lets it be cancelled: look for it, then record it.

Whoever cancels between the two has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isfinite

import msgspec

from supervisor.access import Right, require
from supervisor.journal import Book, Reader

from ..events import MeetingPlaced
from ..ledger import Held, meeting, sittings_of
from ..problem.model import Plan, Problem
from .material import week_of
from .planning import of_series, plan_days, record


class Kept(msgspec.Struct, frozen=True):
    """A plan that was recorded, and how its meetings stood on its days before."""

    plan: Plan
    days: tuple[date, ...]
    before: dict[str, tuple[Held, ...]]


def look_for(
    book: Book,
    actor: str,
    week: date,
    *,
    move_published: bool = False,
    still: Callable[[float | None, float | None], object] = lambda *_so_far: None,
) -> tuple[Problem, Plan]:
    """The plan of all open requests of the week that holds the day `week`, without recording it; days gone by stay.

    `still` is called every few hundredths of a second with the price of the best plan so far and a bound that none can
    be below (None: not known yet), and raises where the plan is no longer wanted. Raises Refused without the right.
    """

    def asked(best: float, bound: float | None) -> bool:
        still(best if isfinite(best) else None, bound)
        return True

    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        still(None, None)
        days = tuple(day for day in week_of(week) if day >= r.today)
        found = plan_days(r, days, move_published=move_published, progress=asked)
        still(found[1].price_minutes, found[1].bound_minutes)
    return found


def keep(book: Book, actor: str, problem: Problem, found: Plan) -> Kept:
    """Record a plan that was looked for, with every answer under its meeting; those left out since the book changed
    meanwhile have no sitting and say so. Raises Refused without the right."""
    days = tuple(one.day for one in problem.days)
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        before = standing_of(w, (one.meeting for one in of_series(found).answers), days)
        plan = of_series(record(w, problem, found))
    return Kept(plan, days, before)


def standing_of(r: Reader, subjects: Iterable[str], days: Iterable[date]) -> dict[str, tuple[Held, ...]]:
    """How these meetings stand on these days, by meeting: what a plan may change and `put_again` brings back."""
    wanted = set(days)
    return {
        subject: tuple(one for one in sittings_of(r, subject) if one.plan.day in wanted and one.state == "placed")
        for subject in dict.fromkeys(subjects)
    }


def put_again(book: Book, actor: str, days: Iterable[date], before: Mapping[str, tuple[Held, ...]]) -> None:
    """Undo a placing: on these days the meetings stand again as they did before it; whoever had no time has none.

    What was announced, locked or begun since then stays. Raises Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        for subject, held in before.items():
            known = meeting(w, subject)
            if known is not None and known.state != "cancelled":
                placed = MeetingPlaced(
                    days=tuple(days), sittings=tuple(one.plan for one in held),
                    names=tuple(one.sitting for one in held), problem=known.problem if held else "",
                )  # fmt: skip
                w.append(subject, placed)
