"""The staff fund at the command line: what fines brought in, what staff events cost."""

from __future__ import annotations

from datetime import date

from cyclopts import App

from supervisor.cli.context import day_of, emit, opened, say, table
from supervisor.cli.judge_rules import hundredths_of
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add `fund` to `supervisor appraisal`."""
    fund = App(name="fund", help="the staff fund: fines in, staff events out")
    group.command(fund)

    @fund.command(name="list")
    def list_moves(*, json: bool = False) -> int:
        """The fund month by month, with every move and the balance after it."""
        from supervisor.appraisal import service

        with opened() as app, app.read() as r:
            found = service.statement(r, app.actor)
        if json:
            emit("appraisal.fund", 1, {"balance_cents": found[-1].after_cents if found else 0, "months": found})
            return 0
        table(
            (_("Day"), _("Purpose"), _("In"), _("Out"), _("Balance")),
            [
                (move.day, move.purpose, _yuan(move.cents) if move.month else "",
                 "" if move.month else _yuan(-move.cents), _yuan(move.balance_cents))
                for one in found for move in one.moves
            ],
            empty=_("The fund is empty: no fine has come in yet."),
        )  # fmt: skip
        return 0

    @fund.command
    def spend(amount: float, *, purpose: str, day: str | None = None) -> int:
        """Spend money of the fund on a staff event."""
        from supervisor.appraisal import service

        on = day_of(day, date.min) if day else None
        with opened() as app:
            service.spend(app.book, app.actor, cents=hundredths_of(amount), purpose=purpose, day=on)
        say(_("Recorded."))
        return 0

    @fund.command
    def back(day: str, purpose: str, *, reason: str) -> int:
        """Take back a spending that was entered by mistake, named by its day and purpose."""
        from supervisor.appraisal import service
        from supervisor.appraisal.ledger import fund as moves

        with opened() as app:
            on = day_of(day, date.min)
            with app.read() as r:
                service.statement(r, app.actor)
                found = [one for one in moves(r) if not one.month and (one.day, one.purpose) == (on, purpose.strip())]
            if not found:
                raise BadInput(_("No such spending: see `appraisal fund list`."))
            service.withdraw_spending(app.book, app.actor, found[-1].subject, reason=reason)
        say(_("Recorded."))
        return 0


def _yuan(cents: int) -> str:
    return f"{cents / 100:.2f}"
