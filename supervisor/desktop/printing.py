"""Printing a page that was drafted as HTML, through the system's own dialog, opened and never executed; or as PDF.

Laying out and painting leave the window free: they are done on the pool, onto the printer that was chosen.

A page is laid out in the pixels of the screen and then enlarged to the printer's: left to itself Qt takes the pixels of
a style sheet for dots of the printer, twelve to the millimetre and more. Whatever becomes a PDF, written by us or by
the dialog, has its text set right afterwards (`pdf_text`), so that Chinese can be searched and copied.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QImageReader,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from reports.writing import whole
from supervisor.desktop.page_rows import lay_out
from supervisor.desktop.theme import FAMILIES
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

MARGIN_MILLIMETRES = 13
PDF_DOTS_PER_INCH = 300
PICTURE_PIXELS = 1000  # on the longer side: sharp on a third of a page, and a report with thirty photos can be mailed


class Paper(NamedTuple):
    """A page to print. `pictures` are the files behind each `<img src>`; `foot` stands on every page at the left, with
    the number of the page at the right (without a foot, the number alone and only where there are several pages)."""

    html: str
    title: str
    landscape: bool = False
    pictures: Mapping[str, bytes] = {}
    foot: str = ""


def print_html(parent: QWidget, html: str, title: str, *, landscape: bool = False) -> None:
    """Open the print dialog for a page without pictures; print when it is accepted."""
    print_paper(parent, Paper(html, title, landscape))


def print_paper(parent: QWidget, paper: Paper) -> None:
    """Open the print dialog; print in the background when it is accepted, and tell how it went."""
    from PySide6.QtPrintSupport import QPrintDialog
    from PySide6.QtWidgets import QDialog

    from supervisor.desktop.desk import Desk

    desk = Desk.of(parent)
    printer = _printer(paper)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(paper.title)

    def work(_progress: Any) -> None:
        _print(printer, paper)

    def begin() -> None:
        desk.say("info", _("Printing: {title}").format(title=paper.title))
        desk.long(
            desk, work,
            done=lambda _none: desk.say("good", _("Sent to the printer: {title}").format(title=paper.title)),
            failed=lambda notice: desk.said.emit(notice, None),
        )  # fmt: skip

    dialog.accepted.connect(begin)
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    QDialog.open(dialog)  # the print dialog hides it behind one that wants a slot


def write_pdf(html: str, path: Path, title: str, *, landscape: bool = False) -> Path:
    """Write a page without pictures to `path` as PDF on A4, whole or not at all."""
    return write_paper(Paper(html, title, landscape), path)


def write_paper(paper: Paper, path: Path) -> Path:
    """Write the page to `path` as PDF on A4, whole or not at all. Raises BadInput when it cannot be written."""
    with whole(path) as temporary, temporary.open("wb") as out:
        out.write(pdf(paper))
        out.flush()
        os.fsync(out.fileno())
    return path


def pdf(paper: Paper) -> bytes:
    """The page as a PDF on A4 whose text can be searched and copied. Needs no display."""
    from supervisor.desktop.pdf_text import with_drawn_text

    application = drawing()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DOTS_PER_INCH)
    writer.setTitle(paper.title)
    writer.setCreator("branch-supervisor")
    writer.setPageLayout(_layout(paper))
    document = _document(paper)
    drawn = _paint(document, writer, paper)
    buffer.close()
    content = with_drawn_text(bytes(held.data()), drawn)
    del document, writer, application
    return content


def drawing() -> QGuiApplication:
    """The application that fonts and pictures need: the desktop's own, or one that asks for no display.

    Of the desktop's own kind: Qt may keep it for the rest of the process, and a window needs more than a lesser has.
    """
    from PySide6.QtWidgets import QApplication

    there = QGuiApplication.instance()
    if isinstance(there, QGuiApplication):
        return there
    if sys.platform not in ("win32", "darwin"):  # those always have one, and their fonts only with it
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication([])


def page_font() -> QFont:
    """The font of a printed page, set so that each glyph can be traced back to its character.

    Chinese fonts draw digits between Latin letters, and ligatures such as ffi, with glyphs that belong to no code
    point: a PDF then holds no text for them, and a copied number comes out as control characters.
    """
    font = QFont(list(FAMILIES))
    for feature in ("locl", "liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _layout(paper: Paper) -> QPageLayout:
    way = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0))


def _printer(paper: Paper) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(paper.title)
    if paper.landscape:  # the document keeps a margin of its own
        made.setPageLayout(_layout(paper))
    made.setFullPage(True)
    return made


def _print(printer: QPrinter, paper: Paper) -> None:
    """Paint on the printer that was chosen; a PDF chosen there gets its text set right as well. Raises BadInput."""
    from PySide6.QtPrintSupport import QPrinter

    from supervisor.desktop.pdf_text import with_drawn_text

    drawn = _paint(_document(paper), printer, paper)
    written = Path(printer.outputFileName())
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and written.is_file():
        with whole(written) as temporary:
            temporary.write_bytes(with_drawn_text(written.read_bytes(), drawn))


def _document(paper: Paper) -> QTextDocument:
    document = QTextDocument()
    for name, content in paper.pictures.items():
        document.addResource(int(QTextDocument.ResourceType.ImageResource), QUrl(name), _picture(content))
    document.setDefaultFont(page_font())
    return document


def _picture(content: bytes) -> QImage:
    """A picture no larger than paper shows; what cannot be read is an empty frame, never a gap nobody notices."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        image = QImage(40, 30, QImage.Format.Format_RGB888)
        image.fill(Qt.GlobalColor.lightGray)
        return image
    if max(image.width(), image.height()) > PICTURE_PIXELS:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(PICTURE_PIXELS, PICTURE_PIXELS, keep, smooth)
    return image


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels as it is shown; (4, 3) where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.read().size()
    return (size.width(), size.height()) if size.width() > 0 else (4, 3)


def _paint(document: QTextDocument, device: Any, paper: Paper) -> str:
    """Paint all pages with a margin, the foot and their numbers; returns all text that was drawn."""
    screen = QGuiApplication.primaryScreen()
    dots = (screen.logicalDotsPerInch() if screen is not None else 0.0) or 96.0
    scale, millimetre = device.logicalDpiX() / dots, dots / 25.4
    width, height = device.width() / scale, device.height() / scale
    margin = MARGIN_MILLIMETRES * millimetre
    document.setPageSize(QSizeF(width, height))
    lay_out(document, paper.html, margin)
    painter = QPainter()
    if not painter.begin(device):
        raise BadInput(_("The printer does not take the page. See whether it is on, or choose another one."))
    painter.scale(scale, scale)
    pages = document.pageCount()
    drawn = [document.toPlainText()]
    for page in range(pages):
        if page:
            device.newPage()
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        if pages > 1 or paper.foot:
            foot = QRectF(margin, height - margin, width - 2 * margin, margin * 0.7)
            font = page_font()
            font.setPixelSize(11)
            painter.setFont(font)
            count = _("Page {page} of {pages}").format(page=page + 1, pages=pages)
            side = Qt.AlignmentFlag.AlignRight if paper.foot else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | side, count)
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, paper.foot)
            drawn += [count, paper.foot]
    painter.end()
    return "\n".join(drawn)
