"""A month's scores: rule book in force, evidence of the month, waivers — put together and compared with what was said.

Read only. What a person is told is computed anew each time from the evidence, so the explanation can never differ
from the figure; what was published or signed is kept beside it, and a difference is shown, not hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from supervisor.appraisal.events import Total
from supervisor.appraisal.ledger import bank_figures, in_force, month_state, rulebook, waivers
from supervisor.appraisal.measures.gather import gather, history
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.records import Late, MonthScore
from supervisor.appraisal.rulebook import RuleBook, digest
from supervisor.appraisal.rulebook.periods import longest_back
from supervisor.appraisal.scoring import Evidence, Member, Surroundings, score_people
from supervisor.branch.ledger import people
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import _


def score_month(
    r: Reader,
    month: str,
    *,
    instead: RuleBook | None = None,
    what_if: Mapping[tuple[str, str], str] | None = None,
) -> MonthScore:
    """Everybody's score of a month ("2026-11"), explained line by line.

    `instead` scores by another rule book and `what_if` waives further evidence — {(evidence, person): reason} —
    without saving anything. Raises BadInput when no rule book is in force or the month is none.
    """
    first, last = month_days(month)
    book = instead or rulebook(r, month)
    if book is None:
        raise BadInput(
            _("No rule book is in force in {month}. Activate one for this month or an earlier one.").format(month=month)
        )
    late = late_evidence(r, month)
    leave_out = _only_late(r, month)
    gathered = gather(r, first, last, leave_out=leave_out)
    back = since(book, first)
    earlier = history(r, back, first - timedelta(days=1))
    reasons = {
        (each.evidence, each.person): each.reason for each in waivers(r, back, last) if each.subject not in leave_out
    }
    evidence = [_waived(piece, {**reasons, **(what_if or {})}) for piece in (*earlier, *gathered.evidence)]
    around = Surroundings(
        first=first, last=last, observed=gathered.observed, checks=gathered.looked,
        bank_c={each.measure: each.value_c for each in bank_figures(r, month)}, ranks=_ranks_before(r, first),
    )  # fmt: skip
    scores = score_people(book, members(r, first, last), evidence, (), around)
    state = month_state(r, month)
    found = in_force(r, month)
    notes = list(gathered.notes)
    if gathered.unborne:
        notes.append(_("{count} findings name nobody and are in no score.").format(count=len(gathered.unborne)))
    if late:
        notes.append(_("{count} entries came after the month was locked and are not counted.").format(count=len(late)))
    changed = _changed(state.totals, totals(scores))
    if changed and state.state in ("published", "signed"):
        notes.append(_("{count} scores are no longer what was stated.").format(count=len(changed)))
    return MonthScore(
        month=month, state=state.state, rulebook=book, digest=digest(book) if instead or not found else found.digest,
        people=scores, unborne=gathered.unborne, late=late, changed=changed, pending=gathered.pending,
        notes=tuple(notes),
    )  # fmt: skip


def since(book: RuleBook, first: date) -> date:
    """From which day on earlier breaches and figures matter to the month that begins on `first`."""
    periods = {rule.period for rule in book.rules if rule.reminders or rule.ladder or rule.money_factor != 1
               or rule.points_factor != 1}  # fmt: skip
    periods |= {each.period for each in book.consequences} | {each.period for each in book.allowances}
    earliest = longest_back(periods, first)
    if any(each.aggregate == "improvement" or "before" in (each.baseline, each.without) for each in book.measures):
        earliest = min(earliest, (first - timedelta(days=1)).replace(day=1))
    return earliest


def _ranks_before(r: Reader, first: date) -> dict[str, int]:
    """Everybody's place of the month before, as it was stated."""
    stated = month_state(r, month_of(first - timedelta(days=1))).totals
    points = [each.points_c for each in stated if each.points_c is not None]
    return {
        each.person: 1 + sum(other > each.points_c for other in points) for each in stated if each.points_c is not None
    }


def members(r: Reader, first: date, last: date) -> list[Member]:
    """Everybody who belonged to the branch on some day of the span, by staff number, with the days he did."""
    belonged = [
        one for one in people(r, active_only=False) if one.joined <= last and (one.left is None or one.left >= first)
    ]
    return [
        Member(person=one.subject, no=one.no, name=one.name, role=one.role, of_days=(last - first).days + 1,
               days=(min(last, one.left or last) - max(first, one.joined)).days + 1)
        for one in belonged
    ]  # fmt: skip


def late_evidence(r: Reader, month: str) -> tuple[Late, ...]:
    """What arrived for a locked month outside its lock: kept, listed, not counted."""
    return tuple(
        Late(entry.subject, entry.kind, date(entry.day // 10000, entry.day // 100 % 100, entry.day % 100), entry.actor)
        for entry in r.late_entries(month)
    )


def _only_late(r: Reader, month: str) -> frozenset[str]:
    """Subjects of which nothing was known when the month was locked. What was known and later changed keeps counting,
    as it is now, and shows as a difference from what was signed."""
    late = r.late_entries(month)
    names = {entry.id for entry in late}
    return frozenset(
        subject
        for subject in {entry.subject for entry in late}
        if all(entry.id in names for entry in r.history(subject))
    )


def totals(scores: Sequence) -> tuple[Total, ...]:
    """The figures of scores, as they are published and signed."""
    return tuple(Total(one.person, one.total_points_c, one.money_cents, one.grade) for one in scores)


def _waived(piece: Evidence, reasons: Mapping[tuple[str, str], str]) -> Evidence:
    reason = reasons.get((piece.subject, piece.person))
    return piece if reason is None or piece.waiver else msgspec.structs.replace(piece, waiver=reason)


def _changed(stated: Sequence[Total], now: Sequence[Total]) -> tuple[str, ...]:
    said = {each.person: each for each in stated}
    return tuple(each.person for each in now if said and said.get(each.person) != each)
