"""Kinds of service from the command line: what is told in one go, by when it is completed, the sheet on paper."""

from __future__ import annotations

import msgspec
from cyclopts import App

from supervisor.cli.context import Output, emit, opened, reading, refuse_existing, say, table
from supervisor.errors import BadInput
from supervisor.language import Words, _, listed


def register(group: App) -> None:
    """Add `supervisor promises kinds`."""
    kinds = App(name="kinds", help="kinds of service with what is told in one go")
    group.command(kinds)
    _shown(kinds)
    _set(kinds)


def _shown(group: App) -> None:
    @group.command(name="list")
    def list_all(*, json: bool = False) -> int:
        """All kinds of service with the time that is promised."""
        from supervisor.complaints.settings.ledger import service_kinds

        with reading() as (_app, r):
            found = service_kinds(r, active_only=False)
        if json:
            emit("promises.kinds", 1, {"kinds": found})
            return 0
        table(
            (_("Code"), _("Kind of service"), _("Minutes"), _("Working days"), _("Lines"), _("State")),
            [
                (k.code, k.name, k.promise_minutes or "", k.promise_working_days or "", len(k.lines),
                 _("in use") if k.active else _("retired"))
                for k in found
            ],
        )  # fmt: skip
        return 0

    @group.command
    def show(code: str, *, json: bool = False) -> int:
        """What a customer is told of one kind of service."""
        from supervisor.complaints.settings.kinds_service import known_kind
        from supervisor.complaints.settings.words import GROUPS

        with reading() as (_app, r):
            kind = known_kind(r, code)
        if json:
            emit("promises.kind", 1, {"kind": kind})
            return 0
        say(f"{kind.code}  {kind.name}")
        for group_code, lines in kind.grouped():
            say(str(GROUPS[group_code]))
            for line in lines:
                say(f"  ☐ {line}")
        return 0

    @group.command(name="print")
    def print_one(code: str, *, output: Output, force: bool = False) -> int:
        """Write the sheet that a customer takes along as a PDF; it holds no customer's data."""
        from supervisor.branch.ledger import branch_profile, founded
        from supervisor.complaints.promises.told_sheet import told_sheet
        from supervisor.complaints.settings.kinds_service import known_kind
        from supervisor.desktop.printing import write_pdf

        refuse_existing(output, force)
        with reading() as (_app, r):
            kind, branch = known_kind(r, code), branch_profile(r).name if founded(r) else ""
        say(str(write_pdf(told_sheet(kind, branch), output, _("Told in one go: {name}").format(name=kind.name))))
        return 0


def _set(group: App) -> None:
    @group.command(name="set")
    def set_one(
        code: str, *, zh: str = "", en: str | None = None, minutes: int | None = None, days: int | None = None,
        line: list[str] | None = None,
    ) -> int:  # fmt: skip
        """Add a kind of service or change one; lines are given as GROUP=TEXT and replace those before."""
        from supervisor.complaints.settings.kinds import ServiceKind
        from supervisor.complaints.settings.kinds_service import set_kind
        from supervisor.complaints.settings.ledger import service_kind

        with opened() as app:
            with app.read() as r:
                before = service_kind(r, code) or ServiceKind(code, Words(""))
            wanted = msgspec.structs.replace(
                before,
                name=Words(zh or before.name.zh, before.name.en if en is None else en),
                promise_minutes=minutes if minutes is not None else 0 if days else before.promise_minutes,
                promise_working_days=days if days is not None else 0 if minutes else before.promise_working_days,
                lines=tuple(_line(one) for one in line) if line else before.lines,
            )
            set_kind(app.book, app.actor, wanted)
        say(_("The kind of service is saved."))
        return 0

    @group.command
    def retire(code: str, *, again: bool = False) -> int:
        """Offer a kind no more; with --again offer it again."""
        from supervisor.complaints.settings.kinds_service import retire_kind

        with opened() as app:
            retire_kind(app.book, app.actor, code, active=again)
        say(_("Recorded."))
        return 0


def _line(text: str) -> object:
    from supervisor.complaints.settings.kinds import GROUPS, ToldLine

    group, mark, said = text.partition("=")
    if not mark or group.strip() not in GROUPS or not said.strip():
        raise BadInput(_("{text} is no line; write GROUP=TEXT with one of {known}.").format(
            text=text, known=listed(GROUPS)
        ))  # fmt: skip
    return ToldLine(group.strip(), said.strip())
