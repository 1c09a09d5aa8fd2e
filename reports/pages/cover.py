"""The cover: which branch and month, its state and who signed it when, made from which journal, key figures, a list of
the sheets, and what head office writes into it.

Reserved first so that it is the first sheet, filled last because its figures are formulas over the other pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from reports.look import ACCENT, Formats, for_print
from reports.pages.month import Month
from reports.proof import About
from reports.sheets.typed import Typed, allow_typing
from reports.table import As, Formula, text_lines, write_cell
from supervisor.appraisal.state_words import MONTH_STATES
from supervisor.inspection.ledger import templates_in_force
from supervisor.language import Words, _
from supervisor.overview.monthly import days_known
from supervisor.overview.wording import days_known_words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from reports.proof.record import SheetRecord


STEPS = {
    "appraisal.self_opened": Words("开放员工自评", "Self-assessment opened"),
    "appraisal.review_opened": Words("负责人评定开始", "Review opened"),
    "appraisal.published": Words("公布考核结果", "Published"),
    "appraisal.signed": Words("签字并锁定月份", "Signed and locked"),
    "appraisal.reopened": Words("重新打开月份", "Reopened"),
}
LABEL, VALUE, FIGURE, NUMBER, SHEET, ROWS = 0, 1, 3, 4, 6, 7  # columns
WIDTHS = (25, 54, 2, 37, 14, 2, 26, 8)
TOP = 4
CARD_TOP, CARD_APART = 4, 2  # of a card: its first row (from 1), and how many rows lie between two sections
FEWEST = 4  # lines of the signature block: the newest steps, with lines to sign by hand below


def reserve(m: Month) -> Worksheet:
    """The empty cover as the first sheet."""
    sheet = m.workbook.add_worksheet(_("Front page"))
    sheet.set_tab_color(ACCENT)
    sheet.activate()
    return sheet


def fill(m: Month, sheet: Worksheet, *, proof: About, synthetic: bool, proven: Formula) -> None:
    """Write the cover. `proven` is the verdict of the proof page."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, _("Month report of {branch}").format(branch=m.branch), m.formats("title"))
    sheet.write_string(1, 0, f"{m.month} · {_state(m)}", m.formats("section"))
    if synthetic:
        warning = _("Sample data: everything in this workbook is synthetic and describes no real person.")
        sheet.merge_range(2, 0, 2, ROWS, warning, m.formats("warning"))
    ends = (_facts(m, sheet, proof), _figures(m, sheet, proven), contents(m, sheet))
    line = max(ends) + 2
    _signatures(m, sheet, line)
    _office(m, sheet, line)
    for_print(sheet, title=f"{m.branch} {m.month}", head_row=None, pages=1)  # the signatures stay with the figures


def _state(m: Month) -> str:
    return str(MONTH_STATES[m.scores.state] if m.scores else MONTH_STATES["draft"])


def _facts(m: Month, sheet: Worksheet, proof: About) -> int:
    known = days_known(m.r, m.first, m.last)
    scores = m.scores
    rows: list[tuple[str, str]] = [
        (_("Branch"), " ".join(filter(None, (proof.branch_no, m.branch)))),
        (_("Month"), f"{m.first.isoformat()} – {m.last.isoformat()}"),
        (_("Days"), days_known_words(known.days_open, known.days_with_tickets, known.tickets_until)),
        (_("State of the appraisal"), _state(m)),
        (_("Month locked"), _("yes") if m.r.month_locked(m.month) else _("no")),
        (_("Made at"), proof.made_at.strftime("%Y-%m-%d %H:%M")),
        (_("Program"), f"{_('Branch supervisor console')} {program_version()}"),
        (_("Rule book"), f"{scores.rulebook.name} {scores.rulebook.version} · {scores.digest[:16]}"
         if scores else m.why_no_scores),
        (_("Check-lists"), "\n".join(
            f"{one.name} {one.version} · {each.digest[:8]} · {each.valid_from.isoformat()}"
            for each, one in templates_in_force(m.r, m.last))),
        (_("Journal"), _("{devices} devices, {entries} entries").format(
            devices=len(proof.heads), entries=sum(head.seq for head in proof.heads))),
        (_("Head digest of the journal"), proof.journal),
        (_("Signed by the device"), proof.device),
    ]  # fmt: skip
    return pairs(m, sheet, TOP, _("This workbook"), rows)


def pairs(m: Month, sheet: Worksheet, line: int, title: str, rows: Sequence[tuple[str, str]]) -> int:
    """Labels with values; a long value takes as many rows as it has lines, so that the columns beside it stay even."""
    sheet.write_string(line, LABEL, title, m.formats("section"))
    for label, value in rows:
        many = max(1, text_lines(value, WIDTHS[VALUE] - 2))
        line += 1
        if many == 1:
            sheet.write_string(line, LABEL, label, m.formats("label"))
            sheet.write_string(line, VALUE, value, m.formats("fact"))
            continue
        sheet.merge_range(line, LABEL, line + many - 1, LABEL, label, m.formats("label"))
        sheet.merge_range(line, VALUE, line + many - 1, VALUE, value, m.formats("fact"))
        line += many - 1
    return line


