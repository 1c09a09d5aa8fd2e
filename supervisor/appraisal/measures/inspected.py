"""What inspections found, and whom they looked at without finding anything."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.scoring import BRANCH, Evidence, Looked
from supervisor.inspection.ledger import inspected_days
from supervisor.language import _


def inspected(span: Span) -> Iterable[Evidence]:
    """Findings by person, with the inspection they were made in; what is only a reminder says so."""
    month = inspected_days(span.r, span.first, span.last)
    for each in month.looked_at:
        if each.subject in span.leave_out:
            continue
        span.saw("inspection", *each.inspected)
        span.looked += [
            Looked(check=each.subject, source="inspection", person=person, day=each.day, skipped=each.skipped)
            for person in each.inspected or (BRANCH,)
        ]
    reminder, minutes = _("only a reminder by the check-list"), dict[int, int]()
    for found in month.borne:
        if found.subject in span.leave_out or found.inspection in span.leave_out:
            continue
        if not found.persons:
            span.unborne.append(found.subject)
        note = found.note
        if found.reminders and not found.waived:
            note = "; ".join(filter(None, (reminder, note)))
        minute = minutes.get(found.at_ms)
        if minute is None:
            minute = minutes[found.at_ms] = span.minute(found.at_ms)
        for person in found.persons:
            yield Evidence(
                subject=found.subject, person=person, source="inspection", item=found.item, clause=found.clause,
                severity=found.severity, day=found.day, minute=minute, cases=found.cases, people=len(found.persons),
                points_c=-found.points_c.get(person, 0), money_cents=-found.fines.get(person, 0),
                check=found.inspection, waiver=found.waived, note=note,
            )  # fmt: skip
