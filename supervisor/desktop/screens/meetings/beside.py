"""What hangs on the calendar: whom a running meeting sends to the floor, the agenda of a briefing or a review, and the
check-list of a maintenance window. One object puts it all on the page and opens what the page is asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QPushButton

from supervisor.desktop.screens.meetings.briefing_held import show_archive
from supervisor.desktop.screens.meetings.briefing_sheet import open_agenda
from supervisor.desktop.screens.meetings.maintenance_sheet import open_maintenance
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, set_pill
from supervisor.desktop.widgets.release_card import ReleaseCard
from supervisor.desktop.wording import share
from supervisor.language import _

AGENDAS = ("briefing", "review")


class Beside:
    """Hooked into the meetings page by one line once its side cards are there."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._seen: Any = None  # the calendar of which the rate is known
        self._found: Any = None
        self.release = ReleaseCard(page.desk, narrow=True)
        self.follows = FollowsCard(page)
        page.side.cards.insertWidget(0, self.release)
        page.side.cards.addWidget(self.follows)
        page.week.chosen.connect(self.follows.put)
        page.shown_data.connect(self._again)

    def briefing_button(self) -> QPushButton:
        """The way to today's briefing, for the foot of the calendar."""
        tip = _("The briefing of today: read, change, print, enter that it was held")
        return button(
            _("Briefing…"), lambda: self.opens("briefing"), "small", shortcut="Ctrl+B", tip=f"Ctrl+B · {tip}"
        )  # fmt: skip

    def _again(self) -> None:
        self.release.look()
        self.follows.put(self._page.week.current)
        self._rate()

    def _rate(self) -> None:
        """The month's rate in the chip over the calendar: person-minutes off the peaks. It takes a forecast, so it is
        asked for again only when the calendar is another one."""
        page = self._page
        day = page.snapshot.monday + timedelta(days=3)
        seen = (day, tuple((s.meeting, s.sitting, s.state, s.plan) for s in page.snapshot.sittings))
        if seen == self._seen:
            self._chip()
            return
        self._found, first = None, day.replace(day=1)
        page.share.hide()  # nothing is said until it is known
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

        def reading(reader: Any) -> Any:
            from supervisor.meetings.avoidance import avoidance

            monday = page.snapshot.monday
            return avoidance(reader, first, last), avoidance(reader, monday, monday + timedelta(days=6))

        def show(found: Any) -> None:
            self._seen, self._found = seen, found
            self._chip()

        page.desk.load(page.side, reading, show, lambda _notice: None)

    def _chip(self) -> None:
        from supervisor.meetings.words import KIND_NAMES

        found, chip = self._found, self._page.share
        if found is None or found[0].planned.rate is None:
            chip.hide()
            return
        found, week = found
        rate = found.planned.rate
        set_pill(
            chip, _("{share} off the peaks this month").format(share=share(rate)), "good" if rate >= 1 else "warning"
        )
        lines = [_("Of {n} person-minutes of meetings inside opening hours, as planned").format(
            n=round(found.planned.minutes)
        )]  # fmt: skip
        if week.planned.rate is not None:
            lines.append(_("this week: {share}").format(share=share(week.planned.rate)))
        if found.held.rate is not None:
            lines.append(_("as held: {share}").format(share=share(found.held.rate)))
        lines += [
            f"{KIND_NAMES.get(one.kind, one.kind)} {share(one.planned.rate)}"
            for one in found.kinds
            if one.planned.rate is not None
        ]
        chip.setToolTip("\n".join(lines))
        chip.show()

    def opens(self, about: Any) -> bool:
        """Open what is asked for, if it is of here: `briefing` (of today), `archive`, or an agenda's subject."""
        if not isinstance(about, str):
            return False
        if about == "archive":
            show_archive(self._page)
            return True
        if about == "briefing":
            desk = self._page.desk
            about = f"briefing:{desk.book.now().astimezone(desk.book.zone).date().isoformat()}"
        if about.partition(":")[0] not in AGENDAS:
            return False
        open_agenda(self._page, about)
        return True


class FollowsCard(Card):
    """What belongs to the chosen sitting: its agenda, or its check-list; and windows that have no time yet."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Agenda"))
        self._page = page
        self.words = label("", "small", wrap=True)
        self.lines = column(spacing=6)
        self.add(self.words)
        self.add(self.lines)
        self.hide()

    def put(self, held: Any) -> None:
        """Show what belongs to a sitting, or nothing."""
        from supervisor.together import agenda_of_sitting

        clear(self.lines)
        waiting = [one for one in getattr(self._page.snapshot, "waiting", ()) if one.kind == "maintenance"]
        agenda = agenda_of_sitting(held) if held is not None else ""
        window = held if held is not None and held.kind == "maintenance" else None
        self.setVisible(bool(agenda or window or waiting))
        if agenda:
            self.heading.setText(_("Agenda"))
            self.words.setText(_("Drafted from the record; yours to change until it is held."))
            self.lines.addWidget(button(_("Open the agenda"), lambda: open_agenda(self._page, agenda), "small"))
        elif window is not None:
            self.heading.setText(_("Maintenance"))
            self.words.setText(_("Outside opening hours, or inside them with its check-list complete."))
            self._check_list(window.meeting, _("Check-list…"), _("Check-list of {what}").format(what=window.title))
        elif waiting:
            self.heading.setText(_("Maintenance"))
            self.words.setText(_("Windows without a time: inside opening hours only with a complete check-list."))
            for one in waiting:
                name = _("Check-list of {what}").format(what=one.title)
                self._check_list(one.subject, name, name)

    def _check_list(self, subject: str, words: str, name: str) -> None:
        made = button(words, lambda: open_maintenance(self._page, subject), "small", name=name)
        self.lines.addWidget(made)
