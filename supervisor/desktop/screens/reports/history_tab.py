"""What was written when by whom, with its digest; whether a file is one of them; handed over or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.reports.reading import Snapshot
from supervisor.desktop.screens.reports.standing_card import ask_back, ask_sent
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.language import Words, _

SHORT_DIGEST = 12


class HistoryTab(QWidget):
    """A table; the line under the cursor can be marked, its digest copied; a file can be dropped on it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setAcceptDrops(True)
        self._page = page
        self._names: dict[str, str] = {}
        self._may = False
        zone = page.desk.book.zone
        columns: list[Column[Any]] = [
            Column("at", str(Words("生成时间", "Written")), lambda one: f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}",
                   lambda one: one.at, width=140),
            Column("kind", str(Words("报表", "Workbook")), lambda one: _kind(one), width=110),
            Column("month", _("Month"), lambda one: one.month or "–", width=80),
            Column("file", _("File"), lambda one: one.file, width=-1, strong=True),
            Column("by", _("By"), self._writer, width=80),
            Column("sent", str(Words("报送", "Handed over")), _sent, lambda one: str(one.sent or ""), width=150,
                   status=lambda one: "good" if one.sent else None),
            Column("size", str(Words("大小", "Size")), lambda one: f"{max(1, round(one.size / 1024)):,} KB",
                   lambda one: one.size, True, width=84, spare=True),
            Column("digest", "SHA-256", lambda one: one.digest[:SHORT_DIGEST], width=130, spare=True),
        ]  # fmt: skip
        self.table = DataTable(
            page.desk.theme, columns, name=_("Workbooks that were written"), sort_by="at", descending=True,
            empty=EmptyState(_("No workbook was written yet. Each one that is written here stands here from then on.")),
        )  # fmt: skip
        self.entrance = self.table.view
        self.table.chosen.connect(lambda _one: self._offer())
        self.table.opened.connect(lambda _one: self.copy_digest())
        self.mark = button(_("Mark as handed over…"), lambda: ask_sent(page, self.table.current()), "small")
        self.back = button(_("Take the mark back"), lambda: ask_back(page, self.table.current()), "small")
        self.digest = button(_("Copy the digest"), self.copy_digest, "small")
        self.file = button(_("Is this the file?…"), self.ask_file)
        card = Card(padding=12)
        found = filter_field(self.table, _("Filter the workbooks"), page.desk.theme.px(220))
        card.add(row(found, None, self.mark, self.back, self.digest, self.file, spacing=8))
        self.answer = column()
        card.add(self.answer)
        card.add(self.table, 1)
        self.whole_digest = label("", "small", name=_("Digest of the chosen workbook"))
        self.whole_digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(self.whole_digest)
        self.note = label(_("The digest tells one file from every other: one changed cell gives another digest. "
                            "Drop a file here to ask whether it is one of these."), "small", wrap=True)  # fmt: skip
        card.add(self.note)
        self.setLayout(column(card))

    def _writer(self, one: Any) -> str:
        return str(self._names.get(one.by, one.by))

    def put(self, snapshot: Snapshot) -> None:
        """Show what is on record."""
        self._names, self._may = snapshot.names, snapshot.may_export
        self.table.put(snapshot.history)
        if snapshot.history and self.table.current() is None:
            self.table.select(lambda _one: True)
        self._offer()

    def copy_digest(self) -> None:
        """Put the digest of the line under the cursor on the clipboard."""
        one = self.table.current()
        if one is not None:
            QGuiApplication.clipboard().setText(one.digest)
            self._page.desk.say("good", _("Copied: the digest of {file}").format(file=one.file))

    def ask_file(self) -> None:
        """Choose a file and say whether it is one of those on record."""
        choose_source(
            self, _("Is this the file?"), [_("Workbooks (*.xlsx *.xls *.ods)"), _("All files (*)")], self.look_up
        )

    def look_up(self, path: Path) -> None:
        """Say whether a file is one of those on record, byte for byte, whatever it is called."""
        from reports.recording import digest_of
        from supervisor.reporting.standing import history

        actor = self._page.desk.actor

        def look(reader: Any) -> Any:
            try:
                digest = digest_of(path)
            except OSError:
                return None
            return history(reader, actor, digest=digest)

        self._page.desk.load(self, look, lambda found: self._say(path, found))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.look_up(Path(url.toLocalFile()))

    def _say(self, path: Path, found: Any) -> None:
        clear(self.answer)
        if found is None:
            notice = Notice("bad", _("{file} could not be read.").format(file=path.name))
        elif found:
            one = found[0]
            when = f"{one.at.astimezone(self._page.desk.book.zone):%Y-%m-%d %H:%M}"
            words = _("{name} is the file {file} as it was written {when}: unchanged, byte for byte.")
            sent = _("Handed over {day}.").format(day=one.sent) if one.sent else _("It is not marked as handed over.")
            notice = Notice("good", words.format(name=path.name, file=one.file, when=when), sent)
            self.table.select(lambda line: line.subject == one.subject)
        else:
            words = _("{name} is none of the files on record: it was changed since, or written elsewhere.")
            cure = _("Saving it again in Excel or WPS also gives another digest, though no figure changed.")
            notice = Notice("warning", words.format(name=path.name), cure)
        self.answer.addWidget(NoticeFrame(notice))

    def _offer(self) -> None:
        from supervisor.reporting.records import SENDABLE

        one: Any = self.table.current()
        sendable = one if one is not None and self._may and one.kind in SENDABLE else None
        self.mark.setVisible(sendable is not None and sendable.sent is None)
        self.back.setVisible(sendable is not None and sendable.sent is not None)
        self.digest.setEnabled(one is not None)
        self.whole_digest.setText("" if one is None else f"SHA-256  {one.digest}")


def _kind(one: Any) -> str:
    from supervisor.reporting.words import kind_words

    return kind_words(one.kind)


def _sent(one: Any) -> str:
    if one.sent is None:
        return ""
    return " ".join(filter(None, (f"{one.sent:%Y-%m-%d}", one.sent_to)))
