"""The squares of a week's roster: one person on one day. Pure: taking them out, laying others over, copying a week.

A draft (last week's plan, a proposal) is a handful of squares that nobody has agreed to yet; laid over the roster it
can be looked at with its gaps before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from supervisor.roster.cover import without
from supervisor.roster.records import WHOLE_DAY, Cell, DayRoster, Duty


class LeftOut(msgspec.Struct, frozen=True):
    """A square that a draft could not take over. `why`: closed, away, or the sentence that says it."""

    day: date
    person: str
    why: str


class Draft(msgspec.Struct, frozen=True):
    """Squares that somebody proposes, and what had to be left out."""

    cells: tuple[Cell, ...]
    left_out: tuple[LeftOut, ...] = ()


def cell_of(roster: DayRoster, person: str) -> Cell:
    """One person's square of a day."""
    return Cell(
        person,
        roster.day,
        tuple(sorted((one for one in roster.duties if one.person == person), key=lambda one: one.start_minute)),
        next((one for one in roster.lunches if one.person == person), None),
        tuple(one for one in roster.absences if one.person == person),
    )


def overlaid(roster: DayRoster, cells: Iterable[Cell]) -> DayRoster:
    """The day as it would be with these squares in it (those of other days are passed over)."""
    mine = {one.person: one for one in cells if one.day == roster.day}
    if not mine:
        return roster
    duties = [one for one in roster.duties if one.person not in mine]
    lunches = [one for one in roster.lunches if one.person not in mine]
    absences = [one for one in roster.absences if one.person not in mine]
    for cell in mine.values():
        duties += cell.duties
        lunches += [cell.lunch] if cell.lunch is not None else []
        absences += cell.absences
    return DayRoster(
        roster.day,
        roster.planned or any(one.duties for one in mine.values()),
        tuple(sorted(duties, key=lambda one: (one.person, one.start_minute))),
        tuple(sorted(absences, key=lambda one: (one.person, one.start_minute))),
        tuple(sorted(lunches, key=lambda one: (one.start_minute, one.person))),
    )


def away_all_day(cell: Cell) -> bool:
    """Whether somebody is away the whole day."""
    return any((one.start_minute, one.end_minute) == WHOLE_DAY for one in cell.absences)


def lunch_fits(cell: Cell) -> bool:
    """Whether the lunch lies within the person's own duties, which may follow one another."""
    if cell.lunch is None:
        return True
    meal = (cell.lunch.start_minute, cell.lunch.end_minute)
    return meal[0] < meal[1] and not without(meal, [(one.start_minute, one.end_minute) for one in cell.duties])


def moved(cell: Cell, person: str, day: date) -> Cell:
    """The plan of a square for another person or day; absences do not travel."""
    return Cell(
        person,
        day,
        tuple(msgspec.structs.replace(one, person=person) for one in cell.duties),
        None if cell.lunch is None else msgspec.structs.replace(cell.lunch, person=person),
    )


def carried(cell: Cell, person: str, day: date, now: Cell) -> Cell:
    """A square brought to another person and day: its plan, and its absences when it has no plan; else what is
    recorded there of absences stays.
    """
    plan = moved(cell, person, day)
    if cell.duties or not cell.absences:
        return msgspec.structs.replace(plan, absences=now.absences if cell.duties else ())
    return msgspec.structs.replace(
        plan, absences=tuple(msgspec.structs.replace(one, person=person) for one in cell.absences)
    )


def week_copied(
    source: Sequence[DayRoster],
    target: Sequence[DayRoster],
    is_open: Callable[[date], bool],
    problem: Callable[[date, Sequence[Duty]], str],
) -> Draft:
    """The plan of one week on the days of another, weekday by weekday.

    Absences stay as recorded: who is away all day gets no duty. A closed day, or one that the source left unplanned,
    stays as it is. `problem(day, duties)` says why duties cannot be (skill, post, person), empty when they can.
    """
    cells: list[Cell] = []
    left_out: list[LeftOut] = []
    for old, new in zip(source, target, strict=True):
        people = dict.fromkeys([*(one.person for one in old.duties), *(one.person for one in new.duties)])
        if not old.duties:
            continue
        if not is_open(new.day):
            left_out += [LeftOut(new.day, person, "closed") for person in people if cell_of(old, person).duties]
            continue
        for person in people:
            now = cell_of(new, person)
            wanted = msgspec.structs.replace(moved(cell_of(old, person), person, new.day), absences=now.absences)
            why = "away" if wanted.duties and away_all_day(now) else problem(new.day, wanted.duties)
            if why:
                left_out.append(LeftOut(new.day, person, why))
                wanted = msgspec.structs.replace(wanted, duties=(), lunch=None)
            if wanted != now:
                cells.append(wanted)
    return Draft(tuple(cells), tuple(left_out))


def week_proposed(planned: Mapping[date, tuple[Sequence[Duty], Sequence]], target: Sequence[DayRoster]) -> Draft:
    """A planner's days (duties and lunches by day) as squares; days it does not name stay as they are."""
    cells: list[Cell] = []
    for now in target:
        if now.day not in planned:
            continue
        duties, lunches = planned[now.day]
        plan = DayRoster(now.day, True, tuple(duties), now.absences, tuple(lunches))
        for person in dict.fromkeys([*(one.person for one in plan.duties), *(one.person for one in now.duties)]):
            wanted = cell_of(plan, person)
            if wanted != cell_of(now, person):
                cells.append(wanted)
    return Draft(tuple(cells))
