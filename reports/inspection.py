"""The report of one inspection: what was asked, what was seen, why the score is what it is, the evidence, who signed.

Made from the same material as the printed page, so that both say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reports.look import ACCENT, BAD, Formats, for_print
from reports.opening import report_at, report_of
from reports.pages.cover import CARD_APART, CARD_TOP, card
from reports.pages.month import word
from reports.pictures import place
from reports.table import HEAD_ROW, As, Formula, Head, write_table
from supervisor.inspection.paper.content import (
    CAPACITIES,
    COLON,
    COMMA,
    CORRECTED,
    LEFT,
    RIGHT,
    SEMICOLON,
    WHOLE_BRANCH,
    Report,
    corrections,
    gather,
    lost,
    remarks,
    signed,
    verdict,
)
from supervisor.inspection.paper.page import MISSING, held_pictures
from supervisor.inspection.scoring.explain import explain, points
from supervisor.inspection.words import SEVERITIES, SOURCES, STATES
from supervisor.journal import SYSTEM, Book, Reader
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PHOTO_ROOM, SIGNATURE_ROOM = (360, 270), (240, 70)  # pixels


def inspection_workbook(book: Book, inspection: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the report of one inspection (subject or number) to `path`, whole or not at all; returns the path.

    Raises Refused without the rights to read people's records and to export, BadInput for an unknown inspection or a
    path that cannot be written.
    """
    with book.read() as r:
        report = gather(r, actor, inspection)
        title = _("Inspection report {number}").format(number=report.sheet.inspection.number)
        one = report.sheet.inspection
        opened = report_of(book, r, "inspection", actor=actor, about=one.number, subject=one.subject)
        with report_at(path, opened, title=title) as (workbook, formats):
            front = workbook.add_worksheet(_("Result"))
            card(front, formats, title=title, sections=_facts(report))
            _answers(workbook, formats, report, title)
            _pictures(workbook, formats, report, r, title)
    return path


def _answers(workbook: Workbook, formats: Formats, report: Report, title: str) -> None:
    """Every item of the check-list in its order, also those not asked or not answered."""
    one = report.sheet
    heads = [
        Head(_("Item"), 9), Head(_("Section"), 11, "wrap"), Head(_("What is checked"), 40, "wrap"),
        Head(_("Answer"), 11, "wrap"), Head(_("Severity"), 8), Head(_("People"), 15, "wrap"),
        Head(_("Place"), 10, "wrap"), Head(_("Points lost"), 8, "points", True), Head(_("Why"), 22, "wrap"),
        Head(_("Remark"), 22, "wrap"), Head(_("Photos"), 8), Head(_("What followed"), 26, "wrap"),
    ]  # fmt: skip
    rows = []
    for section in one.template.sections:
        for item in section.items:
            given, line = one.answer(item.id), report.line(item.id)
            sign, words = verdict(report, item)
            clause = "" if not item.clause or item.id.startswith(item.clause) else f"{LEFT}{item.clause}{RIGHT}"
            failed = line is not None
            after = [f"{each.label}{COLON}{each.words}" for each in remarks(report, item) if each.later]
            rows.append([
                item.id, str(section.name), f"{item.words}{clause}", f"{sign} {words}".strip(),
                word(SEVERITIES, item.severity) if failed else "",
                report.name_list(given.persons) if given else "", str(COMMA).join(given.places) if given else "",
                lost(report, item), explain(line, one.template) if line else "",
                one.notes.get(item.id) or (given.note if given else ""),
                str(COMMA).join(map(str, report.photos_of(item.id))), "\n".join(after),
            ])  # fmt: skip
    write_table(
        workbook, formats, _("Answers"), heads, rows, title=title, colour=BAD,
        note=f"{report.branch} · {one.template.name} {one.template.version} · {one.inspection.digest[:16]}",
        empty=_("Nothing was recorded in this month."), freeze_columns=1,
    )  # fmt: skip


def _marks(report: Report, row: int) -> list[tuple[str, str | As]]:
    """Full marks, what the lines on the page of answers cost, and what is left; `row` is the first line's (from 1).

    Live as far as the lines alone explain the figure: a floor, a cap or a gate that forfeits has its own word there.
    """
    score = report.sheet.score
    column = [lost(report, item) or 0 for section in report.sheet.template.sections for item in section.items]
    cells = f"'{_('Answers')}'!$H${HEAD_ROW + 2}:$H${HEAD_ROW + 1 + len(column)}"
    explained = sum(max(0, each) for each in column) + score.forfeited_c == score.lost_c
    went: Formula | int = score.lost_c
    if explained:
        more = f"+{score.forfeited_c / 100:g}" if score.forfeited_c else ""
        went = Formula(f'=ROUND(SUMIF({cells},">0"){more},2)', score.lost_c / 100)
    left: Formula | int = score.score_c
    if explained and score.score_c == score.full_c - score.lost_c - sum(min(0, each) for each in column):
        left = Formula(f'=ROUND(B{row}-B{row + 1}-SUMIF({cells},"<0"),2)', score.score_c / 100)
    share: As | str = "–"
    if score.percent_c is not None:
        share = As("share", Formula(f"=ROUND(B{row + 2}/B{row},4)", score.percent_c / 10_000))
    return [
        (_("Full marks"), As("points", score.full_c)), (_("Points lost"), As("points", went)),
        (_("Marks"), As("points", left)), (_("Share of marks"), share),
    ]  # fmt: skip


