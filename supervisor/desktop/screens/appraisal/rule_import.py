"""Bringing a rule book in: its faults by sheet, row and column; from which month a sound one holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.desktop.wording import month_words
from supervisor.language import _

MONTHS_AHEAD = 3


def show_faults(page: Any, path: Path, faults: tuple[Any, ...]) -> Sheet:
    """Everything wrong with a workbook, where it stands and what to write instead; nothing of it was taken."""
    theme = page.desk.theme
    sheet = Sheet(page.window(), _("{file} cannot be used: {n} faults").format(file=path.name, n=len(faults)))
    sheet.setMinimumWidth(theme.px(860))
    words = _("Nothing was taken in. Mend these places in the workbook and bring it in again.")
    sheet.body.addWidget(label(words, wrap=True))
    table = DataTable(
        theme,
        [
            Column("sheet", _("Sheet"), lambda f: f.sheet or "–", width=110),
            Column("row", _("Row"), lambda f: str(f.row or "–"), lambda f: f.row, True, width=64),
            Column("column", _("Column"), lambda f: f.column or "–", width=84),
            Column("problem", _("What is wrong"), lambda f: f.problem, width=300, strong=True),
            Column("cure", _("What to write"), lambda f: f.cure, width=-1),
        ],
        name=_("Faults of the workbook"),
    )
    table.setMinimumHeight(theme.px(260))
    table.put(faults)
    sheet.body.addWidget(table)
    sheet.buttons.addWidget(button(_("Copy for Excel"), table.copy))
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)
    sheet.open()
    table.view.setFocus()
    return sheet


def ask_month(page: Any, book: Any, *, path: Path | None = None) -> None:
    """Ask from the first of which month a sound book holds; one from a file is checked once more as it is taken in."""
    from supervisor.appraisal import library, service

    desk, today = page.desk, page.snapshot.today
    form = FormSheet(page, desk, _("Put in force: {name}").format(name=f"{book.name} {book.version}"))
    words = _("{components} components, {rules} rules, no fault. A month once signed keeps the book it was scored by.")
    form.body.addWidget(label(words.format(components=len(book.components), rules=len(book.rules)), wrap=True))
    count = today.year * 12 + today.month - 1
    months = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(count, count + MONTHS_AHEAD + 1)]
    form.choice("month", _("From the first of"), [(m, month_words(int(m[:4]), int(m[5:]))) for m in months])

    def work(v: dict[str, Any]) -> str:
        if path is not None:
            return library.import_rulebook(desk.book, desk.actor, path, v["month"])
        return service.activate_rulebook(desk.book, desk.actor, rules=book, month=v["month"])

    form.send(_("Put in force"), work, said=_("The rule book is in force."))
