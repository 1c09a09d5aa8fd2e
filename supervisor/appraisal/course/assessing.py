"""What people say of a month: each of himself, the manager of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.course.people import in_month, members_of, require_begun, require_member, rules_of
from supervisor.appraisal.course.rights import require_reviewer
from supervisor.appraisal.course.states import check_step
from supervisor.appraisal.ledger import month_state, self_assessments
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.journal.settling import decide
from supervisor.language import _

MOST_C = 20_000  # points a person may be given, in hundredths: more than any cap in use


def open_self_assessment(book: Book, actor: str, month: str, *, until: date, reason: str = "") -> None:
    """Let everybody assess himself until the end of a day; again with another day while it runs. A review that already
    runs is put back only with the reason.

    Raises BadInput for a day that is over, Refused without the right or in a state that has been published.
    """
    with book.write(actor) as w:
        require(w, actor, Right.SCORE_MONTH)
        require_begun(w, month)
        rules_of(w, month)
        state = month_state(w, month).state
        check_step("open_self", state, month)
        if until < w.today:
            raise BadInput(_("{day} is over: choose today or a later day.").format(day=until))
        if state == "review":
            _reasoned(reason)
        w.append(f"appraisal:{month}", events.SelfAssessmentOpened(month=month, until=until, reason=reason.strip()))


def self_assess(book: Book, actor: str, month: str, *, text: str, values: Mapping[str, int] | None = None) -> None:
    """Say what one thinks of one's own month, and if one likes the points of each component (hundredths by code); again
    to write it anew.

    Raises BadInput for an empty text, an unknown component or impossible points; Refused when the self-assessment is
    not open or its last day is over.
    """
    _said(text)
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        _open_to(w, actor, month)
        known = [part.code for part in rules_of(w, month).components]
        for component, value_c in (values or {}).items():
            if component not in known:
                raise BadInput(
                    _("The rule book of {month} has no component {code}. It has: {names}.").format(
                        month=month, code=component, names=", ".join(known)
                    )
                )
            _possible(value_c)
        rated = tuple(events.Rated(code, value_c) for code, value_c in sorted((values or {}).items()))
        w.append(
            f"self:{month}:{actor}",
            events.SelfAssessed(month=month, person=actor, text=text.strip(), values=rated),
            at=in_month(w, month),
        )


def withdraw_self(book: Book, actor: str, month: str) -> None:
    """Take one's own self-assessment back while it is open."""
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        _open_to(w, actor, month)
        if all(one.person != actor for one in self_assessments(w, month, month)):
            raise BadInput(_("You have not assessed yourself in {month}: there is nothing to take back.").format(
                month=month))  # fmt: skip
        w.append(
            f"self:{month}:{actor}", events.SelfAssessmentWithdrawn(month=month, person=actor), at=in_month(w, month)
        )


def open_review(book: Book, actor: str, month: str, *, reason: str = "") -> None:
    """Let the managers review; the self-assessment may be skipped. A published month goes back only with the reason,
    and must be published anew.

    Raises Refused while people still have time to assess themselves and somebody has not.
    """
    with book.write(actor) as w:
        require(w, actor, Right.SCORE_MONTH)
        require_begun(w, month)
        rules_of(w, month)
        standing = month_state(w, month)
        check_step("open_review", standing.state, month)
        if standing.state == "published":
            _reasoned(reason)
        if standing.state == "self" and standing.until is not None and w.today <= standing.until:
            written = {one.person for one in self_assessments(w, month, month)}
            missing = [one.name for one in members_of(w, month) if one.person not in written]
            if missing:
                raise Refused(
                    _("Self-assessment is open until {day}; {count} have not written: {names}. Wait, or set an earlier "
                      "last day.").format(day=standing.until, count=len(missing), names=", ".join(missing))
                )  # fmt: skip
        w.append(f"appraisal:{month}", events.ReviewOpened(month=month, reason=reason.strip()))


def review(
    book: Book, actor: str, month: str, person: str, *, comment: str, value_c: int | None = None, grade: str = ""
) -> None:
    """Say what one thinks of a person's month, and if one likes points (hundredths) and the grade one proposes; again
    to write it anew, or to settle what two laptops said apart.

    Raises Refused outside the review, about oneself, or about the branch manager unless it is head office; BadInput
    for an empty comment or a grade that the rule book does not know.
    """
    _said(comment)
    with book.write(actor) as w:
        require_reviewer(w, actor, person)
        check_step("review", month_state(w, month).state, month)
        member = require_member(w, month, person)
        if value_c is not None:
            _possible(value_c)
        grades = [band.label for band in rules_of(w, month).bands_for("grade", member.role)]
        if grade and grade not in grades:
            raise BadInput(
                _("The rule book has no grade {grade}. It has: {names}.").format(
                    grade=grade, names=", ".join(grades) or "—"
                )
            )
        subject = f"review:{month}:{person}"
        for clash in w.conflicts(subject=subject):
            decide(w, clash, clash.entries[-1].digest.hex(), comment.strip())
        w.append(
            subject,
            events.Reviewed(month=month, person=person, comment=comment.strip(), value_c=value_c, grade=grade),
            at=in_month(w, month),
        )


def _open_to(r: Reader, actor: str, month: str) -> None:
    standing = month_state(r, month)
    check_step("self_assess", standing.state, month)
    require_member(r, month, actor)
    if standing.until is not None and r.today > standing.until:
        raise Refused(
            _("Self-assessment was open until {day}: ask the branch manager for a later last day.").format(
                day=standing.until
            )
        )


def _said(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Write a sentence or two: it cannot be left empty."))


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("Say why the month goes a step back."))


def _possible(value_c: int) -> None:
    if not 0 <= value_c <= MOST_C:
        raise BadInput(_("Points go from 0 to {most}.").format(most=MOST_C // 100))
