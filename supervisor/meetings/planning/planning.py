"""Placing meetings: one of them, or all of a week, and recording where and why with the problem they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import calendar
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

from ..events import MeetingPlaced, MeetingPublished
from ..ledger import Held, Meeting, meeting, sittings, sittings_of
from ..planner.planner import plan
from ..planner.watch import Progress
from ..problem.model import Answer, Plan, Problem, Sitting, Wish, to_json
from ..records import CANCELLED, sitting_name
from ..requests.requests import check_wish
from ..requests.series import occurrence_of
from ..requests.wanted import firm_occurrences, wish_alone
from .material import problem_of, staffed, week_of
from .meanwhile import left_out, without

HORIZON_DAYS = 28
"""How far ahead a single request is looked at: as far as customers are forecast."""
SERIES_DAYS = 14
"""How far ahead a series is placed at once; later occurrences are placed with their week."""


def quote(r: Reader, wish: Wish) -> Answer:
    """Price a wish without recording anything: the cheapest start, its alternatives, what blocks the wished slot."""
    check_wish(r, wish)
    found = plan(problem_of(r, _ahead(r, wish, HORIZON_DAYS), wanted=(), extra=(wish,)))
    return found.answers[0] if found.answers else Answer(meeting=wish.subject, title=wish.title, sittings=())


def quote_sitting(r: Reader, held: Held) -> Answer:
    """Price the starts that one sitting may have instead, by the wish that holds for its occurrence; without recording
    anything. Raises BadInput where its meeting is cancelled."""
    return quote(r, wish_alone(r, open_meeting(r, held.meeting), held))


def plan_days(
    r: Reader,
    days: Iterable[date],
    wanted: Collection[str] | None = None,
    *,
    move_published: bool = False,
    progress: Progress | None = None,
) -> tuple[Problem, Plan]:
    """The plan of all open requests (of `wanted` only) on these days, without recording anything. With
    `move_published` what was announced and is not locked may move, where customers or wishes gain by it. `progress`:
    see `planner.plan`."""
    chosen = tuple(sorted(days))
    loose: set[str] = set()
    if move_published and chosen:
        loose = {one.meeting for one in sittings(r, chosen[0], chosen[-1], ("published",)) if not one.locked}
    problem = problem_of(r, chosen, wanted, loose=loose)
    return problem, plan(problem, progress=progress)


def plan_week(book: Book, actor: str, week: date, *, publish: bool = False, move_published: bool = False) -> Plan:
    """Place all open requests of the week that holds the day `week`; days gone by stay, and so do locked sittings and,
    unless `move_published`, the published ones. Returns the plan; with `publish` it is announced at once. Raises
    Refused without the right."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        days = tuple(day for day in week_of(week) if day >= r.today)
        problem, found = plan_days(r, days, move_published=move_published)
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        return of_series(record(w, problem, found, publish=publish))


