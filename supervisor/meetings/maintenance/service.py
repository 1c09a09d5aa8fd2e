"""Commands around the check-list of a maintenance window: prepare it for a time, tick a point, take a tick back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import Words, _
from supervisor.meetings.ledger import Meeting, meeting, sittings_of
from supervisor.meetings.problem.model import MeetingKind

from .events import PointTicked, PointUnticked, WindowPrepared
from .gate import inside_hours, missing_points, refusal
from .ledger import check_list
from .points import missing
from .records import POINTS, WITH_PEOPLE, CheckList, Slot, Tick, check_subject

DAY_MINUTES = 24 * 60


def prepare(
    book: Book, actor: str, subject: str, *, day: date, start_minute: int, out_of_use: str, channels: str = "",
    nearest: str = "", notice: str = "",
) -> Slot:  # fmt: skip
    """Say for which time the check-list of a window is meant, and what customers are told: what is `out_of_use`, where
    else they are served (`channels`), the `nearest` branch, and the text of the `notice` if it is not the template's.

    Returns the time. What was ticked for another time is to be ticked anew. Raises BadInput for what is no maintenance,
    for a day gone by and where nothing is said to be out of use; Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        known = _window(w, subject)
        if not out_of_use.strip():
            raise WrongField("out_of_use", _("Say what customers cannot use meanwhile."))
        if day < w.today:
            raise WrongField("day", _("The day has gone by."))
        if not 0 <= start_minute <= DAY_MINUTES - known.wish.minutes:
            raise WrongField("start_minute", _("The window would run past midnight."))
        slot = Slot(day, start_minute, start_minute + known.wish.minutes)
        fact = WindowPrepared(
            meeting=subject, day=day, start_minute=slot.start_minute, end_minute=slot.end_minute,
            out_of_use=out_of_use.strip(), channels=channels.strip(), nearest=nearest.strip(), notice=notice.strip(),
        )  # fmt: skip
        before = check_list(w, subject)
        same = (before.slot, before.out_of_use, before.channels, before.nearest, before.notice) == (
            slot, fact.out_of_use, fact.channels, fact.nearest, fact.notice,
        )  # fmt: skip
        if not same:
            w.append(check_subject(subject), fact)
    return slot


def tick(book: Book, actor: str, subject: str, point: str, *, persons: Collection[str] = (), note: str = "") -> None:
    """A point is in place for the time the check-list is meant for. The guide and the cover name people who are at work
    then, between them for all of it.

    Raises Refused without the right and for people who are not there, with the reason; BadInput for an unknown point,
    nobody named where somebody must be, a list that is meant for no time yet, and channels nobody wrote down.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        known = _window(w, subject)
        found = check_list(w, subject)
        if point not in POINTS:
            raise BadInput(_("The check-list has no such point."))
        if found.slot is None:
            raise BadInput(_("Say first for which time the check-list is meant."))
        if point == "channels" and not found.channels:
            raise BadInput(_("Write down the other channels first."))
        chosen = tuple(dict.fromkeys(persons)) if point in WITH_PEOPLE else ()
        if point in WITH_PEOPLE:
            _check_people(w, found, point, chosen, _doers(w, known))
        slot = found.slot
        fact = PointTicked(
            meeting=subject, point=point, day=slot.day, start_minute=slot.start_minute, end_minute=slot.end_minute,
            persons=chosen, note=note.strip(),
        )  # fmt: skip
        w.append(check_subject(subject), fact)


def untick(book: Book, actor: str, subject: str, point: str, *, reason: str = "") -> bool:
    """Take a tick back. Returns whether the window stands inside opening hours, where it may not be held now. Raises
    BadInput for a point that is not ticked, Refused without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        if check_list(w, subject).tick(point) is None:
            raise BadInput(_("This point is not ticked."))
        w.append(check_subject(subject), PointUnticked(meeting=subject, point=point, reason=reason.strip()))
        standing = [one for one in sittings_of(w, subject) if one.state in ("placed", "published", "running")]
        times = [Slot(one.plan.day, one.plan.start_minute, one.plan.end_minute) for one in standing]
        return any(inside_hours(w, slot) for slot in times)


def lacking(r: Reader, subject: str) -> tuple[Words, ...]:
    """What the check-list of a window still lacks for its time, in words."""
    found = check_list(r, subject)
    if found.slot is None:
        return tuple(POINTS.values())
    known = meeting(r, subject)
    return tuple(one.why for one in missing_points(r, subject, found.slot, _doers(r, known) if known else ()))


def _doers(r: Reader, known: Meeting) -> frozenset[str]:
    """Who does the maintenance: whoever is asked for by name, and whoever is planned for it."""
    named = {need.value for need in known.wish.needs if need.by == "person" and not need.optional}
    standing = [one for one in sittings_of(r, known.subject) if one.state in ("placed", "published", "running")]
    return frozenset(named.union(*(one.plan.people for one in standing)))


def _check_people(w: Writer, found: CheckList, point: str, chosen: tuple[str, ...], doers: Collection[str]) -> None:
    from .gate import there_on

    known = {one.subject: one.name for one in people(w)}
    if not chosen or set(chosen) - set(known):
        raise WrongField("persons", _("Choose somebody who works here."))
    assert found.slot is not None
    asked = CheckList(
        found.meeting, found.slot,
        ticks=(*(one for one in found.ticks if one.point != point), Tick(point, found.slot, chosen, "", "", w.now)),
    )  # fmt: skip
    lacks = missing(asked, found.slot, there_on(w, found.slot, found.meeting), known, doers)
    why = next((one.why for one in lacks if one.point == point), None)
    if why is not None:
        raise Refused(refusal((why,)))


def _window(r: Reader, subject: str) -> Meeting:
    found = meeting(r, subject)
    if found is None or found.kind != MeetingKind.MAINTENANCE or found.state == "cancelled":
        raise BadInput(_("There is no such maintenance window, or it is cancelled."))
    return found
