"""The proof page: rows and sums of every sheet as formulas beside the figures the program computed.

Whoever opens the workbook sees at once whether a cell was changed on the way; nothing needs to be trusted.
"""

from __future__ import annotations

from reports.fields import in_units
from reports.look import GOOD
from reports.pages.appraisal import WHO
from reports.pages.appraisal_lines import IN_TOTAL, MONEY, POINTS
from reports.pages.data import Data
from reports.pages.data import name as data_sheet
from reports.pages.month import Month
from reports.table import HEAD_ROW, As, Formula, Head
from supervisor.language import _

NEAR = 0.005


def write(m: Month, data: Data) -> Formula:
    """Write the page; returns the verdict over all its rows, for the cover."""
    same, differs = _("agrees"), _("differs")
    heads = [
        Head(_("Sheet"), 26, code="sheet"), Head(_("What is proved"), 46, "wrap", code="what"),
        Head(_("Counted in this workbook"), 20, "number", code="counted"),
        Head(_("By the program"), 20, "number", code="program"), Head(_("Verdict"), 12, code="verdict"),
    ]  # fmt: skip
    rows: list[list] = []

    def prove(
        sheet: str, what: str, formula: str, value: float, counted: float | None = None, kind: str = "number"
    ) -> None:
        line = HEAD_ROW + 2 + len(rows)
        here = value if counted is None else counted
        agrees = abs(here - value) < NEAR
        verdict = Formula(f'=IF(ABS(C{line}-D{line})<{NEAR},"{same}","{differs}")', same if agrees else differs)
        rows.append([sheet, what, As(kind, Formula(formula, here)), As(kind, round(value, 6)), verdict])

    for table in m.tables:
        prove(table.sheet, _("rows of the sheet"), f"=COUNTA({table.cells(0)})", table.rows, kind="count")
        for column, total in table.sums.items():
            what = _("sum of {column}").format(column=table.heads[column].title.replace("\n", " "))
            kind = "count" if table.heads[column].kind == "count" else "number"
            prove(table.sheet, what, f"=SUM({table.cells(column)})", total, kind=kind)
    tables = {table.sheet: table for table in m.tables}
    if m.scores is not None:
        _across(m, tables, prove)
    for code, fact in m.facts.items():
        one = data.entry(code)
        if one is not None and isinstance(one.value, int | float):
            own = in_units(one.value, one.kind)
            kind = "count" if one.kind == "count" else "number"
            prove(data_sheet(), one.name, f"={data.cell(code)}", own, fact.value, kind=kind)  # type: ignore[arg-type]
    note = _("Each row is counted anew by the formula; the figure beside it is the program's own.")
    sheet, extent = m.table(_("Proof"), heads, rows, colour=GOOD, note=note, code="proof")
    good = {"type": "cell", "criteria": "==", "value": f'"{same}"', "format": m.formats("good")}
    bad = {"type": "cell", "criteria": "==", "value": f'"{differs}"', "format": m.formats("bad")}
    for style in (good, bad):
        sheet.conditional_format(extent.first, 4, extent.last, 4, style)
    verdicts = extent.cells(4)
    whole = same if all(row[4].value == same for row in rows) else differs
    return Formula(f'=IF(COUNTIF({verdicts},"{same}")=ROWS({verdicts}),"{same}","{differs}")', whole)


def _across(m: Month, tables: dict, prove) -> None:
    """What two sheets must agree on."""
    assert m.scores is not None
    summary, lines = tables[_("Appraisal")], tables[_("Appraisal lines")]
    scores = m.scores.people
    if not scores:
        return
    many = len(m.scores.rulebook.components)
    every = f"SUM({summary.cells(3, upto=3 + many)})"
    between = _("totals of the ranking less what the lines bring to them")
    prove(_("Appraisal"), between, f"={every}-SUM({lines.cells(WHO + IN_TOTAL)})", 0.0)
    parts = tables[_("Appraisal components")]
    between = _("points of components less points of their lines")
    own = f"SUM({parts.cells(4)})+SUM({summary.cells(3 + many)})-SUM({lines.cells(WHO + POINTS)})"
    prove(_("Appraisal components"), between, f"={own}", 0.0)
    money = _("money by person less money of lines")
    prove(_("Appraisal"), money, f"=SUM({summary.cells(7 + many)})-SUM({lines.cells(WHO + MONEY)})", 0.0)
