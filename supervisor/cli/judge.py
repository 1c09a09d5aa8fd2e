"""Appraisal and reports: score, publish and close a month; workbooks for head office."""

from __future__ import annotations

from cyclopts import App

from supervisor.cli import (
    complaints_figures,
    fairness,
    incident_report,
    judge_appeals,
    judge_course,
    judge_fund,
    judge_numbers,
    judge_people,
    judge_rules,
    judge_weekly,
    report_check,
    report_consolidate,
    report_forms,
    report_history,
    scoring,
)
from supervisor.cli.context import (
    Output,
    month_of,
    opened,
    say,
    workbook_name,
)
from supervisor.cli.workbook_password import asked_for


def register(app: App) -> None:
    """Add the commands of `supervisor appraisal` and `supervisor report`."""
    appraisal = App(name="appraisal", help="points and money from evidence")
    report = App(name="report", help="workbooks for head office")
    app.command(appraisal)
    app.command(report)
    judge_numbers.register(appraisal)
    judge_weekly.register(appraisal)
    judge_rules.register(appraisal)
    fairness.register(appraisal)
    scoring.register(appraisal)
    for room in (judge_course, judge_people, judge_appeals, judge_fund):
        room.register(appraisal)
    _reports(report)
    incident_report.register(report)
    report_forms.register(report)
    complaints_figures.register_report(report)
    report_history.register(report)
    report_consolidate.register(report)
    report_check.register(report)


def _reports(group: App) -> None:
    @group.command
    def month(month: str, *, output: Output, force: bool = False, ask_password: bool = False) -> int:
        """The month's workbook for head office."""
        from reports import month_workbook
        from supervisor.access import Right, require
        from supervisor.overview.monthly import days_known, month_span
        from supervisor.overview.wording import days_known_words

        workbook_name(output, force)
        with asked_for(ask_password), opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.EXPORT_REPORT)
                known = days_known(r, *month_span(month_of(month)))
            month_workbook(app.book, month_of(month), output, actor=app.actor)
        say(str(output))
        say(days_known_words(known.days_open, known.days_with_tickets, known.tickets_until))
        return 0

    @group.command
    def week(week: str, *, output: Output, force: bool = False, ask_password: bool = False) -> int:
        """A week of the branch as a workbook: each day, checks made and missed, meetings, incidents, open actions."""
        from reports import week_workbook

        workbook_name(output, force)
        with asked_for(ask_password), opened() as app:
            week_workbook(app.book, week, output, actor=app.actor)
        say(str(output))
        return 0

    @group.command
    def inspection(wanted: str, *, output: Output, force: bool = False, ask_password: bool = False) -> int:
        """One inspection as a workbook."""
        from reports import inspection_workbook

        workbook_name(output, force)
        with asked_for(ask_password), opened() as app:
            inspection_workbook(app.book, wanted, output, actor=app.actor)
        say(str(output))
        return 0

    @group.command
    def person(no: str, month: str, *, output: Output, force: bool = False, ask_password: bool = False) -> int:
        """One person's month as a workbook: every point with its evidence."""
        from reports import person_workbook

        workbook_name(output, force)
        with asked_for(ask_password), opened() as app:
            person_workbook(app.book, no, month_of(month), output, actor=app.actor)
        say(str(output))
        return 0
