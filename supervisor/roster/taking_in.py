"""Taking in a roster workbook: every day it names, in one command or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import calendar, people, posts
from supervisor.errors import BadInput, Fault
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.roster import cover, ledger
from supervisor.roster.day_entries import append_absence, append_day, duty_problem
from supervisor.roster.intake import DayFile, scan_roster, without_faulty
from supervisor.roster.lunches import stagger
from supervisor.roster.records import Absence


class TakenIn(msgspec.Struct, frozen=True):
    """What a roster file brought, in numbers."""

    days: int
    duties: int
    absences: int
    lunches_made: int  # days whose lunches the file left open and that were staggered here


class Line(msgspec.Struct, frozen=True):
    """One thing that a file brings: where it stands, the day, the person and either a post or an absence."""

    sheet: str
    row: int
    column: str
    day: date
    person: str
    post: str
    absence: str
    start_minute: int
    end_minute: int


class Examined(msgspec.Struct, frozen=True):
    """What a file would bring, and what of it is refused, by sheet, row and column."""

    days: tuple[date, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    locked: tuple[date, ...]  # days of a locked month: the file cannot be taken in


def examine_roster(r: Reader, path: Path) -> Examined:
    """Look at a roster workbook without taking it in. Raises BadInput where it is no workbook at all."""
    days, faults = _examine(r, path)
    lines: list[Line] = []
    for day, said in sorted(days.items()):
        for one, place in zip(said.duties, said.places, strict=True):
            lines.append(Line(place.sheet, place.row, place.column, day, one.person, one.post, "", one.start_minute,
                              one.end_minute))  # fmt: skip
        for one, place in zip(said.absences, said.absence_places, strict=True):
            lines.append(Line(place.sheet, place.row, place.column, day, one.person, "", one.kind, one.start_minute,
                              one.end_minute))  # fmt: skip
    lines.sort(key=lambda one: (one.sheet, one.row, one.day))
    locked = tuple(day for day in sorted(days) if r.month_locked(day.isoformat()[:7]))
    return Examined(tuple(sorted(days)), tuple(lines), tuple(faults), locked)


def import_roster(book: Book, actor: str, path: Path, *, without_refused: bool = False) -> TakenIn:
    """Take in a roster workbook; each day it names is planned anew, lunches are staggered where it names
    none.

    Raises BadInput with every fault by sheet, row and column; Refused without the right or in a locked month. Then
    nothing was written. `without_refused`: somebody has seen the faults and wants the rest of the file; raises
    BadInput when there is none.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        days, faults = _examine(w, path)
        said_anything = any(said.duties or said.absences for said in days.values())
        if faults and not (without_refused and said_anything):
            raise BadInput(_("The file was not taken in: {n} faults.").format(n=len(faults)), tuple(faults))
        made = 0
        for day, said in sorted(days.items()):
            made += _with_lunches(w, day, said)
            if said.duties or not said.absences:
                append_day(w, day, said.duties, said.lunches, "import")
            known = ledger.absences(w, day)
            for fact in said.absences:
                if _as_absence(fact) not in known:
                    append_absence(w, day, fact)
    return TakenIn(
        len(days),
        sum(len(said.duties) for said in days.values()),
        sum(len(said.absences) for said in days.values()),
        made,
    )


def _examine(r: Reader, path: Path) -> tuple[dict[date, DayFile], list[Fault]]:
    """The days of a file less what is faulty, and the faults: of reading, then of skills, posts and doubled persons."""
    days, faults = scan_roster(path, people(r), posts(r), usual_span(r))
    for day, said in sorted(days.items()):
        crew = {one.subject: one for one in people(r, on=day)}
        open_posts = {one.subject: one for one in posts(r, on=day)}
        for duty, place in zip(said.duties, said.places, strict=True):
            problem = duty_problem(duty, crew, open_posts)
            if problem:
                faults.append(place.fault(problem, _("Name another person or another post.")))
        for _first, second in cover.overlapping(said.duties):
            place = said.places[said.duties.index(second)]
            name = crew[second.person].name if second.person in crew else ""
            problem = _("{name} is planned in two places at once.").format(name=name)
            faults.append(place.fault(problem, _("Let one duty end before the next begins.")))
        for fact, place in zip(said.absences, said.absence_places, strict=True):
            if fact.person not in crew:
                problem = _("{day}: there is no such person in the branch.").format(day=day)
                faults.append(place.fault(problem, _("Take the line out.")))
    faults.sort(key=lambda one: (one.sheet, one.row, one.column))
    return without_faulty(days, faults), faults


def usual_span(r: Reader) -> Callable[[date], tuple[int, int] | None]:
    """When work begins and ends on a day: opening hours with what comes before and after."""
    days, rules = calendar(r), ledger.rules(r)

    def span(day: date) -> tuple[int, int] | None:
        open_ = days.opening(day)
        if open_ is None:
            return None
        return (
            max(0, open_.open_minute - rules.prepare_minutes),
            min(1440, open_.close_minute + rules.wrap_up_minutes),
        )

    return span


def _with_lunches(r: Reader, day: date, said: DayFile) -> int:
    if said.lunches or said.fed or not said.duties:
        return 0
    places = {post.subject: post for post in posts(r, on=day)}
    skills = {one.subject: one.skills for one in people(r, on=day)}
    said.duties, said.lunches = stagger(said.duties, places, skills, ledger.rules(r))
    return 1


def _as_absence(fact) -> Absence:
    return Absence(fact.person, fact.kind, fact.start_minute, fact.end_minute, fact.note)
