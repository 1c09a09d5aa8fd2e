"""The case that is open: what can be done next, its clocks, what was said and found, and what happened when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QLabel

from supervisor.desktop.screens.complaints.facts import FactsCard
from supervisor.desktop.screens.complaints.files_card import put_files, put_looks
from supervisor.desktop.screens.complaints.links_card import LinksPart
from supervisor.desktop.screens.complaints.naming import CLOCK_STATUS
from supervisor.desktop.screens.complaints.steps import offer
from supervisor.desktop.widgets.basics import pill, set_pill
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import listed, moment
from supervisor.language import _


class CaseCard(FactsCard):
    """`put` shows another case; `tick` says how its clocks stand by now."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.desk.theme, _("Choose a case"))
        self._page = page
        self._clocks: list[tuple[Any, QLabel]] = []
        self.links = LinksPart(page, self)

    def put(self, read: Any) -> None:
        """Show a case as it was read; whoever took a step finds the focus on the next one."""
        at_steps = self.window().focusWidget() in self._offered  # also where a sheet is only just being closed
        with kept_focus(self):
            self._put(read)
        if at_steps:
            self.go_to_steps()

    def _put(self, read: Any) -> None:
        self._clocks = []
        self.begin()
        if read.file is None:
            self.links.forget()
            return
        case, naming = read.file.complaint, self._page.snapshot.naming
        self.begin(case.number, naming.states.get(case.state, case.state))
        offer(self._page, self)
        for words in read.apart:
            self.fact(_("Two laptops"), words)
        if case.head_office:
            self.fact(_("Goes to"), pill(_("head office: about the branch manager"), "warning"))
        elif case.with_head_office:
            self.fact(_("Goes to"), pill(_("head office, until it decides"), "warning"))
        elif case.escalation_asked:
            self.fact(_("Goes to"), pill(_("head office, if the manager confirms"), "warning"))
        self._put_clocks(read, case, naming)
        for words, value in (*self._said(read.file, case, naming), *self._found(read.file, case, naming)):
            self.fact(words, value)
        self.fact(_("Joined to"), read.joined_to)
        self.fact(_("Keep out of it"), listed([naming.person(one) for one in read.barred]))
        self.links.put(read)
        put_files(self._page, self, case, read.files, read.may_open)
        self.put_list(_("What happened"), [self._step(step, naming) for step in read.history])
        put_looks(self._page, self, read.looks)

    def tick(self, now: datetime) -> None:
        """Say anew how each clock stands."""
        for clock, made in self._clocks:
            set_pill(made, *self._stands(clock, now))

    def _put_clocks(self, read: Any, case: Any, naming: Any) -> None:
        if case.paused:
            self.fact(_("Paused"), naming.reasons.get(case.paused_reason, case.paused_reason))
        now = self._page.desk.book.now()
        for clock in read.clocks:
            made = pill(*self._stands(clock, now))
            self._clocks.append((clock, made))
            self.fact(naming.clocks[clock.kind], made)

    def _stands(self, clock: Any, now: datetime) -> tuple[str, str]:
        from supervisor.complaints.words import CLOCK_STATES

        state = clock.state(now)
        return f"{moment(clock.due, self._page.desk.book.zone)} {CLOCK_STATES[state]}", CLOCK_STATUS.get(state, "info")

    def _said(self, file: Any, case: Any, naming: Any) -> list[tuple[str, str]]:
        """What the customer brought, and to whom."""
        contact = " ".join(part for part in (file.contact.name, file.contact.phone) if part) if case.has_contact else ""
        zone = self._page.desk.book.zone
        group = _("{count} customers").format(count=case.group_size) if case.group_size else ""
        spoke = listed([one.name or one.phone for one in file.representatives])
        return [
            (_("What was said"), file.text or (_("erased") if case.erased else "")),
            (_("Wish"), file.wish),
            (_("Happened"), moment(case.occurred, zone) if case.occurred else ""),
            (_("Heard"), moment(case.received, zone)),
            (_("Channel"), naming.channels.get(case.channel, case.channel)),
            (_("Where it happened"), self._page.snapshot.zones.get(case.zone, case.zone)),
            (_("Group"), group),
            (_("Speak for it"), spoke),
            (_("Class"), naming.classes.get(case.class_code, case.class_code)),
            (_("Cause"), naming.causes.get(case.cause_code, case.cause_code)),
            (_("About"), naming.person(case.person) if case.person else ""),
            (_("First told to"), naming.person(case.first_taker)),
            (_("In hand of"), naming.person(case.owner)),
            (_("Contact"), contact),
        ]

    def _found(self, file: Any, case: Any, naming: Any) -> list[tuple[str, str]]:
        """What the branch made of it."""
        at_fault = {True: _("the bank is at fault"), False: _("the bank is not at fault"), None: ""}[case.at_fault]
        root = naming.roots.get(case.root_code, case.root_code)
        return [
            (_("Who is at fault"), at_fault),
            (_("Facts"), file.facts),
            (_("Root cause"), ": ".join(part for part in (root, file.root) if part)),
            (_("Apology"), _("given") if case.apologised else ""),
            (_("Measure"), file.measure),
            (_("Head office decided"), file.decision),
            (_("Answer given"), file.reply),
            (_("Signed by"), naming.person(case.signed_by) if case.signed_by else ""),
        ]

    def _step(self, step: Any, naming: Any) -> tuple[str, str]:
        """A line of the history, and under it when it happened, who did it, and when it was entered if later."""
        from supervisor.complaints.steps.telling import told_of
        from supervisor.complaints.words import STEPS

        zone, words = self._page.desk.book.zone, str(STEPS.get(step.kind, step.kind))
        note = told_of(step, zone, naming.person, lambda code: naming.reasons.get(code, code))
        about = f"{moment(step.at, zone)} · {naming.person(step.actor)}"
        if step.entered_later:
            about += " · " + _("entered {moment}").format(moment=moment(step.entered, zone))
        return f"{words}{_(': ')}{note}" if note else words, about
