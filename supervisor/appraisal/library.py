"""The rule books that ship, and what a rule book of this branch may refer to.

The room exists so that a new branch has a sound book to start from, and so that an import can say "no item is called
that" by the check-lists, causes and courses that this branch really uses.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from supervisor.appraisal.months import month_days
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.intake import read_rulebook
from supervisor.appraisal.service import activate_rulebook
from supervisor.complaints.evidence.pieces import HANDLING
from supervisor.complaints.ledger import tree
from supervisor.complaints.words import PRAISE_SOURCES
from supervisor.inspection.ledger import templates_in_force
from supervisor.journal import Book, Reader
from supervisor.training.ledger import courses


def shipped_names() -> list[str]:
    """The names of the rule books that ship."""
    folder = files("resources") / "rulebooks"
    return sorted(entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json"))


def shipped(name: str) -> RuleBook:
    """One of the rule books that ship. Raises BadInput for an unknown name."""
    with as_file(files("resources") / "rulebooks" / f"{name}.json") as path:
        return read_rulebook(path)


def known_items(r: Reader, day: date) -> dict[str, frozenset[str]]:
    """Item and clause codes by source as the branch uses them on a day; sources without a list are left out."""
    lists = [template for __, template in templates_in_force(r, day)]
    known = {
        "inspection": frozenset(code for one in lists for item in one.items() for code in (item.id, item.clause)),
        "complaint": frozenset(node.code for name in ("class", "cause") for node in tree(r, name)),
        "handling": frozenset((*HANDLING, *(node.code for node in tree(r, "class")))),
        "praise": frozenset(PRAISE_SOURCES),
        "training": frozenset(course.code for course in courses(r, active_only=False)),
    }
    return {source: codes for source, codes in known.items() if codes}


def import_rulebook(book: Book, actor: str, path: Path, month: str) -> str:
    """Read a rule book (.xlsx or .json), check it against what this branch uses, and put it in force from the first
    day of `month`; returns its digest. Raises BadInput with every fault by sheet, row and column; Refused.
    """
    with book.read() as r:
        known = known_items(r, month_days(month)[1])
    return activate_rulebook(book, actor, rules=read_rulebook(path, known), month=month)
