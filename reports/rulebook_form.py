"""The Excel form of a rule book: what a manager opens, edits and hands back to `appraisal.rulebook.intake`.

Written from the same columns that the intake reads, with lists to choose from, so the two cannot drift apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.look import ACCENT, workbook_at
from reports.sheets.typed import choose
from reports.table import HEAD_ROW, Head, write_table
from supervisor.appraisal.forms.cells import minute_of_day, percent
from supervisor.appraisal.forms.column import Column
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.columns import OPEN, TABLES
from supervisor.language import Words, _

_WIDTHS = {"name": 34, "items": 30, "rules": 18, "sources": 16, "severities": 14, "code": 10}
_LISTS = ("sources", "severities")  # several words in one cell: no drop-down


def write_rulebook(book: RuleBook, path: Path) -> Path:
    """Write the form of `book` to `path` (.xlsx), whole or not at all; returns the path."""
    with workbook_at(path, title=str(book.name)) as (workbook, formats):
        for table, (heads, columns) in TABLES.items():
            rows = [book] if table == "book" else getattr(book, table)
            cells = [[cell_of(row, column) for column in columns] for row in rows]
            sheet, __ = write_table(
                workbook, formats, heads.zh,
                [Head(column.heads.zh, _WIDTHS.get(column.field, 12), "number" if column.scale == 100 else "text")
                 for column in columns],
                cells, title=heads.zh, note=_note(table), colour=ACCENT, freeze_columns=1,
            )  # fmt: skip
            for index, column in enumerate(columns):
                if column.kind and column.field not in _LISTS:
                    names = [words.zh for words in CHOICES[column.kind].values()]
                    choose(workbook, sheet, (HEAD_ROW + 1, index, HEAD_ROW + 500, index), names)
    return path


def _note(table: str) -> str:
    return {
        "book": _("One row: the name (Chinese | English), the version and the days for an appeal."),
        "components": _("Weights add up to 100 for every post. A dash in floor or cap means no bound."),
        "items": _("The check-list of a component that starts from its items: sections and lines with their points."),
        "rules": _(
            "Negative takes away. Empty points: as the check-list says. Rules that may meet in one act need a group."
        ),
        "measures": _("Figures that become points: as they are, by bands, against a target or against a mean."),
        "consequences": _("What follows when the named rules are broken more often than stated; 0 is a gate."),
        "bands": _("No gaps and no overlaps; say for each border whether it belongs to the band."),
        "ladders": _("What the first, the second and each further breach costs; leave the end of the last step empty."),
        "allowances": _("Points of a year or a month that breaches use up."),
        "units": _("Teams by post, for breaches that their head answers for."),
    }[table]


def cell_of(row: Any, column: Column) -> Any:
    """A cell as a manager writes it: units instead of hundredths, Chinese words instead of codes."""
    value = getattr(row, column.field)
    if isinstance(value, Words):
        return f"{value.zh} | {value.en}" if value.en else value.zh
    if value is None:
        return "—" if column.field in OPEN else None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(_word(column, part) for part in value)
    if isinstance(value, str):
        return _word(column, value)
    if column.read is minute_of_day:
        return f"{value // 60:02d}:{value % 60:02d}"
    if column.read is percent and 0 < abs(value) < 100:
        return f"{value / 100:g}%"  # a bare number below one is read as Excel keeps a cell that shows per cent
    return value / column.scale if column.scale > 1 else value


def _word(column: Column, value: str) -> str:
    names = CHOICES.get(column.kind, {}).get(value)
    return names.zh if names else value
