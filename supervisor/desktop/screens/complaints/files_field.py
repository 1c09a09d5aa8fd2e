"""Files in a form: chosen, dropped, or a picture pasted; each is read at once, refused at once if it is no good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button, clear, column, label, row
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.notices import Notice
from supervisor.errors import BadInput, why_unread
from supervisor.language import _


class FilesField(QWidget):
    """`value()` gives the files (`NewFile`) in the order they came; their bytes are kept as they are."""

    changed = Signal()

    def __init__(self, form: FieldForm) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._form, self._desk = form, Desk.of(form)
        self._files: list[Any] = []
        self._reading = 0
        self.add = button(_("Add files…"), self.ask, "small", shortcut="Ctrl+O", tip="Ctrl+O")
        self.paste = button(_("Paste a picture"), self.take_pasted, "small", tip="Ctrl+Shift+V")
        self.said = label("", "small", wrap=True)
        self._list = column(spacing=2)
        self.setLayout(column(row(self.add, self.paste, None), self.said, self._list, spacing=4))
        self.setFocusProxy(self.add)
        QShortcut(QKeySequence("Ctrl+Shift+V"), form).activated.connect(self.take_pasted)
        form.setAcceptDrops(True)
        form.installEventFilter(self)
        self._show()

    def value(self) -> tuple[Any, ...]:
        """The files."""
        return tuple(self._files)

    @property
    def busy(self) -> bool:
        """Whether a file is still being read."""
        return self._reading > 0

    def ask(self) -> None:
        """Choose files."""
        dialog = QFileDialog(self.window(), _("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.put([Path(path) for path in paths]))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def put(self, found: Sequence[Path | QImage | Any]) -> None:
        """Add files by path, a picture from the clipboard, or files already read."""
        for one in found:
            if not isinstance(one, Path | QImage):
                self._files.append(one)
                continue
            self._reading += 1
            self._desk.long(self, lambda _p, one=one: _read(one), done=self._took, failed=self._failed)
        self._show()

    def take(self, data: QMimeData) -> bool:
        """What was pasted or dropped; whether there was a file or picture in it."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.put(paths)
        elif data.hasImage():
            self.put([QImage(data.imageData())])
        return bool(paths) or data.hasImage()

    def take_pasted(self) -> None:
        """The picture or the files on the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._form.blame("files", _("There is no picture on the clipboard."))

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if isinstance(event, QDropEvent):
            data = event.mimeData()
            if data.hasUrls() or data.hasImage():
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent) and event.type() == event.Type.Drop:
                    self.take(data)
                return True
        return super().eventFilter(watched, event)

    def _took(self, file: Any) -> None:
        self._reading -= 1
        self._files.append(file)
        self._show()

    def _failed(self, notice: Notice) -> None:
        self._reading -= 1
        self._show()
        self._form.blame("files", notice.happened)

    def _drop(self, file: Any) -> None:
        self._files.remove(file)
        self._show()
        self.add.setFocus()

    def _show(self) -> None:
        clear(self._list)
        for file in self._files:
            words = f"{file.name} · {size_words(len(file.data))}"
            gone = button(
                _("Take off"), lambda file=file: self._drop(file), "link", name=_("Take off") + f" {file.name}"
            )
            self._list.addLayout(row(label(words, wrap=True), None, gone))
        hint = _("Pictures, PDF, recordings, films, at most 20 MB each; kept as handed in, sealed with the case.")
        self.said.setText(_("Reading…") if self._reading else hint)
        self.changed.emit()


def size_words(size: int) -> str:
    """A size as people read it; a dash where it was not noted."""
    if not size:
        return "–"
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


def _read(one: Path | QImage) -> Any:
    """On a background thread. Raises BadInput where it cannot be attached."""
    from supervisor.complaints.attachments.service import LARGEST_BYTES, check_file
    from supervisor.complaints.taking.service import NewFile
    from supervisor.desktop.pictures import plain_name, png

    if isinstance(one, QImage):
        made = NewFile(_("pasted picture") + ".png", png(one))
    else:
        try:
            with one.open("rb") as file:
                made = NewFile(plain_name(one.name), file.read(LARGEST_BYTES + 1))
        except OSError as error:
            raise BadInput(_("{file} cannot be read: {why}").format(file=one.name, why=why_unread(error))) from None
    check_file(made.name, made.data)
    return made
