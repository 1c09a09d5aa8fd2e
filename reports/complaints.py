"""A month's statistics of complaints for head office (D8): figures, their formulas, and the cases they are made of.

Every figure is a formula over the sheet of cases with our own value beside it. No text, name or number of a customer is
in it, and no case about the branch manager: those are head office's own.
"""

from __future__ import annotations

from pathlib import Path

from reports import underway
from reports.fields.source import Source
from reports.opening import report_at, report_of
from reports.pages import complaint_cases, complaint_codes, complaint_front, complaint_times
from reports.pages.complaint_month import Statistics
from reports.pages.month import Month
from supervisor.access import Right, require
from supervisor.branch.ledger import branch_profile, people
from supervisor.complaints.figures.reading import figures_of
from supervisor.journal import SYSTEM, Book
from supervisor.language import _
from supervisor.overview.monthly import month_span


def complaints_workbook(book: Book, month: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the statistics of `month` ("2026-11") to `path`, whole or not at all; returns the path.

    Raises Refused without the rights to export, to read complaints and people's records, BadInput for a month that is
    none or a path that cannot be written.
    """
    first, last = month_span(month)
    with book.read() as r:
        for right in (Right.EXPORT_REPORT, Right.READ_COMPLAINTS, Right.READ_PEOPLE):
            require(r, actor, right)
        profile = branch_profile(r)
        last = max(first, min(last, r.today))
        everybody = people(r, active_only=False)
        names = {one.subject: f"{one.no} {one.name}" for one in everybody}
        title = _("Complaints of {branch} {month}").format(branch=profile.name, month=month)
        report = report_of(book, r, "complaints", actor=actor, month=month)
        with report_at(path, report, title=title) as (workbook, formats):
            m = Month(workbook, formats, r, profile.name, month, first, last, names, None, Source(r, month))
            made = Statistics(m, figures_of(r, first, last), {one.subject: (one.no, one.name) for one in everybody})
            for write in underway.through((
                complaint_front.write, complaint_codes.write, complaint_codes.write_pareto, complaint_times.write,
                complaint_times.write_hours, complaint_times.write_months, complaint_cases.write_people,
                complaint_cases.write_praise, complaint_cases.write, complaint_front.explain,
            )):  # fmt: skip
                write(made)
    return path
