"""Working corrective actions: taking up, reporting, like places, re-inspection, closing, dates and what is decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from msgspec.structs import asdict

from supervisor.cli.actions_shared import (
    Due,
    Note,
    Photos,
    do,
    pictures_in,
    place_names,
    staff_numbers,
    subject_of,
    until_of,
)
from supervisor.cli.context import day_of, emit, names, opened, say, table
from supervisor.errors import BadInput, why_unread
from supervisor.language import _


def register(group: App) -> None:
    """Add the commands to `supervisor actions`."""
    _working(group)
    _looking_again(group)
    _deciding(group)


def _working(group: App) -> None:
    @group.command
    def take(wanted: str, *, note: Note = "") -> int:
        """Say that work on it has begun."""
        from supervisor.actions.service import take_up

        return do(wanted, lambda book, actor, subject: take_up(book, actor, subject, note=note))

    @group.command
    def report(wanted: str, *, note: Note = "", photo: Photos = None) -> int:
        """Say that it is mended."""
        from supervisor.actions.service import report_done

        pictures = pictures_in(photo)
        return do(wanted, lambda book, actor, subject: report_done(book, actor, subject, note=note, photos=pictures))

    @group.command
    def note(
        wanted: str, text: Annotated[str, Parameter(help="what was seen or agreed")], *, photo: Photos = None
    ) -> int:
        """Add a remark."""
        from supervisor.actions import service

        pictures = pictures_in(photo)
        return do(wanted, lambda book, actor, subject: service.note(book, actor, subject, text, photos=pictures))

    @group.command
    def announce(
        wanted: str,
        *,
        where: Annotated[str, Parameter(help="where or how it was made known")],
        to: Annotated[str, Parameter(help="to whom")] = "",
        text: Annotated[Path | None, Parameter(help="file with the words that were used")] = None,
    ) -> int:
        """Record that the matter was made known to the branch (通报); `actions notice` drafts the text."""
        from supervisor.actions import announcing

        try:
            words = text.read_text("utf-8") if text else ""
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(_("{file} cannot be read: {why}").format(file=text, why=why_unread(error))) from error
        return do(wanted, lambda book, actor, subject: announcing.announce(
            book, actor, subject, where=where, to=to, text=words))  # fmt: skip


def _looking_again(group: App) -> None:
    @group.command
    def like(
        wanted: str,
        place: Annotated[
            str, Parameter(help="a proposed place or person by name or staff number, or any other place in words")
        ] = "",
        *,
        found: Annotated[str, Parameter(help="in_order or same_fault")] = "",
        rest: Annotated[bool, Parameter(negative=(), help="tick all that nobody looked at as in order")] = False,
        note: Note = "",
    ) -> int:
        """Tick one like place (举一反三); the same fault there raises an action of its own. Without a place: list
        them.
        """
        from supervisor.actions.ledger import likes
        from supervisor.actions.rechecks import check_like, check_rest

        with opened() as app:
            with app.read() as r:
                subject = subject_of(app, r, wanted)
                known = {one.like: one for one in likes(r, subject)}
                named = place_names(r) | names(r)
                numbers = staff_numbers(r)
            if rest:
                say(_("{n} ticked as in order.").format(n=check_rest(app.book, app.actor, subject)))
                return 0
            if not place:
                return show(wanted)
            if found not in ("in_order", "same_fault"):
                raise BadInput(_("Say what was found: --found in_order or --found same_fault."))
            meant = [k for k in known if place in (k, named.get(k), numbers.get(k), k.partition(":")[2])]
            check_like(app.book, app.actor, subject, meant[0] if meant else place, found, note=note)  # type: ignore[arg-type]
        say(_("Recorded."))
        return 0

    def show(wanted: str) -> int:
        return group["show"].default_command(wanted)  # type: ignore[misc]

    @group.command
    def recheck(
        wanted: str,
        *,
        passed: Annotated[bool, Parameter(help="whether it is in order now")],
        note: Note = "",
        photo: Photos = None,
    ) -> int:
        """Re-inspect (never one's own doing): `--passed` it can be closed, `--no-passed` it goes back to the doer."""
        from supervisor.actions import rechecks

        pictures = pictures_in(photo)
        return do(wanted, lambda book, actor, subject: rechecks.recheck(
            book, actor, subject, passed=passed, note=note, photos=pictures))  # fmt: skip

    @group.command
    def close(
        wanted: str,
        *,
        note: Note = "",
        unchecked: Annotated[str, Parameter(help="why like places are not all checked")] = "",
    ) -> int:
        """Close it with an opinion (the manager; never one's own)."""
        from supervisor.actions.service import close_action

        return do(wanted, lambda book, actor, subject: close_action(
            book, actor, subject, note=note, unchecked=unchecked))  # fmt: skip

    @group.command
    def reopen(wanted: str, *, reason: str, due: Due = None) -> int:
        """Open it again, with the reason."""
        from supervisor.actions import service

        until = until_of(due)
        return do(wanted, lambda book, actor, subject: service.reopen(book, actor, subject, reason=reason, due=until))


def _deciding(group: App) -> None:
    @group.command
    def extend(
        wanted: str,
        *,
        reason: str,
        due: Due = None,
        grant: Annotated[bool, Parameter(negative=(), help="grant what was asked, or another day with --due")] = False,
        refuse: Annotated[bool, Parameter(negative=(), help="refuse what was asked")] = False,
    ) -> int:
        """Ask for more time, as who answers for it; or as the manager `--grant` or `--refuse` what was asked."""
        from supervisor.actions import dates

        until = until_of(due)
        if grant or refuse:
            if grant and refuse:
                raise BadInput(_("Either --grant or --refuse."))
            return do(wanted, lambda book, actor, subject: dates.decide_extension(
                book, actor, subject, granted=grant, reason=reason, due=until if grant else None))  # fmt: skip
        if until is None:
            raise BadInput(_("Say until when: --due 2026-11-22."))
        return do(wanted, lambda book, actor, subject: dates.ask_extension(book, actor, subject, until, reason=reason))

    @group.command
    def grade(
        wanted: str,
        severity: Annotated[str, Parameter(help="minor, serious or grave")],
        *,
        due: Due = None,
        reason: str,
    ) -> int:
        """Take it harder, or less hard, with another date: what a repeated fault suggests is shown by
        `actions show`.
        """
        from supervisor.actions import dates, ledger

        with opened() as app:
            with app.read() as r:
                subject = subject_of(app, r, wanted)
                there = ledger.action(r, subject)
                until = day_of(due, there.due if there is not None else r.today)
            dates.regrade(app.book, app.actor, subject, severity=severity, due=until, reason=reason)
        say(_("Recorded."))
        return 0

    @group.command
    def settle(
        wanted: str, chosen: Annotated[str, Parameter(help="id of the step that stands")], *, reason: str
    ) -> int:
        """Decide which of two steps that two laptops took apart stands; `actions show` lists both with their ids."""
        from supervisor.actions import apart

        return do(wanted, lambda book, actor, subject: apart.settle(book, actor, subject, chosen, reason=reason))

    @group.command
    def days(
        *,
        minor: Annotated[int | None, Parameter(help="days for a minor fault")] = None,
        serious: Annotated[int | None, Parameter(help="days for a serious fault")] = None,
        grave: Annotated[int | None, Parameter(help="days for a grave fault")] = None,
        recheck_from: Annotated[
            str | None, Parameter(help="severity from which a re-inspection must be passed before closing; never: none")
        ] = None,
        announce_from: Annotated[
            str | None, Parameter(help="severity from which a measure is announced; never: none")
        ] = None,
        json: bool = False,
    ) -> int:
        """Working days to mend by severity, where the check-list states none; with options they are set."""
        from supervisor.access import Right, require
        from supervisor.actions import dates, ledger

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.READ_BRANCH)
                now = ledger.settings(r)
            if any(value is not None for value in (minor, serious, grave, recheck_from, announce_from)):
                dates.set_days(
                    app.book, app.actor, minor=now.minor_days if minor is None else minor,
                    serious=now.serious_days if serious is None else serious,
                    grave=now.grave_days if grave is None else grave,
                    recheck_from=_level(recheck_from, now.recheck_from),
                    announce_from=_level(announce_from, now.announce_from),
                )  # fmt: skip
                with app.read() as r:
                    now = ledger.settings(r)
        if json:
            emit("actions.days", 1, asdict(now))
            return 0
        from supervisor.actions.words import SEVERITY

        table((_("Severity"), _("Working days")), [(SEVERITY[s], now.days(s)) for s in ("minor", "serious", "grave")])
        needed = SEVERITY[now.recheck_from] if now.recheck_from else _("never")
        say(_("A re-inspection must be passed before closing from: {severity}").format(severity=needed))
        told = SEVERITY[now.announce_from] if now.announce_from else _("never")
        say(_("A measure is announced from: {severity}").format(severity=told))
        return 0


def _level(wanted: str | None, now: str) -> str:
    """The severity asked for; what stands where nothing was asked, none where it says never."""
    if wanted is None:
        return now
    return "" if wanted == "never" else wanted
