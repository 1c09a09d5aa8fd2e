"""What inspections found, and whom they looked at without finding anything."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.scoring import BRANCH, Evidence, Looked
from supervisor.inspection.ledger import findings, inspections, not_applicable
from supervisor.language import _


def inspected(span: Span) -> Iterable[Evidence]:
    """Findings by person, with the inspection they were made in; what is only a reminder says so."""
    done = [
        each for each in inspections(span.r, span.first, span.last)
        if each.state == "finished" and not each.revised_by and each.subject not in span.leave_out
    ]  # fmt: skip
    skipped = not_applicable(span.r, (each.subject for each in done))
    for each in done:
        span.saw("inspection", *each.inspected)
        span.looked += [
            Looked(check=each.subject, source="inspection", person=person, day=each.day,
                   skipped=skipped.get(each.subject, frozenset()))
            for person in each.inspected or (BRANCH,)
        ]  # fmt: skip
    for found in findings(span.r, span.first, span.last):
        if found.subject in span.leave_out or found.inspection in span.leave_out:
            continue
        if not found.persons:
            span.unborne.append(found.subject)
        note = found.note
        if found.reminders and not found.waived:
            note = "; ".join(filter(None, (_("only a reminder by the check-list"), note)))
        minute = span.minute(round(found.at.timestamp() * 1000))
        for person in found.persons:
            yield Evidence(
                subject=found.subject, person=person, source="inspection", item=found.item, clause=found.clause,
                severity=found.severity, day=found.day, minute=minute, cases=found.cases, people=len(found.persons),
                points_c=-found.persons_points_c.get(person, 0), money_cents=-found.fines_cents.get(person, 0),
                check=found.inspection, waiver=found.waived_reason if found.waived else "", note=note,
            )  # fmt: skip
