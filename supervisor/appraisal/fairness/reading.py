"""A month's fairness as one person may read it.

Whoever may read people's records sees all. An inspector sees his own severity, staff their own rank and how often they
were inspected: how hard a colleague marks and how somebody else stands is a record of that person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec
import numpy as np

from supervisor.access import Right, allowed, require
from supervisor.appraisal.fairness.gathering import Gathered, gather
from supervisor.appraisal.fairness.kernel.adjusting import Standing, adjust
from supervisor.appraisal.fairness.kernel.chance import chances
from supervisor.appraisal.fairness.kernel.coverage import coverage
from supervisor.appraisal.fairness.kernel.grid import Array
from supervisor.appraisal.fairness.kernel.loglinear import fit
from supervisor.appraisal.fairness.kernel.reliability import reliability
from supervisor.appraisal.fairness.kernel.severity import month_mean, severities
from supervisor.appraisal.fairness.kernel.spread import boxes, courses, per_look
from supervisor.appraisal.fairness.records import Fairness
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.months import month_days
from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scores import members, score_month
from supervisor.appraisal.scoring import Member, PersonScore
from supervisor.appraisal.scoring.ranking import group_of
from supervisor.branch.ledger import calendar, people
from supervisor.errors import BadInput
from supervisor.inspection.sight.reading import labels
from supervisor.inspection.sight.trends import trends
from supervisor.journal import Reader
from supervisor.language import _

MONTHS, MOST_MONTHS = 12, 12


def read(r: Reader, actor: str, month: str, *, months: int = MONTHS, scored: MonthScore | None = None) -> Fairness:
    """The fairness of a month ("2026-11") with the `months` up to it, itself included (1 to 12).

    `scored` spares scoring the month again. Raises Refused without any right to read records, BadInput for a month
    that is none.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput(_("Between 1 and {most} months can be looked at.").format(most=MOST_MONTHS))
    everything = allowed(r, actor, Right.READ_PEOPLE)
    if not everything:
        require(r, actor, Right.READ_OWN)
    start, last = month_days(month)
    first = _back(start, months - 1)
    book = rulebook(r, month)
    if scored is None and book is not None:
        scored = score_month(r, month)
    staff = members(r, first, last)
    gathered = gather(r, first, last, book, staff)
    found = _judged(r, month, gathered, book, staff, scored)
    return found if everything else only_own(found, actor)


def _judged(
    r: Reader, month: str, gathered: Gathered, book: RuleBook | None, staff: Sequence[Member],
    scored: MonthScore | None,
) -> Fairness:  # fmt: skip
    grid = gathered.grid
    fitted = fit(grid)
    severe = severities(grid, fitted)
    standings = standings_of(scored) if scored is not None else []
    roles = {one.person: one.role for one in staff}
    posts: dict[str, list[str]] = {}
    for person, role in roles.items():
        posts.setdefault(role, []).append(person)
    each = per_look(grid)
    words = labels(r, gathered.seen)
    return Fairness(
        month=month, months=grid.months, first=gathered.seen.first, last=gathered.seen.last, looks=grid.looks,
        people=grid.people, inspectors=grid.inspectors,
        names={one.subject: one.name for one in people(r, active_only=False)}, roles=roles,
        severe=severe.of, month_mean=month_mean(grid),
        adjusted=tuple(adjust(grid.of_month(month), severe, standings)),
        chances=tuple(chances(grid, fitted, month, standings, _borders(book))),
        reliability=reliability(grid, fitted),
        cover=coverage(grid, gathered.there, _weeks(gathered), _open_hours(r, gathered.seen.last)),
        posts=tuple(boxes({role: [(who, each[who]) for who in own if who in each] for role, own in posts.items()})),
        persons=tuple(courses(grid, {person: (person,) for person in grid.people})),
        roles_course=tuple(courses(grid, posts)),
        items=tuple(line for line in trends(gathered.seen, "item")[1] if line.total.faults),
        item_names=words.items, priced=book is not None,
    )  # fmt: skip


def standings_of(scored: MonthScore) -> list[Standing]:
    """The month as it is said: totals, ranks, and what inspections took of each total in the end."""
    book = scored.rulebook
    return [
        Standing(person=one.person, total=one.total_points_c / 100, taken=_taken(one, book), rank=one.rank,
                 group=group_of(book, one.role))
        for one in scored.people
        if one.total_points_c is not None
    ]  # fmt: skip


def _taken(one: PersonScore, book: RuleBook) -> float:
    """Points of the total: the lines of findings, each by what its component counts; at most what a component lost."""
    lost: dict[str, int] = {}
    for line in one.lines:
        if line.evidence.startswith("finding:") and line.points_c < 0 and line.component:
            lost[line.component] = lost.get(line.component, 0) - line.points_c
    measured = sum(each.weight_c for each in one.components if each.points_c is not None)
    full = {each.code: each.base_c for each in book.components}
    taken = 0.0
    for each in one.components:
        if each.points_c is not None and each.code in lost and measured:
            most = max(0, full.get(each.code, 10000) - each.points_c)
            part = 1.0 if each.added else (10000 if each.by_points else each.weight_c) / measured
            taken += min(lost[each.code], most) / 100 * part
    return taken


def _borders(book: RuleBook | None) -> list[float]:
    """Totals at which the grade changes; none where a grade is only for so many or differs by post."""
    grades = [band for band in (book.bands if book else ()) if band.use == "grade"]
    if any(band.most_c is not None or band.roles for band in grades):
        return []
    return sorted({band.low_c / 100 for band in grades if band.low_c is not None})


def _weeks(gathered: Gathered) -> list[int]:
    first, last = gathered.seen.first, gathered.seen.last
    monday = first - timedelta(days=first.weekday())
    return list(range((last - monday).days // 7 + 1))


def _open_hours(r: Reader, last: date) -> Array:
    """Open minutes by hour of the day in the four weeks up to a day."""
    known, made = calendar(r), np.zeros(24)
    for back in range(28):
        doors = known.opening(last - timedelta(days=back))
        if doors is not None:
            for hour in range(24):
                made[hour] += max(0, min(doors.close_minute, hour * 60 + 60) - max(doors.open_minute, hour * 60))
    return made


def _back(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def only_own(found: Fairness, person: str) -> Fairness:
    """What concerns one person: as an inspector how hard he marks, as staff his own rank and how often he was seen."""
    cover = found.cover
    if cover is not None:
        own = [at for at, one in enumerate(found.people) if one == person]
        cover = msgspec.structs.replace(
            cover, people=tuple(one for one in cover.people if one.person == person),
            by_inspector=cover.by_inspector[:0][:, own], by_week=cover.by_week[own],
            by_weekday=np.zeros(7, int), by_hour=np.zeros(24, int),
        )  # fmt: skip
    keep: Mapping[str, str] = {person: found.name(person)}
    return msgspec.structs.replace(
        found, own=person, names=keep, roles={person: found.roles.get(person, "")},
        people=tuple(one for one in found.people if one == person), inspectors=(),
        severe=tuple(one for one in found.severe if one.inspector == person),
        adjusted=tuple(msgspec.structs.replace(one, most="") for one in found.adjusted if one.person == person),
        chances=tuple(one for one in found.chances if one.person == person), reliability=None, cover=cover, posts=(),
        persons=tuple(one for one in found.persons if one.key == person), roles_course=(), items=(), item_names={},
    )  # fmt: skip
