"""The notice to customers of an incident: from its playbook, worded, printed as a poster on A4 or kept as PDF."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class NoticeSheet(Sheet):
    """The text as it will hang in the hall, in Chinese; that it went out is noted in the incident, once."""

    def __init__(self, parent: QWidget, desk: Desk, incident: Any, text: str) -> None:
        super().__init__(parent.window(), _("Notice to customers"))
        self.desk, self._incident, self._noted = desk, incident, False
        self.setMinimumSize(desk.theme.px(620), desk.theme.px(560))
        words = _("The first line is the heading, lines that begin with ▪ are points, the last lines the signature.")
        self.body.addWidget(label(words, "small", wrap=True))
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(_("Notice to customers"))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.buttons.addWidget(button(_("Save as PDF…"), self.ask_pdf))
        printing = button(_("Print the poster"), self.print_it, "primary")
        printing.setDefault(True)
        self.buttons.addWidget(printing)

    def html(self) -> str:
        """The page as it stands."""
        from supervisor.meetings.announcing.customer_notice import poster_html

        return poster_html(self.text.toPlainText())

    def print_it(self) -> None:
        """Open the system's print dialog."""
        from supervisor.desktop.printing import print_html

        print_html(self, self.html(), _("Notice to customers"))
        self._note()

    def ask_pdf(self) -> None:
        """Choose where the poster is to lie as a PDF."""
        choose_target(
            self, _("Save as PDF…"), _("Notice to customers"), self.keep, suffix="pdf", kind=_("PDF (*.pdf)"),
        )  # fmt: skip

    def keep(self, path: Any) -> None:
        """Write the poster to `path`."""
        from supervisor.desktop.printing import write_pdf

        written = write_pdf(self.html(), path, _("Notice to customers"))
        self.desk.say("good", _("Written: {path}").format(path=written))
        self._note()

    def _note(self) -> None:
        """The timeline says when customers were told, and with which words."""
        from supervisor.incidents import service

        if self._noted or not self.text.toPlainText().strip():
            return
        self._noted = True
        desk, subject = self.desk, self._incident.subject
        said = _("Notice to customers put up: {text}").format(text=" ".join(self.text.toPlainText().split()))
        desk.command(self, lambda: service.note(desk.book, desk.actor, subject, said))


def show_notice(owner: QWidget, desk: Desk, incident: Any) -> None:
    """Draft the notice of an incident and open it over the page."""

    def reading(reader: Any) -> str:
        from supervisor.dispatch.poster import poster_text

        return poster_text(reader, incident)

    desk.load(owner, reading, lambda text: NoticeSheet(owner, desk, incident, text).open())
