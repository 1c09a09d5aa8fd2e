"""Own numbers: figures, a client manager's record, attendance that the branch keeps in Excel."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.numbers.ledger import standing
from supervisor.appraisal.scoring import Evidence
from supervisor.roster.ledger import days


def numbered(span: Span) -> Iterable[Evidence]:
    """Every number that stands. Of attendance a case is a piece of its own, and what the roster tells of the same day
    is not counted a second time."""
    found = [each for each in standing(span.r, span.first, span.last) if each.subject not in span.leave_out]
    told: set[tuple[str, str, str]] = set()
    if any(each.source == "attendance" for each in found):
        told = {
            (away.person, f"attendance.{away.kind}", one.day.isoformat())
            for one in days(span.r, span.first, span.last)
            for away in one.absences
        }
    for each in found:
        if each.source == "attendance":
            span.saw("attendance", each.person)
            if (each.person, each.item, each.when) in told:
                continue
        times = each.cases if each.source == "attendance" else 1
        for turn in range(1, times + 1):
            yield Evidence(
                subject=each.subject, person=each.person, source=each.source, item=each.item, day=each.day,
                cases=1 if each.source == "attendance" else each.cases, value_c=each.value_c,
                act=f"{each.subject} {turn}" if times > 1 else "", note=each.note,
            )  # fmt: skip
