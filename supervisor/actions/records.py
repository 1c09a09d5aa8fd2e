"""What queries about corrective actions return: frozen records, safe to hand to any thread or screen."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import msgspec

from .deadlines import Standing, days_late, standing


def mark(*values: object) -> str:
    """A short fingerprint of what a step is based on: state, due, owner, doer, severity, whether a re-inspection was
    passed, how often it was sent back and opened again, and the date asked for (dates as ISO text)."""
    return hashlib.sha256("|".join(str(value or "") for value in values).encode()).hexdigest()[:12]


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """A corrective action. `state`: open, taken_up, done (waits for re-inspection or closing), closed, withdrawn.

    `by` raised it; `finished` is the day it was reported done; `first_due` the date before any change. `hidden` says
    that it was read by somebody who may not see whom it is about.
    """

    subject: str
    number: str
    title: str
    source: str
    owner: str
    doer: str
    about: tuple[str, ...]
    severity: str
    raised: date
    due: date
    first_due: date
    state: str
    finished: date | None
    announce: bool
    announced: bool
    like_places: str
    note: str
    reopened: int
    by: str
    places: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()  # like places to be checked, as subjects
    likes_left: int = 0  # of them not ticked yet
    linked: str = ""  # the action whose check of like places raised this one
    photos: tuple[str, ...] = ()  # before
    after: tuple[str, ...] = ()  # pictures of the mended state since it was last opened
    after_photo: bool = False
    needs_recheck: bool = False
    recheck_passed: bool = False
    rechecked_by: str = ""
    done_by: str = ""  # who reported it done: the doer, or another in his name
    sent_back: int = 0  # re-inspections that were not passed
    asked_due: date | None = None  # an extension asked for and not decided yet
    asked_reason: str = ""
    asked_by: str = ""
    extended: int = 0
    closed: date | None = None
    closed_by: str = ""
    opinion: str = ""
    contested: bool = False  # two laptops took it further without knowing of one another, and nobody decided yet
    hidden: bool = False

    @property
    def mark(self) -> str:
        """What the next step is based on."""
        asked = self.asked_due.isoformat() if self.asked_due else ""
        return mark(
            self.state, self.due.isoformat(), self.owner, self.doer, self.severity, int(self.recheck_passed),
            self.sent_back, self.reopened, asked,
        )  # fmt: skip

    def standing(self, today: date, soon: date | None = None) -> Standing:
        """closed, done, overdue, due_soon or open on that day; `soon` as in `deadlines.standing`."""
        return standing(self.state, self.due, today, soon)

    def days_late(self, today: date) -> int:
        """Calendar days past due until done, or until today."""
        return days_late(self.due, self.finished, today)

    @property
    def running(self) -> bool:
        """Not yet reported done."""
        return self.state in ("open", "taken_up")

    @property
    def waits(self) -> str:
        """What one reported done waits for: "recheck" or "close"; empty for any other."""
        if self.state != "done":
            return ""
        return "recheck" if self.needs_recheck and not self.recheck_passed else "close"

    @property
    def to_announce(self) -> bool:
        """Is to be made known to the branch and has not been yet; what is over is not waited for any more."""
        return self.announce and not self.announced and self.state not in ("closed", "withdrawn")


class Step(msgspec.Struct, frozen=True):
    """One step of an action: raised, taken_up, done, recheck_passed, recheck_failed, closed, reopened, withdrawn, due,
    asked, granted, refused, regraded, reassigned, readdressed, announced, noted, like_in_order, like_same_fault."""

    at: datetime
    what: str
    text: str
    person: str
    photos: tuple[str, ...]


class Like(msgspec.Struct, frozen=True):
    """One like place of an action: `result` "" (not looked at), in_order or same_fault.

    `other` is what another laptop ticked without knowing of it, until somebody ticks again; both are shown.
    """

    like: str
    result: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    other: str = ""
    action: str = ""  # the linked action that the same fault raised


class Clash(msgspec.Struct, frozen=True):
    """Two steps that two laptops took apart: `entry` came later by the clock, `over` is the one it did not know of
    (entry ids)."""

    entry: str
    over: str
