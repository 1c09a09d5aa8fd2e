"""The names of all fields and lists, to be looked up by whoever writes a form."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec

from reports.look import ACCENT, INFO, workbook_at
from reports.table import Head, write_table
from supervisor.access import Right, require
from supervisor.journal import SYSTEM, Book
from supervisor.language import _

from .catalogue import Catalogue, Cell, chinese, scores_of
from .kinds import KINDS, spoken


class Line(msgspec.Struct, frozen=True):
    """A name: its code, its Chinese and English, its kind (code and in words), and what it comes to in the month; of a
    column of a list in the first row. `list` is the list's code, "" for a figure that stands alone."""

    code: str
    zh: str
    en: str
    kind: str
    kind_words: str
    example: str
    list: str = ""


def lines(names: Catalogue, actor: str = SYSTEM) -> list[Line]:
    """All names of a month. Raises Refused without the rights to export and to read about people."""
    require(names.r, actor, Right.EXPORT_REPORT)
    require(names.r, actor, Right.READ_PEOPLE)
    found = [
        Line(one.code, one.name.zh, one.name.en, one.kind, str(KINDS[one.kind]), spoken(one.value, one.kind)[:60])
        for one in names.fields
    ]
    for one in names.lists:
        first = one.rows[0] if one.rows else (None,) * len(one.columns)
        for place, column in enumerate(one.columns):
            cell = Cell(one, column)
            english = f"{one.name.en}: {column.name.en}"
            found.append(
                Line(cell.code, chinese(cell), english, column.kind, str(KINDS[column.kind]),
                     spoken(first[place], column.kind)[:60], one.code)
            )  # fmt: skip
    return found


def fields_workbook(book: Book, month: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the names as a workbook; raises Refused without the rights, BadInput where it cannot be written."""
    with book.read() as r:
        found = lines(Catalogue(r, month, partial(scores_of, r, month), maker=actor), actor)
        with workbook_at(path, title=_("Names for forms")) as (
            workbook,
            formats,
        ):
            heads = [
                Head(_("Write into the form"), 36), Head(_("Code"), 34), Head(_("English"), 44), Head(_("Kind"), 12),
                Head(_("Example of {month}").format(month=month), 36, "wrap"),
            ]  # fmt: skip
            for title, rows, colour in (
                (_("Single figures"), [one for one in found if not one.list], ACCENT),
                (_("Lists"), [one for one in found if one.list], INFO),
            ):
                cells = [[f"{{{{{one.zh}}}}}", one.code, one.en, one.kind_words, one.example] for one in rows]
                write_table(workbook, formats, title, heads, cells, colour=colour, freeze_columns=1)
    return path
