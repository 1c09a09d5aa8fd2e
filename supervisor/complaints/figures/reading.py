"""From the register, the tickets, praise and promises to the figures of a span of days.

Whose figures: those of the branch (`actor` "") count every case but those about the branch manager, which are head
office's, so that no count tells of them. Those for a person count exactly the cases which that person may read, so that
a figure and the list behind it always agree; whether there are others is not said, for that alone would tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from supervisor.access import Right, require
from supervisor.branch.ledger import working_days_after
from supervisor.complaints.kernel.deadlines import DeadlineRules
from supervisor.complaints.ledger import complaint, tree
from supervisor.complaints.promises.ledger import call_backs_between, praise
from supervisor.complaints.repeats.ledger import repeat_subjects
from supervisor.complaints.rights.privacy import readable
from supervisor.complaints.settings.ledger import limits_history
from supervisor.journal import Reader
from supervisor.traffic.ledger import summaries

from .counting import share
from .judging import Judge, Row
from .kernel import earliest, summed
from .ledger import case_rows
from .records import Figures, Promises, Traffic

BRANCH = ""
"""The reader of figures that stand for the branch, whoever looks at them."""


def figures_of(r: Reader, first: date, last: date, actor: str = BRANCH, until: datetime | None = None) -> Figures:
    """The figures of business days `first`…`last`, as clocks stand at `until` (now, or the end of the last day if that
    is over). Raises Refused for a person who may not read complaints."""
    if actor:
        require(r, actor, Right.READ_COMPLAINTS)
    end = until or min(datetime.combine(last, time.max, r.zone), r.now)
    since = earliest(first, last)
    kept = _countable(r, case_rows(r, since, last), actor)
    repeats = repeat_subjects(r, since, last)
    judge = Judge(r.zone, end, rules_by_day(r), partial(working_days_after, r))
    return summed(
        [judge.case(row, row.subject in repeats) for row in kept],
        first,
        last,
        traffic=traffic_of(r, first, last),
        parents={name: {node.code: node.parent for node in tree(r, name)} for name in ("class", "cause", "root")},
        praise=[(one.day, one.source, one.persons) for one in praise(r, since, last)],
        promises=promises_of(r, first, last, end),
        own=bool(actor),
    )


def traffic_of(r: Reader, first: date, last: date) -> Traffic:
    """Customers who came in each hour of the week, from the tickets or counts of these days."""
    customers: dict[tuple[int, int], int] = {}
    days = summaries(r, first, last)
    for day, summary in days.items():
        weekday = day.weekday()
        for one in summary.classes.values():
            for quarter, came in enumerate(one.arrivals, one.first_quarter):
                if came:
                    place = weekday, quarter // 4
                    customers[place] = customers.get(place, 0) + came
    return Traffic(customers, frozenset(days))


def rules_by_day(r: Reader) -> Callable[[date], DeadlineRules]:
    """The limits in force on any day, read once; the same that `deadline_rules` reads for each day anew."""
    standing = sorted(
        ((one.valid_from, one.rules) for one in limits_history(r) if one.standing), key=lambda one: one[0]
    )
    days = [day for day, _rules in standing]

    def rules_of(day: date) -> DeadlineRules:
        place = bisect_right(days, day)
        return standing[place - 1][1] if place else DeadlineRules()

    return rules_of


def promises_of(r: Reader, first: date, last: date, until: datetime) -> Promises:
    """Promises to customers that fell due on these days: those given up or late are not kept."""
    begin = datetime.combine(first, time.min, r.zone)
    end = datetime.combine(last + timedelta(days=1), time.min, r.zone)
    due = call_backs_between(r, begin, end)
    states = [one.state(until) for one in due]
    kept, late, given_up = (
        states.count("kept"),
        states.count("kept_late") + states.count("late"),
        states.count("not_kept"),
    )
    return Promises(len(due), share(kept, kept + late + given_up), late, given_up, states.count("owed"))


def _countable(r: Reader, found: list[Row], actor: str) -> list[Row]:
    """The cases that this reader's figures count. Who may read a case hangs on whom it is about and on the reader's
    part in it, so that it is asked once for each of these."""
    if not actor:
        return [row for row in found if not row.head_office]
    known: dict[tuple[str, bool, bool], bool] = {}
    kept = []
    for row in found:
        key = row.person, actor in (row.owner, row.first_taker), bool(row.head_office)
        if key not in known:
            case = complaint(r, row.subject)
            known[key] = case is not None and readable(r, actor, case)
        if known[key]:
            kept.append(row)
    return kept
