"""Pictures in a form: from files, by Ctrl+V or dropped on it; they are shrunk when the form is sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.language import _

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


class PhotosField(QWidget):
    """`value()` gives the pictures chosen: files, or images that were pasted."""

    def __init__(self, form: QWidget, hint: str) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._chosen: list[Path | QImage] = []
        self.setAcceptDrops(True)
        self.add = button(_("Add a photo…"), self.ask, "small", shortcut="Ctrl+O", tip="Ctrl+O")
        self.drop = button(_("Take all off"), self.clear, "link")
        self.said = label(hint, "small", wrap=True)
        self._hint = hint
        line = row(self.add, self.drop, None, spacing=8)
        self.setLayout(column(line, self.said, spacing=4))
        self.setFocusProxy(self.add)
        paste = QShortcut(QKeySequence("Ctrl+Shift+V"), form)
        paste.activated.connect(lambda: self.take(QGuiApplication.clipboard().mimeData()))
        self._show()

    def value(self) -> tuple[Path | QImage, ...]:
        """The pictures, in the order they were chosen."""
        return tuple(self._chosen)

    def ask(self) -> None:
        """Choose files."""
        dialog = QFileDialog(self.window(), _("Add a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)"))
        dialog.filesSelected.connect(lambda paths: self.put([Path(path) for path in paths]))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def put(self, found: list[Path] | list[QImage]) -> None:
        """Add these."""
        self._chosen += found
        self._show()

    def clear(self) -> None:
        """None after all."""
        self._chosen.clear()
        self._show()

    def take(self, data: QMimeData) -> None:
        """What was pasted or dropped: files of pictures, or one image."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        pictures = [path for path in paths if path.suffix.lower() in PICTURES]
        if pictures:
            self.put(pictures)
        elif data.hasImage():
            self.put([QImage(data.imageData())])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.acceptProposedAction()

    def _show(self) -> None:
        self.drop.setVisible(bool(self._chosen))
        names = [one.name if isinstance(one, Path) else _("pasted picture") for one in self._chosen]
        self.said.setText("、".join(names) if names else self._hint)


def shrunk_all(chosen: tuple[Path | QImage, ...]) -> tuple[bytes, ...]:
    """The pictures as they are kept, on a background thread. Raises BadInput when one is none."""
    from supervisor.desktop.pictures import shrunk, shrunk_file

    return tuple(shrunk_file(one) if isinstance(one, Path) else shrunk(one) for one in chosen)
