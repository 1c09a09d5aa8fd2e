"""The cover: which branch and month, made when and by what, from which journal, its state, key figures, signatures.

Reserved first so that it is the first sheet, filled last because its figures are formulas over the other pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from reports.look import ACCENT, Formats, for_print
from reports.pages.month import Month
from reports.table import Formula, text_lines, write_cell
from supervisor.inspection.ledger import templates_in_force
from supervisor.language import Words, _
from supervisor.overview.monthly import days_known
from supervisor.overview.wording import days_known_words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

STATES = {
    "draft": Words("草稿", "Draft"),
    "self": Words("自评中", "Self-assessment"),
    "review": Words("负责人评定中", "Review"),
    "published": Words("已公布", "Published"),
    "signed": Words("已签字锁定", "Signed and locked"),
    "reopened": Words("已重新打开", "Reopened"),
}


def reserve(m: Month) -> Worksheet:
    """The empty cover as the first sheet."""
    sheet = m.workbook.add_worksheet(_("Front page"))
    sheet.set_tab_color(ACCENT)
    sheet.activate()
    return sheet


def fill(m: Month, sheet: Worksheet, *, synthetic: bool, proven: Formula) -> None:
    """Write the cover. `proven` is the verdict of the proof page."""
    formats = m.formats
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 2, 4)
    sheet.set_column(3, 3, 30)
    sheet.set_column(4, 4, 18)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, _("Month report of {branch}").format(branch=m.branch), formats("title"))
    sheet.write_string(1, 0, m.month, formats("section"))
    if synthetic:
        warning = _("Sample data: everything in this workbook is synthetic and describes no real person.")
        sheet.merge_range(2, 0, 2, 4, warning, formats("warning"))
    line = journal_row = _facts(m, sheet, 4)  # the digest, which is two lines long, stands last
    _figures(m, sheet, 4, proven)
    line = max(line, 4 + len(m.facts) + 3) + 1
    for row in range(4, line):
        sheet.set_row(row, 34 if row == journal_row else 20)
    sheet.write_string(line, 0, _("Signatures"), formats("section"))
    for index, label in enumerate((_("Branch manager"), _("Supervisor"), _("Received by head office"))):
        sheet.set_row(line + 1 + index, 30)
        sheet.write_string(line + 1 + index, 0, label, formats("label"))
        sheet.write_blank(line + 1 + index, 1, None, formats("text"))
        sheet.write_string(line + 1 + index, 3, _("Date"), formats("label"))
        sheet.write_blank(line + 1 + index, 4, None, formats("text"))
    for_print(sheet, title=f"{m.branch} {m.month}", head_row=None, pages=1)  # the signatures stay with the figures


def _facts(m: Month, sheet: Worksheet, line: int) -> int:
    scores = m.scores
    state = STATES[scores.state] if scores else STATES["draft"]
    vector = m.r.vector()
    heads = hashlib.sha256("\n".join(f"{device}:{seq}" for device, seq in sorted(vector.items())).encode())
    newest = m.r.latest(1)
    if newest:
        heads.update(newest[0].digest)
    known = days_known(m.r, m.first, m.last)
    days = (known.days_open, known.days_with_tickets, known.tickets_until)
    rows: list[tuple[str, str]] = [
        (_("Branch"), m.branch),
        (_("Month"), f"{m.first.isoformat()} – {m.last.isoformat()}"),
        (_("Days"), days_known_words(*days)),
        (_("State of the appraisal"), str(state)),
        (_("Month locked"), _("yes") if m.r.month_locked(m.month) else _("no")),
        (_("Made at"), m.r.now.astimezone(m.r.zone).strftime("%Y-%m-%d %H:%M %Z")),
        (_("Program"), f"branch-supervisor {_program_version()}"),
        (_("Rule book"), f"{scores.rulebook.name} {scores.rulebook.version} · {scores.digest[:16]}"
         if scores else m.why_no_scores),
        *((_("Check-list"), f"{one.name} {one.version} · {each.digest[:12]} · {each.valid_from.isoformat()}")
          for each, one in templates_in_force(m.r, m.last)),
        (_("Journal"), _("{devices} devices, {entries} entries").format(devices=len(vector),
                                                                         entries=sum(vector.values()))),
        (_("Digest of the journal"), heads.hexdigest()),
    ]  # fmt: skip
    sheet.write_string(line, 0, _("This workbook"), m.formats("section"))
    for label, value in rows:
        line += 1
        sheet.write_string(line, 0, label, m.formats("label"))
        sheet.write_string(line, 1, value, m.formats("fact"))
    return line


def _figures(m: Month, sheet: Worksheet, line: int, proven: Formula) -> None:
    sheet.write_string(line, 3, _("The month in figures"), m.formats("section"))
    for label, (formula, value, kind) in m.facts.items():
        line += 1
        sheet.write_string(line, 3, label, m.formats("label"))
        write_cell(sheet, m.formats, line, 4, kind, Formula(formula, value))
    line += 1
    sheet.write_string(line, 3, _("Figures agree"), m.formats("label"))
    write_cell(sheet, m.formats, line, 4, "verdict", proven)


def _program_version() -> str:
    try:
        return version("branch-supervisor")
    except PackageNotFoundError:
        return "—"


def card(
    sheet: Worksheet, formats: Formats, *, title: str, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]
) -> None:
    """The first sheet of a single report: titled sections of label and value, made to print on one portrait page."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 66)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, title, formats("title"))
    line = 2
    for heading, rows in sections:
        sheet.write_string(line, 0, heading, formats("section"))
        for label, value in rows:
            line += 1
            sheet.set_row(line, 14.0 * text_lines(value, 64) + 6)
            sheet.write_string(line, 0, label, formats("label"))
            sheet.write_string(line, 1, value, formats("fact"))
        line += 2
    sheet.set_tab_color(ACCENT)
    for_print(sheet, title=title, head_row=None, portrait=True)
