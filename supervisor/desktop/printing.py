"""Printing a page that was drafted as HTML, through the system's own dialog, opened and never executed; or as PDF."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def print_html(parent: QWidget, html: str, title: str, *, landscape: bool = False) -> None:
    """Open the print dialog; print when it is accepted. `landscape` lays the page across."""
    from PySide6.QtPrintSupport import QPrintDialog

    document = QTextDocument(parent)
    document.setHtml(html)
    printer = _printer(title, landscape=landscape)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: document.print_(printer))
    dialog.finished.connect(lambda _code: (dialog.deleteLater(), document.deleteLater()))
    QDialog.open(dialog)  # the print dialog hides it behind one that wants a slot


def write_pdf(html: str, path: Path, title: str, *, landscape: bool = False) -> Path:
    """Write the page to `path` as PDF on A4, whole or not at all. Raises BadInput when it cannot be written."""
    from PySide6.QtPrintSupport import QPrinter

    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        printer = _printer(title, landscape=landscape)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(temporary))
        document = QTextDocument()
        document.setHtml(html)
        if path.parent.is_dir():
            document.print_(printer)
        os.replace(temporary, path)
    except OSError as wrong:
        raise BadInput(
            _("{path} could not be written ({reason}). Nothing was changed. Close the file if it is open, "
              "or choose another folder.").format(path=path, reason=wrong.strerror or wrong)
        ) from wrong  # fmt: skip
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _printer(title: str, *, landscape: bool) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(title)
    if landscape:  # the document keeps a margin of its own
        way = QPageLayout.Orientation.Landscape
        made.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0)))
    return made
