"""Appraisal and reports: score, publish and close a month; workbooks for head office."""

from __future__ import annotations

from cyclopts import App

from supervisor.cli import complaints_figures, fairness, incident_report, judge_rules, scoring
from supervisor.cli.context import (
    Output,
    emit,
    month_of,
    names,
    one_of,
    opened,
    say,
    table,
    workbook_name,
)
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor appraisal` and `supervisor report`."""
    appraisal = App(name="appraisal", help="points and money from evidence")
    report = App(name="report", help="workbooks for head office")
    app.command(appraisal)
    app.command(report)
    judge_rules.register(appraisal)
    fairness.register(appraisal)
    scoring.register(appraisal)
    _months(appraisal)
    _reports(report)
    incident_report.register(report)
    complaints_figures.register_report(report)


def _months(group: App) -> None:
    @group.command
    def publish(month: str) -> int:
        """Publish a month's scores."""
        from supervisor.appraisal import service

        with opened() as app:
            service.publish(app.book, app.actor, month_of(month))
        say(_("{month} is published.").format(month=month))
        return 0

    @group.command(name="appeals")
    def list_appeals(month: str, *, json: bool = False) -> int:
        """Appeals against a month: everybody's for those who may read people, else one's own."""
        from supervisor.access import may_read_person
        from supervisor.appraisal.ledger import appeals

        with opened() as app, app.read() as r:
            found = [each for each in appeals(r, month_of(month)) if may_read_person(r, app.actor, each.person)]
            who = names(r)
        if json:
            emit("appraisal.appeals", 1, {"month": month, "appeals": found})
            return 0
        decided = {None: _("undecided"), True: _("upheld"), False: _("rejected")}
        table(
            (_("No."), _("Name"), _("Day"), _("State"), _("What is said"), _("Reason")),
            [(a.number, who.get(a.person, ""), a.day, decided[a.upheld], a.text, a.reason) for a in found],
        )
        return 0

    @group.command
    def appeal(month: str, evidence: str, *, text: str) -> int:
        """Dispute a line of one's own published month, named by its evidence (see `score --person --json`)."""
        from supervisor.appraisal import service

        with opened() as app:
            service.appeal(app.book, app.actor, month=month_of(month), evidence=evidence, text=text)
        say(_("Recorded."))
        return 0

    @group.command
    def decide(wanted: str, *, uphold: bool, reason: str) -> int:
        """Decide an appeal by its number, `--uphold` or `--no-uphold`; never one's own."""
        from supervisor.appraisal import service
        from supervisor.appraisal.ledger import appeals

        with opened() as app:
            with app.read() as r:
                subject = one_of(appeals(r), wanted, _("appeal")).subject
            service.decide_appeal(app.book, app.actor, subject, upheld=uphold, reason=reason)
        say(_("Recorded."))
        return 0

    @group.command
    def lock(month: str) -> int:
        """Sign and close a month over its evidence."""
        from supervisor.appraisal import service

        with opened() as app:
            service.lock(app.book, app.actor, month_of(month))
        say(_("{month} is signed and closed.").format(month=month))
        return 0

    @group.command
    def reopen(month: str, *, reason: str) -> int:
        """Open a closed month again, with the reason."""
        from supervisor.appraisal import service

        with opened() as app:
            service.reopen(app.book, app.actor, month_of(month), reason=reason)
        say(_("{month} is open again.").format(month=month))
        return 0


def _reports(group: App) -> None:
    @group.command
    def month(month: str, *, output: Output, force: bool = False) -> int:
        """The month's workbook for head office."""
        from reports import month_workbook
        from supervisor.access import Right, require
        from supervisor.overview.monthly import days_known, month_span
        from supervisor.overview.wording import days_known_words

        workbook_name(output, force)
        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.EXPORT_REPORT)
                known = days_known(r, *month_span(month_of(month)))
            month_workbook(app.book, month_of(month), output, actor=app.actor)
        say(str(output))
        say(days_known_words(known.days_open, known.days_with_tickets, known.tickets_until))
        return 0

    @group.command
    def inspection(wanted: str, *, output: Output, force: bool = False) -> int:
        """One inspection as a workbook."""
        from reports import inspection_workbook

        workbook_name(output, force)
        with opened() as app:
            inspection_workbook(app.book, wanted, output, actor=app.actor)
        say(str(output))
        return 0

    @group.command
    def person(no: str, month: str, *, output: Output, force: bool = False) -> int:
        """One person's month as a workbook: every point with its evidence."""
        from reports import person_workbook

        workbook_name(output, force)
        with opened() as app:
            person_workbook(app.book, no, month_of(month), output, actor=app.actor)
        say(str(output))
        return 0
