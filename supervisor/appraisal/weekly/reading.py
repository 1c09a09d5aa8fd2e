"""The weekly sheets of a week, read from the numbers, the rule book and what is owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.access.checks import may_read_person
from supervisor.actions.ledger import open_actions
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.numbers.ledger import standing
from supervisor.appraisal.numbers.naming import called
from supervisor.appraisal.numbers.records import Number
from supervisor.appraisal.numbers.words import CLIENT
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.model import Measure
from supervisor.appraisal.scoring.matching import taken
from supervisor.appraisal.weekly.adding import put_together, way_of
from supervisor.appraisal.weekly.records import WEEKS, Figure, Owed, WeekSheet
from supervisor.branch.ledger import people
from supervisor.branch.records import Person
from supervisor.complaints.ledger import complaints, open_complaints
from supervisor.complaints.promises.ledger import call_backs, call_backs_between, praise
from supervisor.errors import Refused
from supervisor.journal import Reader
from supervisor.language import _

SOURCE = "client"
JOB = "客户经理"  # in a branch's own words of a job


def week_sheets(r: Reader, actor: str, day: date, person: str = "") -> tuple[WeekSheet, ...]:
    """The sheets of the week of a day: of every client manager, or of one person. Staff read their own only.

    A client manager is whose job says so, or of whom a client manager's record was brought in within these weeks.
    """
    if person and not may_read_person(r, actor, person):
        raise Refused(_("Staff read their own weekly sheet only."))
    if not person:
        require(r, actor, Right.READ_PEOPLE)
    monday = day - timedelta(days=day.weekday())
    sunday, since = monday + timedelta(days=6), monday - timedelta(weeks=WEEKS - 1)
    month = month_of(min(sunday, max(day, monday)))
    numbers = [each for each in standing(r, min(since, month_days(month)[0]), max(sunday, month_days(month)[1]))
               if each.source == SOURCE]  # fmt: skip
    recorded = {each.person for each in numbers}
    wanted = [
        one for one in people(r, active_only=False)
        if (one.subject == person if person else _belongs(one, since, sunday))
        and (person or one.subject in recorded or JOB in one.role)
    ]  # fmt: skip
    own: dict[str, list[Number]] = defaultdict(list)
    for each in numbers:
        own[each.person].append(each)
    rules, name = rulebook(r, month), called(r, month)
    course = _Course(r, monday, sunday)
    return tuple(
        course.filled(WeekSheet(
            person=one.subject, no=one.no, name=one.name, role=one.role, first=monday, last=sunday,
            figures=tuple(
                _figure(item, name(SOURCE, item), own[one.subject], _standard(rules, item, one.role), monday, month)
                for item in _items(own[one.subject], rules, one.role)
            ),
        ))
        for one in wanted
    )  # fmt: skip


def _belongs(one: Person, first: date, last: date) -> bool:
    return one.joined <= last and (one.left is None or one.left >= first)


def _items(own: Sequence[Number], rules: RuleBook | None, role: str) -> list[str]:
    """The usual items, those that the rule book measures of his job, and what else was recorded of him."""
    measured = [
        item for each in (rules.measures if rules else ()) if each.source == SOURCE and role_fits(each, role)
        for item in each.items if not set(item) & set("*?[")
    ]  # fmt: skip
    return list(dict.fromkeys((*CLIENT, *measured, *sorted({each.item for each in own}))))


def role_fits(measure: Measure, role: str) -> bool:
    """Whether a measure is for this job."""
    return not measure.roles or role in measure.roles


def _standard(rules: RuleBook | None, item: str, role: str) -> Measure | None:
    """The measure that sets the standard of an item for a job: one with a target first."""
    fit = [each for each in (rules.measures if rules else ())
           if each.source == SOURCE and role_fits(each, role) and taken(each.items, item)]  # fmt: skip
    return next((each for each in fit if each.target_c is not None), fit[0] if fit else None)


def _figure(item: str, name: str, own: Sequence[Number], standard: Measure | None, monday: date, month: str) -> Figure:
    way = way_of(item, standard.aggregate if standard else "")
    said = [(each.when, each.day, each.value_c) for each in own if each.item == item and each.value_c is not None]

    def of(first: date, last: date) -> int | None:
        return put_together(way, [value for when, day, value in said if len(when) == 10 and first <= day <= last])

    weeks = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    whole = [value for when, _day, value in said if when == month]
    return Figure(
        item=item, name=name, weeks=tuple(of(each, each + timedelta(days=6)) for each in weeks),
        month_c=put_together(way, whole) if whole else of(*month_days(month)),
        target_c=standard.target_c if standard else None, less=standard is not None and standard.direction == "less",
    )  # fmt: skip


class _Course:
    """What the other rooms know of everybody's week, read once."""

    def __init__(self, r: Reader, monday: date, sunday: date) -> None:
        begin = datetime.combine(monday, time(), r.zone)
        end = begin + timedelta(days=7)
        self.now, self.zone = r.now, r.zone
        self.open = [each for each in call_backs(r, end) if each.done is None and not each.not_kept]
        self.due = call_backs_between(r, begin, end)
        self.cases = open_complaints(r)
        self.heard = complaints(r, monday, sunday)
        self.praise = praise(r, monday, sunday)
        self.actions = [each for each in open_actions(r) if each.running]

    def filled(self, sheet: WeekSheet) -> WeekSheet:
        """The sheet with what is owed by the person, and what the week brought him."""
        person = sheet.person
        today = self.now.astimezone(self.zone).date()
        owed = [Owed("promise", each.number, each.due.astimezone(self.zone).date(), each.due < self.now)
                for each in self.open if each.owner == person]  # fmt: skip
        owed += [Owed("complaint", each.number, each.reply_by.astimezone(self.zone).date() if each.reply_by else None,
                      each.reply_by is not None and each.reply_by < self.now)
                 for each in self.cases if each.owner == person]  # fmt: skip
        owed += [Owed("action", each.number, each.due, each.due < today)
                 for each in self.actions if person in (each.doer or each.owner,)]  # fmt: skip
        own = [each for each in self.due if each.owner == person]
        return msgspec.structs.replace(
            sheet,
            owed=tuple(sorted(owed, key=lambda one: (one.due or date.max, one.number))),
            kept=sum(each.done is not None and each.done <= each.due for each in own),
            broken=sum(each.not_kept or (each.done or self.now) > each.due for each in own),
            at_fault=sum(each.person == person and each.at_fault is True for each in self.heard),
            praised=sum(person in each.persons for each in self.praise),
        )
