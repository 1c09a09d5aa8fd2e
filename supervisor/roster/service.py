"""What people do about the roster: plan a day or a month, change it, record who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import calendar, people, posts
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.roster import ledger
from supervisor.roster.day_entries import append_absence, append_day, check_open, day_problem, noon, planned
from supervisor.roster.events import (
    AbsenceRecorded,
    AbsenceWithdrawn,
    DutyChanged,
    LunchSet,
    RulesSet,
)
from supervisor.roster.planner import MonthPlan, PlanDay, PlanPerson, PlanPost, plan_month
from supervisor.roster.records import KINDS, WHOLE_DAY, Duty, Lunch
from supervisor.roster.rules import Rules
from supervisor.roster.taking_in import import_roster

__all__ = [
    "adopt_roster",
    "change_duty",
    "import_roster",
    "plan_day",
    "propose_roster",
    "record_absence",
    "set_lunch",
    "set_rules",
    "withdraw_absence",
]

LONG_SPAN = timedelta(days=93)


def plan_day(
    book: Book,
    actor: str,
    day: date,
    duties: Iterable[Duty],
    lunches: Iterable[Lunch] = (),
    *,
    source: str = "person",
) -> None:
    """Plan a whole day in place of any plan before it; absences stay.

    Raises BadInput for a person in two places at once, without the post's skill, or not in the branch
    that day; Refused without the right or in a locked month.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        append_day(w, day, list(duties), list(lunches), source)


def change_duty(book: Book, actor: str, day: date, person: str, duties: Iterable[Duty], *, reason: str = "") -> None:
    """Give one person other duties on a day (none: does not work). Raises like `plan_day`."""
    wanted = list(duties)
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        check_open(w, day)
        if any(duty.person != person for duty in wanted):
            raise ValueError("every duty must be the named person's")
        problem = day_problem(w, day, wanted)
        if problem:
            raise BadInput(problem)
        fact = DutyChanged(person=person, duties=tuple(map(planned, wanted)), reason=reason)
        w.append(ledger.subject_of(day), fact, at=noon(w, day))


