"""What this room's queries return."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.appraisal.events import Rated, Total
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import PersonScore
from supervisor.language import Words


class InForce(msgspec.Struct, frozen=True):
    """A rule book in force from the first of `month`."""

    month: str
    digest: str
    blob: str
    name: Words
    label: str


class Recorded(msgspec.Struct, frozen=True):
    """A fact recorded by hand about a person."""

    subject: str
    person: str
    source: str
    item: str
    day: date
    cases: int
    value_c: int | None
    note: str
    by: str


class BankFigure(msgspec.Struct, frozen=True):
    """What the bank as a whole came to in a month for a measure, in hundredths."""

    month: str
    measure: str
    value_c: int
    note: str
    by: str


class Waived(msgspec.Struct, frozen=True):
    """A waiver in force."""

    subject: str
    evidence: str
    person: str
    day: date
    reason: str
    incident: str
    by: str


class Appeal(msgspec.Struct, frozen=True):
    """An appeal; `upheld` None while undecided."""

    subject: str
    number: str
    month: str
    person: str
    evidence: str
    day: date
    text: str
    raised: datetime
    upheld: bool | None
    reason: str
    decided_by: str


class MonthState(msgspec.Struct, frozen=True):
    """Where a month stands: draft, self, review, published, signed or reopened, since when and by whom, with what was
    stated last. `until`: the last day for self-assessments; `published`: when it was last; `reason`: why it was opened
    again or put back."""

    month: str
    state: str
    rulebook: str
    totals: tuple[Total, ...]
    at: datetime | None
    by: str
    until: date | None = None
    published: datetime | None = None
    reason: str = ""


class SelfAssessment(msgspec.Struct, frozen=True):
    """What a person says of his own month."""

    subject: str
    month: str
    person: str
    text: str
    values: tuple[Rated, ...]
    at: datetime


class Review(msgspec.Struct, frozen=True):
    """The manager's word on a person's month."""

    subject: str
    month: str
    person: str
    comment: str
    value_c: int | None
    grade: str
    by: str
    at: datetime


class Peer(msgspec.Struct, frozen=True):
    """A colleague asked about a person; `value_c` None while he has not answered."""

    subject: str
    month: str
    person: str
    rater: str
    value_c: int | None
    comment: str
    at: datetime | None


class Seen(msgspec.Struct, frozen=True):
    """When a person last took note of the own published score."""

    month: str
    person: str
    at: datetime


class FundMove(msgspec.Struct, frozen=True):
    """One line of the staff fund with the balance after it."""

    subject: str
    day: date
    cents: int
    purpose: str
    month: str
    by: str
    balance_cents: int


class Late(msgspec.Struct, frozen=True):
    """Evidence dated in a signed month that a lock of it does not cover. `counts_in`: the month in which it counts; the
    month itself where its subject was known at the signature, so that it changes what was signed."""

    subject: str
    kind: str
    day: date
    actor: str
    counts_in: str


class MonthScore(msgspec.Struct, frozen=True, kw_only=True):
    """A month's scores with what they were made from. `unborne` is evidence that names nobody, `changed` the people
    whose score is no longer what was published or signed, `notes` what a reader must know."""

    month: str
    state: str
    rulebook: RuleBook
    digest: str
    people: tuple[PersonScore, ...]
    unborne: tuple[str, ...] = ()
    late: tuple[Late, ...] = ()
    changed: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, person: str) -> PersonScore | None:
        """One person's score, or None."""
        return next((score for score in self.people if score.person == person), None)
