"""What can be written: a kind of workbook, what it is about, and the report that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from supervisor.desktop.desk import Desk
from supervisor.language import Words, _

OTHERS = ("inspection", "person", "incident", "week", "weekly", "register", "complaints")
TITLES: dict[str, Words] = {
    "month": Words("月报", "The month"),
    "inspection": Words("一次检查", "One inspection"),
    "person": Words("个人月报", "One person"),
    "incident": Words("一次突发事件", "One incident"),
    "week": Words("支行周报", "Week of the branch"),
    "weekly": Words("客户经理周报", "Week of client managers"),
    "register": Words("投诉登记簿", "Register of complaints"),
    "complaints": Words("投诉统计", "Statistics of complaints"),
}


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
        import reports
        from reports.complaint_register import complaint_register
        from supervisor.appraisal.months import month_days

        actor = desk.actor
        ways: dict[str, Callable[[], object]] = {
            "month": lambda: reports.month_workbook(book, month, path, actor=actor),
            "person": lambda: reports.person_workbook(book, about.number, month, path, actor=actor),
            "inspection": lambda: reports.inspection_workbook(book, about.subject, path, actor=actor),
            "incident": lambda: reports.incident_workbook(book, about.subject, path, actor=actor),
            "week": lambda: reports.week_workbook(book, about.subject, path, actor=actor),
            "weekly": lambda: _weekly(book, date.fromisoformat(about.subject), path, actor),
            "register": lambda: complaint_register(book, *month_days(month), path, actor=actor),
            "complaints": lambda: reports.complaints_workbook(book, month, path, actor=actor),
        }
        return ways[job.kind]()

    return write


def _weekly(book: Any, day: date, path: Path, actor: str) -> object:
    from reports import weekly_workbook
    from supervisor.appraisal.weekly.reading import week_sheets

    with book.read() as reader:
        sheets = week_sheets(reader, actor, day)
    return weekly_workbook(book, sheets, path, actor=actor)
