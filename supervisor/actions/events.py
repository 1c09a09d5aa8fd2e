"""What can happen to a corrective action, and what the branch may set about them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from supervisor.journal import Event, event

SETTINGS = "action_settings:own"


class Change(Event, kw_only=True):
    """What takes an action further. `before` is the mark of the action as who did it saw it (`records.mark`): where
    another laptop had taken it elsewhere meanwhile, the fold tells so and both stay visible. Empty: not looked at."""

    before: str = ""


@event("actions.raised")
class ActionRaised(Event):
    """A fault is to be mended. `source` is the subject it came from (finding:…, complaint:…; empty: by hand).

    `owner` answers for it, `doer` does it, `about` are the people whose conduct it concerns, `places` where it was
    found. `likes` are the like places that are to be checked too, each `person:…`, `post:…`, `zone:…` or `place:words`;
    `like_places` says the same in free words. `linked` is the action whose check of like places raised this one.
    """

    number: str
    title: str
    source: str
    owner: str
    doer: str
    due: date
    severity: str = "minor"
    about: tuple[str, ...] = ()
    note: str = ""
    like_places: str = ""
    announce: bool = False
    places: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    linked: str = ""
    after_photo: bool = False  # a picture of the mended state is asked for
    recheck: bool = False  # closed only after a re-inspection was passed
    photos: tuple[str, ...] = ()  # digests of pictures before, where no finding holds them


@event("actions.taken_up")
class ActionTakenUp(Change):
    """The doer has begun."""

    note: str = ""


@event("actions.done")
class ActionDone(Change):
    """The doer reports it mended; `photos` are digests of pictures afterwards."""

    note: str = ""
    like_places: str = ""  # what the check of like places found
    photos: tuple[str, ...] = ()


@event("actions.rechecked")
class ActionRechecked(Change):
    """Somebody other than the doer answered the item again: passed, or back to the doer."""

    passed: bool
    note: str = ""
    photos: tuple[str, ...] = ()


@event("actions.closed")
class ActionClosed(Change):
    """Looked at again and found mended. `unchecked` is why like places were not all checked."""

    note: str = ""
    unchecked: str = ""


@event("actions.reopened")
class ActionReopened(Change):
    """Not mended, or broken again; also the undo of a report or a closing."""

    reason: str
    due: date | None = None


@event("actions.withdrawn")
class ActionWithdrawn(Change):
    """Nothing is to be mended after all: the finding was corrected or waived."""

    reason: str


@event("actions.due_changed")
class DueChanged(Change):
    """Another due date, with the reason."""

    due: date
    reason: str


@event("actions.extension_asked")
class ExtensionAsked(Change):
    """Who answers for it asks for more time."""

    due: date
    reason: str


@event("actions.extension_decided")
class ExtensionDecided(Change):
    """The manager grants `due`, or refuses; the date before stays in the record."""

    granted: bool
    reason: str
    due: date | None = None


@event("actions.regraded")
class ActionRegraded(Change):
    """Taken harder (or less hard) than the check-list says, with another due date: a fault that comes back."""

    severity: str
    due: date
    reason: str
    after_photo: bool = False
    recheck: bool = False


@event("actions.reassigned")
class ActionReassigned(Change):
    """Another owner or doer."""

    owner: str
    doer: str
    reason: str = ""


@event("actions.readdressed")
class ActionReaddressed(Change):
    """What it came from was corrected and is about others, or other places: the action follows it. All of it is
    stated, also what stays as it was; `reason` is that of the correction."""

    about: tuple[str, ...]
    places: tuple[str, ...]
    owner: str
    doer: str
    likes: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


@event("actions.announced", additive=True)
class ActionAnnounced(Event):
    """The matter was made known to the branch (通报): where or how, to whom, in which words."""

    where: str = ""
    to: str = ""
    text: str = ""


@event("actions.noted", additive=True)
class ActionNoted(Event):
    """A remark, with pictures where there are any."""

    text: str
    photos: tuple[str, ...] = ()


@event("actions.like_checked", additive=True)
class LikeChecked(Event):
    """A like place was looked at. `replaces` is what was ticked there before the eyes of who ticked, so that two
    laptops that saw it differently are told."""

    like: str
    result: Literal["in_order", "same_fault"]
    note: str = ""
    replaces: str = ""


@event("actions.clash_settled", additive=True)
class ClashSettled(Event):
    """Somebody looked at what two laptops did apart and decided; what he decided follows as steps of its own.

    `chosen` is the step that stands, `saw` are the decisions that he knew of: where another decided differently without
    knowing, both are told.
    """

    entries: tuple[str, ...]
    reason: str
    chosen: str = ""
    saw: tuple[str, ...] = ()


@event("actions.settings_set", evidence=False)
class SettingsSet(Event):
    """Working days to mend by severity where the item gives none, and from which severities on a re-inspection must be
    passed before closing and the measure is announced (empty: never)."""

    minor_days: int
    serious_days: int
    grave_days: int
    recheck_from: str = "serious"
    announce_from: str = "minor"
