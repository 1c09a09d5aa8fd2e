"""Appeals against lines of a published month at the command line."""

from __future__ import annotations

from cyclopts import App

from supervisor.cli.context import emit, month_of, names, one_of, opened, say, table
from supervisor.language import _


def register(group: App) -> None:
    """Add `appeals`, `appeal`, `appeal-back` and `decide` to `supervisor appraisal`."""

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

    @group.command(name="appeal-back")
    def appeal_back(wanted: str, *, reason: str) -> int:
        """Take back one's own appeal, by its number, while nobody has decided it."""
        from supervisor.access import Right, require
        from supervisor.appraisal import service
        from supervisor.appraisal.ledger import appeals

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.APPEAL)
                found = one_of([each for each in appeals(r) if each.person == app.actor], wanted, _("appeal"))
            service.withdraw_appeal(app.book, app.actor, found.subject, reason=reason)
        say(_("Recorded."))
        return 0

    @group.command
    def decide(wanted: str, *, uphold: bool, reason: str) -> int:
        """Decide an appeal by its number, `--uphold` or `--no-uphold`; never one's own.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        from supervisor.access.checks import deciding_right
        from supervisor.appraisal import service
        from supervisor.appraisal.ledger import appeals
        from supervisor.cli.judge_course import signed_by

        with opened() as app:
            with app.read() as r:
                found = one_of(appeals(r), wanted, _("appeal"))
                right = deciding_right(r, app.actor, [found.person])
            signed_by(app, right)
            service.decide_appeal(app.book, app.actor, found.subject, upheld=uphold, reason=reason)
        say(_("Recorded."))
        return 0
