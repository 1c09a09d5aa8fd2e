"""Commands around meetings: ask, price, plan, place, move, publish, hold, release, end; and solve a saved problem."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from supervisor.access import Right, require
from supervisor.branch.ledger import name_of, people, posts, service_classes
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

from .events import (
    CAPS,
    CapsSet,
    MeetingCancelled,
    MeetingMoved,
    MeetingPlaced,
    MeetingPublished,
)
from .ledger import meeting, sittings
from .material import problem_of, week_of
from .planner import place_at, plan
from .problem import (
    Answer,
    Block,
    MeetingKind,
    Plan,
    Problem,
    Sitting,
    Wish,
    problem_from_json,
    to_json,
)
from .requests import check_wish, request
from .running import end, release, sitting_in_state, start
from .starts import Desk
from .words import block_text

__all__ = [
    "cancel", "check_wish", "end", "move", "names_of", "place", "plan_days", "plan_week", "price_start", "publish",
    "quote", "record", "release", "request", "set_cap", "solve_file", "start",
]  # fmt: skip


def quote(r: Reader, wish: Wish) -> Answer:
    """Price a wish without recording anything: the cheapest start, its alternatives, what blocks the wished slot."""
    check_wish(r, wish)
    days = [day for day in _days_between(wish.first_day, wish.last_day) if day >= r.today]
    found = plan(problem_of(r, days, wanted=(), extra=(wish,)))
    return found.answers[0] if found.answers else Answer(meeting=wish.subject, title=wish.title, sittings=())


def price_start(r: Reader, subject: str, day: date, start_minute: int) -> tuple[Sitting, tuple[Block, ...]]:
    """What a meeting would cost at one start, and every rule that start breaks: for dragging it in the calendar."""
    wish = _wish(r, subject)
    return place_at(Desk(_problem_for(r, day, subject)), wish, day, start_minute)


def plan_days(r: Reader, days: Iterable[date], wanted: Collection[str] | None = None) -> tuple[Problem, Plan]:
    """The plan of all open requests (of `wanted` only) on these days, without recording anything."""
    problem = problem_of(r, days, wanted)
    return problem, plan(problem)


def plan_week(book: Book, actor: str, week: date, *, publish: bool = False) -> Plan:
    """Place all open requests of the week that holds the day `week`, in the order they were made; days gone by and
    sittings already published stay. Returns the plan; with `publish` it is announced at once. Raises Refused without
    the right."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        days = tuple(day for day in week_of(week) if day >= r.today)
        problem, found = plan_days(r, days)
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        record(w, problem, found, publish=publish)
    return found


def place(book: Book, actor: str, subject: str) -> Answer:
    """Place one meeting on the best start of its window; returns the answer (no sitting: it says why). Raises Refused
    without the right, BadInput for an unknown meeting or a window that has passed."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        wish = _wish(r, subject)
        days = [day for day in _days_between(wish.first_day, wish.last_day) if day >= r.today]
        problem, found = plan_days(r, days, (subject,))
    if not found.answers:
        raise BadInput(_("The meeting's window has passed, or it is already announced."))
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        record(w, problem, found)
    return found.answers[0]


def record(w: Writer, problem: Problem, found: Plan, *, publish: bool = False) -> None:
    """Append the placements of a plan, one fact a meeting, with the problem file they came from."""
    digest = w.put_blob(to_json(problem))
    by_meeting: dict[str, list[Answer]] = {}
    for answer in found.answers:
        by_meeting.setdefault(answer.meeting, []).append(answer)
    for subject, answers in by_meeting.items():
        chosen = tuple(one for answer in answers for one in answer.sittings)
        saved = [answer.saved_minutes for answer in answers if answer.saved_minutes is not None]
        w.append(
            subject,
            MeetingPlaced(
                days=tuple(one.day for one in problem.days),
                sittings=chosen,
                blocks=tuple(block for answer in answers if not answer.sittings for block in answer.blocks),
                all_peak=any(answer.all_peak for answer in answers),
                saved_minutes=round(sum(saved), 1) if saved else None,
                problem=digest,
            ),
        )
        if publish and chosen:
            w.append(subject, MeetingPublished(sittings=tuple(f"{one.day.isoformat()}/{one.batch}" for one in chosen)))


def move(
    book: Book, actor: str, subject: str, sitting: str, *, day: date, start_minute: int, reason: str,
    knowingly: bool = False,
) -> Sitting:  # fmt: skip
    """Move one sitting by hand; returns it with its new price. A start that breaks a rule is refused with the reasons,
    unless `knowingly`: then the broken rules are recorded with it. Raises BadInput for an unknown sitting."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        held = sitting_in_state(r, subject, sitting, ("placed", "published"))
        wish = _wish(r, subject)
        desk = Desk(_problem_for(r, day, subject, keep=sitting))
        only = held.plan.people if held.plan.batches > 1 else None
        to, blocks = place_at(
            desk, wish, day, start_minute, batch=held.plan.batch, batches=held.plan.batches, only=only
        )
        names = names_of(r)
    if not reason.strip():
        raise BadInput(_("Say why the meeting is moved."))
    if blocks and not knowingly:
        raise Refused(
            _("The meeting cannot be then: {reasons}").format(
                reasons="; ".join(block_text(one, names) for one in blocks)
            )
        )
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        sitting_in_state(w, subject, sitting, ("placed", "published"))
        w.append(subject, MeetingMoved(sitting=sitting, to=to, reason=reason.strip(), broken=blocks))
    return to


