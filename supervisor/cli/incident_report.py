"""Incidents looked back at: the report of one, and a month of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli.context import OptionalOutput, emit, month_of, one_of, reading, refuse_existing, say, table
from supervisor.cli.workbook_password import asked_for
from supervisor.errors import BadInput
from supervisor.language import _

KINDS_OF_FILE = (".xlsx", ".pdf")


def found(r: Any, wanted: str) -> Any:
    """An incident of any day by its number or the end of it."""
    from datetime import date

    from supervisor.incidents.ledger import incidents

    return one_of(incidents(r, date(1900, 1, 1), date(2999, 12, 31)), wanted, _("incident"))


def register(group: App) -> None:
    """Add to `supervisor report`."""

    @group.command
    def incident(
        wanted: str, *, output: OptionalOutput = None, force: bool = False, ask_password: bool = False,
        json: bool = False,
    ) -> int:  # fmt: skip
        """One incident looked back at: what happened, orders, waits as predicted and as they came, what the playbook
        missed, lessons. The file's name says whether it is a workbook (.xlsx) or a page to print (.pdf)."""
        from supervisor.overview.incident_page import document, incident_page

        if output is None and not json:
            raise BadInput(_("Name the file to write with -o, or ask for --json."))
        if output is not None:
            _check(output, force)
        with reading(people=True) as (app, r):
            subject = found(r, wanted).subject
            page = incident_page(r, subject, whole=True)
            assert page is not None
            if output is not None and output.suffix.lower() == ".xlsx":
                from reports import incident_workbook

                with asked_for(ask_password):
                    incident_workbook(app.book, subject, output, actor=app.actor)
            elif output is not None:
                if ask_password:
                    raise BadInput(_("A page to print has no password: name a workbook (.xlsx)."))
                _pdf(app, r, subject, output)
        if json:
            emit("report.incident", 1, document(page))
        else:
            say(str(output))
        return 0

    @group.command
    def incidents(month: str, *, json: bool = False) -> int:
        """A month's incidents in figures: how many of which kind, how long, how fast the first order went, waits as
        predicted and as they came, customers lost, late steps, open lessons. Drills are left out."""
        from supervisor.overview.incident_month import incidents_of_month, month_lines

        month = month_of(month)
        with reading() as (_app, r):
            figures, rows = incidents_of_month(r, month)
        if json:
            emit("report.incidents", 1, {"month": month, "figures": figures, "incidents": rows})
            return 0
        table((_("What"), month), month_lines(figures))
        return 0


def _check(output: Path, force: bool) -> None:
    if output.suffix.lower() not in KINDS_OF_FILE:
        raise BadInput(_("{file}: name it with .xlsx or .pdf.").format(file=output))
    refuse_existing(output, force)


def _pdf(app: Any, r: Any, subject: str, output: Path) -> None:
    from supervisor.desktop.printing import Paper, drawing, write_paper
    from supervisor.overview.incident_paper import incident_paper

    paper = incident_paper(r, app.actor, subject)
    application = drawing()
    write_paper(Paper(paper.html, paper.title, foot=paper.foot), output)
    del application
