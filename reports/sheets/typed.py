"""Cells that head office types in: a look of their own, a prompt in its language, and what may be typed.

Everything else of a workbook is locked, without a password: it keeps figures from being typed over by mistake; that
they were not changed on purpose is what the signed list of the workbook proves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_LIST = 255  # units of UTF-16 in a list written into the rule itself, by Excel's own limit
LISTS = "_lists"  # hidden
MOST = 1_000_000_000
FREE = {  # what a locked sheet still lets people do; in Excel, to sort takes cells that are not locked
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "pivot_tables": True,
}  # fmt: skip


class Typed(NamedTuple):
    """What may be typed: "text", "day", "count" (a whole number from `least` to `most`) or one of the `choices`.

    `strict` False lets other things pass after a question. `prompt` is what the cell says when it is entered.
    """

    kind: str = "text"
    choices: Sequence[str] = ()
    prompt: str = ""
    least: int = 0
    most: int = MOST
    strict: bool = True

    @property
    def style(self) -> str:
        """The kind of cell that it is written in."""
        return {"day": "day", "count": "count"}.get(self.kind, "wrap")


def allow_typing(
    workbook: Workbook, sheet: Worksheet, cells: tuple[int, int, int, int], typed: Typed, title: str = ""
) -> None:
    """Let something be typed into cells (0-based first row, first column, last row, last column) of a format "open"."""
    rule = _rule(workbook, typed)
    said = typed.prompt or _said(typed)
    if rule is None and not said:
        return
    rule = rule or {"validate": "any"}
    rule |= {"input_title": title.replace("\n", " ")[:32], "input_message": said[:255]}
    if rule["validate"] != "any":
        rule |= {"error_title": _("Not possible")[:32], "error_message": (_said(typed) or said)[:255],
                 "error_type": "stop" if typed.strict else "warning"}  # fmt: skip
    sheet.data_validation(*cells, rule)


def choose(workbook: Workbook, sheet: Worksheet, cells: tuple[int, int, int, int], choices: Sequence[str]) -> None:
    """A list to choose from that lets other words pass after a question: forms that people fill in."""
    if choices:
        rule = {**_listed(workbook, choices), "error_type": "warning"}
        sheet.data_validation(*cells, rule)


def lock(workbook: Workbook) -> None:
    """Lock every sheet but the cells that are open."""
    for sheet in workbook.worksheets():
        sheet.protect("", dict(FREE))


def _rule(workbook: Workbook, typed: Typed) -> dict[str, Any] | None:
    if typed.choices:
        return _listed(workbook, typed.choices)
    if typed.kind == "day":
        return {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31)}
    if typed.kind == "count":
        return {"validate": "integer", "criteria": "between", "minimum": typed.least, "maximum": typed.most}
    return None


def _said(typed: Typed) -> str:
    if typed.choices:
        return _("Choose from the list.")
    if typed.kind == "day":
        return _("Type a date like 2026-11-30.")
    if typed.kind == "count":
        if typed.most == MOST:
            return _("Type a whole number from {least} up.").format(least=typed.least)
        return _("Type a whole number from {least} to {most}.").format(least=typed.least, most=typed.most)
    return ""


def _listed(workbook: Workbook, choices: Sequence[str]) -> dict[str, Any]:
    """A list in the rule itself; on a hidden sheet where it is long or a comma would part one word into two."""
    words = list(dict.fromkeys(choices))
    together = ",".join(words)
    if len(together.encode("utf-16-le", "replace")) <= LONGEST_LIST * 2 and not any(
        "," in word or '"' in word or word != word.strip() for word in words
    ):
        return {"validate": "list", "source": words}
    sheet = workbook.get_worksheet_by_name(LISTS)
    if sheet is None:
        sheet = workbook.add_worksheet(LISTS)
        sheet.hide()
    column = 0 if sheet.dim_colmax is None else sheet.dim_colmax + 1
    for row, word in enumerate(words):
        sheet.write_string(row, column, word)
    from xlsxwriter.utility import xl_range_abs

    return {"validate": "list", "source": f"='{LISTS}'!{xl_range_abs(0, column, len(words) - 1, column)}"}
