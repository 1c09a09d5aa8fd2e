"""Rule books: the values (`model`), their words (`terms`) and the bytes by which they are kept (`kept`)."""

from supervisor.appraisal.rulebook.kept import digest, from_bytes, to_bytes
from supervisor.appraisal.rulebook.model import (
    Allowance,
    Band,
    Component,
    Consequence,
    Item,
    Measure,
    Rule,
    RuleBook,
    Step,
    Unit,
)
from supervisor.appraisal.rulebook.terms import SOURCES

__all__ = [
    "SOURCES", "Allowance", "Band", "Component", "Consequence", "Item", "Measure", "Rule", "RuleBook", "Step", "Unit",
    "digest", "from_bytes", "to_bytes",
]  # fmt: skip
