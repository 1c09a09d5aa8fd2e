"""An agenda is held: who was there and when; a review settles measures; what was held before is read again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.meetings.holding import Ticks
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import long_day, span
from supervisor.language import _

LOOKING_MILLISECONDS = 250
TICKS_SHOWN = 6


def ask_hold(sheet: Any) -> FormSheet:
    """Who was there, who led, from when to when; the sitting in the calendar begins and ends with it."""
    from supervisor.together import agenda_not_held, hold_agenda

    sheet.keep_all()
    desk, shown = sheet.desk, sheet.snapshot
    began, ended, came = _course(shown, desk.book.now().astimezone(desk.book.zone))
    there = came or shown.on_duty
    form = FormSheet(sheet, desk, _("It was held: {what}").format(what=sheet.windowTitle()))
    ticks = Ticks(list(shown.people), ticked=False)
    for place in range(ticks.count()):
        item = ticks.item(place)
        if item.data(Qt.ItemDataRole.UserRole) in there:
            item.setCheckState(Qt.CheckState.Checked)
    ticks.setFixedHeight(min(ticks.count(), TICKS_SHOWN) * (ticks.sizeHintForRow(0) + 2) + 12)
    form.minute("started", _("Began at"), began)
    form.minute("ended", _("Ended at"), ended)
    form.choice("chair", _("Chair"), list(shown.people), desk.actor, searchable=True)
    form.field("present", _("Who was there"), ticks)
    form.lines("text", _("Minutes: what was settled, who does it by when"))
    subject = sheet.subject
    form.send(
        _("Keep it as held"),
        lambda v: hold_agenda(
            desk.book, desk.actor, subject, present=v["present"], chair=v["chair"] or "",
            started_minute=v["started"], ended_minute=v["ended"], minutes_text=v["text"],
        ),
        said=_("It is kept as it was held."),
        done=lambda _steps: sheet.read(),
        undo=lambda steps: Undo(
            _("{what} entered as held").format(what=sheet.windowTitle()),
            lambda: agenda_not_held(desk.book, desk.actor, subject, steps),
        ),
    )  # fmt: skip
    return form


def _course(shown: Any, now: Any) -> tuple[int, int, frozenset[str]]:
    """When it began and ended and who came, as far as its sitting says; else the last quarter-hour and nobody yet.
    Never a time that is still to come: the planned one is no record of what has not begun."""
    held, minute = shown.sitting, now.hour * 60 + now.minute
    running = shown.agenda.day == shown.today
    ahead = held is not None and running and held.started_minute is None and held.plan.start_minute >= minute
    if held is None or held.plan.day != shown.agenda.day or ahead:
        return max(0, minute - 15), minute, frozenset()
    began = held.plan.start_minute if held.started_minute is None else held.started_minute
    over = held.plan.day != shown.today or held.started_minute is None
    ended = held.plan.end_minute if over else max(began, minute)
    ended = ended if held.ended_minute is None else held.ended_minute
    return began, min(ended, minute) if running else ended, frozenset(held.attending)


def ask_measure(sheet: Any) -> FormSheet:
    """What the review settles: a corrective action with an owner and a day, followed at the next review."""
    from datetime import timedelta

    from supervisor.meetings.agenda.service import set_measure

    desk, shown, month = sheet.desk, sheet.snapshot, sheet.month
    form = FormSheet(sheet, desk, _("A measure of the review of {month}").format(month=month))
    form.lines("text", _("What is to be done"))
    form.choice("owner", _("Who answers for it"), list(shown.people), searchable=True)
    form.day("due", _("Until"), shown.today + timedelta(days=21))
    form.send(
        _("Settle it"),
        lambda v: set_measure(desk.book, desk.actor, month, v["text"], owner=v["owner"] or "", due=v["due"]),
        said=_("Settled: it is a corrective action now, and heads the next review."),
        done=lambda _action: sheet.read(),
    )
    return form


class ArchiveSheet(Sheet):
    """What was held, the latest first; a few letters find it by what was said."""

    def __init__(self, page: Any) -> None:
        super().__init__(page.window(), _("Briefings and reviews that were held"))
        self.desk, self._page, self._asked = page.desk, page, 0
        self._html = ""
        self._names: dict[str, str] = {}
        self._found: list[Any] = []
        px, over = self.desk.theme.px, page.window().size()
        self.resize(min(px(960), over.width() - 48), over.height() - 96)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("any word of it"))
        self.words.setAccessibleName(_("Find in what was held"))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(LOOKING_MILLISECONDS)
        self._quiet.timeout.connect(self.read)
        self.words.textChanged.connect(lambda _text: self._quiet.start())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Held agendas"))
        self.list.setFixedWidth(px(300))
        self.list.currentRowChanged.connect(self._choose)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("The agenda as it was held"))
        self.none = label("", "muted", wrap=True)
        self.none.hide()
        self.body.addWidget(self.words)
        self.body.addWidget(self.none)
        lines = row(self.list, spacing=12)
        lines.addWidget(self.text, 1)
        self.body.addLayout(lines, 1)
        self.body.addStretch(0)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.print = button(_("Print…"), self.print_it, "primary", shortcut="Ctrl+P", tip="Ctrl+P")
        self.buttons.addWidget(self.print)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the field it is pressed in; it presses no button of the sheet besides."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def read(self) -> None:
        """Look for what is typed."""
        self._asked += 1
        asked, words = self._asked, self.words.text()

        def reading(reader: Any) -> Any:
            from supervisor.branch.ledger import people
            from supervisor.meetings.agenda.ledger import archive

            return archive(reader, words=words), {p.subject: p.name for p in people(reader, active_only=False)}

        def show(answer: Any) -> None:
            if asked == self._asked:
                self._put(*answer)

        self.desk.load(self, reading, show, lambda notice: self.say(notice.happened))

    def _put(self, found: list[Any], names: dict[str, str]) -> None:
        self._found, self._names = found, names
        self.list.clear()
        for one in found:
            month = one.agenda.month
            title = _("Service review of {month}").format(month=month) if month else _("Morning briefing")
            when = long_day(one.agenda.day)
            if one.started_minute is not None and one.ended_minute is not None:
                when += f" {span(one.started_minute, one.ended_minute)}"
            self.list.addItem(QListWidgetItem(f"{title}\n{when}"))
        nothing = _("Nothing that was held says that.") if self.words.text().strip() else _(
            "Nothing was held yet. Open the briefing of today, and enter that it was held."
        )  # fmt: skip
        self.none.setText("" if found else nothing)
        self.none.setVisible(not found)
        self.print.setEnabled(bool(found))
        for part in (self.list, self.text):
            part.setVisible(bool(found))
        if found:
            self.list.setCurrentRow(0)
        else:
            self.text.clear()

    def _choose(self, place: int) -> None:
        from supervisor.overview.printing import agenda_html

        if 0 <= place < len(self._found):
            one = self._found[place]
            self._html = agenda_html(one.agenda, one, self._names)
            self.text.setPlainText(_as_text(one, self._names))

    def print_it(self) -> None:
        """Open the system's print dialog with what is on show."""
        from supervisor.desktop.printing import print_html

        print_html(self._page, self._html, _("Briefings and reviews that were held"))


def _as_text(one: Any, names: dict[str, str]) -> str:
    from supervisor.overview.printing import held_lines

    lines = [*held_lines(one, names), ""]
    for number, section in enumerate(one.agenda.sections, 1):
        lines.append(f"{number}. {section.title}")
        for point in section.points:
            lines.append("   · " + (f"{point.text} （{point.detail}）" if point.detail else point.text))
        if not section.points:
            lines.append(f"   {section.empty}")
        lines.append("")
    return "\n".join(lines)


def show_archive(page: Any) -> ArchiveSheet:
    """Open what was held before over a page."""
    made = ArchiveSheet(page)
    made.open()
    return made
