"""Pictures in a form: from files, by Ctrl+V or dropped on it.

Each is made small as soon as it is chosen, beside whatever else goes on, so that the form is sent at once; until then
its verb waits. One that cannot be read is said at once and left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


class PhotosField(QWidget):
    """`value()` gives the pictures chosen, from files or pasted, as they are kept."""

    def __init__(self, form: FormSheet, hint: str) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._form, self._desk = form, Desk.of(form)
        self._chosen: list[tuple[str, bytes | None]] = []  # without bytes: not small yet
        self._waiting = 0
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

    def value(self) -> tuple[bytes, ...]:
        """The pictures, in the order they were chosen."""
        return tuple(picture for _name, picture in self._chosen if picture is not None)

    @property
    def busy(self) -> bool:
        """Whether a picture is still being made small."""
        return self._waiting > 0

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
        for one in found:
            self._shrink(one)
        self._show()

    def clear(self) -> None:
        """None after all."""
        self._chosen = []
        self._show()

    def _shrink(self, one: Path | QImage) -> None:
        chosen = self._chosen
        place = len(chosen)
        name = one.name if isinstance(one, Path) else _("pasted picture")
        chosen.append((name, None))
        self._wait(1)

        def done(picture: bytes) -> None:
            chosen[place] = (name, picture)
            self._wait(-1)

        def failed(notice: Notice) -> None:
            self._form.say(f"{name}{_(': ')}{notice.happened}")
            chosen[place] = ("", None)
            self._wait(-1)

        self._desk.long(self, lambda _progress: _shrunk(one), done=done, failed=failed)

    def _wait(self, more: int) -> None:
        self._waiting += more
        verb: Any = getattr(self._form, "verb", None)
        if verb is not None:
            verb.setEnabled(not self._waiting)
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
        names = [name if picture is not None else f"{name} …" for name, picture in self._chosen if name]
        self.drop.setVisible(bool(names))
        self.said.setText("、".join(names) if names else self._hint)


def _shrunk(one: Path | QImage) -> bytes:
    """A picture as it is kept, on a background thread. Raises BadInput when it is none."""
    from supervisor.desktop.pictures import shrunk, shrunk_file

    return shrunk_file(one) if isinstance(one, Path) else shrunk(one)
