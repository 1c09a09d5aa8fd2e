"""What queries of this room return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from .answer import Answer
from .relevance import asked
from .scoring.records import Score
from .template import Template, Threshold


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """An inspection. `state`: begun, finished, abandoned. `revised_by` names the correction that stands instead.

    `incidents` ran while it was made; `warnings` ("item:what") were accepted when it was finished, by the entry
    `finish`.
    """

    subject: str
    number: str
    code: str
    digest: str
    day: date
    source: str
    place: str
    inspector: str
    inspected: tuple[str, ...]
    incidents: tuple[str, ...]
    root: str
    revises: str
    revised_by: str
    reason: str
    state: str
    begun: datetime
    finished: datetime | None
    warnings: tuple[str, ...]
    finish: str = ""


class Clash(msgspec.Struct, frozen=True):
    """What does not stand. `why`: two devices answered apart (`clash`), it came after the finish or without the finish
    knowing of it (`late`), or was late and a person has looked at it (`seen`).

    `what`: an answer (None: the item was cleared), or a note, a photo, a photo taken off (no_photo), with its text or
    digest in `text`.
    """

    item: str
    mark: str
    answer: Answer | None
    why: str
    by: str
    at: datetime
    what: str = "answer"
    text: str = ""


class Photo(msgspec.Struct, frozen=True):
    """A picture to an item; `digest` of the blob, `original` of the file it was made from."""

    item: str
    digest: str
    original: str
    name: str


class Signature(msgspec.Struct, frozen=True):
    """Who signed, in which capacity (inspector, inspected); `picture` is a blob's digest or empty.

    `how`: drawn, login (by password), refused or absent with the `reason`; empty where nothing was said of it.
    """

    person: str
    capacity: str
    picture: str
    at: datetime
    how: str = ""
    reason: str = ""


class UndoStep(msgspec.Struct, frozen=True):
    """The latest change to an answer that can be taken back; `before` None where the item was unanswered."""

    entry: str
    item: str
    before: Answer | None
    after: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection as it is worked on or read: check-list, answers, score and what needs a person's eye."""

    inspection: Inspection
    template: Template
    answers: tuple[Answer, ...]
    notes: Mapping[str, str]  # remarks by item, also where there is no answer yet
    photos: tuple[Photo, ...]
    clashes: tuple[Clash, ...]
    signatures: tuple[Signature, ...]
    score: Score

    @property
    def asked(self) -> frozenset[str]:
        """Ids of the items that are asked as things stand (conditional items come and go)."""
        return asked(self.template, self.answers, self.inspection.day)

    def answer(self, item: str) -> Answer | None:
        """The answer to an item, or None."""
        return next((a for a in self.answers if a.item == item), None)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A failed item of a finished inspection.

    `points_c` is what the inspection lost by it (hundredths, positive; 0 when waived, a reminder, or the same act as
    another); `persons_points_c` and `fines_cents` what each person bears. `cases` as the item counts them.
    """

    subject: str
    inspection: str
    template: str
    digest: str
    item: str
    clause: str
    severity: str
    persons: tuple[str, ...]
    places: tuple[str, ...]
    cases: int
    day: date
    at: datetime
    source: str
    place: str
    note: str
    photos: tuple[str, ...]
    mended: bool
    incidents: tuple[str, ...]
    points_c: int
    persons_points_c: Mapping[str, int]
    fines_cents: Mapping[str, int]
    reminders: int  # how many of the cases were only reminders
    earlier: int  # findings at the same item and person (or place) within the remembered days before
    waived: bool
    waived_reason: str
    waived_by: str
    appeal: str
    appeal_by: str
    appeal_state: str  # "", open, upheld, dismissed
    appeal_reason: str


class Scored(msgspec.Struct, frozen=True):
    """A finished inspection with its score."""

    inspection: Inspection
    score: Score


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """A person had more cases in the month than the check-list allows, and what follows.

    `cases` are those of the whole month at the threshold's item (or at all), `findings` what they were found in; the
    one of `day`, by the version `digest`, was the first too many.
    """

    person: str
    template: str
    threshold: Threshold
    cases: int
    digest: str
    day: date
    findings: tuple[str, ...]
