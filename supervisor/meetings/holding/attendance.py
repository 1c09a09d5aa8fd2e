"""What is written down of a meeting: how each person attended, the minutes (纪要), actions that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervisor.access import Right, require
from supervisor.actions.asking import require_day, require_people
from supervisor.actions.deadlines import SEVERITIES
from supervisor.actions.service import raise_within
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _

from ..events import Decision, MeetingAttended, MeetingMinuted
from ..ledger import meeting
from .running import sitting_in_state

MARKS = ("present", "late", "left", "absent", "excused")
HELD = ("running", "ended")
LONGEST_TEXT = 8000


def attend(
    book: Book, actor: str, subject: str, sitting: str, person: str, mark: str, *, minute: int | None = None,
    note: str = "",
) -> None:  # fmt: skip
    """Log how somebody attended: present, late (came at `minute`), left (early, at `minute`), absent, excused; saying
    it again corrects it. Raises BadInput for somebody who does not work here or a minute outside the meeting's day,
    Refused before the meeting has begun."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, HELD)
        if mark not in MARKS:
            raise BadInput(_("Attendance is one of: {values}.").format(values=", ".join(MARKS)))
        if person not in held.plan.people and person not in {one.subject for one in people(w)}:
            raise BadInput(_("Somebody named as present does not work here."))
        if minute is not None and mark not in ("late", "left"):
            raise BadInput(_("A time is said of who came late or left early."))
        if minute is not None and not (held.started_minute or 0) <= minute < 24 * 60:
            raise BadInput(_("He came or left before the meeting began."))
        known = held.mark(person)
        if (known.mark, known.minute, known.note) == (mark, minute, note.strip()) and known in held.attendance:
            return
        w.append(subject, MeetingAttended(sitting=sitting, person=person, mark=mark, minute=minute, note=note.strip()))


def write_minutes(
    book: Book, actor: str, subject: str, sitting: str, text: str, decisions: Iterable[Decision] = ()
) -> None:
    """Write the minutes of a sitting with what was decided; they may be corrected afterwards. Raises BadInput for
    minutes that say nothing, a decision without words, or an owner who does not work here."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, HELD)
        said = text.strip()
        given = tuple(
            Decision(code=one.code or str(number), text=one.text.strip(), owner=one.owner, due=one.due)
            for number, one in enumerate(decisions, 1)
        )
        if not said and not given:
            raise BadInput(_("The minutes say nothing."))
        if len(said) > LONGEST_TEXT:
            raise BadInput(_("The minutes have more than {most} characters.").format(most=LONGEST_TEXT))
        if not all(one.text for one in given) or len({one.code for one in given}) < len(given):
            raise BadInput(_("Every decision says what is to be done, under a number of its own."))
        require_people(w, [one.owner for one in given if one.owner])
        if (said, given) != (held.minutes_text, held.decisions):
            w.append(subject, MeetingMinuted(sitting=sitting, text=said, decisions=given))


def raise_decision(
    book: Book, actor: str, subject: str, sitting: str, code: str, *, owner: str = "", due: date | None = None,
    severity: str = "minor",
) -> str:  # fmt: skip
    """Make a corrective action of a decision, with the meeting as its source; returns the action's subject, the same
    one if it was raised before. Owner and day are the decision's where not named. Raises BadInput without an owner."""
    with book.write(actor) as w:
        require(w, actor, Right.RAISE_ACTION)
        held = sitting_in_state(w, subject, sitting, HELD)
        one = next((each for each in held.decisions if each.code == code), None)
        known = meeting(w, subject)
        if one is None or known is None:
            raise BadInput(_("The minutes have no decision {code}.").format(code=code))
        who, until = owner or one.owner, due or one.due
        if not who:
            raise BadInput(_("Name the one person who answers for it."))
        if severity not in SEVERITIES:
            raise BadInput(_("Severity is one of: {values}").format(values=", ".join(SEVERITIES)))
        require_people(w, (who,))
        if until is not None:
            require_day(w, until)
        day = held.plan.day.isoformat()
        note = _("Decided at: {title} ({number}), {day}").format(title=held.title, number=held.number, day=day)
        cause = source_of(subject, sitting, code)
        return raise_within(w, cause=cause, title=one.text, owner=who, severity=severity, due=until, note=note)


def source_of(subject: str, sitting: str, code: str) -> str:
    """What an action that follows from a decision names as its source: the meeting, the sitting and the decision."""
    return f"{subject}/{sitting}/{code}"
