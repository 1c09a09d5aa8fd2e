"""The steps of a month at the command line, from the self-assessment to the signature; its state, its late evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from cyclopts import App

from supervisor.cli.context import day_of, emit, month_of, names, opened, say, table
from supervisor.language import _


def register(group: App) -> None:
    """Add the steps to `supervisor appraisal`."""
    _opening(group)
    _closing(group)
    _reading(group)


def _opening(group: App) -> None:
    @group.command(name="open-self")
    def open_self(month: str, *, until: str, reason: str = "") -> int:
        """Let everybody assess himself until the end of a day; from the review back only with the reason."""
        from supervisor.appraisal import service

        month = month_of(month)
        last = day_of(until, date.min)
        with opened() as app:
            service.open_self_assessment(app.book, app.actor, month, until=last, reason=reason)
        say(_("Self-assessment of {month} is open until {day}.").format(month=month, day=last))
        return 0

    @group.command(name="open-review")
    def open_review(month: str, *, reason: str = "") -> int:
        """Let the managers review; a published month goes back only with the reason."""
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app:
            service.open_review(app.book, app.actor, month, reason=reason)
        say(_("The review of {month} is open.").format(month=month))
        return 0

    @group.command
    def publish(month: str) -> int:
        """Publish a month's scores."""
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app:
            service.publish(app.book, app.actor, month)
        say(_("{month} is published.").format(month=month))
        return 0


def _closing(group: App) -> None:
    @group.command
    def lock(month: str, *, reason: str = "") -> int:
        """Sign and close a month over its evidence; with the reason while appeals are still possible.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        from supervisor.access import Right
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app:
            signed_by(app, Right.LOCK_MONTH)
            service.lock(app.book, app.actor, month, reason=reason)
        say(_("{month} is signed and closed.").format(month=month))
        return 0

    @group.command
    def reopen(month: str, *, reason: str) -> int:
        """Open a closed month again, with the reason.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        from supervisor.access import Right
        from supervisor.appraisal import service

        month = month_of(month)
        with opened() as app:
            signed_by(app, Right.REOPEN_MONTH)
            service.reopen(app.book, app.actor, month, reason=reason)
        say(_("{month} is open again.").format(month=month))
        return 0


def signed_by(app: Any, right: Any) -> None:
    """The signature of who has the right; who has it not is refused before a password is asked for."""
    from supervisor.access import require
    from supervisor.cli.complaints_shared import sign

    with app.read() as r:
        require(r, app.actor, right)
    sign(app)


def _reading(group: App) -> None:
    @group.command
    def state(month: str, *, json: bool = False) -> int:
        """Where a month stands, and how far each person's part of it is."""
        from supervisor.appraisal import service
        from supervisor.appraisal.course.states import STATE_NAMES

        month = month_of(month)
        with opened() as app, app.read() as r:
            found = service.course(r, app.actor, month)
            who = names(r)
        if json:
            emit("appraisal.state", 1, _document(found))
            return 0
        at = found.month
        when = "" if at.at is None else f"{at.at:%Y-%m-%d %H:%M}"
        say("  ".join(filter(None, (month, str(STATE_NAMES[at.state]), who.get(at.by, ""), when))))
        if at.reason:
            say(_("Reason: {reason}").format(reason=at.reason))
        if at.state == "self" and at.until is not None:
            say(_("Self-assessment is open until {day}.").format(day=at.until))
        if found.appeals_until is not None:
            say(_("Appeals are possible until {day}.").format(day=found.appeals_until))
        yes, no = _("yes"), "–"
        table(
            (_("No."), _("Name"), _("Self-assessment"), _("Review"), _("Colleagues asked"), _("Noted")),
            [
                (one.member.no, one.member.name, yes if one.assessed else no,
                 (_("contradictory") if one.rivals else who.get(one.reviewed_by, yes)) if one.reviewed else no,
                 f"{one.answered}/{one.asked}" if one.asked else no, yes if one.seen else no)
                for one in found.people
            ],
        )  # fmt: skip
        return 0

    @group.command
    def late(month: str, *, json: bool = False) -> int:
        """What came after a month was signed, and the month in which it counts."""
        from supervisor.access import Right, require
        from supervisor.appraisal.carrying.late import late_evidence
        from supervisor.exchange.labels import kind_words

        month = month_of(month)
        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_PEOPLE)
            found = late_evidence(r, month)
            who = names(r)
        if json:
            emit("appraisal.late", 1, {"month": month, "late": found})
            return 0
        changed = _("changes the signed month")
        table(
            (_("Day"), _("What"), _("By"), _("Counts in"), _("Evidence")),
            [
                (one.day, kind_words(one.kind), who.get(one.actor, one.actor),
                 changed if one.counts_in == month else one.counts_in, one.subject)
                for one in found
            ],
            empty=_("Nothing came after the signature."),
        )  # fmt: skip
        return 0


def _document(found: Any) -> dict[str, Any]:
    at = found.month
    return {
        "month": at.month, "state": at.state, "at": at.at, "by": at.by, "reason": at.reason, "self_until": at.until,
        "appeals_until": found.appeals_until,
        "people": [
            {
                "person": one.member.person, "no": one.member.no, "name": one.member.name, "assessed": one.assessed,
                "reviewed": one.reviewed, "reviewed_by": one.reviewed_by, "contradictory": one.rivals > 0,
                "asked": one.asked, "answered": one.answered, "seen": one.seen,
            }
            for one in found.people
        ],
    }  # fmt: skip