def place(book: Book, actor: str, subject: str) -> Answer:
    """Place one meeting on the best start of its window (of a series what comes in the next two weeks); returns the
    answer (no sitting: it says why). Raises Refused without the right, BadInput for an unknown meeting or a window that
    has passed."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        known = open_meeting(r, subject)
        days = _ahead(r, known.wish, SERIES_DAYS if known.repeat is not None else HORIZON_DAYS)
        problem, found = plan_days(r, days, (subject,))
    if not found.answers:
        raise BadInput(_("The meeting's window has passed, or it is already announced."))
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        return of_series(record(w, problem, found)).answers[0]


def record(w: Writer, problem: Problem, found: Plan, *, publish: bool = False) -> Plan:
    """Append the placements of a plan, one fact a meeting, with the problem file they came from; returns the plan as it
    was recorded: what changed in the book since the problem was read is left out, in words."""
    out = left_out(w, problem, found, (staffed(w, one.day) for one in problem.days))
    found = without(found, out)
    digest = w.put_blob(to_json(problem))
    by_meeting: dict[str, list[Answer]] = {}
    for answer in found.answers:
        subject = answer.meeting.partition("#")[0]
        if subject not in out:
            by_meeting.setdefault(subject, []).append(answer)
    loose = {one.meeting.partition("#")[0] for one in problem.standing}
    days = tuple(one.day for one in problem.days)
    for subject, answers in by_meeting.items():
        known = meeting(w, subject)
        if known is None:
            continue
        chosen = _named(w, known, answers)
        chosen.update(_kept(w, subject, days, set(chosen), subject in loose))
        saved = [answer.saved_minutes for answer in answers if answer.saved_minutes is not None]
        movable = _movable(w, subject, days) if subject in loose else ()
        w.append(
            subject,
            MeetingPlaced(
                days=days,
                sittings=tuple(chosen.values()),
                names=tuple(chosen),
                movable=movable,
                blocks=tuple(block for answer in answers if not answer.sittings for block in answer.blocks),
                all_peak=any(answer.all_peak for answer in answers),
                saved_minutes=round(sum(saved), 1) if saved else None,
                problem=digest,
            ),
        )
        if publish and chosen:
            told = MeetingPublished(sittings=tuple(chosen), announced=tuple(chosen.values()), title=known.title)
            w.append(subject, told)
    return found


def of_series(found: Plan) -> Plan:
    """The plan with every answer under its meeting, occurrences that differ from their series too."""
    return msgspec.structs.replace(
        found,
        answers=tuple(
            msgspec.structs.replace(one, meeting=one.meeting.partition("#")[0]) if "#" in one.meeting else one
            for one in found.answers
        ),
    )


def open_meeting(r: Reader, subject: str) -> Meeting:
    """A meeting that is not cancelled. Raises BadInput."""
    found = meeting(r, subject)
    if found is None or found.state == "cancelled":
        raise BadInput(_("There is no such meeting, or it is cancelled."))
    return found


def _ahead(r: Reader, wish: Wish, most: int) -> tuple[date, ...]:
    """The days of a wish that are still to come, `most` of them."""
    first = max(r.today, wish.first_day)
    last = min(wish.last_day, first + timedelta(days=most - 1))
    return tuple(date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def _named(r: Reader, known: Meeting, answers: list[Answer]) -> dict[str, Sitting]:
    """The sittings of a meeting by the names they keep: the occurrence's nominal day and the batch."""
    works = calendar(r) if known.repeats else None
    standing = {
        one.plan.batch: one.sitting
        for one in sittings_of(r, known.subject)
        if one.state not in ("running", "ended", "cancelled") or one.announced is not None
    }
    found: dict[str, Sitting] = {}
    for answer in answers:
        own_day = answer.meeting.partition("#")[2]
        for one in answer.sittings:
            if own_day:
                name = f"{own_day}/{one.batch}"
            elif works is not None:
                occurrence = occurrence_of(known, one.day, works)
                name = f"{occurrence.day.isoformat()}/{one.batch}" if occurrence else sitting_name(one)
            else:
                name = standing.get(one.batch, sitting_name(one))
            found[name] = one
    return found


def _kept(r: Reader, subject: str, days: tuple[date, ...], new: set[str], loose: bool) -> dict[str, Sitting]:
    """Batches that are only placed, of occurrences that are settled otherwise: the plan does not take them away."""
    held = sittings_of(r, subject)
    firm = firm_occurrences(held, loose=loose)
    return {
        one.sitting: one.plan
        for one in held
        if one.state == "placed" and not one.locked and one.occurrence in firm
        and one.plan.day in days and one.sitting not in new
    }  # fmt: skip


def _movable(r: Reader, subject: str, days: tuple[date, ...]) -> tuple[str, ...]:
    return tuple(
        one.sitting
        for one in sittings_of(r, subject)
        if one.state == "published" and not one.locked and one.plan.day in days and one.state not in CANCELLED
    )
