"""Corrective actions as they stand, and the steps that brought them there: tables, folds and queries."""

from ..records import Action, Clash, Like, Step
from . import folds as _folds  # declares how each event is read
from .queries import (
    OPEN_STATES,
    action,
    actions,
    actions_from,
    clashes,
    contested,
    like_cause,
    likes,
    likes_of,
    linked,
    open_actions,
    overdue,
    settings,
    soon_until,
    steps,
    steps_of,
    subject_for,
)
from .tables import ACTION, LEDGER, LIKE, STEP

__all__ = [
    "ACTION",
    "LEDGER",
    "LIKE",
    "OPEN_STATES",
    "STEP",
    "Action",
    "Clash",
    "Like",
    "Step",
    "action",
    "actions",
    "actions_from",
    "clashes",
    "contested",
    "like_cause",
    "likes",
    "likes_of",
    "linked",
    "open_actions",
    "overdue",
    "settings",
    "soon_until",
    "steps",
    "steps_of",
    "subject_for",
]

del _folds
