"""A sitting while it is held: it begins, releases people to the floor when a surge needs them (A5), and ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..events import MeetingEnded, MeetingReleased, MeetingStarted, ReleaseTakenBack
from ..ledger import Held, running, sittings_of
from ..maintenance.gate import require_ready
from ..words import STATE_NAMES
from .moments import beginning, later, require_open_month


def start(
    book: Book,
    actor: str,
    subject: str,
    sitting: str,
    *,
    attending: Collection[str] | None = None,
    minute: int | None = None,
) -> None:
    """A sitting begins (at `minute` of its day, now when None) with those who came (when None all planned people who
    still work here). Raises Refused before its day has come and once its month is closed, BadInput for somebody who did
    not work here on its day or sits in another meeting, and for a time still to come."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("placed", "published"))
        if held.plan.day > w.today:
            raise Refused(_("The meeting is on {day}: move it first.").format(day=held.plan.day.isoformat()))
        require_open_month(w, held)
        here = {one.subject for one in people(w, on=held.plan.day)}
        came = tuple(dict.fromkeys(held.plan.people if attending is None else attending))
        if attending is None:
            came = tuple(one for one in came if one in here)
        elif set(came) - here:
            raise BadInput(_("Somebody named as present does not work here."))
        _require_nowhere_else(w, held, came)
        require_ready(w, held.kind, subject, held.plan)
        w.append(
            subject,
            MeetingStarted(sitting=sitting, minute=beginning(w, held, minute), attending=came, chair=actor),
        )


def release(
    book: Book, actor: str, subject: str, sitting: str, persons: Collection[str], *, reason: str = "",
    minute: int | None = None, goals: Mapping[str, tuple[str, float]] | None = None,
) -> None:  # fmt: skip
    """Send people of a running meeting to the floor (A5); `goals` by person: the post, and the customer-minutes of
    waiting that it saves. Raises BadInput for somebody who is not in it and for a time before it began or still to
    come, Refused once its month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("running",))
        require_open_month(w, held)
        gone = tuple(dict.fromkeys(persons))
        if not gone or set(gone) - set(held.inside):
            raise BadInput(_("Only people who sit in the meeting can be released."))
        w.append(
            subject,
            MeetingReleased(
                sitting=sitting,
                minute=later(w, held, minute, _("Nobody can be released before the meeting began.")),
                people=gone,
                reason=reason,
                to_posts=tuple(goals[one][0] if one in goals else "" for one in gone) if goals else (),
                saved_minutes=tuple(goals[one][1] if one in goals else 0.0 for one in gone) if goals else (),
            ),
        )


def stay(book: Book, actor: str, subject: str, sitting: str, persons: Collection[str], *, reason: str = "") -> None:
    """People who were sent to the floor sit in the meeting still: the release is taken back. Raises BadInput for
    somebody who was not released, Refused once the meeting has ended or its month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("running",))
        require_open_month(w, held)
        back = tuple(dict.fromkeys(persons))
        if not back or set(back) - {one.person for one in held.released}:
            raise BadInput(_("Only who was released can be called back."))
        w.append(subject, ReleaseTakenBack(sitting=sitting, people=back, reason=reason.strip()))


def end(
    book: Book, actor: str, subject: str, sitting: str, *, minutes_text: str = "", minute: int | None = None
) -> None:
    """A running sitting ends (now, or at `minute` of its day; past midnight the minutes count on, and a time of the
    clock before its beginning is one of the next day); `minutes_text` is what was settled. Raises BadInput for a time
    before it began or still to come, Refused once its month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("running",))
        require_open_month(w, held)
        at = later(w, held, minute, _("A meeting cannot end before it began."))
        w.append(subject, MeetingEnded(sitting=sitting, minute=at, minutes_text=minutes_text.strip()))


def sitting_in_state(r: Reader, subject: str, sitting: str, states: tuple[str, ...]) -> Held:
    """A sitting in one of these states. Raises BadInput for an unknown one, Refused for one in another state."""
    for one in sittings_of(r, subject):
        if one.sitting == sitting:
            if one.state not in states:
                raise Refused(_("This sitting is {state}.").format(state=STATE_NAMES[one.state]))
            return one
    raise BadInput(_("There is no such sitting."))


def _require_nowhere_else(r: Reader, held: Held, came: Collection[str]) -> None:
    """Raises BadInput where somebody sits in another meeting of that day that has begun and not ended."""
    names = {one.subject: one.name for one in people(r, active_only=False)}
    for other in running(r):
        both = [one for one in came if one in other.inside]
        if both and other.plan.day == held.plan.day and (other.meeting, other.sitting) != (held.meeting, held.sitting):
            who = "、".join(names.get(one, one) for one in both)
            words = _("{who} sits in {title} ({number}), which has not ended: end it first, or leave them out.")
            raise WrongField("attending", words.format(who=who, title=other.title, number=other.number))
