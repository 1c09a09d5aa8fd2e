"""The agenda of a service review, drafted from a month: what was settled last time and what came of it, then the
month's figures beside the month before (E4).

What is settled at the review becomes corrective actions (`agenda.service.set_measure`), and heads the next review.
"""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.actions.ledger import action
from supervisor.actions.words import STATES
from supervisor.branch.ledger import branch_profile, people
from supervisor.complaints.ledger import tree
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.meetings.agenda.ledger import measures
from supervisor.meetings.agenda.merging import keyed
from supervisor.meetings.agenda.records import Measure, review_subject
from supervisor.meetings.words import KIND_NAMES

from .incident_short import incidents_in_short
from .monthly import month_figures, month_span
from .records import Briefing, MonthFigures, Point, Section
from .wording import days_known_words, days_late, named

LOOK_BACK_MONTHS = 6
"""Measures older than that, and closed, are no longer read out."""


def review(r: Reader, month: str) -> Briefing:
    """The draft for the review of a month ("2026-10"), in the language in force. Raises BadInput for no month."""
    first, _last = month_span(month)
    now, before = month_figures(r, month), month_figures(r, month_before(first))
    causes = {node.code: str(node.name) for node in tree(r, "cause")}
    sections = (
        _measures(r, "settled", _("Measures settled before"), _settled(r, month), _("No review settled a measure.")),
        _inspections(now, before),
        _complaints(now, before, causes),
        _traffic(now, before),
        _meetings(now, before),
        _measures(
            r, "new", _("Measures of this review"), measures(r, review_subject(month)),
            _("None yet: what is settled becomes a corrective action with an owner and a day."),
        ),
    )  # fmt: skip
    return Briefing(branch_profile(r).name, r.today, None, keyed(sections), month)


def month_reviewed(day: date) -> str:
    """The month that a review held on a day looks back on: in the first half of a month the one before."""
    return month_before(day.replace(day=1)) if day.day <= 15 else day.isoformat()[:7]


def month_before(first: date) -> str:
    """The month before the one that begins on `first`."""
    return (first - timedelta(days=1)).isoformat()[:7]


def _settled(r: Reader, month: str) -> list[Measure]:
    """Measures of earlier reviews that are still open, or were closed since not long ago."""
    oldest, _last = month_span(month)
    for _step in range(LOOK_BACK_MONTHS):
        oldest = date.fromisoformat(f"{month_before(oldest)}-01")
    found = []
    for one in measures(r, before=month):
        known = action(r, one.action)
        recent = one.review >= review_subject(oldest.isoformat()[:7])
        if known is not None and known.state != "withdrawn" and (recent or known.running):
            found.append(one)
    return found


def _measures(r: Reader, key: str, title: str, found: list[Measure], empty: str) -> Section:
    names = {one.subject: one.name for one in people(r, active_only=False)}
    points = []
    for one in found:
        known = action(r, one.action)
        if known is None:
            continue
        late = (r.today - known.due).days if known.running else 0
        parts = [
            known.number, named(names, [known.owner]), str(STATES.get(known.state, known.state)),
            days_late(late) if late > 0 else _("due {day}").format(day=known.due.isoformat()),
        ]  # fmt: skip
        points.append(Point(known.title, " · ".join(part for part in parts if part), one.action))
    return Section(key, title, tuple(points), empty)


def _inspections(now: MonthFigures, before: MonthFigures) -> Section:
    known = bool(before.inspections or before.findings or before.actions_raised)
    points = [
        _point("inspections", _("Inspections: {n}").format(n=now.inspections), now.inspections, before.inspections,
               known=known),
        _share(
            "average", _("Average score"), _hundredths(now.average_percent_c), _hundredths(before.average_percent_c)
        ),
        _share("checks", _("Planned checks made"), now.checks_made, before.checks_made),
        _point("findings", _("Findings: {n}").format(n=now.findings), now.findings, before.findings, known=known),
        _point(
            "repeated", _("Of them repeated: {n}").format(n=now.findings_repeated), now.findings_repeated,
            before.findings_repeated, known=known,
        ),
        _point(
            "actions",
            _("Corrective actions: {raised} raised, {closed} of them closed").format(
                raised=now.actions_raised, closed=now.actions_closed
            ),
        ),
        _point(
            "overdue", _("Corrective actions overdue: {n}").format(n=now.actions_overdue), now.actions_overdue,
            before.actions_overdue, known=known,
        ),
    ]  # fmt: skip
    return Section("quality", _("Inspections and corrective actions"), _told(points), _("Nothing was inspected."))


def _complaints(now: MonthFigures, before: MonthFigures, causes: dict[str, str]) -> Section:
    known = bool(before.complaints or before.praise)
    points = [
        _point("complaints", _("Complaints: {n}").format(n=now.complaints), now.complaints, before.complaints,
               known=known),
        *(
            _point(f"cause:{code}", _("Cause {cause}: {n}").format(cause=causes.get(code, code), n=count), count,
                   before.complaints_by_cause.get(code, 0), known=known)
            for code, count in list(now.complaints_by_cause.items())[:5]
        ),
        _share("in_time", _("Answered in time"), now.complaints_in_time, before.complaints_in_time),
        *_rated(now, before),
        _share("at_fault", _("Judged our fault"), now.complaints_at_fault, before.complaints_at_fault),
        _point("open", _("Complaints still open: {n}").format(n=now.complaints_open)) if now.complaints_open else None,
        _point("praise", _("Praise: {n}").format(n=now.praise), now.praise, before.praise, known=known),
        _point("book", _("Days on which nobody read the comment book: {n}").format(n=now.comment_book_days_missed))
        if now.comment_book_days_missed else None,
    ]  # fmt: skip
    return Section("complaints", _("What customers said"), _told(points), _("No complaint and no praise."))


