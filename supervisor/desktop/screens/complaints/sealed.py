"""Showing what is sealed: everything with one look, until the sheet is closed, its person leaves, or minutes pass."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.complaints.looking import look
from supervisor.desktop.screens.complaints.passing_copy import SECONDS, PassingCopy, copy_for_a_while
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.long_text import said
from supervisor.language import _

HIDE_MINUTES = 5
_SIGNS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class HidingSheet(FieldForm):
    """A sheet over the window with what is sealed; it closes by itself where nobody touches it."""

    def __init__(self, page: Any, heading: str) -> None:
        super().__init__(page, page.desk, heading, width=560)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(HIDE_MINUTES * 60_000)
        self._hide.timeout.connect(self.reject)
        self._hide.start()
        QGuiApplication.clipboard().dataChanged.connect(self._copied)

    def _copied(self) -> None:
        """What was marked in here with keys or mouse does not stay on the clipboard either."""
        board = QGuiApplication.clipboard()
        if self.isVisible() and (board.ownsClipboard() or self.isActiveWindow()) and (text := board.text()):
            PassingCopy(self._desk, text)

    def show_it(self, first: QWidget | None = None) -> None:
        """Put a close button under it and open it."""
        words = _("This look is on record with your name and reason. It closes by itself after {n} minutes.")
        self.body.addWidget(label(words.format(n=HIDE_MINUTES), "small", wrap=True))
        close = button(_("Close"), self.accept, "primary")
        close.setDefault(True)
        self.buttons.addWidget(close)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        self.open()
        (first or close).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._hide.start()
        return super().eventFilter(watched, event)


def ask_case_data(page: Any, subject: str) -> None:
    """Show a case whole, for a reason that is kept."""
    from supervisor.complaints.rights.privacy import unmask

    desk = page.desk

    def show(file: Any) -> None:
        speakers = "\n".join(_contact_words(one) for one in file.representatives)
        show_whole(
            page,
            file.complaint.number,
            [
                (_("Contact"), _contact_words(file.contact)),
                (_("Representatives"), speakers),
                (_("What was said"), file.text),
                (_("Wish"), file.wish),
                (_("Facts"), file.facts),
                (_("Root cause"), file.root),
                (_("Measure"), file.measure),
                (_("Head office decided"), file.decision),
                (_("Answer given"), file.reply),
            ],
            phone=file.contact.phone or next((one.phone for one in file.representatives if one.phone), ""),
        )

    look(page, subject, lambda reason: unmask(desk.book, desk.actor, subject, reason), show)


def _contact_words(contact: Any) -> str:
    return "  ".join(part for part in (contact.name, contact.phone, contact.mail, contact.address) if part)


def show_whole(page: Any, number: str, lines: list[tuple[str, str]], phone: str = "") -> None:
    """What is sealed, whole; that it was looked at is in the journal already. Ctrl+C copies `phone`."""
    sheet = HidingSheet(page, _("{number}: the customer's data").format(number=number))
    for name, value in lines:
        if value:
            sheet.body.addWidget(label(name, "small"))
            sheet.body.addWidget(said(value, name, page.desk.theme.px(140)))
    if phone:
        copied = button(_("Copy the telephone (Ctrl+C)"), lambda: _copy(page, phone))
        sheet.buttons.addWidget(copied)
        QShortcut(QKeySequence.StandardKey.Copy, sheet).activated.connect(copied.click)
    sheet.show_it()


def _copy(page: Any, phone: str) -> None:
    copy_for_a_while(page.desk, phone)
    words = _("The telephone number is on the clipboard; it goes from there after {n} seconds, or when you leave.")
    page.desk.say("good", words.format(n=SECONDS))
