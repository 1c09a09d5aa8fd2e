"""Promises to customers: calls and completions with who keeps them by when; kept, kept late or not kept."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.facts import FactsCard, Step
from supervisor.desktop.screens.complaints.promise_forms import (
    ask_kept,
    ask_not_kept,
    ask_passed_on,
    ask_postponed,
    ask_promise,
    ask_told,
    ask_tried,
)
from supervisor.desktop.screens.complaints.sealed import show_whole
from supervisor.desktop.widgets.basics import pill
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import listed, moment
from supervisor.language import _

STATUS = {"owed": "info", "late": "bad", "kept": "good", "kept_late": "warning", "not_kept": "bad"}
_ORDER = {"late": 0, "owed": 1, "kept_late": 2, "not_kept": 2, "kept": 2}


class PromisesView(Register):
    """What is owed first, the latest at the top; then what has ended within a year."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda p: p.number, width=118, spare=True),
                Column("due", _("Due"), self._due, lambda p: p.due, width=104),
                Column("matter", _("What was promised"), lambda p: p.matter, width=-1, strong=True),
                Column("kind", _("Kind"), kind_words, width=84, spare=True),
                Column("owner", _("Who keeps it"), lambda p: page.name_of(p.owner), width=84),
                Column("state", _("State"), self._state, self._state_sort, status=self._status, width=150),
            ],
            name=_("Promises to customers"),
            empty=EmptyState(
                _("No promise on record. Whoever promises a customer a call or a date enters it here at once."),
                _("Record a promise"),
                lambda: ask_promise(page),
            ),
        )
        table.chosen.connect(self._show)
        self.card = FactsCard(theme, _("Choose a promise"))
        self.lay_out(table, self.card, _("Filter: number, person, matter…"))

    def put(self, snapshot: Any, wanted: str) -> None:
        """Show the register; `wanted` is put under the cursor."""
        self.put_rows(sorted(snapshot.promises, key=lambda p: self._order(p, snapshot.now)), wanted)

    def _show(self, one: Any) -> None:
        snapshot = self._page.snapshot
        if one is None or snapshot is None:
            self.card.begin()
            return
        page, zone = self._page, self._page.desk.book.zone
        self.card.begin(one.number, kind_words(one))
        mine = snapshot.actor in (one.owner, one.promised_by)
        if one.owed and (snapshot.may("handle_complaint") or (mine and snapshot.may("record_complaint"))):
            subject = one.subject
            more: list[Step] = [
                (_("Agree another time"), lambda: ask_postponed(page, one)),
                *([(_("Tell the rest"), lambda: ask_told(page, one))] if one.not_told else []),
                (_("Hand over"), lambda: ask_passed_on(page, subject)),
                (_("Not kept"), lambda: ask_not_kept(page, subject)),
            ]
            steps: list[Step] = [
                (_("Kept"), lambda: ask_kept(page, subject)),
                (_("Nobody reached"), lambda: ask_tried(page, subject)),
            ]
            self.card.offer([*steps, *self._contact_step(one)], more)
        else:
            self.card.offer(self._contact_step(one))
        self.card.fact(_("State"), pill(self._state(one), self._status(one)))
        contact = snapshot.contacts.get(one.subject)
        masked = " ".join(part for part in (contact.name, contact.phone) if part) if contact else ""
        for words, value in (
            (_("What was promised"), one.matter),
            (_("Due"), self._due(one)),
            (_("Kept on"), moment(one.done, zone) if one.done else ""),
            (_("How it ended"), outcome_words(one)),
            (_("Result"), one.result),
            (_("Overdue by"), self._over(one)),
            (_("Who keeps it"), page.name_of(one.owner)),
            (_("Promised by"), f"{page.name_of(one.promised_by)} {moment(one.promised, zone)}"),
            (_("Tries"), _("{n} times nobody was reached").format(n=one.tries) if one.tries else ""),
            (_("Kind of service"), self._service(one)),
            (_("Told in one go"), self._told(one)),
            (_("Not told yet"), listed(one.not_told)),
            (_("Contact"), masked or (_("kept sealed") if one.has_contact else "")),
            (_("Complaint"), snapshot.numbers.get(one.complaint, "")),
        ):
            self.card.fact(words, value)
        steps = snapshot.promise_steps.get(one.subject, ())
        self.card.put_list(_("Course of the promise"), [self._line(step) for step in steps])

    def _contact_step(self, one: Any) -> list[Step]:
        snapshot = self._page.snapshot
        caller = one.owed and snapshot.actor == one.owner
        if not one.has_contact or not (caller or snapshot.may("unmask")):
            return []
        return [(_("Show contact data"), lambda: self._unmask(one))]

    def _unmask(self, one: Any) -> None:
        from supervisor.complaints.promises.service import unmask_contact

        desk = self._page.desk
        form = FormSheet(self._page, desk, _("Show contact data"))
        form.text("reason", _("Reason (it is kept with your name)"))

        def show(contact: Any) -> None:
            parts = (contact.name, contact.phone, contact.mail, contact.address)
            show_whole(self._page, one.number, [(_("Contact"), "  ".join(part for part in parts if part))])

        form.send(_("Show"), lambda v: unmask_contact(desk.book, desk.actor, one.subject, v["reason"]), done=show)

    @staticmethod
    def _order(one: Any, now: Any) -> tuple[int, float]:
        rank = _ORDER[one.state(now)]
        return rank, one.due.timestamp() * (1 if rank < 2 else -1)

    def _due(self, one: Any) -> str:
        return moment(one.due, self._page.desk.book.zone)

    def _over(self, one: Any) -> str:
        minutes = int(one.over(self._page.snapshot.now).total_seconds() // 60)
        return lasting(minutes) if minutes > 0 and (one.owed or one.done) else ""

    def _service(self, one: Any) -> str:
        names: dict[str, str] = {s.kind.code: str(s.kind.name) for s in self._page.snapshot.services}
        return str(names.get(one.service_kind, one.service_kind))

    def _told(self, one: Any) -> str:
        told = listed(one.told_once)
        return f"{told} ({self._page.name_of(one.told_by)})" if told and one.told_by else told

    def _line(self, step: Any) -> tuple[str, str]:
        from supervisor.complaints.words import PROMISE_STEPS

        zone = self._page.desk.book.zone
        to = self._page.name_of(step.person) if step.person and step.kind in ("promised", "handed_over") else ""
        until = moment(step.due, zone) if step.due else ""
        said = " · ".join(part for part in (str(PROMISE_STEPS[step.kind]), to, until, step.note) if part)
        return said, f"{self._page.name_of(step.actor)} {moment(step.at, zone)}"

    def _state(self, one: Any) -> str:
        from supervisor.complaints.words import PROMISE_STATES

        state = one.state(self._page.snapshot.now)
        said = str(PROMISE_STATES[state])
        return f"{said} {self._over(one)}" if state == "late" else said

    def _state_sort(self, one: Any) -> str:
        rank, due = self._order(one, self._page.snapshot.now)
        return f"{rank} {one.state(self._page.snapshot.now)} {due:020.0f}"

    def _status(self, one: Any) -> str:
        return STATUS[one.state(self._page.snapshot.now)]


def outcome_words(one: Any) -> str:
    """How a promise that was kept ended."""
    from supervisor.complaints.words import OUTCOMES

    return str(OUTCOMES[one.outcome]) if one.outcome in OUTCOMES else ""


def lasting(minutes: int) -> str:
    """A length of time as 2 days 3 h, 3 h 5 min, 12 min."""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("{days} days {hours} h").format(days=days, hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if hours else _("{n} min").format(n=rest)


def kind_words(one: Any) -> str:
    """A call or a completion."""
    from supervisor.complaints.words import CALL_BACK_KINDS

    return str(CALL_BACK_KINDS.get(one.kind, one.kind))
