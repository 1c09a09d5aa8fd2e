"""What complaints and promises say about a person's work: faults that were found, and how fast they were dealt with.

Pure rules over records that were read elsewhere: no clock, no tables. Whoever appraises turns a `Piece` into his own
form and decides by his rule book what it costs or earns. Two families, never mixed: a fault the bank answers for is
borne by the person concerned, under the code of its cause; how a case was dealt with is borne by whoever owned it at
that moment, under one of `HANDLING`.

What is about the branch manager is head office's to judge, what head office owned when a limit ran out is nobody's
here, a withdrawn case or one joined to another as its duplicate counts against no one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

import msgspec

from supervisor.complaints.kernel import course, deadlines
from supervisor.complaints.kernel.deadlines import Clock, is_past
from supervisor.complaints.promises.records import CallBack
from supervisor.complaints.records import Complaint
from supervisor.language import Words

FIRST_CONTACT = "first_contact"
LATE = {
    deadlines.FEEDBACK: "late_feedback",
    deadlines.AGREED: "late_agreed",
    deadlines.AIM: "late_aim",
    deadlines.OUTER: "late_answer",
    deadlines.REVIEW: "late_review",
}
"""Clock -> item. Missing the clock for an answer on the spot is no fault: the case then takes the other road."""
PROMISE_LATE, PROMISE_NOT_KEPT = "promise_late", "promise_not_kept"
HANDLING = {
    FIRST_CONTACT: Words("首问即办结", "Settled on first contact"),
    "late_feedback": Words("首次反馈超时", "First feedback late"),
    "late_agreed": Words("约定答复超时", "Agreed reply late"),
    "late_aim": Words("超支行目标时限", "Beyond the branch's own aim"),
    "late_answer": Words("答复超监管时限", "Beyond the regulator's limit"),
    "late_review": Words("复核超时", "Review decided late"),
    PROMISE_LATE: Words("承诺逾期兑现", "Promise kept late"),
    PROMISE_NOT_KEPT: Words("承诺未兑现", "Promise not kept"),
}
GROUP = "serious"
"""The severity of a group complaint; a single customer's has none, so that rules may charge groups apart."""

Owners = Sequence[tuple[datetime, str]]
"""Every owner with the instant from which he owned the case, the first first."""
_NEVER = frozenset({course.WITHDRAWN, course.JOINED})


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One fact about one person. `day` and `minute` are the branch's business time; `points_c` is the signed weight
    that the branch's own list of causes gives, in hundredths, None where only a rule can say."""

    subject: str
    person: str
    item: str
    day: date
    minute: int = 0
    clause: str = ""
    severity: str = ""
    points_c: int | None = None
    note: str = ""


def counts(case: Complaint) -> bool:
    """Whether a case says anything about anybody: not withdrawn, not the duplicate of another."""
    return case.state not in _NEVER


def undecided(case: Complaint) -> bool:
    """Whether it still has to be found out who was at fault (again, where a review was asked for)."""
    return counts(case) and case.live and (case.at_fault is None or case.state == course.OPEN)


def upheld(case: Complaint) -> bool:
    """Whether the bank was found at fault, as the case stands now."""
    return counts(case) and not undecided(case) and case.at_fault is True


def fault(case: Complaint, weights: Mapping[str, int], class_weights: Mapping[str, int]) -> Piece | None:
    """The fault that the person concerned bears, dated on the day it was heard; None where there is none to bear.

    `weights` are the points of the causes, `class_weights` of the classes of business (hundredths): the heavier counts.
    """
    if not upheld(case) or not case.person or case.head_office:
        return None
    weight = max(weights.get(case.cause_code, 0), class_weights.get(case.class_code, 0))
    return Piece(
        subject=case.subject, person=case.person, item=case.cause_code, clause=case.class_code, day=case.day,
        severity=GROUP if case.group_size > 1 else "", points_c=-weight, note=case.number,
    )  # fmt: skip


def first_contact(case: Complaint, clocks: Sequence[Clock], zone: tzinfo) -> Piece | None:
    """What was settled on the spot, in its time and to the end: for whoever settled it, on the day he did.

    Not where the customer did not accept it or asked for a review: it was not settled then.
    """
    if not counts(case) or case.settled is None or case.accepted is False or case.reviews:
        return None
    spot = next((clock for clock in clocks if clock.kind == deadlines.ON_THE_SPOT), None)
    if spot is None or spot.met is None or is_past(spot.due, spot.met) or not case.handled_by:
        return None
    return _piece(case, case.handled_by, FIRST_CONTACT, case.settled, zone)


def late(case: Complaint, clocks: Sequence[Clock], owners: Owners, now: datetime, zone: tzinfo) -> list[Piece]:
    """Limits that ran out unmet, each for whoever owned the case when it did, on the day it did."""
    if not counts(case) or case.head_office:
        return []
    found = []
    for clock in clocks:
        item = LATE.get(clock.kind)
        if item is None or clock.state(now) not in ("late", "met_late"):
            continue
        owner = owner_at(owners, clock.due)
        if owner not in ("", course.HEAD_OFFICE, case.person):
            found.append(_piece(case, owner, item, clock.due, zone))
    return found


def owner_at(owners: Owners, at: datetime) -> str:
    """Who owned a case at an instant; before its first owner, the first; "" where there is none."""
    before = [owner for since, owner in owners if since <= at]
    return before[-1] if before else owners[0][1] if owners else ""


def promised(one: CallBack, now: datetime, zone: tzinfo) -> Piece | None:
    """A promise that was not kept, or kept after its time (or is overdue by now), for its owner, on the day it was
    due; None where it was kept."""
    item = {"not_kept": PROMISE_NOT_KEPT, "kept_late": PROMISE_LATE, "late": PROMISE_LATE}.get(one.state(now))
    if item is None:
        return None
    local = one.due.astimezone(zone)
    return Piece(
        subject=one.subject, person=one.owner, item=item, day=local.date(), minute=local.hour * 60 + local.minute,
        note=one.number,
    )  # fmt: skip


def _piece(case: Complaint, person: str, item: str, at: datetime, zone: tzinfo) -> Piece:
    local = at.astimezone(zone)
    return Piece(
        subject=case.subject, person=person, item=item, clause=case.class_code, day=local.date(),
        minute=local.hour * 60 + local.minute, note=case.number,
    )  # fmt: skip
