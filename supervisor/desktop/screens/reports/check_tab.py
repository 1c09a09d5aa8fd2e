"""Is this workbook as it was signed? A file in, the verdict in plain words, and every changed cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.screens.reports.path_line import PathLine
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, pill, row, set_pill
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import listed
from supervisor.language import Words, _

VERDICTS: dict[str, tuple[str, Words]] = {
    "proven": ("good", Words("未被改动", "Unchanged")),
    "unknown_signer": ("warning", Words("未被改动，签名设备未知", "Unchanged, signer unknown")),
    "changed": ("bad", Words("已被改动", "Changed")),
    "no_manifest": ("warning", Words("无法证明", "Cannot be proved")),
    "damaged": ("bad", Words("文件已损坏", "Damaged")),
}


MOST_PLACES = 5  # named of one kind of note; the rest is counted


class CheckTab(QWidget):
    """By the keys of this book, and of the other branches where a folder of key files is named."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = page.desk
        px = page.desk.theme.px
        card = Card(_("Check a file"), _("Whoever wrote it, this book knows its devices' keys"))
        workbooks = (_("Workbooks (*.xlsx *.xlsm)"),)
        self.file = PathLine(_("Workbook"), self.check, filters=workbooks, titles_width=px(72))
        self.keys = PathLine(str(Words("公钥", "Keys")), lambda _path: self._again(), folder=True, titles_width=px(72))
        self.keys.field.setPlaceholderText(_("Folder of key files of other branches (may stay empty)"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password of the workbook"))
        self.password.setPlaceholderText(_("Password, where the file asks for one"))
        self.password.returnPressed.connect(self._again)
        self.go = button(_("Check it"), self._again, "primary")
        card.add(self.file)
        card.add(self.keys)
        card.add(row(self.password, self.go, spacing=8))
        self.work = LongWork(page.desk)
        card.add(self.work)
        self.verdict = pill("", "quiet")
        self.verdict.hide()
        self.about = label("", wrap=True)
        said = row(self.verdict, spacing=12)
        said.addWidget(self.about, 1)
        card.add(said)
        self.notes = column(spacing=2)
        card.add(self.notes)
        columns: list[Column[Any]] = [
            Column("sheet", _("Sheet"), lambda one: one.sheet or "–", width=150),
            Column("cell", _("Cell"), lambda one: one.cell or "–", width=190, strong=True),
            Column("what", _("What is wrong"), _what, width=-1),
            Column("now", str(Words("现在的内容", "Now")), lambda one: one.now, width=180),
        ]
        self._nothing = EmptyState(_before())
        self.table = DataTable(page.desk.theme, columns, name=_("Changed cells"), empty=self._nothing)
        below = Card(padding=12)
        below.add(self.table, 1)
        whole = column(card, spacing=16)
        whole.addWidget(below, 1)
        self.setLayout(whole)
        self.entrance = self.file.field

    def check(self, path: Path) -> None:
        """Check a file; what it says of itself, the verdict and every change stay until the next."""
        folder, password, desk = self.keys.path, self.password.text() or None, self._desk
        self._forget()

        def work(progress: Progress) -> Any:
            from reports.checking import check
            from reports.checking.keys import read_keys

            progress.report(-1)
            with desk.book.read() as reader:
                keys = reader.public_keys()
            if folder is not None:
                keys = read_keys([folder]) | keys
            found = check(path, keys=keys, password=password)
            progress.report(1)  # where it was cancelled meanwhile nothing is shown
            return found

        self.work.start(_("Looking at {file}").format(file=path.name), work, self._show, failed=self._not_checked)

    def _again(self) -> None:
        if self.file.path is not None:
            self.check(self.file.path)
        else:
            self.file.field.setFocus()

    def _forget(self) -> None:
        self.verdict.hide()
        self.about.setText("")
        self._nothing.words.setText(_before())
        clear(self.notes)
        self.table.put([])

    def _show(self, found: Any) -> None:
        from reports.checking import NOTES
        from reports.checking import VERDICTS as TOLD

        status, words = VERDICTS[found.verdict]
        set_pill(self.verdict, str(words), status)
        self.verdict.show()
        said = [] if found.verdict == "changed" else [str(TOLD[found.verdict])]
        if found.why:
            said.append(found.why)
        if found.about is not None:
            about = found.about
            made_at = about.made_at[:16].replace("T", " ")
            said.append(" · ".join(filter(None, (about.branch_no, about.branch, about.month, made_at))))
            said.append(_("Key of the device {device}: {mark}").format(device=about.device, mark=about.fingerprint))
        if found.more:
            said.append(_("And {n} more changes.").format(n=found.more))
        self.about.setText("\n".join(said))
        for kind in dict.fromkeys(note.kind for note in found.notes):
            places = [" ".join(filter(None, (one.sheet, one.cells))) for one in found.notes if one.kind == kind]
            told = f"{NOTES[kind]}{_(': ')}{_some(list(filter(None, places)))}"
            self.notes.addWidget(label(told, "small", wrap=True))
        whole = found.verdict in ("proven", "unknown_signer")
        self._nothing.words.setText(_("No cell was changed.") if whole else _("What was changed cannot be told."))
        self.table.put(found.changes)
        if found.changes:
            self.table.select(lambda _one: True)
            self.table.view.setFocus()

    def _not_checked(self, notice: Notice | None) -> None:
        if notice is not None:
            self.notes.addWidget(NoticeFrame(notice))
            if notice.error_name == "NeedsPassword":
                self.password.setFocus()


def _before() -> str:
    return _("Cells that were changed after signing stand here, one line each.")


def _some(places: list[str]) -> str:
    """The first of many places, and how many more there are."""
    if len(places) <= MOST_PLACES:
        return listed(places)
    return f"{listed(places[:MOST_PLACES])} {_('and {n} more').format(n=len(places) - MOST_PLACES)}"


def _what(one: Any) -> str:
    from reports.checking import KINDS

    return str(KINDS[one.kind])
