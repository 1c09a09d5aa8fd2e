"""The register of complaints: every case with its next limit, and the one that is open with its course."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.screens.complaints.record import ask_new
from supervisor.desktop.screens.complaints.steps import offer
from supervisor.desktop.widgets.basics import pill
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _

CLOCK_STATUS = {"met": "good", "met_late": "warning", "late": "bad", "warning": "warning", "running": "info"}


class CasesView(Register):
    """Table and case; choosing another row reads that case."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = page.desk.theme
        table = DataTable(
            theme,
            [
                Column("number", _("Number"), lambda c: c.number, width=118),
                Column("day", _("Heard"), lambda c: c.day.isoformat(), lambda c: c.received, width=96, spare=True),
                Column("cause", _("Cause"), lambda c: self._class(c.cause_code), width=-1, strong=True),
                Column("channel", _("Channel"), channel_words, width=112, spare=True),
                Column("owner", _("In hand of"), lambda c: page.name_of(c.owner), width=84, spare=True),
                Column(
                    "clock",
                    _("Next limit or state"),
                    self._limit,
                    self._limit_sort,
                    status=self.limit_status,
                    width=188,
                ),
            ],
            name=_("Complaints"),
            empty=EmptyState(
                _("No complaint on record. Record every one at once, also what is said in passing at the counter."),
                _("Record a complaint"),
                lambda: ask_new(page),
            ),
        )
        table.chosen.connect(lambda case: page.choose_case(case.subject))
        self.card = FactsCard(theme, _("Choose a case"))
        self.lay_out(table, self.card, _("Filter: number, cause, person…"))

    def put(self, snapshot: Any, chosen: str) -> None:
        """Show the register with the chosen case open."""
        self.table.view.selectionModel().blockSignals(True)
        self.table.put(snapshot.rows)
        self.table.select(lambda c: c.subject == chosen)
        self.table.view.selectionModel().blockSignals(False)
        self.card.begin()
        if snapshot.file is not None:
            self._show_file(snapshot)

    def late(self, snapshot: Any) -> int:
        """How many live cases are past a limit."""
        return sum(1 for c in snapshot.rows if c.live and self.limit_status(c) == "bad")

    def _show_file(self, snapshot: Any) -> None:
        case, file, card = snapshot.file.complaint, snapshot.file, self.card
        name = self._page.name_of
        card.begin(case.number, state_words(case))
        offer(self._page, card)
        if case.head_office:
            card.fact(_("Goes to"), pill(_("head office: about the branch manager"), "warning"))
        elif case.with_head_office:
            card.fact(_("Goes to"), pill(_("head office, until it decides"), "warning"))
        contact = " ".join(part for part in (file.contact.name, file.contact.phone) if part) if case.has_contact else ""
        at_fault = {True: _("the bank is at fault"), False: _("the bank is not at fault"), None: ""}[case.at_fault]
        for words, value in (
            (_("What was said"), file.text or (_("erased") if case.erased else "")),
            (_("Wish"), file.wish),
            (_("Class"), self._class(case.class_code)),
            (_("Cause"), self._class(case.cause_code)),
            (_("About"), name(case.person) if case.person else ""),
            (_("First told to"), name(case.first_taker)),
            (_("In hand of"), name(case.owner)),
            (_("Contact"), contact),
            (_("Who is at fault"), at_fault),
            (_("Facts"), file.facts),
            (_("Apology"), _("given") if case.apologised else ""),
            (_("Measure"), file.measure),
            (_("Head office decided"), file.decision),
            (_("Answer given"), file.reply),
            (_("Signed by"), name(case.signed_by) if case.signed_by else ""),
        ):
            card.fact(words, value)
        self._put_clocks(snapshot, case)
        lines = [
            (self._step_words(step), f"{moment(step.at, self._page.desk.book.zone)} · {name(step.actor)}")
            for step in snapshot.history
        ]
        card.put_list(_("What happened"), lines)

    def _put_clocks(self, snapshot: Any, case: Any) -> None:
        from supervisor.complaints.words import CLOCK_STATES, CLOCKS

        for clock in snapshot.clocks.get(case.subject, ()):
            state = clock.state(snapshot.now)
            words = f"{moment(clock.due, self._page.desk.book.zone)} {CLOCK_STATES[state]}"
            self.card.fact(str(CLOCKS[clock.kind]), pill(words, CLOCK_STATUS.get(state, "info")))

    def _step_words(self, step: Any) -> str:
        words = history_words(step.kind)
        note = step.note
        if step.kind in ("handed_over", "interest_declared"):
            note = self._page.name_of(note)
        elif step.kind in ("reply_time_agreed", "attached"):
            note = ""
        return f"{words}: {note}" if note else words

    def _class(self, code: str) -> str:
        return self._page.snapshot.classes.get(code, code) if self._page.snapshot else code

    def _next(self, case: Any) -> Any:
        snapshot = self._page.snapshot
        pending = [c for c in snapshot.clocks.get(case.subject, ()) if not c.state(snapshot.now).startswith("met")]
        return min(pending, key=lambda c: c.due, default=None) if case.live else None

    def _limit(self, case: Any) -> str:
        from supervisor.complaints.words import CLOCKS

        clock = self._next(case)
        return f"{CLOCKS[clock.kind]} {moment(clock.due, self._page.desk.book.zone)}" if clock else state_words(case)

    def _limit_sort(self, case: Any) -> str:
        clock = self._next(case)
        return clock.due.isoformat() if clock else "9"

    def limit_status(self, case: Any) -> str:
        """How the next limit of a case stands."""
        clock = self._next(case)
        return CLOCK_STATUS.get(clock.state(self._page.snapshot.now), "info") if clock else _ended(case)


def _ended(case: Any) -> str:
    return {"closed": "good", "replied": "info"}.get(case.state, "quiet")


def history_words(kind: str) -> str:
    """A step of a case's history."""
    from supervisor.complaints.words import STEPS

    return str(STEPS.get(kind, kind))


def channel_words(case: Any) -> str:
    """How it reached the branch."""
    from supervisor.complaints.words import CHANNELS

    return str(CHANNELS.get(case.channel, case.channel))


def state_words(case: Any) -> str:
    """Where a case stands."""
    from supervisor.complaints.words import STATES

    return str(STATES.get(case.state, case.state))
