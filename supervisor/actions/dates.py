"""Commands on the due date and the severity: the manager changes, grants and takes harder; who answers may only ask."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, require
from supervisor.branch.ledger import working_days_after
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .asking import in_state, reason_of, require_day, require_manager, require_own
from .deadlines import MOST_DAYS, SEVERITIES, rank
from .events import SETTINGS, ActionRegraded, DueChanged, ExtensionAsked, ExtensionDecided, SettingsSet
from .ledger import settings
from .records import Action
from .repeats import Suggestion, suggestion


def change_due(book: Book, actor: str, subject: str, due: date, *, reason: str) -> None:
    """Another due date. Raises Refused for the owner and doer themselves, BadInput without a reason or for a date that
    nobody can mean (`require_day`)."""
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up")
        require_manager(w, actor, (there.owner, there.doer))
        require_day(w, due, there)
        w.append(subject, DueChanged(due=due, reason=reason_of(reason), before=there.mark))


def ask_extension(book: Book, actor: str, subject: str, due: date, *, reason: str) -> None:
    """Who answers for it (or does it) asks for a later date. Raises BadInput unless it is later and has a reason."""
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up")
        if actor not in (there.owner, there.doer):
            raise Refused(_("Only who answers for it or does it asks for more time; the manager changes the date."))
        require_own(w, actor, there)
        if due <= max(there.due, w.today):
            raise BadInput(_("Ask for a day after {day}.").format(day=max(there.due, w.today)))
        require_day(w, due)
        w.append(subject, ExtensionAsked(due=due, reason=reason_of(reason), before=there.mark))


def decide_extension(
    book: Book, actor: str, subject: str, *, granted: bool, reason: str, due: date | None = None
) -> None:
    """Grant what was asked (or another `due`), or refuse it. Raises Refused for the owner and doer, or when nothing
    was asked; BadInput without a reason."""
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up")
        require_manager(w, actor, (there.owner, there.doer))
        if there.asked_due is None:
            raise Refused(_("Nobody has asked for more time on {number}.").format(number=there.number))
        until = (due or there.asked_due) if granted else None
        if due is not None and granted:
            require_day(w, due, there)
        fact = ExtensionDecided(granted=granted, reason=reason_of(reason), due=until, before=there.mark)
        w.append(subject, fact)


def suggested(r: Reader, there: Action, times: int) -> Suggestion | None:
    """What a fault that occurred for the `times`-th time suggests for its action; None once it is reported done."""
    if not there.running:
        return None
    rules = settings(r)
    due_by = {severity: working_days_after(r, there.raised, rules.days(severity)) for severity in SEVERITIES}
    until = {severity: max(day, r.today) for severity, day in due_by.items()}
    return suggestion(there.severity, there.due, times, until)


def regrade(book: Book, actor: str, subject: str, *, severity: str, due: date, reason: str) -> None:
    """Take it harder (or less hard) with another due date, as a repeated fault suggests; the manager decides.

    Raises Refused for the owner and doer, BadInput for an unknown severity or without a reason.
    """
    with book.write(actor) as w:
        there = in_state(w, subject, "open", "taken_up")
        require_manager(w, actor, (there.owner, there.doer))
        if severity not in SEVERITIES:
            raise BadInput(_("Severity is one of: {values}").format(values=", ".join(SEVERITIES)))
        require_day(w, due, there)
        harder = rank(severity) >= rank(there.severity)
        w.append(
            subject,
            ActionRegraded(
                severity=severity,
                due=due,
                reason=reason_of(reason),
                after_photo=(harder and there.after_photo) or severity == "grave",
                recheck=(harder and there.needs_recheck) or settings(w).recheck(severity),
                before=there.mark,
            ),
        )


def set_days(
    book: Book, actor: str, *, minor: int, serious: int, grave: int, recheck_from: str = "serious",
    announce_from: str = "minor",
) -> None:  # fmt: skip
    """Set the working days to mend by severity, and from which severities on a re-inspection is needed and the measure
    is announced ("" never).

    Actions that were raised before keep their dates. Raises BadInput outside 0 to 250 days, or when a harder fault
    would have longer; Refused without the right to settings.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if not all(0 <= days <= MOST_DAYS for days in (minor, serious, grave)):
            raise BadInput(_("Working days to mend must be 0 to {most}.").format(most=MOST_DAYS))
        if not minor >= serious >= grave:
            raise BadInput(_("A harder fault cannot have longer to be mended."))
        if {recheck_from, announce_from} - {"", *SEVERITIES}:
            raise BadInput(_("Severity is one of: {values}").format(values=", ".join(SEVERITIES)))
        fact = SettingsSet(
            minor_days=minor, serious_days=serious, grave_days=grave, recheck_from=recheck_from,
            announce_from=announce_from,
        )  # fmt: skip
        w.append(SETTINGS, fact)