def _facts(report: Report) -> list[tuple[str, list[tuple[str, str | As]]]]:
    one, score, template = report.sheet.inspection, report.sheet.score, report.sheet.template
    facts: list[tuple[str, str | As]] = [
        (_("Branch"), report.branch),
        (_("Record no."), one.number),
        (_("Check-list"), f"{template.name} {template.version}"),
        (_("Digest of the check-list"), one.digest),
        (_("Source"), word(SOURCES, one.source)),
        (_("Place"), one.place or str(WHOLE_BRANCH)),
        (_("Inspector"), report.name(one.inspector)),
        (_("Inspected"), report.name_list(one.inspected)),
        (_("Started"), report.when(one.begun)),
        (_("Finished"), report.when(one.finished)),
        (_("State"), str(CORRECTED) if one.revised_by else word(STATES, one.state)),
        (_("Incidents running"), str(SEMICOLON).join(report.incidents) or "–"),
    ]
    marks: list[tuple[str, str | As]] = [
        *_marks(report, CARD_TOP + len(facts) + CARD_APART),
        (_("Items answered"), f"{score.answered} / {score.items}"),
        *((str(section.name), f"{points(mark.score_c)} / {points(mark.full_c)}")
          for section in template.sections for mark in score.sections if mark.section == section.id),
    ]  # fmt: skip
    signatures: list[tuple[str, str | As]] = [
        (f"{CAPACITIES[each.capacity]}", " · ".join(filter(None, (report.name(each.person), report.when(each.at),
                                                                   signed(each)))))
        for each in report.sheet.signatures
    ]  # fmt: skip
    changes: list[tuple[str, str | As]] = [(str(number), line) for number, line in enumerate(corrections(report), 1)]
    made: list[tuple[str, str | As]] = [(_("Made at"), f"{report.when(report.made)} {report.made_by}".strip())]
    parts = [(_("This inspection"), facts), (_("Result"), marks), (_("Signatures"), signatures),
             (_("Corrections and remarks"), changes), (_("This workbook"), made)]  # fmt: skip
    return [part for part in parts if part[1]]


def _pictures(workbook: Workbook, formats: Formats, report: Report, r: Reader, title: str) -> None:
    """Photos with their item and remark, then the signatures as drawn; no sheet where there is neither."""
    drawn = [each for each in report.sheet.signatures if each.picture]
    if not report.photos and not drawn:
        return
    name = _("Photos and signatures")
    sheet = workbook.add_worksheet(name)
    for column, width in enumerate((6, 10, 28, 24, 52)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, name, formats("title"))
    sheet.write_string(1, 0, title, formats("note"))
    heads = (_("No."), _("Item"), _("What is checked"), _("Remark"), _("Photo"))
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, formats("head"))
    line = 3
    held = held_pictures(r, [photo.digest for photo in report.photos] + [each.picture for each in drawn])
    template, notes = report.sheet.template, report.sheet.notes
    for number, photo in enumerate(report.photos, 1):
        words = str(template.item(photo.item).words) if template.has(photo.item) else ""
        told = "\n".join(filter(None, (notes.get(photo.item, ""), photo.name, photo.digest[:16])))
        for column, text in enumerate((str(number), photo.item, words, told, "")):
            sheet.write_string(line, column, text, formats("wrap"))
        label = f"{_('Photo')} {number} {photo.item} {words}"
        content = held.get(f"photo:{photo.digest}")
        if content is None:
            sheet.write_string(line, 4, str(MISSING), formats("wrap"))
        elif not place(sheet, line, 4, content, f"{photo.digest[:12]}.jpg", label, PHOTO_ROOM):
            sheet.write_string(line, 4, _("This picture cannot be shown."), formats("wrap"))
        line += 1
    for each in drawn:
        who, when = report.name(each.person), report.when(each.at)
        for column, text in enumerate(("", str(CAPACITIES[each.capacity]), who, when, "")):
            sheet.write_string(line, column, text, formats("wrap"))
        content = held.get(f"photo:{each.picture}")
        if content is not None:
            place(sheet, line, 4, content, f"{each.picture[:12]}.png", f"{_('Signature')} {who}", SIGNATURE_ROOM)
        else:
            sheet.write_string(line, 4, str(MISSING), formats("wrap"))
        line += 1
    for_print(sheet, title=title, head_row=2, portrait=True)
    sheet.set_tab_color(ACCENT)
