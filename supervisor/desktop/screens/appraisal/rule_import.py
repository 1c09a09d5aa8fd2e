"""Bringing a rule book in: its faults by sheet, row and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import _


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
