"""Adding pictures to an item: chosen as files, pasted, or dropped; several at once; with those that are there already.

A picture that is being made small stands beside the others as a dashed line with its name until it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.photos import PhotoStrip
from supervisor.desktop.screens.inspections.recording import Recorder, Source
from supervisor.desktop.widgets.basics import box, button, column, label, row
from supervisor.language import _

_WHOLE_FILES = ("image/jpeg", "image/png", "image/webp")  # as it lies on the clipboard: the original's own bytes


def sources_in(mime: QMimeData) -> list[tuple[Source, str]]:
    """Pictures in what was pasted or dropped, (source, name) each: files first, else the picture itself."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [(path, path.name) for path in files if path.is_file()]
    name = _("pasted picture")
    for kind in _WHOLE_FILES:
        if mime.hasFormat(kind):
            return [(bytes(mime.data(kind).data()), name)]
    image = mime.imageData() if mime.hasImage() else None
    return [(image, name)] if isinstance(image, QImage) and not image.isNull() else []


class PhotoField(QWidget):
    """The pictures of the current item; `item()` names it."""

    def __init__(self, desk: Desk, recorder: Recorder, item: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._recorder, self._item = recorder, item
        self._desk = desk
        self.shown: tuple[str, ...] = ()
        self.add = button(_("Add photos"), self.ask, "small", tip="P · Ctrl+V")
        self._hint = label(_("or paste, or drop them here"), "small")
        self.waiting = label("", "small", wrap=True)
        self.waiting.hide()
        self.strip = PhotoStrip(desk, lambda digest: recorder.drop_photo(item(), digest))
        self._line = box(row(self.add, self._hint, None, spacing=8))
        self.setLayout(column(self._line, self.waiting, self.strip, spacing=6))

    def put(self, photos: Sequence[tuple[str, str]], writable: bool) -> None:
        """Show the pictures of the current item, (digest, name) each."""
        item = self._item()
        self.shown = tuple(digest for digest, _name in photos)
        self._line.setVisible(writable)
        self.strip.put(photos, writable)
        names = [name for other, name in self._recorder.shrinking if other == item]
        self.waiting.setText("\n".join(_("◌ {name}: being made small…").format(name=name) for name in names))
        self.waiting.setVisible(bool(names))

    def ask(self) -> None:
        """Choose picture files for the current item."""
        item = self._item()
        dialog = QFileDialog(self.window(), _("Add photos"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = "*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff *.heic *.heif"
        dialog.setNameFilter(_("Pictures ({patterns})").format(patterns=patterns))
        dialog.filesSelected.connect(
            lambda paths: self._recorder.attach(item, [(Path(path), Path(path).name) for path in paths])
        )
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def paste(self) -> bool:
        """Take the pictures of the clipboard; False where there are none."""
        return self.take(QGuiApplication.clipboard().mimeData())

    def paste_no_text(self) -> bool:
        """Take pictures or files of the clipboard, unless it holds words that were copied."""
        mime = QGuiApplication.clipboard().mimeData()
        return mime is not None and (mime.hasUrls() or not mime.hasText()) and self.take(mime)

    def take(self, mime: QMimeData | None) -> bool:
        """Take what was pasted or dropped; False where it holds no picture or file."""
        found = sources_in(mime) if mime is not None else []
        if found:
            self._recorder.attach(self._item(), found)
        return bool(found)
