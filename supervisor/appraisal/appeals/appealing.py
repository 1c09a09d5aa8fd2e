"""A person disputes a line of the own published month; somebody else decides."""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.access.checks import deciding_right
from supervisor.appraisal import events
from supervisor.appraisal.appeals.waiving import waive_in
from supervisor.appraisal.course.noting import appeals_until
from supervisor.appraisal.course.states import check_step
from supervisor.appraisal.ledger import appeal as find_appeal
from supervisor.appraisal.ledger import appeals, month_state
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import Line, PersonScore
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, new_id
from supervisor.language import _


def appeal(book: Book, actor: str, *, month: str, evidence: str, text: str) -> str:
    """Dispute a line of one's own published month; returns the appeal's subject.

    Raises Refused when the month is not published, the days for appeals are over, or it is another's score.
    """
    _needs(text)
    with book.write(actor) as w:
        require(w, actor, Right.APPEAL)
        scored = score_month(w, month)
        check_step("appeal", month_state(w, month).state, month)
        until = appeals_until(w, month)
        if until is not None and w.today > until:
            raise Refused(
                _("Appeals against {month} were open for {days} days after publication.").format(
                    month=month, days=scored.rulebook.appeal_days
                )
            )
        line = _line(scored.of(actor), evidence)
        if line is None or line.day is None:
            raise Refused(_("A person appeals against lines of his own score only."))
        known = next((each for each in appeals(w, month) if (each.person, each.evidence) == (actor, evidence)), None)
        if known is not None:
            raise Refused(_("Appeal {number} against this line is on record already.").format(number=known.number))
        subject = f"appeal:{new_id()}"
        w.append(
            subject,
            events.Appealed(number=w.number("SS"), month=month, person=actor, evidence=evidence, day=line.day,
                            text=text.strip()),
        )  # fmt: skip
    return subject


def decide_appeal(book: Book, actor: str, subject: str, *, upheld: bool, reason: str) -> None:
    """Decide an appeal with the reason; upheld, the evidence is waived in the same command (unless it was taken back
    since: then nothing is left to waive).

    Not about oneself: the branch manager's own appeal is decided by head office, as complaints about him are.
    """
    _needs(reason)
    with book.write(actor) as w:
        found = find_appeal(w, subject)
        if found is None:
            raise BadInput(_("There is no such appeal: {subject}.").format(subject=subject))
        require(w, actor, deciding_right(w, actor, [found.person]), about=found.person)
        if found.upheld is not None:
            raise Refused(_("Appeal {number} is decided already.").format(number=found.number))
        w.append(subject, events.AppealDecided(upheld=upheld, reason=reason.strip()))
        if upheld and _line(score_month(w, found.month).of(found.person), found.evidence) is not None:
            waive_in(w, found.evidence, found.person, found.month, reason, appeal=subject)


def withdraw_appeal(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Take one's own appeal back while nobody has decided it; the line can be disputed anew while the days run."""
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.APPEAL)
        found = find_appeal(w, subject)
        if found is None:
            raise BadInput(_("There is no such appeal: {subject}.").format(subject=subject))
        if found.person != actor:
            raise Refused(_("Only whoever raised an appeal takes it back."))
        if found.upheld is not None:
            raise Refused(_("Appeal {number} is decided already.").format(number=found.number))
        w.append(subject, events.AppealWithdrawn(reason=reason.strip()))


def _line(own: PersonScore | None, evidence: str) -> Line | None:
    return next((each for each in own.lines if each.evidence == evidence), None) if own else None


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))
