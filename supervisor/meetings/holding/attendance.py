"""What is written down of a meeting: how each person attended, the minutes (纪要), actions that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.actions.asking import require_day, require_people
from supervisor.actions.deadlines import SEVERITIES
from supervisor.actions.service import raise_within
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..events import Decision, MeetingAttended, MeetingMinuted
from ..ledger import Held, meeting
from ..records import Attendance
from .moments import later, require_open_month
from .running import sitting_in_state

CAME = ("present", "late", "left")
MARKS = ("present", "late", "left", "absent", "excused")
HELD = ("running", "ended")
LONGEST_TEXT = 8000


def attend(
    book: Book, actor: str, subject: str, sitting: str, person: str, mark: str, *, minute: int | None = None,
    note: str = "", left: bool = False, left_minute: int | None = None, also: bool = False,
) -> None:  # fmt: skip
    """Log how somebody attended: present, late (came at `minute`), left (early, at `minute`), absent, excused; saying
    it again corrects it. Who came late and left early too is late with `left` (at `left_minute`); with `also` late or
    left is said beside the other of the two where that was logged before. Raises BadInput for somebody who did not work
    here that day, a minute outside the meeting or one still to come, Refused before the meeting has begun and once its
    month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, HELD)
        if mark not in MARKS:
            raise BadInput(_("Attendance is one of: {values}.").format(values=", ".join(MARKS)))
        require_open_month(w, held)
        here = {one.subject for one in people(w, on=held.plan.day)}
        if person not in here and (mark in CAME or person not in held.plan.people):
            raise BadInput(_("Somebody named as present does not work here."))
        if (minute is not None and mark not in ("late", "left")) or (left_minute is not None and not left):
            raise BadInput(_("A time is said of who came late or left early."))
        if left and mark != "late":
            raise BadInput(_("Only of who came late it is said besides that he left early."))
        said = Attendance(
            person, mark, _within(w, held, minute), note.strip(), left, _within(w, held, left_minute)
        )  # fmt: skip
        known = held.mark(person)
        if also:
            said = _both(known, said)
        if said.left and said.minute is not None and said.left_minute is not None and said.left_minute < said.minute:
            raise WrongField("minute", _("He cannot have left before he came."))
        if said == known and known in held.attendance:
            return
        w.append(subject, MeetingAttended(sitting=sitting, **msgspec.structs.asdict(said)))


def _within(r: Reader, held: Held, minute: int | None) -> int | None:
    """A minute within the sitting. Raises WrongField (`minute`)."""
    if minute is None:
        return None
    minute = later(r, held, minute, _("He came or left before the meeting began."))
    if held.ended_minute is not None and minute > held.ended_minute:
        raise WrongField("minute", _("The meeting was over by then."))
    return minute


def _both(known: Attendance, said: Attendance) -> Attendance:
    """What is said now beside what was logged: late and left early are kept together, everything else is replaced."""
    late, gone = "late" in (known.mark, said.mark), said.mark == "left" or known.left or known.mark == "left"
    if said.mark not in ("late", "left") or said.left or not (late and gone):
        return said
    came = said.minute if said.mark == "late" else known.came_minute
    went = said.minute if said.mark == "left" else known.gone_minute
    note = said.note if known.note in ("", said.note) else "；".join(filter(None, (known.note, said.note)))
    return Attendance(said.person, "late", came, note, True, went)


def write_minutes(
    book: Book, actor: str, subject: str, sitting: str, text: str, decisions: Iterable[Decision] = ()
) -> None:
    """Write the minutes of a sitting with what was decided; they may be corrected until its month is closed (Refused).
    Raises BadInput for minutes that say nothing, a decision without words, or an owner who does not work here."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, HELD)
        require_open_month(w, held)
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
