"""One sealed file opened: a picture inside the program, anything else as a copy outside the seal, said and logged.

A picture is decoded from memory: no file of it is written. Sound, film and PDF need another program and so a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QLabel, QScrollArea

from supervisor.desktop.questions import Question
from supervisor.desktop.screens.complaints.looking import look
from supervisor.desktop.screens.complaints.sealed import HidingSheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _

LONGEST_PIXELS = 3200  # a page of a letter at 270 dots an inch
_STEP = 1.25
_LARGEST, _SMALLEST = 8.0, 0.1


def ask_open(page: Any, subject: str, file: Any, called: str) -> None:
    """Open a file of a case (`ListedFile`): what can be shown is shown, of the rest a copy is offered.

    `called` is what a copy is named: never what the customer called it.
    """
    from supervisor.complaints.attachments.kinds import PICTURE
    from supervisor.complaints.attachments.service import open_attachment

    if file.kind != PICTURE:
        ask_copy(page, subject, file, called)
        return
    desk = page.desk

    def work(reason: str) -> tuple[Any, QImage | None]:
        opened = open_attachment(desk.book, desk.actor, subject, file.digest, reason)
        return opened, _decoded(opened)

    def show(found: tuple[Any, QImage | None]) -> None:
        opened, image = found
        if image is None:
            desk.say("warning", _("{file} cannot be shown here; save a copy to open it.").format(file=opened.name))
            ask_copy(page, subject, file, called)
            return
        PictureSheet(page, opened.name, image, lambda: ask_copy(page, subject, file, called)).begin()

    look(page, subject, work, show, verb=_("Open"))


def ask_copy(page: Any, subject: str, file: Any, called: str) -> None:
    """Save a copy outside the seal: by right, for a reason, after a warning; it is logged as such."""
    from supervisor.complaints.attachments.kinds import KINDS, SUFFIXES
    from supervisor.complaints.attachments.service import open_attachment

    desk = page.desk
    suffix = SUFFIXES.get(file.media_type, "").removeprefix(".")
    kind = str(KINDS[file.kind]) if file.kind in KINDS else file.media_type

    def save(reason: str, path: Path) -> Path:
        opened = open_attachment(desk.book, desk.actor, subject, file.digest, reason, saved=True)
        _write(path, opened.data)
        return path

    def choose(reason: str) -> None:
        def write(path: Path) -> None:
            said = _("A copy lies outside the seal: {path}. Delete it when it is no longer needed.").format(path=path)
            desk.command(page, lambda: save(reason, path), undo=lambda _none: None, said=said)

        choose_target(page, _("Save a copy"), called, write, suffix=suffix, kind=f"{kind} (*.{suffix})")

    def warned() -> None:
        from supervisor.complaints.rights.checks import required

        words = _("Write why you need to see the customer's data.")
        look(page, subject, lambda reason: required(reason, words), choose, verb=_("Save a copy"))

    desk.confirm(
        page,
        Question(
            _("Save a copy outside the seal?"),
            _(
                "{kind} opens in another program and needs a copy. It is on record that you made it. The seal and a "
                "later erasure do not reach the copy: delete it yourself."
            ).format(kind=kind),
            _("Save a copy"),
        ),
        warned,
    )  # fmt: skip


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        from supervisor.errors import BadInput, why_unwritten

        part.unlink(missing_ok=True)
        raise BadInput(_("{file} cannot be written: {why}").format(file=path.name, why=why_unwritten(error))) from None


def _decoded(opened: Any) -> QImage | None:
    """On a background thread; None where it cannot be shown."""
    from supervisor.desktop.pictures import decoded
    from supervisor.errors import BadInput

    try:
        return decoded(opened.data, opened.name, LONGEST_PIXELS)
    except BadInput:
        return None


class PictureSheet(HidingSheet):
    """A picture, fitted to the sheet: + and - change its size, 0 fits it again, R turns it."""

    def __init__(self, page: Any, name: str, image: QImage, copy: Callable[[], object]) -> None:
        super().__init__(page, name)
        self._image, self._scale = image, 0.0
        self._face = QLabel()
        self._face.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._face.setAccessibleName(name)
        self._area = QScrollArea()
        self._area.setObjectName("inner")
        self._area.setWidget(self._face)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(name)
        window = page.window()
        self._area.setMinimumSize(round(window.width() * 0.62), round(window.height() * 0.55))
        self.body.addWidget(self._area)
        self.body.addWidget(label(_("+ larger · - smaller · 0 whole · R turn"), "small"))
        self.buttons.addWidget(button(_("Save a copy…"), copy))

    def begin(self) -> None:
        """Open it."""
        self.show_it(self._area)
        self._paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {"+": _STEP, "=": _STEP, "-": 1 / _STEP}
        if event.text() in keys:
            self._scale = min(_LARGEST, max(_SMALLEST, (self._scale or self._fitting()) * keys[event.text()]))
        elif event.text() == "0":
            self._scale = 0.0
        elif event.text().casefold() == "r":
            self._image = self._image.transformed(QTransform().rotate(90))
        else:
            super().keyPressEvent(event)
            return
        self._paint()

    def _fitting(self) -> float:
        room = self._area.viewport().size()
        return min(1.0, room.width() / self._image.width(), room.height() / self._image.height())

    def _paint(self) -> None:
        size = self._image.size() * (self._scale or self._fitting())
        smooth = Qt.TransformationMode.SmoothTransformation
        self._face.setPixmap(QPixmap.fromImage(self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)))
