"""All figures of a span of days from its cases: pure, so that they can be counted again by hand and by a stranger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from supervisor.complaints.kernel.course import JOINED

from .counting import counted, key_of, pareto, people, rates, share, share_of
from .records import AXES, Case, Figures, Month, Promises, Traffic
from .timing import clock_figures, spread

MONTHS = 12
NO_TREE: Mapping[str, str] = {}


def summed(
    cases: Sequence[Case],
    first: date,
    last: date,
    *,
    traffic: Traffic,
    parents: Mapping[str, Mapping[str, str]],
    praise: Sequence[tuple[date, str, tuple[str, ...]]],
    promises: Promises,
    own: bool = False,
) -> Figures:
    """The figures of days `first`…`last`.

    `cases` and `praise` (day, source, persons) reach back to `earliest(first, last)`, for the months before and the
    span before; `parents` gives each tree (class, cause, root) the code above each of its codes. A case that was joined
    to an earlier one of the same matter is no complaint of its own: it is counted nowhere.
    """
    cases = [case for case in cases if case.state != JOINED]
    mine = [case for case in cases if first <= case.day <= last]
    thanks = [one for one in praise if first <= one[0] <= last]
    praised = Counter(person for _day, _source, persons in thanks for person in persons)
    hours, by_hour, by_weekday = rates(mine, traffic)
    judged = [case.at_fault for case in mine if case.at_fault is not None]
    groups = [case.group_size for case in mine if case.group_size > 1]
    return Figures(
        first=first,
        last=last,
        own=own,
        count=len(mine),
        open=sum(case.live for case in mine),
        withdrawn=sum(case.state == "withdrawn" for case in mine),
        reopened=sum(case.reopened for case in mine),
        escalated=sum(case.escalated for case in mine),
        about_manager=sum(case.about_manager for case in mine),
        groups=len(groups),
        people_in_groups=sum(groups),
        by={axis: counted((key_of(c, axis) for c in mine), parents.get(axis, NO_TREE)) for axis in AXES},
        causes=pareto((case.cause_code for case in mine), parents.get("cause", NO_TREE)),
        hours=hours,
        by_hour=by_hour,
        by_weekday=by_weekday,
        hour_unknown=sum(case.hour < 0 for case in mine),
        ticket_days=traffic.days,
        feedback=spread(case.feedback_hours for case in mine),
        answer=spread(case.answer_hours for case in mine),
        answer_own=spread(case.answer_own_hours for case in mine),
        clocks=clock_figures(mine),
        in_time=share_of(case.in_time for case in mine if case.in_time is not None),
        at_fault=share(sum(judged), len(judged)),
        on_the_spot=share_of(case.on_the_spot for case in mine),
        repeat=share_of(case.repeat for case in mine),
        persons=people(mine, praised),
        praise=len(thanks),
        praise_by_source=dict(Counter(source for _day, source, _persons in thanks).most_common()),
        promises=promises,
        months=_months(cases, praise, last),
        before=_in_short("", cases, praise, *span_before(first, last)),
        cases=tuple(mine),
        earlier=tuple(case for case in cases if case.day < first),
    )


def earliest(first: date, last: date) -> date:
    """The first day that the figures of a span look at: twelve months in all, and the span before."""
    return min(month_back(last.replace(day=1), MONTHS - 1), span_before(first, last)[0])


def span_before(first: date, last: date) -> tuple[date, date]:
    """What a span is compared with: whole months with as many months before, other days with as many days before.

    A month that still runs (from its first day to a later day) is compared with the whole month before it.
    """
    end = first - timedelta(days=1)
    if first.day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        whole = (last + timedelta(days=1)).day == 1
        if whole or months == 1:
            return month_back(first, months), end
    return first - (last - first) - timedelta(days=1), end


def month_back(first: date, months: int) -> date:
    """The first day of the month so many months before the month that begins on `first`."""
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _months(
    cases: Sequence[Case], praise: Iterable[tuple[date, str, tuple[str, ...]]], last: date
) -> tuple[Month, ...]:
    """The twelve months that end with the one of `last`, the last of them up to that day."""
    grouped: dict[str, list[Case]] = {}
    thanks: Counter[str] = Counter()
    for case in cases:
        if case.day <= last:
            grouped.setdefault(_month(case.day), []).append(case)
    thanks.update(_month(day) for day, _source, _persons in praise if day <= last)
    names = [_month(month_back(last.replace(day=1), back)) for back in reversed(range(MONTHS))]
    return tuple(_line(name, grouped.get(name, []), thanks[name]) for name in names)


def _in_short(
    name: str,
    cases: Sequence[Case],
    praise: Iterable[tuple[date, str, tuple[str, ...]]],
    first: date,
    last: date,
) -> Month | None:
    """A span in short; None where nothing at all is on record of it: then 0 would be no comparison."""
    mine = [case for case in cases if first <= case.day <= last]
    thanks = sum(first <= day <= last for day, _source, _persons in praise)
    return _line(name, mine, thanks) if mine or thanks else None


def _line(name: str, cases: Sequence[Case], praise: int) -> Month:
    judged = [case.at_fault for case in cases if case.at_fault is not None]
    return Month(
        name,
        len(cases),
        praise,
        share_of(case.in_time for case in cases if case.in_time is not None),
        share(sum(judged), len(judged)),
        share_of(case.on_the_spot for case in cases),
        share_of(case.repeat for case in cases),
        spread(case.answer_hours for case in cases),
    )


def _month(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
