"""Promises to customers and the comment book from the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cyclopts import App
from msgspec.structs import asdict

from supervisor.cli import promises_kinds, promises_work
from supervisor.cli.context import emit, names, one_of, opened, say, table
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.complaints.promises.records import CallBack
    from supervisor.journal import Reader


def register(app: App) -> None:
    """Add the commands of `supervisor promises`."""
    group = App(name="promises", help="promises to customers and the comment book")
    app.command(group)
    _promises(group)


def _promises(group: App) -> None:
    @group.command(name="list")
    def list_all(*, days: int = 31, json: bool = False) -> int:
        """Promises still owed, and those that fell due in the last days; no contact data. Colleagues list their own."""
        from supervisor.access import Right, allowed, require
        from supervisor.complaints.promises.ledger import call_backs
        from supervisor.complaints.words import CALL_BACK_KINDS, PROMISE_STATES

        with opened() as app, app.read() as r:
            found = call_backs(r, r.now - timedelta(days=days))
            if not allowed(r, app.actor, Right.READ_COMPLAINTS):
                require(r, app.actor, Right.RECORD_COMPLAINT)
                found = [one for one in found if app.actor in (one.owner, one.promised_by)]
            who, now = names(r), r.now
        if json:
            emit("promises.list", 1, {"promises": [{**asdict(p), "state": p.state(now)} for p in found]})
            return 0
        table(
            (_("No."), _("Due"), _("State"), _("Kind"), _("What"), _("Who keeps it")),
            [
                (p.number, p.due.astimezone(app.book.zone).strftime("%Y-%m-%d %H:%M"), PROMISE_STATES[p.state(now)],
                 CALL_BACK_KINDS[p.kind], p.matter, who.get(p.owner, ""))
                for p in found
            ],
        )  # fmt: skip
        return 0

    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One promise with its course and what the customer was told; contact data masked."""
        from supervisor.complaints.promises.ledger import promise_history
        from supervisor.complaints.promises.service import masked_contact
        from supervisor.complaints.words import PROMISE_STATES, PROMISE_STEPS

        with opened() as app, app.read() as r:
            one = one_of(call_backs_of(r), wanted, _("promise"))
            contact = masked_contact(r, app.actor, one.subject)
            steps, who, now, zone = promise_history(r, one.subject), names(r), r.now, r.zone
        if json:
            emit("promises.show", 1, {"promise": {**asdict(one), "state": one.state(now)}, "contact": contact,
                                      "history": steps})  # fmt: skip
            return 0
        say(f"{one.number}  {one.due.astimezone(zone):%Y-%m-%d %H:%M}  {PROMISE_STATES[one.state(now)]}  {one.matter}")
        for line in one.told_once:
            say(f"  ✓ {line}")
        for line in one.not_told:
            say(f"  ☐ {line}")
        table(
            (_("When"), _("What"), _("By"), _("Note")),
            [
                (f"{s.at.astimezone(zone):%Y-%m-%d %H:%M}", PROMISE_STEPS[s.kind], who.get(s.actor, s.actor),
                 " ".join(part for part in (who.get(s.person, ""), s.note) if part))
                for s in steps
            ],
        )  # fmt: skip
        return 0

    promises_work.register(group)
    promises_kinds.register(group)


def call_backs_of(r: Reader) -> list[CallBack]:
    """What a command may name: owed, or due within a year."""
    from supervisor.complaints.promises.ledger import call_backs

    return call_backs(r, r.now - timedelta(days=366))
