"""Planning the week: on the pool with progress and cancel, then recorded; and how sure the plan is, as a chip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.meetings.saying import minutes_words
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.language import _

PATIENCE_MILLISECONDS = 1000  # shorter work is not worth a bar that comes and goes


@dataclass(frozen=True)
class Outcome:
    """What a plan came to: its status, what it may cost more than the best, the seconds it took, what clashes."""

    status: str
    gap_minutes: float | None
    seconds: float
    placed: int
    left: tuple[Any, ...]  # answers without a sitting
    clash: tuple[Any, ...]


def outcome_of(plan: Any, seconds: float) -> Outcome:
    """The outcome of a plan."""
    left = tuple(one for one in plan.answers if not one.sittings)
    return Outcome(plan.status, plan.gap_minutes, seconds, len(plan.answers) - len(left), left, plan.clash)


def sure_words(outcome: Outcome) -> tuple[str, str]:
    """How sure a plan is, in words and as a status."""
    seconds = _("{n} s").format(n=f"{outcome.seconds:.1f}")
    if outcome.clash:
        return _("{n} clash").format(n=len({m for one in outcome.clash for m in one.meetings})), "bad"
    if outcome.status == "proven":
        return _("proven best · {seconds}").format(seconds=seconds), "good"
    if outcome.gap_minutes is not None:
        gap = minutes_words(outcome.gap_minutes)
        return _("at most {gap} customer-min from the best · {seconds}").format(gap=gap, seconds=seconds), "info"
    return _("placed one after another · {seconds}").format(seconds=seconds), "info"


def so_far_words(best: float | None, bound: float | None) -> str:
    """How good the plan at hand is while a better one is looked for; nothing while there is none."""
    if best is None:
        return ""
    price = minutes_words(best)
    if bound is None:
        return _("A plan that costs customers {price} min; looking for a better one…").format(price=price)
    gap = minutes_words(max(0.0, best - bound))
    return _("A plan that costs customers {price} min, at most {gap} min from the best…").format(price=price, gap=gap)


def plan_week(page: Any, work_bar: LongWork, monday: date) -> None:
    """Place all open requests of the week where customers wait least."""
    desk = page.desk
    begun = perf_counter()

    def work(progress: Progress) -> Any:
        from supervisor.meetings.planning.week_plan import look_for

        def still(best: float | None, bound: float | None) -> None:
            progress.report(-1.0, so_far_words(best, bound))

        return look_for(desk.book, desk.actor, monday, still=still)

    def done(found: Any) -> None:
        seconds = perf_counter() - begun
        if not found[1].answers:  # nothing to place: nothing is recorded, and nothing to be undone
            page.planned(monday, outcome_of(found[1], seconds))
            return

        def record() -> Any:
            from supervisor.meetings.planning.week_plan import keep

            return keep(desk.book, desk.actor, *found)

        desk.command(
            page, record, undo=lambda kept: planned_back(desk, kept),
            done=lambda kept: page.planned(monday, outcome_of(kept.plan, seconds)),
        )  # fmt: skip

    work_bar.start(_("Looking for the starts that cost customers least…"), work, done)
    work_bar.hide()
    QTimer.singleShot(PATIENCE_MILLISECONDS, work_bar, lambda: work_bar.setVisible(work_bar.busy))


def planned_back(desk: Any, kept: Any) -> Undo | None:
    """The way back of a plan: its meetings stand again as they did."""
    if not kept.plan.answers:
        return None

    def back() -> None:
        from supervisor.meetings.planning.week_plan import put_again

        put_again(desk.book, desk.actor, kept.days, kept.before)

    return Undo(_("planning of the week"), back)
