"""What complaints and promises say about the month: the rules of the complaints' own room, turned into evidence.

The source "complaint" is a fault the bank answers for, under its cause, with the weight the branch gave that cause;
"handling" is how cases and promises were dealt with, under the items of `complaints.evidence.pieces.HANDLING`.
They are two sources, so that a rule for upheld complaints never charges a delay.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.scoring import Evidence
from supervisor.complaints.evidence import pieces as rules
from supervisor.complaints.evidence.ledger import busy, owners
from supervisor.complaints.ledger import case_clocks, complaints, counted_days, deadline_rules_by_day, tree
from supervisor.complaints.promises.ledger import call_backs_between, comment_book_days, comment_book_owed
from supervisor.journal import Reader

BACK_DAYS = 366  # a limit that ran out this month belongs to a case heard within a year


def complained(span: Span) -> list[Evidence]:
    """Complaints in which the bank was at fault. A comment book that was read is a register that was kept."""
    r = span.r
    causes = {node.code: node.weight_points_c for node in tree(r, "cause")}
    classes = {node.code: node.weight_points_c for node in tree(r, "class")}
    pieces = []
    if comment_book_days(r, span.first, span.last):
        span.saw("complaint")
    for case in complaints(r, span.first, span.last):
        if case.subject in span.leave_out:
            continue
        span.saw("complaint")
        if rules.undecided(case):
            span.pending.append(case.subject)
        elif piece := rules.fault(case, causes, classes):
            pieces.append(_evidence("complaint", piece))
        elif rules.upheld(case) and not case.head_office:
            span.unborne.append(case.subject)
    return pieces


def dealt_with(span: Span) -> list[Evidence]:
    """How cases and promises were dealt with: settled on first contact, limits that ran out, promises not kept."""
    found: list[rules.Piece] = []
    r, first, last, now = span.r, span.first, span.last, span.r.now
    cases = busy(r, first, last, BACK_DAYS)
    owned = owners(r, first, last, BACK_DAYS) if cases else {}
    limits, counted = deadline_rules_by_day(r), counted_days(r)
    for case in cases:
        if case.subject in span.leave_out:
            continue
        clocks = case_clocks(r, case, limits(case.day), counted)
        settled = rules.first_contact(case, clocks, r.zone)
        span.saw("handling")
        found += [*((settled,) if settled else ()), *rules.late(case, clocks, owned.get(case.subject, ()), now, r.zone)]
    begin, end = (datetime.combine(day, time(), r.zone) for day in (first, last + timedelta(days=1)))
    for one in call_backs_between(r, begin, end):
        if one.subject not in span.leave_out:
            span.saw("handling")
            piece = rules.promised(one, now, r.zone)
            found += [piece] if piece else []
    return [_evidence("handling", piece) for piece in found if first <= piece.day <= last]


def book_unread(r: Reader, first: date, last: date) -> list[date]:
    """Days on which the comment book had to be read and was not, from the first day on which anybody ever did; today
    is not over."""
    end = min(last, r.today - timedelta(days=1))
    kept = comment_book_days(r, date.min, end)
    return comment_book_owed(r, max(first, kept[0].day), end) if kept and end >= first else []


def _evidence(source: str, piece: rules.Piece) -> Evidence:
    return Evidence(
        subject=piece.subject, person=piece.person, source=source, item=piece.item, clause=piece.clause,
        severity=piece.severity, day=piece.day, minute=piece.minute, points_c=piece.points_c, note=piece.note,
    )  # fmt: skip
