"""Appraisal as it stands: rule books in force, recorded facts, waivers, appeals, the course of months, the fund."""

from supervisor.appraisal.ledger import course_folds, folds
from supervisor.appraisal.ledger.course import (
    fund,
    month_state,
    month_states,
    peers,
    reviews,
    seen,
    self_assessments,
)
from supervisor.appraisal.ledger.queries import (
    appeal,
    appeals,
    bank_figures,
    in_force,
    open_appeals,
    records,
    rulebook,
    rulebooks,
    waivers,
)
from supervisor.appraisal.ledger.tables import LEDGER

__all__ = [
    "LEDGER",
    "appeal",
    "appeals",
    "bank_figures",
    "fund",
    "in_force",
    "month_state",
    "month_states",
    "open_appeals",
    "peers",
    "records",
    "reviews",
    "rulebook",
    "rulebooks",
    "seen",
    "self_assessments",
    "waivers",
]
del course_folds, folds
