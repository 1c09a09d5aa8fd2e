"""The ledger of inspections: check-lists, inspections, answers and findings as they stand, and their queries."""

from . import answer_folds as _answer_folds  # declare how each event is read
from . import folds as _folds
from .answer_folds import CLEARED, GIVEN_UP
from .bearing_kept import inspected_days
from .consequences import consequences
from .findings import (
    finding,
    findings,
    findings_about,
    findings_of,
    memory_of,
    open_appeals,
    place_of,
    repeated,
    score_of,
    scores,
    scores_of,
    sheet,
)
from .queries import (
    Disuse,
    answer_of,
    answered_by,
    answers_of,
    clashes,
    last_step,
    note_of,
    notes_of,
    out_of_use,
    photos,
    retired,
    signatures,
    template,
    template_in_force,
    templates_in_force,
    versions,
    waiting_clashes,
)
from .standing import (
    correction_under_way,
    inspection,
    inspections,
    inspections_named,
    newest_inspections,
    open_inspections,
)
from .tables import LEDGER
from .whole_sheets import Given, Whole, answered_by_many, whole_sheets

__all__ = [
    "CLEARED",
    "GIVEN_UP",
    "LEDGER",
    "Disuse",
    "Given",
    "Whole",
    "answer_of",
    "answered_by",
    "answered_by_many",
    "answers_of",
    "clashes",
    "consequences",
    "correction_under_way",
    "finding",
    "findings",
    "findings_about",
    "findings_of",
    "inspected_days",
    "inspection",
    "inspections",
    "inspections_named",
    "last_step",
    "memory_of",
    "newest_inspections",
    "note_of",
    "notes_of",
    "open_appeals",
    "open_inspections",
    "out_of_use",
    "photos",
    "place_of",
    "repeated",
    "retired",
    "score_of",
    "scores",
    "scores_of",
    "sheet",
    "signatures",
    "template",
    "template_in_force",
    "templates_in_force",
    "versions",
    "waiting_clashes",
    "whole_sheets",
]

del _answer_folds, _folds
