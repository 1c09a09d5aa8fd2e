"""What people do to squares of the roster: set any number of them in one command, and put back what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Book, Writer
from supervisor.language import _
from supervisor.roster import ledger
from supervisor.roster.cells import cell_of, lunch_fits, overlaid
from supervisor.roster.day_entries import append_absence, check_open, day_problem, noon, planned
from supervisor.roster.events import (
    AbsenceRecorded,
    AbsenceWithdrawn,
    DayPlanned,
    DutyChanged,
    LunchSet,
    PlannedLunch,
    PlanWithdrawn,
)
from supervisor.roster.records import KINDS, WHOLE_DAY, Cell, DayRoster
from supervisor.roster.service import record_absence

MANY = 3  # more squares of one day than this are written as that day's plan, not one by one


class Before(msgspec.Struct, frozen=True):
    """What stood where squares were set: the squares, and the days that nobody had planned yet."""

    cells: tuple[Cell, ...]
    unplanned: tuple[date, ...] = ()


def set_cells(book: Book, actor: str, cells: Iterable[Cell], *, source: str = "person", reason: str = "") -> Before:
    """Make each square what is given, all in one command or none; returns what stood there, for `put_back`.

    `source` tells where whole days came from (person, copy, plan). Raises BadInput for a person in two places, without
    the post's skill, not in the branch, or eating outside the own duty; Refused without the right (duties and lunch
    ask for planning, absences for recording them) or in a locked month.
    """
    with book.write(actor) as w:
        return _set(w, actor, cells, source=source, reason=reason, checked=True)


def put_back(book: Book, actor: str, before: Before, *, reason: str = "") -> Before:
    """Set squares back to what stood there; returns what stood there now. Rights and locks hold as for `set_cells`."""
    with book.write(actor) as w:
        bare = [
            day for day in before.unplanned if not overlaid(ledger.day_roster(w, day), before.cells).duties
        ]  # read before anything is appended: a command sees the book as it was
        now = _set(w, actor, before.cells, source="person", reason=reason, checked=False)
        for day in bare:
            require(w, actor, Right.PLAN_ROSTER)
            w.append(ledger.subject_of(day), PlanWithdrawn(reason=reason), at=noon(w, day))
    return now


def record_leave(
    book: Book,
    actor: str,
    first: date,
    person: str,
    kind: str,
    *,
    last: date,
    minutes: tuple[int, int] = WHOLE_DAY,
    note: str = "",
) -> Before:
    """Record an absence over several days; duties stay and show as gaps. Returns what stood there, for `put_back`.

    Raises like `record_absence`.
    """
    with book.read() as r:
        before = [cell_of(one, person) for one in ledger.days(r, first, max(first, last))]
    record_absence(
        book, actor, first, person, kind, last_day=last, start_minute=minutes[0], end_minute=minutes[1], note=note
    )
    return Before(tuple(before))


def _set(w: Writer, actor: str, cells: Iterable[Cell], *, source: str, reason: str, checked: bool) -> Before:
    by_day: dict[date, dict[str, Cell]] = {}
    for cell in cells:
        by_day.setdefault(cell.day, {})[cell.person] = cell
    before: list[Cell] = []
    unplanned: list[date] = []
    for day, wanted in sorted(by_day.items()):
        now = ledger.day_roster(w, day)
        changes = [(old, new) for new in wanted.values() if (old := cell_of(now, new.person)) != new]
        if not changes:
            continue
        check_open(w, day)
        plans = [new for old, new in changes if (old.duties, old.lunch) != (new.duties, new.lunch)]
        if plans:
            require(w, actor, Right.PLAN_ROSTER)
            if checked:
                _check(w, day, plans)
            _append_plans(w, now, plans, source, reason)
            if not now.planned:
                unplanned.append(day)
        aways = [(old, new) for old, new in changes if old.absences != new.absences]
        if aways:
            require(w, actor, Right.RECORD_ABSENCE)
            for old, new in aways:
                _append_absences(w, old, new, reason)
        before += [old for old, _new in changes]
    return Before(tuple(before), tuple(unplanned))


def _check(w: Writer, day: date, plans: Sequence[Cell]) -> None:
    for cell in plans:
        if any(one.person != cell.person for one in cell.duties):
            raise ValueError("every duty of a square must be the named person's")
    problem = day_problem(w, day, [duty for cell in plans for duty in cell.duties])
    if problem:
        raise BadInput(f"{day}{_(': ')}{problem}")
    for cell in plans:
        if not lunch_fits(cell):
            name = next((one.name for one in people(w, on=day) if one.subject == cell.person), "")
            raise BadInput(f"{day} {name}{_(': ')}" + _("Lunch lies within the person's own duty."))


def _append_plans(w: Writer, now: DayRoster, plans: Sequence[Cell], source: str, reason: str) -> None:
    subject, at = ledger.subject_of(now.day), noon(w, now.day)
    if len(plans) > MANY:
        after = overlaid(now, plans)
        fact = DayPlanned(
            duties=tuple(map(planned, after.duties)),
            lunches=tuple(PlannedLunch(one.person, one.start_minute, one.end_minute) for one in after.lunches),
            source=source,
        )
        w.append(subject, fact, at=at)
        return
    for cell in plans:
        old = cell_of(now, cell.person)
        eats = old.lunch
        if old.duties != cell.duties:
            w.append(
                subject,
                DutyChanged(person=cell.person, duties=tuple(map(planned, cell.duties)), reason=reason),
                at=at,
            )
            eats = eats if cell.duties else None
        if eats != cell.lunch:
            start, end = (None, None) if cell.lunch is None else (cell.lunch.start_minute, cell.lunch.end_minute)
            w.append(subject, LunchSet(person=cell.person, start_minute=start, end_minute=end), at=at)


def _append_absences(w: Writer, old: Cell, new: Cell, reason: str) -> None:
    for one in old.absences:
        if one not in new.absences:
            fact = AbsenceWithdrawn(person=one.person, start_minute=one.start_minute, reason=reason)
            w.append(ledger.subject_of(new.day), fact, at=noon(w, new.day))
    for one in new.absences:
        if one in old.absences:
            continue
        if one.kind not in KINDS or one.person != new.person:
            raise ValueError("an absence of a square is the named person's and of a known kind")
        if not 0 <= one.start_minute < one.end_minute <= WHOLE_DAY[1]:
            raise BadInput(_("An absence begins before it ends, both within one day."))
        append_absence(
            w,
            new.day,
            AbsenceRecorded(
                person=one.person,
                kind=one.kind,
                start_minute=one.start_minute,
                end_minute=one.end_minute,
                note=one.note,
            ),
        )
