"""Printing a page that was drafted as HTML, through the system's own dialog, opened and never executed; or as PDF.

A page is laid out in the pixels of the screen and then enlarged to the printer's: left to itself Qt takes the pixels of
a style sheet for dots of the printer, twelve to the millimetre and more.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from supervisor.desktop.theme import FAMILIES
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MILLIMETRES = 13


def print_html(parent: QWidget, html: str, title: str, *, landscape: bool = False) -> None:
    """Open the print dialog; print when it is accepted. `landscape` lays the page across."""
    from PySide6.QtPrintSupport import QPrintDialog

    document = QTextDocument(parent)
    document.setHtml(html)
    printer = _printer(title, landscape=landscape)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: _paint(document, printer))
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
            _paint(document, printer)
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
    made.setFullPage(True)
    return made


def _paint(document: QTextDocument, printer: QPrinter) -> None:
    """Paint all pages with a margin and, where there are several, their numbers."""
    dots = QGuiApplication.primaryScreen().logicalDotsPerInch() or 96.0
    scale, millimetre = printer.logicalDpiX() / dots, dots / 25.4
    width, height = printer.width() / scale, printer.height() / scale
    document.setDefaultFont(QFont(list(FAMILIES)))
    document.setPageSize(QSizeF(width, height))
    frame = document.rootFrame().frameFormat()
    frame.setMargin(MARGIN_MILLIMETRES * millimetre)
    document.rootFrame().setFrameFormat(frame)
    painter = QPainter(printer)
    painter.scale(scale, scale)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            printer.newPage()
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        if pages > 1:
            foot = QRectF(0, height - MARGIN_MILLIMETRES * millimetre, width, MARGIN_MILLIMETRES * millimetre * 0.7)
            font = QFont(list(FAMILIES))
            font.setPixelSize(11)
            painter.setFont(font)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"{page + 1} / {pages}")
    painter.end()
