"""The month's evidence, gathered from the rooms below and put into one neutral form.

The room exists so that a new kind of evidence is one function here and none in the rules. Each source also says what
was looked at when nothing was found: a month without findings is only good when somebody looked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

import msgspec

from supervisor.appraisal.from_customers import Seen, book_unread, complained, dealt_with
from supervisor.appraisal.ledger import records
from supervisor.appraisal.scoring import BRANCH, Evidence
from supervisor.appraisal.scoring.arithmetic import rounded
from supervisor.complaints.promises.ledger import praise
from supervisor.inspection.ledger import findings, inspections
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.ledger import days, subject_of
from supervisor.training.ledger import courses, results

BREACHES = ("late", "absent")  # kinds of absence in the roster that nobody excused


class Gathered(msgspec.Struct, frozen=True):
    """Evidence by person, what was observed (source, person or "" for the branch), evidence that names nobody,
    cases not decided yet, and what a reader should know."""

    evidence: tuple[Evidence, ...]
    observed: frozenset[tuple[str, str]]
    unborne: tuple[str, ...]
    pending: tuple[str, ...]
    notes: tuple[str, ...]


def gather(r: Reader, first: date, last: date, *, leave_out: Collection[str] = frozenset()) -> Gathered:
    """All evidence dated between two days (included), without the subjects in `leave_out` (late for a locked month)."""
    seen: Seen = set()
    unborne: list[str] = []
    pending: list[str] = []
    pieces = [
        *_inspected(r, first, last, leave_out, seen, unborne),
        *complained(r, first, last, leave_out, seen, unborne, pending),
        *dealt_with(r, first, last, leave_out, seen),
        *_praise(r, first, last, leave_out, seen),
        *_tests(r, first, last, leave_out),
        *_roster(r, first, last, leave_out, seen),
        *_recorded(r, first, last, leave_out),
    ]
    notes = []
    if pending:
        notes.append(_("{count} complaints are not decided yet and do not count.").format(count=len(pending)))
    if unread := book_unread(r, first, last):
        notes.append(_("The comment book was not read on {count} days.").format(count=len(unread)))
    return Gathered(tuple(pieces), frozenset(seen), tuple(unborne), tuple(pending), tuple(notes))


def _inspected(
    r: Reader, first: date, last: date, leave_out: Collection[str], seen: Seen, unborne: list[str]
) -> list[Evidence]:
    for each in inspections(r, first, last):
        if each.state == "finished" and not each.revised_by and each.subject not in leave_out:
            seen.add(("inspection", BRANCH))
            seen.update(("inspection", person) for person in each.inspected)
    pieces = []
    for found in findings(r, first, last):
        if found.subject in leave_out or found.inspection in leave_out:
            continue
        if not found.persons:
            unborne.append(found.subject)
        note = found.note
        if found.reminders and not found.waived:
            note = "; ".join(filter(None, (_("only a reminder by the check-list"), note)))
        local = r.local(round(found.at.timestamp() * 1000))
        pieces += [
            Evidence(
                subject=found.subject, person=person, source="inspection", item=found.item, clause=found.clause,
                severity=found.severity, day=found.day, minute=local.hour * 60 + local.minute, cases=found.cases,
                points_c=-found.persons_points_c.get(person, 0), money_cents=-found.fines_cents.get(person, 0),
                waiver=found.waived_reason if found.waived else "", note=note,
            )
            for person in found.persons
        ]  # fmt: skip
    return pieces


def _praise(r: Reader, first: date, last: date, leave_out: Collection[str], seen: Seen) -> list[Evidence]:
    pieces = []
    for each in praise(r, first, last):
        if each.subject not in leave_out:
            seen.add(("praise", BRANCH))
            pieces += [
                Evidence(subject=each.subject, person=person, source="praise", item=each.source, day=each.day,
                         note=each.number)
                for person in each.persons
            ]  # fmt: skip
    return pieces


def _tests(r: Reader, first: date, last: date, leave_out: Collection[str]) -> list[Evidence]:
    """Tests as shares of their full points, on a scale of 100."""
    names = {course.code: str(course.name) for course in courses(r, active_only=False)}
    return [
        Evidence(subject=test.subject, person=test.person, source="training", item=test.course, day=test.day,
                 value_c=rounded(Fraction(test.points_c * 10000, test.full_points_c)),
                 note=names.get(test.course, test.course))
        for test in results(r, first, last)
        if test.subject not in leave_out
    ]  # fmt: skip


def _roster(r: Reader, first: date, last: date, leave_out: Collection[str], seen: Seen) -> list[Evidence]:
    """Coming late and staying away without leave, of days that were planned; leave and sickness are no breach."""
    pieces = []
    for day in days(r, first, min(last, r.today)):
        subject = subject_of(day.day)
        if subject in leave_out:
            continue
        if day.planned:
            seen.add(("attendance", BRANCH))
        pieces += [
            Evidence(subject=subject, person=away.person, source="attendance", item=f"attendance.{away.kind}",
                     day=day.day, minute=away.start_minute, act=f"{subject} {away.start_minute}", note=away.note)
            for away in day.absences
            if away.kind in BREACHES
        ]  # fmt: skip
    return pieces


def _recorded(r: Reader, first: date, last: date, leave_out: Collection[str]) -> list[Evidence]:
    return [
        Evidence(subject=each.subject, person=each.person, source=each.source, item=each.item, day=each.day,
                 cases=each.cases, value_c=each.value_c, note=each.note)
        for each in records(r, first, last)
        if each.subject not in leave_out
    ]  # fmt: skip
