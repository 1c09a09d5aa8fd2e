"""What a person may do in appraisal: put rules in force, record, waive, appeal, decide, publish, sign and lock.

One function a use case; each checks right, rule and ledger before it appends. Nobody waives or decides about himself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from supervisor.access import Right, require
from supervisor.access.checks import deciding_right, may_read_person
from supervisor.appraisal import events
from supervisor.appraisal.ledger import appeal as find_appeal
from supervisor.appraisal.ledger import appeals, fund, month_state, records, rulebook, waivers
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.rulebook import SOURCES, RuleBook, digest, to_bytes
from supervisor.appraisal.rulebook.checks import check
from supervisor.appraisal.scores import score_month, totals
from supervisor.appraisal.scoring import PersonScore
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book, Reader, Writer, new_id, reopen_month
from supervisor.journal import lock_month as lock_journal
from supervisor.language import _

__all__ = [
    "activate_rulebook", "appeal", "appeals_until", "decide_appeal", "lock", "publish", "read_score",
    "record", "reopen", "score_month", "set_bank_figure", "spend", "waive", "withdraw_record", "withdraw_waiver",
]  # fmt: skip


def activate_rulebook(book: Book, actor: str, *, rules: RuleBook, month: str) -> str:
    """Put a rule book in force from the first day of `month`; returns its content digest.

    Raises BadInput when the book has flaws, Refused without the right or when a month from there on is locked.
    """
    first, __ = month_days(month)
    flaws = check(rules)
    if flaws:
        faults = tuple(Fault(f.problem, f.cure, "", f.table, f.index + 1, f.field) for f in flaws)
        raise BadInput(_("The rule book cannot be used:"), faults)
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_RULES)
        later = first
        while month_of(later) <= month_of(w.today):
            if w.month_locked(month_of(later)):
                raise Refused(
                    _("{month} is locked and keeps its rule book. Choose a later month.").format(month=month_of(later))
                )
            later = date(later.year + later.month // 12, later.month % 12 + 1, 1)
        content = to_bytes(rules)
        w.append(
            f"rulebook-from:{month}",
            events.RulebookActivated(
                month=month, digest=digest(rules), blob=w.put_blob(content), zh=rules.name.zh, en=rules.name.en,
                label=rules.version,
            ),
        )  # fmt: skip
    return digest(rules)


def record(
    book: Book, actor: str, *, person: str, source: str, item: str, day: date | None = None, cases: int = 1,
    value_c: int | None = None, note: str = "",
) -> str:  # fmt: skip
    """Record a fact about a person that no other room records (attendance, an own number); returns its subject.

    `source` is one of `rulebook.SOURCES`, `value_c` hundredths. Nobody records about himself.
    """
    if source not in SOURCES or not item.strip() or cases < 1:
        raise BadInput(_("A record needs a source ({sources}), an item and at least one case.").format(
            sources=", ".join(SOURCES)))  # fmt: skip
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_MEASURE, about=person)
        happened = day or w.today
        if happened > w.today:
            raise BadInput(_("{day} lies in the future.").format(day=happened))
        subject = f"record:{new_id()}"
        w.append(
            subject,
            events.FactRecorded(person=person, source=source, item=item.strip(), day=happened, cases=cases,
                                value_c=value_c, note=note.strip()),
            at=_noon(w, happened),
        )  # fmt: skip
    return subject


def set_bank_figure(book: Book, actor: str, *, month: str, measure: str, value_c: int | None, note: str = "") -> None:
    """Record what the bank as a whole came to in a month for a measure (hundredths), or take it back (None).

    Raises BadInput when the month's rule book has no such measure, Refused without the right or in a locked month.
    """
    __, last = month_days(month)
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_MEASURE)
        rules = rulebook(w, month)
        known = [each.code for each in rules.measures] if rules else []
        if measure not in known:
            raise BadInput(
                _("The rule book of {month} has no measure {measure}. It has: {names}.").format(
                    month=month, measure=measure, names=", ".join(known) or "—"
                )
            )
        if w.month_locked(month):
            raise Refused(_("{month} is locked.").format(month=month))
        w.append(
            f"bank:{month}:{measure}",
            events.BankFigureSet(month=month, measure=measure, value_c=value_c, note=note.strip()),
            at=_noon(w, min(last, w.today)),
        )


def withdraw_record(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Take back a recorded fact that was a mistake."""
    _needs(reason)
    with book.write(actor) as w:
        found = next((each for each in records(w, date.min, date.max) if each.subject == subject), None)
        if found is None:
            raise BadInput(_("There is no such record: {subject}.").format(subject=subject))
        require(w, actor, Right.RECORD_MEASURE, about=found.person)
        w.append(subject, events.RecordWithdrawn(reason=reason.strip()), at=_noon(w, found.day))


