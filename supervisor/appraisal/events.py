"""What can happen in appraisal: rule books in force, recorded facts, waivers, appeals, months and the fund.

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


class Total(msgspec.Struct, frozen=True):
    """One person's result as published: hundredths of points (None: no score), cents."""

    person: str
    points_c: int | None
    money_cents: int
    grade: str = ""


@event("appraisal.published", version=1, evidence=False)
class MonthPublished(Event):
    """The month's scores were shown to each person; from now the days for appeals run."""

    month: str
    rulebook: str
    totals: tuple[Total, ...]


@event("appraisal.signed", version=1, evidence=False)
class MonthSigned(Event):
    """The manager signed these results; in the same command the month was locked."""

    month: str
    rulebook: str
    totals: tuple[Total, ...]


@event("appraisal.reopened", version=1, evidence=False)
class MonthReopened(Event):
    """A signed month was opened again by right, with the reason."""

    month: str
    reason: str


@event("appraisal.fund_moved", version=1, evidence=False)
class FundMoved(Event):
    """Money came into the staff fund (positive: a month's fines) or was spent on a staff event (negative)."""

    day: date
    cents: int
    purpose: str
    month: str = ""
