"""The report of one inspection: what was asked, what was seen, why the score is what it is, who signed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reports.look import BAD, workbook_at
from reports.pages.cover import card
from reports.pages.inspections import SEVERITIES, SOURCES, STATES
from reports.pages.month import word
from reports.table import Head, write_table
from supervisor.access import Right, require
from supervisor.branch.ledger import branch_profile, people
from supervisor.errors import BadInput
from supervisor.inspection.explain import explain
from supervisor.inspection.facts import said
from supervisor.inspection.ledger import findings_of, sheet
from supervisor.inspection.records import Sheet
from supervisor.journal import SYSTEM, Book
from supervisor.language import _


def inspection_workbook(book: Book, inspection: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the report of one inspection (subject or number) to `path`, whole or not at all; returns the path.

    Raises Refused without the right to export, BadInput for an unknown inspection or a path that cannot be written.
    """
    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        try:
            one = sheet(r, inspection)
        except KeyError:
            raise BadInput(_("There is no inspection {number}.").format(number=inspection)) from None
        branch = branch_profile(r).name
        names = {each.subject: f"{each.no} {each.name}" for each in people(r, active_only=False)}
        found = {each.item: each for each in findings_of(r, one.inspection.subject)}
        title = _("Inspection report {number}").format(number=one.inspection.number)
        with workbook_at(path, title=title, author=_("Branch supervisor console")) as (workbook, formats):
            front = workbook.add_worksheet(_("Result"))
            card(front, formats, title=title, sections=_facts(one, branch, names, r))
            heads = [
                Head(_("Item"), 12), Head(_("Clause"), 8), Head(_("What is checked"), 46, "wrap"), Head(_("Answer"), 9),
                Head(_("Severity"), 8), Head(_("People"), 18, "wrap"), Head(_("Place"), 12, "wrap"),
                Head(_("Points lost"), 9, "points", True), Head(_("Why"), 34, "wrap"), Head(_("Remark"), 24, "wrap"),
            ]  # fmt: skip
            lines = {line.item: line for line in one.score.lines}
            rows = []
            for given in one.answers:
                item = one.template.item(given.item)
                line, failed = lines.get(given.item), found.get(given.item)
                rows.append([
                    item.id, item.clause, str(item.words), said(item, given),
                    word(SEVERITIES, item.severity) if given.verdict == "fail" else "",
                    _names(given.persons, names), "、".join(given.places), line.lost_c if line else None,
                    explain(line, one.template, names) if line else "",
                    "；".join(filter(None, (one.notes.get(given.item) or given.note,
                                           failed.waived_reason if failed else ""))),
                ])  # fmt: skip
            write_table(
                workbook, formats, _("Answers"), heads, rows, title=title, colour=BAD,
                note=f"{branch} · {one.template.name} {one.template.version} · {one.inspection.digest[:16]}",
                empty=_("Nothing was recorded in this month."),
            )  # fmt: skip
    return path


def _facts(one: Sheet, branch: str, names: dict[str, str], r) -> list[tuple[str, list[tuple[str, str]]]]:
    inspection, score = one.inspection, one.score

    def when(instant) -> str:
        return "" if instant is None else instant.astimezone(r.zone).strftime("%Y-%m-%d %H:%M")

    facts = [
        (_("Branch"), branch),
        (_("Check-list"), f"{one.template.name} {one.template.version} · {inspection.digest[:16]}"),
        (_("Source"), word(SOURCES, inspection.source)),
        (_("Place"), inspection.place),
        (_("Inspector"), names.get(inspection.inspector, inspection.inspector)),
        (_("Inspected"), _names(inspection.inspected, names)),
        (_("Started"), when(inspection.begun)),
        (_("Finished"), when(inspection.finished)),
        (_("State"), word(STATES, inspection.state)),
    ]
    share = "" if score.percent_c is None else f"（{score.percent_c / 100:.1f}%）"
    marks = [
        (_("Marks"), f"{score.score_c / 100:g} / {score.full_c / 100:g}{share}"),
        (_("Points lost"), f"{score.lost_c / 100:g}"),
        (_("Items answered"), f"{score.answered} / {score.items}"),
        *((names.get(each.person, each.person), when(each.at)) for each in one.signatures),
    ]
    return [(_("This inspection"), facts), (_("Result"), marks)]


def _names(persons: Iterable[str], names: dict[str, str]) -> str:
    return "、".join(names.get(person, person) for person in persons)
