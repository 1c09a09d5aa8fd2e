"""An agenda as it stands now: as it was held where it was, else its draft with what people changed of it."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Reader
from supervisor.meetings.agenda.ledger import edits, held
from supervisor.meetings.agenda.merging import merged
from supervisor.meetings.agenda.records import briefing_subject, review_subject

from .agenda import briefing
from .agenda_month import review
from .records import Briefing


def briefing_now(r: Reader, day: date) -> Briefing:
    """The briefing of a day: held as it was held, else drafted and changed; struck points are marked."""
    subject = briefing_subject(day)
    done = held(r, subject)
    return done.agenda if done is not None else merged(briefing(r, day), edits(r, subject))


def review_now(r: Reader, month: str) -> Briefing:
    """The agenda of the review of a month ("2026-10"), the same way. Raises BadInput for what is no month."""
    subject = review_subject(month)
    done = held(r, subject)
    return done.agenda if done is not None else merged(review(r, month), edits(r, subject))
