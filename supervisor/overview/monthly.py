"""A month's figures over all rooms: one line for the review meeting, the report and head office."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from supervisor.actions.ledger import actions
from supervisor.branch.ledger import branch_profile, calendar
from supervisor.complaints.figures.reading import figures_of as figures_of_complaints
from supervisor.complaints.promises.ledger import comment_book_days
from supervisor.dispatch.afterwards.page import month_of
from supervisor.dispatch.afterwards.reading import figures_of
from supervisor.dispatch.ledger import STANDING, orders
from supervisor.errors import BadInput
from supervisor.incidents.ledger import incidents
from supervisor.inspection.ledger import findings, scores
from supervisor.inspection.plan.reading import plan_figures
from supervisor.inspection.records import Finding, Scored
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.meetings.avoidance import avoidance
from supervisor.traffic.ledger import rated_windows, summaries
from supervisor.traffic.summary import actual
from supervisor.training.ledger import drills, results, sessions

from .records import DaysKnown, MonthFigures


def month_span(month: str) -> tuple[date, date]:
    """First and last day of a month written 2026-11. Raises BadInput."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise BadInput(_("{month} is no month: write it as 2026-11.").format(month=month)) from None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def month_figures(r: Reader, month: str) -> MonthFigures:
    """Figures of a month ("2026-11"), up to today where it still runs; overdue means overdue on its last day so far."""
    first, last = month_span(month)
    return span_figures(r, first, last, month)


def span_figures(
    r: Reader,
    first: date,
    last: date,
    called: str,
    *,
    scored: Sequence[Scored] | None = None,
    found: Sequence[Finding] | None = None,
) -> MonthFigures:
    """The same figures of any span of days, up to today; `called` stands where a month's own name would. `scored` and
    `found` are the inspections and findings of the span where they were read already."""
    last = max(first, min(last, r.today))
    if scored is None:
        scored = scores(r, first, last)
    if found is None:
        found = findings(r, first, last, {one.inspection.subject: one.score for one in scored})
    quality = _quality(r, first, last, scored, found)
    return MonthFigures(month=called, **_traffic(r, first, last), **quality, **_care(r, first, last))


def days_known(r: Reader, first: date, last: date) -> DaysKnown:
    """How many days of a span had opening hours (until today), and of how many the customers are known.

    The two differ while the last ticket files have not come in; whoever shows a figure of customers says both.
    """
    last = min(last, r.today)
    hours = calendar(r)
    span = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    known = list(summaries(r, first, last))
    return DaysKnown(sum(hours.opening(day) is not None for day in span), len(known), max(known, default=None))


def _traffic(r: Reader, first: date, last: date) -> dict:
    target = branch_profile(r).target_minutes
    days = {day: actual(day, summary) for day, summary in summaries(r, first, last).items()}
    total = {day: int(one.total().sum()) for day, one in days.items()}
    busiest = max(total, key=lambda day: total[day], default=None)
    served = sum(one.served for one in days.values())
    left = sum(one.left for one in days.values())
    weighted = [(one.within(target), one.served) for one in days.values()]
    known = [(share, count) for share, count in weighted if share is not None]
    waited = [(one.mean_wait_minutes, one.served) for one in days.values() if one.served]
    count = sum(n for _share, n in known)
    within = sum(share * n for share, n in known) / count if count else None
    known_days = days_known(r, first, last)
    return {
        "days_open": known_days.days_open,
        "days_with_tickets": known_days.days_with_tickets,
        "tickets_until": known_days.tickets_until,
        "customers": sum(total.values()),
        "busiest_day": busiest,
        "busiest_customers": total[busiest] if busiest else 0,
        "mean_wait_minutes": sum(m * n for m, n in waited) / sum(n for _m, n in waited) if waited else None,
        "longest_wait_minutes": max((one.longest_wait_minutes for one in days.values()), default=None),
        "within_target": within,
        "ratings": _ratings(r, first, last),
        "customers_served": served,
        "customers_left": left,
        "waits_measured": count,
        "left_share": left / (served + left) if served + left else None,
    }


def _ratings(r: Reader, first: date, last: date) -> tuple[int, int, int, int, int]:
    """How often customers pressed 1 to 5, at all windows together."""
    one, two, three, four, five = (
        sum(column) for column in zip((0,) * 5, *(w.ratings for w in rated_windows(r, first, last)), strict=True)
    )
    return one, two, three, four, five


def _quality(r: Reader, first: date, last: date, scored: Sequence[Scored], found: Sequence[Finding]) -> dict:
    shares = [one.score.percent_c for one in scored if one.score.percent_c is not None]
    raised = actions(r, first, last)
    happened = [one for one in incidents(r, first, last) if not one.drill]
    now = r.now
    avoided = avoidance(r, first, last)
    checks = plan_figures(r, first, last)
    return {
        "checks_planned": checks.planned - checks.ahead,
        "checks_in_time": checks.in_time,
        "checks_late": checks.late,
        "checks_missed": checks.missed,
        "checks_excused": checks.excused,
        "checks_made": checks.coverage,
        "meetings": avoided.all_sittings,
        "meeting_minutes_inside": avoided.planned.minutes,
        "peak_avoidance": avoided.planned.rate,
        "peak_avoidance_held": avoided.held.rate,
        "meeting_minutes_held": avoided.held.minutes,
        "peak_avoidance_by_kind": {one.kind: one.planned.rate for one in avoided.kinds},
        "inspections": len(scored),
        "average_percent_c": round(sum(shares) / len(shares)) if shares else None,
        "findings": len(found),
        "findings_repeated": sum(one.earlier > 0 and not one.waived for one in found),
        "findings_waived": sum(one.waived for one in found),
        "actions_raised": len(raised),
        "actions_closed": sum(one.state == "closed" for one in raised),
        "actions_overdue": sum(one.standing(last) == "overdue" for one in raised),
        "incidents": len(happened),
        "incidents_moves": sum(len(orders(r, one.subject, (*STANDING, "returned"))) for one in happened),
        "incident_minutes": sum(((one.end or now) - one.start).total_seconds() for one in happened) / 60,
        "incident_figures": month_of(figures_of(r, first, last)),
        "drills": len(drills(r, first, last)),
    }


def _care(r: Reader, first: date, last: date) -> dict:
    care = figures_of_complaints(r, first, last)
    tests = results(r, first, last)
    hours = calendar(r)
    read = {one.day for one in comment_book_days(r, first, last)}
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    held = sessions(r, first, last)

    def share(hits: list[bool]) -> float | None:
        return sum(hits) / len(hits) if hits else None

    return {
        "complaints": care.count,
        "complaints_by_channel": {one.code: one.cases for one in care.by["channel"]},
        "complaints_by_cause": {bar.code: bar.cases for bar in care.causes},
        "complaints_open": care.open,
        "complaints_in_time": care.in_time.value,
        "complaints_at_fault": care.at_fault.value,
        "complaints_on_the_spot": care.on_the_spot.value,
        "praise": care.praise,
        "comment_book_days_missed": sum(hours.opening(day) is not None and day not in read for day in days),
        "tests": len(tests),
        "tests_passed": share([one.passed for one in tests]),
        "training_minutes": sum(one.minutes * len(one.participants) for one in held),
    }
