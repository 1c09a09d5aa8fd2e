"""Files that a screen writes: where they go, and the line that says where they went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.widgets.basics import button, clear, label, row
from supervisor.language import _


def documents() -> Path:
    """The user's folder for documents; the home folder where there is none."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath())
    return found if found.is_dir() else Path(QDir.homePath())


def file_name(text: str) -> str:
    """A name that every file system takes."""
    return "".join("-" if letter in '\\/:*?"<>|' or ord(letter) < 32 else letter for letter in text).strip(" .")


def choose_target(
    owner: QWidget, title: str, name: str, write: Callable[[Path], object], *, suffix: str = "xlsx", kind: str = ""
) -> None:
    """Ask for the file to write; the system's own dialog asks before an older one is replaced. An Excel workbook unless
    another suffix and `kind` of file are named.
    """
    dialog = QFileDialog(owner.window(), title, str(documents()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.setNameFilter(kind or _("Excel workbook (*.xlsx)"))
    dialog.selectFile(file_name(name))
    dialog.fileSelected.connect(lambda path: write(Path(path)))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def show_folder(path: Path) -> None:
    """Open the folder of a file in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def show_file(path: Path) -> None:
    """Open a file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def tell_written(place: QVBoxLayout, path: Path) -> None:
    """The result as a line that stays: the whole path, the folder, the file."""
    clear(place)
    frame = QFrame()
    frame.setProperty("notice", "good")
    words = label(f"{SIGNS['good']} " + _("Written: {path}").format(path=path), wrap=True)
    line = row(words, spacing=8, margins=10)
    line.setStretch(0, 1)
    line.addWidget(button(_("Open the folder"), lambda: show_folder(path), "small"))
    line.addWidget(button(_("Open the file"), lambda: show_file(path), "small"))
    frame.setLayout(line)
    frame.setAccessibleName(words.text())
    place.addWidget(frame)
