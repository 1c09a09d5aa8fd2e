"""What can be written: a kind of workbook, what it is about, and the report that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk
from supervisor.language import Words, _

OTHERS = ("inspection", "person", "incident", "week", "register", "complaints")
TITLES: dict[str, Words] = {
    "month": Words("月报", "The month"),
    "inspection": Words("一次检查", "One inspection"),
    "person": Words("个人月报", "One person"),
    "incident": Words("一次突发事件", "One incident"),
    "week": Words("客户经理周评", "A week of client managers"),
    "register": Words("投诉登记簿", "Register of complaints"),
    "complaints": Words("投诉统计", "Statistics of complaints"),
}
SHEETS = {"month": 26, "inspection": 4, "person": 2, "incident": 8, "register": 1, "complaints": 8}
"""About how many sheets each has, for how far the writing is."""


class About(NamedTuple):
    """Something a workbook can be about: its subject, words for the list, the file's name, a staff number."""

    subject: str
    words: str
    file: str
    number: str = ""


@dataclass(frozen=True)
class Job:
    """One workbook to write."""

    kind: str
    month: str
    about: About

    @property
    def title(self) -> str:
        """What it is, in words."""
        return str(TITLES[self.kind])


def month_job(month: str) -> Job:
    """The month itself."""
    return Job("month", month, About("", month, _("branch-month-{month}.xlsx").format(month=month)))


def writer(desk: Desk, job: Job) -> Callable[[Path], object]:
    """What writes it to a path."""
    book, month, about = desk.book, job.month, job.about

    def write(path: Path) -> object:
        from reports import month_workbook, person_workbook

        actor = desk.actor
        if job.kind == "month":
            return month_workbook(book, month, path, actor=actor)
        if job.kind == "person":
            return person_workbook(book, about.number, month, path, actor=actor)
        return _of_something(book, job, path, actor)

    return write


def _of_something(book: Any, job: Job, path: Path, actor: str) -> object:
    from reports import complaints_workbook, incident_workbook, inspection_workbook, weekly_workbook
    from reports.complaint_register import complaint_register
    from supervisor.appraisal.months import month_days
    from supervisor.appraisal.weekly.reading import week_sheets

    subject = job.about.subject
    if job.kind == "inspection":
        return inspection_workbook(book, subject, path, actor=actor)
    if job.kind == "incident":
        return incident_workbook(book, subject, path, actor=actor)
    if job.kind == "complaints":
        return complaints_workbook(book, job.month, path, actor=actor)
    if job.kind == "register":
        return complaint_register(book, *month_days(job.month), path, actor=actor)
    with book.read() as reader:
        found = week_sheets(reader, actor, date.fromisoformat(subject))
    return weekly_workbook(book, found, path, actor=actor)


def telling(progress: Progress, kind: str) -> Callable[[str], None]:
    """What a workbook under way tells, as progress: the sheet it is at, and about how far that is."""
    begun = 0

    def tell(words: str) -> None:
        nonlocal begun
        begun += bool(words)
        progress.report(min(0.97, begun / (SHEETS.get(kind, 4) + 1)), words)

    return tell
