"""What is sealed in a complaint, from the command line: its files, its texts shown for a reason, its erasure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.complaints_said import named_in, say_case
from supervisor.cli.complaints_shared import Flag, case_in, case_named, content_of, minute, sign
from supervisor.cli.context import Output, emit, names, opened, refuse_existing, say, some, table, write_out
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.journal import Reader


def register(group: App) -> None:
    """Add the commands to `supervisor complaints`."""
    _files(group)
    _looking(group)


def _files(group: App) -> None:
    @group.command
    def attach(wanted: str, files: Annotated[list[Path] | None, Parameter(negative=())] = None) -> int:
        """Seal files with a case: scans, photos, recordings; each is told by its content."""
        from supervisor.complaints import service
        from supervisor.complaints.attachments.service import check_file

        some(files or ())
        contents = [(file.name, content_of(file)) for file in files or ()]
        for name, data in contents:
            check_file(name, data)
        with case_named(wanted) as (app, subject):
            for name, data in contents:
                service.attach(app.book, app.actor, subject, name=name, data=data)
        say(_("Recorded."))
        return 0

    @group.command
    def attachments(wanted: str, *, json: bool = False) -> int:
        """The files of a case, their names masked."""
        from supervisor.complaints.attachments.kinds import KINDS
        from supervisor.complaints.attachments.service import list_files

        with opened() as app, app.read() as r:
            case = case_in(r, wanted)
            found = list_files(r, app.actor, case.subject)
            who = names(r)
        if json:
            emit("complaints.attachments", 1, {"number": case.number, "files": found})
            return 0
        table(
            (_("No."), _("Kind"), _("File"), _("Bytes"), _("When"), _("By")),
            [
                (n, KINDS.get(f.kind, f.kind), f.name, f.size, minute(app, f.at), who.get(f.actor, f.actor))
                for n, f in enumerate(found, 1)
            ],
        )
        return 0

    @group.command(name="save-attachment")
    def save(wanted: str, number: int, *, reason: str, output: Output, force: bool = False) -> int:
        """Save a file of a case outside the book, by right; who did so and why is kept.

        Whoever has the copy answers for it: erasing the case does not reach it.
        """
        from supervisor.complaints import service
        from supervisor.complaints.attachments.service import list_files

        refuse_existing(output, force)
        with case_named(wanted) as (app, subject):
            with app.read() as r:
                found = list_files(r, app.actor, subject)
            if not 1 <= number <= len(found):
                raise BadInput(
                    _("The case has {count} files: name one by its number in `complaints attachments`.").format(
                        count=len(found)
                    )
                )
            opened = service.open_attachment(app.book, app.actor, subject, found[number - 1].digest, reason, saved=True)
        write_out(output, opened.data)
        return 0


def _looking(group: App) -> None:
    @group.command
    def unmask(wanted: str, *, reason: str, json: bool = False) -> int:
        """Show texts and contact data of a case whole, by right; who looked and why is kept."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            case = service.unmask(app.book, app.actor, subject, reason)
            with app.read() as r:
                who, named = names(r), named_in(r)
        if json:
            emit("complaints.unmasked", 1, {"case": case})
        else:
            say_case(case, who, named)
        return 0

    @group.command
    def looks(wanted: str, *, json: bool = False) -> int:
        """Who looked at what is sealed in a case, when and why."""
        from supervisor.complaints.attachments.service import list_looks

        with opened() as app, app.read() as r:
            case = case_in(r, wanted)
            found: Any = list_looks(r, app.actor, case.subject)
            who = names(r)
        if json:
            emit("complaints.looks", 1, {"number": case.number, "looks": found})
            return 0
        table(
            (_("When"), _("By"), _("Reason")),
            [(minute(app, one.at), who.get(one.actor, one.actor), one.reason) for one in found],
        )
        return 0

    @group.command
    def erase(wanted: str, *, reason: str, by_right: Flag = False) -> int:
        """Erase contact data, texts and files of a case, praise or promise for good; number, times and codes stay.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        with opened() as app:
            with app.read() as r:
                subject, erasing = _to_erase(r, app.actor, wanted)
            sign(app)
            erasing(app.book, app.actor, subject, reason, by_right)
        say(_("Erased for good."))
        return 0


def _to_erase(r: Reader, actor: str, wanted: str) -> tuple[str, Callable[..., None]]:
    """What a number names and how it is erased. Raises Refused before a password is asked for."""
    from supervisor.access import Right, require
    from supervisor.complaints.retention.erasing import erase, erase_contact
    from supervisor.complaints.retention.ledger import by_number
    from supervisor.complaints.rights.checks import require_erasing

    for subject in by_number(r, wanted.strip().upper()):
        if not subject.startswith("complaint:"):
            require(r, actor, Right.ERASE_PERSONAL_DATA)
            return subject, erase_contact
    case = case_in(r, wanted)
    require_erasing(r, actor, case)
    return case.subject, erase