def figures(m: Month, sheet: Worksheet, title: str) -> int:
    """The key figures below one another; returns the last line."""
    line = TOP
    sheet.write_string(line, FIGURE, title, m.formats("section"))
    for one in m.facts.values():
        line += 1
        sheet.write_string(line, FIGURE, one.label, m.formats("label"))
        write_cell(sheet, m.formats, line, NUMBER, one.kind, Formula(one.formula, one.value))
    return line


def _figures(m: Month, sheet: Worksheet, proven: Formula) -> int:
    line = figures(m, sheet, _("The month in figures")) + 1
    sheet.write_string(line, FIGURE, _("Figures agree"), m.formats("label"))
    write_cell(sheet, m.formats, line, NUMBER, "verdict", proven)
    return line


def contents(m: Month, sheet: Worksheet) -> int:
    """Every sheet with how many rows it has, to be clicked; an empty one is named too."""
    line = TOP
    sheet.write_string(line, SHEET, _("Contents"), m.formats("section"))
    sheet.write_string(line, ROWS, _("Rows"), m.formats("note"))
    for page in m.pages:
        line += 1
        target = page.name.replace("'", "''")
        sheet.write_url(line, SHEET, f"internal:'{target}'!A1", m.formats("link"), page.name)
        if page.rows is None:
            sheet.write_blank(line, ROWS, None, m.formats("count"))
        else:
            sheet.write_number(line, ROWS, page.rows, m.formats("count"))
    return line


def _signatures(m: Month, sheet: Worksheet, line: int) -> None:
    """Who took the month through its steps and when, by the journal; below, lines to sign on paper."""
    sheet.write_string(line, LABEL, _("Signatures"), m.formats("section"))
    steps = [each for each in m.r.history(f"appraisal:{m.month}") if each.kind in STEPS][-FEWEST:]
    rows = [(str(STEPS[each.kind]), f"{m.name(each.actor)} · {m.r.local(each.at_ms):%Y-%m-%d %H:%M}") for each in steps]
    if not any(each.kind == "appraisal.signed" for each in steps):
        rows.append((str(Words("支行行长", "Branch manager")), _("not signed yet")))
    for label, value in rows:
        line += 1
        sheet.set_row(line, 22)
        sheet.write_string(line, LABEL, label, m.formats("label"))
        sheet.write_string(line, VALUE, value, m.formats("fact"))
    for label in (_("Branch manager (by hand)"), _("Supervisor (by hand)")):
        line += 1
        sheet.set_row(line, 30)
        sheet.write_string(line, LABEL, label, m.formats("label"))
        sheet.write_blank(line, VALUE, None, m.formats("text"))


def _office(m: Month, sheet: Worksheet, line: int) -> None:
    """What head office types in: these cells are open, and no part of the proof."""
    sheet.write_string(line, FIGURE, _("For head office to fill in"), m.formats("section"))
    verdicts = (_("accepted"), _("accepted with remarks"), _("sent back"))
    record: SheetRecord | None = sheet.record  # type: ignore[attr-defined]
    for label, typed in (
        (_("Received by"), Typed("text")), (_("Received on"), Typed("day")),
        (_("Verdict"), Typed("text", verdicts)), (_("Remark"), Typed("text")),
    ):  # fmt: skip
        line += 1
        sheet.set_row(line, 30 if label == _("Remark") else 22)
        sheet.write_string(line, FIGURE, label, m.formats("label"))
        sheet.merge_range(line, NUMBER, line, ROWS, "", m.formats(typed.style, "open"))
        allow_typing(m.workbook, sheet, (line, NUMBER, line, NUMBER), typed, label)
        if record is not None:
            record.open(line, NUMBER, line, ROWS)


def program_version() -> str:
    try:
        return version("branch-supervisor")
    except PackageNotFoundError:
        return "—"


def card(
    sheet: Worksheet, formats: Formats, *, title: str, sections: Sequence[tuple[str, Sequence[tuple[str, str | As]]]]
) -> None:
    """The first sheet of a single report: titled sections of label and value (a text, or a cell of a kind), made to
    print on one portrait page."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 66)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, title, formats("title"))
    line = CARD_TOP - 2
    for heading, rows in sections:
        sheet.write_string(line, 0, heading, formats("section"))
        for label, value in rows:
            line += 1
            sheet.set_row(line, 14.0 * (1 if isinstance(value, As) else text_lines(value, 64)) + 6)
            sheet.write_string(line, 0, label, formats("label"))
            if isinstance(value, As):
                write_cell(sheet, formats, line, 1, value.kind, value.cell, "left")
            else:
                sheet.write_string(line, 1, value, formats("fact"))
        line += CARD_APART
    sheet.set_tab_color(ACCENT)
    for_print(sheet, title=title, head_row=None, portrait=True)
