"""The week as a workbook to keep or fill in, and the week or the day on paper or as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from supervisor.language import _


def _folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()


def _ask(page: Any, title: str, suffix: str, words: str, name: str, then: Any) -> None:
    dialog = QFileDialog(page.window(), title, _folder())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.setNameFilter(words)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def ask_save(page: Any, *, filled: bool) -> None:
    """Choose where the week's workbook is to lie, as it stands or empty to fill in."""
    title = _("Save this week as a workbook") if filled else _("Save an empty workbook for this week")
    name = (_("roster-{monday}.xlsx") if filled else _("roster-{monday}-empty.xlsx")).format(monday=page.monday)
    _ask(page, title, "xlsx", _("Excel workbook (*.xlsx)"), name, lambda path: save(page, path, filled=filled))


def save(page: Any, path: Path, *, filled: bool) -> None:
    """Write the workbook in the background and say where it lies."""
    desk, monday = page.desk, page.monday

    def work(_progress: Any) -> Path:
        from reports.roster_form import write_template, write_week
        from supervisor.roster.week import read_week

        with desk.book.read() as reader:
            week = read_week(reader, monday)
        return (write_week if filled else write_template)(week, path)

    desk.long(
        page, work,
        done=lambda written: desk.say("good", _("The workbook is written: {path}").format(path=written)),
        failed=lambda notice: desk.said.emit(notice, None),
    )  # fmt: skip


def ask_rota(page: Any, shown: Any) -> None:
    """Choose where the workbook of the month's duty rota is to lie."""
    name = _("duty-rota-{month}.xlsx").format(month=f"{page.day:%Y-%m}")
    words = _("Excel workbook (*.xlsx)")
    _ask(page, _("Save the rota as a workbook"), "xlsx", words, name, lambda path: save_rota(page, shown, path))


def save_rota(page: Any, shown: Any, path: Path) -> None:
    """Write the workbook of the month in the background and say where it lies."""
    desk = page.desk

    def work(_progress: Any) -> Path:
        from reports.rota_form import write_rota
        from supervisor.branch.ledger import people

        with desk.book.read() as reader:
            known = {one.subject: (one.no, one.name) for one in people(reader, active_only=False)}
        return write_rota(shown.month, known, path)

    desk.long(
        page, work,
        done=lambda written: desk.say("good", _("The workbook is written: {path}").format(path=written)),
        failed=lambda notice: desk.said.emit(notice, None),
    )  # fmt: skip


def _drafted(page: Any, then: Any) -> None:
    """Draft the page of the tab on show, then hand over its HTML, title and whether it lies across."""
    tab, day = page.tab, page.day

    def reading(reader: Any) -> tuple[str, bool]:
        from supervisor.roster.printing import print_day, print_week
        from supervisor.roster.rota.printing import print_month
        from supervisor.roster.rota.reading import month_rota

        if tab == "rota":
            return print_month(reader, month_rota(reader, day))
        return (print_week(reader, day), True) if tab == "week" else (print_day(reader, day), False)

    titles = {"week": _("Roster of the week"), "rota": _("Duty rota of the month")}
    title = titles.get(tab, _("Roster of a day"))
    page.desk.load(page, reading, lambda drafted: then(drafted[0], title, drafted[1]))


def print_shown(page: Any) -> None:
    """Draft the page, then open the system's print dialog over the window; the week lies across on A4."""
    from supervisor.desktop.printing import print_html

    _drafted(page, lambda html, title, across: print_html(page, html, title, landscape=across))


def ask_pdf(page: Any) -> None:
    """Choose where the PDF is to lie."""
    name = _("roster-{day}.pdf").format(day=page.monday if page.tab == "week" else page.day)
    if page.tab == "rota":
        name = _("duty-rota-{month}.pdf").format(month=f"{page.day:%Y-%m}")
    _ask(page, _("Save as PDF"), "pdf", _("PDF file (*.pdf)"), name, lambda path: save_pdf(page, path))


def save_pdf(page: Any, path: Path) -> None:
    """Write the page on show as PDF, away from the UI thread, and say where it lies."""
    from supervisor.desktop.printing import write_pdf

    def write(html: str, title: str, across: bool) -> None:
        page.desk.long(
            page, lambda _progress: write_pdf(html, path, title, landscape=across),
            done=lambda _written: page.desk.say("good", _("The PDF is written: {path}").format(path=path)),
            failed=lambda notice: page.desk.said.emit(notice, None),
        )  # fmt: skip

    _drafted(page, write)