def cancel(book: Book, actor: str, subject: str, reason: str, *, sitting: str = "") -> None:
    """Cancel a meeting, or one sitting of it; the reason is kept. Whoever asked for it may cancel it too."""
    with book.write(actor) as w:
        found = meeting(w, subject)
        if found is None:
            raise BadInput(_("There is no such meeting."))
        if found.requested_by != actor:
            require(w, actor, Right.PLAN_MEETINGS)
        if sitting:
            sitting_in_state(w, subject, sitting, ("placed", "published"))
        if not reason.strip():
            raise BadInput(_("Say why the meeting is cancelled."))
        w.append(subject, MeetingCancelled(reason=reason.strip(), sitting=sitting))


def publish(book: Book, actor: str, first: date, last: date) -> int:
    """Announce all placed sittings from `first` to `last`; the planner moves them no more. Returns how many."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        waiting: dict[str, list[str]] = {}
        for one in sittings(w, first, last, ("placed",)):
            waiting.setdefault(one.meeting, []).append(one.sitting)
        for subject, chosen in waiting.items():
            w.append(subject, MeetingPublished(sittings=tuple(chosen)))
    return sum(len(chosen) for chosen in waiting.values())


def set_cap(book: Book, actor: str, kind: str, minutes: int) -> None:
    """Set the branch's longest length of a kind of meeting in minutes."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if kind not in set(MeetingKind) or not 5 <= minutes <= 480:
            raise BadInput(_("A cap is 5 to 480 minutes for a known kind of meeting."))
        w.append(CAPS, CapsSet(kind=kind, minutes=minutes))


def solve_file(path: str | os.PathLike[str]) -> Plan:
    """Solve a problem saved as a file. Raises BadInput naming the file and what does not fit."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise BadInput(_("The file cannot be read."), (Fault(str(fault), file=file.name),)) from fault
    return plan(problem_from_json(data, file.name))


def names_of(r: Reader) -> dict[str, str]:
    """Names of people and posts by subject, and of service classes by code, for those who show a plan."""
    found = {one.subject: one.name for one in people(r)}
    found.update({one.subject: str(one.name) for one in posts(r)})
    found.update({code: name_of(r, "class", code) for code in service_classes(r)})
    return found


def _days_between(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _wish(r: Reader, subject: str) -> Wish:
    found = meeting(r, subject)
    if found is None or found.state == "cancelled":
        raise BadInput(_("There is no such meeting, or it is cancelled."))
    return found.wish


def _problem_for(r: Reader, day: date, subject: str, keep: str = "") -> Problem:
    """The day with everything else that is placed or stands on it, and this meeting left out (its other batch kept)."""
    import msgspec

    from .problem import Taken

    problem = problem_of(r, (day,), wanted=())
    others = [
        Taken(meeting=one.meeting, title=one.title, sitting=one.plan)
        for one in sittings(r, day, day)
        if one.meeting != subject or (keep and one.sitting != keep and one.plan.batches > 1)
    ]
    return msgspec.structs.replace(problem, taken=tuple(others))
