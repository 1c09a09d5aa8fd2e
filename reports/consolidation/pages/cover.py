"""The cover: of which month, how many branches, what was refused, and what all branches come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reports.consolidation.pages.whole import Whole
from reports.consolidation.reasons import REASONS, REMARKS
from reports.look import ACCENT, for_print
from reports.table import Formula, text_lines, write_cell
from supervisor import __version__
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_REASONS = 12
LABEL, VALUE = 40, 44  # widths: a reason to refuse a file is a label here


def reserve(w: Whole) -> Worksheet:
    """The empty cover as the first sheet."""
    sheet = w.workbook.add_worksheet(_("Front page"))
    sheet.set_tab_color(ACCENT)
    sheet.activate()
    return sheet


def fill(w: Whole, sheet: Worksheet, *, made_at: datetime, proof: str) -> None:
    """Write the cover, whose totals are formulas over the pages; `proof` says what proves this workbook."""
    formats = w.formats
    for column, width in enumerate((LABEL, VALUE, 4, 34, 18)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, _("Month figures of all branches"), formats("title"))
    sheet.write_string(1, 0, w.month, formats("section"))
    if w.refused:
        words = _("{n} files were refused and are not in the figures: see the sheet of the refused.")
        sheet.merge_range(2, 0, 2, 4, words.format(n=len(w.refused)), formats("warning"))
    _facts(w, sheet, 4, made_at, proof)
    _totals(w, sheet, 4)
    for_print(sheet, title=w.document, head_row=None, pages=1)


def _facts(w: Whole, sheet: Worksheet, line: int, made_at: datetime, proof: str) -> None:
    remarks = Counter(remark for one in w.taken for remark in one.remarks)
    reasons = Counter(one.reason for one in w.refused)
    rows: list[tuple[str, str | int]] = [
        (_("Month"), w.month),
        (_("Branches taken"), len(w.taken)),
        (_("Months signed and locked"), sum(one.state == "signed" for one in w.taken)),
        (_("Files refused"), len(w.refused)),
        (_("Files passed over"), len(w.ignored)),
        (_("Made at"), made_at.strftime("%Y-%m-%d %H:%M %Z").strip()),
        (_("Program"), f"{_('Branch supervisor console')} {__version__}"),
        (_("Proof"), proof),
    ]
    sheet.write_string(line, 0, _("This workbook"), w.formats("section"))
    line = _pairs(w, sheet, line, rows)
    if remarks:
        sheet.write_string(line + 2, 0, _("To be known of the branches taken"), w.formats("section"))
        line = _pairs(w, sheet, line + 2, [(str(REMARKS[code]), n) for code, n in remarks.most_common()])
    if reasons:
        sheet.write_string(line + 2, 0, _("Why files were refused"), w.formats("section"))
        _pairs(w, sheet, line + 2, [(str(REASONS[code].what), n) for code, n in reasons.most_common(MOST_REASONS)])


def _pairs(w: Whole, sheet: Worksheet, line: int, rows: Sequence[tuple[str, str | int]]) -> int:
    for label, value in rows:
        line += 1
        lines = max(text_lines(label, LABEL - 2), text_lines(str(value), VALUE - 2))
        sheet.set_row(line, 6 + 14.0 * lines)
        sheet.write_string(line, 0, label, w.formats("label", "wrap"))
        write_cell(sheet, w.formats, line, 1, "fact" if isinstance(value, str) else "count", value, "left")
    return line


def _totals(w: Whole, sheet: Worksheet, line: int) -> None:
    sheet.write_string(line, 3, _("All branches"), w.formats("section"))
    shown = {head.title for head in w.key.heads} if w.key else set()
    for code, (place, value) in w.totals.items():
        figure = w.figures[code]
        if str(figure.name) in shown:
            line += 1
            sheet.write_string(line, 3, str(figure.name), w.formats("label"))
            write_cell(sheet, w.formats, line, 4, figure.kind, Formula(f"={place}", value))
