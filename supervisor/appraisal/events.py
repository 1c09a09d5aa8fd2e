"""What can happen in appraisal: rule books in force, recorded facts, waivers, appeals, months and the fund.

The course of a month is written on its subject `appraisal:<month>`; what people say in it stands on subjects of their
own (`self:`, `review:`, `peer:`, `seen:` with month and person), so that two laptops contradict each other only where
both spoke of the same person.

Facts about a month's evidence are dated in that month (their entry's time is the day of the evidence), so that the
month lock covers them like the evidence itself; when they were written the journal's clock says.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Event, event


@event("appraisal.rulebook_activated", version=1, evidence=False)
class RulebookActivated(Event):
    """From the first day of `month` the rule book with this content digest is in force."""

    month: str
    digest: str
    blob: str  # where its bytes are kept
    zh: str
    en: str
    label: str  # what the book calls its version


@event("appraisal.recorded", version=1)
class FactRecorded(Event):
    """Something about a person that no other room records: attendance, an own number, an order answered."""

    person: str
    source: str
    item: str
    day: date
    cases: int = 1
    value_c: int | None = None
    note: str = ""


@event("appraisal.bank_figure", version=1)
class BankFigureSet(Event):
    """What the bank as a whole came to in a month, for a measure of the rule book; None takes the figure back."""

    month: str
    measure: str
    value_c: int | None
    note: str = ""


@event("appraisal.record_withdrawn", version=1)
class RecordWithdrawn(Event):
    """A recorded fact was a mistake; it stays in the journal and counts no more."""

    reason: str


@event("appraisal.waived", version=1)
class DeductionWaived(Event):
    """A piece of evidence does not count for this person, and why (a surge or an outage was running)."""

    evidence: str
    person: str
    day: date
    reason: str
    incident: str = ""
    appeal: str = ""


@event("appraisal.waiver_withdrawn", version=1)
class WaiverWithdrawn(Event):
    """The waiver was taken back: the evidence counts again."""

    person: str
    reason: str


@event("appraisal.appealed", version=1, evidence=False)
class Appealed(Event):
    """A person disputes a line of his own month."""

    number: str
    month: str
    person: str
    evidence: str
    day: date
    text: str


@event("appraisal.appeal_decided", version=1, evidence=False)
class AppealDecided(Event):
    """The appeal was upheld (the evidence is waived) or not, with the reason."""

    upheld: bool
    reason: str


@event("appraisal.appeal_withdrawn", version=1, evidence=False)
class AppealWithdrawn(Event):
    """Whoever raised the appeal took it back before anybody decided."""

    reason: str


class Total(msgspec.Struct, frozen=True):
    """One person's result as published: hundredths of points (None: no score), cents."""

    person: str
    points_c: int | None
    money_cents: int
    grade: str = ""


@event("appraisal.self_opened", version=1, evidence=False)
class SelfAssessmentOpened(Event):
    """Everybody may assess himself until the end of `until`; opened again with another day or, from the review, with
    the reason."""

    month: str
    until: date
    reason: str = ""


@event("appraisal.review_opened", version=1, evidence=False)
class ReviewOpened(Event):
    """The managers review; a published month that goes back to the review says why."""

    month: str
    reason: str = ""


class Rated(msgspec.Struct, frozen=True):
    """What somebody gives himself in a component, in hundredths of a point."""

    component: str
    value_c: int


@event("appraisal.self_assessed", version=1, additive=True)
class SelfAssessed(Event):
    """A person looks back on his own month; his last word counts."""

    month: str
    person: str
    text: str
    values: tuple[Rated, ...] = ()


@event("appraisal.self_withdrawn", version=1, additive=True)
class SelfAssessmentWithdrawn(Event):
    """He took it back while he could still write it anew."""

    month: str
    person: str


@event("appraisal.reviewed", version=1)
class Reviewed(Event):
    """The manager's word on a person's month: a comment, and if he likes points and the grade he proposes."""

    month: str
    person: str
    comment: str
    value_c: int | None = None
    grade: str = ""


@event("appraisal.peer_asked", version=1, evidence=False, additive=True)
class PeerAsked(Event):
    """A colleague was asked what he thinks of a person's month."""

    month: str
    person: str
    rater: str


@event("appraisal.peer_answered", version=1, additive=True)
class PeerAnswered(Event):
    """He answered, the last time counts; who said what is shown to nobody but himself, so it is never a conflict that
    others must settle."""

    month: str
    person: str
    rater: str
    value_c: int
    comment: str = ""


@event("appraisal.score_seen", version=1, evidence=False, additive=True)
class ScoreSeen(Event):
    """The person has taken note of the own published score."""

    month: str
    person: str


@event("appraisal.published", version=1, evidence=False)
class MonthPublished(Event):
    """The month's scores were shown to each person; from now the days for appeals run."""

    month: str
    rulebook: str
    totals: tuple[Total, ...]


@event("appraisal.signed", version=1, evidence=False)
class MonthSigned(Event):
    """The manager signed these results; in the same command the month was locked. `fines_cents` is what the fund has
    from the month (None: of an older program, which wrote it as a move of the fund); `reason` why it was signed while
    appeals were still possible."""

    month: str
    rulebook: str
    totals: tuple[Total, ...]
    fines_cents: int | None = None
    reason: str = ""


@event("appraisal.reopened", version=1, evidence=False)
class MonthReopened(Event):
    """A signed month was opened again by right, with the reason."""

    month: str
    reason: str


@event("appraisal.fund_moved", version=1, evidence=False)
class FundMoved(Event):
    """Money of the staff fund was spent on a staff event (negative). Positive: a month's fines, by an older program."""

    day: date
    cents: int
    purpose: str
    month: str = ""


@event("appraisal.fund_withdrawn", version=1, evidence=False)
class FundMoveWithdrawn(Event):
    """A spending was entered by mistake: the money is back."""

    reason: str
