"""What can happen to praise, to a promise made to a customer and to the comment book.

Contact data never stands in an entry: `contact_digest` names ciphertext sealed under the subject.
"""

from __future__ import annotations

from datetime import date, datetime

from supervisor.journal import Event, event


@event("promises.praised", version=1)
class PraiseReceived(Event):
    """Somebody outside praised people of the branch."""

    number: str
    received: datetime
    source: str
    persons: tuple[str, ...]
    what: str  # what was praised, without the customer's name or number
    contact_digest: str = ""
    zone: str = ""  # where it happened
    keepsake: str = ""  # what came with it: a code of `KEEPSAKES`


@event("promises.praise_corrected", version=1)
class PraiseCorrected(Event):
    """It was written down wrongly; this is how it was. Whoever praised stays as he was recorded."""

    source: str
    persons: tuple[str, ...]
    what: str
    zone: str = ""
    keepsake: str = ""


@event("promises.praise_taken_back", version=1)
class PraiseTakenBack(Event):
    """It should never have been on record: a mistake, a second entry of the same praise, praise of somebody's own."""

    reason: str


@event("promises.call_back_promised", version=1)
class CallBackPromised(Event):
    """A customer was promised a call or a completed service by a time."""

    number: str
    kind: str
    owner: str
    due: datetime
    matter: str  # what for, without the customer's name or number
    contact_digest: str = ""
    complaint: str = ""
    told_once: tuple[str, ...] = ()  # papers, conditions, steps that were told in one go (一次性告知)
    service_kind: str = ""  # whose check-list it was
    not_told: tuple[str, ...] = ()  # lines of the check-list that were left out
    told_by: str = ""  # who told them; "" for who recorded the promise


@event("promises.call_back_handed_over", version=1)
class CallBackHandedOver(Event):
    """Somebody else keeps the promise."""

    owner: str
    reason: str = ""


@event("promises.call_back_postponed", version=1)
class CallBackPostponed(Event):
    """Another time was agreed with the customer."""

    due: datetime
    reason: str = ""


@event("promises.told_later", version=1, additive=True)
class ToldLater(Event):
    """What had been left out of the check-list was told after all."""

    lines: tuple[str, ...]
    told_by: str = ""


@event("promises.call_back_tried", version=1, additive=True)
class CallBackTried(Event):
    """The customer was called and not reached."""

    note: str = ""


@event("promises.call_back_done", version=1)
class CallBackDone(Event):
    """The promise was kept."""

    done: datetime
    result: str = ""
    outcome: str = ""  # one of `words.OUTCOMES`, "" where nobody said


@event("promises.call_back_not_kept", version=1)
class CallBackNotKept(Event):
    """The promise will not be kept any more; the customer knows why."""

    reason: str


@event("promises.comment_book_read", version=1)
class CommentBookRead(Event):
    """The comment book was read that day and new comments answered in it."""

    day: date
    new_comments: int
    answered: int
    note: str = ""
    with_contact: int = 0  # of the new comments: a reply to the customer is compulsory
    replied: int = 0  # of those: the customer was replied to
    letters: int = 0  # that came that day
    copied: int = 0  # of those: copied and kept


@event("promises.unmasked", version=1, additive=True)
class PromiseUnmasked(Event):
    """Somebody with the right looked at the sealed contact data, and said why."""

    reason: str


@event("promises.erased", version=1)
class PromiseErased(Event):
    """The contact data was erased for good."""

    reason: str
