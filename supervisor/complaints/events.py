"""What can happen to a complaint.

Free texts and contact data never stand in an entry: `*_digest` names ciphertext sealed under the case (the
subject), so that an erasure leaves the entry provable and the text unreadable for ever.
"""

from __future__ import annotations

from datetime import datetime

from supervisor.journal import Event, event


@event("complaints.registered", version=1)
class ComplaintRegistered(Event):
    """A complaint was heard and written down by whoever was told first (首问负责)."""

    number: str
    channel: str
    received: datetime
    class_code: str
    cause_code: str
    text_digest: str
    first_taker: str
    owner: str
    contact_digest: str = ""  # "" when the customer left none
    wish_digest: str = ""
    person: str = ""  # whom it is about; "" when nobody in particular
    caller_verified: bool = False  # meant for calls handed over from the hotline
    head_office: bool = False  # it is about the branch manager, so head office decides
    zone: str = ""  # code of the zone of the branch where it happened; "" when not in the branch or not known
    occurred: datetime | None = None  # when it happened, if other than when it was heard
    group_size: int = 0  # customers who complain together; 0 when it is one customer
    representatives_digest: str = ""  # who speaks for the group


@event("complaints.handed_over", version=1)
class ComplaintHandedOver(Event):
    """The case passed to another owner; it never had none in between."""

    owner: str
    reason: str = ""


@event("complaints.manager_told", version=1, additive=True)
class ManagerTold(Event):
    """Whoever handles the case told the branch manager of it."""

    told: datetime


@event("complaints.first_feedback", version=1)
class FirstFeedbackGiven(Event):
    """The customer heard from the branch for the first time after complaining."""

    given: datetime


@event("complaints.reply_time_agreed", version=1)
class ReplyTimeAgreed(Event):
    """A time for the answer was agreed with the customer."""

    reply_by: datetime


@event("complaints.found_complex", version=1)
class FoundComplex(Event):
    """The facts are complicated, so the longer outer limit holds; the customer was told."""

    reason: str
    customer_told: datetime
    told_by: str = ""  # how he was told: a code of `words.TELLINGS`


@event("complaints.extended", version=1)
class ComplaintExtended(Event):
    """The level above approved a further extension; the customer was told."""

    reason: str
    approved_by: str
    customer_told: datetime
    told_by: str = ""


@event("complaints.paused", version=1)
class ClocksPaused(Event):
    """The day limits stand still for a stated reason; the customer was told."""

    reason: str  # code of a reason from the settings
    since: datetime
    customer_told: datetime
    note: str = ""
    told_by: str = ""


@event("complaints.resumed", version=1)
class ClocksResumed(Event):
    """The reason to stand still is gone; the day limits run on."""

    until: datetime
    note: str = ""


@event("complaints.escalation_asked", version=1)
class EscalationAsked(Event):
    """Whoever handles the case holds it to be beyond the branch's authority; the branch manager is to confirm."""

    reason: str


@event("complaints.escalation_declined", version=1)
class EscalationDeclined(Event):
    """The branch manager found that the branch can settle it; the case stays."""

    reason: str


@event("complaints.escalated", version=1)
class ComplaintEscalated(Event):
    """The branch manager confirmed that it is beyond the branch's authority; head office has it."""

    reason: str
    customer_told: datetime | None = None


@event("complaints.head_office_decided", version=1)
class HeadOfficeDecided(Event):
    """Head office's decision arrived; the branch follows it up."""

    decided_by: str
    decision_digest: str
    owner: str


@event("complaints.handled", version=1)
class ComplaintHandled(Event):
    """The facts were checked: who was at fault, why, and what was done so that it does not recur."""

    at_fault: bool
    cause_code: str
    facts_digest: str
    measure_digest: str = ""
    action: str = ""  # the corrective action raised from it
    apologised: bool = False
    on_the_spot: bool = False
    root_code: str = ""  # node of the tree of root causes
    root_digest: str = ""


