"""What follows from a month: whose cases went beyond a check-list's thresholds, within the reader's rights."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.branch.ledger import people
from supervisor.inspection.ledger import consequences, template
from supervisor.journal import Reader


class Follows(msgspec.Struct, frozen=True, kw_only=True):
    """One consequence of one month in words: `cases` of `person` were more than `more_than`.

    `item` is empty where all items of the check-list count together; `day` is that of the first case too many.
    """

    month: str
    person: str
    name: str
    template: str
    title: str
    item: str
    checked: str
    more_than: int
    cases: int
    day: date
    consequence: str
    findings: tuple[str, ...]


def months_between(first: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each month that the period touches, oldest first."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1), date(year, month, monthrange(year, month)[1])
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def what_follows(r: Reader, actor: str, first: date, last: date, *, code: str = "") -> list[Follows]:
    """What the actor may see of the consequences of every month that the period touches, newest first: of everybody,
    or his own; with `code` of one check-list alone. Months count whole. Raises Refused without any right."""
    everybody = allowed(r, actor, Right.READ_PEOPLE)
    if not everybody:
        require(r, actor, Right.READ_OWN)
    names = {one.subject: one.name for one in people(r, active_only=False)}
    found: list[Follows] = []
    for start, end in months_between(first, last):
        for one in consequences(r, start, end):
            if (everybody or one.person == actor) and code in ("", one.template):
                pinned, threshold = template(r, one.digest), one.threshold
                found.append(
                    Follows(
                        month=f"{start:%Y-%m}",
                        person=one.person,
                        name=names.get(one.person, one.person),
                        template=one.template,
                        title=str(pinned.name),
                        item=threshold.item,
                        checked=str(pinned.item(threshold.item).words) if threshold.item else "",
                        more_than=threshold.more_than,
                        cases=one.cases,
                        day=one.day,
                        consequence=str(threshold.consequence),
                        findings=one.findings,
                    )
                )
    return sorted(found, key=lambda one: one.month, reverse=True)
