"""From the scores to a signed month: publish, take note, sign and lock, open again."""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.course.noting import appeals_until, published_whole, unseen
from supervisor.appraisal.course.people import require_begun, require_member
from supervisor.appraisal.course.states import check_step
from supervisor.appraisal.fund.fines import fines_cents
from supervisor.appraisal.ledger import appeals, month_state
from supervisor.appraisal.months import month_days
from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.scores import score_month, totals
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, reopen_month
from supervisor.journal import lock_month as lock_journal
from supervisor.language import _


def publish(book: Book, actor: str, month: str) -> MonthScore:
    """Show the month's scores to each person; appeals run from now. May be repeated until the month is signed."""
    with book.write(actor) as w:
        require(w, actor, Right.SCORE_MONTH)
        check_step("publish", month_state(w, month).state, month)
        require_begun(w, month)
        if w.month_locked(month):  # by the journal alone, without a signature
            raise Refused(_("{month} is locked already.").format(month=month))
        scored = score_month(w, month)
        w.append(
            f"appraisal:{month}",
            events.MonthPublished(month=month, rulebook=scored.digest, totals=totals(scored.people)),
        )
    return scored


def acknowledge(book: Book, actor: str, month: str) -> None:
    """Say that one has taken note of one's own score as it is published now."""
    with book.write(actor) as w:
        require(w, actor, Right.READ_OWN)
        check_step("acknowledge", month_state(w, month).state, month)
        require_member(w, month, actor)
        w.append(f"seen:{month}:{actor}", events.ScoreSeen(month=month, person=actor))


def lock(book: Book, actor: str, month: str, *, reason: str = "") -> MonthScore:
    """Sign the published month and lock it over exactly the evidence held now; its fines go into the fund.

    Raises Refused without the right, before publication, while an appeal is undecided, when the month is not over; and
    without a reason when only a part of it was published, or while appeals are still possible and somebody has not
    taken note of his score.
    """
    with book.write(actor) as w:
        require(w, actor, Right.LOCK_MONTH)
        check_step("lock", month_state(w, month).state, month)
        if w.today <= month_days(month)[1]:
            raise Refused(_("{month} is not over yet.").format(month=month))
        waiting = [each.number for each in appeals(w, month) if each.upheld is None]
        if waiting:
            raise Refused(_("Decide these appeals first: {numbers}.").format(numbers=", ".join(waiting)))
        scored = score_month(w, month)
        _let_appeal(w, month, scored, reason)
        w.append(
            f"appraisal:{month}",
            events.MonthSigned(
                month=month, rulebook=scored.digest, totals=totals(scored.people), fines_cents=fines_cents(scored),
                reason=reason.strip(),
            ),
        )  # fmt: skip
        lock_journal(w, month)
    return scored


def _let_appeal(r: Reader, month: str, scored: MonthScore, reason: str) -> None:
    """The days for appeals are not cut short in silence."""
    if reason.strip():
        return
    if not published_whole(month_state(r, month), scored.digest):
        raise Refused(
            _("{month} was published before its last day or by another rule book. Publish it again so that people can "
              "appeal against all of it, or say why it cannot wait.").format(month=month)
        )  # fmt: skip
    until = appeals_until(r, month)
    if until is None or r.today > until:
        return
    open_to = unseen(r, month, [one.person for one in scored.people])
    if open_to:
        raise Refused(
            _("Appeals are possible until {day}, and {count} people have not taken note of their scores. Sign after "
              "that day, or say why it cannot wait.").format(day=until, count=len(open_to))
        )  # fmt: skip


def reopen(book: Book, actor: str, month: str, *, reason: str) -> None:
    """Open a signed month again by right, with the reason; it must then be published and signed anew."""
    if not reason.strip():
        raise BadInput(_("Say why: this cannot be left empty."))
    with book.write(actor) as w:
        require(w, actor, Right.REOPEN_MONTH)
        check_step("reopen", month_state(w, month).state, month)
        reopen_month(w, month, reason.strip())
        w.append(f"appraisal:{month}", events.MonthReopened(month=month, reason=reason.strip()))
