"""What pyxform, the converter that XLSForm's own tools use, says of a workbook that we find no mistake in.

It is handed the same lines with words in XLSForm's own spelling (yes for 是, plain signs for full-width ones), so that
it does not stumble over what we take as meant. It stops at its first mistake; that one is placed in the sheet.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
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

    warnings: list[str] = []
    logging.getLogger("pyxform").setLevel(logging.CRITICAL)
    try:
        to_form(_as_dict(book, survey, settings), warnings=warnings, form_name="data")
    except PyXFormError as error:
        _placed(str(error), book, notes)
    except (LookupError, TypeError, ValueError, AttributeError) as error:  # a bug of the converter is no reason to fail
        notes.remark(_("XLSForm's converter stopped: {why}").format(why=f"{type(error).__name__}: {error}"))
    for warning in warnings:
        number = _ROW.search(warning)
        table = book.tables["survey"]
        notes.remark(_("XLSForm's converter says: {why}").format(why=_ROW.sub("", warning)), "",
                     table.name if number else "", int(number[1]) if number else 0)  # fmt: skip


def _placed(message: str, book: Workbook, notes: Notes) -> None:
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
        table.name if table else name, int(number[1]) if number else 0, letter,
    )  # fmt: skip


def _as_dict(book: Workbook, survey: Survey, settings: Settings) -> dict[str, list[dict[str, str]]]:
    """The workbook as pyxform takes it; empty rows stay, so that its row numbers are those of the sheet."""
    return {
        "survey": _survey_rows(book.tables["survey"], survey),
        "choices": _choice_rows(book.tables.get("choices")),
        "settings": [{
            "form_title": str(settings.name), "form_id": settings.code, "version": settings.version,
            "default_language": ZH,
        }],
    }  # fmt: skip


def _survey_rows(table: Table, survey: Survey) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
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
        found += [{}] * (row.number - 2 - len(found))
        found.append({name: text for name, text in plain.items() if text})
    return found


def _choice_rows(table: Table | None) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    listed: set[str] = set()
    letters = table.letters if table is not None else {}
    for row in table.rows if table is not None else ():
        name = cells.folded(row.text("list_name"))
        name = VERDICT if name.casefold() == VERDICT else name
        listed.add(name)
        found += [{}] * (row.number - 2 - len(found))
        words = {tongue: row.text(f"label::{code}") for code, tongue in _LATIN.items() if f"label::{code}" in letters}
        either = next((text for text in words.values() if text), "")  # it stumbles over a first row with a gap
        labels = {f"label::{tongue}": text or either for tongue, text in words.items()}
        found.append({"list_name": name, "name": cells.folded(row.text("name")), **labels})
    if VERDICT not in listed:
        for verdict in ("pass", "fail", "na"):
            found.append({"list_name": VERDICT, "name": verdict, f"label::{ZH}": verdict, f"label::{EN}": verdict})
    return found


def _translated(row: Mapping[str, Any], worded: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{word}::{tongue}": row[f"{word}::{code}"].text
        for word in worded
        for code, tongue in _LATIN.items()
        if f"{word}::{code}" in row
    }
