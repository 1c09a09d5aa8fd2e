"""The scoring kernel: pure functions from evidence and a rule book to explained scores (docs/rulebooks.md)."""

from supervisor.appraisal.scoring.facts import BRANCH, Evidence, Looked, Member, Stint, Surroundings
from supervisor.appraisal.scoring.people import score_people
from supervisor.appraisal.scoring.results import ComponentScore, Line, PersonScore

__all__ = [
    "BRANCH", "ComponentScore", "Evidence", "Line", "Looked", "Member", "PersonScore", "Stint", "Surroundings",
    "score_people",
]  # fmt: skip
