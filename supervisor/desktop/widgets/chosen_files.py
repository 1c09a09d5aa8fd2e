"""Files that a person brings: the system's own dialog to choose one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.desktop.widgets.written_files import documents
from supervisor.language import _


def choose_source(
    owner: QWidget, title: str, filters: Sequence[str], take: Callable[[Path], object], folder: Path | None = None
) -> None:
    """Ask for one file that is there; `folder` to begin in, the user's documents unless said otherwise."""
    dialog = QFileDialog(owner.window(), title, str(folder or documents()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(filters))
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def choose_workbook(owner: QWidget, title: str, take: Callable[[Path], object]) -> None:
    """Ask for a workbook of any kind that can be read."""
    choose_source(owner, title, [_("Workbooks (*.xlsx *.xls *.ods)"), _("All files (*)")], take)
