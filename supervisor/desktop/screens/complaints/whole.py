"""The register arranged for finding and sorting, on the pool: read once, then mended by what changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from supervisor.desktop.screens.complaints.naming import AFTER_ALL, Naming, columns
from supervisor.desktop.widgets.arrangement import Arrangement, ranked

if TYPE_CHECKING:
    from supervisor.complaints.register.lines import Lines

Report = Callable[[float], object]
_ALIKE = {
    "day": ("day",),
    "cause": ("cause_code", "group_size"),
    "channel": ("channel",),
    "owner": ("owner",),
    "class": ("class_code",),
    "person": ("person",),
    "clock": ("state", "stands_still", "paused_reason", "clock", "due_ms"),
}
"""By which fields a column reads: lines that are alike in them are read once."""


class Cases(Arrangement[Any]):
    """The lines of cases: what a column says is read of one line of each kind, and ranked by it."""

    rows: Lines  # type: ignore[assignment]

    def place_of(self, key: str) -> int | None:
        return self.rows.place_of(key)

    def read_texts(self, number: int) -> tuple[Sequence[str], Sequence[int]]:
        column = self.columns[number]
        if column.name == "number":
            return self.rows.texts("number"), range(len(self.rows))
        places, kinds = self.rows.alike(_ALIKE[column.name])
        return [column.text(self.rows[place]) for place in places], kinds  # type: ignore[return-value]

    def read_ranks(self, number: int) -> Any:
        import numpy

        column, rows = self.columns[number], self.rows
        if column.name == "number":
            return ranked(rows.texts("number"))
        if column.name == "day":
            return rows.numbers("received_ms")
        if column.name == "clock":
            due = rows.numbers("due_ms")
            return numpy.where(due != 0, due, AFTER_ALL + numpy.where(rows.live, 0, rows.numbers("received_ms")))
        places, kinds = rows.alike(_ALIKE[column.name])
        return numpy.array(ranked([column.text(rows[place]) for place in places]), numpy.int32)[kinds]


def read_whole(reader: Any, actor: str, naming: Naming, report: Report) -> Cases:
    """All lines that somebody may read, arranged: half of the work is reading, half arranging."""
    from supervisor.complaints.register.ledger import listed

    rows = listed(reader, actor)
    report(0.5)
    return arranged(naming, rows, lambda share: report(0.5 + share / 2))


def arranged(naming: Naming, rows: Lines, report: Report = lambda _share: None) -> Cases:
    """Lines ready to be found and sorted."""
    now = round(time.time() * 1000)  # how a limit stands is asked when it is painted, not here
    made = Cases(columns(lambda: naming, lambda: now), rows)
    made.prepare(report)
    return made


def mended(naming: Naming, before: Cases, newer: Lines, gone: frozenset[str]) -> Cases:
    """The same register with newer lines in the place of those of their cases, and without what is `gone`."""
    return arranged(naming, before.rows.replaced(newer, gone).ordered())
