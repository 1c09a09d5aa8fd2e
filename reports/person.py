"""One person's month: the score as live sums, every line with its evidence, and where to appeal."""

from __future__ import annotations

from pathlib import Path

from reports.look import ACCENT, workbook_at
from reports.pages.appraisal import AFTER, cause_names, item_words, weighted_formula
from reports.pages.cover import card
from reports.table import HEAD_ROW, Extent, Formula, Head, write_table
from supervisor.access.checks import may_read_person
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import PersonScore
from supervisor.appraisal.statement.words import kind_words
from supervisor.branch.ledger import branch_profile, people
from supervisor.errors import BadInput, Refused
from supervisor.journal import SYSTEM, Book
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
        title = _("Personal report of {name}").format(name=f"{one.no} {one.name}")
        rules = f"{scored.rulebook.name} {scored.rulebook.version} · {scored.digest[:16]}"
        with workbook_at(path, title=title, author=_("Branch supervisor console")) as (workbook, formats):
            front = workbook.add_worksheet(_("Result"))
            facts = [
                (_("Branch"), branch), (_("Month"), month), (_("Name"), f"{one.no} {one.name}"), (_("Role"), one.role),
                (_("Rule book"), rules), (_("Remarks"), "；".join(one.notes)),
            ]  # fmt: skip
            total = "—" if one.total_points_c is None else f"{one.total_points_c / 100:.2f}"
            marks = [
                (_("Total"), total), (_("Grade"), one.grade), (_("Rank"), str(one.rank or "—")),
                (_("Money"), f"¥{one.money_cents / 100:,.2f}"), (_("Evidence"), str(one.pieces)),
            ]  # fmt: skip
            card(front, formats, title=title, sections=[(_("This workbook"), facts), (_("Result"), marks)])
            document = f"{title} {month}"
            _components(workbook, formats, one, document)
            _lines(workbook, formats, one, cause_names(r), document, f"{branch} · {month} · {rules}")
    return path


def _components(workbook, formats, one: PersonScore, document: str) -> None:
    lines = Extent(_("Appraisal lines"), HEAD_ROW + 1, HEAD_ROW + len(one.lines), (), {})
    heads = [Head(_("Component"), 24), Head(_("Weight %"), 11, "number"), Head(_("Points"), 12, "points"),
             Head(_("Remarks"), 44, "wrap")]  # fmt: skip
    rows: list[list] = []
    for row, part in enumerate(one.components, start=HEAD_ROW + 2):
        points = f"=SUMPRODUCT(({lines.cells(0)}=$A{row})*{lines.cells(7)})"
        shown = AFTER if part.points_c is None else Formula(points, part.points_c / 100)
        rows.append([str(part.name), part.weight_c / 100, shown, part.note])
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(rows)
    if one.weighted_c is not None and one.total_points_c is not None:
        scores, weights = f"C{first}:C{last}", f"B{first}:B{last}"
        weighted = weighted_formula(one, scores, weights)
        after_c = one.total_points_c - one.weighted_c
        after = f'=SUMPRODUCT(({lines.cells(0)}="{AFTER}")*{lines.cells(7)})'
        rows += [
            [_("Weighted"), None, Formula(weighted, one.weighted_c / 100), ""],
            [_("After weighting"), None, Formula(after, after_c / 100), ""],
            [_("Total"), None, Formula(f"=C{last + 1}+C{last + 2}", one.total_points_c / 100), ""],
        ]
    write_table(workbook, formats, _("Appraisal"), heads, rows, document=document, colour=ACCENT)


def _lines(workbook, formats, one: PersonScore, causes, document: str, note: str) -> None:
    names = {part.code: str(part.name) for part in one.components}
    heads = [
        Head(_("Component"), 14), Head(_("Kind"), 12), Head(_("Rule"), 8), Head(_("Rule in words"), 28, "wrap"),
        Head(_("Item"), 16), Head(_("Day"), 11, "day"), Head(_("Count"), 7, "count"),
        Head(_("Points"), 10, "signed", True), Head(_("Money"), 12, "money", True), Head(_("Why"), 36, "wrap"),
        Head(_("Evidence"), 16, "wrap"),
    ]  # fmt: skip
    rows = [
        [names.get(line.component, AFTER), str(kind_words(line.kind)), line.rule, str(line.rule_name),
         item_words(line, causes), line.day, line.count or None, line.points_c, line.money_cents, line.reason,
         line.evidence]
        for line in one.lines
    ]  # fmt: skip
    write_table(workbook, formats, _("Appraisal lines"), heads, rows, document=document, note=note, colour=ACCENT)
