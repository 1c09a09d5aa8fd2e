"""The agenda of a briefing or a review: drafted, changed point by point, printed, held and kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.meetings.briefing_held import ask_hold, ask_measure, show_archive
from supervisor.desktop.screens.meetings.briefing_points import PointRow
from supervisor.desktop.screens.meetings.briefing_reading import AgendaSnapshot, read_agenda
from supervisor.desktop.widgets.basics import button, clear, column, label, pill, row, scrolling, set_pill
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import long_day
from supervisor.language import _


class AgendaSheet(Sheet):
    """One agenda. What is typed is kept as it is typed; once it was held it is shown as it was held."""

    def __init__(self, page: Any, subject: str) -> None:
        super().__init__(page.window(), _("Morning briefing"))
        self.desk, self.subject = page.desk, subject
        self._page = page
        self.snapshot: AgendaSnapshot | None = None
        self.rows: list[PointRow] = []
        self.more: dict[str, QLineEdit] = {}  # by section: where a point is added
        self._asked = 0
        px, over = self.desk.theme.px, page.window().size()
        self.resize(min(px(920), over.width() - 48), over.height() - 72)
        self.heading = self.findChildren(QLabel)[0]
        self.state = pill("", "info")
        self.when = label("", "small", wrap=True)
        self.back = button("‹", lambda: self._go(-1), "small", tip="Alt+←", shortcut="Alt+Left")
        self.on = button("›", lambda: self._go(1), "small", tip="Alt+→", shortcut="Alt+Right")
        top = row(self.back, self.on, self.state, spacing=6)
        top.addWidget(self.when, 1)
        self.other = button("", self._turn, "small")
        top.addWidget(self.other)
        top.addWidget(
            button(_("Held before…"), lambda: show_archive(self._page), "small", name=_("Agendas held before"))
        )
        self.body.addLayout(top)
        self.lines = column(spacing=4)
        self.body.addWidget(scrolling(self.lines), 1)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.setStretchFactor(self.body, 1)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.measure = button(_("Settle a measure…"), lambda: ask_measure(self))
        self.buttons.addWidget(self.measure)
        self.buttons.addWidget(button(_("Print…"), self.print_it, shortcut="Ctrl+P", tip="Ctrl+P"))
        self.hold = button(
            _("It was held…"), lambda: ask_hold(self), "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter"
        )
        self.buttons.addWidget(self.hold)
        self.desk.leaving.connect(self.keep_all)
        self.finished.connect(lambda _code: self.keep_all())
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the field it is pressed in; it presses no button of the sheet besides."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @property
    def month(self) -> str:
        """The month of a review, "" for a briefing."""
        kind, _mark, when = self.subject.partition(":")
        return when if kind == "review" else ""

    def read(self, *, anew: bool = True) -> None:
        """Read the agenda again in the background and show it; not `anew`: only what people changed of its draft."""
        self._asked += 1
        asked, subject, actor = self._asked, self.subject, self.desk.actor
        known = self.snapshot  # of another day or month its draft says nothing
        draft = known.draft if known is not None and not anew and known.agenda.subject == subject else None

        def show(snapshot: AgendaSnapshot) -> None:
            if asked != self._asked:
                return
            if any(one.typing() for one in self.rows):  # what is being typed is not drawn over
                self.flush()
                self.read(anew=False)
            else:
                self.put(snapshot)

        self.desk.load(
            self, lambda reader: read_agenda(reader, subject, actor, draft), show, lambda n: self.say(n.happened)
        )

    def put(self, snapshot: AgendaSnapshot) -> None:
        """Show it."""
        self.snapshot = snapshot
        agenda, held = snapshot.agenda, snapshot.held
        title = _("Service review of {month}").format(month=agenda.month) if agenda.month else _("Morning briefing")
        self.heading.setText(title if agenda.month else f"{title} · {long_day(agenda.day)}")
        self.setWindowTitle(title)
        ahead = agenda.day > snapshot.today
        words, status = (_("draft"), "warning") if held is None else (_("held"), "good")
        set_pill(self.state, words, status)
        self.when.setText(self._said(snapshot))
        self.back.setAccessibleName(_("The month before") if agenda.month else _("The day before"))
        self.on.setAccessibleName(_("The month after") if agenda.month else _("The day after"))
        self.other.setText(_("Morning briefing…") if agenda.month else _("Service review…"))
        self.other.setAccessibleName(self.other.text())
        self.hold.setVisible(held is None and snapshot.may_change and not ahead)
        self.measure.setVisible(bool(agenda.month) and snapshot.may_change)
        first = not self.rows
        typed = {key: (field.text(), field.cursorPosition()) for key, field in self.more.items()}
        with kept_focus(self):
            clear(self.lines)
            self.rows, self.more = [], {}
            for number, section in enumerate(agenda.sections, 1):
                self._section(number, section, fixed=held is not None or not snapshot.may_change)
                if section.key in self.more and section.key in typed:
                    self.more[section.key].setText(typed[section.key][0])
                    self.more[section.key].setCursorPosition(typed[section.key][1])
            self.lines.addStretch(1)
        edit = next((one.edit for one in self.rows if one.edit is not None), None)
        if first and edit is not None:
            edit.setFocus()

    def _said(self, snapshot: AgendaSnapshot) -> str:
        if snapshot.held is not None:
            from supervisor.overview.printing import held_lines

            return " · ".join(held_lines(snapshot.held, snapshot.names))
        if not snapshot.may_change:
            return _("You may read it; whoever runs meetings changes it.")
        return _("Drafted from the record. Write in it: every change is kept as it is typed, and stays when the draft "
                 "changes.")  # fmt: skip

    def _section(self, number: int, section: Any, *, fixed: bool) -> None:
        self.lines.addSpacing(6)
        self.lines.addWidget(label(f"{number}. {section.title}", "heading"))
        for place, point in enumerate(section.points):
            made = PointRow(
                point, fixed=fixed, last=place == len(section.points) - 1,
                word=lambda text, s=section, p=point: self.word(s, p, text),
                strike=lambda struck, s=section, p=point: self.strike(s, p, struck),
                step=lambda by, s=section, p=point: self.step(s, p, by),
            )  # fmt: skip
            if made.edit is not None:
                made.edit.left.connect(lambda m=made: self._next(m))
            self.rows.append(made)
            self.lines.addWidget(made)
        if not section.points:
            self.lines.addWidget(label(section.empty, "muted", wrap=True))
        if not fixed:
            more = QLineEdit()
            more.setPlaceholderText(_("add a point, Enter takes it"))
            more.setAccessibleName(_("Add a point to {section}").format(section=section.title))
            more.returnPressed.connect(lambda s=section, m=more: self.add(s.key, m))
            self.more[section.key] = more
            self.lines.addWidget(more)

    # what is done with a point -----------------------------------------------------------------------------------
    def word(self, section: Any, point: Any, text: str) -> None:
        """Keep a point in own words; the line stays as it is, so that typing goes on."""
        from supervisor.meetings.agenda import service

        desk, subject = self.desk, self.subject
        drafted = point.drafted or ("" if point.own else point.text)
        before = point.text if point.own else ""

        def work() -> bool:
            return service.word_point(desk.book, desk.actor, subject, section.key, point.key, text, drafted=drafted)

        def back() -> None:
            service.word_point(desk.book, desk.actor, subject, section.key, point.key, before, drafted=drafted)

        def done(changed: bool) -> None:
            if changed and not self.writing():
                self.read(anew=False)

        undo = Undo(_("change of a point"), back)
        desk.command(self, work, done=done, undo=lambda changed: undo if changed else None, failed=self._failed)

    def strike(self, section: Any, point: Any, struck: bool) -> None:
        """Leave a point out, or take it in again."""
        from supervisor.meetings.agenda import service

        desk, subject = self.desk, self.subject

        def put(value: bool) -> None:
            service.strike_point(desk.book, desk.actor, subject, section.key, point.key, struck=value)

        self._do(lambda: put(struck), Undo(_("striking out a point"), lambda: put(not struck)))

    def add(self, section: str, field: QLineEdit) -> None:
        """Add what stands in a field as a point of one's own."""
        from supervisor.meetings.agenda import service

        desk, subject, text = self.desk, self.subject, field.text()
        if text.strip():
            field.clear()
            desk.command(
                self, lambda: service.add_point(desk.book, desk.actor, subject, section, text),
                done=lambda _key: self.read(anew=False), failed=self._failed,
                undo=lambda key: Undo(
                    _("added point"),
                    lambda: service.word_point(desk.book, desk.actor, subject, section, key, ""),
                ),
            )  # fmt: skip

    def step(self, section: Any, point: Any, by: int) -> None:
        """Move a point up or down."""
        from supervisor.meetings.agenda import service

        keys = [one.key for one in section.points]
        place = keys.index(point.key) + by
        if 0 <= place < len(keys):
            desk, subject, before = self.desk, self.subject, tuple(keys)
            keys.remove(point.key)
            keys.insert(place, point.key)

            def order(chosen: tuple[str, ...]) -> None:
                service.order_points(desk.book, desk.actor, subject, section.key, chosen)

            self._do(lambda: order(tuple(keys)), Undo(_("order of points"), lambda: order(before)))

    def _do(self, work: Any, undo: Undo) -> None:
        self.flush()
        self.desk.command(
            self, work, done=lambda _none: self.read(anew=False), undo=lambda _none: undo, failed=self._failed
        )  # fmt: skip

    def _failed(self, notice: Any) -> None:
        self.say(notice.happened)

    def writing(self) -> bool:
        """Whether somebody is writing in a point."""
        return any(one.edit is not None and one.edit.hasFocus() for one in self.rows)

    def flush(self) -> None:
        """Keep at once whatever was typed."""
        for one in self.rows:
            one.flush()

    def keep_all(self) -> None:
        """Keep whatever was typed, points that were not entered yet, too: who closes the sheet loses nothing."""
        self.flush()
        for key, field in self.more.items():
            self.add(key, field)

    def _next(self, made: PointRow) -> None:
        edits = [one.edit for one in self.rows if one.edit is not None]
        place = edits.index(made.edit) + 1 if made.edit in edits else 0
        if place < len(edits):
            edits[place].setFocus()  # type: ignore[union-attr]

    def _go(self, by: int) -> None:
        """The day or month before or after."""
        self.keep_all()
        if self.month:
            first = date.fromisoformat(f"{self.month}-01")
            other = (first + timedelta(days=31)) if by > 0 else (first - timedelta(days=1))
            self.subject = f"review:{other.isoformat()[:7]}"
        else:
            day = date.fromisoformat(self.subject.partition(":")[2]) + timedelta(days=by)
            self.subject = f"briefing:{day.isoformat()}"
        self.read()

    def _turn(self) -> None:
        """From the briefing to the review, and back."""
        from supervisor.overview.agenda_month import month_reviewed

        self.keep_all()
        today = self.snapshot.today if self.snapshot is not None else date.today()
        self.subject = f"briefing:{today.isoformat()}" if self.month else f"review:{month_reviewed(today)}"
        self.read()

    def print_it(self) -> None:
        """Open the system's print dialog with the agenda as it is on show."""
        from supervisor.desktop.printing import print_html
        from supervisor.overview.printing import agenda_html

        self.keep_all()
        if self.snapshot is not None:
            html = agenda_html(self.snapshot.agenda, self.snapshot.held, self.snapshot.names)
            print_html(self._page, html, self.windowTitle())


def open_agenda(page: Any, subject: str) -> AgendaSheet:
    """Open the sheet of an agenda over a page."""
    made = AgendaSheet(page, subject)
    made.open()
    return made
