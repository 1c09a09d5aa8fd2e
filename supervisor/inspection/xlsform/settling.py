"""The settings and thresholds sheets: what a check-list says of itself as a whole."""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.inspection.template import Threshold
from supervisor.language import Words, _

from . import cells
from .cells import Unreadable
from .columns import column_of
from .finding import Notes
from .intake import Table, Workbook


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A check-list's head; `base_c` None: the sum of its items' points."""

    code: str
    version: str
    name: Words
    note: Words
    base_c: int | None
    floor_c: int
    cap_c: int
    repeat_days: int
    row: int


def read_settings(book: Workbook, notes: Notes) -> Settings:
    """The first row of the settings sheet; mistakes go to `notes`."""
    table = book.tables.get("settings")
    if table is None:
        notes.fault(_("The sheet settings is missing."),
                    _("Add it with the columns form_title, form_id and version."), "settings")  # fmt: skip
        table = Table("settings", {}, {}, (), (), (), "settings")
    else:
        notes.look_over(table, ())
    row = table.rows[0] if table.rows else None
    number = row.number if row is not None else 2
    for extra in table.rows[1:]:
        notes.remark(_("Only the first row of settings is read."), "", table.name, extra.number)

    def text(field: str) -> str:
        return row.text(field) if row is not None else ""

    def whole(field: str, default: Any, reader: Any) -> Any:
        if row is None or field not in row.cells or row.cells[field].odd:
            return default
        try:
            return reader(row.cells[field].text, table.heading(field))
        except Unreadable as error:
            notes.unreadable(table, row.cells[field], error)
            return default

    if "settings" in book.tables:
        for field, problem, cure in (
            ("form_id", _("The check-list has no form_id."), _("Write its stable code, such as appearance.")),
            ("version", _("The check-list has no version."), _("Write the branch's own version, such as 1.0.")),
            ("form_title", _("The check-list has no title."), _("Write its name.")),
        ):
            if not text(field) and not (field == "form_title" and (text("name_zh") or text("name_en"))):
                notes.at(table, number if field in table.letters else 1, field, problem, cure)
    chinese = text("name_zh") if "name_zh" in table.letters else text("form_title")
    return Settings(
        code=cells.folded(text("form_id")),
        version=text("version"),
        name=Words(chinese, text("name_en")),
        note=Words(text("note_zh"), text("note_en")),
        base_c=whole("base_c", None, cells.hundredths),
        floor_c=whole("floor_c", 0, cells.hundredths),
        cap_c=whole("cap_c", 0, cells.hundredths),
        repeat_days=whole("repeat_days", 90, cells.whole),
        row=number,
    )


def read_thresholds(book: Workbook, notes: Notes) -> tuple[list[Threshold], list[int]]:
    """What follows from too many cases in a month, and the row of each; mistakes go to `notes`."""
    table = book.tables.get("thresholds")
    if table is None:
        return [], []
    notes.look_over(table, ("more_than",))
    found: list[Threshold] = []
    rows: list[int] = []
    heading = column_of("thresholds", "more_than")
    for row in table.rows:
        cell = row.cells.get("more_than")
        consequence = Words(row.text("consequence::zh"), row.text("consequence::en"))
        if not consequence.zh and not consequence.en:
            notes.at(table, row, "consequence::zh", _("The threshold has no consequence."),
                     _("Write what follows, such as: no bonus this month."))  # fmt: skip
        if cell is None:
            notes.at(table, row, "more_than", _("{heading} is empty.").format(heading=heading.heading),
                     _("Write a whole number such as 3."))  # fmt: skip
            continue
        try:
            count = cells.whole(cell.text, table.heading("more_than"))
        except Unreadable as error:
            notes.unreadable(table, cell, error)
            continue
        item = cells.identifier(cells.folded(row.text("item")))
        found.append(Threshold(more_than=count, consequence=consequence, item=item))
        rows.append(row.number)
    return found, rows
