"""What can happen to a check-list, an inspection and a finding.

Answers are additive: two laptops answering different items of one inspection do not contradict each other, and where
they answer the same item differently the fold sees it by `replaces`, keeps both and waits for a person.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from supervisor.journal import Event, event

from .answer import Answer

Source = Literal["on_site", "video", "customer_comment"]


@event("inspection.template_activated", evidence=False)
class TemplateActivated(Event):
    """From `valid_from` the check-list is the one whose canonical JSON is the blob of this digest."""

    code: str
    digest: str
    version: str
    valid_from: date
    reason: str = ""


@event("inspection.template_retired", evidence=False)
class TemplateRetired(Event):
    """The check-list is not used for new inspections any more; what was inspected by it stays."""

    reason: str = ""


@event("inspection.retirement_withdrawn", evidence=False)
class RetirementWithdrawn(Event):
    """The check-list is used again as before (also the undo of retiring it)."""

    reason: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A picture carried over to a correction: digests of the stored picture and of the original file, and its name."""

    item: str
    digest: str
    original: str = ""
    name: str = ""


@event("inspection.begun")
class InspectionBegun(Event):
    """An inspection began, pinned to a version of its check-list.

    `incidents` were running then; `root` is the first inspection of a chain of revisions (itself where there is
    none), `revises` the one corrected, whose answers are `carried` over with its `pictures` and its `remarks` to items
    that were not answered.
    """

    number: str
    code: str
    digest: str
    source: Source
    root: str
    place: str = ""
    inspected: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    revises: str = ""
    reason: str = ""
    carried: tuple[Answer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    remarks: dict[str, str] = msgspec.field(default_factory=dict)


@event("inspection.answer_given", additive=True)
class AnswerGiven(Event):
    """An item was answered. `replaces` is the mark of the answer that stood there before the eyes of who answered,
    `settles` the marks of contradicting answers he saw, `undoes` the entry this takes back.

    `saw_note` is the mark of the remark he saw there; None in entries of an earlier program.
    """

    answer: Answer
    replaces: str = ""
    saw_note: str | None = None
    settles: tuple[str, ...] = ()
    undoes: str = ""


@event("inspection.answer_cleared", additive=True)
class AnswerCleared(Event):
    """An item is unanswered again."""

    item: str
    replaces: str = ""
    settles: tuple[str, ...] = ()
    undoes: str = ""


@event("inspection.note_set", additive=True)
class NoteSet(Event):
    """The remark to an item, whatever the answer. `saw` is the mark of the remark that stood there before the eyes of
    who wrote it; None in entries of an earlier program."""

    item: str
    note: str
    saw: str | None = None


@event("inspection.photo_attached", additive=True)
class PhotoAttached(Event):
    """A picture to an item: digest of the stored (shrunk) picture and of the original file."""

    item: str
    digest: str
    original: str = ""
    name: str = ""


@event("inspection.photo_removed", additive=True)
class PhotoRemoved(Event):
    """The picture does not belong to the item after all (the blob stays in the record)."""

    item: str
    digest: str


@event("inspection.signed", additive=True)
class Signed(Event):
    """Somebody signed, as inspector or as the inspected; `picture` is the digest of the drawn signature, if any.

    `how` says by what: drawn, by password (`login`), or that the inspected `refused` or was `absent`, with the reason.
    `finish` is the entry that finished the inspection, which holds the answers signed for.
    """

    person: str
    capacity: Literal["inspector", "inspected"]
    picture: str = ""
    how: Literal["", "drawn", "login", "refused", "absent"] = ""
    reason: str = ""
    finish: str = ""


@event("inspection.finished")
class InspectionFinished(Event):
    """The inspection is complete with exactly these answers; never changed afterwards, only revised.

    `judged` are the items that were asked and judged pass or fail, each a chance to find something; None in entries of
    an earlier program, for which every such answer counts. `remarks` are those to items that were not answered.
    """

    answers: tuple[Answer, ...]
    warnings: tuple[str, ...] = ()  # "item:what was missing", accepted by the inspector
    judged: tuple[str, ...] | None = None
    remarks: dict[str, str] = msgspec.field(default_factory=dict)


@event("inspection.late_seen", additive=True)
class LateSeen(Event):
    """A person has seen what came after the finish, and leaves the inspection as it was finished."""

    item: str
    mark: str


@event("inspection.abandoned")
class InspectionAbandoned(Event):
    """Begun by mistake, or never completed. `answered` are the items answered then, as far as its maker knew; None in
    entries of an earlier program."""

    reason: str
    answered: tuple[str, ...] | None = None


@event("inspection.resumed")
class InspectionResumed(Event):
    """It is gone on with although it was given up."""

    reason: str


@event("inspection.revised")
class InspectionRevised(Event):
    """A later inspection corrects this one, with the reason; both are kept."""

    by: str
    reason: str


@event("inspection.finding_raised", additive=True)
class FindingRaised(Event):
    """An item failed. Said again by a revision when it still fails; it counts as long as the inspection `finish`ed by
    that entry stands."""

    inspection: str
    code: str
    digest: str
    item: str
    clause: str
    severity: str
    at: datetime
    day: date
    source: Source
    answer: Answer
    place: str = ""
    incidents: tuple[str, ...] = ()
    finish: str = ""


@event("inspection.finding_withdrawn", additive=True)
class FindingWithdrawn(Event):
    """A revision found no failure there."""

    reason: str


@event("inspection.finding_waived")
class FindingWaived(Event):
    """The manager does not let it count, with the reason (a surge or outage was running).

    `about` are the people it was about then, here and below: a correction that names others is not decided by it. None
    in entries of an earlier program.
    """

    reason: str
    about: tuple[str, ...] | None = None


@event("inspection.waiver_withdrawn")
class WaiverWithdrawn(Event):
    """It counts after all (also the undo of a waiver)."""

    reason: str
    about: tuple[str, ...] | None = None


@event("inspection.finding_appealed")
class FindingAppealed(Event):
    """A person concerned objects."""

    text: str
    about: tuple[str, ...] | None = None


@event("inspection.appeal_decided")
class AppealDecided(Event):
    """The appeal was upheld (the finding does not count) or dismissed, with the reason."""

    upheld: bool
    reason: str
    about: tuple[str, ...] | None = None
