"""The end of an inspection: finished, or signed and finished."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, opened, person_of, say
from supervisor.cli.inspect_outcome import lacking, marks, say_outcome
from supervisor.cli.inspect_work import named
from supervisor.errors import BadInput
from supervisor.language import _

Named = Annotated[str, Parameter(help="number of the inspection, or its beginning")]
Signers = Annotated[list[str] | None, Parameter(negative=())]


def register(group: App, found: Callable[[Any, str], Any]) -> None:
    """Add `finish` and `sign` to `supervisor inspect`; `found(reader, wanted)` names an inspection."""

    @group.command
    def finish(wanted: Named, *, json: bool = False) -> int:
        """Finish without signatures: the answers become final, every finding raises its action."""
        from supervisor.inspection import service

        with opened() as app:
            with app.read() as r:
                subject = named(app, r, found, wanted).subject
            service.finish(app.book, app.actor, subject)
            _say_finished(app, subject, json)
        return 0

    @group.command
    def sign(
        wanted: Named,
        *,
        drawn: Annotated[Path | None, Parameter(help="picture of one's own signature; without it the password")] = None,
        inspected: Annotated[Signers, Parameter(help="who was inspected and signed on a picture, as 0007=FILE")] = None,
        by_password: Annotated[Signers, Parameter(help="staff number of an inspected who signs by password")] = None,
        refused: Annotated[Signers, Parameter(help="who refused to sign and why, as 0007=REASON")] = None,
        absent: Annotated[Signers, Parameter(help="who was not there and why, as 0007=REASON")] = None,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Sign and finish: with all signatures or not at all.

        The inspector signs by password (asked for, or SUPERVISOR_PASSWORD) or by a picture; the inspected likewise
        (SUPERVISOR_SIGNER_PASSWORD).
        """
        from supervisor.inspection.signatures import Signing, finish_signed

        with opened() as app:
            with app.read() as r:
                subject = named(app, r, found, wanted).subject
                signings = [_own(app, drawn)]
                for no, file in _pairs(inspected):
                    signings.append(Signing(
                        person=person_of(r, no), how="drawn", inspected=True, picture=_signature(Path(file)))
                    )  # fmt: skip
                for no in by_password or ():
                    word = _password("SUPERVISOR_SIGNER_PASSWORD", _("Password of {login}: ").format(login=no))
                    signings.append(Signing(person=person_of(r, no), how="login", inspected=True, password=word))
                for how, listed in (("refused", refused), ("absent", absent)):
                    for no, reason in _pairs(listed):
                        signings.append(Signing(
                            person=person_of(r, no), how=how, inspected=True, reason=reason)  # type: ignore[arg-type]
                        )  # fmt: skip
            finish_signed(app.book, app.actor, subject, signings, session=app.session)
            _say_finished(app, subject, json)
        return 0


def _own(app: Any, drawn: Path | None) -> Any:
    from supervisor.inspection.signatures import Signing

    if drawn is not None:
        return Signing(person=app.actor, how="drawn", picture=_signature(drawn))
    automatic = app.session is not None and app.session.automatic
    word = "" if automatic else _password("SUPERVISOR_PASSWORD", _("Your password, to sign: "))
    return Signing(person=app.actor, how="login", password=word)


def _password(variable: str, prompt: str) -> str:
    given = os.environ.get(variable, "")
    if given or not sys.stdin.isatty():
        return given
    import getpass

    return getpass.getpass(prompt)


def _pairs(listed: list[str] | None) -> list[tuple[str, str]]:
    """0007=what as (0007, what). Raises BadInput."""
    found = []
    for one in listed or ():
        no, equals, what = one.partition("=")
        if not equals or not no.strip() or not what.strip():
            raise BadInput(_("“{text}”: write the staff number, = and what belongs to it.").format(text=one))
        found.append((no.strip(), what.strip()))
    return found


def _signature(file: Path) -> bytes:
    from supervisor.cli.answers_file import picture_in

    return picture_in(file).content


def _say_finished(app: Any, subject: str, json: bool) -> None:
    from supervisor.access import Right, allowed
    from supervisor.inspection.ledger import sheet

    with app.read() as r:
        page = sheet(r, subject)
        seeing = allowed(r, app.actor, Right.READ_PEOPLE)
        if json:
            emit("inspect.finished", 1, {
                "subject": subject, "number": page.inspection.number, "revises": page.inspection.revises,
                "warnings": lacking(page),
                "signatures": [{"person": s.person, "capacity": s.capacity, "how": s.how} for s in page.signatures],
                **marks(page.score if seeing else None),
            })  # fmt: skip
            return
        say(_("Finished {number}.").format(number=page.inspection.number))
        if seeing:
            say_outcome(r, subject)
