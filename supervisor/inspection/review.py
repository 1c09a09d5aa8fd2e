"""Commands on findings afterwards: the manager waives with a reason, a person appeals, both stay in the record."""

from __future__ import annotations

from supervisor.access import Right, allowed, require
from supervisor.access.checks import deciding_right
from supervisor.actions.service import withdraw_within
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .events import AppealDecided, FindingAppealed, FindingWaived, WaiverWithdrawn
from .finishing import month_open
from .ledger import finding
from .records import Finding


def waive_finding(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Let a finding not count, with the reason. The fault is still to be mended, so its action stays.

    Raises Refused about himself, without the right or in a closed month; BadInput without a reason.
    """
    with book.write(actor) as w:
        there = _there(w, subject)
        require(w, actor, Right.WAIVE_FINDING, about=there.persons)
        month_open(w, there.day)
        if there.waived:
            raise Refused(_("This finding is waived already."))
        w.append(subject, FindingWaived(reason=_reason(reason), about=there.persons))


def withdraw_waiver(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Let it count after all (also the undo of a waiver). Same rights as waiving."""
    with book.write(actor) as w:
        there = _there(w, subject)
        require(w, actor, Right.WAIVE_FINDING, about=there.persons)
        month_open(w, there.day)
        if not there.waived:
            raise Refused(_("This finding is not waived."))
        w.append(subject, WaiverWithdrawn(reason=_reason(reason), about=there.persons))


def appeal_finding(book: Book, actor: str, subject: str, *, text: str) -> None:
    """A person concerned objects to a finding. Raises Refused for anybody else, after a decision, or in a closed month
    (where nobody could decide it)."""
    with book.write(actor) as w:
        require(w, actor, Right.APPEAL)
        there = _there(w, subject)
        if reason := no_appeal(w, actor, there):
            raise Refused(reason)
        w.append(subject, FindingAppealed(text=_reason(text), about=there.persons))


def no_appeal(r: Reader, actor: str, there: Finding) -> str:
    """Why a person cannot object to a finding, in words; empty where he can."""
    if not allowed(r, actor, Right.APPEAL):
        return _("You have no right to appeal.")
    if actor not in there.persons:
        return _("Only a person whom the finding concerns can appeal.")
    if there.appeal_state == "open":
        return _("There is an appeal on this finding already; it waits for its decision.")
    if there.appeal_state:
        return _("The appeal on this finding is decided; that stands.")
    month = f"{there.day:%Y-%m}"
    if r.month_locked(month):
        words = _("{month} is closed: an appeal can be decided only once the branch manager has opened it again.")
        return words.format(month=month)
    return ""


def decide_appeal(book: Book, actor: str, subject: str, *, upheld: bool, reason: str) -> None:
    """Uphold (the finding does not count and nothing is to be mended) or dismiss an appeal.

    Not about oneself: what concerns the branch manager is decided by head office, as complaints about him are. Raises
    Refused about himself, without the right, or when no appeal is open.
    """
    with book.write(actor) as w:
        there = _there(w, subject)
        concerned = (*there.persons, there.appeal_by)
        require(w, actor, deciding_right(w, actor, concerned), about=concerned)
        month_open(w, there.day)
        if there.appeal_state != "open":
            raise Refused(_("No appeal is open on this finding."))
        w.append(subject, AppealDecided(upheld=upheld, reason=_reason(reason), about=there.persons))
        if upheld:
            withdraw_within(w, subject, reason.strip())


def _there(r: Reader, subject: str) -> Finding:
    found = finding(r, subject)
    if found is None:
        raise BadInput(_("There is no finding {subject}.").format(subject=subject))
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput(_("Give the reason."))
    return text.strip()
