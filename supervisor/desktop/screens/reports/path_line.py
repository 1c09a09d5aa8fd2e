"""A file or folder that is brought: typed and taken with Enter, chosen in the system's dialog, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.language import _


class PathLine(QWidget):
    """`take` is told the path once it is meant: on Enter, chosen or dropped."""

    def __init__(
        self, title: str, take: Callable[[Path], object], *, filters: tuple[str, ...] = (), folder: bool = False,
        titles_width: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("bare")
        self.setAcceptDrops(True)
        self._title, self._take, self._filters, self._folder = title, take, filters, folder
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.field.setAcceptDrops(False)  # a dropped file is a path, no text: this line takes it
        self.field.setPlaceholderText(_("Choose it, drop it here, or type its path and press Enter"))
        self.field.returnPressed.connect(self._typed)
        name = label(title, "small")
        if titles_width:
            name.setFixedWidth(titles_width)
        line = row(name, spacing=8)
        line.addWidget(self.field, 1)
        self.choose = button(_("Choose a folder…") if folder else _("Choose a file…"), self.ask)
        self.choose.setAccessibleName(f"{title}: {self.choose.text()}")
        line.addWidget(self.choose)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    @property
    def path(self) -> Path | None:
        """What stands there; None while nothing does."""
        text = self.field.text().strip()
        return Path(text).expanduser() if text else None

    def ask(self) -> None:
        """Choose in the system's own dialog."""
        if not self._folder:
            choose_source(self, self._title, [*self._filters, _("All files (*)")], self.put)
            return
        dialog = QFileDialog(self.window(), self._title, self.field.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.put(Path(path)))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def put(self, path: Path) -> None:
        """Take a path."""
        self.field.setText(str(path))
        self._take(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.put(Path(url.toLocalFile()))

    def _typed(self) -> None:
        if self.path is not None:
            self._take(self.path)