def _rated(now: MonthFigures, before: MonthFigures) -> list[Point | None]:
    """What customers pressed at the counters; nothing where nobody could."""
    if not sum(now.ratings):
        return []

    def mean(figures: MonthFigures) -> float:
        return sum(star * n for star, n in enumerate(figures.ratings, 1)) / sum(figures.ratings)

    was = _("the month before: {n}").format(n=f"{mean(before):.2f}") if sum(before.ratings) else ""
    words = _("Pressed at the counters: {n} times, {mean} of 5 in the mean")
    low, low_before = (sum(one.ratings[:2]) / sum(one.ratings) if sum(one.ratings) else None for one in (now, before))
    return [
        Point(words.format(n=sum(now.ratings), mean=f"{mean(now):.2f}"), was, key="ratings"),
        _share("low", _("Pressed 1 or 2"), low, low_before),
    ]


def _traffic(now: MonthFigures, before: MonthFigures) -> Section:
    known = days_known_words(now.days_open, now.days_with_tickets, now.tickets_until)
    points = [
        _point(
            "customers",
            _("Customers: {n}").format(n=now.customers),
            now.customers,
            before.customers,
            more=known,
            known=bool(before.customers),
        ),
        _minutes("wait", _("Mean wait"), now.mean_wait_minutes, before.mean_wait_minutes),
        _minutes("longest", _("Longest wait"), now.longest_wait_minutes, before.longest_wait_minutes),
        _share("target", _("Served within the target"), now.within_target, before.within_target),
        _share("left", _("Left without being served"), now.left_share, before.left_share),
    ]
    if now.busiest_day is not None:
        words = _("Busiest day: {day}, {n} customers").format(day=now.busiest_day, n=now.busiest_customers)
        points.append(_point("busiest", words))
    return Section("traffic", _("Customers and waiting"), _told(points), _("No tickets of this month yet."))


def _meetings(now: MonthFigures, before: MonthFigures) -> Section:
    kinds = [
        f"{KIND_NAMES[kind]} {_percent(rate)}"
        for kind, rate in now.peak_avoidance_by_kind.items()
        if rate is not None and kind in KIND_NAMES
    ]
    known = bool(before.meetings or before.incidents or before.drills)
    points = [
        _point("meetings", _("Meetings: {n}").format(n=now.meetings), now.meetings, before.meetings, known=known),
        _share("avoidance", _("Meeting time off the peaks, as planned"), now.peak_avoidance, before.peak_avoidance,
               more=" · ".join(kinds)),
        _share("avoidance_held", _("Meeting time off the peaks, as held"), now.peak_avoidance_held,
               before.peak_avoidance_held),
        _point(
            "incidents",
            _("Surges and outages: {n}, {minutes} minutes, {moves} moves").format(
                n=now.incidents, minutes=round(now.incident_minutes), moves=now.incidents_moves
            ),
            now.incidents, before.incidents, known=known, more=incidents_in_short(now.incident_figures),
        ),
        _point("drills", _("Drills: {n}").format(n=now.drills), now.drills, before.drills, known=known),
        _share("tests", _("Tests passed"), now.tests_passed, before.tests_passed),
    ]  # fmt: skip
    return Section("running", _("Meetings, surges, training"), _told(points), "")


def _told(points: list[Point | None]) -> tuple[Point, ...]:
    return tuple(point for point in points if point is not None)


def _point(
    key: str, text: str, now: float | None = None, before: float | None = None, *, more: str = "", known: bool = True
) -> Point:
    """A count with the month before; not `known` where nothing at all of its kind stands in the record of that month:
    then 0 would be no comparison."""
    was = "" if before is None or now is None else _("the month before: {n}").format(n=f"{before:,g}")
    if was and not known:
        was = _("nothing on record the month before")
    return Point(text, " · ".join(part for part in (was, more) if part), key=key)


def _share(key: str, name: str, now: float | None, before: float | None, *, more: str = "") -> Point | None:
    """A share with the month before; nothing where it could not be measured."""
    if now is None:
        return None
    was = "" if before is None else _("the month before: {n}").format(n=_percent(before))
    text = _("{name}: {figure}").format(name=name, figure=_percent(now))
    return Point(text, " · ".join(part for part in (was, more) if part), key=key)


def _minutes(key: str, name: str, now: float | None, before: float | None) -> Point | None:
    if now is None:
        return None
    was = "" if before is None else _("the month before: {n}").format(n=_("{n} min").format(n=f"{before:.1f}"))
    text = _("{name}: {figure}").format(name=name, figure=_("{n} min").format(n=f"{now:.1f}"))
    return Point(text, was, key=key)


def _hundredths(percent_c: int | None) -> float | None:
    return None if percent_c is None else percent_c / 10_000


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