def waive(book: Book, actor: str, *, evidence: str, person: str, month: str, reason: str, incident: str = "") -> str:
    """Waive a piece of evidence for a person, with the reason; returns the waiver's subject.

    Raises Refused without the right, about oneself, or when the month is locked; BadInput when the evidence costs this
    person nothing in that month.
    """
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.WAIVE_DEDUCTION, about=person)
        return _waive(w, evidence, person, month, reason, incident=incident)


def _waive(
    w: Writer, evidence: str, person: str, month: str, reason: str, *, incident: str = "", appeal: str = ""
) -> str:
    own = score_month(w, month).of(person)
    line = next((each for each in own.lines if each.evidence == evidence), None) if own else None
    if line is None or line.day is None:
        raise BadInput(_("{evidence} is not in this person's score of {month}.").format(evidence=evidence, month=month))
    subject = f"waiver:{evidence}"
    w.append(
        subject,
        events.DeductionWaived(evidence=evidence, person=person, day=line.day, reason=reason.strip(), incident=incident,
                               appeal=appeal),
        at=_noon(w, line.day),
    )  # fmt: skip
    return subject


def withdraw_waiver(book: Book, actor: str, *, evidence: str, person: str, reason: str) -> None:
    """Let a waived piece of evidence count again."""
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.WAIVE_DEDUCTION, about=person)
        given = waivers(w, date.min, date.max)
        found = next((each for each in given if (each.evidence, each.person) == (evidence, person)), None)
        if found is None:
            raise BadInput(_("{evidence} is not waived for this person.").format(evidence=evidence))
        w.append(found.subject, events.WaiverWithdrawn(person=person, reason=reason.strip()), at=_noon(w, found.day))


def appeal(book: Book, actor: str, *, month: str, evidence: str, text: str) -> str:
    """Dispute a line of one's own published month; returns the appeal's subject.

    Raises Refused when the month is not published, the days for appeals are over, or it is another's score.
    """
    _needs(text)
    with book.write(actor) as w:
        require(w, actor, Right.APPEAL)
        scored = score_month(w, month)
        until = appeals_until(w, month)
        if until is None:
            raise Refused(_("{month} is not published: there is nothing to appeal against now.").format(month=month))
        if w.today > until:
            raise Refused(
                _("Appeals against {month} were open for {days} days after publication.").format(
                    month=month, days=scored.rulebook.appeal_days
                )
            )
        own = scored.of(actor)
        line = next((each for each in own.lines if each.evidence == evidence), None) if own else None
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
    """Decide an appeal with the reason; upheld, the evidence is waived in the same command.

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
        if upheld:
            _waive(w, found.evidence, found.person, found.month, reason, appeal=subject)


def appeals_until(r: Reader, month: str) -> date | None:
    """The last day on which a published month can be appealed against; None while it is not published."""
    state, rules = month_state(r, month), rulebook(r, month)
    if state.state != "published" or state.at is None or rules is None:
        return None
    return state.at.date() + timedelta(days=rules.appeal_days)


def publish(book: Book, actor: str, month: str) -> MonthScore:
    """Show the month's scores to each person; appeals run from now. May be repeated until the month is signed."""
    with book.write(actor) as w:
        require(w, actor, Right.SCORE_MONTH)
        if w.month_locked(month):
            raise Refused(_("{month} is locked already.").format(month=month))
        if month_days(month)[0] > w.today:
            raise Refused(_("{month} has not begun.").format(month=month))
        scored = score_month(w, month)
        w.append(
            f"appraisal:{month}",
            events.MonthPublished(month=month, rulebook=scored.digest, totals=totals(scored.people)),
        )
    return scored


