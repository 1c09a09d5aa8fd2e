"""A recorded day played again: what no action, a greedy rule, the dispatcher and hindsight would have come to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyclopts import App

from supervisor.cli import dispatch_drill
from supervisor.cli.context import day_of, emit, reading, say, table
from supervisor.cli.meetings_shared import minute_of
from supervisor.language import Words, _, listed

if TYPE_CHECKING:
    from supervisor.dispatch.replay.report import Replay

NAMES = {
    "none": Words("不调人", "no action"),
    "greedy": Words("每次只挑最省的一步", "greedy rule"),
    "ours": Words("调度建议", "this dispatcher"),
    "hindsight": Words("事后已知", "with hindsight"),
    "shared": Words("一条总队（对照）", "one queue for all (to compare)"),
}
HISTORY_DAYS, TICKET_DAYS = 400, 28  # days before the one replayed: of figures for the forecast, and of single tickets


def register(app: App) -> None:
    """Add `replay` and `drill …` to the commands of `supervisor dispatch`."""
    dispatch_drill.register(app["dispatch"])

    @app["dispatch"].command
    def replay(
        day: str,
        *,
        file: Path | None = None,
        every: int = 5,
        quarters: int = 8,
        price: float = 10.0,
        moves: int = 5,
        first: str | None = None,
        last: str | None = None,
        draws: int = 3,
        as_if_working: bool = False,
        json: bool = False,
    ) -> int:
        """Play a recorded day again: no action, a greedy rule, this dispatcher and hindsight compared."""
        from supervisor.dispatch.replay.policies import END_MINUTE, Settings
        from supervisor.dispatch.replay.report import replay as play

        wanted = day_of(day, date.min)
        known = _of_file(file) if file is not None else _of_book(wanted)
        end = minute_of(last)
        found = play(
            wanted,
            known["tickets"],
            known["working"],
            summaries=known["summaries"],
            settings=Settings(every, quarters, price, moves, minute_of(first) or 0, END_MINUTE if end is None else end),
            draws=draws,
            as_if_working=as_if_working,
            roster=known.get("roster"),
        )
        if json:
            emit("dispatch.replay", 1, {"replay": found})
        else:
            _show(found)
        return 0


def _of_file(file: Path) -> dict[str, Any]:
    """Everything a replay needs, from a file of tickets alone."""
    from supervisor.traffic.forecast.counts_file import working_days
    from supervisor.traffic.intake import read_ticket_file
    from supervisor.traffic.summary import summarise
    from supervisor.traffic.tickets import resolve, split_days

    tickets = {day: resolve(one) for day, one in split_days(read_ticket_file(file).tickets).items()}
    summaries = {day: summarise(one) for day, one in tickets.items()}
    working = working_days(tuple(tickets)) if tickets else (lambda _day: True)
    return {"tickets": tickets, "summaries": summaries, "working": working}


def _of_book(day: date) -> dict[str, Any]:
    """The same from the book: tickets of the day and the four weeks before, figures of the year before, the roster."""
    from supervisor.branch.ledger import calendar
    from supervisor.dispatch.replay.rostered import rostered
    from supervisor.traffic.ledger import summaries, tickets_of

    with reading() as (_app, r):
        found = {one: tickets_of(r, one) for one in (day - timedelta(n) for n in range(TICKET_DAYS, -1, -1))}
        return {
            "tickets": {one: tickets for one, tickets in found.items() if len(tickets)},
            "summaries": summaries(r, day - timedelta(HISTORY_DAYS), day - timedelta(1)),
            "working": calendar(r).is_working,
            "roster": rostered(r, day),
        }


def _show(found: Replay) -> None:
    say(_("{day}: {customers} customers, {people} people, forecast from {days} earlier days.").format(
        day=found.day, customers=found.customers, people=found.people, days=found.history_days
    ))  # fmt: skip
    for one in found.queues:
        say(_(" · {queue} ({classes}): {customers} customers, {people} people can serve them").format(
            queue=one.queue, classes=listed(one.classes), customers=one.customers, people=one.people
        ))  # fmt: skip
    for start, end in found.stopped:
        span = f"{_clock(start)}–{_clock(end)}"
        if found.stopped_kept:
            say(_("Nobody was served {span}: an outage, kept so.").format(span=span))
        else:
            say(_("Nobody was served {span}; here people work on.").format(span=span))
    said = found.recorded
    text = _("As recorded: {minutes:.0f} customer-minutes waited, {lost} left unserved ({unknown} of unknown wait).")
    say(text.format(minutes=said.waiting_minutes, lost=said.lost, unknown=said.unknown_waits))
    table(
        (_("Who orders"), _("Waiting (min)"), _("Least–most"), _("Lost"), _("Orders"), _("Plan p95 (ms)")),
        [
            (str(NAMES[one.policy]), f"{one.waiting_minutes:.0f}", f"{one.least_minutes:.0f}–{one.most_minutes:.0f}",
             f"{one.lost:.0f}", f"{one.orders:.0f}", "" if one.plan_ms_95 is None else f"{one.plan_ms_95:.0f}")
            for one in found.policies
        ],
    )  # fmt: skip
    say(_("Each stands for one class at a time here; means of {draws} draws of what tickets do not say.").format(
        draws=found.draws
    ))  # fmt: skip


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"
