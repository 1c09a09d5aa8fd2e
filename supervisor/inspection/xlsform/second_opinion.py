"""What pyxform, the converter that XLSForm's own tools use, says of a workbook that we find no mistake in.

It is handed the same lines with words in XLSForm's own spelling (yes for 是, plain signs for full-width ones), so that
it does not stumble over what we take as meant. It stops at its first mistake; that one is placed in the sheet.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from supervisor.language import _

from . import cells
from .columns import EN, ZH, heading_field
from .finding import Notes
from .intake import Table, Workbook
from .kinds import VERDICT
from .settling import Settings
from .survey import Survey, named

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(survey|choices|settings)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_LATIN = {"zh": ZH, "en": EN}


def convert(book: Workbook, survey: Survey, settings: Settings, notes: Notes) -> None:
    """Let pyxform convert it; what it refuses becomes a fault, what it warns of a remark."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as to_form

    content, rows = _as_dict(book, survey, settings)
    warnings: list[str] = []
    logging.getLogger("pyxform").setLevel(logging.CRITICAL)
    try:
        to_form(content, warnings=warnings, form_name="data")
    except PyXFormError as error:
        _placed(str(error), rows, book, notes)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):  # a bug of theirs is no reason to fail
        notes.remark(_("XLSForm's converter could not read the workbook; its own checks were left out."))
    for warning in warnings:
        number = _ROW.search(warning)
        table = book.tables["survey"]
        notes.remark(_("XLSForm's converter says: {why}").format(why=_ROW.sub("", warning)), "",
                     table.name if number else "", _row_of(number, rows["survey"]))  # fmt: skip


def _row_of(found: re.Match[str] | None, rows: Sequence[int]) -> int:
    """The row of the sheet that the converter's row (counted without the empty ones) stands for; 0 for none."""
    at = int(found[1]) - 2 if found is not None else -1
    return rows[at] if 0 <= at < len(rows) else 0


def _placed(message: str, rows: Mapping[str, Sequence[int]], book: Workbook, notes: Notes) -> None:
    number, sheet, column = _ROW.search(message), _SHEET.search(message), _COLUMN.search(message)
    name = sheet[1] if sheet else "choices" if "hoice" in message and "sheet" not in message else "survey"
    table = book.tables.get(name)
    field = column[1] if column else next((f for f in ("type", "name", "label") if f in message.casefold()), "")
    letter = ""
    if table is not None:
        known = heading_field(name, field) or field
        letter = table.letters.get(known, "") or table.letters.get(f"{known}::zh", "")
    notes.fault(
        _("XLSForm's converter refuses it: {why}").format(why=_ROW.sub("", message)),
        _("Mend the cell; docs/checklists.md says what may stand in it."),
        table.name if table else name, _row_of(number, rows.get(name, ())), letter,
    )  # fmt: skip


_Rows = tuple[list[dict[str, str]], list[int]]


def _as_dict(
    book: Workbook, survey: Survey, settings: Settings
) -> tuple[dict[str, list[dict[str, str]]], dict[str, list[int]]]:
    """The workbook as pyxform takes it, and the sheets' own row of each line of it.

    Empty rows are left out: the converter stumbles over some of them.
    """
    lines, line_rows = _survey_rows(book.tables["survey"], survey)
    choices, choice_rows = _choice_rows(book.tables.get("choices"))
    head = {"form_title": str(settings.name), "form_id": settings.code, "version": settings.version,
            "default_language": ZH}  # fmt: skip
    return (
        {"survey": lines, "choices": choices, "settings": [head]},
        {"survey": line_rows, "choices": choice_rows, "settings": [settings.row]},
    )


def _survey_rows(table: Table, survey: Survey) -> _Rows:
    found: list[dict[str, str]] = []
    rows: list[int] = []
    lines = {line.row.number: line for line in survey.lines}
    groups = {group.row.number: group for group in survey.groups if group.row is not None}
    for row in table.rows:
        kind = survey.types[row.number]
        if kind.part == "aside":
            continue
        plain = {"type": kind.xlsform, "name": cells.folded(row.text("name"))}
        plain |= _translated(row.cells, ("label", "hint", "constraint_message"))
        line, group = lines.get(row.number), groups.get(row.number)
        relevant = line.relevant if line is not None else group.relevant if group is not None else ""
        plain["relevant"] = named(relevant)
        if line is not None:
            plain["constraint"] = named(line.item.constraint)
            if line.item.if_missing == "stop" and line.item.kind != "note":
                plain["required"] = "yes"
        rows.append(row.number)
        found.append({name: text for name, text in plain.items() if text})
    return found, rows


def _choice_rows(table: Table | None) -> _Rows:
    found: list[dict[str, str]] = []
    rows: list[int] = []
    listed: set[str] = set()
    letters = table.letters if table is not None else {}
    for row in table.rows if table is not None else ():
        name = cells.folded(row.text("list_name"))
        name = VERDICT if name.casefold() == VERDICT else name
        listed.add(name)
        rows.append(row.number)
        words = {tongue: row.text(f"label::{code}") for code, tongue in _LATIN.items() if f"label::{code}" in letters}
        either = next((text for text in words.values() if text), "")  # it stumbles over a first row with a gap
        labels = {f"label::{tongue}": text or either for tongue, text in words.items()}
        found.append({"list_name": name, "name": cells.folded(row.text("name")), **labels})
    if VERDICT not in listed:
        for verdict in ("pass", "fail", "na"):
            found.append({"list_name": VERDICT, "name": verdict, f"label::{ZH}": verdict, f"label::{EN}": verdict})
    return found, rows


def _translated(row: Mapping[str, Any], worded: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{word}::{tongue}": row[f"{word}::{code}"].text
        for word in worded
        for code, tongue in _LATIN.items()
        if f"{word}::{code}" in row
    }
