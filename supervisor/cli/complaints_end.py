"""The end of a complaint from the command line: what was found, the answer, the signature, and what may come after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.complaints_shared import Files, Flag, case_named, coded, content_of, nodes, sign, staff, when
from supervisor.cli.context import instant_of, say
from supervisor.errors import BadInput
from supervisor.language import _

Fault = Annotated[bool, Parameter(name="--at-fault")]
Accepted = Annotated[bool, Parameter(name="--accepted")]
Again = bool | None  # what is not said again stays


def register(group: App) -> None:
    """Add the steps to `supervisor complaints`."""
    _handling(group)
    _answering(group)
    _ending(group)


def _codes(app: Any, cause_code: str, root_code: str) -> None:
    with app.read() as r:
        coded(cause_code, nodes(r, "cause"), "--cause-code")
        coded(root_code, nodes(r, "root"), "--root-code")


def _action(app: Any, wanted: str) -> str | None:
    """The subject of a corrective action that is there; None for none given. Raises BadInput."""
    if not wanted:
        return None
    from supervisor.cli.actions_shared import subject_of

    with app.read() as r:
        return subject_of(app, r, wanted)


@contextmanager
def _named() -> Iterator[None]:
    """A fault of a field says which option it is of: there is nothing to tick at the command line."""
    from supervisor.branch.faults import WrongField

    options = {"apologised": "--apologised", "at_fault": "--at-fault / --no-at-fault", "facts": "--facts",
               "measure": "--measure, --action, --action-title", "accepted": "--accepted / --no-accepted",
               "action": "--action", "action_title": "--action-title", "day": "--at", "answer": "--answer",
               "text": "--text", "note": "--note, --attach"}  # fmt: skip
    try:
        yield
    except WrongField as error:
        if error.field == "apologised":
            told = _("The bank is at fault: apologise to the customer first and add {option}.")
            raise BadInput(told.format(option="--apologised")) from error
        if option := options.get(error.field):
            raise BadInput(f"{error} ({option})") from error
        raise


def _handling(group: App) -> None:
    @group.command
    def handle(
        wanted: str,
        *,
        at_fault: Again = None,
        facts: str | None = None,
        cause_code: str = "",
        measure: str | None = None,
        action: str = "",
        action_title: str = "",
        action_owner: str = "",
        root_code: str | None = None,
        root: str | None = None,
        apologised: Again = None,
        at: str | None = None,
    ) -> int:
        """Record the facts, whether the bank is at fault, and what was done so that it does not recur.

        Handled again, what is not given stays as it was, and it is said what was replaced.
        """
        from supervisor.complaints import service
        from supervisor.complaints.words import FINDINGS

        with case_named(wanted) as (app, subject):
            _codes(app, cause_code, root_code or "")
            with _named():
                replaced = service.handle(
                    app.book, app.actor, subject, at_fault=at_fault, facts=facts, cause_code=cause_code,
                    measure=measure, action=_action(app, action), action_title=action_title,
                    action_owner=staff(app, action_owner), root_code=root_code, root=root, apologised=apologised,
                    at=when(app, at),
                )  # fmt: skip
        named = _(", ").join(str(FINDINGS[name]) for name in replaced)
        say(_("Recorded. Replaced: {what}; the rest stays.").format(what=named) if named else _("Recorded."))
        return 0

    @group.command
    def settle(
        wanted: str,
        *,
        at_fault: Fault,
        facts: str,
        answer: str,
        accepted: Accepted,
        cause_code: str = "",
        measure: str = "",
        action: str = "",
        action_title: str = "",
        action_owner: str = "",
        root_code: str = "",
        root: str = "",
        apologised: Flag = False,
        at: str | None = None,
    ) -> int:
        """Settle a complaint on the spot: facts and answer in one go; only the signature is left."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            _codes(app, cause_code, root_code)
            with _named():
                service.settle_on_the_spot(
                    app.book, app.actor, subject, at_fault=at_fault, facts=facts, answer=answer, accepted=accepted,
                    cause_code=cause_code, measure=measure, action=_action(app, action) or "",
                    action_title=action_title, action_owner=staff(app, action_owner), root_code=root_code, root=root,
                    apologised=apologised, at=when(app, at),
                )  # fmt: skip
        say(_("Recorded."))
        return 0


def _answering(group: App) -> None:
    @group.command
    def reply(wanted: str, *, text: str, accepted: Again = None, manner: str = "", at: str | None = None) -> int:
        """Record the answer that the customer was given, how, and whether he accepts it if he said so."""
        from supervisor.complaints import service
        from supervisor.complaints.words import MANNERS

        coded(manner, MANNERS, "--manner")
        with case_named(wanted) as (app, subject), _named():
            service.reply(app.book, app.actor, subject, text=text, accepted=accepted, manner=manner, at=when(app, at))
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
            with _named():
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
    def withdraw(wanted: str, *, note: str = "", attach: Files = None, at: str | None = None) -> int:
        """Record that the customer withdrew the complaint, with his words or his letter: the case ends.

        Once the bank was found at fault, the branch manager alone does so.
        """
        from supervisor.complaints import service

        letters = [(file.name, content_of(file)) for file in attach or ()]
        with case_named(wanted) as (app, subject), _named():
            service.withdraw(app.book, app.actor, subject, note, when(app, at), letters=letters)
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
