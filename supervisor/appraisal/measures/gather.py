"""The month's evidence, gathered from the rooms below and put into one neutral form.

A new kind of evidence is one function in this room and none in the rules.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec

from supervisor.appraisal.measures.customers import book_unread, complained, dealt_with
from supervisor.appraisal.measures.inspected import inspected
from supervisor.appraisal.measures.judged import judged
from supervisor.appraisal.measures.numbered import numbered
from supervisor.appraisal.measures.rated import rated
from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.measures.working import attended, met, ordered, praised, trained, written_down
from supervisor.appraisal.scoring import Evidence, Looked
from supervisor.journal import Reader
from supervisor.language import _

SOURCES = (
    inspected, complained, dealt_with, praised, trained, attended, met, ordered, written_down, numbered, rated, judged,
)  # fmt: skip


class Gathered(msgspec.Struct, frozen=True):
    """Evidence by person, what was observed (source, person or "" for the branch), inspections looked at, evidence that
    names nobody, cases not decided yet, and what a reader should know."""

    evidence: tuple[Evidence, ...]
    observed: frozenset[tuple[str, str]]
    looked: tuple[Looked, ...]
    unborne: tuple[str, ...]
    pending: tuple[str, ...]
    notes: tuple[str, ...]


def gather(r: Reader, first: date, last: date, *, leave_out: Collection[str] = frozenset()) -> Gathered:
    """All evidence dated between two days (included), without the subjects in `leave_out` (late for a locked month)."""
    span = Span(r, first, last, leave_out)
    pieces = [piece for source in SOURCES for piece in source(span)]
    notes = list(span.notes)
    if span.pending:
        notes.append(_("{count} complaints are not decided yet and do not count.").format(count=len(span.pending)))
    if unread := book_unread(r, first, last):
        notes.append(_("The comment book was not read on {count} days.").format(count=len(unread)))
    return Gathered(
        tuple(pieces), frozenset(span.seen), tuple(span.looked), tuple(span.unborne), tuple(span.pending), tuple(notes)
    )


def history(r: Reader, first: date, last: date) -> list[Evidence]:
    """Evidence of days before the month, which only says how often something happened already."""
    span = Span(r, first, last, frozenset())
    return [piece for source in SOURCES for piece in source(span)] if first <= last else []
