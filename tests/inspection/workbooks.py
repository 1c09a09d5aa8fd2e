"""A good check-list of every kind of line, as a workbook that tests spoil one cell at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from supervisor.inspection.template import Choice, Item, Section, Template, Threshold
from supervisor.inspection.xlsform.columns import heading_field
from supervisor.inspection.xlsform.writing import write_workbook
from supervisor.language import Words

SHIFTS = (
    Choice(name="early", words=Words("早班", "Early")),
    Choice(name="late", words=Words("晚班", "Late")),
)


def _check(identifier: str, **more: Any) -> Item:
    words = Words(f"检查{identifier}", f"Check {identifier}")
    plain: dict[str, Any] = {"points_c": 250, "per_case_c": 50, "owner_role": "lobby_manager", "clause": "B1"}
    return Item(id=identifier, words=words, **{**plain, **more})


GOOD = Template(
    code="good",
    version="1.0",
    name=Words("样表", "Sample"),
    note=Words("先看制度", "Read the rules first"),
    base_c=10_000,
    cap_c=11_000,
    sections=(
        Section(
            id="facts",
            name=Words("基本情况", "Facts"),
            items=(
                Item(id="atms", clause="", words=Words("自助机台数", "Machines"), kind="integer", points_c=0,
                     per_case_c=0, constraint=". >= 0 and . <= 50", constraint_words=Words("0 到 50", "0 to 50")),
                Item(id="shift", clause="", words=Words("班次", "Shift"), kind="choice", points_c=0, per_case_c=0,
                     choices=SHIFTS),
                Item(id="who", clause="", words=Words("值班", "On duty"), kind="choices", points_c=0, per_case_c=0,
                     choices=SHIFTS),
                Item(id="seen", clause="", words=Words("录像日期", "Video of"), kind="date", points_c=0, per_case_c=0),
                Item(id="remark", clause="", words=Words("说明", "Remark"), kind="text", points_c=0, per_case_c=0),
            ),
        ),
        Section(
            id="1.1",
            name=Words("大堂", "Lobby"),
            relevant="${atms} > 0",
            items=(
                _check("1.1.1", gate="section", continue_at="B2", severity="grave", if_missing="stop", mend_days=1),
                _check("1.1.2", relevant="${1.1.1} = 'fail'", counts="rate", limit=0.02, step=0.005, evidence="photo"),
                _check("1.1.3", hint=Words("看台账", "See the ledger"), same_act="badge", floor_c=-500),
            ),
        ),
        Section(
            id="back",
            name=Words("后台", "Back office"),
            items=(
                _check("B1", same_act="badge", first_is_reminder=True, relevant="selected(${who}, 'late')"),
                _check("B2", counts="person_time", fine_cents=5_000, fine_doubles=True, fine_cap_cents=20_000),
            ),
        ),
    ),
    thresholds=(Threshold(more_than=3, consequence=Words("本月不评优", "No award this month"), item="B2"),),
)  # fmt: skip

ROWS = {"facts": 2, "atms": 3, "shift": 4, "who": 5, "seen": 6, "remark": 7, "1.1": 9, "1.1.1": 10, "1.1.2": 11,
        "1.1.3": 12, "back": 14, "B1": 15, "B2": 16}  # fmt: skip


@lru_cache(maxsize=4)
def _written(template: Template) -> dict[str, list[tuple[Any, ...]]]:
    """The exported workbook's cells by sheet; without its looks it is opened and saved ten times faster."""
    book = load_workbook(io.BytesIO(write_workbook(template)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


class Bench:
    """A workbook on the bench: cells by line and field."""

    def __init__(self, template: Template = GOOD) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        for title, rows in _written(template).items():
            sheet = self.book.create_sheet(title)
            for row in rows:
                sheet.append(row)

    def letter(self, field: str, sheet: str = "survey") -> str:
        """The column of a field."""
        for cell in self.book[sheet][1]:
            if cell.value and heading_field(sheet, str(cell.value)) == field:
                return cell.column_letter  # type: ignore[union-attr]
        raise KeyError(field)

    def put(self, line: str | int, field: str, value: Any, sheet: str = "survey") -> None:
        """Write into the line of an item (or a row) under a field."""
        row = ROWS[line] if isinstance(line, str) else line
        self.book[sheet][f"{self.letter(field, sheet)}{row}"] = value

    def drop_column(self, field: str, sheet: str = "survey") -> None:
        """Take a column away."""
        self.book[sheet].delete_cols(column_index_from_string(self.letter(field, sheet)))

    @property
    def content(self) -> bytes:
        """The file."""
        held = io.BytesIO()
        self.book.save(held)
        return held.getvalue()


def spoilt(change: Callable[[Bench], object]) -> Bench:
    """The good workbook with one change."""
    bench = Bench()
    change(bench)
    return bench
