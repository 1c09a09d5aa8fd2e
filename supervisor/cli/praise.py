"""Praise from outside, from the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from cyclopts import App, Parameter
from msgspec.structs import asdict

from supervisor.cli.context import day_of, emit, instant_of, names, one_of, opened, person_of, reading, say, table
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor praise`."""
    group = App(name="praise", help="praise from customers, media and head office")
    app.command(group)

    @group.command(name="list")
    def list_all(*, first: str | None = None, last: str | None = None, every: bool = False, json: bool = False) -> int:
        """Praise of a span of days (default the last 31); no contact data."""
        from supervisor.access import Right, require
        from supervisor.complaints.promises.ledger import praise
        from supervisor.complaints.words import KEEPSAKES, PRAISE_SOURCES

        with reading() as (app, r):
            require(r, app.actor, Right.READ_COMPLAINTS)
            end = day_of(last, r.today)
            found = praise(r, day_of(first, end - timedelta(days=30)), end, taken_back=every)
            who = names(r)
        if json:
            emit("praise.list", 1, {"praise": [asdict(one) for one in found]})
            return 0
        table(
            (_("No."), _("Day"), _("Source"), _("Who was praised"), _("What was praised"), _("Came with"), _("State")),
            [
                (p.number, p.day, PRAISE_SOURCES.get(p.source, p.source), "、".join(who.get(x, "") for x in p.persons),
                 p.what, KEEPSAKES.get(p.keepsake, ""), _("taken back") if p.taken_back else "")
                for p in found
            ],
        )  # fmt: skip
        return 0

    @group.command
    def add(
        *, person: Annotated[list[str], Parameter(negative="")], source: str, what: str, zone: str = "",
        keepsake: str = "", at: str | None = None, name: str = "", phone: str = "",
    ) -> int:  # fmt: skip
        """Record praise; contact data is sealed."""
        from supervisor.complaints.promises.service import record_praise
        from supervisor.complaints.texts.masking import Contact

        with opened() as app:
            with app.read() as r:
                persons = [person_of(r, one) for one in person]
            received = instant_of(app, at) if at else None
            record_praise(
                app.book, app.actor, source=source, persons=persons, what=what, zone=zone, keepsake=keepsake,
                received=received, contact=Contact(name=name, phone=phone),
            )  # fmt: skip
        say(_("Recorded."))
        return 0

    @group.command(name="take-back")
    def take_back(wanted: str, *, reason: str) -> int:
        """Take back praise that should not be on record, with the reason."""
        from supervisor.complaints.promises.ledger import praise
        from supervisor.complaints.promises.service import take_back_praise

        with opened() as app:
            with app.read() as r:
                known = praise(r, r.today - timedelta(days=366), r.today, taken_back=True)
                subject = one_of(known, wanted, _("praise")).subject
            take_back_praise(app.book, app.actor, subject, reason)
        say(_("Recorded."))
        return 0
