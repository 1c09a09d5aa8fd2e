"""What can happen between the branch and head office. None of it is evidence: a month's points never hang on it."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("reporting.written", version=1, evidence=False, additive=True)
class ReportWritten(Event):
    """A workbook took its place. `about`: the subject of the person, inspection or incident it is about, else its days
    or title, or empty; `digest`: SHA-256 of the file (hex); `protected`: a password opens it. Subject `report:<id>`.
    """

    kind: str
    month: str
    about: str
    file: str
    size: int
    digest: str
    protected: bool = False


@event("reporting.sent", version=1, evidence=False, additive=True)
class ReportSent(Event):
    """The workbook was handed over to head office on a day; `to` in words, empty where nobody said."""

    day: date
    to: str = ""


@event("reporting.sent_withdrawn", version=1, evidence=False, additive=True)
class SentWithdrawn(Event):
    """The mark was set by mistake: the workbook was not handed over."""


@event("reporting.due_day_set", version=1, evidence=False)
class DueDaySet(Event):
    """When head office wants a month: on the n-th working day, or the n-th day, of the month after; 0: on none.

    Subject `reporting:due`.
    """

    nth: int
    working: bool
