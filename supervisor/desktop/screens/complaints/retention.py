"""What is past its term: the list the manager goes through, and what is held back; nothing is erased by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.screens.complaints.retention_forms import ask_erase, ask_hold, ask_keep, ask_release
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _


class RetentionView(Register):
    """Lines of all three registers, those to erase first; the card says what erasing takes and what stays."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self.proposal: Any = None
        self._wanted = ""
        self._stale = False  # whether the list is to be read once it is on show
        table = DataTable(
            page.desk.theme,
            [
                Column("number", _("Number"), lambda one: one.number, width=118, strong=True),
                Column("register", _("Register"), _register, width=72),
                Column("ended", _("Ended"), lambda one: one.ended.isoformat(), lambda one: one.ended, width=96),
                Column("until", _("Kept until"), lambda one: one.until.isoformat(), lambda one: one.until, width=96),
                Column("state", _("Erasing"), _state, width=-1),
            ],
            name=_("Past their term"),
            empty=EmptyState(
                _("Nothing is past its term. Complaints are kept three years after they ended unless set otherwise, "
                  "then they are listed here for you to decide.")
            ),
        )  # fmt: skip
        table.chosen.connect(self._show)
        self.card = FactsCard(page.desk.theme, _("Choose an entry"))
        self.lay_out(table, self.card, _("Filter: number, register…"))

    def put(self, snapshot: Any, wanted: str) -> None:
        """For whoever may decide on it, nobody else has the tab: how many are due, and the list where it is on show."""
        may = snapshot.may("erase_personal_data") or snapshot.may("handle_manager_complaint")
        self._page.tabs.buttons["retention"].setVisible(may)
        self._stale, self._wanted = may, wanted
        if not may:
            self.proposal = None
            self.table.put([])
        elif self.isVisible():
            self._read()
        else:
            from supervisor.complaints.retention.service import how_many_due

            page, actor = self._page, self._page.desk.actor
            page.desk.load(self, lambda r: how_many_due(r, actor), lambda many: page.tabs.count("retention", many))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        from supervisor.complaints.retention.service import proposal

        self._stale = False
        actor = self._page.desk.actor
        self._page.desk.load(self, lambda r: proposal(r, actor), self._put)

    def _put(self, proposal: Any) -> None:
        self.proposal = proposal
        self._page.tabs.count("retention", len(proposal.due))
        self.put_rows([*proposal.due, *proposal.held], self._wanted)

    def _show(self, one: Any) -> None:
        if one is None or self.proposal is None:
            self.card.begin()
            return
        page, due = self._page, self.proposal.due
        self.card.begin(one.number, _state(one))
        steps, rare = [], []
        if due:
            many = len(due)
            words = _("Erase all {many} that are due").format(many=many) if many > 1 else _("Erase it")
            steps.append((words, lambda: ask_erase(page, due)))
        if one.holds:
            steps.append((_("Release"), lambda: ask_release(page, one)))
        else:
            steps.append((_("Keep longer"), lambda: ask_keep(page, one)))
            steps.append((_("Hold back"), lambda: ask_hold(page, one)))
            if len(due) > 1:
                rare.append((_("Erase this one only"), lambda: ask_erase(page, (one,))))
        if one.register == "complaint":
            rare.append((_("Open the case"), lambda: page.desk.go("complaints", one.subject)))
        self.card.offer(steps, rare)
        for name, value in (
            (_("Register"), _register(one)),
            (_("Ended"), one.ended.isoformat()),
            (_("Kept until"), one.until.isoformat()),
            (_("Why longer"), one.reason),
            (_("Erased are"), _taken(one)),
            (
                _("There stay"),
                _("number, times, class, who handled it, outcome, and who looked at the data when and why"),
            ),
        ):
            self.card.fact(name, value)
        zone = page.desk.book.zone
        self.card.put_list(
            _("Held back for"),
            [
                (
                    _("{heading}: {line}").format(heading=_hold(hold), line=hold.reason),
                    f"{page.name_of(hold.by)} · {moment(hold.at, zone)}",
                )
                for hold in one.holds
            ],
        )


def _taken(one: Any) -> str:
    if one.register == "complaint":
        return _("contact data, all texts and attachments, together and for good: one key opens them all")
    return _("the contact data, for good")


def _register(one: Any) -> str:
    from supervisor.complaints.retention.words import REGISTERS

    return str(REGISTERS[one.register])


def _hold(hold: Any) -> str:
    from supervisor.complaints.retention.words import HOLDS

    return str(HOLDS.get(hold.kind, hold.kind))


def _state(one: Any) -> str:
    if one.holds:
        return _("held back: {why}").format(why=_hold(one.holds[0]))
    return _("may be erased")
