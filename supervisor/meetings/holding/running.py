"""A sitting while it is held: it begins, releases people to the floor when a surge needs them (A5), and ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..events import MeetingEnded, MeetingReleased, MeetingStarted
from ..ledger import Held, sittings_of
from ..maintenance.gate import require_ready
from ..words import STATE_NAMES


def start(
    book: Book,
    actor: str,
    subject: str,
    sitting: str,
    *,
    attending: Collection[str] | None = None,
    minute: int | None = None,
) -> None:
    """A sitting begins (at `minute` of its day, now when None) with those who came (all planned people when None).
    Raises Refused before its day has come, BadInput for somebody who does not work here."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("placed", "published"))
        if held.plan.day > w.today:
            raise Refused(_("The meeting is on {day}: move it first.").format(day=held.plan.day.isoformat()))
        if set(attending or ()) - {one.subject for one in people(w)} - set(held.plan.people):
            raise BadInput(_("Somebody named as present does not work here."))
        came = held.plan.people if attending is None else tuple(attending)
        require_ready(w, held.kind, subject, held.plan)
        w.append(
            subject,
            MeetingStarted(sitting=sitting, minute=_minute(w, minute), attending=came, chair=actor),
        )


def release(
    book: Book, actor: str, subject: str, sitting: str, persons: Collection[str], *, reason: str = "",
    minute: int | None = None, goals: Mapping[str, tuple[str, float]] | None = None,
) -> None:  # fmt: skip
    """Send people of a running meeting to the floor (A5); `goals` by person: the post, and the customer-minutes of
    waiting that it saves. Raises BadInput for somebody who is not in it."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("running",))
        if not persons or set(persons) - set(held.inside):
            raise BadInput(_("Only people who sit in the meeting can be released."))
        w.append(
            subject,
            MeetingReleased(
                sitting=sitting,
                minute=_minute(w, minute),
                people=tuple(persons),
                reason=reason,
                to_posts=tuple(goals[one][0] if one in goals else "" for one in persons) if goals else (),
                saved_minutes=tuple(goals[one][1] if one in goals else 0.0 for one in persons) if goals else (),
            ),
        )


def end(
    book: Book, actor: str, subject: str, sitting: str, *, minutes_text: str = "", minute: int | None = None
) -> None:
    """A running sitting ends; `minutes_text` is what was settled."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("running",))
        at = _minute(w, minute)
        if held.started_minute is not None and at < held.started_minute:
            raise BadInput(_("A meeting cannot end before it began."))
        w.append(subject, MeetingEnded(sitting=sitting, minute=at, minutes_text=minutes_text.strip()))


def sitting_in_state(r: Reader, subject: str, sitting: str, states: tuple[str, ...]) -> Held:
    """A sitting in one of these states. Raises BadInput for an unknown one, Refused for one in another state."""
    for one in sittings_of(r, subject):
        if one.sitting == sitting:
            if one.state not in states:
                raise Refused(_("This sitting is {state}.").format(state=STATE_NAMES[one.state]))
            return one
    raise BadInput(_("There is no such sitting."))


def _minute(r: Reader, minute: int | None) -> int:
    if minute is not None:
        return minute
    local = r.now.astimezone(r.zone)
    return local.hour * 60 + local.minute
