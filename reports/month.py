"""The month workbook: everything head office asks about a branch's month, proving itself on its last sheet."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reports import underway
from reports.fields import Catalogue
from reports.opening import report_at, report_of
from reports.pages import (
    appraisal,
    consequences,
    cover,
    customers,
    data,
    fairness,
    findings,
    floor,
    inspections,
    meetings,
    plan,
    ratings,
    summary,
    tallies,
    traffic,
)
from reports.pages import proof as proof_page
from reports.pages.month import Month
from supervisor.access import Right, require
from supervisor.access.ledger import sample_login
from supervisor.appraisal.months import month_days
from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.scores import score_month
from supervisor.branch.ledger import branch_profile, people
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book, Reader


def month_workbook(book: Book, month: str, path: Path, *, actor: str = SYSTEM, synthetic: bool | None = None) -> Path:
    """Write the workbook of `month` ("2026-11") to `path`, whole or not at all; returns the path.

    Every formula carries our own value; text stays text whatever it begins with. `synthetic` None asks the book
    whether it is a sample. Raises Refused without the right to export, BadInput for a month that is none or a path
    that cannot be written.
    """
    first, last = month_days(month)
    with _unsearched(), book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_PEOPLE)  # it names whom findings and points are about
        profile = branch_profile(r)
        names = {one.subject: f"{one.no} {one.name}" for one in people(r, active_only=False)}
        title = f"{profile.name} {month}"
        report = report_of(book, r, "month", actor=actor, month=month)
        with report_at(path, report, title=title) as (workbook, formats):
            scores, why = _scores(r, month)  # takes its time: not before it is known that the file can be written
            catalogue = Catalogue(r, month, scores, maker=actor)
            m = Month(workbook, formats, r, profile.name, month, first, last, names, scores, catalogue.source, why)
            front, short = cover.reserve(m), summary.reserve(m)
            for write in underway.through((
                _checked, consequences.write, plan.write, customers.write, traffic.write, ratings.write,
                meetings.write, floor.write_incidents, appraisal.write, fairness.write, floor.write_roster,
            )):  # fmt: skip
                write(m)
            figures = data.Data(m, catalogue.fields)
            data.write(figures)
            tallies.write(m, catalogue.source)
            verdict = proof_page.write(m, figures)
            summary.fill(m, short, figures, data.before(catalogue, summary.KEY_FIGURES))
            cover.fill(m, front, proof=report.proof, synthetic=is_sample(r) if synthetic is None else synthetic,
                       proven=verdict)  # fmt: skip
    return path


def _checked(m: Month) -> None:
    findings.write(m, inspections.write(m))


def is_sample(r: Reader) -> bool:
    """Whether the book says that it is a sample."""
    return sample_login(r) is not None


@contextmanager
def _unsearched() -> Iterator[None]:
    """Without Python's search for cycles of garbage, a fifth of the work: what a month holds is in use to the end.

    Where somebody else has switched the search off, as the desktop has, it is left to him.
    """
    searching = gc.isenabled()
    if searching:
        gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _scores(r: Reader, month: str) -> tuple[MonthScore | None, str]:
    try:
        return score_month(r, month), ""
    except BadInput as missing:
        return None, str(missing)
