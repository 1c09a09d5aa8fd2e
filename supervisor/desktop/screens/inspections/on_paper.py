"""The open inspection on paper: through the system's print dialog, or as a PDF whose text can be searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, row
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class PaperTools(QWidget):
    """Two buttons for the header of an open inspection; `subject` says which one is on show."""

    def __init__(self, desk: Desk, subject: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk, self._subject = desk, subject
        self.print = button(_("Print"), self.print_shown, name=_("Print this inspection"), tip="Ctrl+P",
                            shortcut="Ctrl+P")  # fmt: skip
        self.save = button("PDF", self.ask_pdf, name=_("Save this inspection as PDF"),
                           tip=_("Save this inspection as PDF"))  # fmt: skip
        self.setLayout(row(self.print, self.save, spacing=8))

    def print_shown(self) -> None:
        """Draft the page, then open the system's print dialog over the window."""
        from supervisor.desktop.printing import print_paper

        self._drafted(lambda paper: print_paper(self.window(), paper))

    def ask_pdf(self) -> None:
        """Choose where the PDF is to lie."""
        self._drafted(
            lambda paper: choose_target(
                self, _("Save this inspection as PDF"), f"{paper.title}.pdf", lambda path: self._write(paper, path),
                suffix="pdf", kind=_("PDF file (*.pdf)"),
            )
        )  # fmt: skip

    def save_pdf(self, path: Path) -> None:
        """Write the inspection on show as PDF and say where it lies."""
        self._drafted(lambda paper: self._write(paper, path))

    def _write(self, paper: Any, path: Path) -> None:
        """In the background: fonts and pictures may be painted away from the UI thread."""
        from supervisor.desktop.printing import write_paper

        desk = self._desk
        desk.long(
            self, lambda _progress: write_paper(paper, path),
            done=lambda written: desk.say("good", _("The PDF is written: {path}").format(path=written)),
            failed=lambda notice: desk.said.emit(notice, None),
        )  # fmt: skip

    def _drafted(self, then: Callable[[Any], None]) -> None:
        subject, actor = self._subject(), self._desk.actor

        def reading(reader: Any) -> Any:
            from supervisor.desktop.printing import Paper, picture_size
            from supervisor.inspection.paper.page import print_inspection

            page = print_inspection(reader, actor, subject, picture_size)
            return Paper(page.html, page.title, pictures=page.pictures, foot=page.foot)

        if subject:
            self._desk.load(self, reading, then)
