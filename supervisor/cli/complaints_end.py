"""The end of a complaint from the command line: what was found, the answer, the signature, and what may come after."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.complaints_shared import Flag, case_named, coded, nodes, sign, staff, when
from supervisor.cli.context import instant_of, say
from supervisor.language import _

Found = Annotated[bool, Parameter(name="--at-fault")]


def register(group: App) -> None:
    """Add the steps to `supervisor complaints`."""
    _handling(group)
    _answering(group)
    _ending(group)


def _codes(app: Any, cause_code: str, root_code: str) -> None:
    with app.read() as r:
        coded(cause_code, nodes(r, "cause"), "--cause-code")
        coded(root_code, nodes(r, "root"), "--root-code")


def _handling(group: App) -> None:
    @group.command
    def handle(
        wanted: str,
        *,
        at_fault: Found,
        facts: str,
        cause_code: str = "",
        measure: str = "",
        action: str = "",
        action_owner: str = "",
        root_code: str = "",
        root: str = "",
        apologised: Flag = False,
        at: str | None = None,
    ) -> int:
        """Record the facts, whether the bank is at fault, and what was done so that it does not recur."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            _codes(app, cause_code, root_code)
            service.handle(
                app.book, app.actor, subject, at_fault=at_fault, facts=facts, cause_code=cause_code, measure=measure,
                action_title=action, action_owner=staff(app, action_owner), root_code=root_code, root=root,
                apologised=apologised, at=when(app, at),
            )  # fmt: skip
        say(_("Recorded."))
        return 0

    @group.command
    def settle(
        wanted: str,
        *,
        at_fault: Found,
        facts: str,
        answer: str,
        cause_code: str = "",
        measure: str = "",
        root_code: str = "",
        root: str = "",
        apologised: Flag = False,
        accepted: bool = True,
        at: str | None = None,
    ) -> int:
        """Settle a complaint on the spot: facts and answer in one go; only the signature is left."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            _codes(app, cause_code, root_code)
            service.settle_on_the_spot(
                app.book, app.actor, subject, at_fault=at_fault, facts=facts, answer=answer, cause_code=cause_code,
                measure=measure, root_code=root_code, root=root, apologised=apologised, accepted=accepted,
                at=when(app, at),
            )  # fmt: skip
        say(_("Recorded."))
        return 0


def _answering(group: App) -> None:
    @group.command
    def reply(wanted: str, *, text: str, accepted: bool | None = None, at: str | None = None) -> int:
        """Record the answer that the customer was given, and whether he accepts it if he said so."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            service.reply(app.book, app.actor, subject, text=text, accepted=accepted, at=when(app, at))
        say(_("Recorded."))
        return 0

    @group.command
    def close(wanted: str, *, at: str | None = None) -> int:
        """Sign and close a complaint that was answered.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            _require_closing(app, subject)
            sign(app)
            service.close(app.book, app.actor, subject, when(app, at))
        say(_("Signed and closed."))
        return 0


def _require_closing(app: Any, subject: str) -> None:
    """Refuse before a password is asked for."""
    from supervisor.complaints.rights.checks import found_case, require_signer, require_step

    with app.read() as r:
        case = found_case(r, subject)
        require_signer(r, app.actor, case)
        require_step(r, case, "close")


def _ending(group: App) -> None:
    @group.command
    def withdraw(wanted: str, *, note: str = "", at: str | None = None) -> int:
        """Record that the customer withdrew the complaint: the case ends."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            service.withdraw(app.book, app.actor, subject, note, when(app, at))
        say(_("Recorded."))
        return 0

    @group.command
    def review(wanted: str, *, owner: str, asked: str | None = None) -> int:
        """Open a closed complaint again because the customer asked for a review in time."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            service.ask_review(app.book, app.actor, subject, staff(app, owner), instant_of(app, asked))
        say(_("Recorded."))
        return 0
