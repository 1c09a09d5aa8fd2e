"""What is due for erasing at the command line: the list, erasing it, keeping some longer, holding back, the terms."""

from __future__ import annotations

from typing import Any

from cyclopts import App
from msgspec.structs import asdict

from supervisor.cli.complaints_shared import sign
from supervisor.cli.context import day_of, emit, names, opened, say, serial_of, several_fit, table
from supervisor.errors import BadInput, Refused
from supervisor.language import _


def register(complaints: App) -> None:
    """Add `supervisor complaints retention`."""
    group = App(name="retention", help="what is past its term: list, erase, keep, hold back")
    complaints.command(group)
    _reading(group)
    _deciding(group)


def _reading(group: App) -> None:
    @group.command(name="list")
    def list_all(*, day: str | None = None, json: bool = False) -> int:
        """What may be erased by now (or on a day), and what is held back; complaints, praise and promises."""
        from supervisor.complaints.retention.ledger import terms
        from supervisor.complaints.retention.service import proposal
        from supervisor.complaints.retention.words import HOLDS, REGISTERS

        with opened() as app, app.read() as r:
            found, own = proposal(r, app.actor, day_of(day, r.today)), terms(r)
            who = names(r)
        if json:
            due, held = ([asdict(one) for one in several] for several in (found.due, found.held))
            emit("complaints.retention", 1, {"day": found.day, "due": due, "held": held, "terms": asdict(own)})
            return 0
        head = (_("No."), _("Register"), _("Ended"), _("Kept until"), _("Why longer"))
        table(
            head, [(o.number, REGISTERS[o.register], o.ended, o.until, o.reason) for o in found.due],
            empty=_("Nothing is past its term: there is nothing to erase."),
        )  # fmt: skip
        if found.held:
            say(_("Held back:"))
            table(
                (_("No."), _("Register"), _("Kept until"), _("Held for"), _("Reason"), _("By")),
                [(o.number, REGISTERS[o.register], o.until, HOLDS[o.holds[0].kind], o.holds[0].reason,
                  who.get(o.holds[0].by, "")) for o in found.held],
            )  # fmt: skip
        return 0

    @group.command
    def terms(*, praise_days: int | None = None, promise_days: int | None = None, json: bool = False) -> int:
        """How long praise and promises keep their contact data; with a figure, set it (366: a year to the day)."""
        from supervisor.access import Right, require
        from supervisor.complaints.retention.ledger import terms as terms_of
        from supervisor.complaints.retention.rules import Terms
        from supervisor.complaints.retention.service import set_terms

        with opened() as app:
            with app.read() as r:
                if praise_days is None and promise_days is None:
                    require(r, app.actor, Right.READ_COMPLAINTS)
                now = terms_of(r)
            if praise_days is not None or promise_days is not None:
                praise = now.praise_days if praise_days is None else praise_days
                now = Terms(praise, now.promise_days if promise_days is None else promise_days)
                set_terms(app.book, app.actor, now)
        if json:
            emit("complaints.retention.terms", 1, asdict(now))
        else:
            say(_("Praise {praise} days, promises {promise} days; complaints by their own limit.").format(
                praise=now.praise_days, promise=now.promise_days
            ))  # fmt: skip
        return 0


def _deciding(group: App) -> None:
    @group.command
    def erase(*numbers: str, due: bool = False, reason: str = "", json: bool = False) -> int:
        """Erase what is past its term for good: what is named, or with --due all of it. There is no way back.

        It is signed by the password of whoever is logged in (asked for, or SUPERVISOR_PASSWORD).
        """
        from supervisor.complaints.retention.service import erase_due, proposal

        if bool(numbers) == due:
            raise BadInput(_("Name what is to be erased, or say --due for all that is past its term."))
        with opened() as app:
            with app.read() as r:
                listed = proposal(r, app.actor)
                subjects = None if due else [_subject(app, r, number) for number in numbers]
            sign(app)
            many = erase_due(app.book, app.actor, subjects, reason)
        if json:
            emit("complaints.retention.erased", 1, {"erased": many, "held": len(listed.held)})
        else:
            say(_("{many} erased for good; {held} held back.").format(many=many, held=len(listed.held)))
        return 0

    @group.command
    def keep(number: str, *, until: str, reason: str) -> int:
        """Keep something beyond its term, up to and including a day."""
        from supervisor.complaints.retention.service import keep_longer

        with opened() as app:
            with app.read() as r:
                subject, last = _subject(app, r, number), day_of(until, r.today)
            keep_longer(app.book, app.actor, subject, until=last, reason=reason)
        say(_("Recorded."))
        return 0

    @group.command
    def hold(number: str, *, kind: str, reason: str) -> int:
        """Hold something back from erasing: lawsuit, regulator, audit or other."""
        from supervisor.complaints.retention.service import hold as hold_back

        with opened() as app:
            hold_back(app.book, app.actor, _named(app, number), kind=kind, reason=reason)
        say(_("Recorded."))
        return 0

    @group.command
    def release(number: str, *, reason: str) -> int:
        """End the holds of something."""
        from supervisor.complaints.retention.service import release as let_go

        with opened() as app:
            let_go(app.book, app.actor, _named(app, number), reason=reason)
        say(_("Recorded."))
        return 0


def _named(app: Any, number: str) -> str:
    with app.read() as r:
        return _subject(app, r, number)


def _subject(app: Any, r: Any, number: str) -> str:
    """The subject of a complaint, praise or promise by its visible number, its last figures, or the subject itself."""
    from supervisor.complaints.ledger import by_serial
    from supervisor.complaints.retention.ledger import by_number
    from supervisor.complaints.retention.service import proposal

    if found := by_number(r, number):
        named = dict.fromkeys(found, number)
    elif number.isascii() and number.isdigit() and len(number) < 10:
        past = proposal(r, app.actor)
        named = {one.subject: one.number for one in by_serial(r, int(number))}
        named |= {one.subject: one.number for one in (*past.due, *past.held) if serial_of(one.number) == int(number)}
    else:
        named = {}
    if not named:
        raise BadInput(_("There is no {what} {wanted}.").format(what=_("complaint, praise or promise"), wanted=number))
    if len(named) > 1:
        raise Refused(several_fit(number, sorted(named.values())))
    return next(iter(named))
