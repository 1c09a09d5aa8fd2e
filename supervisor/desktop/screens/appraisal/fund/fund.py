"""The staff fund: every cent on a line with the balance after it, the same by month, and spending."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.desktop.wording import money
from supervisor.language import _


class FundPart(QWidget):
    """Moves at the left, the months at the right."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        theme = page.desk.theme
        self.moves = DataTable(
            theme,
            [
                Column("day", _("Day"), lambda m: m.day.isoformat(), lambda m: m.day, width=106),
                Column("what", _("What for"), lambda m: m.purpose, width=-1, strong=True),
                Column("by", _("Entered by"), lambda m: page.snapshot.names.get(m.by, "–"), width=92, spare=True),
                Column("cents", _("Amount"), lambda m: money(m.cents), lambda m: m.cents, True, width=106),
                Column("balance", _("Balance"), lambda m: money(m.balance_cents), lambda m: m.balance_cents, True,
                       width=106, spare=True),
            ],
            name=_("Staff fund, line by line"),
            empty=EmptyState(_("The fund is empty: fines come in when a month is signed.")),
            sort_by="day",
            descending=True,
        )  # fmt: skip
        self.months = DataTable(
            theme,
            [
                Column("month", _("Month"), _month, lambda m: m.month, width=-1),
                Column("in", _("Came in"), lambda m: money(m.income_cents), lambda m: m.income_cents, True, width=106),
                Column("out", _("Spent"), lambda m: money(m.spent_cents), lambda m: m.spent_cents, True, width=90,
                       spare=True),
                Column("after", _("At the end"), lambda m: money(m.after_cents), lambda m: m.after_cents, True,
                       width=106),
            ],
            name=_("Staff fund by month"),
            empty=EmptyState(_("No month was signed yet.")),
            sort_by="month",
            descending=True,
        )  # fmt: skip
        self.balance, self.against = label("–", "heading"), label("", "small", wrap=True)
        self.balance.setAccessibleName(_("Balance of the staff fund"))
        self.spend = button(_("Spend…"), self.ask_spend, "primary")
        self.back = button(_("Take back…"), self.ask_back, "small")
        side = Card(padding=12)
        figures = column(label(_("Balance of the staff fund"), "small"), self.balance, self.against, spacing=0)
        top = row(figures, self.spend)
        top.setStretch(0, 1)
        side.add(top)
        side.add(self.months, 1)
        side.add(row(label(_("A spending under the cursor can be taken back with the reason."), "small", wrap=True),
                     self.back))  # fmt: skip
        line = row(spacing=16)
        line.addWidget(table_card(self.moves, _("Filter: what for…"), theme.px(220)), 1)
        line.addWidget(side, 1)
        self.setLayout(line)
        self.moves.chosen.connect(lambda _move: self._offer())

    def put(self, snapshot: Any) -> None:
        """Show the fund."""
        months = snapshot.course.fund
        moves = [move for month in months for move in month.moves]
        self.moves.put(moves)
        self.months.put(months)
        spent = sum(month.spent_cents for month in months)
        came = sum(month.income_cents for month in months)
        words = _("came in {income}, spent {spent}").format(income=money(came), spent=money(spent))
        self.balance.setText(money(moves[-1].balance_cents if moves else 0))
        self.against.setText(words)
        self.spend.setVisible(snapshot.may("manage_fund"))
        self._offer()

    def ask_spend(self) -> None:
        """Spend money on a staff event."""
        from supervisor.appraisal import service
        from supervisor.errors import BadInput

        page, desk = self._page, self._page.desk
        form = FormSheet(page, desk, _("Spend from the staff fund"))
        form.body.addWidget(label(_("The fund holds {balance}.").format(balance=self.balance.text()), "small"))
        form.text("amount", _("Amount in yuan"), hint="120.00")
        form.text("purpose", _("What for"))
        form.day("day", _("Day"), page.snapshot.today)

        def work(given: dict[str, Any]) -> str:
            try:
                cents = Decimal(given["amount"].replace(",", "")) * 100
            except InvalidOperation:
                cents = Decimal("0.5")
            if cents != cents.to_integral_value():
                raise BadInput(_("Write the amount in yuan, as 120 or 120.50."))
            return service.spend(desk.book, desk.actor, cents=int(cents), purpose=given["purpose"], day=given["day"])

        def undo(subject: str) -> Undo:
            reason = _("taken back at once")
            return Undo(
                _("spend from the staff fund"),
                lambda: service.withdraw_spending(desk.book, desk.actor, subject, reason=reason),
            )

        form.send(_("Spend"), work, said=_("Spent, and on a line of the fund."), undo=undo)

    def ask_back(self) -> None:
        """Take back a spending that was entered by mistake."""
        from supervisor.appraisal import service

        move, desk = self.moves.current(), self._page.desk
        if move is None or move.month:
            return
        form = FormSheet(self._page, desk, _("Take back {what}, {amount}?").format(
            what=move.purpose, amount=money(-move.cents)))  # fmt: skip
        form.text("reason", _("Reason"))
        form.send(
            _("Take back"),
            lambda v: service.withdraw_spending(desk.book, desk.actor, move.subject, reason=v["reason"]),
            said=_("The money is back in the fund."),
        )

    def _offer(self) -> None:
        move, snapshot = self.moves.current(), self._page.snapshot
        own = move is not None and not move.month and snapshot is not None and snapshot.may("manage_fund")
        self.back.setEnabled(own)


def _month(one: Any) -> str:
    return str(one.month)
