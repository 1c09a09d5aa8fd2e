"""What the queries of this room return: frozen rows, times as aware UTC instants, days as business dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from .kernel import course
from .kernel.deadlines import SPOKEN_TO, Clock, Course, Pause, Span
from .texts.masking import Contact


class Complaint(msgspec.Struct, frozen=True):
    """One case as it stands. Texts and contact data are not here: they are sealed (`service.read_case`)."""

    subject: str
    number: str
    channel: str
    day: date
    received: datetime
    class_code: str
    cause_code: str
    person: str
    first_taker: str
    owner: str
    state: str
    head_office: bool
    with_head_office: bool
    is_complex: bool
    extended: bool
    caller_verified: bool
    has_contact: bool
    erased: bool
    reply_by: datetime | None
    first_feedback: datetime | None
    settled: datetime | None
    replied: datetime | None
    ended: datetime | None
    at_fault: bool | None
    apologised: bool
    on_the_spot: bool
    accepted: bool | None
    action: str
    handled_by: str
    signed_by: str
    reviews: int
    zone: str = ""
    occurred: datetime | None = None  # when it happened, where that is other than when it was heard
    group_size: int = 0  # 0 for one customer
    pauses: tuple[Pause, ...] = ()
    paused_reason: str = ""  # code of the reason for which the clocks stand still now
    root_code: str = ""
    escalation_asked: bool = False
    handed: datetime | None = None  # when it first went to somebody else than who was told first
    manager_told: datetime | None = None
    review_asked: datetime | None = None
    first_replied: datetime | None = None  # the answer before any review
    first_reply_by: datetime | None = None  # the time that was agreed for it
    complex_told: datetime | None = None  # when the customer heard that it is complex
    extended_told: datetime | None = None
    agreed_kept: tuple[Span, ...] = ()  # agreed times before the one that holds now: due, met or replaced
    reviews_kept: tuple[Span, ...] = ()  # reviews before the last: asked, answered
    handlers: tuple[str, ...] = ()  # everyone who handled it
    former_handlers: tuple[str, ...] = ()  # who handled it before the customer asked for a review
    joined_to: str = ""  # the earlier case of the same matter, while it is joined to it

    @property
    def paused(self) -> bool:
        """Whether the day limits stand still now."""
        return bool(self.paused_reason)

    @property
    def live(self) -> bool:
        """Whether the branch still owes this case something."""
        return self.state in (course.OPEN, course.HANDLED, course.REPLIED)

    def course(self) -> Course:
        """What the clocks need."""
        return Course(
            received=self.received,
            reply_by=self.reply_by,
            is_complex=self.is_complex,
            extended=self.extended,
            first_feedback=self.first_feedback,
            settled=self.settled,
            replied=self.replied,
            ended=self.ended,
            pauses=self.pauses,
            handed=None if self.head_office else self.handed,
            manager_told=self.manager_told,
            review_asked=self.review_asked,
            first_replied=self.first_replied,
            first_reply_by=self.first_reply_by,
            at_once=self.channel in SPOKEN_TO and not self.head_office,
            complex_told=self.complex_told,
            extended_told=self.extended_told,
            agreed_kept=self.agreed_kept,
            reviews_kept=self.reviews_kept,
        )


class Sealed(msgspec.Struct, frozen=True):
    """The digests of what is sealed in a case; "" where there is nothing."""

    text: str = ""
    wish: str = ""
    contact: str = ""
    facts: str = ""
    measure: str = ""
    reply: str = ""
    decision: str = ""
    root: str = ""
    representatives: str = ""


class CaseFile(msgspec.Struct, frozen=True):
    """A case as it is read: texts and contact, masked unless unmasked by right; all empty once erased."""

    complaint: Complaint
    text: str
    wish: str
    contact: Contact
    facts: str
    measure: str
    reply: str
    decision: str
    masked: bool
    root: str = ""
    representatives: tuple[Contact, ...] = ()


class Due(msgspec.Struct, frozen=True):
    """A live case with the limit to name; `state` is `late`, `warning` or `running`, `others` warn or are late too."""

    complaint: Complaint
    clock: Clock
    state: str
    others: tuple[Clock, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One line of a case's history: when it happened, and when it was entered (later, where it was written down
    afterwards).
    """

    kind: str
    at: datetime
    actor: str
    note: str
    entered: datetime | None = None
    details: tuple[tuple[str, str], ...] = ()  # what else is known: kind and value, put into words by `telling`

    @property
    def entered_later(self) -> bool:
        """Whether it was written down a minute or more after it happened."""
        return self.entered is not None and self.entered - self.at >= timedelta(minutes=1)
