"""The register of complaints as it is now: tables, folds, queries; praise and promises are in `promises`."""

from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.clockwatch.ledger import SetBack, clock_set_back, present
from supervisor.complaints.promises.ledger import (
    call_backs,
    call_backs_due,
    comment_book_days,
    comment_book_due,
    comment_book_missed,
    comment_book_owed,
    praise,
)
from supervisor.complaints.settings.ledger import deadline_rules, pause_reasons, tree

from . import folds as _folds  # declares how each event is read
from .queries import (
    by_number,
    by_serial,
    case_clocks,
    complaint,
    complaints,
    complaints_about,
    counted_days,
    due,
    history,
    interested,
    interests_of,
    open_complaints,
    sealed,
)
from .tables import CASE, INTEREST, LEDGER

__all__ = [
    "CASE",
    "INTEREST",
    "LEDGER",
    "SetBack",
    "attachments",
    "by_number",
    "by_serial",
    "call_backs",
    "call_backs_due",
    "case_clocks",
    "clock_set_back",
    "comment_book_days",
    "comment_book_due",
    "comment_book_missed",
    "comment_book_owed",
    "complaint",
    "complaints",
    "complaints_about",
    "counted_days",
    "deadline_rules",
    "due",
    "history",
    "interested",
    "interests_of",
    "open_complaints",
    "pause_reasons",
    "praise",
    "present",
    "sealed",
    "tree",
]
del _folds
