"""A week of the roster as a whole: who stands on it, what each day is, its gaps; and drafts for it. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Person, Post, calendar, names, people, posts
from supervisor.journal import Reader
from supervisor.roster import ledger
from supervisor.roster.cells import Draft, cell_of, overlaid, week_copied, week_proposed
from supervisor.roster.day_entries import day_problem
from supervisor.roster.gaps import gaps, stand_ins
from supervisor.roster.records import Cell, DayRoster, Duty, Gap
from supervisor.roster.rules import Rules
from supervisor.roster.service import propose_roster

DAYS = 7


class WeekDay(msgspec.Struct, frozen=True):
    """One day of the week: opening minutes (None: closed), its roster, what is amiss, whether it can be changed."""

    day: date
    opening: tuple[int, int] | None
    span: tuple[int, int]  # usual working minutes, also where the day is closed
    roster: DayRoster
    gaps: tuple[Gap, ...]
    locked: bool


class Week(msgspec.Struct, frozen=True):
    """A week from Monday: its days, the people who are in the branch in it, posts and the names of zones."""

    monday: date
    days: tuple[WeekDay, ...]
    people: tuple[Person, ...]  # by zone, then staff number
    posts: tuple[Post, ...]
    zones: dict[str, str]
    rules: Rules

    def cell(self, person: str, day: date) -> Cell:
        """One person's square."""
        return cell_of(self.days[(day - self.monday).days].roster, person)

    @property
    def gap_count(self) -> int:
        """How many gaps the week has."""
        return sum(len(one.gaps) for one in self.days)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def read_week(r: Reader, day: date, draft: Sequence[Cell] = ()) -> Week:
    """The week of a day; with a draft as it would be with those squares."""
    monday = monday_of(day)
    last = monday + timedelta(days=DAYS - 1)
    when, rules = calendar(r), ledger.rules(r)
    open_posts = {one.subject: one for one in posts(r, on=last)} | {one.subject: one for one in posts(r, on=monday)}
    found: list[WeekDay] = []
    for roster in ledger.days(r, monday, last):
        opening = when.opening(roster.day)
        minutes = None if opening is None else (opening.open_minute, opening.close_minute)
        first, end = minutes or (9 * 60, 17 * 60)
        shown = overlaid(roster, draft)
        found.append(
            WeekDay(
                roster.day,
                minutes,
                (max(0, first - rules.prepare_minutes), min(1440, end + rules.wrap_up_minutes)),
                shown,
                gaps(shown, tuple(open_posts.values()), minutes, rules, skills_on(r, roster.day)),
                r.month_locked(roster.day.isoformat()[:7]),
            )
        )
    planned = {one.person for each in found for one in [*each.roster.duties, *each.roster.absences]}
    zones = {one.code: str(one.name) for one in names(r, "zone")}
    order = {code: place for place, code in enumerate(zones)}
    everybody = [
        one
        for one in people(r, active_only=False, on=monday)
        if one.subject in planned or (one.joined <= last and (one.left is None or one.left >= monday))
    ]
    everybody.sort(key=lambda one: (order.get(one.zone, len(order)), one.zone, one.no))
    ordered = sorted(open_posts.values(), key=lambda one: one.code)
    return Week(monday, tuple(found), tuple(everybody), tuple(ordered), zones, rules)


def skills_on(r: Reader, day: date) -> dict[str, frozenset[str]] | None:
    """What everybody may do on a day to come; None of a day gone by: what was withdrawn since was in order then."""
    if day < r.today:
        return None
    return {one.subject: one.skills for one in people(r, on=day)}


def helpers(r: Reader, day: date, duty: Duty, most: int = 3) -> tuple[str, ...]:
    """Persons who could take over a duty of a day (skill, free and not away), at most `most`."""
    skills = {one.subject: one.skills for one in people(r, on=day)}
    return stand_ins(ledger.day_roster(r, day), duty, skills, posts(r, on=day))[:most]


def last_week(r: Reader, day: date, *, first: date | None = None) -> Draft:
    """The week before, brought to the week of `day`; days before `first` (today, as a rule) stay as they are."""
    monday = monday_of(day)
    source = ledger.days(r, monday - timedelta(days=DAYS), monday - timedelta(days=1))
    target = ledger.days(r, monday, monday + timedelta(days=DAYS - 1))
    when = calendar(r)
    wanted = [place for place, one in enumerate(target) if first is None or one.day >= first]
    return week_copied(
        [source[place] for place in wanted],
        [target[place] for place in wanted],
        lambda each: when.opening(each) is not None,
        lambda each, duties: day_problem(r, each, duties),
    )


def proposal(
    r: Reader,
    day: date,
    *,
    first: date | None = None,
    load: Mapping[date, float] | None = None,
    quarters: Mapping[date, Sequence[float]] | None = None,
) -> Draft:
    """What the planner proposes for the week of `day`; days before `first` stay as they are. See `propose_roster`."""
    monday = monday_of(day)
    begin, last = max(monday, first or monday), monday + timedelta(days=DAYS - 1)
    if begin > last:
        return Draft(())
    plan = propose_roster(r, begin, last, load=load, quarters=quarters)
    return week_proposed({one.day: (one.duties, one.lunches) for one in plan.days}, ledger.days(r, begin, last))
