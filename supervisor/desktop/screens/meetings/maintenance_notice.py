"""The notice to customers of a maintenance window: worded, kept with its check-list, printed as a poster on A4."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class PosterSheet(Sheet):
    """The text as it will hang; the template filled in, unless somebody worded it."""

    def __init__(self, over: Any, text: str) -> None:
        super().__init__(over._page.window(), _("Notice to customers"))
        self.desk, self._over = over.desk, over
        px = self.desk.theme.px
        self.setMinimumSize(px(620), px(560))
        words = _(
            "The first line is the heading; the line with the time stands large; the last lines are the signature."
        )
        self.body.addWidget(label(words, "small", wrap=True))
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(_("Notice to customers"))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.buttons.addWidget(button(_("From the template"), lambda: self.keep("")))
        self.buttons.addWidget(button(_("Save as PDF…"), self.ask_pdf))
        printing = button(_("Print the poster"), self.print_it, "primary")
        printing.setDefault(True)
        self.buttons.addWidget(printing)
        self._before = text
        self.finished.connect(lambda _code: self._keep_if_changed())

    def _keep_if_changed(self) -> None:
        text = self.text.toPlainText().strip()
        if text != self._before:
            self.keep(text)

    def keep(self, text: str) -> None:
        """Keep the wording with the check-list; empty: the template again."""
        from supervisor.meetings.maintenance import service

        desk, subject, checks = self.desk, self._over.subject, self._over.snapshot.checks
        self._before = text or self._before

        def again(_slot: Any) -> None:
            if not text:
                show_poster(self._over)
            self._over.read()

        if not text:
            self._before = self.text.toPlainText().strip()
            self.accept()
        desk.command(
            self._over,
            lambda: service.prepare(
                desk.book, desk.actor, subject, day=checks.slot.day, start_minute=checks.slot.start_minute,
                out_of_use=checks.out_of_use, channels=checks.channels, nearest=checks.nearest, notice=text,
            ),
            done=again, failed=lambda notice: self._over.say(notice.happened),
        )  # fmt: skip

    def _html(self) -> str:
        from supervisor.meetings.announcing.customer_notice import poster_html

        return poster_html(self.text.toPlainText())

    def print_it(self) -> None:
        """Open the system's print dialog."""
        from supervisor.desktop.printing import print_html

        self._keep_if_changed()
        print_html(self._over._page, self._html(), _("Notice to customers"))

    def ask_pdf(self) -> None:
        """Choose where the poster is to lie as a PDF."""
        from supervisor.desktop.printing import write_pdf

        self._keep_if_changed()
        html, desk = self._html(), self.desk
        words = _("Written: {path}")
        choose_target(
            self, _("Save as PDF…"), _("Notice to customers"),
            lambda path: desk.say("good", words.format(path=write_pdf(html, path, _("Notice to customers")))),
            suffix="pdf", kind=_("PDF (*.pdf)"),
        )  # fmt: skip


def show_poster(over: Any) -> None:
    """Draft the notice and open it over the check-list."""
    subject = over.subject

    def reading(reader: Any) -> str:
        from supervisor.meetings.announcing.customer_notice import notice_text

        return notice_text(reader, subject)

    over.desk.load(over, reading, lambda text: PosterSheet(over, text).open(), lambda n: over.say(n.happened))
