"""The calendar out of the house and into it: .ics files for Outlook and Thunderbird, and from them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from cyclopts import App

from supervisor.cli.context import (
    Output,
    day_of,
    emit,
    minute_text,
    names,
    opened,
    person_of,
    reading,
    refuse_existing,
    say,
    table,
)
from supervisor.cli.meetings_shared import numbers_of, week_of
from supervisor.errors import BadInput, Fault, why_unread
from supervisor.language import _, listed


def register(group: App) -> None:
    """Add export, import and strike-busy."""

    @group.command
    def export(output: Output, *, week: str | None = None, weeks: int = 1, force: bool = False) -> int:
        """Write the calendar of a week (or several) as .ics, for Outlook, Thunderbird or a telephone."""
        from supervisor.meetings.announcing.calendar_file import export_calendar

        refuse_existing(output, force)
        with reading() as (_app, r):
            monday = week_of(week, r.today)
            last = monday + timedelta(days=7 * max(1, min(weeks, 60)) - 1)
            count = export_calendar(r, output, monday, last, names(r))
        say(_("{file}: {count} meetings.").format(file=output, count=count))
        return 0

    @group.command(name="import")
    def take(
        file: Path, *, become: Literal["busy", "request"] = "busy", people: str = "", room: str = "",
        kind: str = "ad_hoc", role: str = "", apply: bool = False, json: bool = False,
    ) -> int:  # fmt: skip
        """Read a calendar file (.ics): as times that are taken, planned around and not moved, or as requests.

        Without `--apply` it is only shown. `--people` or `--room` say whose calendar it is, for events that name nobody
        of the branch. The same event is never taken twice; a later version replaces what stood.
        """
        from supervisor.meetings.problem.model import Need
        from supervisor.meetings.requests.calendar_intake import Taking, look, take_in

        try:
            data = file.read_bytes()
        except OSError as fault:
            raise BadInput(_("The file cannot be read."), (Fault(why_unread(fault), file=file.name),)) from fault
        with opened() as app:
            with app.read() as r:
                how = Taking(
                    become=become, people=tuple(person_of(r, one) for one in numbers_of(people)), room=room, kind=kind,
                    needs=(Need(by="role", value=role),) if role else (),
                )  # fmt: skip
                who = names(r)
                seen = None if apply else look(r, app.actor, data, file.name, how)
            if seen is None:
                seen = take_in(app.book, app.actor, data, file.name, how)
        if json:
            faults = [{"row": one.row, "what": one.problem, "cure": one.cure} for one in seen.faults]
            notes = [{"row": one.row, "what": one.problem} for one in seen.notes]
            document = {"file": file.name, "applied": apply, "items": seen.items, "faults": faults, "notes": notes}
            emit("meetings.import", 1, document)
            return 2 if seen.faults and not seen.items else 0
        _show_items(seen, who)
        if not apply and seen.count("new", "changed", "off"):
            say(_("Nothing was taken in yet: add --apply."))
        return 2 if seen.faults and not seen.items else 0

    @group.command(name="strike-busy")
    def strike_busy(wanted: str, *, reason: str = "", day: str | None = None, undo: bool = False) -> int:
        """Strike out a busy time that was read from a calendar file: it is planned around no more.

        It is named by its title (as `meetings list` shows it) or its UID, and by a day on which it is where several
        are called so. With `--undo` one that was struck out counts again.
        """
        from supervisor.access import Right, require
        from supervisor.meetings.requests.calendar_intake import put_busy_back
        from supervisor.meetings.requests.calendar_intake import strike_busy as strike

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.PLAN_MEETINGS)
                one = _busy_of(r, wanted.strip(), day, dropped=undo)
            if undo:
                put_busy_back(app.book, app.actor, one.subject)
            else:
                strike(app.book, app.actor, one.subject, reason)
        say((_("{title} counts again.") if undo else _("{title} is planned around no more.")).format(title=one.title))
        return 0


def _busy_of(r: Any, wanted: str, day: str | None, *, dropped: bool) -> Any:
    """The one busy time of a title or UID, on a day if named. Raises BadInput with the choice."""
    from supervisor.meetings.ledger import busy

    on = day_of(day, r.today) if day else None
    first, last = (on, on) if on else (r.today - timedelta(days=31), r.today + timedelta(days=400))
    found = [
        one for one in busy(r, first, last, dropped=True)
        if one.dropped == dropped and wanted in (one.title, one.uid)
        and (on is None or any(span.day == on for span in one.spans))
    ]  # fmt: skip
    if not found:
        raise BadInput(_("There is no such busy time."))
    if len(found) > 1:
        choice = listed(f"{one.uid} ({one.spans[0].day if one.spans else '–'})" for one in found)
        raise BadInput(_("Several busy times are called so; name one by its UID: {choice}.").format(choice=choice))
    return found[0]


def _show_items(seen: Any, who: Any) -> None:
    words = {
        "new": _("new"), "changed": _("changed"), "off": _("called off"), "same": _("known already"),
        "older": _("older version"), "own": _("our own"), "past": _("gone by"), "free": _("free time"),
        "refused": _("refused"),
    }  # fmt: skip
    table(
        (_("Line of the file"), _("Becomes"), _("When"), _("Times"), _("Title"), _("People and room"), _("Why")),
        [
            (one.event.line, words[one.what], f"{one.event.day} {minute_text(one.event.start_minute)}",
             len(one.event.spans), one.event.title,
             "、".join([*(who.get(p, p) for p in one.people), *filter(None, (one.room,))]), one.reason)
            for one in seen.items
        ],
        empty=_("The file holds no event that can be read."),
    )  # fmt: skip
    for one in (*seen.faults, *seen.notes):
        say(str(one))
