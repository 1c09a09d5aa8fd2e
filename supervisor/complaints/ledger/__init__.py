"""The register of complaints as it is now: tables, folds, queries.

Praise and promises, files and links have ledgers of their own, each in its room.
"""

from supervisor.complaints.clockwatch.ledger import SetBack, clock_set_back, present
from supervisor.complaints.settings.ledger import deadline_rules, deadline_rules_by_day, pause_reasons, tree

from . import folds_taken_back as _folds  # declares, with `folds`, how each event is read
from .queries import (
    by_number,
    by_serial,
    case_clocks,
    cases_where,
    complaint,
    complaints,
    counted_days,
    declarations,
    due,
    history,
    interested,
    interests_of,
    joined_with,
    live_among,
    open_complaints,
    open_like,
    sealed,
)
from .tables import CASE, INTEREST, LEDGER

__all__ = [
    "CASE",
    "INTEREST",
    "LEDGER",
    "SetBack",
    "by_number",
    "by_serial",
    "case_clocks",
    "cases_where",
    "clock_set_back",
    "complaint",
    "complaints",
    "counted_days",
    "deadline_rules",
    "deadline_rules_by_day",
    "declarations",
    "due",
    "history",
    "interested",
    "interests_of",
    "joined_with",
    "live_among",
    "open_complaints",
    "open_like",
    "pause_reasons",
    "present",
    "sealed",
    "tree",
]
del _folds
