"""The days evidence is gathered over, and what is noted on the way: what was looked at, whose name is missing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec

from supervisor.appraisal.scoring import BRANCH, Looked
from supervisor.journal import Reader


class Span(msgspec.Struct):
    """Days `first` to `last` (both included) of a book, without the subjects in `leave_out` (late for a locked month).
    `seen`: pairs (source, person), person "" for the branch; `looked`: inspections; `unborne`: evidence that names
    nobody; `pending`: cases not decided yet; `notes`: what a reader should know."""

    r: Reader
    first: date
    last: date
    leave_out: Collection[str]
    seen: set[tuple[str, str]] = msgspec.field(default_factory=set)
    looked: list[Looked] = msgspec.field(default_factory=list)
    unborne: list[str] = msgspec.field(default_factory=list)
    pending: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)

    def saw(self, source: str, *persons: str) -> None:
        """Note that these people, and so somebody in the branch, were looked at."""
        self.seen.add((source, BRANCH))
        self.seen.update((source, person) for person in persons)

    def minute(self, at_ms: int) -> int:
        """The minute of the branch's day of an instant."""
        local = self.r.local(at_ms)
        return local.hour * 60 + local.minute
