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
from supervisor.roster import ledger
from supervisor.roster.day_entries import append_absence, append_day, day_problem
from supervisor.roster.intake import DayFile, read_roster
from supervisor.roster.lunches import stagger
from supervisor.roster.records import Absence


class TakenIn(msgspec.Struct, frozen=True):
    """What a roster file brought, in numbers."""

    days: int
    duties: int
    absences: int
    lunches_made: int  # days whose lunches the file left open and that were staggered here


def import_roster(book: Book, actor: str, path: Path) -> TakenIn:
    """Take in a roster workbook; each day it names is planned anew, lunches are staggered where it names
    none.

    Raises BadInput with every fault by sheet, row and column, or by day; Refused without the right or in
    a locked month. Then nothing was written.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        days = read_roster(path, people(w), posts(w), usual_span(w))
        faults = [
            Fault(problem, _("Mend that day."), path.name, str(day))
            for day, said in sorted(days.items())
            if (problem := day_problem(w, day, said.duties))
        ]
        if faults:
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
    if said.lunches or not said.duties:
        return 0
    places = {post.subject: post for post in posts(r, on=day)}
    skills = {one.subject: one.skills for one in people(r, on=day)}
    said.duties, said.lunches = stagger(said.duties, places, skills, ledger.rules(r))
    return 1


def _as_absence(fact) -> Absence:
    return Absence(fact.person, fact.kind, fact.start_minute, fact.end_minute, fact.note)
