"""The roster as a workbook that `roster import` reads: the week as it stands, or lines to fill in.

Written from the columns that the intake knows, with lists to choose from, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.look import ACCENT, workbook_at
from reports.sheets.typed import choose
from reports.table import HEAD_ROW, Head, write_table
from supervisor.language import _
from supervisor.roster.intake import ABSENCE_WORDS, COLUMNS, roster_rows
from supervisor.roster.week import Week
from supervisor.roster.wording import clock

_WIDTHS = {"day": 13, "no": 11, "name": 13, "post": 16, "absence": 11, "note": 30}
_TIMES = ("start", "end", "lunch_start", "lunch_end")
_SPARE_ROWS = 300


def write_week(week: Week, path: Path) -> Path:
    """The week as it stands, line by line; read back it changes nothing. Raises BadInput when it cannot be written."""
    rows = roster_rows([one.roster for one in week.days], week.people, week.posts)
    note = _("One line a person, day and post. Change it and take it in again: each day named here is planned anew.")
    return _write(week, rows, path, note)


def write_template(week: Week, path: Path) -> Path:
    """A line for everybody on each open day of the week, to fill in; lines left empty say nothing."""
    rows = [
        [one.day, person.no, person.name, *([None] * (len(COLUMNS) - 3))]
        for one in week.days
        if one.opening is not None
        for person in week.people
        if person.joined <= one.day and (person.left is None or person.left >= one.day)
    ]
    note = _("Fill in the post or an absence. Without times the usual hours count, without lunches they are staggered.")
    return _write(week, rows, path, note)


def _write(week: Week, rows: Sequence[Sequence[Any]], path: Path, note: str) -> Path:
    title = _("Roster from {first} to {last}").format(first=week.monday, last=week.days[-1].day)
    heads = [
        Head(words[0], _WIDTHS.get(name, 11), "day" if name == "day" else "text") for name, words in COLUMNS.items()
    ]
    with workbook_at(path, title=title) as (workbook, formats):
        sheet, extent = write_table(
            workbook, formats, "排班", heads, [_cells(row) for row in rows], title=title, note=note, colour=ACCENT,
            freeze_columns=3,
        )  # fmt: skip
        last = max(extent.last, HEAD_ROW) + _SPARE_ROWS
        lists = {"post": [post.code for post in week.posts], "absence": list(ABSENCE_WORDS.values())}
        for place, name in enumerate(COLUMNS):
            choose(workbook, sheet, (HEAD_ROW + 1, place, last, place), lists.get(name, ()))
    return path


def _cells(row: Sequence[Any]) -> list[Any]:
    """Minutes become times of day as text, which every spreadsheet shows and the intake reads alike."""
    out = list(row)
    for place, name in enumerate(COLUMNS):
        if name in _TIMES and isinstance(out[place], int):
            out[place] = clock(out[place])
    return out
