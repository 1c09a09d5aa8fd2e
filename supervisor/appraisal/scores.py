"""A month's scores: rule book in force, evidence of the month, waivers — put together and compared with what was said.

Read only, in two steps: `collect` reads the book, `scored` reads nothing, so that a question of "what if" is answered
from what was read already. What a person is told is computed anew each time from the evidence, so the explanation can
never differ from the figure; what was published or signed is kept beside it, and a difference is shown, not hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from supervisor.appraisal.belonging import members
from supervisor.appraisal.carrying.late import late_evidence
from supervisor.appraisal.carrying.lines import Basis, Carried
from supervisor.appraisal.carrying.taking import carried_into
from supervisor.appraisal.events import Total
from supervisor.appraisal.ledger import bank_figures, in_force, month_state, waivers
from supervisor.appraisal.measures.gather import gather, history
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.records import Late, MonthScore, MonthState
from supervisor.appraisal.rulebook import RuleBook, digest, from_bytes
from supervisor.appraisal.rulebook.periods import longest_back
from supervisor.appraisal.rulebook.validity import outside
from supervisor.appraisal.scoring import Evidence, Line, Member, PersonScore, Surroundings, score_people
from supervisor.appraisal.scoring.measuring import asks_back
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.errors import BadInput
from supervisor.journal import Reader, uncollected
from supervisor.language import _


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """What a month's scores are made from, read from the book once: scored again with another rule book or a further
    waiver, nothing is read again. `rulebook` is the one in force (None: none is), `back` the first day of `evidence`,
    which carries the waivers of the book."""

    month: str
    rulebook: RuleBook | None
    digest: str
    back: date
    members: tuple[Member, ...]
    evidence: tuple[Evidence, ...]
    around: Surroundings
    state: MonthState
    late: tuple[Late, ...]
    carried: tuple[Carried, ...]
    unborne: tuple[str, ...]
    pending: tuple[str, ...]
    notes: tuple[str, ...]


def score_month(
    r: Reader,
    month: str,
    *,
    instead: RuleBook | None = None,
    what_if: Mapping[tuple[str, str], str] | None = None,
) -> MonthScore:
    """Everybody's score of a month ("2026-11"), explained line by line; see `scored`."""
    return scored(collect(r, month, instead=instead), instead=instead, what_if=what_if)


@uncollected()
def collect(r: Reader, month: str, *, instead: RuleBook | None = None) -> Collected:
    """What the month's scores are made from. `instead` is a rule book it may be scored by, which may have to know of
    breaches further back than the one in force. Raises BadInput when the month is none."""
    return _collect(r, month, None, instead)


def collect_opened(r: Reader, month: str) -> Collected:
    """The same of a signed month as it would be were it opened again: late evidence comes back, but for what a month
    signed since has taken in."""
    away = (each for each in late_evidence(r, month) if each.counts_in != month and r.month_locked(each.counts_in))
    return _collect(r, month, frozenset(each.subject for each in away))


def _collect(r: Reader, month: str, leave_out: frozenset[str] | None, instead: RuleBook | None = None) -> Collected:
    """The same, without the subjects in `leave_out` (None: those whose late evidence counts in another month)."""
    first, last = month_days(month)
    late = late_evidence(r, month)
    if leave_out is None:
        leave_out = frozenset(each.subject for each in late if each.counts_in != month)
    found = in_force(r, month)
    book = None if found is None else from_bytes(r.blob(found.blob))
    back = min((since(each, first) for each in (book, instead) if each is not None), default=first)
    gathered = gather(r, first, last, leave_out=leave_out)
    reasons = {
        (each.evidence, each.person): each.reason for each in waivers(r, back, last) if each.subject not in leave_out
    }
    evidence = (*history(r, back, first - timedelta(days=1)), *gathered.evidence)
    around = Surroundings(
        first=first, last=last, observed=gathered.observed, checks=gathered.looked,
        bank_c={each.measure: each.value_c for each in bank_figures(r, month)}, ranks=_ranks_before(r, first),
    )  # fmt: skip
    return Collected(
        month=month, rulebook=book, digest="" if found is None else found.digest, back=back,
        members=tuple(members(r, first, last)), evidence=_waived(evidence, reasons), around=around,
        state=month_state(r, month), late=late,
        carried=carried_into(r, month, lambda source, out: _basis(_collect(r, source, out))), unborne=gathered.unborne,
        pending=gathered.pending, notes=gathered.notes,
    )  # fmt: skip


@uncollected()
def scored(
    collected: Collected,
    *,
    instead: RuleBook | None = None,
    what_if: Mapping[tuple[str, str], str] | None = None,
) -> MonthScore:
    """The scores of what was collected; nothing is read and nothing saved.

    `instead` scores by another rule book, which was named to `collect` too when it looks further back; `what_if` waives
    further evidence — {(evidence, person): reason}. Raises BadInput when no rule book is in force.
    """
    book = instead or collected.rulebook
    if book is None:
        raise BadInput(
            _("No rule book is in force in {month}. Activate one for this month or an earlier one.").format(
                month=collected.month
            )
        )
    back = collected.back if instead is None else since(book, _first_of(collected))
    if back < collected.back:
        raise ValueError("the rule book looks further back than was collected: name it to collect()")
    evidence = collected.evidence
    if back > collected.back:
        evidence = tuple(piece for piece in evidence if piece.day >= back)
    if what_if:
        evidence = _waived(evidence, what_if)
    carried = _left_to(collected, what_if or {})
    scores = score_people(book, collected.members, evidence, (), collected.around, carried)
    scores += _gone(collected, {one.person for one in scores}, carried)
    state, notes = collected.state, list(collected.notes)
    if collected.unborne:
        notes.append(_("{count} findings name nobody and are in no score.").format(count=len(collected.unborne)))
    notes += _said_late(collected)
    if wrong := outside(book, collected.month):
        notes.append(wrong)
    changed = _changed(state.totals, totals(scores))
    if changed and state.state in ("published", "signed"):
        notes.append(_("{count} scores are no longer what was stated.").format(count=len(changed)))
    return MonthScore(
        month=collected.month, state=state.state, rulebook=book,
        digest=collected.digest if instead is None else digest(book), people=scores, unborne=collected.unborne,
        late=collected.late, changed=changed, pending=collected.pending, notes=tuple(notes),
    )  # fmt: skip