def set_lunch(
    book: Book, actor: str, day: date, person: str, start_minute: int | None, end_minute: int | None = None
) -> None:
    """Set when a person eats on a day; None takes the lunch away. Raises BadInput outside the person's
    duties.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        check_open(w, day)
        if start_minute is None:
            w.append(ledger.subject_of(day), LunchSet(person=person), at=noon(w, day))
            return
        end = start_minute + ledger.rules(w).lunch_minutes if end_minute is None else end_minute
        own = [duty for duty in ledger.duties(w, day) if duty.person == person]
        if end <= start_minute or not any(duty.start_minute <= start_minute and end <= duty.end_minute for duty in own):
            raise BadInput(_("Lunch lies within the person's own duty."))
        fact = LunchSet(person=person, start_minute=start_minute, end_minute=end)
        w.append(ledger.subject_of(day), fact, at=noon(w, day))


def record_absence(
    book: Book,
    actor: str,
    day: date,
    person: str,
    kind: str,
    *,
    last_day: date | None = None,
    start_minute: int = WHOLE_DAY[0],
    end_minute: int = WHOLE_DAY[1],
    note: str = "",
) -> None:
    """Record that a person is away, on one day or on each day up to `last_day`.

    `kind` is one of leave, sick, training, business, absent, late. Duties stay in the plan: who is
    missing where is told by `shortages`. Raises BadInput, or Refused in a locked month.
    """
    last = last_day or day
    if kind not in KINDS:
        raise BadInput(_("{kind} is no kind of absence: one of {known}.").format(kind=kind, known=", ".join(KINDS)))
    if not 0 <= start_minute < end_minute <= WHOLE_DAY[1]:
        raise BadInput(_("An absence begins before it ends, both within one day."))
    if not timedelta() <= last - day <= LONG_SPAN:
        raise BadInput(_("The last day comes after the first, at most three months later."))
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_ABSENCE)
        for step in range((last - day).days + 1):
            each = day + timedelta(days=step)
            append_absence(w, each, AbsenceRecorded(
                person=person, kind=kind, start_minute=start_minute, end_minute=end_minute, note=note
            ))  # fmt: skip


def withdraw_absence(
    book: Book, actor: str, day: date, person: str, start_minute: int = 0, *, reason: str = ""
) -> None:
    """Take back an absence that did not take place. Raises BadInput when there is none."""
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_ABSENCE)
        check_open(w, day)
        known = ledger.absences(w, day)
        if not any(one.person == person and one.start_minute == start_minute for one in known):
            raise BadInput(_("There is no such absence."))
        fact = AbsenceWithdrawn(person=person, start_minute=start_minute, reason=reason)
        w.append(ledger.subject_of(day), fact, at=noon(w, day))


def set_rules(book: Book, actor: str, rules: Rules) -> None:
    """Set the rules by which rosters are made. Raises BadInput naming the figure that cannot be."""
    name = rules.problem()
    if name:
        raise BadInput(_("{name} {value} cannot be.").format(name=name, value=getattr(rules, name)))
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        w.append(ledger.SETTING_SUBJECT, RulesSet(**msgspec.structs.asdict(rules)))


def propose_roster(
    r: Reader,
    first: date,
    last: date,
    *,
    load: Mapping[date, float] | None = None,
    quarters: Mapping[date, Sequence[float]] | None = None,
) -> MonthPlan:
    """Propose a fair roster for the days from first to last on which the doors are open. Writes nothing.

    `load` says how busy each day is against others and `quarters` how busy each of its 96 quarter-hours
    is (from a forecast): people rest on quiet days and eat in quiet quarters. Recorded absences are
    respected; a part-day absence does not stop somebody from working that day.
    """
    if not timedelta() <= last - first <= LONG_SPAN:
        raise BadInput(_("The last day comes after the first, at most three months later."))
    days = calendar(r)
    wanted: list[PlanDay] = []
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        open_ = days.opening(day)
        if open_ is not None:
            wanted.append(
                PlanDay(
                    day,
                    open_.open_minute,
                    open_.close_minute,
                    days.is_working(day),
                    (load or {}).get(day, 1.0),
                    tuple((quarters or {}).get(day, ())),
                )
            )
    crew = people(r, on=first)
    lasting = {one.subject: one.skills for one in people(r, on=last)}  # what runs out on the way is not planned with
    joining = [one for one in people(r, on=last) if all(one.subject != known.subject for known in crew)]
    crew += joining
    away = {
        (one.person, each.day)
        for each in ledger.days(r, first, last)
        for one in each.absences
        if (one.start_minute, one.end_minute) == WHOLE_DAY
    }
    for one in crew:
        away |= {
            (one.subject, day.day)
            for day in wanted
            if day.day < one.joined or (one.left is not None and day.day > one.left)
        }
    before: dict[str, set[date]] = {}
    for each in ledger.days(r, first - timedelta(days=14), first - timedelta(days=1)):
        for duty in each.duties:
            before.setdefault(duty.person, set()).add(each.day)
    return plan_month(
        [PlanPerson(one.subject, one.skills & lasting.get(one.subject, one.skills), one.zone) for one in crew],
        [
            PlanPost(post.subject, post.skill, post.zone, post.stations, post.min_cover, post.dual_control)
            for post in posts(r, on=first)
        ],
        wanted,
        leave=away,
        worked_before=before,
        rules=ledger.rules(r),
    )


def adopt_roster(book: Book, actor: str, plan: MonthPlan, *, keep_planned: bool = False) -> int:
    """Make a proposal the roster, all days or none; returns how many days were planned.

    `keep_planned` leaves days alone that somebody has planned already.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        done = 0
        for each in plan.days:
            if keep_planned and ledger.is_planned(w, each.day):
                continue
            append_day(w, each.day, each.duties, each.lunches, "plan")
            done += 1
    return done