def lock(book: Book, actor: str, month: str) -> MonthScore:
    """Sign the published month and lock it over exactly the evidence held now; its fines go into the fund.

    Raises Refused without the right, before publication, while an appeal is open, or when the month is not over.
    """
    with book.write(actor) as w:
        require(w, actor, Right.LOCK_MONTH)
        if month_state(w, month).state not in ("published", "reopened"):
            raise Refused(_("{month} must be published before it is signed.").format(month=month))
        if w.today <= month_days(month)[1]:
            raise Refused(_("{month} is not over yet.").format(month=month))
        waiting = [each.number for each in _open_appeals(w, month)]
        if waiting:
            raise Refused(_("Decide these appeals first: {numbers}.").format(numbers=", ".join(waiting)))
        scored = score_month(w, month)
        signed = w.append(
            f"appraisal:{month}",
            events.MonthSigned(month=month, rulebook=scored.digest, totals=totals(scored.people)),
        )
        fines = fines_cents(scored) - sum(move.cents for move in fund(w) if move.month == month and move.cents > 0)
        if fines:
            purpose = _("Fines of {month}").format(month=month)
            w.append(f"fund:{new_id()}", events.FundMoved(day=w.today, cents=fines, purpose=purpose, month=month),
                     cause=signed)  # fmt: skip
        lock_journal(w, month)
    return scored


def reopen(book: Book, actor: str, month: str, *, reason: str) -> None:
    """Open a signed month again by right, with the reason; it must then be published and signed anew."""
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.REOPEN_MONTH)
        reopen_month(w, month, reason.strip())
        w.append(f"appraisal:{month}", events.MonthReopened(month=month, reason=reason.strip()))


def spend(book: Book, actor: str, *, cents: int, purpose: str, day: date | None = None) -> str:
    """Spend money of the staff fund (`cents` > 0) on a staff event. Refused beyond the balance."""
    _needs(purpose)
    if cents <= 0:
        raise BadInput(_("Write how much was spent, as a number above zero."))
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_FUND)
        moves = fund(w)
        balance = moves[-1].balance_cents if moves else 0
        if cents > balance:
            raise Refused(_("The fund holds only ¥{balance}.").format(balance=f"{balance / 100:.2f}"))
        subject = f"fund:{new_id()}"
        w.append(subject, events.FundMoved(day=day or w.today, cents=-cents, purpose=purpose.strip()))
    return subject


def read_score(r: Reader, actor: str, month: str, person: str) -> PersonScore:
    """One person's score as the actor may read it: staff only their own. Raises Refused, BadInput."""
    if not may_read_person(r, actor, person):
        raise Refused(_("Staff read their own score only."))
    found = score_month(r, month).of(person)
    if found is None:
        raise BadInput(_("This person did not belong to the branch in {month}.").format(month=month))
    return found


def fines_cents(scored: MonthScore) -> int:
    """What the month's fines come to, as a positive amount; rewards are paid from elsewhere."""
    return -sum(line.money_cents for one in scored.people for line in one.lines if line.money_cents < 0)


def _open_appeals(r: Reader, month: str) -> list:
    return [each for each in appeals(r, month) if each.upheld is None]


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))


def _noon(r: Reader, day: date) -> datetime:
    """Noon of a business day in the branch's zone: facts are dated by the day they are about."""
    return datetime.combine(day, time(12), tzinfo=r.zone)
