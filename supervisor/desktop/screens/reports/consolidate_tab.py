"""A folder of branch workbooks becomes one: what was taken, what was refused and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from supervisor.desktop.background import Cancelled, Progress
from supervisor.desktop.screens.reports.path_line import PathLine
from supervisor.desktop.screens.reports.reading import Snapshot, month_name
from supervisor.desktop.screens.reports.target import Target
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.written_files import tell_written
from supervisor.language import Words, _

STATES: dict[str, tuple[str, Words]] = {
    "refused": ("bad", Words("未采用", "refused")),
    "remarked": ("warning", Words("已采用，需留意", "taken, see remark")),
    "taken": ("good", Words("已采用", "taken")),
}


class ConsolidateTab(QWidget):
    """Only workbooks whose proof holds are added up; every other one is named with its reason and what to do."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        px = page.desk.theme.px
        card = Card(_("Many branches as one workbook"), _("Changed, doubled and foreign files are refused"))
        wide = px(72)
        self.source = PathLine(str(Words("来源", "From")), self._folder_taken, folder=True, titles_width=wide)
        self.source.field.setPlaceholderText(_("Folder of the branches' month workbooks"))
        self.keys = PathLine(str(Words("公钥", "Keys")), lambda _path: None, folder=True, titles_width=wide)
        self.keys.field.setPlaceholderText(_("Folder of key files: only workbooks signed by them (may stay empty)"))
        card.add(self.source)
        card.add(self.keys)
        self.month = choice_box([], name=_("Month"))
        self.month.setMinimumWidth(px(190))
        self.signed = QCheckBox(_("Signed and locked months only"))
        self.go = button(_("Consolidate"), self.ask_write, "primary")
        line = row(self.month, self.signed, None, self.go, spacing=12)
        card.add(line)
        self._place = Target(page, self._file_name)
        self.name = self._place.line
        card.add(self.name)
        self.work = LongWork(page.desk)
        card.add(self.work)
        self.result = column()
        card.add(self.result)
        columns: list[Column[Any]] = [
            Column("state", str(Words("结果", "Result")), lambda one: str(STATES[one[0]][1]),
                   lambda one: list(STATES).index(one[0]), status=lambda one: STATES[one[0]][0], width=154),
            Column("file", _("File"), lambda one: one[1].file, width=230, strong=True),
            Column("branch", _("Branch"), lambda one: one[1].branch or "–", width=130),
            Column("month", _("Month"), lambda one: one[1].month or "–", width=76),
            Column("why", str(Words("原因", "Why")), _why, width=-1),
            Column("cure", str(Words("怎么办", "What to do")), _cure, width=250, spare=True),
        ]  # fmt: skip
        empty = EmptyState(_("Choose the folder: every file of it stands here afterwards, refused ones first."))
        self.table = DataTable(page.desk.theme, columns, name=_("Files of the branches"), empty=empty)
        lower = Card(padding=12)
        lower.add(self.table, 1)
        whole = column(card, spacing=16)
        whole.addWidget(lower, 1)
        self.setLayout(whole)
        self.entrance = self.source.field
        page.folder.changed.connect(lambda _text: self._place.show())
        self.month.currentIndexChanged.connect(lambda _place: self._place.show())

    def put(self, snapshot: Snapshot) -> None:
        """Offer the months; without one it is that which most branches sent."""
        before = self.month.currentData()
        self.month.clear()
        self.month.addItem(_("the month most branches sent"), "")
        for month in snapshot.months:
            self.month.addItem(month_name(month), month)
        self.month.setCurrentIndex(max(self.month.findData(before), 0) if before else 0)
        self._place.show()

    @property
    def target(self) -> Path | None:
        """Where the one workbook will lie."""
        return self._place.path

    def _file_name(self) -> str:
        named = self.month.currentData() or ""
        return _("branches-{month}.xlsx").format(month=named) if named else _("branches.xlsx")

    def ask_write(self) -> None:
        """Consolidate; ask first when that would replace an older file."""
        path, source = self.target, self.source.path
        if source is None:
            self._page.desk.say("info", _("Choose the folder of the branches' workbooks first."))
            self.source.field.setFocus()
        elif path is not None:
            self._place.write(path, partial(self.write, source))

    def write(self, source: Path, path: Path) -> None:
        """Read the folder and write the one workbook."""
        clear(self.result)
        self.table.put([])
        desk, keys, month = self._page.desk, self.keys.path, self.month.currentData() or None
        only_signed = self.signed.isChecked()

        def work(progress: Progress) -> Any:
            from reports.consolidation import Stopped, consolidate

            progress.report(-1, _("Looking for workbooks"))
            try:
                return consolidate(
                    source, path, month=month, keys=_keys(keys), only_signed=only_signed, book=desk.book,
                    actor=desk.actor, progress=progress.report, cancelled=lambda: progress.cancelled,
                )  # fmt: skip
            except Stopped:
                raise Cancelled from None

        self.go.setEnabled(False)
        words = _("Consolidating {folder}").format(folder=source.name)
        self.work.start(words, work, lambda done: self._show(done, path), failed=self._not_done)

    def _show(self, done: Any, path: Path) -> None:
        self.go.setEnabled(True)
        tell_written(self.result, path)
        words = _("{month}: {taken} branches taken, {refused} files refused, {ignored} passed over.")
        said = words.format(
            month=done.month, taken=len(done.taken), refused=len(done.refused), ignored=len(done.ignored)
        )
        self.result.addWidget(label(said, wrap=True))
        self.table.put([
            *(("refused", one) for one in done.refused),
            *(("remarked", one) for one in done.taken if one.remarks),
            *(("taken", one) for one in done.taken if not one.remarks),
        ])  # fmt: skip
        self.table.select(lambda _one: True)

    def _not_done(self, notice: Notice | None) -> None:
        self.go.setEnabled(True)
        if notice is None:
            notice = Notice("info", _("Cancelled. Nothing of it was kept."))
        self.result.addWidget(NoticeFrame(notice))

    def _folder_taken(self, _path: Path) -> None:
        self.go.setFocus()


def _keys(folder: Path | None) -> Any:
    """Keys of the devices that are known; None where any may have signed."""
    if folder is None:
        return None
    from reports.checking.keys import read_keys

    return read_keys([folder])


def _why(line: Any) -> str:
    from reports.consolidation.reasons import REASONS, REMARKS, particulars

    state, one = line
    if state == "refused":
        what = str(REASONS[one.reason].what)
        return _("{what} ({details})").format(what=what, details=particulars(one)) if one.details else what
    return " · ".join(str(REMARKS[code]) for code in one.remarks)


def _cure(line: Any) -> str:
    from reports.consolidation.reasons import REASONS

    state, one = line
    return str(REASONS[one.reason].cure) if state == "refused" else ""
