"""The ledger of inspections: check-lists, inspections, answers and findings as they stand, and their queries."""

from . import folds as _folds  # declares how each event is read
from .findings import (
    consequences,
    finding,
    findings,
    findings_of,
    open_appeals,
    place_of,
    repeated,
    score_of,
    scores,
    sheet,
)
from .queries import (
    answers_of,
    clashes,
    inspection,
    inspections,
    last_step,
    notes_of,
    open_inspections,
    photos,
    retired,
    signatures,
    template,
    template_in_force,
    templates_in_force,
    versions,
    waiting_clashes,
)
from .tables import LEDGER

__all__ = [
    "LEDGER",
    "answers_of",
    "clashes",
    "consequences",
    "finding",
    "findings",
    "findings_of",
    "inspection",
    "inspections",
    "last_step",
    "notes_of",
    "open_appeals",
    "open_inspections",
    "photos",
    "place_of",
    "repeated",
    "retired",
    "score_of",
    "scores",
    "sheet",
    "signatures",
    "template",
    "template_in_force",
    "templates_in_force",
    "versions",
    "waiting_clashes",
]

del _folds
