"""What the reports screen reads: the chosen month's figures, where it stands with head office, what can be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supervisor.desktop.screens.reports.jobs import About
from supervisor.desktop.wording import month_words
from supervisor.language import _

MONTHS_OFFERED = 13


@dataclass(frozen=True)
class Snapshot:
    """Figures of the chosen month, where it stands, what can be written of it and what was written."""

    month: str
    months: tuple[str, ...]
    today: date
    figures: Any
    causes: tuple[tuple[str, int], ...]
    locked: bool
    standing: Any
    missing: tuple[Any, ...]
    rule: Any
    abouts: dict[str, tuple[About, ...]]
    history: tuple[Any, ...]
    names: dict[str, str] = field(default_factory=dict)
    may_export: bool = False
    may_set: bool = False


def read_reports(reader: Any, month: str, actor: str) -> Snapshot:
    """On the pool: everything the screen shows of a month (the one to be handed over next where none is chosen)."""
    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import people
    from supervisor.complaints.ledger import tree
    from supervisor.overview import month_figures
    from supervisor.reporting.ledger import due_rule
    from supervisor.reporting.standing import history, missing, owed_months, standing

    months = _months(reader.today)
    owed = owed_months(reader)
    month = month or (owed[-1].month if owed else months[0])
    if month not in months:
        months = tuple(sorted({*months, month}, reverse=True))
    figures = month_figures(reader, month)
    causes = {n.code: str(n.name) for n in tree(reader, "cause")}
    by_cause = sorted(figures.complaints_by_cause.items(), key=lambda pair: -pair[1])
    whole = allowed(reader, actor, Right.EXPORT_REPORT) and allowed(reader, actor, Right.READ_PEOPLE)
    at = standing(reader, month)
    return Snapshot(
        month, months, reader.today, figures, tuple((causes.get(c, c), n) for c, n in by_cause),
        reader.month_locked(month), at, tuple(missing(reader, month)) if whole and at.state != "before" else (),
        due_rule(reader), _abouts(reader, month, actor, whole), tuple(history(reader, actor)),
        {one.subject: one.name for one in people(reader, active_only=False)}, whole,
        allowed(reader, actor, Right.MANAGE_SETTINGS),
    )  # fmt: skip


def _abouts(reader: Any, month: str, actor: str, whole: bool) -> dict[str, tuple[About, ...]]:
    """What each kind of workbook can be about, of those that this person may write."""
    from supervisor.access import Right, allowed
    from supervisor.appraisal.months import month_days

    first, last = month_days(month)
    found = {"person": _persons(reader, actor, first, last, month)}
    if whole:
        found |= {
            "inspection": _inspections(reader, first, last),
            "incident": _incidents(reader, first, last),
            "week": _weeks(reader, first, last),
            "weekly": _weeks_of_client_managers(reader, first, last),
        }
        if allowed(reader, actor, Right.READ_COMPLAINTS):
            found["complaints"] = (About("", month_name(month), _("complaints-{month}.xlsx").format(month=month)),)
    if allowed(reader, actor, Right.EXPORT_REPORT) and allowed(reader, actor, Right.READ_COMPLAINTS):
        name = _("register-of-complaints-{month}.xlsx").format(month=month)
        found["register"] = (About("", month_name(month), name),)
    return found


def _persons(reader: Any, actor: str, first: date, last: date, month: str) -> tuple[About, ...]:
    from supervisor.access import may_read_person
    from supervisor.branch.ledger import people

    return tuple(
        About(one.subject, f"{one.name} {one.no}", f"{one.no} {one.name} {month}.xlsx", one.no)
        for one in people(reader, active_only=False)
        if one.joined <= last
        and (one.left is None or one.left >= first)
        and may_read_person(reader, actor, one.subject)
    )


def _inspections(reader: Any, first: date, last: date) -> tuple[About, ...]:
    from supervisor.inspection.ledger import inspections, template

    done = [one for one in inspections(reader, first, last) if one.state == "finished"]
    names = {digest: str(template(reader, digest).name) for digest in {one.digest for one in done}}
    return tuple(
        About(
            one.subject, f"{one.number} {names[one.digest]} {one.day:%m-%d}", f"{one.number} {names[one.digest]}.xlsx"
        )
        for one in reversed(done)
    )


def _incidents(reader: Any, first: date, last: date) -> tuple[About, ...]:
    from supervisor.incidents.ledger import incidents
    from supervisor.overview.incident_words import kind_words

    found = []
    for one in reversed(incidents(reader, first, last)):
        name = f"{one.number} {kind_words(one.kind)}"
        found.append(About(one.subject, f"{name} {one.start.astimezone(reader.zone):%m-%d %H:%M}", f"{name}.xlsx"))
    return tuple(found)


def _weeks(reader: Any, first: date, last: date) -> tuple[About, ...]:
    """Weeks of the branch that ended in the month, or run on its last day until today."""
    found = []
    for monday in _mondays(first, min(last, reader.today)):
        year, number, _day = monday.isocalendar()
        week = f"{year}-W{number:02d}"
        words = _("Week {number}: {days}").format(number=number, days=_days_of(monday))
        found.append(About(week, words, _("branch-week-{week}.xlsx").format(week=week)))
    return tuple(found)


def _weeks_of_client_managers(reader: Any, first: date, last: date) -> tuple[About, ...]:
    """The same weeks for the sheets of client managers; none where there is no client manager."""
    from supervisor.appraisal.weekly.reading import week_sheets
    from supervisor.journal import SYSTEM

    last = min(last, reader.today)
    if last < first or not week_sheets(reader, SYSTEM, last):
        return ()
    return tuple(
        About(monday.isoformat(), _days_of(monday), _("weekly-{day}.xlsx").format(day=monday))
        for monday in _mondays(first, last)
    )


def _mondays(first: date, last: date) -> Iterator[date]:
    """Of the weeks that touch the days from first to last, the newest first; of none where last comes before."""
    monday = last - timedelta(days=last.weekday())
    while first <= last and monday + timedelta(days=6) >= first:
        yield monday
        monday -= timedelta(days=7)


def _days_of(monday: date) -> str:
    return f"{monday:%m-%d} – {monday + timedelta(days=6):%m-%d}"


def _months(today: date) -> tuple[str, ...]:
    first = today.replace(day=1)
    found = []
    for _count in range(MONTHS_OFFERED):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


def month_name(month: str) -> str:
    """A month in words."""
    return month_words(int(month[:4]), int(month[5:]))
