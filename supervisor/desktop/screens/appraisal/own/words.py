"""What one says of one's own month: written while the self-assessment is open, read afterwards."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from supervisor.desktop.screens.appraisal.writing import (
    Said,
    Writing,
    points_field,
    points_in,
    show_points,
    weighs,
    words_field,
)
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.wording import days_left
from supervisor.language import _


class OwnWordsCard(Card):
    """Ctrl+Enter sends; whatever is typed reaches the book by itself too."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("My own words"))
        self._page = page
        self.hint = label("", "small", wrap=True)
        self.text = words_field(_("What I did well this month, what not, and what I need"), page.desk.theme.px(120))
        self.written = label("", wrap=True)
        self.fields: dict[str, QLineEdit] = {}
        self._values = flow(spacing=10)
        self.weighed = label("", "small", wrap=True)
        self.sent = button(_("Hand in"), self.send, "primary", tip="Ctrl+Enter")
        self.state = label("", "small", wrap=True)
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        below = row(self.state, self.sent)
        below.setStretch(0, 1)
        for item in (self.hint, self.text, self.written, self._values, self.weighed, self.fault, below):
            self.add(item)
        self.writing = Writing(page.desk, self._read, self._show, self._send)
        self.writing.refused.connect(self._refused)
        self.text.textChanged.connect(self._typed)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            short = QShortcut(QKeySequence(key), self)
            short.activated.connect(self.send)

    def put(self, snapshot: Any) -> None:
        """Show what is written, and whether it can be written still."""
        from supervisor.appraisal.records import SelfAssessment

        own, state = snapshot.course.own, snapshot.state
        self.setVisible(own is not None)
        if own is None:
            return
        is_open = state.state == "self" and (state.until is None or snapshot.today <= state.until)
        self._put_fields(snapshot)
        said: SelfAssessment | None = own.assessment
        known = Said(said.text, tuple((each.component, each.value_c) for each in said.values)) if said else Said()
        self.writing.put(f"{snapshot.actor} {snapshot.month}", known, is_open=is_open)
        self.text.setVisible(is_open)
        self.written.setText(said.text if said is not None else "")
        self.written.setVisible(said is not None and not is_open)
        for field in self.fields.values():
            field.setReadOnly(not is_open)
        self.sent.setVisible(is_open)
        self.hint.setText(_hint(snapshot, is_open))
        written = _("in the book since {when}").format(when=f"{said.at:%m-%d %H:%M}") if said is not None else ""
        self.state.setText(_("not sent yet") if self.writing.waiting else written)

    def send(self) -> None:
        """Send what is written now."""
        if not self.text.isVisible():
            return
        self.fault.hide()
        if not self._read().text:
            self._refused(_("Write a sentence or two: it cannot be left empty."))
            self.text.setFocus()
        elif self.writing.flush():
            self.state.setText(_("sent; you can change it until the review begins"))

    def _put_fields(self, snapshot: Any) -> None:
        book = snapshot.scored.rulebook if snapshot.scored is not None else None
        counts = weighs(book, "self")
        parts = {part.code: str(part.name) for part in book.components} if book is not None and counts else {}
        if list(parts) != list(self.fields):
            clear(self._values)
            self.fields = {}
            for code, name in parts.items():
                made = points_field(_("Points for {component}").format(component=name), self._page.desk.theme.px(64))
                made.textEdited.connect(self._typed)
                self.fields[code] = made
                self._values.addWidget(_named(name, made))
        self.weighed.setText(_("These points count in the score, as the rule book says.") if counts else "")
        self.weighed.setVisible(counts)

    def _typed(self) -> None:
        self.writing.typed()
        if self.writing.waiting:
            self.fault.hide()
            self.state.setText(_("not sent yet"))

    def _read(self) -> Said:
        values = {code: points_in(field) for code, field in self.fields.items()}
        given = tuple(sorted((code, value) for code, value in values.items() if value is not None))
        return Said(self.text.toPlainText().strip(), given)

    def _show(self, said: Said) -> None:
        self.text.setPlainText(said.text)
        values = dict(said.values)
        for code, field in self.fields.items():
            show_points(field, values.get(code))

    def _send(self, key: str, said: Said) -> None:
        from supervisor.appraisal import service

        desk, month = self._page.desk, key.partition(" ")[2]
        service.self_assess(desk.book, desk.actor, month, text=said.text, values=dict(said.values))

    def _refused(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.state.setText(_("not sent yet"))


def _named(name: str, field: QLineEdit) -> Any:
    from supervisor.desktop.widgets.basics import box

    return box(column(label(name, "small"), field, spacing=2))


def _hint(snapshot: Any, is_open: bool) -> str:
    state, said = snapshot.state, snapshot.course.own.assessment
    if is_open:
        left, __ = days_left(state.until, snapshot.today)
        return _("Open until {day} ({left}). You can change it until the review begins.").format(
            day=state.until, left=left
        )
    if state.state == "self":
        return _("It was open until {day}. Ask the branch manager for a later last day.").format(day=state.until)
    if said is not None:
        return _("What you wrote; the manager reads it beside your score.")
    if state.state in ("draft", "reopened"):
        return _("The self-assessment of this month is not open yet.")
    return _("You wrote nothing this month.")
