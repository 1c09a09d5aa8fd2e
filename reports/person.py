"""One person's month as a sheet to read, sign and keep: the score as live sums, every line with its evidence, what was
said of it, and where to appeal."""

from __future__ import annotations

from pathlib import Path

from reports.look import ACCENT
from reports.opening import report_at, report_of
from reports.pages.appraisal_lines import AFTER, IN_TOTAL, MONEY, POINTS, Known, heads, known, rows
from reports.pages.cover import card
from reports.table import HEAD_ROW, As, Extent, Formula, Head, write_table
from supervisor.access.checks import may_read_person
from supervisor.appraisal.ledger import reviews, self_assessments
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import PersonScore
from supervisor.branch.ledger import branch_profile, people
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book, Reader
from supervisor.language import _


def person_workbook(book: Book, no: str, month: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the month of the person with staff number `no` to `path`, whole or not at all; returns the path.

    Staff export their own only. Raises Refused, or BadInput for an unknown number, a month without rule book or a
    path that cannot be written.
    """
    with book.read() as r:
        person = next((each for each in people(r, active_only=False) if each.no == no), None)
        if person is None:
            raise BadInput(_("There is no person with the number {no}.").format(no=no))
        if not may_read_person(r, actor, person.subject):
            raise Refused(_("Staff read their own score only."))
        scored = score_month(r, month)
        one = scored.of(person.subject)
        if one is None:
            raise BadInput(_("This person did not belong to the branch in {month}.").format(month=month))
        branch = branch_profile(r).name
        title = _("Appraisal sheet of {name}").format(name=f"{one.no} {one.name}")
        rules = f"{scored.rulebook.name} {scored.rulebook.version} · {scored.digest[:16]}"
        said = _said(r, month, one.person)
        days = scored.rulebook.appeal_days
        report = report_of(book, r, "person", actor=actor, month=month, about=one.no, subject=one.person)
        with report_at(path, report, title=title) as (workbook, formats):
            front = workbook.add_worksheet(_("Result"))
            facts = [
                (_("Branch"), branch), (_("Month"), month), (_("Name"), f"{one.no} {one.name}"), (_("Role"), one.role),
                (_("Rule book"), rules), (_("Remarks"), "；".join(one.notes)),
            ]  # fmt: skip
            line = HEAD_ROW + 3 + len(one.components)  # of the totals on the sheet of components
            of = f"='{_('Appraisal')}'!"
            money = As("money", Formula(f"{of}$E${line}", one.money_cents / 100))
            total: str | As = "—"
            if one.total_points_c is not None:
                total = As("number", Formula(f"{of}$D${line}", one.total_points_c / 100))
            marks = [
                (_("Total"), total), (_("Grade"), one.grade), (_("Rank"), str(one.rank or "—")),
                (_("Money"), money), (_("Evidence"), str(one.pieces)),
            ]  # fmt: skip
            card(front, formats, title=title, sections=[(_("This workbook"), facts), (_("Result"), marks)])
            document = f"{title} {month}"
            _components(workbook, formats, one, document, said, days)
            names = known(r, scored.rulebook, [one])
            _lines(workbook, formats, one, names, document, f"{branch} · {month} · {rules}")
    return path


def _said(r: Reader, month: str, person: str) -> list[tuple[str, str]]:
    """What the person wrote about himself and what was said in review."""
    own = [each.text for each in self_assessments(r, month, month) if each.person == person and each.text]
    said = [each.comment for each in reviews(r, month, month) if each.person == person and each.comment]
    return [(_("Self-assessment"), "\n".join(own)), (_("Review"), "\n".join(said))]


def _components(
    workbook, formats, one: PersonScore, document: str, said: list[tuple[str, str]], appeal_days: int
) -> None:
    lines = Extent(_("Appraisal lines"), HEAD_ROW + 1, HEAD_ROW + len(one.lines), (), {})
    columns = [
        Head(_("Component"), 24), Head(_("Weight %"), 11, "number"), Head(_("Points"), 12, "points"),
        Head(_("In total"), 12, "points"), Head(_("Money"), 12, "money"), Head(_("Remarks"), 36, "wrap"),
    ]  # fmt: skip
    table: list[list] = []
    for row, part in enumerate(one.components, start=HEAD_ROW + 2):
        own = f"({lines.cells(0)}=$A{row})"
        owed = sum(each.money_cents for each in one.lines if each.component == part.code)
        money = Formula(f"=SUMPRODUCT({own}*{lines.cells(MONEY)})", owed / 100)
        points: list = [AFTER, AFTER]
        if part.points_c is not None:
            points = [
                Formula(f"=SUMPRODUCT({own}*{lines.cells(POINTS)})", part.points_c / 100),
                Formula(f"=SUMPRODUCT({own}*{lines.cells(IN_TOTAL)})", part.share_c / 100),
            ]
        table.append([str(part.name), part.weight_c / 100, *points, money, part.note])
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(table)
    known_parts = {part.code for part in one.components}
    others = [each for each in one.lines if each.component not in known_parts]
    own = f'({lines.cells(0)}="{AFTER}")'
    extra = Formula(f"=SUMPRODUCT({own}*{lines.cells(IN_TOTAL)})", sum(each.points_c for each in others) / 100)
    owed = Formula(f"=SUMPRODUCT({own}*{lines.cells(MONEY)})", sum(each.money_cents for each in others) / 100)
    table.append([_("After weighting"), None, None, extra, owed, ""])
    total: Formula | str = AFTER
    if one.total_points_c is not None:
        total = Formula(f"=ROUND(SUM(D{first}:D{last + 1}),2)", one.total_points_c / 100)
    money = Formula(f"=SUM(E{first}:E{last + 1})", one.money_cents / 100)
    table.append([_("Total"), None, None, total, money, one.grade])
    sheet, extent = write_table(workbook, formats, _("Appraisal"), columns, table, document=document, colour=ACCENT)
    line = extent.last + 2
    for name, text in (row for row in said if row[1]):
        sheet.write_string(line, 0, name, formats("label"))
        sheet.merge_range(line, 1, line, 5, text, formats("wrap"))
        sheet.set_row(line, 48)
        line += 1
    words = _("I have read this score and where each point comes from. I may appeal within {n} days of publication.")
    sheet.merge_range(line + 1, 0, line + 1, 5, words.format(n=appeal_days), formats("note"))
    for number, who in enumerate((_("Signature of the person"), _("Signature of the reviewer")), start=line + 3):
        sheet.set_row(number, 30)
        sheet.write_string(number, 0, who, formats("label"))
        for column in range(1, 6):
            sheet.write_blank(number, column, None, formats("text"))
        sheet.write_string(number, 3, _("Day"), formats("label"))


def _lines(workbook, formats, one: PersonScore, names: Known, document: str, note: str) -> None:
    write_table(
        workbook, formats, _("Appraisal lines"), heads(), rows(one, names), document=document, note=note, colour=ACCENT,
        across=2,
    )  # fmt: skip