def _said_late(collected: Collected) -> list[str]:
    """Where what came after the signature counts."""
    away = [each.counts_in for each in collected.late if each.counts_in != collected.month]
    here = len(collected.late) - len(away)
    said = []
    if away:
        said.append(
            _("{count} entries came after the month was signed; they count in {months}.").format(
                count=len(away), months=", ".join(sorted(set(away)))
            )
        )
    if here:
        said.append(
            _("{count} entries changed after the signature what was known before it: open the month again to put it "
              "right.").format(count=here)
        )  # fmt: skip
    if collected.carried:
        said.append(
            _("Late evidence of signed months counts here for {count} people.").format(count=len(collected.carried))
        )
    return said


def _first_of(collected: Collected) -> date:
    return month_days(collected.month)[0]


def since(book: RuleBook, first: date) -> date:
    """From which day on earlier breaches and figures matter to the month that begins on `first`."""
    periods = {rule.period for rule in book.rules if rule.reminders or rule.ladder or rule.money_factor != 1
               or rule.points_factor != 1}  # fmt: skip
    periods |= {each.period for each in book.consequences} | {each.period for each in book.allowances}
    periods |= {rule.limit_per for rule in book.rules if rule.limit_c is not None}
    earliest = longest_back(periods, first)
    asking = [each for each in book.measures if asks_back(each)]
    if asking:
        earliest = min(earliest, (first - timedelta(days=1)).replace(day=1))
    if any("year_ago" in (each.baseline, each.without) for each in asking):
        earliest = min(earliest, date(first.year - 1, first.month, 1))
    return earliest


def _ranks_before(r: Reader, first: date) -> dict[str, int]:
    """Everybody's place of the month before, as it was stated."""
    stated = month_state(r, month_of(first - timedelta(days=1))).totals
    points = [each.points_c for each in stated if each.points_c is not None]
    return {
        each.person: 1 + sum(other > each.points_c for other in points) for each in stated if each.points_c is not None
    }


def _basis(collected: Collected) -> Basis | None:
    """A month as its late evidence is weighed in it; None where it had no rule book."""
    if collected.rulebook is None:
        return None
    return Basis(
        month=collected.month, rulebook=collected.rulebook, members=collected.members, evidence=collected.evidence,
        around=collected.around, carried=_left_to(collected, {}),
    )  # fmt: skip


def _left_to(collected: Collected, what_if: Mapping[tuple[str, str], str]) -> dict[str, list[Line]]:
    """By person, the lines that signed months left to this one; what is waived on trial costs nothing."""
    return {
        one.member.person: [
            line if (reason := what_if.get((line.evidence, one.member.person))) is None
            else msgspec.structs.replace(line, points_c=0, money_cents=0, why=(*line.why, Reason("waived", (reason,))))
            for line in one.lines
        ]
        for one in collected.carried
    }  # fmt: skip


def _gone(
    collected: Collected, scored: Collection[str], carried: Mapping[str, Sequence[Line]]
) -> tuple[PersonScore, ...]:
    """Who has lines from a signed month and is not scored in this one: he owes and is owed the money all the same."""
    return tuple(
        PersonScore(
            person=one.member.person, no=one.member.no, name=one.member.name, role=one.member.role,
            total_points_c=None, weighted_c=None, components=(), lines=tuple(carried[one.member.person]), pieces=0,
            money_cents=sum(line.money_cents for line in carried[one.member.person]),
            why=(Reason("carried_left", (collected.month,)),),
        )
        for one in collected.carried if one.member.person not in scored
    )  # fmt: skip


def totals(scores: Sequence) -> tuple[Total, ...]:
    """The figures of scores, as they are published and signed."""
    return tuple(Total(one.person, one.total_points_c, one.money_cents, one.grade) for one in scores)


def _waived(evidence: Sequence[Evidence], reasons: Mapping[tuple[str, str], str]) -> tuple[Evidence, ...]:
    """The evidence with these reasons for which it does not count; what is waived already keeps its own."""
    if not reasons:
        return tuple(evidence)
    return tuple(
        msgspec.structs.replace(piece, waiver=reasons[at])
        if (at := (piece.subject, piece.person)) in reasons and not piece.waiver
        else piece
        for piece in evidence
    )


def _changed(stated: Sequence[Total], now: Sequence[Total]) -> tuple[str, ...]:
    """Whose figures are no longer what was stated: who is new among them, and who is no longer."""
    said = {each.person: each for each in stated}
    if not said:
        return ()
    moved = [each.person for each in now if said.get(each.person) != each]
    return (*moved, *sorted(said.keys() - {each.person for each in now}))
