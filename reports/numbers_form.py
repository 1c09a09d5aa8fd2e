"""The form of own numbers (指标数据): what `appraisal.numbers` reads, with the branch's people and measures in it.

One sheet for each way in which branches keep such figures; whoever keeps them otherwise need not use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.look import ACCENT, workbook_at
from reports.sheets.typed import choose
from reports.table import HEAD_ROW, Head, write_table
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.numbers.words import ATTENDANCE, CLIENT, SOURCES
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.weekly.reading import JOB
from supervisor.branch.ledger import people
from supervisor.journal import Reader
from supervisor.language import _

LISTED_ROWS = 500


def write_numbers_form(r: Reader, month: str, path: Path) -> Path:
    """Write the empty form of a month to `path` (.xlsx), whole or not at all; returns the path."""
    here = people(r)
    rules = rulebook(r, month)
    measures = [each.name.zh for each in rules.measures if each.source == "number"] if rules else []
    staff = [(one.no, one.name, month) for one in here]
    managers = [(one.no, one.name, month) for one in here if JOB in one.role]
    who, note = [("工号", 10), ("姓名", 12), ("月份", 10)], ("备注", 30)
    day, times = ("日期", 12), ("次数", 8)
    with workbook_at(path, title=_("Own numbers")) as (workbook, formats):

        def page(name: str, said: str, heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]):
            columns = [Head(title, width) for title, width in heads]
            whole = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
            return write_table(workbook, formats, name, columns, whole, title=name, note=said, colour=ACCENT)[0]

        facts = page("指标数据", _("One row a figure; leave the month empty where a day is written."),
                     [*who, day, ("指标", 22), ("数值", 10), times, ("证据来源", 12), note], ())  # fmt: skip
        _choose(workbook, facts, 7, [CHOICES["source"][code].zh for code in SOURCES])
        if measures:
            page("一人一行", _("One row a person, one column a figure; an empty cell says nothing, 0 is a figure."),
                 [*who, *((name, 14) for name in measures), note], staff)  # fmt: skip
        page("客户经理台账", _("One row a client manager; write the day for a record by week or by day."),
             [*who, day, *((name.zh, 13) for name, __ in CLIENT.values()), note], managers or staff)  # fmt: skip
        attendance = page("考勤", _("One row a breach; leave, sickness and training are no breach and left out."),
                          [*who[:2], day, ("考勤情况", 12), ("分钟", 8), times, note], ())  # fmt: skip
        _choose(workbook, attendance, 3, [name.zh for name, __ in ATTENDANCE.values()])
        page("排名", _("One row a place in a list."), [*who, ("榜单", 22), ("名次", 8), note], ())
    return path


def _choose(workbook, sheet, column: int, words: Sequence[str]) -> None:
    choose(workbook, sheet, (HEAD_ROW + 1, column, HEAD_ROW + LISTED_ROWS, column), words)
