"""What was written for head office, when it wants a month, and that a month was handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli.context import day_of, emit, month_of, names, opened, reading, say, table
from supervisor.errors import BadInput, why_unread
from supervisor.language import _

NOT_ON_RECORD = 4


def register(group: App) -> None:
    """Add to `supervisor report`."""
    _history(group)
    _due(group)
    _handed_over(group)


def _history(group: App) -> None:
    @group.command
    def history(*, month: str | None = None, file: Path | None = None, json: bool = False) -> int:
        """Workbooks that were written, the newest first: when, by whom, which file with which digest, handed over when.
        With --file whether a file is one of them, byte for byte (4 where it is none)."""
        from supervisor.access import Right, require
        from supervisor.reporting.standing import history as found_by
        from supervisor.reporting.words import kind_words

        digest = "" if file is None else _digest(file)
        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_OWN)
            found = found_by(r, app.actor, month=month_of(month) if month else "", digest=digest)
            who, zone = names(r), r.zone
        if json:
            emit("report.history", 1, {"written": found})
        elif file is not None and not found:
            say(
                _("{file} is no workbook on record here: it was changed since, or written elsewhere.").format(file=file)
            )
        else:
            table(
                (_("Written at"), _("Workbook"), _("Month"), _("File"), _("By"), _("Handed over on"), "SHA-256"),
                [
                    (one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), kind_words(one.kind), one.month, one.file,
                     who.get(one.by, one.by), " ".join(filter(None, (str(one.sent or ""), one.sent_to))),
                     one.digest[:16])
                    for one in found
                ],
                empty=_("No workbook was written yet."),
            )  # fmt: skip
        return NOT_ON_RECORD if file is not None and not found else 0


def _due(group: App) -> None:
    @group.command
    def due(*, json: bool = False) -> int:
        """The day on which head office wants a month, the months that are owed, and what is missing before the last one
        can go."""
        from supervisor.reporting.ledger import due_rule
        from supervisor.reporting.standing import missing, month_before, owed_months, standing
        from supervisor.reporting.words import rule_words, standing_words

        with reading() as (_app, r):
            rule, last = due_rule(r), month_before(r.today)
            at = standing(r, last)
            months = [one for one in owed_months(r) if one.month != last] + [at]
            lacking = [] if at.state in ("done", "before") else missing(r, last)
        if json:
            emit("report.due", 1, {"rule": rule, "months": months, "missing": [one.what for one in lacking]})
            return 0
        say(_("Head office wants a month on: {rule}").format(rule=rule_words(rule)))
        table(
            (_("Month"), _("Due"), _("How it stands"), _("File")),
            [(one.month, one.due, standing_words(one), one.written.file if one.written else "") for one in months],
        )
        for one in lacking:
            say(f"{last}{_(': ')}{one.what}")
        return 0

    @group.command
    def due_day(nth: int, *, calendar: bool = False) -> int:
        """Say when head office wants a month: on which working day of the month after (0: on none). With --calendar the
        day of the month instead, put off to the next working day."""
        from supervisor.reporting.ledger import due_rule
        from supervisor.reporting.service import set_due_day
        from supervisor.reporting.words import rule_words

        with opened() as app:
            set_due_day(app.book, app.actor, nth=nth, working=not calendar)
            with app.read() as r:
                say(_("Head office wants a month on: {rule}").format(rule=rule_words(due_rule(r))))
        return 0


def _handed_over(group: App) -> None:
    @group.command
    def sent(month: str, *, day: str | None = None, to: str = "") -> int:
        """Mark the month's newest workbook as handed over to head office (today unless --day is named)."""
        from supervisor.reporting.service import mark_sent

        with opened() as app:
            one = _newest(app, month)
            with app.read() as r:
                when = day_of(day, r.today)
            mark_sent(app.book, app.actor, one.subject, day=when, to=to)
        say(_("{file}: handed over on {day}").format(file=one.file, day=when))
        return 0

    @group.command
    def unsent(month: str) -> int:
        """Take back the mark that the month was handed over."""
        from supervisor.reporting.service import withdraw_sent

        with opened() as app:
            one = _newest(app, month, marked=True)
            withdraw_sent(app.book, app.actor, one.subject)
        say(_("{file}: no longer marked as handed over").format(file=one.file))
        return 0


def _newest(app: Any, month: str, *, marked: bool = False) -> Any:
    """The month's newest workbook, for who may hand it over; `marked`: of those that were."""
    from supervisor.access import Right, require
    from supervisor.reporting.ledger import sendable

    with app.read() as r:
        require(r, app.actor, Right.EXPORT_REPORT)
        found = [one for one in sendable(r, month_of(month)) if not marked or one.sent is not None]
    if not found:
        raise BadInput(
            _("No workbook of {month} is marked as handed over.").format(month=month)
            if marked
            else _("No workbook of {month} was written yet: write it first with `report month`.").format(month=month)
        )
    return found[0]


def _digest(file: Path) -> str:
    from reports.recording import digest_of

    try:
        return digest_of(file)
    except (OSError, ValueError) as wrong:
        raise BadInput(_("{file} cannot be read: {why}.").format(file=file, why=why_unread(wrong))) from wrong
