"""What would be written, before it is: the sheets by name, the one chosen as it opens in Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from supervisor.desktop.background import Progress
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.reports.jobs import Job, writer
from supervisor.desktop.screens.reports.paper_table import PaperTable
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

WIDTH, HEIGHT, NAMES = 1060, 600, 210


class PreviewSheet(Sheet):
    """Opens at once; the workbook is made in the background and read back. Esc stops that, or closes."""

    def __init__(self, page: Any, job: Job) -> None:
        super().__init__(page.window(), _("Preview: {what}").format(what=f"{job.title} {job.about.words}"))
        desk = page.desk
        px = desk.theme.px
        room = page.window().size()
        self.resize(min(px(WIDTH), room.width() - 40), min(px(HEIGHT), room.height() - 60))
        self.look: Any = None
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.words = label("", "small", wrap=True)
        self.body.addWidget(self.words)
        self.names = QListWidget()
        self.names.setAccessibleName(_("Sheets of the workbook"))
        self.names.setFixedWidth(px(NAMES))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.currentRowChanged.connect(self._chosen)
        self.paper = PaperTable(desk.theme, _("The sheet as it opens"))
        both = row(self.names, spacing=12)
        both.addWidget(self.paper, 1)
        self.body.addLayout(both, 1)
        layout: Any = self.layout()
        layout.setStretchFactor(self.body, 1)
        self.close_now = button(_("Close"), self.reject)
        self.buttons.addWidget(self.close_now)
        self.names.setEnabled(False)
        self.open()
        self._begin(desk, job)

    def _begin(self, desk: Any, job: Job) -> None:
        writing = writer(desk, job)

        def work(progress: Progress) -> Any:
            from reports import underway
            from reports.preview import preview

            with underway.watched(progress.report):
                return preview(writing)

        self.work.start(_("Making the preview…"), work, self._show, failed=self._not_made)

    def _show(self, look: Any) -> None:
        self.look = look
        sheets = _("{n} sheets").format(n=len(look.pages))
        charts = _("{n} charts, which Excel draws").format(n=look.charts) if look.charts else ""
        size = _("about {n} KB").format(n=max(1, round(look.size / 1024)))
        said = _("Nothing was written yet. This is the whole workbook as Export writes it.")
        self.words.setText(" · ".join(part for part in (sheets, charts, size, said) if part))
        for page in look.pages:
            words = f"{page.name}  {page.rows:,}" if page.rows else page.name
            item = QListWidgetItem(words)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, _("{sheet}: {n} rows").format(sheet=page.name, n=page.rows)
            )
            self.names.addItem(item)
        self.names.setEnabled(True)
        self.names.setCurrentRow(0)
        self.names.setFocus()

    def _chosen(self, place: int) -> None:
        if self.look is not None and 0 <= place < len(self.look.pages):
            self.paper.show_page(self.look.pages[place])

    def _not_made(self, notice: Notice | None) -> None:
        if notice is None:
            super().reject()
        else:
            self.say(" ".join(part for part in (notice.happened, notice.cure) if part))
            self.close_now.setFocus()

    def reject(self) -> None:
        """Close; while it is being made, stop that first."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()
