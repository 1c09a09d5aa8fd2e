"""The course of a complaint from the command line, up to the answer: who has it, its clocks, head office."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from supervisor.cli.complaints_shared import case_named, coded, no_case, nodes, staff, when
from supervisor.cli.context import instant_of, say
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add the steps to `supervisor complaints`."""
    _owners(group)
    _clocks(group)
    _head_office(group)


def _done(wanted: str, work: Any) -> int:
    """Do `work` with the open book and the case's subject, and say that it was recorded."""
    with case_named(wanted) as (app, subject):
        work(app, subject)
    say(_("Recorded."))
    return 0


def _telling(code: str) -> str:
    from supervisor.complaints.words import TELLINGS

    return coded(code, TELLINGS, "--told-by")


def _owners(group: App) -> None:
    @group.command
    def hand(wanted: str, *, owner: str, reason: str = "", at: str | None = None) -> int:
        """Hand a complaint over to another owner."""
        from supervisor.complaints.service import hand_over

        return _done(wanted, lambda app, case: hand_over(
            app.book, app.actor, case, staff(app, owner), reason, when(app, at)))  # fmt: skip

    @group.command(name="tell-manager")
    def told(wanted: str, *, at: str | None = None) -> int:
        """Say that the branch manager was told of a complaint."""
        from supervisor.complaints.service import tell_manager

        return _done(wanted, lambda app, case: tell_manager(app.book, app.actor, case, when(app, at)))

    @group.command
    def interest(wanted: str, *, person: str = "", reason: str = "", owner: str = "") -> int:
        """Declare an interest in a case (one's own unless a person is named), so that one keeps out of it."""
        from supervisor.complaints.rights.checks import found_case
        from supervisor.complaints.rights.privacy import known_to
        from supervisor.complaints.service import declare_interest

        with case_named(wanted) as (app, subject):
            with app.read() as r:
                if not known_to(r, app.actor, found_case(r, subject)):
                    raise no_case(wanted)
            declare_interest(app.book, app.actor, subject, reason, staff(app, person), staff(app, owner))
        say(_("Recorded."))
        return 0

    @group.command(name="interest-back")
    def interest_back(wanted: str, *, reason: str, person: str = "") -> int:
        """Take back a declared interest that is none (one's own unless a person is named)."""
        from supervisor.complaints.service import take_back_interest

        return _done(wanted, lambda app, case: take_back_interest(
            app.book, app.actor, case, reason, staff(app, person)))  # fmt: skip


def _clocks(group: App) -> None:
    @group.command
    def feedback(wanted: str, *, at: str | None = None) -> int:
        """Say that the customer was given first feedback."""
        from supervisor.complaints.service import give_feedback

        return _done(wanted, lambda app, case: give_feedback(app.book, app.actor, case, when(app, at)))

    @group.command
    def agree(wanted: str, reply_by: str, *, at: str | None = None) -> int:
        """Record the time for the answer that was agreed with the customer."""
        from supervisor.complaints.service import agree_reply_time

        return _done(wanted, lambda app, case: agree_reply_time(
            app.book, app.actor, case, instant_of(app, reply_by), when(app, at)))  # fmt: skip

    @group.command(name="complex")
    def found_complex(wanted: str, *, reason: str, told: str | None = None, told_by: str = "") -> int:
        """Find a case complex, so that the longer limit holds; the customer was told."""
        from supervisor.complaints.service import find_complex

        return _done(wanted, lambda app, case: find_complex(
            app.book, app.actor, case, reason, instant_of(app, told), _telling(told_by)))  # fmt: skip

    @group.command
    def extend(wanted: str, *, reason: str, approved_by: str, told: str | None = None, told_by: str = "") -> int:
        """Record the further extension that the level above approved, and that the customer was told."""
        from supervisor.complaints.service import extend as extended

        return _done(wanted, lambda app, case: extended(
            app.book, app.actor, case, reason, approved_by, instant_of(app, told), _telling(told_by)))  # fmt: skip

    @group.command
    def pause(
        wanted: str, *, reason: str, since: str | None = None, told: str | None = None, told_by: str = "",
        note: str = "",
    ) -> int:  # fmt: skip
        """Let the day limits stand still for a reason of the settings; the customer was told."""
        from supervisor.complaints.service import pause as paused

        with case_named(wanted) as (app, subject):
            with app.read() as r:
                coded(reason, nodes(r, "pause"), "--reason")
            paused(app.book, app.actor, subject, reason, since=when(app, since), customer_told=when(app, told),
                   note=note, told_by=_telling(told_by))  # fmt: skip
        say(_("Recorded."))
        return 0

    @group.command
    def resume(wanted: str, *, until: str | None = None, note: str = "") -> int:
        """Let the day limits run again."""
        from supervisor.complaints.service import resume as resumed

        return _done(wanted, lambda app, case: resumed(
            app.book, app.actor, case, until=when(app, until), note=note))  # fmt: skip


def _head_office(group: App) -> None:
    @group.command(name="ask-escalation")
    def asked(wanted: str, *, reason: str, at: str | None = None) -> int:
        """Ask the branch manager to report a case to head office."""
        from supervisor.complaints.service import ask_escalation

        return _done(wanted, lambda app, case: ask_escalation(app.book, app.actor, case, reason, when(app, at)))

    @group.command(name="decline-escalation")
    def declined(wanted: str, *, reason: str, at: str | None = None) -> int:
        """Decline to report a case to head office: the branch settles it, and the reason says how."""
        from supervisor.complaints.service import decline_escalation

        return _done(wanted, lambda app, case: decline_escalation(app.book, app.actor, case, reason, when(app, at)))

    @group.command
    def escalate(wanted: str, *, reason: str, at: str | None = None, told: str | None = None) -> int:
        """Report a case beyond the branch's authority to head office."""
        from supervisor.complaints.service import escalate as escalated

        return _done(wanted, lambda app, case: escalated(
            app.book, app.actor, case, reason, when(app, at), when(app, told)))  # fmt: skip

    @group.command
    def decided(wanted: str, *, text: str, by: str, owner: str, at: str | None = None) -> int:
        """Record what head office decided, and who in the branch goes on with it."""
        from supervisor.complaints.service import record_head_office_decision

        if not by.strip():
            raise BadInput(_("Write who at head office decided."))
        return _done(wanted, lambda app, case: record_head_office_decision(
            app.book, app.actor, case, decision=text, decided_by=by, owner=staff(app, owner),
            at=when(app, at)))  # fmt: skip
