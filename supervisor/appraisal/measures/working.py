"""What days at work leave behind: absences, tests and training, drills, meetings attended, orders answered, praise, and
what was written down by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction

from supervisor.appraisal.ledger import records
from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.scoring import Evidence
from supervisor.appraisal.scoring.arithmetic import rounded
from supervisor.complaints.promises.ledger import praise
from supervisor.dispatch.ledger import answers_to_orders
from supervisor.dispatch.ledger import subject_of as subject_of_dispatch
from supervisor.incidents.ledger import incidents
from supervisor.meetings.ledger import sittings
from supervisor.roster.ledger import absences_between, planned_between, subject_of
from supervisor.training.ledger import courses, drills, results, sessions

BREACHES = ("late", "absent")  # kinds of absence in the roster that nobody excused
LONGEST_DAYS = 7  # of an incident: an order belongs to the day it was given, the incident to the day it began
CAME = ("present", "late", "left")


def praised(span: Span) -> Iterable[Evidence]:
    """Praise by customers, media, head office."""
    for each in praise(span.r, span.first, span.last):
        if each.subject not in span.leave_out:
            span.saw("praise")
            for person in each.persons:
                yield Evidence(subject=each.subject, person=person, source="praise", item=each.source, day=each.day,
                               note=each.number)  # fmt: skip


def trained(span: Span) -> Iterable[Evidence]:
    """Tests as shares of their full points on a scale of 100 (item: the course), training sessions taken part in
    (`session.` and the course) and drills (`drill.` and the scene; clause passed or failed)."""
    names = {course.code: str(course.name) for course in courses(span.r, active_only=False)}
    for test in results(span.r, span.first, span.last):
        if test.subject not in span.leave_out:
            yield Evidence(subject=test.subject, person=test.person, source="training", item=test.course, day=test.day,
                           value_c=rounded(Fraction(test.points_c * 10000, test.full_points_c)),
                           note=names.get(test.course, test.course))  # fmt: skip
    for session in sessions(span.r, span.first, span.last):
        if session.subject not in span.leave_out:
            for person in session.participants:
                yield Evidence(subject=session.subject, person=person, source="training",
                               item=f"session.{session.course}", day=session.day,
                               note=names.get(session.course, session.course))  # fmt: skip
    for drill in drills(span.r, span.first, span.last):
        if drill.subject not in span.leave_out:
            for person in drill.participants:
                yield Evidence(
                    subject=drill.subject, person=person, source="training", item=f"drill.{drill.scene}",
                    clause="passed" if drill.passed else "failed", day=drill.day, note=drill.note,
                )  # fmt: skip


def attended(span: Span) -> Iterable[Evidence]:
    """Coming late and staying away without leave, of days that were planned; leave and sickness are no breach."""
    until = min(span.last, span.r.today)
    if any(subject_of(day) not in span.leave_out for day in planned_between(span.r, span.first, until)):
        span.saw("attendance")
    for day, absences in absences_between(span.r, span.first, until).items():
        subject = subject_of(day)
        if subject in span.leave_out:
            continue
        for away in absences:
            if away.kind in BREACHES:
                yield Evidence(subject=subject, person=away.person, source="attendance",
                               item=f"attendance.{away.kind}", day=day, minute=away.start_minute,
                               act=f"{subject} {away.start_minute}", note=away.note)  # fmt: skip


def met(span: Span) -> Iterable[Evidence]:
    """How everybody who was asked to a meeting that was held attended: item `meeting.` and the kind, clause how
    (present, late, left, absent), value 100 for who came and 0 for who did not; not who was excused, nor who was not
    there and had leave that day."""
    excused = {
        (day, away.person)
        for day, absences in absences_between(span.r, span.first, span.last).items()
        for away in absences if away.kind not in BREACHES
    }  # fmt: skip
    for held in sittings(span.r, span.first, span.last, ("ended",)):
        if held.meeting in span.leave_out:
            continue
        span.saw("meeting")
        logged, day = {one.person: one.mark for one in held.attendance}, held.plan.day
        came = frozenset(held.attending)
        for person in dict.fromkeys((*held.plan.people, *held.attending, *logged)):
            mark = logged.get(person) or ("present" if person in came else "absent")
            if mark == "excused" or (mark == "absent" and (day, person) in excused):
                continue
            yield Evidence(subject=held.meeting, person=person, source="meeting", item=f"meeting.{held.kind}",
                           clause=mark, day=day, minute=held.plan.start_minute,
                           value_c=10000 if mark in CAME else 0, act=f"{held.meeting} {held.sitting}",
                           note=held.title)  # fmt: skip


def ordered(span: Span) -> Iterable[Evidence]:
    """Dispatch orders answered: item `order.heard`, `order.declined` or `order.unanswered`; value the minutes until he
    said that he had heard it. Drills and what was taken back are left out."""
    began = incidents(span.r, span.first - timedelta(days=LONGEST_DAYS), span.last)
    for order in answers_to_orders(span.r, [subject_of_dispatch(one.subject) for one in began if not one.drill]):
        at = span.r.local(order.at_ms)
        if not span.first <= at.date() <= span.last or order.subject in span.leave_out:
            continue
        span.saw("order", order.person)
        answered = "heard" if order.heard_minute or order.state in ("heard", "done", "returned") else "unanswered"
        waited = max(order.heard_minute - order.minute, 0) * 100 if order.heard_minute else None
        yield Evidence(subject=order.subject, person=order.person, source="order",
                       item="order.declined" if order.state == "declined" else f"order.{answered}", day=at.date(),
                       minute=order.minute, value_c=waited, act=order.order, note=order.reason)  # fmt: skip


def written_down(span: Span) -> Iterable[Evidence]:
    """What no other room records: attendance, own numbers, a client manager's figures."""
    for each in records(span.r, span.first, span.last):
        if each.subject not in span.leave_out:
            yield Evidence(subject=each.subject, person=each.person, source=each.source, item=each.item, day=each.day,
                           cases=each.cases, value_c=each.value_c, note=each.note)  # fmt: skip