@event("complaints.replied", version=1)
class ComplaintReplied(Event):
    """The customer was given the answer."""

    replied: datetime
    reply_digest: str
    accepted: bool | None = None  # the customer's own view, when he gave one
    manner: str = ""  # how he was told: a code of `words.MANNERS`


@event("complaints.closed", version=1)
class ComplaintClosed(Event):
    """Signed: handling and reply are on record."""

    signed_by: str
    joined_cases: tuple[str, ...] | None = None  # joined to it, whose customers had this answer; None: not said


@event("complaints.withdrawn", version=1)
class ComplaintWithdrawn(Event):
    """The customer withdrew; the case ends that day."""

    told_to: str
    note: str = ""
    joined_cases: tuple[str, ...] | None = None  # of this customer joined to it, which end with it; None: not said


@event("complaints.joined", version=1)
class ComplaintJoined(Event):
    """The same matter had been heard before: the case ended, and the earlier one goes on with its limits."""

    main: str
    number: str = ""  # of that case, for the history


@event("complaints.unjoined", version=1)
class ComplaintUnjoined(Event):
    """A join was undone: the case stands again where it stood, its limits counted from when it was heard."""

    reason: str
    number: str = ""  # of the case that it had been joined to, for the history


@event("complaints.group_changed", version=1)
class GroupChanged(Event):
    """More or fewer customers complain together, or somebody else speaks for them."""

    group_size: int
    representatives_digest: str


@event("complaints.review_asked", version=1)
class ReviewAsked(Event):
    """The customer asked for a review of the decision in time; the case is open again."""

    asked: datetime
    owner: str


@event("complaints.interest_declared", version=1, additive=True)
class InterestDeclared(Event):
    """Somebody has an interest in the case and keeps out of it (回避)."""

    person: str
    reason: str = ""


@event("complaints.attached", version=1, additive=True)
class ComplaintAttached(Event):
    """A letter scan, photo or recording was added, sealed with the case."""

    media_type: str
    digest: str
    name: str = ""  # the file's name in plain: entries of old have it, none since it is sealed
    name_digest: str = ""
    size: int = 0  # bytes of the file; 0 where it was not noted


@event("complaints.attachment_opened", version=1, additive=True)
class AttachmentOpened(Event):
    """Somebody with the right opened a sealed file, or saved a copy of it outside the seal, and said why."""

    digest: str
    reason: str
    saved: bool = False


@event("complaints.interest_taken_back", version=1, additive=True)
class InterestTakenBack(Event):
    """There is no interest after all; what was declared (by the ids of those entries) bars the person no longer."""

    person: str
    declared: tuple[str, ...]
    reason: str


@event("complaints.unmasked", version=1, additive=True)
class ContactUnmasked(Event):
    """Somebody with the right looked at what is sealed in the case, and said why."""

    reason: str


@event("complaints.erased", version=1)
class PersonalDataErased(Event):
    """Contact data, texts and attachments of the case were erased for good; the case itself stays."""

    reason: str
    by_right: bool = False  # the customer asked for it before the time to keep it was over


@event("complaints.apart_acknowledged", version=1, additive=True)
class ApartAcknowledged(Event):
    """What two laptops did that cannot both stand was seen by a person, who said how it is put right."""

    sort: str
    key: str
    reason: str


@event("complaints.case_settled", version=1, additive=True)
class CaseSettled(Event):
    """Two copies took the case further apart: it stands as the side that a person chose says."""

    state: str
    owner: str
    cause_code: str
    with_head_office: bool = False
    escalation_asked: bool = False
    at_fault: bool | None = None
    apologised: bool = False
    on_the_spot: bool = False
    accepted: bool | None = None
    root_code: str = ""
    action: str = ""
    handled_by: str = ""
    signed_by: str = ""
    joined_to: str = ""
    facts_digest: str = ""
    measure_digest: str = ""
    root_digest: str = ""
    reply_digest: str = ""
    decision_digest: str = ""
    settled: datetime | None = None
    replied: datetime | None = None
    ended: datetime | None = None
