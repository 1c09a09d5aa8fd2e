"""Writing a complaint down from the command line, and changing the group that complains."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.complaints_said import say_matches
from supervisor.cli.complaints_shared import (
    Files,
    Flag,
    Representatives,
    case_named,
    coded,
    contact_of,
    content_of,
    nodes,
    staff,
    when,
)
from supervisor.cli.context import emit, opened, say
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add `register` and `group` to `supervisor complaints`."""
    _register(group)
    _group(group)


def _register(group: App) -> None:
    @group.command
    def register(
        *,
        channel: str,
        text: str,
        class_code: str,
        cause_code: str,
        name: str = "",
        phone: str = "",
        mail: str = "",
        address: str = "",
        about: str = "",
        at: str | None = None,
        occurred: str | None = None,
        zone: str = "",
        wish: str = "",
        owner: str = "",
        first_taker: str = "",
        size: Annotated[int, Parameter(name="--group")] = 0,
        representative: Representatives = None,
        caller_verified: Flag = False,
        attach: Files = None,
        json: bool = False,
    ) -> int:
        """Register a complaint; text, wish, contact data and files are sealed.

        What the same customer complained of before is found and linked; it is told by number as far as you may read it.
        """
        from supervisor.branch.ledger import names as named
        from supervisor.complaints.attachments.ledger import attachments
        from supervisor.complaints.attachments.service import check_file
        from supervisor.complaints.ledger import complaint
        from supervisor.complaints.repeats.finding import linked_cases
        from supervisor.complaints.taking.service import NewFile, take_down
        from supervisor.complaints.texts.masking import Contact
        from supervisor.complaints.words import CHANNELS

        files = [(file, content_of(file)) for file in attach or ()]
        for file, data in files:
            check_file(file.name, data)
        speakers = [contact_of(one) for one in representative or ()]
        with opened() as app:
            with app.read() as r:
                coded(channel, CHANNELS, "--channel")
                coded(class_code, nodes(r, "class"), "--class-code")
                coded(cause_code, nodes(r, "cause"), "--cause-code")
                coded(zone, {one.code: one.name for one in named(r, "zone")}, "--zone")
            if channel == "hotline" and not caller_verified:
                raise BadInput(_("A call handed over by the hotline: verify the caller and add --caller-verified."))
            brought = [NewFile(file.name, data) for file, data in files]
            subject = take_down(
                app.book, app.actor, files=brought, channel=channel, text=text, class_code=class_code,
                cause_code=cause_code, person=staff(app, about), contact=Contact(name, phone, mail, address),
                received=when(app, at), occurred=when(app, occurred), zone=zone, wish=wish, owner=staff(app, owner),
                first_taker=staff(app, first_taker), group_size=size, representatives=speakers,
                caller_verified=caller_verified,
            )  # fmt: skip
            with app.read() as r:
                case, kept = complaint(r, subject), [one.digest for one in attachments(r, subject)]
                matches = linked_cases(r, app.actor, subject) if _may_read(app, r, case) else []
            assert case is not None
            if json:
                document = {"subject": subject, "number": case.number, "files": kept, "links": matches}
                emit("complaints.registered", 1, document)
                return 0
            say(_("Registered as {number}.").format(number=case.number))
            if case.head_office:
                from supervisor.complaints.rights.privacy import went_to_head_office

                say(went_to_head_office(case.number))
            if matches:
                say_matches(matches)
        return 0


def _may_read(app: Any, r: Any, case: Any) -> bool:
    from supervisor.complaints.rights.privacy import readable

    return readable(r, app.actor, case)


def _group(group: App) -> None:
    @group.command(name="group")
    def change_group(
        wanted: str,
        *,
        size: int | None = None,
        add: Annotated[str, Parameter()] = "",
        replace: int | None = None,
        by: str = "",
    ) -> int:
        """Change a group that complains: how many they are, one more representative, or another in the place of one."""
        from supervisor.complaints import service

        if not add and replace is None and size is None:
            raise BadInput(_("Say what changes: --size, --add, or --replace with --by."))
        if (replace is None) != (not by):
            raise BadInput(_("--replace names the place, as 2, and --by who comes into it, as name;telephone."))
        more, other = (contact_of(text) if text else None for text in (add, by))
        with case_named(wanted) as (app, subject):
            if more is not None:
                service.add_representative(app.book, app.actor, subject, more, size or 0)
            elif size is not None:
                service.resize_group(app.book, app.actor, subject, size)
            if replace is not None and other is not None:
                service.replace_representative(app.book, app.actor, subject, replace, other)
        say(_("Recorded."))
        return 0
