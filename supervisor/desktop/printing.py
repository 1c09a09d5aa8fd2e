"""Printing a page that was drafted as HTML, through the system's own dialog, opened and never executed."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QWidget


def print_html(parent: QWidget, html: str, title: str) -> None:
    """Open the print dialog; print when it is accepted."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    document = QTextDocument(parent)
    document.setHtml(html)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: document.print_(printer))
    dialog.finished.connect(lambda _code: (dialog.deleteLater(), document.deleteLater()))
    QDialog.open(dialog)  # the print dialog hides it behind one that wants a slot
